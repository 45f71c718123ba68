package quote

import "strings"

// afterSemicolon returns where the clause begins that leads to token h: after the
// last semicolon, unless what follows it only goes on with what came before.
func (d *document) afterSemicolon(p *para, lo, h int) int {
	for i := h - 1; i > lo; i-- {
		if p.toks[i].kind == semicolon && !p.quoted(i) {
			if h-i > 3 && !p.toks[i+1].is(demonstrate|conjunction|preposition) {
				return i + 1
			}
			return lo
		}
	}
	return lo
}

// opinionOf reads a sentence that begins with "Pour X," or "For X,": all of it
// is X's opinion, whatever stands between.
func (d *document) opinionOf(p *para, lo, h int) (subject, int, bool) {
	if lo >= h || !p.toks[lo].capital || !p.in(lo, startSource) {
		return subject{}, 0, false
	}
	n, ok := d.sourceAt(p, lo)
	if !ok || n >= h {
		return subject{}, 0, false
	}
	s, ok := d.sourceSubject(p, n, h)
	if !ok || s.kind != person && s.kind != organization || s.to < h && p.toks[s.to].kind != comma {
		return subject{}, 0, false
	}
	if o, v, ok := d.subjectVerb(p, s.to+1, h, false); ok && v.ok() && o.kind == person && d.surely(p, o) {
		return subject{}, 0, false // For Y, its director, X, said
	}
	return s, n, true
}

// leadsClause says whether the verb at token i has a clause as its object, or
// only a colon after it: whatever it means, it tells what somebody says then.
func (d *document) leadsClause(p *para, i, h int) bool {
	if i == 0 || p.toks[i].is(adverb) || p.toks[i-1].is(passive|negation) {
		return false
	}
	leads := h < len(p.toks) && p.toks[h].kind == colon
	if i+1 >= h || leads && !d.rules.possessiveS && p.toks[i-1].is(demonstrate) && !p.toks[i].is(preposition|definite|indefinite) {
		return leads
	}
	return d.leadsThat(p, i+1)
}

// leadsThat says whether token i begins a clause that is said.
func (d *document) leadsThat(p *para, i int) bool {
	return i < len(p.toks) && p.toks[i].kind == word && p.toks[i].is(demonstrate)
}

// wouldSay reads an infinitive of saying near the quotation that hangs on another
// verb, and whom the sentence is about: X s'est borné à évoquer « … »; se limitó a
// señalar que «…»; went on to say that “…”.
func (d *document) wouldSay(p *para, lo, i, h int) (subject, bool) {
	if i < lo+2 || h-i > 6 || p.toks[i].kind != word || p.toks[i].capital || p.toks[i-1].kind != word {
		return subject{}, false
	}
	w := p.word(i)
	if p.in(lo, andWord) && p.in(i-1, plainOf) && p.toks[i].is(cueNonfinite) {
		if s, ok := d.subjectWithJob(p, lo+1, i-1); ok && s.to == i-1 && d.surely(p, s) {
			return s, true // Et la juriste de conclure : « … »
		}
	}
	if d.rules.possessiveS {
		if p.word(i-1) != "to" || !d.rules.in(w, bareInfinitive) {
			return subject{}, false
		}
	} else if !p.toks[i].is(cueNonfinite) || p.toks[i].is(cueFinite) || !strings.HasSuffix(w, "r") && !strings.HasSuffix(w, "re") ||
		!p.toks[i-1].is(ofWord|atWord|preposition|auxiliary|adverb) && !p.in(i-1, modalVerb) && !p.in(i-1, toWord) && !d.looksFinite(p, i-1) {
		return subject{}, false
	}
	if p.in(lo, fromWord) { // Desde la Red se limitan a señalar
		if m := d.orgAfter(p, lo+1, i); m != nil {
			return subject{kind: organization, name: m.org.name, written: p.slice(m.from, m.to), from: lo, to: m.to}, true
		}
	}
	s, ok := d.aboutSentence(p, lo, i)
	if !ok || s.kind == description && !d.hasRole(p, s) {
		return subject{}, false
	}
	for k := s.to; k < i; k++ { // a purpose, and no saying: opened an inquiry to determine
		if t := p.toks[k]; t.kind == quoteMark || t.is(indefinite) && t.kind == word {
			return subject{}, false
		}
	}
	return s, true
}

// byWhom reads by whom something is called or described: was described by X as
// “A”; qualifié par X de « A ».
func (d *document) byWhom(p *para, i, h int) (subject, bool) {
	if i+2 >= h || !p.toks[i].is(cueParticiple) && !p.in(i, callingVerb) || !p.in(i+1, byWord) || p.toks[i+1].kind != word {
		return subject{}, false
	}
	s, ok := d.subjectWithJob(p, i+2, h)
	return s, ok && d.surely(p, s) && h-s.to < 6 && nothingButWords(p, s.to, h) && !d.finiteIn(p, s.to, h)
}

// fondOfSaying reads the subject after an infinitive that leads to a quotation:
// Comme aime à le dire X : « A »; como suele decir X: «A».
func (d *document) fondOfSaying(p *para, lo, i, h int) (subject, bool) {
	if !comparing(p, lo) || d.rules.possessiveS || h >= len(p.toks) || !p.toks[i].is(cueNonfinite) || p.toks[i].is(cueFinite) {
		return subject{}, false
	}
	s, ok := d.subjectWithJob(p, i+1, h)
	return s, ok && s.to == h && d.surely(p, s)
}

// heardSaying reads "X, director of Y, dire :" and "un agent dire :" where an
// infinitive stands right after a person.
func (d *document) heardSaying(p *para, lo, i int, strong bool) (subject, bool) {
	if !strong || !p.toks[i].is(cueNonfinite) || p.toks[i].is(cueFinite) || i == lo || p.toks[i-1].is(preposition) && p.toks[i-1].kind == word {
		return subject{}, false
	}
	for c := max(lo, i-reach/2); c < i; c++ {
		if !p.toks[c].is(definite|indefinite) && !p.toks[c].capital {
			continue
		}
		s, ok := d.subjectWithJob(p, c, i)
		if ok && (s.kind == person && s.to == i-1 && p.toks[s.to].kind == comma || s.to == i && d.surely(p, s)) {
			return s, true
		}
	}
	return subject{}, false
}

// aboutSentence reads whom a sentence that leads to a quotation is about,
// whatever its verb: a person or a description at its start, or after a phrase
// and a comma. What was done to somebody is not what they say.
func (d *document) aboutSentence(p *para, lo, h int) (subject, bool) {
	if d.passiveIn(p, lo, h) {
		return subject{}, false
	}
	for c := lo; c < h; c++ {
		if p.quoted(c) || c > lo && p.toks[c-1].kind != comma {
			continue
		}
		for c < h && p.toks[c].is(conjunction|adverb) && !p.toks[c].is(definite|indefinite|he|she) {
			c++
		}
		if c >= h {
			break
		}
		s, ok := d.subjectWithJob(p, c, h)
		if !ok || s.kind == pronoun && s.to < h && p.in(s.to, impersonalVerb) || s.kind == shortOrg || s.kind == pronoun && s.gender&they != 0 {
			continue
		}
		if s.kind == description && !d.hasRole(p, s) && d.names().byName["& "+d.rules.nameKey(s.written)] == nil || s.kind == person && !severalWords(s.name) && !d.known(s.name) && s.job.empty() {
			continue
		}
		if s.to < h && (p.toks[s.to].kind == word && !p.toks[s.to].is(preposition|ofWord) || p.toks[s.to].kind == comma) || s.to == h {
			return s, true
		}
	}
	if h-lo > 12 || d.finiteIn(p, lo, h) {
		return subject{}, false
	}
	for c := lo + 1; c < h; c++ { // Réponse d’une chanteuse de 19 ans :
		if !p.toks[c-1].is(ofWord) && !p.in(c-1, chezWord) || p.toks[c-1].kind != word {
			continue
		}
		s, ok := d.subjectWithJob(p, c, h)
		if ok && skipParens(p, s.to, h) == h && (s.kind == person || s.kind == organization || s.kind == description && d.hasRole(p, s)) {
			return s, true
		}
	}
	return subject{}, false
}

// testimonyOf reads whose account ends the words that lead to a quotation: consta la
// declaración de X: «A»; among them is that of a man of 30: “A”.
func (d *document) testimonyOf(p *para, lo, h int) (subject, bool) {
	if h >= len(p.toks) || p.toks[h].kind != colon {
		return subject{}, false
	}
	for c := h - 1; c > lo+1 && c > h-phraseLimit && p.toks[c].kind != comma; c-- {
		if p.toks[c-1].kind != word || !p.in(c-1, plainOf) || p.toks[c-2].kind != word {
			continue
		}
		if before := p.toks[c-2]; !p.in(c-2, ofWhomNoun) && !p.in(c-2, answerNoun) && !before.is(definite|demonstrate) && !p.in(c-2, thatOne) {
			continue
		}
		s, ok := d.subjectWithJob(p, c, h)
		if ok && d.surely(p, s) && (skipParens(p, s.to, h) == h || p.toks[s.to].is(relative|preposition)) {
			if p.toks[s.to].is(relative) {
				s = d.withClause(p, s, h)
			}
			return s, true
		}
	}
	return subject{}, false
}

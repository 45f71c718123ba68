package quote

import "strings"

// readIncises takes the attributions out of the utterance's own marks:
// « A, a déclaré X, B ». Only the first names the speaker; later ones count
// when they are pronouns in inversion (a-t-elle ajouté).
func (d *document) readIncises(u *utterance) {
	pieces := d.pieces[:0]
	for _, pc := range u.pieces {
		p := &d.paras[pc.para]
		open, end := p.spans[pc.span].open+1, p.spans[pc.span].close
		from := pc.from
		for c := open; c < end; c++ {
			k := p.toks[c].kind
			if k != comma && k != dash && k != stop || c+1 >= end {
				continue
			}
			a, next, ok := d.incise(p, pc.para, c, end, u.style == dialogue)
			if !ok || u.att != nil && a.subject.kind != pronoun && !d.rules.dashIncise {
				continue
			}
			if u.att == nil {
				u.att = a
			}
			cut := int(p.toks[c].start)
			switch {
			case d.rules.dashIncise:
				cut = inciseStart(p, c)
			case k == stop:
				cut = int(p.toks[c].end)
			}
			pieces = append(pieces, piece{para: pc.para, span: pc.span, from: from, to: cut})
			from, c = pc.to, next
			if next < end {
				from = int(p.toks[next].end)
			}
			if next+1 < end && k == dash && (p.toks[next+1].kind == comma || p.toks[next+1].kind == stop || p.toks[next+1].kind == semicolon) {
				from = int(p.toks[next+1].end)
			}
		}
		pieces = append(pieces, piece{para: pc.para, span: pc.span, from: from, to: pc.to})
	}
	u.pieces = append(u.pieces[:0], pieces...)
	d.pieces = pieces
}

// incise reads an attribution between the sign c and the next comma, dash or
// full stop, which it returns.
func (d *document) incise(p *para, para, c, end int, spoken bool) (*attribution, int, bool) {
	if d.rules.dashIncise {
		return d.dashIncise(p, para, c, end)
	}
	sign := p.toks[c].kind
	if sign == stop && p.text[p.toks[c].start] == '.' {
		return nil, 0, false
	}
	lim := min(end, c+reach)
	s, v, ok := d.inciseClause(p, c, lim, spoken)
	if !ok {
		return nil, 0, false
	}
	next := d.inciseEnd(p, max(s.to, v.to), lim, sign, spoken)
	if spoken && sign == stop { // — A ? réplique X, un sac à la main.
		for next < lim && p.toks[next].kind == comma {
			next = plainWords(p, next+1, lim)
		}
	}
	if next < end {
		switch k := p.toks[next].kind; {
		case sign == dash && k != dash && k != comma && !spoken:
			return nil, 0, false
		case k != comma && k != stop && k != dash && k != semicolon && k != parenOpen:
			return nil, 0, false
		}
	}
	return &attribution{cue: p.slice(v.from, v.to), subject: s, para: para, from: c, to: next}, next, true
}

// inciseClause reads the verb and the subject after the sign c. spoken is set
// in dialogue, where the subject may come first.
func (d *document) inciseClause(p *para, c, lim int, spoken bool) (subject, verb, bool) {
	if s, v, ok := d.pronounIncise(p, c, lim); ok && !spoken {
		return s, v, true
	}
	v := d.cueAt(p, c+1, true)
	if n := d.infinitiveCue(p, c+1, lim); n > 0 {
		v.from, v.to, v.nonfinite = c+1, n, false
	}
	if v.ok() && !d.rules.inciseInside && !spoken && (p.toks[c].kind != comma || !d.verbAt(p, c+1).ok()) {
		return subject{}, v, false
	}
	if !v.ok() || v.nonfinite || v.to > lim {
		if spoken && d.rules.pronounEnds == nil {
			s, v, ok := d.subjectVerb(p, c+1, lim, true)
			return s, v, ok
		}
		return subject{}, v, false
	}
	s, ok := d.verbSubject(p, v, lim)
	if !ok {
		s, ok = d.nullSubject(p, v, lim)
		ok = ok && (p.toks[c].kind == dash || d.verbAt(p, c+1).ok() && d.closesIncise(p, v.to, lim))
		return s, v, ok
	}
	switch {
	case !d.rules.inciseInside && !spoken:
		return s, v, s.kind == person && d.surely(p, s) && p.toks[min(s.to, lim-1)].kind != word
	case s.kind == pronoun:
		sign := p.toks[c].kind
		return s, v, v.inverted || s.gender&they == 0 && (sign == dash || d.rules.nullSubject)
	case s.kind == description && spoken && !d.hasRole(p, s) && !d.cueKnown(p, c+1) && d.infinitiveCue(p, c+1, lim) == 0:
		return s, v, false
	case s.kind == description && !spoken && !d.hasRole(p, s) && !(d.verbAt(p, v.to-1).ok() && p.toks[s.from].is(definite|indefinite) && s.to < lim && (p.toks[s.to].kind == comma || p.toks[s.to].kind == stop || p.toks[s.to].kind == dash)):
		return s, v, false
	case !d.cueKnown(p, c+1) && d.infinitiveCue(p, c+1, lim) == 0 && !spoken: // any verb: the subject must be plain
		return s, v, s.from <= v.to+1 && (s.kind != person || severalWords(s.name) || s.written != s.name || d.known(s.name))
	}
	return s, v, true
}

// cueKnown says whether a cue verb of the table begins at token i, or after the
// pronouns there: lui a répondu.
func (d *document) cueKnown(p *para, i int) bool {
	for k := i; k < i+3 && k < len(p.toks) && p.toks[k].kind == word; k++ {
		if d.verbAt(p, k).ok() {
			return true
		}
		if !p.toks[k].is(clitic | reflexive) {
			break
		}
	}
	return false
}

// infinitiveCue returns the token after an infinitive of saying that hangs on the
// verb at token i: prend soin de préciser, a pu écrire, quiso aclarar. It
// returns 0 where there is none.
func (d *document) infinitiveCue(p *para, i, lim int) int {
	if i >= lim || !d.looksFinite(p, i) && !p.toks[i].is(auxiliary|reflexive|clitic) && !p.in(i, modalVerb) {
		return 0
	}
	for k := i + 1; k < lim && k < i+6; k++ {
		t := p.toks[k]
		if t.kind != word || t.capital || t.is(he|she|they|relative|conjunction) && !t.is(clitic|ofWord) {
			return 0
		}
		if w := p.word(k); t.is(cueNonfinite) && (strings.HasSuffix(w, "r") || strings.HasSuffix(w, "re")) {
			return k + 1
		}
	}
	return 0
}

// closesIncise says whether a comma ends the clause that begins at i and has no
// subject: «…, ironizó en rueda de prensa, …».
func (d *document) closesIncise(p *para, i, lim int) bool {
	if i < lim && p.toks[i].kind == word && !p.toks[i].is(preposition|adverb) {
		return false
	}
	k := plainWords(p, i, lim)
	return k < lim && p.toks[k].kind == comma && k-i < 6
}

// inciseEnd returns the sign that ends an attribution within a quotation: the
// one after its subject, or after what is said of the subject or the place
// («…, murmure X, 67 ans. …»).
func (d *document) inciseEnd(p *para, next, lim int, sign kind, spoken bool) int {
	next = plainWords(p, next, lim)
	if sign == dash {
		for k := next; k < lim; k++ {
			if p.toks[k].kind == dash && (!p.glued(k) || k+1 < len(p.toks) && p.toks[k+1].kind != word) {
				return k
			}
			if p.toks[k].kind == stop {
				if k+1 < lim && p.toks[k+1].kind == dash && !p.glued(k+1) {
					return k + 1 // – A – risponde X, versandosi da bere. – B
				}
				break
			}
		}
		if d.rules.raya && spoken {
			return lim // —A —dijo X, señalando al juez.
		}
		return next
	}
	for next+1 < lim && p.toks[next].kind == comma {
		end := plainWords(p, next+1, lim)
		certain, maybe := d.tailSegment(p, next+1, end)
		closes := end >= lim || p.toks[end].kind == stop
		if !certain && !(maybe && closes) {
			break
		}
		next = end
	}
	return next
}

// plainWords returns the first token from i on that is neither a word nor a
// number, nor within brackets.
func plainWords(p *para, i, lim int) int {
	for i < lim {
		switch p.toks[i].kind {
		case word, number:
			i++
		case parenOpen:
			k := skipParens(p, i, lim)
			if k == i {
				return i
			}
			i = k
		default:
			return i
		}
	}
	return i
}

// tailSegment says whether the words from i to end go on with what is said of
// a speaker: an age, a job or a clause with "qui" certainly; where the sentence
// ends with them, a circumstance too.
func (d *document) tailSegment(p *para, i, end int) (certain, maybe bool) {
	if i >= end {
		return false, false
	}
	t := p.toks[i]
	switch {
	case t.is(ofWord) && i+1 < end && d.infinitiveAt(p, i+1): // demande, a dit X, de vérifier …
		return false, false
	case t.is(ofWord|atWord) && i+1 < end && p.toks[i+1].capital && allCapital(p, i+1, end): // de Tidewatch
		return true, true
	case t.is(relative) && !t.is(definite):
		return true, true
	case t.kind == number || t.is(indefinite) || p.in(end-1, ageUnit):
		certain = end-i <= 4 && p.in(end-1, ageUnit) || t.kind == number && end == i+1
		return certain, certain || t.is(indefinite) && !d.finiteIn(p, i, end)
	case d.startsRole(p, i, end):
		return !d.finiteIn(p, i, end), true
	case i+1 < end && p.in(i+1, sinceWord) && d.mayBeJob(p, i): // raconte X, piqueuse depuis 1998.
		return true, true
	}
	return false, (t.is(preposition|cueNonfinite) || t.flags == 0 && (endsIn(p.word(i), d.rules.gerundEndings) || endsIn(p.word(i), d.rules.passives)) && i+1 < end && p.toks[i+1].kind == word) && end-i < 9 && !d.finiteIn(p, i, end) && !d.clauseIn(p, i, end)
}

// allCapital says whether the words between two tokens are capitals, or the small
// ones within a name.
func allCapital(p *para, i, end int) bool {
	for ; i < end; i++ {
		if t := p.toks[i]; t.kind != word || !t.capital && !t.is(particle|ofWord) {
			return false
		}
	}
	return true
}

// infinitiveAt says whether token i looks like an infinitive, after a negation or not.
func (d *document) infinitiveAt(p *para, i int) bool {
	for i+1 < len(p.toks) && p.toks[i].is(negation|clitic) {
		i++
	}
	w := p.word(i)
	return !p.toks[i].capital && p.toks[i].flags&^(cueNonfinite) == 0 && (strings.HasSuffix(w, "r") || strings.HasSuffix(w, "re"))
}

// clauseIn says whether a clause with "que" begins between two tokens.
func (d *document) clauseIn(p *para, i, end int) bool {
	for k := i; k < end; k++ {
		if p.toks[k].is(demonstrate) {
			return true
		}
	}
	return false
}

// finiteIn says whether a cue verb or a subject pronoun stands between two tokens.
func (d *document) finiteIn(p *para, i, end int) bool {
	for k := i; k < end; k++ {
		if t := p.toks[k]; t.is(he|she|they|auxiliary|reflexive) && !t.is(clitic|definite|preposition) || d.verbAt(p, k).ok() && k > i {
			return true
		}
	}
	return false
}

package quote

import "strings"

// before reads the attribution that leads to span k of a paragraph, in the
// same sentence or in the last sentence of the paragraph before.
func (d *document) before(para, k int) *attribution {
	p := &d.paras[para]
	s := p.spans[k]
	lo, prev := d.sentenceStart(p, k)
	for i := lo; i < s.open; i++ {
		if p.toks[i].kind == word {
			return d.leadIn(para, lo, s.open, k, prev)
		}
	}
	if k > 0 || lo > 0 {
		return nil
	}
	return d.fromParagraphBefore(para)
}

// fromParagraphBefore reads an introduction that is a paragraph of its own and
// ends with a colon.
func (d *document) fromParagraphBefore(para int) *attribution {
	i := para - 1
	for i >= 0 && d.paras[i].blank() {
		i--
	}
	if i < 0 || d.paras[i].heading || !strings.HasSuffix(strings.TrimSpace(d.paras[i].text), ":") {
		return nil
	}
	p := d.para(i)
	n := len(p.toks)
	k := len(p.spans)
	lo, prev := d.sentenceStartAt(p, k, n)
	return d.leadIn(i, lo, n, k, prev)
}

// sentenceStart returns the first token of the sentence in which span k opens,
// and the attribution that already stands in it for an earlier span.
func (d *document) sentenceStart(p *para, k int) (int, *attribution) {
	return d.sentenceStartAt(p, k, p.spans[k].open)
}

func (d *document) sentenceStartAt(p *para, k, hi int) (int, *attribution) {
	j := hi
	for j > 0 && j > hi-2*reach {
		if k > 0 && j-1 <= p.spans[k-1].close && j-1 >= p.spans[k-1].open {
			prev := &p.spans[k-1]
			if prev.after != nil {
				if prev.after.to > j {
					return prev.after.to, prev.after
				}
				return j, nil
			}
			if j < hi && p.toks[j].capital && prev.close > 0 && p.toks[prev.close-1].kind == stop {
				return j, nil
			}
			k--
			j = max(prev.open, 0)
			continue
		}
		if p.toks[j-1].kind == stop {
			return j, nil
		}
		if k > 0 && p.spans[k-1].after != nil && p.spans[k-1].after.to == j {
			return j, p.spans[k-1].after
		}
		j--
	}
	return j, nil
}

// leadIn looks between tokens lo and hi for who says what opens at hi. k is
// the number of the span at hi, prev the attribution that the same sentence
// holds for the one before.
func (d *document) leadIn(para, lo, hi, k int, prev *attribution) *attribution {
	p := &d.paras[para]
	strong := false
	found := func(s subject, cue string, from, to int, bySource bool) *attribution {
		if d.onlyCapital(p, s) && cue == "" {
			return nil
		}
		return &attribution{para: para, from: from, to: to, subject: s, cue: cue, bySource: bySource, strong: strong}
	}
	h := hi
	for h > lo && p.toks[h-1].kind == parenOpen {
		h--
	}
	if h > lo && p.toks[h-1].kind == colon {
		strong = true
		h--
	} else if h > lo && p.toks[h-1].kind == comma {
		h--
	}
	for h > lo && p.toks[h-1].kind == word && p.toks[h-1].is(demonstrate) {
		h--
	}
	if c := d.colonAndCopula(p, lo, h); c > lo && !strong {
		strong, h = true, c
	}
	if h < hi && h > lo+1 && p.toks[h].is(demonstrate) && p.toks[h-1].kind == comma {
		if s, ok := d.elliptic(p, lo, h-1); ok {
			return found(s, p.slice(h, h+1), s.from, h, false)
		}
	}
	lo = d.afterSemicolon(p, lo, h)
	inSpan := func(i int) int { // the opening token of the span i is in, or -1
		for ; k > 0 && i <= p.spans[k-1].close; k-- {
			if i >= p.spans[k-1].open {
				return p.spans[k-1].open
			}
		}
		return -1
	}
	if s, from, to, ok := d.answerOf(p, lo, h); ok {
		return found(s, p.slice(from, to), from, h, true)
	}
	if s, to, ok := d.opinionOf(p, lo, h); ok {
		return found(s, p.slice(lo, to), lo, h, true)
	}
	if s, to, ok := d.sourceFirst(p, lo, h); ok && !strong {
		return found(s, p.slice(lo, to), lo, h, true)
	}
	for i := h - 1; i >= lo && i > h-reach; i-- {
		if open := inSpan(i); open >= 0 {
			i = open
			k--
			continue
		}
		if s, ok := d.heardSaying(p, lo, i, strong); ok {
			return found(s, p.slice(i, i+1), s.from, h, false)
		}
		if d.afterAuxiliary(p, lo, i) {
			continue
		}
		if s, ok := d.wouldSay(p, lo, i, h); ok {
			return found(s, p.slice(i, i+1), s.from, h, false)
		}
		v := d.cueAt(p, i, d.leadsClause(p, i, h))
		if !v.ok() || v.to > h {
			continue
		}
		if !strong && h-v.to > 20 && !(v.to < h && p.toks[v.to].is(demonstrate) && h-v.to <= reach) {
			break
		}
		if s, ok := d.subjectOf(p, lo, h, v, prev, strong); ok && (s.kind != pronoun && !d.onlyCapital(p, s) || strong && s.kind == pronoun || d.verbAt(p, i).ok()) {
			return found(s, p.slice(v.from, v.to), min(s.from, v.from), v.to, false)
		}
	}
	if s, v, ok := d.parenthesis(p, lo, h); ok {
		return found(s, p.slice(v.from, v.to), v.from, h, true)
	}
	if s, from, to, ok := d.sourceBefore(p, lo, h, strong); ok {
		return found(s, p.slice(from, to), from, h, true)
	}
	if strong {
		if s, ok := d.subjectWithJob(p, lo, h); ok && s.to == h && (s.kind == person && (severalWords(s.name) || d.known(s.name)) || s.kind == organization) {
			return found(s, "", lo, h, false)
		}
		if s, ok := d.aboutSentence(p, lo, h); ok {
			return found(s, "", s.from, h, false)
		}
	}
	return nil
}

// sourceFirst reads a source with which the sentence begins, where no verb of
// saying stands in the clause that the quotation is in: Según X, un consultor que
// pidió no ser citado, el proyecto «…».
func (d *document) sourceFirst(p *para, lo, h int) (subject, int, bool) {
	if lo >= h || !p.toks[lo].capital {
		return subject{}, 0, false
	}
	n, ok := d.sourceAt(p, lo)
	if !ok || n >= h || d.rules.startSources[p.word(lo)] {
		return subject{}, 0, false
	}
	c := h - 1
	for c > n && p.toks[c].kind != comma {
		if d.verbAt(p, c).ok() || p.quoted(c) {
			return subject{}, 0, false
		}
		c--
	}
	s, ok := d.sourceSubject(p, n, h)
	return s, n, ok && c >= s.to && c > n && s.kind != shortOrg
}

// colonAndCopula finds the colon before a few words like "it is": X n'hésite pas :
// c'est « un pillage sous licence ». It returns -1 where there is none.
func (d *document) colonAndCopula(p *para, lo, h int) int {
	copula := false
	for k := h - 1; k > lo && k > h-6; k-- {
		t := p.toks[k]
		if t.kind == colon && copula && !p.quoted(k) {
			return k
		}
		if t.kind != word || t.capital {
			return -1
		}
		copula = copula || t.is(passive) || d.rules.copulas[p.word(k)]
	}
	return -1
}

// afterAuxiliary says whether the verb at token i is the participle of an
// auxiliary before it, with which it is read: Elle l'a dit.
func (d *document) afterAuxiliary(p *para, lo, i int) bool {
	if !p.toks[i].is(cueParticiple) || i == lo {
		return false
	}
	k := i - 1
	for k > lo && k > i-3 && p.toks[k].kind == word && p.toks[k].is(adverb) && !p.toks[k].is(auxiliary) {
		k--
	}
	return p.toks[k].kind == word && p.toks[k].is(auxiliary) && !p.toks[k].is(passive) && d.verbAt(p, k).to == i+1
}

// elliptic reads the subject of a verb that is not said again: X dijo que «…», y
// la alcaldesa, que «…». It ends before the comma at h.
func (d *document) elliptic(p *para, lo, h int) (subject, bool) {
	for c := h - 1; c > lo && c > h-phraseLimit; c-- {
		if !p.toks[c-1].is(conjunction) && p.toks[c-1].kind != semicolon {
			continue
		}
		s, ok := d.subjectWithJob(p, c, h)
		if ok && s.to == h && s.kind != pronoun && (s.kind != description || d.hasRole(p, s)) {
			return s, true
		}
		return subject{}, false
	}
	return subject{}, false
}

// parenthesis reads an attribution between commas in the sentence that leads to
// the quotation: Le projet, explique X, est « … »; which, says Y, has “…”.
func (d *document) parenthesis(p *para, lo, h int) (subject, verb, bool) {
	for c := h - 1; c >= lo && c > h-reach; c-- {
		if p.toks[c].kind != comma || c+1 >= h || p.quoted(c) {
			continue
		}
		v := d.verbAt(p, c+1)
		if v.ok() && !v.nonfinite && v.to <= h && h < len(p.toks) {
			s, ok := d.verbSubject(p, v, h)
			if !ok && p.toks[v.to].kind == comma {
				s, ok = d.nullSubject(p, v, h)
			}
			if to := max(s.to, v.to); ok && s.gender&they == 0 && to <= h && p.toks[to].kind == comma {
				return s, v, true
			}
		} else if !v.ok() {
			s, v, ok := d.subjectVerb(p, c+1, h, false)
			if to := plainWords(p, v.to, h); ok && s.gender&they == 0 && to < h && p.toks[to].kind == comma && to-v.to < 6 && v.to-s.to < 3 {
				return s, v, true
			}
		}
	}
	return subject{}, verb{}, false
}

// onlyCapital says whether nothing but the capital that begins its sentence
// makes a word a name: Qualification retenue :
func (d *document) onlyCapital(p *para, s subject) bool {
	return s.kind == person && !severalWords(s.name) && s.written == s.name && s.job.empty() && p.starts(s.nameAt) && !d.known(s.name)
}

// subjectOf finds the subject of a verb that stands before a quotation.
func (d *document) subjectOf(p *para, lo, hi int, v verb, prev *attribution, strong bool) (subject, bool) {
	if v.nonfinite && v.from > 1 && p.toks[v.from-2].is(conjunction) && p.starts(v.from-2) {
		return subject{kind: pronoun, from: v.from, to: v.to}, true // Et d'ajouter : « … »
	}
	if v.nonfinite && strong {
		for c := max(lo, v.from-5); c < v.from; c++ { // shows an officer telling the crowd:
			if p.toks[c].is(definite | indefinite) {
				if s, ok := d.parseSubject(p, c, v.from); ok && s.to == v.from && (s.kind == person || s.kind == description && d.hasRole(p, s)) {
					return s, true
				}
			}
		}
	}
	if v.nonfinite {
		if prev != nil {
			s := prev.subject
			s.from = v.from
			return s, true
		}
		return d.mainSubject(p, lo, v.from)
	}
	if v.inverted {
		return subject{kind: pronoun, gender: v.gender, from: v.from, to: v.to}, true
	}
	if s, ok := d.subjectBefore(p, lo, v.from); ok {
		return s, true
	}
	if v.from > lo && p.toks[v.from-1].is(conjunction) && !p.toks[v.from-1].is(relative) {
		if prev != nil {
			s := prev.subject
			s.from = v.from
			return s, true
		}
		if s, ok := d.mainSubject(p, lo, v.from); ok || v.to >= hi || !p.toks[v.to].is(demonstrate) {
			return s, ok
		}
		return subject{kind: pronoun, gender: they, from: v.from, to: v.to}, true // somebody
	}
	if strong && !d.rules.possessiveS || v.from > lo && p.toks[v.from-1].is(clitic) && !p.toks[v.from-1].is(adverb) {
		return d.verbSubject(p, v, hi)
	}
	// En cas de condamnation, prévient X, “A”.
	if v.from > lo && p.toks[v.from-1].kind == comma && hi < len(p.toks) && p.toks[hi].kind == comma {
		if s, ok := d.verbSubject(p, v, hi); ok && s.to == hi {
			return s, true
		}
	}
	// Dijo que …; de ellos recuerda que …
	if next := v.to; d.rules.nullSubject && d.verbAt(p, v.from).ok() && (v.from == lo || strong || next < len(p.toks) && p.toks[next].is(demonstrate)) {
		if m := d.orgAfter(p, lo+1, v.from); m != nil && d.rules.froms[p.word(lo)] && m.to == v.from {
			return subject{kind: organization, name: m.org.name, written: p.slice(m.from, m.to), from: lo, to: m.to}, true // Desde la Red señalan
		}
		if s, ok := d.verbSubject(p, v, hi); ok && v.from == lo && s.to < hi && s.kind != pronoun && (p.toks[s.to].kind == comma || p.toks[s.to].is(demonstrate)) && (s.kind != description || d.hasRole(p, s)) {
			return s, true // Cuenta el párroco, X, que …
		}
		return d.nullSubject(p, v, hi)
	}
	return subject{}, false
}

// mainSubject reads the subject with which the sentence begins, for a verb
// that hangs on it: X a réagi, dénonçant «…».
func (d *document) mainSubject(p *para, lo, hi int) (subject, bool) {
	for lo < hi && p.toks[lo].is(conjunction) {
		lo++
	}
	if lo >= hi {
		return subject{}, false
	}
	s, ok := d.subjectWithJob(p, lo, hi)
	if s.kind == person && !severalWords(s.name) && !d.known(s.name) || !ok {
		return d.aboutSentence(p, lo, hi)
	}
	if s.kind == description && !d.hasRole(p, s) && !p.toks[min(s.from+1, hi-1)].is(orgNoun|lowOrg) || s.to < hi && p.toks[s.to].kind == comma && s.job.empty() && s.kind != pronoun {
		return subject{}, false
	}
	return s, true
}

// sourceSubject reads whom a source phrase names: X, lui, les calculs de Y.
func (d *document) sourceSubject(p *para, n, hi int) (subject, bool) {
	if g, ok := d.rules.pronounSources[p.word(n-1)]; ok && n > 1 {
		switch p.word(n - 2) {
		case "his":
			g = masculine
		case "her":
			g = feminine
		case "ses", "propres", "l'", "en", "su", "sus", "palabras":
		default:
			ok = false
		}
		if ok {
			return subject{kind: pronoun, gender: g, from: n - 1, to: n}, true
		}
	}
	if n >= len(p.toks) {
		return subject{}, false
	}
	if g := d.rules.disjunctive[p.word(n)]; g != 0 {
		return subject{kind: pronoun, gender: g, name: p.slice(n, n+1), from: n, to: n + 1}, true
	}
	s, ok := d.subjectWithJob(p, n, hi)
	if end := s.to + 1; ok && s.kind == person && !severalWords(s.name) && s.job.empty() && !d.known(s.name) && end < hi && p.toks[s.to].kind == word && d.rules.orgInner[p.word(s.to)] && p.toks[end].capital {
		for end < hi && p.toks[end].kind == word && p.toks[end].capital { // Artistas en Riesgo
			end++
		}
		s.kind, s.name, s.written, s.to = organization, p.slice(s.nameAt, end), p.slice(s.nameAt, end), end
	}
	if ok && s.kind == description && !d.hasRole(p, s) {
		for k := s.from; k < s.to; k++ {
			if m := p.orgAt(k); m != nil && (m.to == s.to || m.to < s.to && p.toks[m.to].is(possessive)) {
				s.kind, s.name = organization, m.org.name
			}
		}
	}
	return s, ok
}

// sourceBefore finds "selon X" in the sentence that leads to a quotation.
func (d *document) sourceBefore(p *para, lo, hi int, strong bool) (s subject, from, to int, ok bool) {
	for i := hi - 1; i >= lo && i > hi-reach; i-- {
		n, found := d.sourceAt(p, i)
		if !found || n > hi {
			continue
		}
		subj, found := d.sourceSubject(p, n, hi)
		if !found {
			continue
		}
		needsComma := d.rules.startSources[p.word(i)]
		if needsComma && (i != lo || subj.kind == description && subj.job.empty() && !p.toks[n].capital) {
			continue
		}
		direct := subj.to == hi
		if needsComma && !direct && p.toks[subj.to].kind != comma {
			continue
		}
		if direct || strong || hi-subj.to <= 20 || needsComma {
			return subj, i, n, true
		}
	}
	return subject{}, 0, 0, false
}

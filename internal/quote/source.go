package quote

// sourceFirst reads a source with which the sentence begins, where no verb of
// saying stands in the clause that the quotation is in: Según X, un consultor que
// pidió no ser citado, el proyecto «…».
func (d *document) sourceFirst(p *para, lo, h int) (subject, int, bool) {
	if lo >= h || !p.toks[lo].capital {
		return subject{}, 0, false
	}
	n, ok := d.sourceAt(p, lo)
	if !ok || n >= h || n == lo+1 && p.in(lo, startSource) {
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

// sourceSubject reads whom a source phrase names: X, lui, les calculs de Y.
func (d *document) sourceSubject(p *para, n, hi int) (subject, bool) {
	if g, ok := d.rules.pronounSources[p.word(n-1)]; ok && n > 1 {
		g |= d.rules.owns[p.word(n-2)] & (feminine | masculine)
		if p.in(n-2, sourceOwner) || p.word(n-2) == "en" && n > 2 && p.in(n-3, sourceOwner) { // à l'en croire
			return subject{kind: pronoun, gender: g, from: n - 1, to: n}, true
		}
	}
	if n >= len(p.toks) {
		return subject{}, false
	}
	if v := d.verbAt(p, n); v.ok() && !v.nonfinite && v.to <= hi { // según relató X
		if s, ok := d.verbSubject(p, v, hi); ok {
			return s, true
		}
		return d.nullSubject(p, v, hi)
	}
	for k := n; k+2 < hi && k < n+3 && p.toks[k].kind == word; k++ { // secondo quanto riferito da X
		if p.toks[k].is(cueParticiple) && p.in(k+1, byWord) {
			return d.subjectWithJob(p, k+2, hi)
		}
	}
	if g := d.rules.disjunctive[p.word(n)]; g != 0 {
		return subject{kind: pronoun, gender: g, name: p.slice(n, n+1), from: n, to: n + 1}, true
	}
	s, ok := d.subjectWithJob(p, n, hi)
	if end := s.to + 1; ok && s.kind == person && !severalWords(s.name) && s.job.empty() && !d.known(s.name) && end < hi && p.toks[s.to].kind == word && p.in(s.to, orgInnerWord) && p.toks[end].capital {
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

// byVoiceOf reads the person in whose voice a body speaks: La compagnie a réagi par la voix
// de sa porte-parole, X : « … ».
func (d *document) byVoiceOf(p *para, lo, h int) (s subject, from, to int, ok bool) {
	for i := h - 1; i > lo && i > h-reach; i-- {
		n, found := d.sourceAt(p, i)
		if !found || n > h || n < i+3 || !p.in(n-2, ofWhomNoun) || p.quoted(i) {
			continue
		}
		s, found := d.sourceSubject(p, n, h)
		return s, i, n, found && s.kind == person && d.surely(p, s)
	}
	return subject{}, 0, 0, false
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
		needsComma := n == i+1 && p.in(i, startSource)
		if needsComma && (i != lo && !(i == lo+1 && p.toks[lo].is(adverb)) || subj.kind == description && subj.job.empty() && !p.toks[n].capital && !d.identifies(p, subj) && !d.namedSo(p, subj)) {
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

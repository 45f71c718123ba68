package quote

// antecedent reads the name or description before ", qui" or ", who".
func (d *document) antecedent(p *para, lo, rel int) (subject, bool) {
	k := rel
	if p.toks[k-1].kind == comma {
		k--
	}
	for c := max(lo, k-reach); c < k; c++ {
		cleft := c > lo && p.toks[c-1].kind == word && (p.toks[c-1].is(passive) || p.in(c-1, copula)) // c'est X qui
		if !cleft && !d.boundary(p, lo, c) {
			continue
		}
		s, ok := d.parseSubject(p, c, k)
		if !ok || s.kind == pronoun {
			continue
		}
		if s.to == k {
			return s, true
		}
		if j, to, ok := d.apposition(p, s.to, -1, k); ok && to == k {
			s.job = j
			return s, true
		}
	}
	return d.whoAfter(p, lo, k, rel)
}

// whoAfter reads the person of a noun phrase that ends at k, right before the
// relative pronoun rel, wherever it begins: a gendarme appeared, with an officer in charge
// who told them “…”.
func (d *document) whoAfter(p *para, lo, k, rel int) (subject, bool) {
	if d.rules.capitalNouns || d.rules.possessiveS && !p.in(rel, whoPronoun) && !p.toks[rel].is(preposition) {
		return subject{}, false
	}
	for c := k - 1; c >= lo && c > k-phraseLimit; c-- {
		t := p.toks[c]
		if t.kind != word {
			break
		}
		if !(t.is(definite|indefinite) && !t.is(preposition)) && !(t.capital && d.startsName(p, c) && (c == 0 || !p.toks[c-1].capital)) {
			continue
		}
		s, ok := d.parseSubject(p, c, k)
		if !ok || !d.surely(p, s) || s.kind == description && !d.headIsRole(p, s) {
			continue
		}
		if s.to < k && (s.kind != description || k-s.to > 4 || !p.toks[s.to].is(preposition) || !nothingButWords(p, s.to, k)) {
			continue
		}
		if s.to < k { // the officer in charge
			s.to, s.name, s.written = k, p.slice(c, k), p.slice(c, k)
		}
		return s, true
	}
	return subject{}, false
}

// issuer reads whose text it is in which something is said, where the verb after the
// relative pronoun rel has no subject: el Ejército emitió un comunicado en el que asegura.
func (d *document) issuer(p *para, lo, rel int) (subject, bool) {
	r := rel
	for r > lo+1 && p.toks[r-1].kind == word && p.toks[r-1].is(definite|preposition) {
		r--
	}
	if !d.rules.nullSubject || r == rel || !p.in(r-1, documentNoun) && !(r > lo+2 && p.in(r-2, documentNoun)) {
		return subject{}, false
	}
	for c := max(lo, rel-reach); c < r; c++ {
		if !d.boundary(p, lo, c) || p.toks[c].is(relative) {
			continue
		}
		s, ok := d.parseSubject(p, c, r)
		if ok && s.to < r && s.kind != pronoun && (s.kind != description || d.headIsRole(p, s) || d.isPower(p, s)) && p.toks[s.to].kind == word && (p.toks[s.to].is(auxiliary) || d.looksFinite(p, s.to)) {
			return s, true
		}
	}
	return subject{}, false
}

// withClause gives a description the relative clause that goes on up to token k, where the
// language counts it in: un joven que cruzó en enero.
func (d *document) withClause(p *para, s subject, k int) subject {
	if !d.rules.lowOrgNames || s.kind != description || k-s.to > 9 {
		return s
	}
	for i := s.to; i < k; i++ {
		if p.toks[i].kind != word && p.toks[i].kind != number {
			return s
		}
	}
	for p.toks[k-1].is(reflexive | clitic | negation) {
		k--
	}
	for k < len(p.toks) && p.toks[k-1].is(preposition) && p.toks[k].is(adverb) {
		k++ // que cruzó en enero
	}
	s.to, s.name, s.written = k, p.slice(s.from, k), p.slice(s.from, k)
	return s
}

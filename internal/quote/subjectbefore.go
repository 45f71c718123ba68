package quote

// subjectBefore finds the noun phrase that ends where a verb begins, with an
// apposition between commas if there is one.
func (d *document) subjectBefore(p *para, lo, v int) (subject, bool) {
	k := v
	for k > lo && k > v-5 && p.toks[k-1].kind == word && p.toks[k-1].is(clitic|adverb) && !p.toks[k-1].capital &&
		(!p.toks[k-1].is(he|she|they) || p.toks[k-1].is(clitic) && k-1 > lo) {
		k--
	}
	if k > lo && p.toks[k-1].kind == dash {
		for c := k - 2; c > lo && c > k-reach/2 && p.toks[c].kind != stop; c-- {
			if p.toks[c].kind == dash {
				k = c // X – who was there – said
				break
			}
		}
	}
	if k == lo {
		return subject{}, false
	}
	for c := k - 1; c > lo && c > k-reach; c-- {
		if p.toks[c].kind == colon {
			lo = c + 1 // The firm denies it: its clients, says X, “…”
		}
	}
	if t := p.toks[k-1]; t.is(he|she|they) && !t.is(inverted|clitic) {
		return subject{kind: pronoun, gender: pronounGender(t), name: p.slice(k-1, k), from: k - 1, to: k}, true
	}
	if p.toks[k-1].is(relative) && k-2 > lo {
		if s, ok := d.issuer(p, lo, k-1); ok {
			return s, true
		}
		return d.antecedent(p, lo, k-1)
	}
	for c := max(lo, k-reach); c < k; c++ {
		if !d.boundary(p, lo, c) {
			continue
		}
		if s, ok := d.reaching(p, c, k); ok {
			return s, true
		}
	}
	return d.rightBefore(p, lo, k)
}

// rightBefore reads the subject that ends right before a verb though no sign shows
// where it begins: y del resto el ministerio afirma.
func (d *document) rightBefore(p *para, lo, k int) (subject, bool) {
	if d.rules.bareNouns {
		return d.bareRightBefore(p, lo, k)
	}
	for c := k - 1; c > lo && c > k-phraseLimit; c-- {
		t := p.toks[c]
		if t.kind != word {
			break
		}
		prev := p.toks[c-1]
		named := t.capital && (!prev.capital || prev.is(adverb|notName)) && (t.is(honorific) || d.startsName(p, c))
		if prev.kind == word && (prev.is(preposition|ofWord|atWord|definite|indefinite|titleNoun|honorific|particle) || prev.is(cueFinite) && !d.rules.possessiveS && !(named && p.toks[lo].is(preposition))) {
			continue
		}
		if !named && (!t.is(definite|indefinite|he|she) || t.is(preposition) || t.capital) {
			continue
		}
		s, ok := d.parseSubject(p, c, k)
		lone := c == k-1 && p.starts(lo) && p.toks[lo].is(preposition) && prev.kind == word && (prev.is(adverb) && !prev.is(preposition) || !prev.capital && p.in(c-1, timeNoun) || !prev.capital && p.in(c-1, documentNoun)) // in a statement Medisphere said
		if ok && s.to == k && s.kind != pronoun && (s.kind != description || d.headIsRole(p, s)) && (!named || lone || d.surely(p, s)) {
			return s, true
		}
	}
	return subject{}, false
}

// reaching reads a subject at c that goes on to the verb at k.
func (d *document) reaching(p *para, c, k int) (subject, bool) {
	s, ok := d.parseSubject(p, c, k)
	if !ok {
		return s, false
	}
	d.selfNamed(p, &s, k)
	s = d.joined(p, s, k)
	if s.to == k {
		return s, s.kind != pronoun
	}
	body := s.kind == shortOrg || s.kind == description && p.toks[s.from].is(definite) && p.toks[s.to-1].is(orgNoun) && !d.hasRole(p, s)
	if n := s.to + 1; body && n < k-1 && p.toks[s.to].kind == comma && p.toks[k-1].kind == comma { // The company, X, said
		if e := n + 2; e == k-1 && p.toks[n].capital && p.toks[n+1].capital && acronym(p.slice(n+1, e)) { // The company, X AS, said
			return subject{kind: organization, name: p.slice(n, e), written: p.slice(n, e), from: c, to: e}, true
		}
		if o, ok := d.parseSubject(p, n, k-1); ok && o.to == k-1 && (o.kind == organization || o.kind == person && o.job.empty()) {
			o.kind, o.from = organization, c
			return o, true
		}
	}
	if after := skipParens(p, s.to, k); after == k || after == k-1 && p.toks[after].kind == comma && (s.job.role != "" || s.kind == person && s.nameAt > s.from+1 && p.toks[s.nameAt-1].kind == comma) {
		return s, true
	}
	if d.onlyAdverbial(p, s.to, k) {
		return s, true
	}
	if o, ok := d.namedLast(p, s, k); ok {
		return o, true
	}
	if r := s.to; s.kind != pronoun && k-r < 25 && (p.toks[r].is(relative) && !p.toks[r].is(definite) || p.toks[r].kind == comma && r+1 < k && p.toks[r+1].is(relative) && !p.toks[r+1].is(definite) && p.toks[k-1].kind == comma) {
		if p.toks[r].kind == word {
			s = d.withClause(p, s, k)
		}
		return s, true // a widow who queued there said
	}
	if r := s.to; s.kind == description && k-r < 10 && d.postModifier(p, r) && nothingButWords(p, r, k) {
		return s, true // an officer reached by telephone would say
	}
	if s.kind == person && p.toks[s.to].is(atWord|ofWord) {
		if o, to := d.affiliationAt(p, s.to, k); o != "" && to == k {
			s.job.affiliation = o
			return s, true
		}
	}
	if from, e := ofCapitals(p, s.to, k); s.kind == person && e > from && (e == k || e == k-1 && p.toks[e].kind == comma) {
		if s.job.affiliation == "" {
			s.job.affiliation = p.slice(from, e) // X of Cloisters Chambers, told
		}
		return s, true
	}
	if o := inMarks(p, s.to, k); o != "" && s.kind == person {
		s.job.affiliation = o
		return s, true
	}
	j, _, ok := d.apposition(p, s.to, k, k)
	if !ok || s.kind == pronoun {
		return s, false
	}
	if s.kind == person || s.kind == description {
		s.job = s.job.or(j)
		s.gender |= d.genderOf(p, s.to+1, k)
	}
	return s, true
}

// postModifier says whether a participle or an adjective of what stands before it
// begins at token r: reached by telephone, familiar with the file.
func (d *document) postModifier(p *para, r int) bool {
	t := p.toks[r]
	if t.kind != word || t.capital || r+1 >= len(p.toks) || !p.toks[r+1].is(preposition|ofWord) || d.verbAt(p, r).ok() {
		return false
	}
	return endsIn(p.word(r), d.rules.participleEndings) || t.flags == 0 && d.rules.possessiveS
}

// namedLast reads the full name between commas right before the verb at k, of whom
// all from the description s on is said: the lawyer who filed the suit, Ana X, says;
// the Ombudsman, Ms Y, notes.
func (d *document) namedLast(p *para, s subject, k int) (subject, bool) {
	office := s.kind == organization && s.to+1 < k && p.toks[s.to+1].is(honorific)
	if k < s.to+3 || p.toks[k-1].kind != comma || !office && (s.kind != description || !d.headIsRole(p, s)) {
		return subject{}, false
	}
	c := k - 2
	for c > s.to && p.toks[c].kind == word {
		c--
	}
	if p.toks[c].kind != comma || c > s.to && (s.kind != description || !p.toks[s.to].is(relative) || !nothingButWords(p, s.to, c)) {
		return subject{}, false
	}
	o, ok := d.parseSubject(p, c+1, k-1)
	if !ok || o.kind != person || o.to != k-1 || !severalWords(o.name) {
		return subject{}, false
	}
	if office {
		o.from, o.job.role = s.from, s.name
		return o, true
	}
	return d.employ(p, o, s.from, s.to), true
}

// ofCapitals returns where the capitals after "of" and an article at token i begin
// and end; nothing where none stand there.
func ofCapitals(p *para, i, end int) (from, to int) {
	if i+1 >= end || p.toks[i].kind != word || !p.toks[i].is(ofWord|atWord) || p.toks[i].is(conjunction) {
		return i, i
	}
	from = i + 1
	for from < end && p.toks[from].is(definite) && !p.toks[from].capital {
		from++
	}
	to = from
	for to < end && p.toks[to].kind == word && (p.toks[to].capital || to > from && to+1 < end && p.toks[to].is(ofWord|particle) && p.toks[to+1].capital) {
		to++
	}
	return from, to
}

// inMarks returns the organisation that stands in marks after a name, and nothing else
// up to the verb at k: X von „Stille Häfen“ sagt.
func inMarks(p *para, i, k int) string {
	if i+3 >= k || i+9 < k || !p.toks[i].is(ofWord|atWord) || p.toks[i+1].kind != quoteMark || p.toks[k-1].kind != quoteMark {
		return ""
	}
	for c := i + 2; c < k-1; c++ {
		if p.toks[c].kind != word || !p.toks[c].capital && !p.toks[c].is(preposition|ofWord|conjunction|definite) {
			return ""
		}
	}
	return p.slice(i+2, k-1)
}

// nothingButWords says whether nothing but words stands between two tokens.
func nothingButWords(p *para, i, k int) bool {
	for ; i < k; i++ {
		if p.toks[i].kind != word {
			return false
		}
	}
	return true
}

// onlyAdverbial says whether nothing but a short adverbial stands between a
// subject and its verb: X on Monday, said.
func (d *document) onlyAdverbial(p *para, i, k int) bool {
	if i < k && p.toks[i].kind == comma {
		i++
	}
	if i >= k || k-i > 5 || !p.toks[i].is(preposition|adverb) || p.toks[i].is(ofWord) && !inOrDans(p, i) && !d.rules.bareNouns {
		return false
	}
	for j := i; j < k; j++ {
		if p.toks[j].is(relative) && !p.toks[j].is(definite) || p.toks[j].kind != word && p.toks[j].kind != number && (p.toks[j].kind != comma || j != k-1) {
			return false
		}
	}
	return true
}

// boundary says whether a subject may begin at token c: at the start of a
// clause, and not after a preposition.
func (d *document) boundary(p *para, lo, c int) bool {
	if c == lo {
		return true
	}
	t := p.toks[c-1]
	switch t.kind {
	case comma, semicolon, colon, dash, parenClose, parenOpen, quoteMark, stop:
		return true
	case word:
		return t.is(conjunction|relative|demonstrate) || p.in(c-1, mannerWord) || t.is(adverb) && !t.is(preposition|definite) && (!t.capital || p.starts(c-1))
	}
	return false
}

package quote

// placedAsOrg says whether what stands after a run of capitals shows that it
// is no person: ", which", ", the network", "’s Programme Director".
func (d *document) placedAsOrg(p *para, k, end int) bool {
	if end+1 >= len(p.toks) || k > 0 && p.toks[k-1].is(role|honorific) {
		return false
	}
	t := p.toks[end]
	switch {
	case !d.rules.lowOrgNames && !t.capital && d.bareRole(p, end, len(p.toks)):
		return end > k+1 || acronym(p.slice(k, end)) // Aegean Shield program officer X
	case t.is(possessive):
		for j := end + 1; j < len(p.toks) && j < end+5 && p.toks[j].kind == word; j++ {
			if p.toks[j].is(role) && !p.toks[j].is(private) {
				return !d.surnameRecurs(p.slice(end-1, end))
			}
		}
	case t.kind == comma:
		w := p.word(end + 1)
		return w == "which" || d.orgApposition(p, end+1) && (end == k+1 || !d.surnameRecurs(p.slice(end-1, end)))
	}
	return false
}

// orgApposition reads "the organisation that", "une ONG de" at token i.
func (d *document) orgApposition(p *para, i int) bool {
	if d.rules.lowOrgNames && i+1 < len(p.toks) && p.toks[i].is(orgNoun) && !p.toks[i].capital && p.in(i+1, plainOf) {
		return true // Costa Abierta, red de organizaciones
	}
	if !p.toks[i].is(definite | indefinite) {
		return false
	}
	for k := i + 1; k < len(p.toks) && k < i+4 && p.toks[k].kind == word; k++ {
		if p.toks[k].is(role) {
			return false
		}
		if p.toks[k].is(orgNoun) && !p.toks[k].capital {
			next := k + 1
			return next >= len(p.toks) || !p.toks[next].is(possessive|role) && !d.isRole(p, next)
		}
	}
	return false
}

// heldAt says whether a job is held at what begins at token k: legal counsel
// at Parvis Citoyen, analyste au Sagaing Monitor.
func (d *document) heldAt(p *para, k int) bool {
	j := k - 1
	if j > 0 && p.toks[j].is(definite) && !p.toks[j].is(atWord) {
		j--
	}
	if j < 1 || p.toks[j].kind != word || !p.in(j, heldAtWord) {
		return false
	}
	for c := j - 1; c >= 0 && c > j-6 && p.toks[c].kind == word; c-- {
		if p.toks[c].is(role) && !p.toks[c].is(private) {
			return true
		}
	}
	return false
}

// heldOf says whether a job that is no office of state is one "of" the capitals
// from k to end: president of the Warmi Legal Collective, directrice de Phare Sud,
// coordinadora de operaciones de Radar Civil.
func (d *document) heldOf(p *para, k, end int) bool {
	j := k - 1
	if j > 0 && p.toks[j].is(definite) && !p.toks[j].is(ofWord) {
		j--
	}
	if end < k+2 || j < 1 || p.toks[j].kind != word || !p.in(j, plainOf) {
		return false
	}
	for c := k; c < end; c++ {
		if p.in(c, thingNoun) || c == k && p.in(c, placeWord) {
			return false
		}
	}
	for c := j - 1; c >= 0 && c > j-6; c-- {
		t := p.toks[c]
		if t.kind != word || t.is(definite) && !t.is(ofWord) || p.in(c, thingNoun) || d.verbAt(p, c).ok() && !d.isRole(p, c) {
			return false
		}
		if d.isRole(p, c) {
			return !t.is(private) && !p.in(c, stateRole)
		}
	}
	return false
}

// directed says whether a verb that says where somebody works leads to the
// capitals from k to end: dirige la agrupación X, who chairs X.
func (d *document) directed(p *para, k, end int) bool {
	j := k - 1
	if end < k+2 {
		return false
	}
	for j > 0 && j > k-4 && p.toks[j].kind == word && !p.toks[j].capital && p.toks[j].is(definite|orgNoun|adverb) {
		j--
	}
	return j >= 0 && p.toks[j].kind == word && p.in(j, directingVerb) && !p.toks[j].is(role)
}

// ofPerson says whether a name and a comma lead to what begins at token k:
// «Irina V., du PEN-Lab de Riga».
func (d *document) ofPerson(p *para, k int) bool {
	j := k - 1
	if j > 0 && p.toks[j].is(definite) && !p.toks[j].is(ofWord) {
		j--
	}
	return j > 2 && p.toks[j].kind == word && p.in(j, plainOf) && p.toks[j-1].kind == comma && p.toks[j-2].capital && p.toks[j-3].capital &&
		p.toks[j-2].kind == word && p.toks[j-3].kind == word
}

// saysInLead says whether a name in a lead without quotations says something:
// there it is nearly always the publisher’s.
func (d *document) saysInLead(p *para, k, end int) bool {
	return end < len(p.toks) && d.verbAt(p, end).ok() && (k == 0 || d.boundary(p, 0, k)) && !p.toks[end].is(cueNonfinite)
}

// capitalThenNoun reads "the European zoo federation": an article, a capital, and
// up to two words before the noun of an organisation.
func (d *document) capitalThenNoun(p *para, k, end int) int {
	if d.rules.lowOrgNames || k == 0 || !p.toks[k-1].is(definite) {
		return 0
	}
	for c := end; c < len(p.toks) && c < end+3 && p.toks[c].kind == word && !p.toks[c].capital; c++ {
		if p.toks[c].is(orgNoun) && !p.in(c, anyOrgNoun) || p.word(c) == "federation" {
			return c + 1
		}
		if p.toks[c].flags != 0 {
			return 0
		}
	}
	return 0
}

// roleJustBefore says whether a role and a small word lead to token k.
func (d *document) roleJustBefore(p *para, k int) bool {
	j := k - 1
	for j > 0 && j > k-3 && p.toks[j].kind == word && p.toks[j].is(ofWord|definite|atWord) {
		j--
	}
	return j >= 0 && j < k-1 && p.toks[j].kind == word && d.isRole(p, j)
}

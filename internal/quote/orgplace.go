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
		if n := end + 1; end > k+1 && byGivenName()[p.word(n)] != 0 && p.toks[n].capital && byGivenName()[p.word(k)] == 0 && !p.in(k, placeWord) && d.nameEnd(p, n, len(p.toks), false) > n+1 {
			return !d.surnameRecurs(p.slice(end-1, end)) // Press Freedom Europe’s Marta Lind
		}
		for j := end + 1; j < len(p.toks) && j < end+5 && p.toks[j].kind == word; j++ {
			if p.toks[j].is(role) && !p.toks[j].is(private) {
				return !d.surnameRecurs(p.slice(end-1, end))
			}
		}
	case t.kind == comma:
		w := p.word(end + 1)
		return w == "which" || d.whoseRole(p, end+1) || d.orgApposition(p, end+1) && (end == k+1 || !d.surnameRecurs(p.slice(end-1, end)))
	}
	return false
}

// whoseRole says whether "whose" and a job that a body gives begin at token i.
func (d *document) whoseRole(p *para, i int) bool {
	if !p.in(i, whoseWord) {
		return false
	}
	for k := i + 1; k < len(p.toks) && k < i+4 && p.toks[k].kind == word; k++ {
		if p.in(k, leadNoun) {
			return true
		}
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
	if j < 1 || p.toks[j].kind != word || k+1 < len(p.toks) && p.in(k+1, thingNoun) && !p.toks[k+1].capital { // at Makola market
		return false
	}
	if !p.in(j, heldAtWord) { // chercheur à Transparence Minière
		return d.rules.lowOrgNames && p.in(j, placeLink) && d.leadJobBefore(p, j) && k+1 < len(p.toks) && p.toks[k+1].capital && p.toks[k+1].kind == word && !p.in(k, placeWord) && !p.in(k, countryName)
	}
	c := j - 1
	for ; c >= 0 && c > j-7 && p.toks[c].kind == word; c-- {
		if p.toks[c].is(role) && !p.toks[c].is(private) || p.in(c, directingVerb) {
			return true
		}
	}
	// A full name, a comma and a job that no table knows: X, policy lead at Y.
	return c > 2 && c > j-6 && p.toks[c].kind == comma && p.toks[c-1].capital && p.toks[c-2].capital && k+1 < len(p.toks) && p.toks[k+1].capital && d.mayBeJob(p, c+1)
}

// leadJobBefore says whether a job that a body has to give ends before token j, with what
// it is of or about: chargé de plaidoyer, chercheuse sur le Sahel.
func (d *document) leadJobBefore(p *para, j int) bool {
	for c := j - 1; c >= 0 && c > j-5 && p.toks[c].kind == word; c-- {
		if p.in(c, leadNoun) {
			return true
		}
		if t := p.toks[c]; t.is(relative|auxiliary|conjunction|reflexive|negation) && !t.is(definite|ofWord) || d.verbAt(p, c).ok() {
			return false
		}
	}
	return false
}

// workedAt says whether somebody with a job is at what begins at token k, which its
// form shows to be no place: bénévole à Toits pour tous.
func (d *document) workedAt(p *para, k int) bool {
	return k > 1 && p.toks[k-1].kind == word && p.in(k-1, placeLink) && d.isRole(p, k-2) && !p.in(k-2, stateRole)
}

// ofRole says whether nothing but "of" parts the name at token k from a job before it.
func (d *document) ofRole(p *para, k int) bool {
	return k > 1 && p.toks[k-1].kind == word && p.in(k-1, plainOf) && !d.contracted(p, k) && d.isRole(p, k-2)
}

// forPlace says whether a country or a region follows token j, with its article.
func (d *document) forPlace(p *para, j, lim int) bool {
	for j++; j < lim && p.toks[j].is(definite) && !p.toks[j].capital; j++ {
	}
	return j < lim && p.toks[j].kind == word && (p.in(j, placeName) || p.in(j, countryName))
}

// heldOf says whether a job that is no office of state is one "of" the capitals
// from k to end: president of the Warmi Legal Collective, directrice de Phare Sud,
// coordinadora de operaciones de Radar Civil, chercheuse sur l’Asie de Vigie Droits.
func (d *document) heldOf(p *para, k, end int) bool {
	j := k - 1
	if j > 0 && p.toks[j].is(definite) && !p.in(j, plainOf) {
		j--
	}
	if j < 1 || p.toks[j].kind != word || !p.in(j, plainOf) {
		return false
	}
	for c := k; c < end; c++ {
		if p.in(c, thingNoun) || c == k && (p.in(c, placeWord) || p.in(c, countryName)) {
			return false
		}
	}
	for c := j - 1; c >= 0 && c > j-8; c-- {
		t := p.toks[c]
		if t.kind != word || c == j-1 && p.in(c, thingNoun) || d.verbAt(p, c).ok() && !d.isRole(p, c) {
			return false
		}
		if t.is(definite) && !t.is(ofWord) && !(c > 0 && p.toks[c-1].kind == word && p.toks[c-1].is(preposition) && p.toks[c+1].flags == 0) {
			return false // but: directrice de la communication de Logisud
		}
		if d.isRole(p, c) && !(d.rules.lowOrgNames && c > 0 && d.isRole(p, c-1)) { // secrétaire général
			switch {
			case p.in(k, portfolioNoun) && j == k-1 && (d.department(p, k) || d.portfolio(p, c, j)): // directora general de Inspección
				return false
			case t.is(private), p.in(c, stateRole) && !p.in(c, leadNoun), p.in(c, kinNoun):
				return false
			case end == k+1:
				named := d.rules.lowOrgNames && c+2 < j && p.toks[c+1].capital && p.toks[c+2].capital // la abogada Ana Tavares de Prieto
				return !named && p.in(c, leadNoun) && !p.in(c, stateRole) && !d.placeNamed(p.word(k)) && (j == k-1 && !d.contracted(p, k) || d.kindNameEnd(p, k) > end)
			case p.in(c, advocateNoun) || p.in(c, stateRole):
				return end == k+2 && plural(p.word(k)) && plural(p.word(k+1)) // whoever else a lawyer is of
			}
			return true
		}
	}
	return false
}

// directed says whether a verb that says where somebody works leads to the
// capitals from k to end: dirige la agrupación X, who chairs X. A first name after the
// verb is whoever does: Y, que dirige Ana X.
func (d *document) directed(p *para, k, end int) bool {
	j := k - 1
	if end < k+2 || d.rules.lowOrgNames && j > 1 && p.toks[j].kind == word && p.in(j, directingVerb) && (byGivenName()[p.word(k)] != 0 || d.bodyThat(p, j-1)) {
		return false
	}
	for j > 0 && j > k-4 && p.toks[j].kind == word && !p.toks[j].capital && p.toks[j].is(definite|orgNoun|adverb) {
		j--
	}
	return j >= 0 && p.toks[j].kind == word && p.in(j, directingVerb) && !p.toks[j].is(role)
}

// bodyThat says whether the relative pronoun at token i is of a body: el colectivo Y, que.
func (d *document) bodyThat(p *para, i int) bool {
	if p.toks[i].kind != word || !p.in(i, subjectRelative) {
		return false
	}
	i--
	if p.toks[i].kind == comma {
		i--
	}
	end := i
	for i > 0 && p.toks[i].kind == word && (p.toks[i].capital || p.in(i, orgLink) && p.toks[i+1].capital && end-i < phraseLimit) {
		i--
	}
	return i < end && (kindBefore(p, i+1) != "" || p.toks[i+1].is(orgWord))
}

// ofPerson says whether a name and a comma lead to what begins at token k:
// «Irina V., du PEN-Lab de Riga».
func (d *document) ofPerson(p *para, k int) bool {
	j := k - 1
	if j > 0 && p.toks[j].is(definite) && !p.in(j, plainOf) {
		j--
	}
	return j > 2 && p.toks[j].kind == word && p.in(j, plainOf) && p.toks[j-1].kind == comma && p.toks[j-2].capital && p.toks[j-3].capital &&
		p.toks[j-2].kind == word && p.toks[j-3].kind == word
}

// afterPerson ends a name that stands in brackets, or in English after "of", right
// after a person's, or that somebody speaks in the name of: Samuel Otieno (Haki
// Mashinani), Ana Ruiz of Kin Watch, on behalf of Mothers Against Mines. It returns 0
// for others.
func (d *document) afterPerson(p *para, k int) int {
	j := k - 1
	if j > 0 && p.toks[j].is(definite) && !p.in(j, plainOf) {
		j--
	}
	if j < 2 || p.in(k, placeWord) || p.in(k, countryName) || p.quoted(k) || p.toks[k].is(honorific) {
		return 0
	}
	behalf := p.in(j, plainOf) && p.in(j-1, behalfNoun)
	bracket := j == k-1 && p.toks[j].kind == parenOpen && !(len(p.word(k)) > 2 && p.word(k)[1] == '-') // (R-Elm County)
	if !behalf && !bracket && !(d.rules.possessiveS && p.in(j, plainOf) && k+1 < len(p.toks) && p.toks[k+1].capital && !p.in(k+1, placeWord)) {
		return 0
	}
	person := !p.toks[k].is(role) && p.toks[j-1].capital && p.toks[j-2].capital && p.toks[j-1].kind == word && p.toks[j-2].kind == word && !d.isOrg(p, j-2, j) && !d.roleWithin(p, j-2, j)
	end := max(d.kindNameEnd(p, k), d.withSmallWord(p, k))
	switch {
	case end < k+2, !behalf && !person, bracket && !(end < len(p.toks) && p.toks[end].kind == parenClose):
	case behalf, bracket, !d.surnameRecurs(p.slice(end-1, end)): // but: said Ana Ruiz of Juan Ruiz
		return end
	}
	return 0
}

// ownedRun finds the capitals in the sentence before token k that "its director" after
// them shows to be a body: The petition was brought by Equal Ground. Its director, X.
func (d *document) ownedRun(p *para, k int) (from, to int) {
	if !p.in(k, ownerWord) || k+2 >= len(p.toks) || !p.in(k+1, leadNoun) && !(d.rules.possessiveS && p.in(k+2, leadNoun)) || p.in(k+1, advocateNoun) {
		return 0, 0
	}
	stops := 0
	for c := k - 1; c > 0 && c > k-reach && stops < 2; c-- {
		t := p.toks[c]
		if t.kind == stop {
			stops++
		}
		if t.kind != word || !t.capital || p.toks[c-1].capital && !(p.toks[c-1].is(preposition) && p.starts(c-1)) || p.quoted(c) || stops == 0 && !(p.starts(c-1) && p.in(c-1, fromWord)) {
			continue // but: Desde Y, su portavoz
		}
		end := d.nameEnd(p, c, k, false)
		if end < c+2 {
			continue
		}
		if g := byGivenName()[p.word(c)]; g != 0 && g&notAlone == 0 {
			return 0, 0
		}
		if p.toks[c-1].is(role|honorific) || p.in(c, placeWord) || p.in(c, countryName) || d.roleWithin(p, c, end) {
			return 0, 0
		}
		return c, end
	}
	return 0, 0
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

package quote

import "strings"

// institutionAt says whether an organisation's name begins at token k, and
// where it ends; 0 where none does.
func (d *document) institutionAt(p *para, k int) int {
	t := p.toks[k]
	if t.kind != word {
		return 0
	}
	if !t.capital {
		return d.commonInstitution(p, k)
	}
	if d.beginsNoBody(p, k) {
		return 0
	}
	if e := d.afterPerson(p, k); e > 0 {
		return e
	}
	end, head := d.orgNameEnd(p, k)
	for c := k; c < min(end, k+2); c++ {
		if p.toks[c].capital && p.in(c, timeNoun) && kindBefore(p, k) == "" && !(c+1 < end && p.toks[c+1].is(orgWord)) {
			return 0 // the International Day of X
		}
	}
	if e := d.abbreviated(p, k, end); e > end {
		return e
	}
	if e := d.withFunctionWord(p, k); e > end {
		return e
	}
	if p.in(k, portfolioNoun) && k > 0 && p.in(k-1, plainOf) && !d.contracted(p, k) && d.department(p, k) {
		return 0 // catedrática de Derecho Internacional de la Universidad de Y
	}
	if k > 0 && p.in(k, portfolioNoun) && p.toks[k-1].kind == word && p.toks[k-1].capital && p.in(k-1, portfolioNoun) {
		return 0
	}
	if e := d.nameEnd(p, k, len(p.toks), false); !head && d.afterOffice(p, k, e) > k {
		return 0
	}
	name := p.slice(k, end)
	if p.quoted(k) && !head {
		if e := max(d.withSmallWord(p, k), d.nameEnd(p, k, len(p.toks), false)); e > k+1 && (d.heldOf(p, k, e) || d.heldAt(p, k)) {
			return e // in an incise
		}
		return 0
	}
	kind := kindBefore(p, k)
	switch {
	case head && d.rules.capitalNouns && end == k+1 && t.is(orgNoun):
		return 0 // die Organisation
	case end == k+1 && p.in(k, knownOrg):
		return end
	case head && (end > k+1 || k > 0 && p.toks[k-1].is(definite) || d.contracted(p, k)):
		return end
	case d.rules.possessiveS && end == k+1 && acronym(name) && strings.Contains(name, ".") && len(name) < 5 && d.rules.words[strings.ReplaceAll(p.word(k), ".", "")]&orgWord == 0: // H.L. is somebody
		return 0
	case end == k+1 && acronym(name) && !t.is(role) && !d.inCapitals(name) && !p.datelined(k), d.isPublisher(name):
		return end
	case end == k+1 && p.in(k, countryName):
		return 0
	case k > 1 && end > k+1 && p.in(k-1, plainOf) && p.in(k-2, teamNoun) && !p.in(k, placeWord): // l’équipe de Portes Entrouvertes
		return d.kindNameEnd(p, k)
	case kind != "" && end == k+1 && p.in(k, placeWord): // le bureau Amériques
		return 0
	case end > k+1 && acronym(p.slice(k, k+1)) && p.toks[k].end-p.toks[k].start <= 4 && k > 0 && p.toks[k-1].is(ofWord|atWord): // governor of HMP Skerra
		return end
	case kind != "" && (k < 2 || !p.toks[k-2].is(orgWord) || !p.toks[k-2].capital):
		return d.kindNameEnd(p, k)
	case end+2 < len(p.toks) && p.toks[end].kind == parenOpen && p.toks[end+2].kind == parenClose && shortForm(p.slice(end+1, end+2)) && !d.afterRole(p, k): // but: la diputada X (PSOE)
		return end
	}
	if k > 2 && end > k+1 && p.in(k-1, andWord) && d.twoBodies(p, k-1, k) && byGivenName()[p.word(k)] == 0 && !d.surnameRecurs(p.slice(end-1, end)) {
		return end
	}
	return d.placedAt(p, k, end)
}

// beginsNoBody says whether the capital at token k cannot begin an organisation's name,
// whatever follows.
func (d *document) beginsNoBody(p *para, k int) bool {
	t := p.toks[k]
	if p.in(k, officeAdjective) || t.is(honorific|possessive) && !t.is(orgWord) || t.is(notName) && !t.is(orgWord) && (kindBefore(p, k) == "" || k+1 >= len(p.toks) || !p.toks[k+1].capital) {
		return true
	}
	if t.is(orgNoun) && acronym(p.slice(k, k+1)) {
		return true // l'ONG X: the name is X
	}
	if p.in(k, ombudsNoun) && d.officeHeld(p, k) {
		return true
	}
	if n := k + 2; n < len(p.toks) && t.is(orgWord) && p.toks[n].kind == number && p.toks[n-1].capital && p.toks[n-1].kind == word && !p.toks[n-1].is(orgWord) {
		return true // Committee Room 9
	}
	if d.rules.possessiveS && (strings.HasSuffix(p.word(k), "-based") || t.is(role) && k+1 < len(p.toks) && p.in(k+1, heldAtWord)) {
		return true // the Nairobi-based Centre; Researchers at Ghent University
	}
	return false
}

// placedAt is institutionAt for capitals that only what stands around them can show to
// be an organisation. end is the token after them.
func (d *document) placedAt(p *para, k, end int) int {
	if e := d.nameEnd(p, k, len(p.toks), false); e > end && d.placedAsOrg(p, k, e) { // Casa del Alba
		return e
	}
	if end == k+1 && (k == 0 || p.starts(k)) && d.placedAsOrg(p, k, end) {
		return end
	}
	if e := d.startsSentence(p, k); e > end {
		return e
	}
	if e := d.twoAsOne(p, k); e > end {
		return e
	}
	if h := p.nounBeforeComma(k); h > 0 {
		if e := max(end, d.nameEnd(p, k, len(p.toks), false)); e < len(p.toks) && p.toks[e].kind == comma && d.definiteBefore(p, h) {
			return e // the workers' union, SP Nikel,
		}
	}
	if e := d.withSmallWord(p, k); e > 0 && (p.toks[k].is(orgWord) || d.heldOf(p, k, e) || d.heldAt(p, k) || d.workedAt(p, k)) {
		return e
	}
	if d.ofPerson(p, k) {
		return max(end, d.kindNameEnd(p, k), d.withSmallWord(p, k))
	}
	if e := d.capitalThenNoun(p, k, end); e > end {
		return e
	}
	if e := d.nameEnd(p, k, len(p.toks), false); e > end && (d.heldOf(p, k, e) || d.directed(p, k, e)) {
		return d.kindNameEnd(p, k)
	}
	if end == k+1 && !p.quoted(k) && d.heldOf(p, k, end) { // directora de Contrapeso
		return d.kindNameEnd(p, k)
	}
	if end < k+2 && !d.heldAt(p, k) {
		return 0
	}
	if end == k+1 && end < len(p.toks) && p.toks[end].capital && p.toks[end].is(adverb) {
		return d.kindNameEnd(p, k) // chargé de plaidoyer à Désarmer Demain
	}
	if d.placedAsOrg(p, k, end) {
		return end
	}
	if d.heldAt(p, k) {
		return max(end, d.nameEnd(p, k, len(p.toks), false))
	}
	if d.heldOf(p, k, end) || d.directed(p, k, end) {
		return d.kindNameEnd(p, k)
	}
	return 0
}

// nounBeforeComma is the noun of a body that a comma, and in some languages an adjective,
// parts from the capital at token k, or 0: la empresa fabricante, X.
func (p *para) nounBeforeComma(k int) int {
	if k < 3 || p.toks[k-1].kind != comma {
		return 0
	}
	for h := k - 2; h >= k-3 && p.toks[h].kind == word && !p.toks[h].capital; h-- {
		if p.toks[h].is(orgNoun) {
			return h
		}
		if !p.lexer.rules.lowOrgNames || p.toks[h].flags&^(role|feminine|masculine) != 0 {
			break
		}
	}
	return 0
}

package quote

import "strings"

// orgLink steps from token j of an organisation's name over small words to
// the word that goes on with it, and returns the token after that word: of the
// Displaced; and Land Court; d'assistance; fédérale. Without a way on it
// returns j.
func (d *document) orgLink(p *para, j, lim int, head bool) int {
	k := j
	for k < lim && k < j+3 && p.toks[k].kind == word && !p.toks[k].capital && p.in(k, orgLink) {
		k++
	}
	if k >= lim || p.toks[k].kind != word || k > j && !p.toks[j].is(preposition|conjunction) {
		return j
	}
	t := p.toks[k]
	if k > j && t.capital && p.in(j, andWord) && d.twoBodies(p, j, k) {
		return j
	}
	if n := k + 1; k > j && !t.capital && t.flags == 0 && d.rules.closeLow && !d.rules.lowOrgNames && n < lim && p.toks[n].kind == word && p.toks[n].capital && head {
		return n + 1 // Gesellschaft für bedrohte Völker
	}
	if k > j+1 && p.toks[j].is(conjunction) && p.toks[k-1].is(definite) && !p.in(k-1, plainOf) && t.is(orgWord|orgNoun|lowOrg) {
		return j // l'Entraide Saint-Yves et le Syndicat des interprètes
	}
	if t.capital {
		if k == j || t.is(notName) && !t.is(orgWord) && !(k+1 < lim && p.toks[k+1].capital && p.toks[k+1].kind == word) && !(k == j+1 && p.in(j, plainOf) && !p.in(k, dayWord)) {
			return j // but: Olla de Todas
		}
		if head && !(d.rules.lowOrgNames && (inOrDans(p, j) || p.in(j, placeLink) && k == j+1) && !(p.word(j) == "en" && plural(p.word(j-1)) && !p.in(k, placeWord) && !p.in(k, countryName))) { // Amnistía Internacional en Rabat
			return k + 1
		}
		if k != j+1 || !p.toks[j].is(conjunction) && (d.rules.lowOrgNames || !inOrDans(p, j) || !d.opensRun(p, j)) {
			return j
		}
		// A head may follow: Environment and Land Court.
		for c := k; c < lim && p.toks[c].kind == word && p.toks[c].capital; c++ {
			if p.toks[c].is(orgWord) {
				return k + 1
			}
		}
		return j
	}
	if endsIn(p.word(k), d.rules.tensed) && t.flags == 0 || k > j && j > 1 && p.toks[j-2].capital && p.in(j-2, powerNoun) && !p.in(j, plainOf) && p.toks[j].is(preposition) {
		return j // relatora de las Naciones Unidas sobre la tortura
	}
	if k > j && !t.capital && p.toks[j].is(conjunction) && d.roleWithin(p, k, min(k+2, len(p.toks))) && !(k == j+1 && d.severalHold(p.word(k)) && d.severalHold(p.word(j-1))) {
		return j // de Lérida y asesor, Puerto Seguro y antiguo pescador
	}
	if k > j && !t.capital && p.in(j, toWord) && (d.isRole(p, k) || d.severalHold(p.word(k))) && !t.is(private) && p.toks[j-1].capital {
		return j // Carta de la Red X a los rectores
	}
	if k == j+1 && p.toks[j].is(atWord|preposition) && endsIn(p.word(k), d.rules.infinitiveEndings) && (!p.in(j, plainOf) || d.actsOn(p, k, lim)) {
		return j // emplazó a Y a transparentar
	}
	if k > j+1 && p.toks[j].is(conjunction) && p.toks[k-1].is(definite) {
		return j // Laboratorio Cívico y la revista Contrapeso
	}
	if !head || !d.rules.lowOrgNames || acronym(p.slice(j-1, j)) || p.in(j-1, knownOrg) || t.flags&functionWord&^(orgNoun|role|titleNoun) != 0 || t.is(adverb|cueNonfinite) || p.in(k, plainVerb) {
		return j
	}
	if k > j && p.toks[j-1].capital && !p.toks[j-1].is(orgWord) && inOrDans(p, j) && d.headedRun(p, j-1) {
		return j // le Fonds Pélican en tête
	}
	if k == j && k+1 < lim && p.toks[k+1].is(preposition) && !p.toks[k+1].is(ofWord) && endsIn(p.word(k), d.rules.passives) {
		return j // école déplacée à X
	}
	if k == j { // an adjective: fédérale, académiques
		linked := j > 1 && p.toks[j-2].kind == word && !p.toks[j-2].capital && plural(p.word(j-1)) // des Affaires étrangères
		if p.toks[j-1].capital && !p.toks[j-1].is(orgWord) && !linked || d.verbAt(p, j).ok() || !agrees(p.word(j-1), p.word(j)) {
			return j
		}
	}
	return k + 1
}

// actsOn says whether an infinitive at token k has its object or a preposition after
// it, as no noun has: demande à la Commission de retirer son texte.
func (d *document) actsOn(p *para, k, lim int) bool {
	if k+1 >= lim || p.toks[k+1].kind != word {
		return false
	}
	next := p.toks[k+1]
	return next.is(definite|indefinite|preposition|clitic) && !next.is(ofWord)
}

// namedAfterComplement says whether a noun that may stand for any organisation
// and its complement lead to a name of its own: la red de promotoras Maré Viva.
func (d *document) namedAfterComplement(p *para, k, end int) bool {
	if !p.in(k, anyOrgNoun) {
		return false
	}
	for c := k + 2; c < end; c++ {
		if p.toks[c].capital && !p.toks[c-1].capital && !p.toks[c-1].is(definite|indefinite|preposition|conjunction|ofWord) {
			return true
		}
	}
	return false
}

// headedRun says whether the run of capitals that ends with token j begins with
// an organisation's word, so that the run is a name already.
func (d *document) headedRun(p *para, j int) bool {
	for k := j; k >= 0 && p.toks[k].kind == word && (p.toks[k].capital || p.in(k, plainOf) || p.toks[k].is(definite)); k-- {
		if p.toks[k].capital {
			j = k
		}
	}
	return p.toks[j].is(orgWord)
}

// opensRun says whether the run of capitals before token j begins its sentence or
// stands after "the".
func (d *document) opensRun(p *para, j int) bool {
	for j > 0 && p.toks[j-1].kind == word && p.toks[j-1].capital && !p.toks[j-1].is(definite) {
		j--
	}
	return p.starts(j) || p.toks[j-1].is(definite)
}

// agrees says whether an adjective may belong to a noun by its number.
func agrees(noun, adjective string) bool {
	return plural(noun) == plural(adjective) || strings.HasSuffix(noun, "eux") // contentieux
}

func plural(w string) bool { return strings.HasSuffix(w, "s") || strings.HasSuffix(w, "x") }

// twoBodies says whether "and" at token j, with the capitals from k on, joins two
// organisations and not the words of one, in a language whose names end with what they
// are: the Bar Forum and the Advocates Union; the Residents’ Association and Law Wales.
func (d *document) twoBodies(p *para, j, k int) bool {
	if !d.rules.possessiveS || j < 2 || !p.toks[j-1].capital {
		return false
	}
	if k == j+1 { // the Environment and Land Court is one
		return p.toks[j-1].is(orgNoun) && p.toks[j-2].kind == word && (p.toks[j-2].capital || p.toks[j-2].is(possessive))
	}
	for c := k; c < len(p.toks) && c < k+8 && p.toks[c].kind == word && (p.toks[c].capital || p.toks[c].is(possessive)); c++ {
		if p.toks[c].is(orgNoun) && (c > k || c+1 < len(p.toks) && p.in(c+1, plainOf)) {
			return true
		}
	}
	return false
}

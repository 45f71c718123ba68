package quote

import "strings"

// phrase reads a noun phrase that begins with an article: a role before a
// name, an organisation, or a description.
func (d *document) phrase(p *para, i, lim int) (subject, bool) {
	if i+1 >= lim {
		return subject{}, false
	}
	next := p.toks[i+1]
	if p.toks[i].is(indefinite) && next.is(ofWord) && i+2 < lim { // one of the guards, l'un des rescapés
		s, ok := d.rolePhrase(p, i, i+2, lim)
		s.gender &^= they
		return s, ok
	}
	if d.timeEnd(p, i, lim) > i {
		return subject{}, false
	}
	if next.is(adverb) && p.in(i+1, comparative) && i+2 < lim && p.toks[i+2].kind == word { // la más joven
		return d.rolePhrase(p, i, i+2, lim)
	}
	if next.kind != word && next.kind != number || next.is(adverb|conjunction|relative) && !next.is(role|ofWord) && !next.capital {
		return subject{}, false
	}
	if d.verbAt(p, i+1).ok() && strings.HasSuffix(p.word(i), "'") {
		return subject{}, false // l'a déclaré
	}
	return d.rolePhrase(p, i, i+1, lim)
}

// timeEnd returns the token after a phrase that only says when: esa misma tarde,
// three hours later, ce matin. Where none begins at i it returns i.
func (d *document) timeEnd(p *para, i, lim int) int {
	j := i
	for j < lim && j < i+4 && (p.toks[j].kind == number || p.toks[j].kind == word && !p.toks[j].capital || j == i) {
		if p.toks[j].kind == word && p.in(j, timeNoun) && (j > i || !p.toks[j].capital) {
			for j++; j < lim && p.toks[j].kind == word && (p.toks[j].is(adverb) && !p.toks[j].is(definite) || p.in(j, whenWord)); j++ {
			}
			return j
		}
		if t := p.toks[j]; t.is(role|preposition|conjunction|relative) && !t.is(definite|indefinite|adverb) || d.verbAt(p, j).ok() {
			return i
		}
		j++
	}
	return i
}

// rolePhrase scans on from token j of a phrase that began at i.
func (d *document) rolePhrase(p *para, i, j, lim int) (subject, bool) {
	hasRole := false
	for k := i; k < j; k++ {
		hasRole = hasRole || p.toks[k].is(role) && !p.toks[k].is(private)
	}
	start := j
	for j < lim && j < i+phraseLimit && !d.endsPhrase(p, i, j, hasRole) {
		t := p.toks[j]
		if m := p.orgAt(j); t.capital && t.is(role) && j > i && m != nil && !m.generic && m.to > j+1 && m.to <= lim {
			j = m.to // Giornalisti Senza Frontiere
			continue
		}
		if t.capital && !t.is(role) && j > i {
			end := d.nameEnd(p, j, lim, false)
			if m := p.orgAt(j); m != nil && !m.generic && m.to > end && m.to <= lim {
				end = m.to // la directora de Derechos Sin Fronteras, X
			}
			if end == j {
				break
			}
			several := d.rules.lowOrgNames && p.in(i, severalWord) && p.toks[j-1].is(lowOrg) && !p.toks[j-1].capital // los profesores del liceo Andrés Bello
			if at, ok := d.nameInside(p, i, j, end, hasRole); ok && !several {
				if !hasRole && d.cueWithin(p, i, at) {
					return subject{}, false // comme le dit X
				}
				s := d.named(p, at, end)
				s.from = i
				if s.kind == person && !(at == i+2 && p.in(at-1, nameAdjective)) {
					at = max(at, s.nameAt) // die Juristin und Autorin X
					s.job = d.readJob(p, i, at)
					s.gender |= d.genderOf(p, i, at)
				}
				return s, true
			}
			if m := p.orgAt(j); m != nil && !m.generic && m.to <= lim {
				end = max(end, m.to) // la juriste de Forêts et Familles
			}
			for ; j < end; j++ {
				hasRole = hasRole || p.toks[j].is(role) && !p.toks[j].is(private)
			}
			continue
		}
		hasRole = hasRole || t.is(role) && !t.is(private)
		j++
	}
	for j > start && p.toks[j-1].is(preposition|definite|indefinite|conjunction) && !p.toks[j-1].capital {
		if t := p.toks[j-1]; t.is(indefinite) && !t.is(preposition|definite) && p.in(j-1, severalWord) && p.toks[j-2].is(ofWord) {
			break // l'aîné des deux
		}
		j--
	}
	return d.unnamed(p, i, j, lim)
}

// cueWithin says whether a word that may be a cue verb stands between two tokens.
func (d *document) cueWithin(p *para, i, j int) bool {
	for k := i; k < j; k++ {
		if p.toks[k].is(cueFinite) && !p.toks[k].is(role|orgNoun) {
			return true
		}
	}
	return false
}

// endsPhrase says whether token j cannot belong to the noun phrase from i.
func (d *document) endsPhrase(p *para, i, j int, hasRole bool) bool {
	t := p.toks[j]
	switch t.kind {
	case word, number:
	default:
		return true
	}
	switch {
	case t.capital || t.is(possessive):
		return false
	case j > i+1 && j+3 < len(p.toks) && p.toks[j+1].is(ofWord) && p.toks[j+2].kind == number && p.in(j+3, ageUnit) && endsIn(p.word(j), d.rules.passives):
		return false // un vendeur âgé de 44 ans
	case j > i+1 && t.flags == 0 && !p.toks[j-1].is(definite|indefinite|preposition) && j+1 < len(p.toks) && p.toks[j+1].is(preposition) && !p.toks[j+1].is(definite) && endsIn(p.word(j), d.rules.passives):
		return true // un muchacho acogido en un centro
	case j > i+1 && p.in(j, namedParticiple) && !p.toks[j-1].is(definite|indefinite|preposition):
		return true // a prisoner named X
	case j+1 < len(p.toks) && inOrDans(p, j) && (p.toks[j+1].kind == number || p.toks[j+1].is(indefinite)):
		return true
	case j > i+1 && j+1 < len(p.toks) && p.in(j, inWord) && t.is(ofWord) && (p.in(j+1, plainVerb) || p.toks[j+1].is(cueFinite) && !p.toks[j+1].is(role|orgNoun)):
		return true // le bâtonnier en appelle au ministre
	case t.is(ofWord):
		return d.verbAt(p, j).ok() || p.in(j, andWord) && !hasRole && !d.rules.capitalNouns
	case t.is(auxiliary) && j > i && !t.is(definite|preposition):
		return true
	case t.is(clitic) && !t.is(definite|preposition|ofWord|adverb) && j > i+1, j > i+1 && p.in(j, modalVerb):
		return true // la jueza le preguntó, el despacho hizo saber
	case t.is(he|she) && !t.is(adverb|clitic|definite), t.is(relative | reflexive | negation), t.is(adverb) && j > i+1 && !t.is(role) && !oneOfThem(p, j):
		return true
	case j > i+1 && j+1 < len(p.toks) && t.is(atWord) && toWhom(p, j):
		return true // glisse le président de l'association à une bénévole
	case j > i+1 && t.is(cueNonfinite) && !t.is(cueFinite|role) && strings.HasSuffix(p.word(j), "r") && !p.toks[j-1].is(preposition):
		return true // ouvir uma viúva dizer
	case t.is(atWord) && hasRole:
		return false
	case hasRole && p.in(j, withArticle) && j+2 < len(p.toks) && p.toks[j+1].flags == 0 && !p.toks[j+1].capital && d.startsName(p, j+2):
		return false // l'assessora al bilancio X
	case t.is(preposition|conjunction) && !t.is(indefinite|definite):
		return true
	}
	if j > i+1 && !p.toks[j-1].is(definite|indefinite|preposition) {
		w := p.word(j)
		if n := j + 1; (hasRole || !d.rules.lowOrgNames && plural(w)) && t.flags == 0 && n < len(p.toks) && (p.toks[n].kind == quoteMark || p.toks[n].kind == word && p.toks[n].is(definite|indefinite) && !p.toks[n].is(ofWord|preposition)) {
			return true // l'ambassadeur balaie «…»
		}
		if n := j + 1; !d.rules.lowOrgNames && t.flags == 0 && p.toks[j-1].is(role) && n < len(p.toks) && p.toks[n].kind == word && p.toks[n].is(definite|indefinite) && !p.toks[n].is(ofWord|preposition) {
			return true // the boy spent a month
		}
		if n := j + 1; d.rules.possessiveS && hasRole && p.toks[j-1].is(role) && !strings.HasSuffix(p.word(j-1), "s") && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && n < len(p.toks) && p.toks[n].kind == word && !p.toks[n].is(role|orgNoun|auxiliary|passive|cueFinite) && (t.flags == 0 || p.toks[n].is(definite|indefinite|adverb|possessive)) && !d.isRole(p, j) {
			return true // the waiter brings more bread
		}
		if !d.rules.lowOrgNames && t.flags == 0 && p.toks[j-1].is(role) && endsIn(w, d.rules.participleEndings) {
			return true // the witness recognised him
		}
		if t.flags == 0 && endsIn(w, d.rules.tensed) && len(w) > 4 {
			return true // un muchacho de uniforme tomaba apuntes
		}
		if d.lexer.words[t.id].verb || hasRole && !t.is(ofWord|role) && endsIn(w, d.rules.participleEndings) && !d.rules.lowOrgNames {
			return true
		}
	}
	return j > i+1 && d.verbAt(p, j).ok() && !p.toks[j-1].is(definite|indefinite|preposition)
}

// toWhom says whether token j and an article after it lead to whom something is said.
func toWhom(p *para, j int) bool {
	if p.in(j, toWord) && p.in(j, withArticle) && p.toks[j+1].is(role) {
		return true // un agent aux plaignantes
	}
	return p.in(j, toWord) && p.toks[j+1].is(indefinite) && !p.toks[j+1].is(ofWord)
}

// nameInside finds the person's name in the run of capitals from j to end that
// stands within a phrase begun at i: all of it after a common noun, what is
// left after an organisation's name, the last two words after a preposition.
func (d *document) nameInside(p *para, i, j, end int, hasRole bool) (int, bool) {
	if end < len(p.toks) && (p.toks[end].is(possessive) || p.toks[end].kind == word && !p.toks[end].is(preposition|conjunction|adverb|relative|auxiliary|cueFinite|reflexive|clitic|passive|definite) && j == i+1) {
		return 0, false // the UN chief
	}
	if d.rules.possessiveS && end < len(p.toks) && p.toks[end].kind == word && !p.toks[end].capital && d.isRole(p, end) && byGivenName()[p.word(j)] == 0 {
		return 0, false // the deputy Asia director
	}
	prev := p.toks[j-1]
	if p.in(j-1, thingNoun) && !prev.capital || prev.kind == number {
		return 0, false // de la communauté de X
	}
	if hasRole && prev.is(orgNoun) && !prev.is(role) && !prev.capital {
		return 0, false // le président de l'association X, Y
	}
	if end == j+1 && p.in(j-1, nameAdjective) && !d.demonym(p.word(j)) {
		return j, true // le vieux Eusèbe
	}
	if !prev.is(preposition | definite | indefinite | possessive) {
		return j, hasRole || prev.is(role) || d.isOrg(p, j, end) || end-j >= 2
	}
	if j == i+1 {
		return 0, false // la Ligue, l'ONU
	}
	if m := p.orgAt(j); m != nil && !m.generic && m.to >= end {
		return 0, false
	}
	for k := j + 1; k < end; k++ {
		if d.publisherRun(p, j, k) && (end-k >= 2 || d.known(p.slice(k, end))) {
			return k, true
		}
	}
	if n := d.afterOffice(p, j, end); n > j {
		return n, true
	}
	if hasRole && end-j >= 3 && p.toks[end-2].capital && !p.toks[end-2].is(particle|notName) && !d.isOrg(p, end-2, end) {
		return end - 2, true
	}
	return 0, false
}

// unnamed makes the subject of a phrase without a name in it, and looks past a
// comma for one: le ministre de l'Intérieur, Jean Petit, …
func (d *document) unnamed(p *para, i, j, lim int) (subject, bool) {
	hasRole := d.hasRole(p, subject{from: i, to: j})
	core := i
	if p.toks[i].is(definite|indefinite) && !p.toks[i].capital || p.toks[i].is(definite|indefinite) && p.starts(i) {
		core = i + 1
	}
	if j <= core {
		return subject{}, false
	}
	if s, ok := d.nameAfterRole(p, i, j, lim); ok && (hasRole || d.plainlyRole(p, i, j, s)) {
		return s, true
	}
	if s, ok := d.namedAs(p, i, j, lim); ok {
		return s, true
	}
	s := subject{kind: description, name: p.slice(i, j), written: p.slice(i, j), gender: d.genderOf(p, i, j), from: i, to: j}
	if p.in(i, severalWord) {
		s.gender = they
	}
	head := p.toks[core]
	switch {
	case head.is(orgNoun) && j <= core+2 && p.toks[i].is(definite) && !head.capital:
		s.kind = shortOrg
	case head.capital && core > i && !hasRole && d.properThroughout(p, core, j):
		s.kind, s.name = organization, p.slice(core, j)
	}
	return s, true
}

// namedAs reads the name of somebody whose description from i to j goes on with it: a
// prisoner named X, un détenu prénommé X, un preso identificado como X.
func (d *document) namedAs(p *para, i, j, lim int) (subject, bool) {
	n := j + 1
	if j >= lim || p.toks[j].kind != word || !p.in(j, namedParticiple) || !d.roleWithin(p, i, j) {
		return subject{}, false
	}
	for n < lim && n < j+4 && p.toks[n].kind == word && (p.in(n, asWord) || p.toks[n].is(adverb|preposition|clitic)) && !p.toks[n].capital {
		n++
	}
	if n >= lim || !d.startsName(p, n) {
		return subject{}, false
	}
	end := d.nameEnd(p, n, lim, false)
	if d.isOrg(p, n, end) {
		return subject{}, false
	}
	s := d.named(p, n, end)
	s.from, s.job = i, d.readJob(p, i, j)
	s.gender |= d.genderOf(p, i, j)
	return s, s.kind == person
}

// properThroughout says whether a phrase that begins with a capital is a name:
// it ends with a capital too, or begins with a word that organisations have.
func (d *document) properThroughout(p *para, i, j int) bool {
	return p.toks[j-1].capital || p.toks[i].is(orgWord)
}

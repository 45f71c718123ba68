package quote

import "strings"

// readJob reads what the words from i to j say of a person: one job, or several
// with commas and conjunctions, of which the most official is kept.
func (d *document) readJob(p *para, i, j int) job {
	if d.rules.bareNouns {
		return d.bareJob(p, i, j)
	}
	if n, ok := d.oneOf(p, i, j); ok {
		o := d.oneJob(p, n, j)
		if !p.in(n-2, severalWord) {
			o.role = d.singular(o.role)
		}
		return o
	}
	var o job
	for first := i; i < j; {
		k := d.nextJob(p, i, j)
		if i > first && i < k && p.toks[i].kind == word && p.in(i, formerlyWord) {
			break // autor del estudio y antes perito de Y
		}
		if n, ok := d.oneOf(p, i, k); ok && i > first { // a fishmonger and one of the plaintiffs
			o = o.or(job{affiliation: d.oneJob(p, n, k).affiliation})
		} else {
			o = o.or(d.oneJob(p, i, k))
		}
		i = k + 1
	}
	return o
}

// oneOf steps over "one of the" before those of whom somebody is one.
func (d *document) oneOf(p *para, i, j int) (int, bool) {
	for k := i; k < i+2 && k+1 < j; k++ {
		if p.toks[k].is(indefinite) && p.toks[k+1].is(ofWord) {
			return k + 2, true
		}
	}
	return i, false
}

// singular gives the role of one of several: the analysts. Where the release has
// no word for one, it is none.
func (d *document) singular(several string) string {
	head, rest, _ := strings.Cut(several, " ")
	for _, end := range [...][2]string{{"s", ""}, {"es", ""}, {"ces", "z"}} {
		if one, ok := strings.CutSuffix(head, end[0]); ok && rest == "" {
			if f := d.rules.words[fold(one+end[1])]; f&role != 0 && f&private == 0 {
				return one + end[1]
			}
		}
	}
	return ""
}

// nextJob finds the comma or the conjunction that parts the job at i from another
// one: présidente de X et mère de trois enfants; a lawyer, founder of Y. Two of a
// kind that share what follows are one: founder and director of Y.
func (d *document) nextJob(p *para, i, j int) int {
	job, name := false, false
	for k := i; k+1 < j; k++ {
		t := p.toks[k]
		if m := p.orgAt(k); m != nil && m.to < j {
			name = name || !m.generic
			k = m.to - 1
			continue
		}
		job = job || d.isRole(p, k)
		name = name || t.capital && k > i
		if !job || t.kind != comma && !(t.is(conjunction) && p.in(k, andWord)) {
			continue
		}
		if _, ok := d.oneOf(p, k+1, j); ok && p.toks[k+1].kind == word && p.toks[k+1].is(indefinite) {
			return k
		}
		n, bare := k+1, true
		for n < j && p.toks[n].kind == word && p.toks[n].is(definite|indefinite|conjunction|adverb|he|she) && !p.toks[n].is(role) {
			n, bare = n+1, false
		}
		if n >= j || !d.isRole(p, n) && !d.bareRole(p, n, j+1) && !d.officeAfter(p, n, j) && !(p.orgAt(n) != nil && d.roleWithin(p, n, j)) {
			continue
		}
		if t.kind == comma || !bare || name || p.toks[n].is(private) || p.in(n, kinNoun) || d.rankOf(p, i, k) <= called || d.rankOf(p, n, j) > d.rankOf(p, i, k) {
			return k
		}
	}
	return j
}

// oneJob splits a job into the role and the organisation it is held at: directrice
// de l'enquête à Y, the Centre’s senior scientist, sa porte-parole.
func (d *document) oneJob(p *para, i, j int) job {
	first := i
	i, owner := d.skipDeterminers(p, i, j)
	if i < j && p.toks[i].kind == word && !p.toks[i].capital && p.toks[i].is(ofWord|atWord) && !p.toks[i].is(definite|role) {
		o, _ := d.affiliationAt(p, i, j)
		return job{affiliation: o}
	}
	if i >= j {
		return job{}
	}
	var o job
	if m := p.orgAt(i); m != nil && m.to < j && d.roleWithin(p, m.to, j) {
		o.affiliation = m.org.name
		i = m.to
		if p.toks[i].is(possessive) {
			i++
		}
	} else if k := d.owner(p, i, j); k > 0 {
		if p.in(k-2, bodyNoun) {
			o.affiliation = p.slice(i, k-1) // the commission’s chairman
		} else if p.toks[i].capital {
			o.affiliation = d.ownerBody(p, i, k, j)
		}
		if !p.toks[i].capital && !d.roleWithin(p, k, j) {
			return job{} // the minister’s staff
		}
		if !(k == i+2 && p.toks[i].capital && p.in(i, ofAllNoun) && p.toks[k].capital) { // the Children’s Commissioner
			i = k // the boys’ mother: whose is no part of the role
		}
	}
	if d.rules.possessiveS && i+1 < j && !p.toks[i].capital && p.in(i, formerlyWord) {
		i++ // the mine’s then medical officer
	}
	end, held := d.roleEnd(p, i, j)
	if o.affiliation == "" {
		o.affiliation = held
	} else if held != "" && end < j && p.in(end, forWord) {
		end = j // the union’s officer for the NHS
	}
	end = d.trimRole(p, i, end, o.affiliation != "")
	// Sœur X, la hermana X
	title := end == i+1 && p.in(i, rankNoun) && p.in(i, kinNoun) && (p.toks[i].capital || owner < 0 && i > first && p.in(i-1, articleWord) && end < len(p.toks) && p.toks[end].capital)
	if end == i+1 && d.rules.lowOrgNames && !p.toks[i].is(role) && !p.toks[i].capital && d.demonym(p.word(i)) && o.affiliation == "" {
		return o // la nicaragüense X: where somebody is from is no job
	}
	if end > i && !title && !(end == i+1 && p.in(i, noJobNoun) && o.affiliation == "") {
		o.role, o.rank = p.slice(i, end), d.rankOf(p, i, end)
		o.open = d.openRole(p, i, end) && !d.somebodys(p, first, i)
	}
	if o.affiliation == "" && owner >= 0 && d.heldInside(p, i, end) && (d.headIn(p, i, end, leadNoun) || p.in(owner, ourWord) || !d.personNearer(p, owner)) {
		o.affiliation = d.ownerOrg(p, owner)
	}
	return o
}

// somebodys says whether a determiner from i to j says whose a job is: leur, her.
func (d *document) somebodys(p *para, i, j int) bool {
	for ; i < j; i++ {
		if p.in(i, ownerWord) || p.in(i, whoseWord) || d.rules.owns[p.word(i)] != 0 {
			return true
		}
	}
	return false
}

// openRole says whether a role is one that a body has to give and does not say
// which: secretaria de conflictos, and not directora del plantel.
func (d *document) openRole(p *para, i, end int) bool {
	for k := i; k < end; k++ {
		if p.in(k, stateRole) && !(p.in(k, leadNoun) && k+3 == end && p.in(k+1, plainOf) && !p.in(k+1, withArticle)) || p.in(k, advocateNoun) || p.in(k, memberNoun) || p.in(k, formerWord) ||
			k > i && (p.toks[k].is(orgNoun|lowOrg|private) || p.in(k, bodyNoun) || p.in(k, peopleNoun) || p.in(k, thingNoun)) {
			return false
		}
	}
	return d.headIn(p, i, min(end, i+2), leadNoun)
}

// skipDeterminers steps over what stands before a job, and gives the token of the
// determiner that says whose it is, or -1: sa, its, notre.
func (d *document) skipDeterminers(p *para, i, j int) (int, int) {
	owner := -1
	for ; i < j; i++ {
		t := p.toks[i]
		switch {
		case strings.HasSuffix(p.word(i), "-year-old"), d.rules.possessiveS && strings.HasSuffix(p.word(i), "-based") && i+1 < j:
		case t.is(adverb) && !t.is(role|definite|indefinite|ofWord|preposition) && i+1 < j: // el también senador X
		case i+1 < j && !t.capital && p.in(i, newAdjective) && d.isRole(p, i+1):
		case p.in(i, whoseWord):
			owner = i
		case (t.is(definite|indefinite) || p.in(i, ourWord)) && !t.is(role) && p.orgAt(i) == nil:
			if p.in(i, ourWord) || p.in(i, ownerWord) && p.word(i) != "leur" { // of several, and no organisation is
				owner = i
			}
		default:
			return i, owner
		}
	}
	return i, owner
}

// roleEnd finds where the role that begins at i ends, and where it is held.
func (d *document) roleEnd(p *para, i, j int) (end int, held string) {
	end = j
	if p.toks[i].capital && p.in(i, ombudsNoun) {
		return end, "" // Défenseure des enfants de Wallonie
	}
	place := j // where a place begins that is no part of the role, unless a body comes after it
	for k := i + 1; k < j; k++ {
		t := p.toks[k]
		if m := p.orgAt(k); m != nil && !m.generic && d.rules.lowOrgNames && d.isRole(p, k-1) {
			return min(end, place, k), m.org.name // délégué CSS
		}
		if t.kind != word || t.capital && !t.is(ofWord) {
			continue
		}
		if p.in(k, sinceWord) || d.ageAt(p, k, j) || d.participleAt(p, i, k, j) || (p.in(k, plainOf) || p.in(k, forWord)) && d.ofSomebody(p, i, k, j) {
			end = min(end, k)
			if k > i+1 && p.toks[k-1].flags == 0 && d.ageAt(p, k, j) && endsIn(p.word(k-1), d.rules.passives) {
				end = min(end, k-1) // âgé de 44 ans
			}
			if p.in(k, sinceWord) {
				return min(end, place), held
			}
			continue
		}
		if !t.is(ofWord|atWord|preposition) || t.is(conjunction) {
			continue
		}
		if d.branchOf(p, k, j) {
			continue // jefa de la oficina de Agadez de Y
		}
		if n, org := d.partOfBody(p, k, j); org != "" {
			return min(end, n), org
		}
		if org, ok := d.heldAfter(p, i, k, j); ok {
			if p.word(k) == "for" && k+2 < len(p.toks) && p.word(k+1) == "human" && p.word(k+2) == "rights" && !(k+3 < j && p.toks[k+3].capital && p.toks[k+3].is(orgWord)) {
				continue // UN High Commissioner for Human Rights
			}
			if !d.headIn(p, i, min(place, i+2), leadNoun) {
				k = min(place, k)
			}
			return min(end, k), org
		}
		if d.placeAfter(p, i, k, j) {
			place = min(place, k)
		}
	}
	return min(end, place), ""
}

// branchOf says whether the preposition at k leads to a part of a body, named with small
// letters, that the body's own name follows.
func (d *document) branchOf(p *para, k, j int) bool {
	for k++; k < j && p.toks[k].is(definite) && !p.toks[k].capital; k++ {
	}
	m := p.orgAt(k)
	if m == nil || m.generic || p.toks[k].capital || m.to+1 >= j || !p.in(m.to, plainOf) {
		return false
	}
	n := m.to + 1
	for n < j && p.toks[n].is(definite) && !p.toks[n].capital {
		n++
	}
	o := p.orgAt(n)
	return o != nil && !o.generic && p.toks[n].capital
}

// trimRole takes off the end of a role what is not of it.
func (d *document) trimRole(p *para, i, end int, held bool) int {
	if end > i+2 && inOrDans(p, end-2) && p.in(end-1, questionNoun) {
		end -= 2 // the MEP in question
	}
	if end > i+1 && p.toks[end-1].capital && p.in(end-1, rankNoun) && d.isRole(p, end-2) && !p.toks[end-2].capital {
		end-- // chairman Bishop X
	}
	if end > i+1 && p.in(end-1, withinWord) {
		end-- // au sein de
	}
	for end > i && (p.toks[end-1].kind == comma || p.toks[end-1].is(honorific) && end > i+1 || p.toks[end-1].is(preposition|conjunction|ofWord|definite|indefinite) && !p.toks[end-1].capital && !p.toks[end-1].is(role)) {
		end--
	}
	if end > i+2 && held && p.in(end-1, memberNoun) && p.toks[end-2].is(conjunction) {
		end -= 2 // ginecóloga e integrante de X
	}
	return end
}

// heldInside says whether a role is one that its owner, an organisation, has:
// not a lawyer, and nobody’s mother.
func (d *document) heldInside(p *para, i, j int) bool {
	for k := i; k < j; k++ {
		if p.toks[k].is(private) || p.in(k, advocateNoun) || p.in(k, kinNoun) {
			return false
		}
	}
	return d.roleWithin(p, i, j)
}

// owner steps over a possessor that is no organisation.
func (d *document) owner(p *para, i, j int) int {
	for k := i + 1; k+1 < j && k < i+6 && p.toks[k].kind == word && !p.in(k, plainOf); k++ {
		if p.toks[k].is(possessive) && (p.toks[i].capital || d.isRole(p, k-1) || d.heldInside(p, k+1, j)) {
			return k + 1
		}
	}
	return 0
}

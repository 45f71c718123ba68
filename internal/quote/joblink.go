package quote

import "strings"

// ofSomebody says whether what a preposition leads to is no part of a role: one of
// those whom the role does not name, whose relative somebody is, whose lawyer.
func (d *document) ofSomebody(p *para, i, k, j int) bool {
	if k+2 == j && d.headIn(p, i, k, kinNoun) && (p.toks[k+1].kind == number || p.in(k+1, severalWord)) {
		return false // mother of nine
	}
	if k+2 < j && p.toks[k+1].is(indefinite) && p.toks[k+2].is(ofWord) || d.headIn(p, i, k, kinNoun) {
		return true
	}
	n := k + 1
	for n < j && p.toks[n].kind == word && p.toks[n].is(definite|indefinite|ofWord) && !p.toks[n].is(role) {
		n++
	}
	definite := n > k+1 || d.contracted(p, n)
	return n < j && definite && !p.toks[n].capital && (p.in(n, peopleNoun) || (p.toks[n].is(private) || d.isRole(p, n)) && d.headIn(p, i, k, advocateNoun))
}

// ageAt says whether an age or a time begins at token k: de 34 ans, in his fifties,
// d'une cinquantaine d'années, for nine seasons.
func (d *document) ageAt(p *para, k, j int) bool {
	if !p.toks[k].is(preposition | ofWord) {
		return false
	}
	if k+1 < j && p.toks[k].is(ofWord) && p.toks[k+1].kind == number {
		return true // a beekeeper of 66
	}
	if k+1 < j && p.in(k, forWord) && (p.toks[k+1].kind == number || p.in(k+1, severalWord) && !p.toks[k+1].is(definite)) {
		return true // a loader for nine seasons
	}
	if p.in(k, forWord) && (k+2 < j && p.in(k+2, timeNoun) || k+3 < j && p.in(k+3, timeNoun)) {
		return true // for thirty-one years
	}
	for n := k + 1; n < j && n < k+5 && (p.toks[n].kind == word || p.toks[n].kind == number); n++ {
		if p.in(n, ageUnit) {
			return true
		}
	}
	return false
}

// participleAt says whether a participle after a role begins what is no part of it:
// instituteur payé en sacs de mil, a nurse employed by Y.
func (d *document) participleAt(p *para, i, k, j int) bool {
	t := p.toks[k]
	return k+1 < len(p.toks) && t.flags&^notName == 0 && !p.toks[k-1].is(definite|preposition) && d.isRole(p, i) && p.toks[k+1].is(preposition) && (!d.headIn(p, i, k, plainOf) || p.toks[k-1].capital && p.toks[i].is(feminine) && strings.HasSuffix(p.word(k), "a")) && (endsIn(p.word(k), d.rules.passives) || d.rules.passives == nil && endsIn(p.word(k), d.rules.participleEndings))
}

// heldAfter reads the organisation that the preposition at k leads to.
func (d *document) heldAfter(p *para, i, k, j int) (string, bool) {
	o := k + 1
	for o < j && o < k+4 && p.orgAt(o) == nil && p.toks[o].is(definite|ofWord) && !p.toks[o].capital {
		o++
	}
	if p.in(k, plainOf) && d.portfolio(p, i, k) && (o >= j || !p.in(o, stateNoun) || o == k+1 && !d.contracted(p, o)) {
		return "", false // ministre de l'Action sociale
	}
	for n := o; n < j && n < o+6 && (p.toks[n].kind == word || n > o && p.glued(n-1)) && !(n > o && d.isRole(p, n-1)); n++ { // l’association Passage, the packers’ union X
		if m := p.orgAt(n); m != nil && !m.generic || m != nil && n == o {
			if n > o && !p.toks[n-1].is(orgNoun) && !(n == o+1 && o > k+1 && d.rules.possessiveS && p.toks[o].flags&functionWord == 0) { // of the district Kiln Owners’ Association
				break
			}
			if m.to < j && !p.toks[m.to].capital && p.toks[m.to].is(orgNoun) {
				return p.namedLast(j), true // the UN agency for children, Unicef
			}
			return m.org.name, true
		}
	}
	if o >= j {
		return "", false
	}
	if o == j-1 && o > k+1 && p.in(o, anyOrgNoun) && p.in(k, plainOf) && !p.toks[o].capital {
		return d.contextOrg(p, k), true // jurista de la oenegé
	}
	if o == j-1 && o > k+1 && p.in(o, teamNoun) {
		if org := d.contextOrg(p, k); org != "" {
			return org, true // psychologist on the team
		}
	}
	w := p.word(k)
	if p.in(k, chezWord) && p.toks[o].capital && !p.toks[o].is(role) && !p.in(o, countryName) && d.nameEnd(p, o, j, false) == j && d.roleWithin(p, i, k) {
		return p.slice(o, j), true
	}
	if p.toks[k].is(ofWord) && (o > k+1 || d.contracted(p, o)) && d.bodyAt(p, i, o) {
		return d.bodyPhrase(p, o, j), true
	}
	// A spokesman is somebody’s, whoever they are.
	if (p.toks[k].is(ofWord) || w == "for") && k == i+1 && p.in(i, spokesNoun) && !p.toks[o].capital {
		return d.bodyPhrase(p, o, j), true
	}
	return "", false
}

// namedLast is the organisation that stands between the comma at token j and another
// sign, or "".
func (p *para) namedLast(j int) string {
	if j+1 < len(p.toks) && p.toks[j].kind == comma {
		if m := p.orgAt(j + 1); m != nil && !m.generic && (m.to == len(p.toks) || p.toks[m.to].kind != word) {
			return m.org.name
		}
	}
	return ""
}

// partOfBody finds, in the name of a part of a body to which the preposition at k leads, the
// body where the release names it by itself, and the token before which the part ends:
// responsable du laboratoire de sécurité | de Vigie Numérique.
func (d *document) partOfBody(p *para, k, j int) (int, string) {
	o := k + 1
	for o < j && p.toks[o].is(definite) && p.orgAt(o) == nil {
		o++
	}
	m := p.orgAt(o)
	if o >= j || m == nil || m.to > j || p.toks[o].capital || p.in(o, stateNoun) {
		return 0, ""
	}
	for c := o + 2; c < m.to; c++ {
		if !p.toks[c].capital && !p.toks[c].is(lowOrg) {
			continue
		}
		n := c
		for n > o && p.toks[n-1].is(definite|ofWord) {
			n--
		}
		if n == c {
			continue
		}
		if inner := d.orgs.byName[d.rules.key(p.slice(c, m.to))]; inner != nil && inner != m.org {
			return n, inner.name
		} else if inner == nil && p.toks[c].capital && p.toks[c].is(orgWord) && p.toks[c-1].is(definite) && c+1 < m.to {
			return n, p.slice(c, m.to) // la commission justice de la Ligue des droits
		}
	}
	return 0, ""
}

// bodyAt says whether a common noun at token o is a body that a job from i on is
// held at: director del penal, présidente du groupement des femmes.
func (d *document) bodyAt(p *para, i, o int) bool {
	return p.in(o, bodyNoun) && d.isRole(p, i) && !p.toks[i].is(private)
}

// bodyPhrase is the name of a body that begins with a common noun at token o: up to
// a comma, a relative clause or a place.
func (d *document) bodyPhrase(p *para, o, j int) string {
	k := o + 1
	for k < j && (p.toks[k].kind == word || p.toks[k].kind == number) && !(p.toks[k].is(relative|adverb|conjunction) && !p.toks[k].is(ofWord|definite)) && !(inOrDans(p, k) || p.in(k, sinceWord)) {
		k++
	}
	return p.slice(o, k)
}

// placeAfter says whether the preposition at k leads to a place that is no part of
// the role: a driver in Terrace, lanchero de Tumaco. Where an envoy is sent is.
func (d *document) placeAfter(p *para, i, k, j int) bool {
	o := k + 1
	for o < j && p.toks[o].is(definite) && !p.toks[o].capital {
		o++
	}
	if o >= j {
		return false
	}
	if o > k+1 && p.in(k+1, severalWord) {
		return false // defensora de los Habitantes
	}
	w := p.word(k)
	if inOrDans(p, k) && o > k+1 && !p.toks[o].capital {
		return true // observer at the hearing, coiffeur dans la capitale
	}
	if d.rules.possessiveS && p.in(k, heldAtWord) && p.toks[o].capital {
		return true // a trader at Makola market
	}
	if !p.toks[o].capital || p.toks[o].is(orgWord) || d.headIn(p, i, k, envoyNoun) {
		return false
	}
	if d.rules.in(w, placeLink) || p.in(o, countryName) && !p.in(k, plainOf) {
		return true
	}
	return p.in(k, plainOf) && !d.portfolio(p, i, k) && !d.headIn(p, i, k, stateRole) && !d.headIn(p, i, k, leadNoun) && !d.headIn(p, i, k, kinNoun) && d.nameEnd(p, o, j, true) == j && d.isRole(p, i) && o-i < 5 && d.rules.lowOrgNames && !p.toks[i].is(private)
}

// headIn says whether one of the words from i to k is in a class.
func (d *document) headIn(p *para, i, k int, c class) bool {
	for ; i < k; i++ {
		if p.in(i, c) {
			return true
		}
	}
	return false
}

// portfolio says whether the role from i to k is a minister’s; a consejero delegado is
// none.
func (d *document) portfolio(p *para, i, k int) bool {
	for ; i < k; i++ {
		if p.in(i, ministerNoun) {
			return i+1 == k || !p.in(i+1, leadNoun)
		}
	}
	return false
}

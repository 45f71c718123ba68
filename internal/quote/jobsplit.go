package quote

import (
	"slices"
	"strings"
)

// readJob splits what the words from i to j say of a person into the role and
// the organisation it is held at: directrice de l'enquête à Y, the Centre’s
// senior scientist, sa porte-parole.
func (d *document) readJob(p *para, i, j int) job {
	if d.rules.bareNouns {
		return d.bareJob(p, i, j)
	}
	if d.rules.capitalNouns {
		for i+1 < j && (p.toks[i].is(definite|indefinite) && p.toks[i+1].kind == number || p.toks[i].kind == number) {
			i++ // die 17-jährige Schülerin
		}
	}
	own := false
	for i+1 < j && p.toks[i].is(adverb) && !p.toks[i].is(role|definite|indefinite|ofWord|preposition) {
		i++ // el también senador X
	}
	for i < j && strings.HasSuffix(p.word(i), "-year-old") || i < j && p.toks[i].is(definite|indefinite) && !p.toks[i].is(role) && p.orgAt(i) == nil {
		own = own || p.in(i, ownerWord) && p.word(i) != "leur" // of several, and no organisation is
		i++
	}
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
		i = k // the boys’ mother: whose is no part of the role
	}
	end := j
	for k := i + 1; k+1 < j; k++ { // a beekeeper of 66, juriste de 41 ans
		if p.toks[k].is(ofWord) && p.toks[k+1].kind == number {
			end, j = k, k
		}
	}
	for k := i + 1; k < j; k++ {
		t := p.toks[k]
		if t.kind != word || t.capital && !t.is(ofWord) {
			continue
		}
		if p.in(k, sinceWord) {
			end = k
			break
		}
		if !t.is(ofWord|atWord|preposition) || t.is(conjunction) {
			continue
		}
		if org, ok := d.heldWhere(p, k, j, i); ok {
			if p.word(k) == "for" && (o.affiliation != "" || fold(org) == "human rights") {
				continue // UN High Commissioner for Human Rights
			}
			if o.affiliation == "" {
				o.affiliation = org
			}
			end = k
			break
		}
	}
	if end > i+2 && inOrDans(p, end-2) && p.in(end-1, questionNoun) {
		end -= 2 // the MEP in question
	}
	if end > i+1 && p.in(end-1, withinWord) {
		end-- // au sein de
	}
	for end > i && p.toks[end-1].is(preposition|conjunction|ofWord|definite) && !p.toks[end-1].capital && !p.toks[end-1].is(role) || end > i && p.toks[end-1].kind == comma {
		end--
	}
	if end > i+2 && o.affiliation != "" && p.in(end-1, memberNoun) && p.toks[end-2].is(conjunction) {
		end -= 2 // ginecóloga e integrante de X
	}
	if end > i {
		o.role = p.slice(i, end)
		if end == i+1 && p.in(i, noJobNoun) {
			o.role = ""
		}
	}
	if own && o.affiliation == "" && d.heldInside(p, i, end) && (!d.rules.capitalNouns || len(p.orgs) > 0 && p.orgs[0].to <= i) {
		o.affiliation = d.contextOrg(p, i)
	}
	return o
}

// heldWhere reads the organisation, or the place, that a preposition at k
// leads to; for a place the role ends and there is no organisation.
func (d *document) heldWhere(p *para, k, j, i int) (string, bool) {
	o := k + 1
	for o < j && o < k+4 && p.orgAt(o) == nil && p.toks[o].is(definite|ofWord) && !p.toks[o].capital {
		o++
	}
	for n := o; n < j && n < o+4 && p.toks[n].kind == word; n++ { // l’association Passage, the aid group X
		if m := p.orgAt(n); m != nil {
			if n > o && !p.toks[n-1].is(orgNoun) {
				break
			}
			return m.org.name, true
		}
	}
	if o >= j {
		return "", false
	}
	if d.rules.capitalNouns && p.toks[o].is(orgNoun) && !p.toks[o].is(titleNoun|role) && p.toks[o].capital {
		return p.slice(o, j), true // Generalsekretär des Journalistenverbands
	}
	if o == j-1 && o > k+1 && p.in(o, teamNoun) {
		if org := d.contextOrg(p, k); org != "" {
			return org, true // psychologist on the team
		}
	}
	w := p.word(k)
	if d.rules.possessiveS && d.rules.in(w, heldAtWord) && o > k+1 && !p.toks[o].capital {
		return "", true // observer at the hearing
	}
	if d.rules.in(w, placeLink) && p.toks[o].capital && !p.toks[o].is(orgWord) && d.nameEnd(p, o, j, true) == j {
		return "", true
	}
	if d.rules.in(w, heldAtWord) && p.toks[o].capital && !p.toks[o].is(role) && d.nameEnd(p, o, j, false) == j && d.roleWithin(p, i, k) && d.rules.in(w, chezWord) {
		return p.slice(o, j), true
	}
	// A spokesman is somebody’s, whoever they are.
	if p.toks[k].is(ofWord) && k == i+1 && p.in(i, spokesNoun) && !p.toks[o].capital {
		return p.slice(o, j), true
	}
	return "", false
}

func (d *document) roleWithin(p *para, i, j int) bool {
	for k := i; k < j; k++ {
		if d.isRole(p, k) {
			return true
		}
	}
	return false
}

// isRole says whether token k is a role, by the table or by its ending.
func (d *document) isRole(p *para, k int) bool {
	t := p.toks[k]
	return t.is(role) || (!t.capital || d.rules.capitalNouns) && t.id != 0 && d.lexer.words[t.id].job
}

// endsRole is endsIn for words that may be an ending and no more: driver.
func endsRole(w string, endings []string) bool {
	for _, e := range endings {
		if w == e || len(w) >= len(e)+3 && strings.HasSuffix(w, e) {
			return true
		}
	}
	return false
}

// heldInside says whether a role is one that its owner, an organisation, has:
// not a lawyer, and nobody’s mother.
func (d *document) heldInside(p *para, i, j int) bool {
	for k := i; k < j; k++ {
		if p.toks[k].is(private) || p.in(k, advocateNoun) {
			return false
		}
	}
	return d.roleWithin(p, i, j)
}

// owner steps over a possessor that is no organisation.
func (d *document) owner(p *para, i, j int) int {
	for k := i + 1; k < j && k < i+6 && p.toks[k].kind == word; k++ {
		if p.toks[k].is(possessive) && d.roleWithin(p, k+1, j) && (p.toks[i].capital || d.heldInside(p, k+1, j)) {
			return k + 1
		}
	}
	return 0
}

// contextOrg is the organisation that "its" or "sa" before token i means: the
// one named last before it in the paragraph, or else in the one before.
func (d *document) contextOrg(p *para, i int) string {
	for k := len(p.orgs) - 1; k >= 0; k-- {
		if m := p.orgs[k]; m.to <= i && !d.lettersOnly(m.org) {
			return m.org.name
		}
	}
	n := p.number - 1
	for n >= 0 && d.paras[n].blank() {
		n--
	}
	if n < 0 {
		return ""
	}
	if orgs := d.paras[n].orgs; len(orgs) > 0 && !d.lettersOnly(orgs[len(orgs)-1].org) {
		return orgs[len(orgs)-1].org.name
	}
	return ""
}

// lettersOnly says whether an organisation is known from letters that the release
// never writes out and no clause is about: les GJ are nobody's employer.
func (d *document) lettersOnly(o *institution) bool {
	return acronym(o.name) && !slices.Contains(d.subjectOrgs, o)
}

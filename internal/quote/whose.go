package quote

import (
	"slices"
	"strings"
)

// ownerOrg is the organisation that the determiner at token i means: its, sa, or
// with "our" whoever publishes the release.
func (d *document) ownerOrg(p *para, i int) string {
	if p.in(i, ourWord) {
		return d.ourOrg()
	}
	if p.in(i, whoseWord) { // Y, whose chair is X
		if k := p.orgsBefore(i); k > 0 {
			return p.orgs[k-1].org.name
		}
		return ""
	}
	return d.contextOrg(p, i)
}

// contextOrg is the organisation that "its" or "sa" before token i means: the one
// that the clauses before it in the paragraph are about, or else the last that they
// name; without any, the same of the paragraph before.
func (d *document) contextOrg(p *para, i int) string {
	for n, looked := p.number, 0; n >= 0 && looked < 2; n-- {
		q := &d.paras[n]
		if q.blank() || q.heading {
			continue
		}
		looked++
		var last *institution
		from := len(q.orgs)
		if n == p.number {
			from = q.orgsBefore(i)
		}
		for k := from - 1; k >= 0 && k > from-lookBack; k-- {
			m := &q.orgs[k]
			if m.org.lettersOnly() || n < p.number && q.quoted(m.from) {
				continue
			}
			if m.subject && !q.quoted(m.from) {
				return m.org.name
			}
			if last == nil {
				last = m.org
			}
		}
		if last != nil {
			return last.name
		}
	}
	return ""
}

// orgsBefore counts the mentions that end before token i.
func (p *para) orgsBefore(i int) int {
	n, found := slices.BinarySearchFunc(p.orgs, i, func(m orgMention, i int) int { return m.to - i })
	if found {
		n++
	}
	return n
}

// lettersOnly says whether an organisation is known from letters that the release
// never writes out nor says what they are, and no clause is about: les GJ are nobody's
// employer.
func (o *institution) lettersOnly() bool {
	return acronym(o.name) && o.clauses == 0 && len(o.kinds) == 0
}

// ourOrg is who publishes the release, as it is named there: the organisation that
// the release was given for, or else the one that its clauses are about most.
func (d *document) ourOrg() string {
	if d.org != "" {
		if d.orgNamed == nil {
			name := d.publisherAsNamed()
			d.orgNamed = &name
		}
		if *d.orgNamed != "" {
			return *d.orgNamed
		}
	}
	if most, _, _ := d.mostSpokenOf(); most != nil {
		return most.name
	}
	return ""
}

// bodyOf is where a job is held whose body the release does not say at it: the one
// body named that has such a job, as a university has a rector; for a job that any
// body gives, the one that the release is about.
func (d *document) bodyOf(j job) string {
	var body *institution
	for _, w := range strings.Fields(fold(j.role)) {
		if d.rules.words[w]&(preposition|ofWord) != 0 && d.rules.words[w]&role == 0 {
			body = nil // defensora de derechos humanos
			break
		}
		for _, noun := range d.rules.sameBody[w] {
			for _, o := range d.orgs.byWord[noun] {
				o = d.orgs.byName[plain(fold(o.name))]
				if o == body || o.words[0] != noun && !(d.rules.possessiveS && d.headedAs(o, noun)) {
					continue
				}
				if body != nil {
					return ""
				}
				body = o
			}
		}
	}
	switch {
	case body != nil && (len(d.lastOrgs) > 0 && body == d.lastOrgs[0] || body.clauses > 0):
		return body.name
	case j.open:
		return d.mainOrg()
	}
	return ""
}

// headedAs says whether a noun is what the name of an organisation is about, in a language
// that has it last, or before "of": the State Institute of Languages.
func (d *document) headedAs(o *institution, noun string) bool {
	words := strings.Fields(fold(o.name))
	for i, w := range words {
		if i > 0 && d.rules.in(w, plainOf) {
			return words[i-1] == noun
		}
	}
	return len(words) > 0 && words[len(words)-1] == noun
}

// mainOrg is the organisation that a release is about, where no other comes near it.
func (d *document) mainOrg() string {
	most, n, second := d.mostSpokenOf()
	if most == nil || n < 2*second || n < 2 {
		return ""
	}
	return most.name
}

// mostSpokenOf finds the organisation that most clauses are about, how many they
// are, and how many are about the next.
func (d *document) mostSpokenOf() (most *institution, n, second int) {
	if d.mostSpoken == nil {
		d.mostSpoken = &[2]*institution{}
		for _, o := range d.subjectOrgs { // in the order of the text
			if first := d.mostSpoken[0]; o != first && (!o.state || o == d.lastOrgs[0]) && (first == nil || o.clauses > first.clauses) {
				d.mostSpoken[0], d.mostSpoken[1] = o, first
			} else if next := d.mostSpoken[1]; o != first && (next == nil || o.clauses > next.clauses) {
				d.mostSpoken[1] = o
			}
		}
	}
	if most = d.mostSpoken[0]; most != nil {
		n = most.clauses
	}
	if next := d.mostSpoken[1]; next != nil {
		second = next.clauses
	}
	return most, n, second
}

// inNameOf returns the organisation that ends before token k, where somebody speaks in
// its name or from it: on behalf of Y, X said; desde Y, X dice.
func (d *document) inNameOf(p *para, k int) string {
	n, found := slices.BinarySearchFunc(p.orgs, k, func(m orgMention, k int) int { return m.to - k })
	if !found {
		return ""
	}
	m := &p.orgs[n]
	j := m.from - 1
	for j > 0 && p.toks[j].is(definite) && !p.in(j, plainOf) {
		j--
	}
	if j > 0 && p.in(j, plainOf) && p.in(j-1, behalfNoun) || j >= 0 && p.in(j, fromWord) && p.toks[j].kind == word && p.starts(j) {
		return m.org.name
	}
	return ""
}

// headedBy returns the organisation that whoever is named at token k heads by what stands
// between them: Y, que preside X; Y, présidée par X; Y, led by X.
func (d *document) headedBy(p *para, k int) string {
	i := k - 1
	switch {
	case i < 2 || p.toks[i].kind != word:
		return ""
	case p.in(i, byWord) && p.toks[i-1].kind == word && p.in(i-1, ledParticiple):
		i -= 2
	case d.rules.lowOrgNames && p.in(i, directingVerb) && p.toks[i-1].kind == word && p.in(i-1, subjectRelative):
		i -= 2
	default:
		return ""
	}
	end := i + 1
	if p.toks[i].kind == comma {
		end = i
	}
	for k := end - 1; k > 0 && k > end-6 && p.toks[end-1].kind == parenClose; k-- {
		if p.toks[k].kind == parenOpen { // Y (YX), que preside X
			end = k
		}
	}
	if n, found := slices.BinarySearchFunc(p.orgs, end, func(m orgMention, end int) int { return m.to - end }); found {
		return p.orgs[n].org.name
	}
	return ""
}

// ownerBody is the organisation that the capitals from token i to the possessive before
// k name, by the beginning of its name or by nothing but the job that it gives:
// RideLoop’s chief executive. Nobody who is known as a person, and no place, is one.
func (d *document) ownerBody(p *para, i, k, j int) string {
	name := p.slice(i, k-1)
	for _, o := range d.orgs.byWord[p.word(i)] {
		if strings.HasPrefix(fold(o.name), fold(name)+" ") {
			return o.name
		}
	}
	held := false
	for c := k; c < j && p.toks[c].kind == word; c++ {
		if p.in(c, stateRole) && !p.in(c, leadNoun) || p.in(c, kinNoun) || p.in(c, spokesNoun) || p.in(c, advocateNoun) && !held {
			return ""
		}
		held = held || p.in(c, leadNoun)
	}
	if !held || strings.Contains(name, ".") || p.in(i, countryName) || p.in(i, placeWord) || p.in(i, ofAllNoun) || d.isRole(p, i) || d.people != nil && d.people.find(name, 0) != nil {
		return ""
	}
	if w := d.names(); byGivenName()[fold(name)] == 0 && len(w.byFirst[fold(name)]) == 1 {
		return w.byFirst[fold(name)][0].name // Lodestar, which was Lodestar Systems before
	}
	return name
}

// personNearer says whether it is somebody, and no organisation, whom the paragraph has
// spoken of last before the determiner at token i: Ana X celebra. Su profesor, Y.
func (d *document) personNearer(p *para, i int) bool {
	if d.people == nil || len(d.people.mentions) == 0 {
		return false
	}
	m := d.people.mentions[len(d.people.mentions)-1]
	if m.who == nil || m.para != p.number || m.at >= i || m.who.described {
		return false
	}
	k := p.orgsBefore(i)
	return k == 0 || p.orgs[k-1].from < m.at
}

package quote

import "slices"

// ownerOrg is the organisation that the determiner at token i means: its, sa, or
// with "our" whoever publishes the release.
func (d *document) ownerOrg(p *para, i int) string {
	if p.in(i, ourWord) {
		return d.ourOrg()
	}
	if p.in(i, whoseWord) { // Y, whose chair is X
		for k := len(p.orgs) - 1; k >= 0; k-- {
			if p.orgs[k].to <= i {
				return p.orgs[k].org.name
			}
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
		for k := len(q.orgs) - 1; k >= 0; k-- {
			m := &q.orgs[k]
			if n == p.number && m.to > i || d.lettersOnly(m.org) || n < p.number && q.quoted(m.from) {
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

// lettersOnly says whether an organisation is known from letters that the release
// never writes out and no clause is about: les GJ are nobody's employer.
func (d *document) lettersOnly(o *institution) bool {
	return acronym(o.name) && !slices.Contains(d.subjectOrgs, o)
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

// mainOrg is the organisation that a release is about, where no other comes near it.
func (d *document) mainOrg() string {
	most, n, second := d.mostSpokenOf()
	if most == nil || n < 2 || n < 2*second {
		return ""
	}
	return most.name
}

// mostSpokenOf finds the organisation that most clauses are about, how many they
// are, and how many are about the next.
func (d *document) mostSpokenOf() (most *institution, n, second int) {
	count := map[*institution]int{}
	for _, o := range d.subjectOrgs {
		count[o]++
	}
	for _, o := range d.subjectOrgs { // in the order of the text
		if c := count[o]; o != most && !o.state && c > n {
			most, second, n = o, n, c
		} else if o != most && c > second {
			second = c
		}
	}
	return most, n, second
}

// inNameOf returns the organisation that ends before token k, where somebody speaks in
// its name: on behalf of Y, X said.
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
	if j > 0 && p.in(j, plainOf) && p.in(j-1, behalfNoun) {
		return m.org.name
	}
	return ""
}

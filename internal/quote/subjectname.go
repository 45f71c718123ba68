package quote

import "strings"

// titledName reads a name after courtesy titles: Mr. de Souza, Mr Okafor’s family, Ms K.
func (d *document) titledName(p *para, i, lim int) (subject, bool) {
	h, gender := p.honorifics(i, lim)
	if h <= i || h >= lim {
		return subject{}, false
	}
	n := h
	for n+1 < lim && n < h+2 && p.toks[n].is(particle) && !p.toks[n].capital {
		n++
	}
	end := d.nameEnd(p, n, lim, true)
	if end <= n {
		return subject{}, false
	}
	if end+1 < lim && p.toks[end].is(possessive) && p.toks[end+1].kind == word && !p.toks[end+1].capital && !d.verbAt(p, end+1).ok() {
		if s, ok := d.rolePhrase(p, i, end+1, lim); ok {
			return s, true
		}
	}
	s := d.named(p, h, end)
	s.written, s.from = p.slice(i, end), i
	if initial(s.name) {
		s.name = p.slice(h-1, s.to)
	}
	s.gender |= gender
	return s, true
}

// named makes the subject of the name from i to j.
func (d *document) named(p *para, i, j int) subject {
	for k := i + 1; k+1 < j; k++ {
		if d.publisherRun(p, i, k) && !d.isOrg(p, k, j) {
			i = k // AFP Marie X: two names side by side
			break
		}
	}
	from := i
	for k := i + 1; k+1 < j && p.starts(i); k++ {
		if p.toks[k].is(honorific) {
			i, from = k+1, k+1 // Morreu Dona X
		}
	}
	for k := i; k+1 < j && (p.toks[k].is(role|honorific) || d.capitalJob(p, k, j)) && !p.in(k, nameTitle); k++ {
		i = k + 1 // Deputy Minister X
	}
	if j > i+1 && p.starts(i) && p.in(i, nameAdjective) {
		i++ // Little X
	}
	if j > i+2 && (p.in(i, countryName) || p.in(i, placeName)) && byGivenName()[p.word(i)] == 0 && d.startsName(p, i+1) {
		i++ // ambassador to Britain Liu X
	}
	if j > i+1 && strings.HasSuffix(p.word(i), "-year-old") {
		i++ // Fifteen-year-old X
	}
	if p.in(i, droppedTitle) && j > i+2 {
		i++ // Father Anselm Dutoit
	}
	to := j
	for to > i+1 && d.postNominal(p, i, to-1) {
		to--
	}
	s := subject{kind: person, name: p.slice(i, to), written: p.slice(i, to), from: from, to: j, nameAt: i}
	if i > from {
		s.job, s.gender = d.readJob(p, from, i), d.genderOf(p, from, i)
	}
	switch {
	case d.isOrg(p, i, j):
		s.kind = organization
	case d.isPlace(p, i, to):
		s.kind = nobody
	}
	return s
}

// capitalPhrase reads a run of capitals that may hold a role and a name:
// Secretary-General António Guterres, Amnesty International’s Director X.
func (d *document) capitalPhrase(p *para, i, end, lim int) subject {
	if d.rules.capitalNouns {
		s, _ := d.nounSubject(p, i, lim)
		return s
	}
	last := -1
	stopAt := end
	if end+1 < lim && p.toks[end].is(possessive) {
		// The owner is not the speaker: look at what is owned.
		return d.owned(p, i, end, lim)
	}
	for k := i; k < end; k++ {
		if k > i+1 && k == end-1 && d.rules.postNominals[p.slice(k, end)] {
			break // Committee Chair X MP
		}
		if p.toks[k].is(role) && !(k == i && p.in(k, nameTitle)) && (k == i || last >= 0 || d.official(p, k) || d.describedTitle(p, i, k, end)) {
			last = k
		}
	}
	switch {
	case last < 0:
		return d.named(p, i, end)
	case last < end-1 && !p.toks[last+1].is(ofWord):
		s := d.named(p, last+1, end)
		s.job = d.readJob(p, i, last+1)
		s.gender |= d.genderOf(p, i, last+1)
		s.from = i
		return s
	}
	// The run ends with the role, or goes on: High Commissioner for Human
	// Rights Michelle Bachelet.
	s, _ := d.rolePhrase(p, i, stopAt, lim)
	return s
}

// describedTitle says whether the job at token k is a title with an adjective before
// it: Presiding Judge X Y, County Clerk X Y, and not Ruth Baker Allen.
func (d *document) describedTitle(p *para, i, k, end int) bool {
	if k != i+1 || end < k+3 || byGivenName()[p.word(i)] != 0 {
		return false
	}
	return byGivenName()[p.word(k+1)] != 0 || strings.HasSuffix(p.word(i), "ing") || d.rules.classes[p.word(i)] != (classes{}) || p.toks[i].flags != 0
}

// owned reads "Amnesty International’s director for Europe, X" after the
// owner's name, which ends at end.
func (d *document) owned(p *para, i, end, lim int) subject {
	if k := end + 1; k < lim && p.toks[k].capital && p.toks[k].kind == word {
		if e := d.nameEnd(p, k, lim, true); e > k {
			if s := d.capitalPhrase(p, k, e, lim); s.kind == person && !s.job.empty() {
				if o := p.orgAt(i); o != nil && s.job.affiliation == "" {
					s.job.affiliation = o.org.name
				}
				s.from = i
				return s
			}
		}
	}
	s, ok := d.rolePhrase(p, i, end+1, lim)
	if !ok {
		return d.named(p, i, end)
	}
	return s
}

package quote

// subjectWithJob reads a subject and the apposition after it.
func (d *document) subjectWithJob(p *para, i, end int) (subject, bool) {
	s, ok := d.parseSubject(p, i, end)
	if !ok {
		return s, false
	}
	d.addApposition(p, &s, end)
	d.selfNamed(p, &s, end)
	alone := s.to
	s = d.joined(p, s, end)
	if s.to > alone && s.job.empty() && s.to+1 < end && p.toks[s.to].kind == comma { // X et Y, les deux avocates du groupe
		i := s.to + 1
		for i < end && i < s.to+4 && (p.toks[i].is(definite|indefinite) || p.in(i, severalWord) || p.in(i, bothWord)) && !p.toks[i].is(role) {
			i++
		}
		if stop := d.appositionEnd(p, i, end); i < stop && d.isRole(p, i) {
			s.job, s.to = d.readJob(p, i, stop), stop
			return s, true
		}
	}
	if s.to > alone && s.job.empty() || s.kind == description && s.to == alone {
		if j, to, ok := d.apposition(p, s.to, -1, end); ok && (s.kind != description || s.gender&they != 0 || d.hasRole(p, s)) {
			s.job, s.to = j, to
		}
	}
	return s, true
}

// selfNamed makes a person of a description that a clause after it names: a man who
// calls himself X; un chef de gang, qui se fait appeler Y.
func (d *document) selfNamed(p *para, s *subject, end int) {
	i := s.to
	if s.kind != description || i+3 >= end {
		return
	}
	if p.toks[i].kind == comma {
		i++
	}
	if !p.toks[i].is(relative) || p.toks[i].kind != word {
		return
	}
	naming := false
	for k := i + 1; k < end && k < i+9 && p.toks[k].kind == word; k++ {
		if p.toks[k].capital && naming && d.startsName(p, k) {
			n := d.named(p, k, d.nameEnd(p, k, end, false))
			n.job, n.gender, n.from = d.readJob(p, s.from, s.to), s.gender, s.from
			*s = n
			return
		}
		naming = naming || p.in(k, namingVerb)
	}
}

// addApposition gives a person the job that follows the name: ", directrice de
// Y", "of Y", ", de l'ONG Y".
func (d *document) addApposition(p *para, s *subject, end int) {
	if s.kind != person {
		return
	}
	at := s.to
	if d.rules.placedNames && at < end && p.toks[at].is(role) && p.toks[at].kind == word { // نزار الحمود رئيس الجمعية
		if after, ok := d.barePhrase(p, at, end); ok && after.kind == description {
			if s.job.empty() || !severalWords(s.job.role) {
				s.job = d.bareJob(p, at, after.to)
			}
			s.to = after.to
			return
		}
	}
	if at+2 < end && p.toks[at].kind == parenOpen { // X (université d'Oran)
		if m := p.orgAt(at + 1); m != nil && m.to < end && p.toks[m.to].kind == parenClose && !m.generic {
			s.job.affiliation, s.to = m.org.name, m.to+1
			return
		}
	}
	if at+3 < end && p.toks[at].kind == comma && (p.toks[at+1].is(ofWord|atWord) && !p.toks[at+1].is(definite|conjunction) || p.in(at+2, helmNoun) || p.in(at+3, helmNoun)) {
		at++
	}
	if o, to := d.affiliationAt(p, at, end); o != "" {
		if at == s.to && s.job.empty() && d.onlyCapital(p, *s) { // Fuentes de la Fiscalía
			*s = subject{kind: description, name: p.slice(s.from, to), written: p.slice(s.from, to), gender: s.gender, from: s.from, to: to}
			return
		}
		if s.job.affiliation == "" {
			s.job.affiliation = o
		}
		s.to = to
		return
	}
	j, to, ok := d.apposition(p, s.to, -1, end)
	if !ok {
		return
	}
	s.gender |= d.genderOf(p, s.to+1, to)
	s.job, s.to = s.job.or(j), to
}

// affiliationAt reads "of Amnesty International" at token i.
func (d *document) affiliationAt(p *para, i, end int) (string, int) {
	for k := i + 1; k+1 < end && k < i+3; k++ { // al frente de Y, à la tête de Y
		if p.in(k, helmNoun) && p.toks[i].is(preposition) && p.in(k+1, plainOf) {
			i = k + 1
		}
	}
	if i >= end || !p.toks[i].is(ofWord|atWord) || p.toks[i].is(conjunction) || p.toks[i].kind != word {
		return "", i
	}
	for j := i + 1; j < end && j < i+5; j++ {
		if m := p.orgAt(j); m != nil && m.to <= end {
			return m.org.name, m.to
		}
		if !p.toks[j].is(definite|orgNoun) || p.toks[j].kind != word {
			break
		}
	}
	return "", i
}

// joined reads "X et Y" as one speaker, as written.
func (d *document) joined(p *para, s subject, end int) subject {
	if s.kind != person || s.to+1 >= end {
		return s
	}
	if p.toks[s.to].kind != word || !p.in(s.to, andWord) {
		return s
	}
	if !d.startsName(p, s.to+1) && !p.toks[s.to+1].is(honorific) && !p.in(s.to+1, nameTitle) {
		return s
	}
	o, ok := d.parseSubject(p, s.to+1, end)
	if !ok || o.kind != person {
		return s
	}
	return subject{kind: description, name: p.slice(s.nameAt, o.to), written: p.slice(s.nameAt, o.to), gender: they, job: s.job, from: s.from, to: o.to}
}

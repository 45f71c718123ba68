package quote

import "strings"

// nameAfterRole reads the name after a role and a comma: le ministre, Jean
// Petit; the commissioner, retired judge Alan X; MADL’s president, the novelist Y.
func (d *document) nameAfterRole(p *para, i, j, lim int) (subject, bool) {
	// A row of phrases and commas would be read over and over, twice at each.
	if d.nested > 0 {
		return subject{}, false
	}
	d.nested++
	defer func() { d.nested-- }()
	if j+3 < lim && p.word(j) == "in" && p.word(j+1) == "question" {
		j += 2
	}
	if j < lim && p.toks[j].is(preposition) && d.hasRole(p, subject{from: i, to: j}) {
		for k := j; k < lim && k < j+7 && p.toks[k].kind == word && !d.verbAt(p, k).ok() && !p.toks[k].is(auxiliary); k++ {
			if k+1 < lim && p.toks[k+1].kind == comma && k+2 < lim && d.startsName(p, k+2) {
				j = k + 1 // rapporteuse de l'ONU sur la torture, X
			}
		}
	}
	until := j                // where the job ends
	j = skipParens(p, j, lim) // le président de la Ligue (LDP), X
	if j+1 >= lim || p.toks[j].kind != comma || p.toks[i].is(indefinite) && !p.toks[i+1].is(ofWord) && !d.namedBetween(p, i, j, lim) && !strings.HasSuffix(p.word(j+1), "-year-old") {
		return subject{}, false
	}
	if j+2 < lim && strings.HasSuffix(p.word(j+1), "-year-old") && d.startsName(p, j+2) && d.headIsRole(p, subject{from: i, to: j}) {
		return d.employ(p, d.named(p, j+2, d.nameEnd(p, j+2, lim, false)), i, j), true // a counsellor, 19-year-old X
	}
	if k, _ := p.honorifics(j+1, lim); k > j+1 {
		s, ok := d.parseSubject(p, j+1, lim)
		return d.employ(p, s, i, until), ok && s.kind == person
	}
	if k := plainWords(p, j+1, lim); k < j+6 && k+1 < lim && p.toks[k].kind == comma && p.toks[i].is(definite) && d.headIn(p, j+2, k, plainOf) { // garde des Sceaux, M. X
		if h, _ := p.honorifics(k+1, lim); h > k+1 {
			s, ok := d.parseSubject(p, k+1, lim)
			return d.employ(p, s, i, j), ok && s.kind == person
		}
	}
	if d.startsName(p, j+1) {
		end := d.nameEnd(p, j+1, lim, false)
		if end+1 < lim && p.toks[end].is(possessive) && !p.toks[end+1].capital { // the secretary, Ana’s cousin Lea X
			if s, ok := d.rolePhrase(p, j+1, end+1, lim); ok && s.kind == person {
				s.job = job{}
				return d.employ(p, s, i, until), true
			}
		}
		oneOf := p.toks[i].is(indefinite) && p.toks[i+1].is(ofWord) && end < lim && p.toks[end].kind == comma
		single := !oneOf && end == j+2 && !(end+1 < lim && p.toks[end].is(conjunction) && d.startsName(p, end+1)) && (end >= lim || p.toks[end].kind != comma || !p.toks[i].is(definite))
		if single && end == j+2 && d.hasRole(p, subject{from: i, to: j}) && (end >= lim || p.toks[end].kind == stop) && !p.toks[i].is(indefinite) {
			single = false // agregó la hermana menor, Itandehui.
		}
		if single && !d.rules.lowOrgNames && d.bareRole(p, end, lim) { // her cellmate, Cuban nurse X
			if s, ok := d.rolePhrase(p, j+1, end, lim); ok && s.kind == person {
				return s, true
			}
		}
		if single || d.isOrg(p, j+1, end) {
			return subject{}, false
		}
		s := d.named(p, j+1, end)
		if c := d.capitalPhrase(p, j+1, end, lim); c.kind == person && c.to == end {
			s = c // Interior Minister X
		}
		return d.employ(p, s, i, until), s.kind == person
	}
	if t := p.toks[j+1]; t.kind != word || !t.is(definite) && !d.roleWithin(p, j+1, min(j+4, lim)) {
		return subject{}, false
	}
	s, ok := d.parseSubject(p, j+1, lim)
	if ok && s.kind == organization && !d.hasRole(p, subject{from: i, to: j}) {
		s.from = i // il gestore, la cooperativa X
		return s, true
	}
	if !ok || s.kind != person {
		if s, ok = d.rolePhrase(p, j+1, j+1, lim); !ok || s.kind != person {
			return subject{}, false
		}
	}
	return d.employ(p, s, i, until), true
}

// namedBetween says whether a full name stands between commas after an indefinite
// phrase with a job: a spokeswoman for the ministry, Ilse Graaf, told reporters.
func (d *document) namedBetween(p *para, i, j, lim int) bool {
	if !d.headIsRole(p, subject{from: i, to: j}) || !d.startsName(p, j+1) {
		return false
	}
	end := d.nameEnd(p, j+1, lim, false)
	return (end > j+2 || !p.toks[i].is(definite) && end == j+2 && end < lim) && (end == lim || p.toks[end].kind == comma) && !d.isOrg(p, j+1, end)
}

// plainlyRole says whether a phrase that no table knows for a job is one: a full
// name follows it between commas, and it is no time or thing. «Its harbour
// pilot, Joseph Makinda, said».
func (d *document) plainlyRole(p *para, i, j int, s subject) bool {
	if p.toks[i].is(indefinite) && p.toks[i+1].is(ofWord) {
		return true // one of them, X
	}
	if !severalWords(s.name) || !p.toks[i].is(definite) && !p.toks[i+1].is(possessive) || j-i > 8 || j <= i+1 {
		return false
	}
	for k := i; k < j; k++ {
		if k+1 < j && p.toks[k+1].is(possessive) {
			continue // the bill’s sponsor
		}
		if w := p.word(k); d.rules.in(w, thingNoun) || d.rules.in(w, timeNoun) || p.toks[k].is(orgNoun|titleNoun) && k == i+1 && p.orgAt(k) == nil {
			return false
		}
	}
	return true
}

// employ gives a person the job that stands from i to j before the name.
func (d *document) employ(p *para, s subject, i, j int) subject {
	if p.toks[i+1].is(ofWord) && !d.roleWithin(p, i, j) {
		s.from = i
		return s
	}
	s.job = d.readJob(p, i, j).or(s.job)
	s.gender |= d.genderOf(p, i, j)
	s.from = i
	return s
}

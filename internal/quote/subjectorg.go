package quote

// orgSubject reads a mention of an organisation at token i, or after the article
// there, unless somebody of it is meant: the Council's lawyer.
func (d *document) orgSubject(p *para, i, lim int) (subject, bool) {
	k := i
	if p.toks[i].is(definite) && p.orgAt(i) == nil {
		k++
	}
	if k+1 < lim && p.toks[k].is(orgNoun) && p.orgAt(k) == nil && p.orgAt(k+1) != nil {
		k++ // l'ONG X, l'association Y
	}
	m := p.orgAt(k)
	if k >= lim || m == nil || m.to > lim {
		return subject{}, false
	}
	if p.in(i, ownerWord) && !m.generic {
		return subject{}, false
	}
	if m.to < lim && !p.toks[m.to].capital && (d.isRole(p, m.to) || !d.rules.lowOrgNames && d.bareRole(p, m.to, lim)) {
		if s, ok := d.rolePhrase(p, i, m.to, lim); ok && s.kind == person {
			return s, true
		}
	}
	if m.generic && k == i {
		return subject{}, false
	}
	if n := m.to + 1; n < lim && p.toks[m.to].is(possessive) && d.startsName(p, n) && p.orgAt(n) == nil {
		if end := d.nameEnd(p, n, lim, false); end > n+1 && !d.roleWithin(p, n, end) { // the Forum’s Nadia Haddad
			return subject{kind: person, name: p.slice(n, end), written: p.slice(n, end), job: job{affiliation: m.org.name}, from: i, to: end, nameAt: n}, true
		}
	}
	if !d.rules.lowOrgNames && d.officeAfter(p, m.to, lim) {
		return subject{}, false // the UN rights chief said
	}
	if m.to == k+1 && p.toks[k].is(role) && m.to+2 < lim && p.toks[m.to].kind == comma && d.startsName(p, m.to+1) && d.nameEnd(p, m.to+1, lim, false) > m.to+2 {
		return subject{}, false // the Ombudsman, Maria X, said
	}
	if m.to < len(p.toks) {
		if t := p.toks[m.to]; t.is(possessive) || d.isRole(p, m.to) || t.kind == word && t.capital && !t.is(notName) && m.to < lim {
			return subject{}, false
		}
	}
	return subject{kind: organization, name: m.org.name, written: p.slice(k, m.to), gender: m.org.gender, from: i, to: m.to}, true
}

// officeAfter says whether one or two words and then a job follow an organisation's
// name: somebody of it is meant.
func (d *document) officeAfter(p *para, i, lim int) bool {
	for k := i; k < lim && k < i+3; k++ {
		t := p.toks[k]
		if t.kind != word || t.capital || t.flags&functionWord&^(role|orgNoun|titleNoun) != 0 || t.is(adverb) {
			return false
		}
		if d.isRole(p, k) {
			return k > i
		}
		if d.verbAt(p, k).ok() {
			return false
		}
	}
	return false
}

// peopleOf reads several whom one capital says where they are from, without an article:
// Israeli officials, US intelligence officers, Sudanese authorities.
func (d *document) peopleOf(p *para, i, end, lim int) (subject, bool) {
	if !d.rules.possessiveS || end > i+2 {
		return subject{}, false
	}
	for k := end; k < lim && k < end+3 && p.toks[k].kind == word && !p.toks[k].capital && p.toks[k].flags&(functionWord&^(role|orgNoun|titleNoun)|adverb) == 0; k++ {
		if p.toks[k].is(role) && plural(p.word(k)) || p.in(k, powerNoun) {
			if k+1 < lim && p.toks[k+1].kind == word && (p.toks[k+1].capital || p.toks[k+1].is(role|possessive)) {
				return subject{}, false
			}
			s := subject{kind: description, name: p.slice(i, k+1), written: p.slice(i, k+1), gender: they, from: i, to: k + 1}
			return s, true
		}
		if d.verbAt(p, k).ok() {
			break
		}
	}
	return subject{}, false
}

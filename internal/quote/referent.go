package quote

import "strings"

// pronoun finds whom he, she, elle or il at a place means: whoever the nearest
// clause is about, in the same paragraph or the one before, and has not the
// other gender; an organisation only where its language gives it a gender, and
// only from the same paragraph. Two people in one place whom nothing tells
// apart make it nobody.
func (t *discourse) pronoun(g flag, at place) *referent {
	d := t.d
	var second, power *referent
	for k := len(t.seen) - 1; k >= 0 && k > len(t.seen)-lookBack; k-- {
		r := &t.seen[k]
		if r.at.para < at.para-1 && !(r.spoke && r.at.para >= at.para-3) {
			break
		}
		if r.org != nil {
			if g == 0 && r.clause && second == nil && !d.someoneBetween(r.at, at) && (r.at.para == at.para || r.at.para == at.para-1 && !r.org.state) {
				return r // El colectivo volverá. «…», advierte.
			}
			if (d.rules.lowOrgNames || d.rules.placedNames) && r.clause && r.at.para == at.para && r.org.gender&(feminine|masculine) == g && t.firstInSentence(r, at) {
				return r
			}
			continue
		}
		if r.who == nil || clash(r.who.gender, g) || r.who.gender&they != 0 {
			continue
		}
		if r.who.collective {
			if power == nil && r.at.para == at.para {
				power = r
			}
			continue
		}
		if g == 0 && r.at.para < at.para && second == nil && power == nil && (d.otherSubject(at) || d.someoneBetween(place{at.para, -1}, at)) {
			return nil
		}
		if r.clause && (r.solid || severalWords(r.who.name)) {
			if power != nil && r.at.para < at.para && (r.who.gender == 0 || g == 0) {
				return power // La police invoque …, elle affirme «…»
			}
			if g != 0 && r.who.gender&(feminine|masculine) == 0 && t.rival(k, g) {
				return nil
			}
			if second != nil && second.at.para == at.para && r.at.para < at.para && (r.who.gender == 0 || g == 0) {
				return second
			}
			return r
		}
		if second == nil && r.solid && !(r.who.described && !r.clause) {
			second = r
		}
	}
	if second == nil {
		return power
	}
	return second
}

// someoneBetween says whether a sentence after a mention, and before a place in the
// same paragraph, begins with somebody new: Il centro ne segue 300. Una di loro …
func (d *document) someoneBetween(from, to place) bool {
	if from.para != to.para {
		return false
	}
	p := d.para(to.para)
	for k := from.tok + 1; k < min(to.tok, len(p.toks), from.tok+2*reach); k++ {
		if p.toks[k].is(indefinite) && p.toks[k].capital && p.starts(k) && !p.quoted(k) {
			return true
		}
	}
	return false
}

// otherSubject says whether a sentence before a place in its paragraph begins with
// something that is nobody: El batallón emitió un comunicado. Habla de «…».
func (d *document) otherSubject(at place) bool {
	p := d.para(at.para)
	if len(p.toks) == 0 || !p.toks[0].is(definite|indefinite) || p.quoted(0) {
		return false
	}
	for k := 0; k < at.tok && k < len(p.toks); k++ {
		switch p.toks[k].kind {
		case stop:
			return true
		case quoteMark:
			return false
		}
	}
	return false
}

// rival says whether, beside the person seen at k, somebody else stands in the same
// sentence, or is said to, of whom nothing says that a pronoun does not mean them.
func (t *discourse) rival(k int, g flag) bool {
	r := &t.seen[k]
	if r.spoke {
		return false
	}
	p := t.d.para(r.at.para)
	for i := k - 1; i >= 0 && i > k-lookBack && t.seen[i].at.para == r.at.para; i-- {
		o := &t.seen[i]
		if o.who == nil || o.who == r.who || !o.clause || o.who.described || o.who.gender&they != 0 || clash(o.who.gender, g) || o.at.tok >= r.at.tok {
			continue
		}
		for c := o.at.tok; c < r.at.tok; c++ {
			if p.toks[c].kind == stop || p.toks[c].kind == quoteMark {
				return false
			}
		}
		return true
	}
	return false
}

// named finds the person named last, in the same paragraph or the one before,
// that a description of this gender may be of.
func (t *discourse) named(g flag, at place) *referent {
	for k := len(t.seen) - 1; k >= 0 && k > len(t.seen)-lookBack && t.seen[k].at.para >= at.para-3; k-- {
		r := &t.seen[k]
		if r.at.para < at.para-1 && !r.spoke {
			continue
		}
		if r.who != nil && !r.who.described && r.clause && !clash(r.who.gender, g) {
			return r
		}
	}
	return nil
}

// learnFrom learns the job of a person from a description: «Cette juriste de 41
// ans dirige Y».
func (t *discourse) learnFrom(p *para, m *mention) {
	d := t.d
	if !p.in(m.at, thisWord) {
		return
	}
	end := m.to
	for k := m.at + 1; k < m.to; k++ {
		if p.toks[k].is(ofWord) && k+1 < m.to && p.toks[k+1].kind == number {
			end = k // de 41 ans
		}
	}
	m.who.learn(subject{job: d.readJob(p, m.at, end), gender: d.genderOf(p, m.at, end)}, place{p.number, m.at})
	d.readFacts(p, m.to, min(len(p.toks), m.to+reach), m.who)
}

// firstInSentence says whether nobody else has been met since r.
func (t *discourse) firstInSentence(r *referent, at place) bool {
	for k := len(t.seen) - 1; k >= 0; k-- {
		if &t.seen[k] == r {
			return true
		}
		if t.seen[k].who != nil {
			return false
		}
	}
	return false
}

// byRole finds the one person whose role a definite description repeats (la
// directrice, the High Commissioner), or whom an earlier description is of
// that says more (the driver: a lorry driver).
func (d *document) byRole(p *para, s subject) *somebody {
	first := p.toks[s.from]
	bare := d.rules.bareNouns
	if !bare && !first.is(definite) || len(d.people.list) > manyPeople || p.word(s.from) != "l'" && p.in(s.from, ownerWord) {
		return nil
	}
	from := s.from + 1
	if bare {
		from--
	}
	core := strings.TrimSpace(fold(p.slice(from, s.to)))
	if core == "" {
		return nil
	}
	var found *somebody
	for _, w := range d.people.list {
		if w.job.role == "" || clash(w.gender, s.gender) || !d.holdsRole(w.job, core) {
			continue
		}
		if found != nil && !samePerson(found, w) {
			return nil
		}
		found = w
	}
	if found != nil {
		return found
	}
	if j := d.readJob(p, s.from, s.to); j.affiliation != "" && j.role != "" {
		for _, w := range d.people.list {
			if w.job.role == "" && w.job.affiliation == j.affiliation && !clash(w.gender, s.gender) {
				if found != nil {
					return nil
				}
				found = w
			}
		}
		if found != nil {
			found.learn(subject{job: j, gender: s.gender}, place{p.number, s.from})
			return found
		}
	}
	if w := d.byKin(p, s); w != nil && d.withoutAge(p, s) <= 3 {
		return w
	}
	if w := d.people.byHead[d.rules.stem(d.headOf(p, s))]; w != nil && !clash(w.gender, s.gender) && strings.Count(w.name, " ") > 1 && !strings.Contains(core, " ") && !p.toks[s.to-1].capital {
		return w
	}
	return nil
}

// namedSo is byRole where the people of the release may not have been read yet.
func (d *document) namedSo(p *para, s subject) *somebody {
	d.names()
	return d.byRole(p, s)
}

// holdsRole says whether a description without its article is of a job: the
// head of the role (the prosecutor: deputy prosecutor of Y), or the role and the
// organisation. Whom the role is held with is somebody else: an adviser to the
// prime minister is not the prime minister.
func (d *document) holdsRole(j job, core string) bool {
	if d.rules.capitalNouns && d.sameHead(j.role, core) {
		return true
	}
	role := " " + fold(j.role) + " "
	if i := strings.Index(role, " "+core+" "); i >= 0 && d.headsRole(role[:i]) {
		return true
	}
	return j.affiliation != "" && strings.HasPrefix(core, fold(j.role)+" ") && strings.HasSuffix(core, fold(j.affiliation))
}

// headsRole says whether the words of a role before some of it leave those its
// head: adjectives do, and another job with "and"; what leads to whom it is held
// with does not.
func (d *document) headsRole(before string) bool {
	words := strings.FieldsFunc(before, func(c rune) bool { return isSpace(c) || c == '\'' || c == '’' })
	if n := len(words); n > 0 && d.rules.words[words[n-1]]&conjunction != 0 {
		return true
	}
	for _, w := range words {
		if f := d.rules.words[w] | d.rules.words[w+"'"]; f&(preposition|ofWord) != 0 && f&role == 0 {
			return false
		}
	}
	return true
}

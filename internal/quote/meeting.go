package quote

// names reads the people of the release once: first their full names, so that
// a surname can be led back to a name that comes later, then every mention of
// them with what it says of their job.
func (d *document) names() *people {
	if d.people != nil {
		return d.people
	}
	d.people = &people{rules: d.rules, byName: map[string]*somebody{}, byLast: map[string][]*somebody{}, byFirst: map[string][]*somebody{}, byMiddle: map[string][]*somebody{}}
	for p := range d.cutProse() {
		if s, ok := d.unparted(p); ok {
			d.people.add(s.name).learn(s, place{p.number, 0})
			continue
		}
		d.eachName(p, func(p *para, k, end int) {
			s := d.capitalPhrase(p, k, end, min(len(p.toks), end+phraseLimit))
			if s.kind == person && s.nameAt >= end {
				s = d.named(p, k, end) // Leyla Amini’s son Omid
			}
			if s.kind == person && severalWords(s.name) && !d.isThing(p, k, end) {
				d.people.add(s.name).alias(d.people, d.aliasAt(p, s.to))
			}
		})
	}
	for p := range d.cutProse() {
		if _, ok := d.unparted(p); !ok {
			d.meetPeople(p)
		}
	}
	return d.people
}

// eachName calls f for every run of capitals that is no organisation.
func (d *document) eachName(p *para, f func(p *para, k, end int)) {
	for k := 0; k < len(p.toks); k++ {
		if m := p.orgAt(k); m != nil && !m.generic {
			k = m.to - 1
			continue
		}
		t := p.toks[k]
		if t.kind != word || !t.capital || !d.startsName(p, k) || p.announces(k) {
			continue
		}
		end := d.nameEnd(p, k, len(p.toks), false)
		f(p, d.afterPlace(p, k, end), end)
		k = max(k, end-1)
	}
}

// announces says whether token k is the noun before an organisation's name: ONG X.
func (p *para) announces(k int) bool {
	return p.toks[k].is(orgNoun) && k+1 < len(p.toks) && p.orgAt(k+1) != nil
}

// afterPlace returns the token after the name of a place with which the capitals
// from k to end begin, where a preposition of place leads to them and enough for a
// person's name is left: celebró en Tegucigalpa Marta Funes.
func (d *document) afterPlace(p *para, k, end int) int {
	if d.rules.bareNouns && end > k+1 {
		switch {
		case k > 0 && p.in(k-1, thingNoun) && p.toks[k-1].kind == word:
			return k + 1 // села Коктал X
		case end < k+3:
		case p.in(k, placeWord):
			return k + 1 // главы Казахстана X
		case end > k+3 && d.adjective(p, k) && p.in(k+1, placeWord):
			return k + 2 // по Центральной Азии X
		}
		return k
	}
	if n := d.afterOffice(p, k, end); n > k {
		return n
	}
	if end > k+2 && p.in(k, mediaName) {
		return k + 1 // à agência Lusa Ana Lima
	}
	article := k > 1 && p.toks[k-1].capital && p.toks[k-1].is(definite) && p.toks[k-2].is(preposition) // de El Aaiún
	if !article && (k == 0 || p.toks[k-1].kind != word || p.toks[k-1].capital || !p.in(k-1, placeLink)) {
		return k
	}
	n := k + 1
	if p.in(k, placeWord) {
		n++
	}
	if end < n+2 || initial(p.slice(k, n)) {
		return k
	}
	return n
}

// meetPeople records whom a paragraph mentions.
func (d *document) meetPeople(p *para) {
	next := 0 // the mentions of organisations go in between
	orgsBefore := func(k int) {
		for ; next < len(p.orgs) && p.orgs[next].from < k; next++ {
			m := p.orgs[next]
			if !p.quoted(m.from) {
				d.people.mentions = append(d.people.mentions, mention{para: p.number, at: m.from, to: m.to, org: m.org, subject: d.clauseSubject(p, m.from, m.to)})
			}
		}
	}
	for k := 0; k < len(p.toks); k++ {
		t := p.toks[k]
		if t.kind != word || p.quoted(k) {
			continue
		}
		orgsBefore(k)
		if m := p.orgAt(k); m != nil && !m.generic {
			k = d.meetOfBody(p, k, m.to) - 1
			continue
		}
		switch {
		case t.capital && p.announces(k):
		case t.capital && d.startsName(p, k):
			if end := d.meetRelative(p, k); end > k {
				k = end - 1
				continue
			}
			end := d.nameEnd(p, k, len(p.toks), false)
			k = max(k, end-1, d.meet(p, d.afterPlace(p, k, end), end)-1)
		case t.is(indefinite) || t.is(definite) && !t.is(honorific) || d.rules.bareNouns && (d.leadsToJob(p, k) || p.in(k, stateNoun) && !p.in(k, oblique)):
			if end := d.meetDescribed(p, k); end > k {
				k = end - 1
			}
		}
	}
	orgsBefore(len(p.toks))
}

// isGivenName says whether the one capital at token k is a first name, and no
// preposition of place leads to it.
func (d *document) isGivenName(p *para, k, end int) bool {
	g := byGivenName()[p.word(k)]
	return end == k+1 && g != 0 && g&notAlone == 0 && !(k > 0 && p.toks[k-1].kind == word && p.in(k-1, placeLink))
}

// livesOn says whether what follows a single capital shows that it is a person:
// ", who", or how old they are. «Lev tiene nueve años»; Kaew, who is in the ninth grade.
func (d *document) livesOn(p *para, end int) bool {
	if end+3 >= len(p.toks) {
		return false
	}
	switch p.toks[end].kind {
	case comma:
		return p.in(end+1, whoPronoun) || p.agedIn(end+1)
	case parenOpen:
		return p.renamedIn(end + 1)
	}
	return p.toks[end].kind == word && p.in(end, ageVerb) && (p.toks[end+1].kind == number || p.toks[end+1].kind == word) && p.in(end+2, ageUnit)
}

// agedIn says whether what begins at token k says an age: aged 9, de 14 años, un
// Érythréen de 19 ans.
func (p *para) agedIn(k int) bool {
	for i := k; i+1 < len(p.toks) && i < k+5 && (p.toks[i].kind == word || p.toks[i].kind == number); i++ {
		if p.toks[i].kind == number {
			return p.in(i+1, ageUnit) && p.toks[i+1].kind == word || i > k && p.word(i-1) == "aged"
		}
	}
	return false
}

// renamedIn says whether the brackets that token k is the first in say that a name has
// been changed, or how old its bearer is.
func (p *para) renamedIn(k int) bool {
	for i := k; i < len(p.toks) && i < k+6 && p.toks[i].kind != parenClose; i++ {
		if p.toks[i].kind == word && p.in(i, nameNoun) {
			return true
		}
	}
	return k+1 < len(p.toks) && p.toks[k].kind == number && (p.toks[k+1].kind == parenClose || p.in(k+1, ageUnit))
}

// dateline says whether the number at token i, after a name and a comma, is the day
// of a dateline and no age: Lima, 25 de noviembre.
func (d *document) dateline(p *para, i int) bool {
	n := i + 1
	if n < len(p.toks) && p.toks[n].is(ofWord) {
		n++
	}
	return n < len(p.toks) && p.toks[n].kind == word && (p.toks[n].is(adverb) || p.toks[n].capital)
}

// starred says whether an asterisk follows a name: it has been changed.
func (d *document) starred(p *para, end int) bool {
	return end < len(p.toks) && p.toks[end].kind == other && p.text[p.toks[end].start] == '*'
}

// clauseSubject says whether what stands from start to end may be what its
// clause is about: it begins the clause, and owns nothing.
func (d *document) clauseSubject(p *para, start, end int) bool {
	if d.rules.capitalNouns && (p.in(start, oblique) || start > 0 && p.in(start-1, oblique)) {
		return false // dem Direktor
	}
	if end < len(p.toks) && p.toks[end].is(possessive) {
		return false
	}
	for start > 0 && p.toks[start-1].kind == word && p.toks[start-1].is(definite) && !p.toks[start-1].is(preposition) {
		start--
	}
	if start > 0 && p.toks[start-1].is(orgNoun) && start < len(p.toks) && p.orgAt(start) != nil {
		start--
		for start > 0 && p.toks[start-1].is(definite) && !p.toks[start-1].is(preposition) {
			start--
		}
	}
	if start > 0 && p.toks[start-1].is(preposition) && p.starts(start-1) && p.toks[start-1].is(source) {
		return true // Pour X, la décision ne passe pas.
	}
	if start > 0 && (p.toks[start-1].is(relative) && !p.toks[start-1].is(definite) || p.toks[start-1].kind == parenOpen) {
		return false
	}
	if start > 0 && p.toks[start-1].kind == word && p.in(start-1, subordinator) && !p.starts(start-1) {
		return false // he stopped when a guard came
	}
	if d.rules.capitalNouns && start > 0 && p.toks[start-1].kind == word && (p.toks[start-1].is(auxiliary|passive) || p.in(start-1, copula)) {
		return true // An Bord hat Jana Vogt …
	}
	if (d.rules.bareNouns || d.rules.capitalNouns) && start > 0 && (d.verbAt(p, start-1).ok() || p.toks[start-1].kind == word && d.looksFinite(p, start-1)) {
		return true // сообщила Анна Котова
	}
	return start == 0 || d.boundary(p, 0, start) || d.identified(p, start) || d.takesFloor(p, start)
}

// takesFloor says whether nothing but a verb of speaking and what says when stands before
// token k in its sentence: A continuación intervino X; tras ella habló X.
func (d *document) takesFloor(p *para, k int) bool {
	v := k - 1
	if !d.rules.nullSubject || v < 1 || p.toks[v].kind != word || !p.toks[v].is(cueFinite) {
		return false
	}
	for c := v - 1; c >= 0 && c > v-5 && p.toks[c].kind == word; c-- {
		if p.starts(c) {
			return p.toks[c].is(preposition | adverb)
		}
		if d.verbAt(p, c).ok() {
			break
		}
	}
	return false
}

// identified says whether the sentence up to token k says only who somebody is, or
// who it was: the widow is X; foi X quem.
func (d *document) identified(p *para, k int) bool {
	if k == 0 || p.toks[k-1].kind != word || !p.in(k-1, copula) && !p.toks[k-1].is(passive) {
		return false
	}
	if p.starts(k-1) || k > 1 && p.starts(k-2) && p.in(k-2, copula) {
		return true // Foi X quem; è stato X
	}
	for c := k - 2; c >= 0 && c > k-6 && p.toks[c].kind == word; c-- {
		if p.starts(c) {
			return p.toks[c].is(definite) && (d.roleWithin(p, c, k-1) || p.in(c+1, identityNoun))
		}
	}
	return false
}

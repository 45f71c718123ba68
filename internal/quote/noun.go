package quote

// Where every noun has a capital, a capital makes no name: two in a row do, that
// are no job, and one that is part of a name elsewhere or stands after a job.

// nounSubject reads the noun phrase at token i: an article and adjectives if there
// are any, jobs, and a name; or a job with what hangs on it.
func (d *document) nounSubject(p *para, i, lim int) (subject, bool) {
	h, gender := p.honorifics(i, lim)
	if h > i && h < lim && p.toks[h].capital && p.toks[h].kind == word {
		if end := d.nameEnd(p, h, lim, true); end > h {
			s := d.named(p, h, end)
			s.written, s.from = p.slice(i, end), i
			s.gender |= gender
			return s, true
		}
	}
	c, det := i, false
	if p.toks[c].is(definite|indefinite) && p.toks[c].kind == word {
		c, det = c+1, true
	}
	for c < lim && c < i+5 && (p.toks[c].kind == number || p.toks[c].kind == word && !p.toks[c].capital && p.toks[c].flags&^orgWord == 0) && c+1 < lim && p.toks[c+1].kind <= number {
		c++ // die 31-jährige
	}
	if c >= lim || p.toks[c].kind != word || !p.toks[c].capital || p.toks[c].is(notName) && !d.isRole(p, c) || p.toks[c].is(adverb) || p.in(c, timeNoun) || c > i && !det && !d.isRole(p, c) || d.timeEnd(p, c-min(1, c-i), lim) > c {
		return subject{}, false
	}
	if m := p.orgAt(c); m != nil && m.to <= lim && !d.isRole(p, m.to-1) {
		return subject{kind: organization, name: m.org.name, written: p.slice(m.from, m.to), gender: m.org.gender, from: i, to: m.to}, true
	}
	end := d.nameEnd(p, c, lim, true)
	at := d.afterJobs(p, c, end)
	det = det || d.articleBefore(p, c)
	if at < end && !p.toks[at].capital { // Bürgermeister von Kassel
		end = at
	}
	full := end-at >= 2
	switch {
	case at == c && det && full && d.part(p, end-1) && end-at == 2:
		at++ // der Kapitän Vogt, whose job is in no list
	case at == c && det && countCapitals(p, at, end) >= 3:
		at++
	case at == c && det && full && !d.isOrg(p, c, end) && end-at > 2:
	case at == c && det:
		full = false
	}
	if at < end && (full || at > c && !p.toks[at].is(adverb) && !p.in(at, timeNoun) || d.part(p, at) && !det) && !d.isOrg(p, at, end) {
		return d.nounNamed(p, i, c, at, end), true
	}
	if !det && at == c {
		return subject{}, false
	}
	return d.fullNoun(p, i, c, end, lim)
}

// articleBefore says whether an article, and perhaps adjectives, stand before token c.
func (d *document) articleBefore(p *para, c int) bool {
	k := c - 1
	for k > 0 && k > c-4 && (p.toks[k].kind == number || p.toks[k].kind == word && !p.toks[k].capital && p.toks[k].flags == 0) {
		k--
	}
	return k >= 0 && p.toks[k].kind == word && p.toks[k].is(definite|indefinite)
}

// nounNamed makes the subject of the name from at to end, before which a phrase with a
// job stands from i on, its noun at c.
func (d *document) nounNamed(p *para, i, c, at, end int) subject {
	to := end
	for to > at+1 && (d.rules.postNominals[p.slice(to-1, to)] || p.toks[to-1].is(adverb) && !d.part(p, to-1)) {
		to--
	}
	s := subject{kind: person, name: p.slice(at, to), written: p.slice(at, to), from: i, to: to, nameAt: at}
	if at == c+1 && p.in(c, nameTitle) && to == at+1 && !p.in(max(c-1, 0), ownerWord) { // Schwester Benedikta
		s.name, s.nameAt, s.gender = p.slice(c, to), c, d.genderOf(p, c, at)
		return s
	}
	for at > c && p.toks[at-1].is(honorific) {
		at--
	}
	if at > c {
		s.job, s.gender = d.readJob(p, i, at), d.genderOf(p, i, at)
	}
	return s
}

// afterJobs steps over the jobs and titles with which a run of capitals begins, where
// something is left after them.
func (d *document) afterJobs(p *para, c, end int) int {
	for c < end && (d.isRole(p, c) || p.toks[c].is(honorific)) {
		c++
	}
	return c
}

// ofKind says whether the words from k to end are one noun, "von" and another, as a
// few names are and many phrases.
func ofKind(p *para, k, end int) bool { return end == k+3 && p.in(k+1, plainOf) }

func countCapitals(p *para, i, j int) int {
	n := 0
	for ; i < j; i++ {
		if p.toks[i].capital {
			n++
		}
	}
	return n
}

// fullNoun reads what hangs on the noun at c, which ends before k, and the name
// after a comma if it is a job: die Ombudsfrau für Kinder, Henrike Wolf.
func (d *document) fullNoun(p *para, i, c, k, lim int) (subject, bool) {
	for k < lim && k < i+phraseLimit {
		next := d.goesOnNoun(p, c, k, lim)
		if next == k {
			break
		}
		if n := k + 1; p.toks[k].is(conjunction) && d.isRole(p, c) && n < next && d.isRole(p, n) { // die Juristin und Autorin Anna Weber
			if at := d.afterJobs(p, n, next); at < next && p.toks[at].capital {
				return d.nounNamed(p, i, c, at, next), true
			}
		}
		k = next
	}
	if d.isRole(p, c) {
		if s, ok := d.nounNameAfter(p, i, k, lim); ok {
			return s, true
		}
	}
	s := subject{kind: description, name: p.slice(i, k), written: p.slice(i, k), gender: d.genderOf(p, i, k), from: i, to: k}
	if p.in(i, severalWord) && p.toks[i].is(indefinite) || p.in(c, severalWord) {
		s.gender = they
	}
	if p.toks[c].is(orgNoun) && k == c+1 && p.toks[i].is(definite) && !d.isRole(p, c) {
		s.kind, s.name, s.written = shortOrg, p.slice(c, k), p.slice(c, k)
	}
	return s, s.kind == shortOrg || d.isRole(p, c) || p.toks[i].is(indefinite|definite)
}

// goesOnNoun returns the token after what goes on at token k with the phrase of the noun
// at i: an article or a preposition, adjectives, and the next noun; k where it does not.
func (d *document) goesOnNoun(p *para, i, k, lim int) int {
	c := k
	t := p.toks[c]
	if t.is(preposition) && !p.in(c, plainOf) {
		n := c + 1
		for n < lim && n < c+4 && p.toks[n].kind == word && !p.toks[n].capital {
			n++
		}
		if !d.isRole(p, i) || !(n < lim && p.orgAt(n) != nil) && !p.in(c, placeLink) {
			return k // der Verband in seinem Schreiben
		}
	}
	if t.kind != word || t.capital || !t.is(ofWord) && !(t.is(atWord) || p.in(c, andWord)) || d.verbAt(p, c).ok() {
		return k
	}
	for c++; c < lim && c < k+5 && p.toks[c].kind == word && !p.toks[c].capital; c++ {
		if t := p.toks[c]; t.flags != 0 && !t.is(definite|indefinite) {
			return k
		}
	}
	if c >= lim || p.toks[c].kind != word || !p.toks[c].capital {
		return k
	}
	if m := p.orgAt(c); m != nil && m.to <= lim {
		return m.to
	}
	return d.nameEnd(p, c, lim, true)
}

// nounNameAfter reads the name after a job and the comma at k.
func (d *document) nounNameAfter(p *para, i, k, lim int) (subject, bool) {
	if k+1 >= lim || p.toks[k].kind != comma {
		return subject{}, false
	}
	c, _ := p.honorifics(k+1, lim)
	if c >= lim || p.toks[c].kind != word || !p.toks[c].capital || p.toks[c].is(notName) {
		return subject{}, false
	}
	end := d.nameEnd(p, c, lim, true)
	at := d.afterJobs(p, c, end)
	if end-at < 2 || d.isOrg(p, at, end) || end < lim && p.toks[end].kind == word && !p.toks[end].is(preposition|cueFinite) {
		return subject{}, false
	}
	s := d.nounNamed(p, i, at, at, end)
	s.job, s.gender = d.readJob(p, i, k), d.genderOf(p, i, k)
	return s, true
}

// surelyNamed says whether the capitals from at to end, read as a person's name, are one:
// the sentence does not begin with them, no article leads to them, or a verb follows them
// of what people do: Jana Vogt leitet das Büro.
func (d *document) surelyNamed(p *para, s subject, at, end int) bool {
	if !severalWords(s.name) || !p.starts(at) && !(at > 0 && p.toks[at-1].is(definite|indefinite)) && !ofKind(p, at, end) {
		return true
	}
	return end < len(p.toks) && p.toks[end].kind == word && (p.toks[end].is(auxiliary) || p.in(end, copula) || p.in(end, directingVerb) || d.verbAt(p, end).ok())
}

package quote

import "strings"

// Where a language has no articles, nothing shows where a noun phrase begins:
// one is read here from its job, or from the adjectives before it, on.

// bareSubject reads the noun phrase at token i: an organisation, a job with the
// name after it or without one, or a name.
func (d *document) bareSubject(p *para, i, lim int) (subject, bool) {
	if s, ok := d.bareOrg(p, i, lim); ok {
		return s, true
	}
	h, gender := p.honorifics(i, lim)
	if h > i && h < lim {
		if end := d.nameEnd(p, h, lim, true); end > h {
			s := d.named(p, h, end)
			s.written, s.from = p.slice(i, end), i
			s.gender |= gender
			return s, true
		}
	}
	if i+1 < lim && p.in(i, nameTitle) && d.startsName(p, i+1) && d.ownerName(p, i, i+1, lim) == i+1 { // отец Георгий
		s := d.named(p, i+1, d.nameEnd(p, i+1, lim, false))
		if severalWords(s.name) { // сестра Анна Котова
			s.job, s.gender = d.bareJob(p, i, i+1), d.genderOf(p, i, i+1)
		} else {
			s.name, s.written, s.nameAt = p.slice(i, s.to), p.slice(i, s.to), i
		}
		s.from = i
		return s, true
	}
	if s, ok := d.barePhrase(p, i, lim); ok {
		return s, true
	}
	if d.startsName(p, i) {
		if end := d.nameEnd(p, i, lim, false); end > i {
			return d.named(p, i, end), true
		}
	}
	if t := p.toks[i]; t.kind == word && t.is(orgNoun) && !p.in(i, oblique) && p.orgAt(i) == nil && (!d.rules.placedNames || hasArticle(p.word(i))) { // the ministry
		return subject{kind: shortOrg, name: p.slice(i, i+1), written: p.slice(i, i+1), gender: t.flags & (feminine | masculine), from: i, to: i + 1}, true
	}
	return subject{}, false
}

// barePhrase reads a job and what hangs on it, up to the name that follows it
// if there is one: заместитель главного врача Зураб Ломидзе.
func (d *document) barePhrase(p *para, i, lim int) (subject, bool) {
	k, ok := d.jobAt(p, i, lim)
	if !ok {
		return subject{}, false
	}
	for k++; k < lim && k < i+phraseLimit; {
		t := p.toks[k]
		if t.kind == comma && k+1 < lim {
			if s, ok := d.bareNameAfter(p, i, k, lim); ok {
				return s, true
			}
		}
		if m := p.orgAt(k); m != nil && !m.generic && m.to <= lim {
			k = m.to
			continue
		}
		if t.capital && k+1 < lim && d.adjective(p, k) && p.in(k+1, placeWord) { // отдела Центральной Азии
			k += 2
			continue
		}
		if t.capital && k > i && p.in(k-1, thingNoun) { // села Коктал
			k++
			continue
		}
		if d.startsName(p, k) && !p.in(k, placeWord) && !(p.toks[k-1].is(preposition) && p.toks[k-1].kind == word) {
			end := d.nameEnd(p, k, lim, false)
			if o := d.ownerName(p, i, k, end); o > k { // сестра Марии Зуевой Ольга
				k = o
				continue
			}
			switch {
			case d.adjective(p, k) && k+1 < lim && p.toks[k+1].kind == word && !p.toks[k+1].capital && !d.verbAt(p, k+1).ok() && !p.toks[k+1].is(preposition):
				k++ // заместитель Верховного комиссара
				continue
			case d.isOrg(p, k, end):
				k = end
				continue
			case end == k+1 && !d.known(p.slice(k, end)) && !p.toks[k-1].is(role) && !d.loneName(p.word(k)):
				k = end // a place, as a rule
				continue
			}
			s := d.named(p, k, end)
			s.from, s.job = i, d.bareJob(p, i, k)
			s.gender |= d.genderOf(p, i, k)
			return s, true
		}
		next := d.goesOnBare(p, k, lim)
		if next == k {
			if c := plainWords(p, k, min(lim, k+5)); t.is(atWord) && c > k && c < lim && p.toks[c].kind == comma { // ممثل المفوضية في ليبيا، X
				if s, ok := d.bareNameAfter(p, i, c, lim); ok {
					return s, true
				}
			}
			break
		}
		k = next
	}
	for k > i+1 && p.toks[k-1].kind == word && p.toks[k-1].is(preposition|conjunction) {
		k--
	}
	if d.rules.placedNames && k == i+1 && k < lim && p.toks[k].kind == word && p.toks[k].is(relative) { // المرأة التي طلبت …
		if e := plainWords(p, k, min(lim, k+8)); e < lim && p.toks[e].kind != word {
			k = e
		}
	}
	s := subject{kind: description, name: p.slice(i, k), written: p.slice(i, k), gender: d.genderOf(p, i, k), from: i, to: k}
	if at, _ := d.jobAt(p, i, lim); p.in(at, severalWord) {
		s.gender = they
	}
	return s, true
}

// goesOnBare returns the token after token k where a job's phrase goes on with
// it, and k where it does not.
func (d *document) goesOnBare(p *para, k, lim int) int {
	t := p.toks[k]
	switch {
	case t.kind == number:
		return k + 1
	case t.kind == quoteMark && d.rules.placedNames && !p.toks[k-1].is(orgNoun):
		return k
	case t.kind == quoteMark:
		if end := p.titleEnd(k, lim); end > 0 && p.toks[k-1].kind == word {
			return end
		}
		return k
	case t.kind != word, d.verbAt(p, k).ok(), t.is(relative | negation | adverb | auxiliary | passive | he | she | they | definite | demonstrate):
		return k
	case t.is(conjunction):
		if k+2 < lim && d.adjective(p, k+1) && p.in(k+2, placeWord) {
			return k + 3 // и Центральной Азии
		}
		if k+1 < lim && p.toks[k+1].kind == word && !p.toks[k+1].capital && !d.verbAt(p, k+1).ok() && p.toks[k+1].flags&^(role|feminine|masculine|orgNoun|orgWord|private) == 0 {
			return k + 1
		}
		return k
	case d.rules.placedNames && p.in(k, oblique) && p.orgAt(k) == nil && !strings.HasPrefix(p.word(k), "لل"):
		return k
	case t.is(preposition) && k+1 < lim && p.orgAt(k+1) != nil:
		return k + 1
	case t.is(preposition) && !t.is(ofWord):
		return k
	case p.in(k, copula) || p.in(k, directingVerb) || p.in(k, plainVerb):
		return k
	case t.flags == 0 && !t.capital && endsIn(p.word(k), d.rules.tensed):
		return k
	}
	return k + 1
}

// bareNameAfter reads the name after a job and the comma at k: директор центра,
// Анна Котова, …
func (d *document) bareNameAfter(p *para, i, k, lim int) (subject, bool) {
	c, _ := p.honorifics(k+1, lim)
	if c < lim && p.toks[c].kind == number && strings.Contains(p.slice(c, c+1), "-") {
		c++ // 67-летний
	}
	if at, ok := d.jobAt(p, k+1, lim); c == k+1 && ok { // رئيس لجنة التحكيم، الكاتب X
		c = at + 1
	}
	if c >= lim || !d.startsName(p, c) {
		return subject{}, false
	}
	end := d.nameEnd(p, c, lim, false)
	if end < c+2 && !d.known(p.slice(c, end)) || d.isOrg(p, c, end) {
		return subject{}, false
	}
	if end < lim && p.toks[end].kind == word && !p.toks[end].is(preposition) && !d.verbAt(p, end).ok() && !p.toks[end].is(demonstrate) {
		return subject{}, false
	}
	s := d.named(p, c, end)
	s.from, s.job = i, d.bareJob(p, i, k)
	s.gender |= d.genderOf(p, i, k)
	return s, true
}

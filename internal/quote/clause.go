package quote

import "strings"

// verbSubject reads the subject after a verb (a déclaré lundi X, directrice…),
// or takes the pronoun of an inversion.
func (d *document) verbSubject(p *para, v verb, end int) (subject, bool) {
	if v.inverted {
		return subject{kind: pronoun, gender: v.gender, name: invertedPronoun(p, v), from: v.from, to: v.to}, true
	}
	commas := 0
	for j := v.to; j < end && j < v.to+25; {
		t := p.toks[j]
		switch {
		case t.kind == comma:
			if h, _ := p.honorifics(j+1, end); j > v.to && p.toks[j-1].is(role) && j+1 < end && (h > j+1 || d.startsName(p, j+1)) {
				return subject{}, false // contó por teléfono a su esposa, X
			}
			if j == v.to && j+2 < end && p.toks[j+2].kind == comma && p.toks[j+1].kind == word && p.toks[j+1].flags == 0 && !p.toks[j+1].capital {
				j += 3 // disse, emocionada, a mãe
				continue
			}
			if commas++; commas > 2 || j == v.to && j+1 < end && !p.toks[j+1].is(preposition|adverb) {
				return d.afterAside(p, j, end)
			}
			j++
		case t.kind == word && p.in(j, toWord) && t.is(definite) && j+1 < end && plural(p.word(j+1)) && !p.toks[j+1].capital:
			j = d.skipComplement(p, j, end) // disse a jornalistas
		case d.timeEnd(p, j, end) > j:
			j = d.timeEnd(p, j, end)
		case t.kind == number:
			if s, ok := d.parseSubject(p, j, end); ok && d.surelyMany(p, s) {
				return s, true
			}
			j++
		case t.kind != word || t.is(demonstrate) && !t.is(definite) && !t.capital:
			return subject{}, false
		case j == v.to && p.in(j, fromWord) && d.orgAfter(p, j+1, end) != nil: // celebraron desde la Plataforma
			m := d.orgAfter(p, j+1, end)
			return subject{kind: organization, name: m.org.name, written: p.slice(m.from, m.to), from: j, to: m.to}, true
		case d.rules.bareNouns && (t.is(preposition) || p.in(j, oblique) || t.flags == 0 && !t.capital && endsIn(p.word(j), d.rules.dativeEndings)):
			j = d.bareComplement(p, j, end)
		case t.is(preposition) && !t.is(definite|indefinite) && !t.capital && !t.is(he|she):
			j = d.skipComplement(p, j, end)
		default:
			if s, ok := d.subjectWithJob(p, j, end); ok && !(s.kind == pronoun && j > v.to+1) {
				s.gender |= d.verbGender(p, v)
				return s, !(s.kind == description && p.in(s.to-1, answerNoun)) // ha ripetuto la stessa frase
			}
			if j == v.to && d.rules.lowOrgNames && t.flags == 0 && !t.capital && j+1 < end && p.toks[j+1].is(definite) && !p.toks[j+1].capital {
				j++ // afirma categórica la defensora
				continue
			}
			if !t.is(adverb|clitic) && !(t.flags == 0 && strings.HasSuffix(p.word(j), "ment")) {
				return subject{}, false
			}
			j++
		}
	}
	return subject{}, false
}

// surelyMany says whether a phrase that begins with a number is of people or
// organisations: 34 organisations.
func (d *document) surelyMany(p *para, s subject) bool {
	w := strings.TrimSuffix(p.word(min(s.from+1, s.to-1)), "s")
	if stem, ok := strings.CutSuffix(w, "ione"); ok {
		w = stem + "ión"
	}
	return d.hasRole(p, s) || d.rules.words[w]&(role|orgNoun) != 0 || d.rules.words[strings.TrimSuffix(w, "e")]&(role|orgNoun) != 0 || p.toks[s.from+1].is(orgNoun)
}

// afterAside reads a subject after what stands between commas after its verb:
// lâche, les larmes aux yeux, X.
func (d *document) afterAside(p *para, i, end int) (subject, bool) {
	k := plainWords(p, i+1, end)
	if k+1 >= end || p.toks[k].kind != comma || k > i+9 || k == i+1 {
		return subject{}, false
	}
	for c := i + 1; c < k; c++ {
		if t := p.toks[c]; t.capital || t.is(relative|he|she|auxiliary) && !t.is(definite|preposition|clitic) {
			return subject{}, false
		}
	}
	s, ok := d.subjectWithJob(p, k+1, end)
	return s, ok && s.kind == person && d.surely(p, s)
}

// orgAfter returns the organisation named at token i, or after the article there.
func (d *document) orgAfter(p *para, i, end int) *orgMention {
	if i < end && p.toks[i].is(definite) && p.orgAt(i) == nil {
		i++
	}
	if i >= end {
		return nil
	}
	return p.orgAt(i)
}

// skipComplement steps over a preposition and its noun: à l'AFP, dans un
// communiqué, lors d'une conférence.
func (d *document) skipComplement(p *para, i, end int) int {
	j := i + 1
	for j < end && p.toks[j].kind == word && p.toks[j].is(definite|indefinite|preposition) && !p.toks[j].capital {
		j++
	}
	if j < end && p.toks[j].capital && p.in(j, platform) {
		return j + 1
	}
	if j+1 < end && p.toks[j].capital && p.toks[j].is(definite) && p.toks[j+1].capital { // ante el tribunal de El Aaiún
		return j + 2
	}
	if j < end && p.toks[j].capital {
		n := d.nameEnd(p, j, end, true)
		for k := j + 1; k < n; k++ {
			if d.publisherRun(p, j, k) {
				return k
			}
		}
		if d.isOrg(p, j, n) {
			return max(n, j+1)
		}
		if n == j+2 { // desde San José; en Madrid Pérez
			if full := d.names().full(p.slice(j+1, n)); full == "" || full == p.slice(j, n) {
				return n
			}
		}
		return max(j+1, d.afterPlace(p, j, n))
	}
	verb := j < end && d.rules.lowOrgNames && (p.toks[j].flags == 0 || p.toks[j].is(cueNonfinite)) && (strings.HasSuffix(p.word(j), "r") || strings.HasSuffix(p.word(j), "re"))
	for j < end && (p.toks[j].kind == word || p.toks[j].kind == number) && !p.toks[j].capital && !p.toks[j].is(definite|indefinite|preposition|honorific) {
		j++
	}
	if verb && j+1 < end && p.toks[j].is(definite|indefinite) && !p.toks[j+1].capital && !p.toks[j+1].is(role) {
		return j + 2 // sin levantar la voz
	}
	if j+1 < end && p.toks[j].capital && p.in(j, mediaName) {
		return j + 1 // à agência Lusa
	}
	return j
}

// subjectVerb reads a subject at token i and the verb after it: she said; X,
// director of Y, said.
func (d *document) subjectVerb(p *para, i, end int, loose bool) (subject, verb, bool) {
	s, ok := d.parseSubject(p, i, end)
	if !ok {
		return s, verb{}, false
	}
	s = d.joined(p, s, end)
	k := skipParens(p, s.to, end)
	if from, e := ofCapitals(p, k, end); s.kind == person && e > from && s.job.affiliation == "" && d.cueAt(p, min(e, end-1), loose).ok() {
		s.job.affiliation, k = p.slice(from, e), e // X of the Coastal Archive told
	}
	if k+1 < end && p.toks[k].kind == comma && s.job.role != "" && d.cueAt(p, k+1, loose).ok() {
		k++
	}
	for k < end && p.toks[k].kind == word && p.toks[k].is(clitic|adverb) && !d.verbAt(p, k).ok() {
		k++
	}
	if k < end {
		if v := d.cueAt(p, k, loose); v.ok() && !v.nonfinite && v.to <= end {
			return s, v, true
		}
	}
	if v := d.reportedVerb(p, k, end); v.ok() {
		return s, v, true
	}
	if s.kind == description && s.to < end && p.in(s.to, whoPronoun) { // a clerk who gave her name as X told us
		for k := s.to + 2; k < end && k < s.to+25 && p.toks[k].kind == word; k++ {
			if v := d.verbAt(p, k); v.ok() && !v.nonfinite && v.to <= end && !p.toks[k-1].is(relative) {
				return s, v, true
			}
		}
	}
	if s.to >= end || p.toks[s.to].kind != comma && p.toks[s.to].kind != parenOpen {
		return s, verb{}, false
	}
	for k := s.to + 2; k < end && k < s.to+reach; k++ {
		if p.toks[k-1].kind != comma {
			continue
		}
		if v := d.cueAt(p, k, loose); v.ok() && !v.nonfinite && v.to <= end {
			j, _, ok := d.apposition(p, s.to, k, end)
			if !ok {
				return s, verb{}, false
			}
			if s.kind == person && s.job.empty() {
				s.job = j
				s.gender |= d.genderOf(p, s.to+1, k-1)
			}
			return s, v, true
		}
	}
	return s, verb{}, false
}

package quote

// answerOf reads a noun of saying, with whose it is, that nothing but a verb like
// "is" parts from the quotation: The police’s answer was that “…”; Sa réponse :
// « … »; La respuesta de X fue: «…».
func (d *document) answerOf(p *para, lo, h int) (s subject, from, to int, ok bool) {
	k := h - 1
	if k > lo && p.toks[k].kind == word && p.in(k, plainOf) {
		k-- // the claim of “…”
	}
	for k > lo && k > h-5 && p.toks[k].kind == word && (p.in(k, copula) || p.toks[k].is(passive|demonstrate|adverb|auxiliary)) {
		k--
	}
	for i := k; i >= lo && i > k-16; i-- {
		t := p.toks[i]
		if t.kind != word && t.kind != number && t.kind != comma && t.kind != parenOpen && t.kind != parenClose {
			return subject{}, 0, 0, false
		}
		if t.capital && !p.starts(i) || !p.in(i, answerNoun) {
			continue
		}
		if i == h-1 && d.calledIt(p, lo, i) {
			return subject{}, 0, 0, false
		}
		s, ok := d.whose(p, lo, i, k+1)
		if ok && s.to == h && h < len(p.toks) && p.toks[h].kind == quoteMark {
			return subject{}, 0, 0, false // la negativa de la empresa «es un abuso»
		}
		if ok && (s.kind != pronoun || s.from > i || i == k || s.from == lo) {
			return s, i, i + 1, true
		}
	}
	return subject{}, 0, 0, false
}

// calledIt says whether the noun at token i, right before the quotation, is what a verb of
// calling calls so: he had called the clinic’s argument “A”.
func (d *document) calledIt(p *para, lo, i int) bool {
	for c := i - 1; c > lo && c > i-8 && p.toks[c].kind == word; c-- {
		if p.in(c, callingVerb) && p.toks[c].is(cueFinite|cueParticiple) {
			return true
		}
	}
	return false
}

// inWords reads whose words those before the comma are: “A”, in X’s words.
func (d *document) inWords(p *para, j, end int) (s subject, to int, ok bool) {
	if !p.toks[j].is(preposition) || p.toks[j].capital {
		return subject{}, 0, false
	}
	for k := j + 1; k < end && k < j+9 && p.toks[k].kind == word; k++ {
		if p.in(k, answerNoun) {
			s, ok := d.whose(p, j+1, k, min(end, k+1))
			return s, k + 1, ok
		}
	}
	return subject{}, 0, false
}

// whose reads who has what the noun at token i names: before it, in English, or
// after it and up to end.
func (d *document) whose(p *para, lo, i, end int) (subject, bool) {
	o := i - 1 // whose, before an adjective or two
	for o > lo && o > i-3 && p.toks[o].kind == word && d.rules.owns[p.word(o)] == 0 && !p.toks[o].is(possessive) && p.toks[o].flags&^(adverb|notName) == 0 {
		o--
	}
	if o >= lo && p.toks[o].kind == word {
		switch w := p.word(o); {
		case end-i > 6:
		case d.rules.owns[w] != 0:
			return subject{kind: pronoun, gender: d.rules.owns[w] &^ conjunction, from: o, to: o + 1}, true
		case p.toks[o].is(possessive):
			for c := lo; c < o; c++ {
				if s, ok := d.parseSubject(p, c, o); ok && s.to == o {
					return s, true
				}
			}
		}
	}
	if i+2 < end && p.toks[i+1].is(ofWord) && p.toks[i+1].kind == word {
		c := i + 1
		if p.in(c, plainOf) && !p.toks[c].is(definite) {
			c++
		}
		if s, ok := d.subjectWithJob(p, c, end); ok && d.leadsOn(p, s.to, end) && (s.kind != description || d.hasRole(p, s)) {
			return s, true
		}
		if s, ok := d.subjectWithJob(p, i+2, end); ok && d.leadsOn(p, s.to, end) && (s.kind != description || d.hasRole(p, s)) && s.kind != pronoun {
			return s, true
		}
	}
	return subject{}, false
}

// leadsOn says whether nothing, or a comma and a verb like "is" with little after
// it, stands from token i to end: was blunt, est sans appel.
func (d *document) leadsOn(p *para, i, end int) bool {
	i = skipParens(p, i, end)
	if i < end && p.toks[i].kind == comma {
		i++
	}
	return i == end || i < end && end-i < 6 && (p.in(i, copula) || end < len(p.toks) && p.toks[end].kind == colon && d.looksFinite(p, i))
}

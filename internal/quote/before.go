package quote

import "strings"

// before reads the attribution that leads to span k of a paragraph, in the
// same sentence or in the last sentence of the paragraph before.
func (d *document) before(para, k int) *attribution {
	p := &d.paras[para]
	s := p.spans[k]
	lo, prev := d.sentenceStart(p, k)
	for i := lo; i < s.open; i++ {
		if p.toks[i].kind == word {
			return d.leadIn(para, lo, s.open, k, prev)
		}
	}
	if k > 0 || lo > 0 {
		return nil
	}
	return d.fromParagraphBefore(para)
}

// fromParagraphBefore reads an introduction that is a paragraph of its own and
// ends with a colon.
func (d *document) fromParagraphBefore(para int) *attribution {
	i := para - 1
	for i >= 0 && d.paras[i].blank() {
		i--
	}
	if i < 0 || d.paras[i].heading || !strings.HasSuffix(trimSpace(d.paras[i].text), ":") {
		return nil
	}
	p := d.para(i)
	n := len(p.toks)
	k := len(p.spans)
	lo, prev := d.sentenceStartAt(p, k, n)
	return d.leadIn(i, lo, n, k, prev)
}

// sentenceStart returns the first token of the sentence in which span k opens,
// and the attribution that already stands in it for an earlier span.
func (d *document) sentenceStart(p *para, k int) (int, *attribution) {
	return d.sentenceStartAt(p, k, p.spans[k].open)
}

func (d *document) sentenceStartAt(p *para, k, hi int) (int, *attribution) {
	j := hi
	for j > 0 && j > hi-2*reach {
		if k > 0 && j-1 <= p.spans[k-1].close && j-1 >= p.spans[k-1].open {
			prev := &p.spans[k-1]
			if prev.after != nil {
				if prev.after.to > j {
					return prev.after.to, prev.after
				}
				return j, nil
			}
			if j < hi && p.toks[j].capital && prev.close > 0 && p.toks[prev.close-1].kind == stop {
				return j, nil
			}
			k--
			j = max(prev.open, 0)
			continue
		}
		if p.toks[j-1].kind == stop && p.toks[min(j, len(p.toks)-1)].kind != parenClose {
			return j, nil
		}
		if k > 0 && p.spans[k-1].after != nil && p.spans[k-1].after.to == j {
			return j, p.spans[k-1].after
		}
		j--
	}
	return j, nil
}

// afterAuxiliary says whether the verb at token i is the participle of an
// auxiliary before it, with which it is read: Elle l'a dit.
func (d *document) afterAuxiliary(p *para, lo, i int) bool {
	if !p.toks[i].is(cueParticiple) || i == lo {
		return false
	}
	k := i - 1
	for k > lo && k > i-3 && p.toks[k].kind == word && p.toks[k].is(adverb) && !p.toks[k].is(auxiliary) {
		k--
	}
	return p.toks[k].kind == word && p.toks[k].is(auxiliary) && !p.toks[k].is(passive) && d.verbAt(p, k).to == i+1
}

// onlyCapital says whether nothing but the capital that begins its sentence
// makes a word a name: Qualification retenue :
func (d *document) onlyCapital(p *para, s subject) bool {
	return s.kind == person && !severalWords(s.name) && s.written == s.name && s.job.empty() && p.starts(s.nameAt) && !d.known(s.name)
}

// subjectOf finds the subject of a verb that stands before a quotation: named
// elsewhere, before the verb, with the verb before it, between the verb and the
// quotation, or nowhere where the language needs none.
func (d *document) subjectOf(p *para, lo, hi int, v verb, prev *attribution, strong bool) (subject, bool) {
	switch {
	case v.nonfinite:
		return d.subjectOfGerund(p, lo, v, prev)
	case v.inverted:
		return subject{kind: pronoun, gender: v.gender, from: v.from, to: v.to}, true
	}
	if d.rules.bareNouns {
		return d.bareSubjectOf(p, lo, hi, v)
	}
	var before token
	if v.from > lo {
		before = p.toks[v.from-1]
	}
	joined := v.from > lo && before.kind == word && (before.is(demonstrate|conjunction) || comparing(p, v.from-1))
	if joined {
		if s, ok := d.subjectUpTo(p, v, hi); ok {
			return s, true // C'est ce que dénonce X : « A »; como subraya X, «A»
		}
	}
	if s, ok := d.subjectWithin(p, lo, v); ok {
		return s, true
	}
	if s, ok := d.subjectBefore(p, lo, v.from); ok {
		return s, true
	}
	switch {
	case joined && before.is(conjunction) && !before.is(relative):
		return d.secondSubject(p, lo, hi, v, prev)
	case strong && !d.rules.possessiveS || v.from > lo && before.is(clitic) && !before.is(adverb):
		s, ok := d.verbSubject(p, v, hi)
		switch {
		case !ok && d.rules.nullSubject && v.from == lo+1:
			return d.nullSubject(p, v, hi) // Lo llama «…»
		case ok || !d.leftOut(p, lo, v, strong):
			return s, ok
		}
	case v.from > lo && before.kind == comma:
		if s, ok := d.subjectUpTo(p, v, hi); ok {
			return s, true // En cas de condamnation, prévient X, “A”
		}
	}
	if d.rules.nullSubject && d.verbAt(p, v.from).ok() && (v.from == lo || before.kind == semicolon || strong || v.to < len(p.toks) && p.toks[v.to].is(demonstrate)) {
		return d.subjectLeftOut(p, lo, hi, v)
	}
	return subject{}, false
}

// subjectUpTo reads a subject after the verb that goes on to the comma or the colon
// before the quotation.
func (d *document) subjectUpTo(p *para, v verb, hi int) (subject, bool) {
	if hi >= len(p.toks) || p.toks[hi].kind != comma && p.toks[hi].kind != colon {
		return subject{}, false
	}
	s, ok := d.verbSubject(p, v, hi)
	return s, ok && d.surely(p, s) && skipParens(p, s.to, hi) == hi
}

// subjectOfGerund finds whose a verb in no person is.
func (d *document) subjectOfGerund(p *para, lo int, v verb, prev *attribution) (subject, bool) {
	if v.from > 1 && p.toks[v.from-2].is(conjunction) && p.starts(v.from-2) {
		return subject{kind: pronoun, same: true, from: v.from, to: v.to}, true // Et d'ajouter : « … »
	}
	if s, ok := d.whoIsSaying(p, lo, v.from); ok {
		return s, true
	}
	if prev != nil {
		return prev.subject.again(v.from), true
	}
	return d.mainSubject(p, lo, v.from)
}

// subjectLeftOut makes the subject of a verb that may have none: Dijo que …; de
// ellos recuerda que …
func (d *document) subjectLeftOut(p *para, lo, hi int, v verb) (subject, bool) {
	if m := d.orgAfter(p, lo+1, v.from); m != nil && p.in(lo, fromWord) && m.to == v.from {
		return subject{kind: organization, name: m.org.name, written: p.slice(m.from, m.to), from: lo, to: m.to}, true // Desde la Red señalan
	}
	s, ok := d.verbSubject(p, v, hi)
	if ok && v.from == lo && s.to < hi && s.kind != pronoun && (p.toks[s.to].kind == comma || p.toks[s.to].is(demonstrate)) && (s.kind != description || d.hasRole(p, s)) {
		return s, true // Cuenta el párroco, X, que …
	}
	return d.nullSubject(p, v, hi)
}

// whoIsSaying reads the person right before a gerund: shows an officer telling the
// crowd “…”; with its chair, X, calling it “…”.
func (d *document) whoIsSaying(p *para, lo, v int) (subject, bool) {
	for c := v - 1; c >= lo && c > v-phraseLimit; c-- {
		if p.toks[c].kind != word && p.toks[c].kind != comma {
			break
		}
		if !p.toks[c].is(definite|indefinite) || p.toks[c].kind != word {
			continue
		}
		s, ok := d.parseSubject(p, c, v)
		if !ok || s.kind != person && (s.kind != description || !d.hasRole(p, s)) {
			continue
		}
		if s.to == v || s.to == v-1 && s.kind == person && p.toks[s.to].kind == comma && c > lo && p.in(c-1, withWord) {
			return s, true
		}
	}
	return subject{}, false
}

// secondSubject finds the subject of a verb after a conjunction: whoever the sentence
// has quoted already, or is about.
func (d *document) secondSubject(p *para, lo, hi int, v verb, prev *attribution) (subject, bool) {
	if prev != nil {
		return prev.subject.again(v.from), true
	}
	if s, ok := d.verbSubject(p, v, hi); d.rules.nullSubject && v.from == lo+1 { // Y añade: «…»
		if !ok {
			s, ok = d.nullSubject(p, v, hi)
		}
		return s, ok
	}
	if s, ok := d.mainSubject(p, lo, v.from); ok || v.to >= len(p.toks) || !p.toks[v.to].is(demonstrate) {
		return s, ok
	}
	if d.rules.nullSubject && !p.toks[lo].is(definite|indefinite) {
		return d.nullSubject(p, v, hi)
	}
	return subject{kind: pronoun, gender: they, from: v.from, to: v.to}, true // somebody
}

// leftOut says whether a verb before a colon has no subject because none is needed:
// it begins the sentence, or nothing but a circumstance and a comma stands before it.
// «Depois de um silêncio, comentou: …», but not «en la placa se lee: …».
func (d *document) leftOut(p *para, lo int, v verb, strong bool) bool {
	if !strong || !d.rules.nullSubject || p.toks[v.from].is(reflexive) || p.in(v.to-1, readingVerb) {
		return false
	}
	return v.from == lo || p.toks[v.from-1].kind == comma && p.toks[lo].is(preposition|adverb) && !p.toks[lo].is(definite|relative)
}

// mainSubject reads the subject with which the sentence begins, for a verb
// that hangs on it: X a réagi, dénonçant «…».
func (d *document) mainSubject(p *para, lo, hi int) (subject, bool) {
	for lo < hi && p.toks[lo].is(conjunction) {
		lo++
	}
	if lo >= hi {
		return subject{}, false
	}
	if d.rules.verbFirst {
		return d.afterFirstVerb(p, lo, hi)
	}
	s, ok := d.subjectWithJob(p, lo, hi)
	if s.kind == person && !severalWords(s.name) && !d.known(s.name) || !ok {
		return d.aboutSentence(p, lo, hi)
	}
	if s.kind == description && !d.hasRole(p, s) && !p.toks[min(s.from+1, hi-1)].is(orgNoun|lowOrg) || s.to < hi && p.toks[s.to].kind == comma && s.job.empty() && s.kind != pronoun {
		return subject{}, false
	}
	return s, true
}

// subjectWithin reads who does two things in what somebody else tells, the second of them
// to the teller: X recuerda que un agente se rio y le espetó.
func (d *document) subjectWithin(p *para, lo int, v verb) (subject, bool) {
	c := v.from - 1
	for c > lo && p.toks[c].kind == word && p.toks[c].is(clitic) && !p.toks[c].is(adverb|conjunction) {
		c--
	}
	if !d.rules.nullSubject || c == v.from-1 || c <= lo || p.toks[c].kind != word || !p.in(c, andWord) {
		return subject{}, false
	}
	for k := c - 2; k > lo && k > c-reach/2 && p.toks[k].kind == word; k-- {
		if p.toks[k].is(demonstrate) && p.toks[k+1].is(indefinite) && d.verbAt(p, k-1).ok() {
			end := k + 2
			for end < c && p.toks[end].kind == word && !p.toks[end].is(clitic|reflexive|auxiliary|negation) {
				end++
			}
			s, ok := d.subjectWithJob(p, k+1, end)
			return s, ok && s.kind != pronoun
		}
	}
	return subject{}, false
}

package quote

import "strings"

// reportedVerb reads what somebody is said to have said: is quoted as saying, was
// heard to reply.
func (d *document) reportedVerb(p *para, k, end int) verb {
	end = min(end, len(p.toks))
	if k+2 >= end || !p.toks[k].is(passive|auxiliary) || !p.in(k+1, reportedParticiple) && !(k+3 < end && p.in(k+2, reportedParticiple)) {
		return verb{}
	}
	for c := k + 2; c < end && c < k+7 && p.toks[c].kind == word; c++ {
		if (p.toks[c-1].is(preposition) || p.in(c-1, reportedParticiple)) && (p.toks[c].is(cueNonfinite) || p.in(c, bareInfinitive)) || p.toks[c-1].is(auxiliary) && p.toks[c].is(cueParticiple) {
			return verb{from: k, to: c + 1}
		}
	}
	return verb{}
}

// reportedBefore reads the words of which the one at token i is the last: is quoted
// in the report as saying.
func (d *document) reportedBefore(p *para, lo, i int) verb {
	if i < lo+3 || p.toks[i-1].kind != word || !p.toks[i-1].is(preposition|auxiliary) && !p.in(i-1, reportedParticiple) {
		return verb{}
	}
	for k := i - 2; k > lo && k > i-7; k-- {
		if v := d.reportedVerb(p, k, i+4); v.to == i+1 {
			return v
		}
	}
	return verb{}
}

// nullSubject makes the subject of a verb that needs none, in a language where
// its ending says enough: «…», recordó.
func (d *document) nullSubject(p *para, v verb, end int) (subject, bool) {
	if !d.rules.nullSubject || v.nonfinite || v.to > end {
		return subject{}, false
	}
	s := subject{kind: pronoun, from: v.from, to: v.to, gender: d.verbGender(p, v)}
	if p.in(v.to-1, firstPersonVerb) || v.to > v.from+2 && p.toks[v.from].is(reflexive) && p.toks[v.from+1].is(clitic) { // se le pregunta
		s.gender = they
		return s, true
	}
	if ends := d.rules.pluralEndings; endsIn(p.word(v.to-1), ends) || v.from < v.to-1 && endsIn(p.word(v.to-2), ends) {
		s.gender, s.several = they, true
	}
	return s, true
}

// invertedPronoun is the pronoun at the end of an inverted verb: ils of
// écrivent-ils.
func invertedPronoun(p *para, v verb) string {
	for k := v.from; k < v.to; k++ {
		if w := p.word(k); p.toks[k].is(inverted) {
			return w[strings.LastIndexByte(w, '-')+1:]
		}
	}
	return ""
}

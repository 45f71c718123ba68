package quote

import "strings"

// verb is a cue verb with its auxiliary, from one token to before another.
type verb struct {
	from, to  int
	gender    flag // of the pronoun in an inversion: a-t-elle déclaré
	inverted  bool
	nonfinite bool // adding, ajoutant: the subject is named elsewhere
}

func (v verb) ok() bool { return v.to > 0 }

// verbAt reads the cue verb that begins at token i, if one does: "said",
// "has said", "a également déclaré", "s'est-il indigné".
func (d *document) verbAt(p *para, i int) verb {
	t := p.toks[i]
	if p.in(i, phrasalVerb) && i+1 < len(p.toks) && p.in(i+1, phrasalEnd) && (i+2 == len(p.toks) || p.toks[i+2].kind != word || !t.is(cueFinite)) {
		return verb{from: i, to: i + 2} // she went on
	}
	if i > 0 && p.toks[i-1].kind == word && p.in(i-1, infinitiveMark) {
		return verb{}
	}
	if !t.is(cueFinite | auxiliary | reflexive | cueNonfinite) {
		if d.pluralVerb(p, i) {
			return verb{from: i, to: i + 1}
		}
		return verb{}
	}
	if i > 0 && p.toks[i-1].kind == word && p.toks[i-1].is(passive|negation) {
		return verb{}
	}
	j := i
	if t.is(reflexive) {
		if j++; j == len(p.toks) {
			return verb{}
		}
		t = p.toks[j]
	}
	v := verb{from: i, inverted: t.is(inverted)}
	if v.inverted {
		v.gender = pronounGender(t)
	}
	if t.is(auxiliary) && (!t.is(passive) || j > i) {
		if k := d.participleAfter(p, j+1); k > 0 {
			v.to = k + 1
			if next := p.toks[j+1]; next.is(inverted) && next.is(he|she) { // a t-il dit
				v.inverted, v.gender = true, pronounGender(next)
			}
			return v
		}
	}
	switch {
	case t.is(cueFinite) && (!nounPlace(p, i) || i > 0 && d.bareSource(p, i-1)):
		v.to = j + 1
	case t.is(cueNonfinite) && !t.is(cueFinite) && gerundPlace(p, i):
		v.to, v.nonfinite = j+1, true
	}
	return v
}

// pluralVerb says whether a verb without an ending follows several people or
// organisations: 34 groups call it a disgrace.
func (d *document) pluralVerb(p *para, i int) bool {
	if i == 0 || p.toks[i].kind != word || !p.in(i, bareInfinitive) || p.toks[i-1].kind != word {
		return false
	}
	w, ok := strings.CutSuffix(p.word(i-1), "s")
	return p.toks[i-1].is(they) && p.in(i-1, pluralPronoun) || ok && !p.toks[i-1].capital && (p.toks[i-1].is(role|orgNoun) || d.rules.words[w]&(role|orgNoun) != 0) && (i < 2 || !p.toks[i-2].is(possessive))
}

// bareSource says whether token i is by itself a phrase like "selon", after which a
// verb may stand: según anunció X.
func (d *document) bareSource(p *para, i int) bool {
	n, ok := d.sourceAt(p, i)
	return ok && n == i+1 && !p.in(i, startSource)
}

// participleAfter finds the participle of an auxiliary that ends before token
// i, over an adverb or "pour sa part" between commas.
func (d *document) participleAfter(p *para, i int) int {
	for k := i; k < len(p.toks) && k < i+7; k++ {
		t := p.toks[k]
		if t.kind == comma {
			continue
		}
		if t.kind != word || t.capital || t.is(passive|relative|negation) || t.is(conjunction) && !t.is(adverb) && !(k+1 < len(p.toks) && p.toks[k+1].is(adverb)) {
			return 0 // but: a d'ores et déjà prévenu
		}
		if t.is(cueParticiple) {
			return k
		}
	}
	return 0
}

// nounPlace says whether what stands before token i makes it a noun: la
// demande, une note, of concern.
func nounPlace(p *para, i int) bool {
	if i == 0 || p.toks[i-1].kind != word || p.lexer.rules.capitalNouns && !p.toks[i].capital {
		return false
	}
	prev := p.toks[i-1]
	if prev.is(he|she|they) || i > 1 && p.toks[i-2].kind == word && p.in(i-2, asWord) {
		return false // comme le dit X
	}
	if prev.is(clitic) && p.lexer.rules.nullSubject && strings.HasSuffix(p.word(i), "e") {
		return false // gli risponde
	}
	return prev.is(definite|indefinite) && !strings.HasSuffix(p.word(i-1), "'") || prev.is(preposition|possessive) && !prev.capital && !prev.is(clitic)
}

// gerundPlace says whether a form in -ing or -ant is a verb here: not after an
// article, and of prepositions only after those that make a gerund. An
// infinitive counts only in "avant d'ajouter".
func gerundPlace(p *para, i int) bool {
	w := p.word(i)
	infinitive := strings.HasSuffix(w, "r") || strings.HasSuffix(w, "re")
	if i == 0 || p.toks[i-1].kind != word {
		return !infinitive
	}
	prev := p.toks[i-1]
	if prev.is(preposition) {
		if p.in(i-1, gerundPreposition) {
			return !infinitive
		}
		return p.in(i-1, plainOf) && i > 1 && p.toks[i-2].kind == word && (p.in(i-2, beforeWord) || p.in(i-2, andWord) && p.starts(i-2))
	}
	return !infinitive && !prev.is(definite|indefinite|possessive)
}

// sourceAt reads a phrase like "selon" or "according to" at token i and
// returns the token after it.
func (d *document) sourceAt(p *para, i int) (int, bool) {
	if !p.toks[i].is(source) {
		return i, false
	}
	for _, ph := range d.rules.sources {
		n := len(ph) - 1
		if i+n < len(p.toks) && p.matches(i, ph[:n]) && (p.matches(i+n, ph[n:]) || d.rules.in(ph[n], plainOf) && p.in(i+n, plainOf) && p.toks[i+n].kind == word) {
			return i + n + 1, true
		}
	}
	return i, false
}

func (p *para) matches(i int, phrase []string) bool {
	if i+len(phrase) > len(p.toks) {
		return false
	}
	for k, w := range phrase {
		if p.toks[i+k].kind != word || p.word(i+k) != w {
			return false
		}
	}
	return true
}

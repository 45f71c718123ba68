package quote

import "strings"

// cueAt reads the verb at token i: a cue verb of the table or, where loose is
// set, any verb. Loose places are those where nothing but an attribution can
// stand: right after a closing mark, between the commas of an interrupted
// quotation, before a colon that leads to one.
func (d *document) cueAt(p *para, i int, loose bool) verb {
	v := d.verbAt(p, i)
	if !v.ok() && loose {
		v = d.looseAt(p, i)
	}
	if k := v.to; v.ok() && k < len(p.toks) && p.toks[k].kind == word && p.in(k, phrasalEnd) && !p.toks[k].is(preposition) {
		v.to++ // points out, sums up
	}
	return v
}

// looseAt reads any verb at token i.
func (d *document) looseAt(p *para, i int) verb {
	j := i
	for j < i+3 && j+1 < len(p.toks) && p.toks[j].kind == word && p.toks[j].is(clitic|reflexive) && !p.toks[j].is(inverted) && !p.toks[j].capital {
		j++
	}
	t := p.toks[j]
	if t.kind != word || t.capital {
		return verb{}
	}
	if j > i {
		if v := d.verbAt(p, j); v.ok() && !v.nonfinite {
			v.from = i
			return v
		}
	}
	v := verb{from: i, to: j + 1, inverted: t.is(inverted)}
	if v.inverted {
		v.gender = pronounGender(t)
	}
	switch {
	case t.is(auxiliary):
		if k := d.looseParticiple(p, j+1); k > 0 {
			v.to = k + 1
			return v
		}
		return verb{}
	case v.inverted:
		return v
	case d.looksFinite(p, j) && (j == 0 || !p.toks[j-1].is(definite) || p.toks[j-1].kind != word): // l'audience is a noun
		return v
	}
	return verb{}
}

// looseParticiple finds what by its ending may be a participle near token i.
func (d *document) looseParticiple(p *para, i int) int {
	for k := i; k < len(p.toks) && k < i+4; k++ {
		t := p.toks[k]
		if t.kind != word || t.capital || t.is(passive|relative|negation) {
			return 0
		}
		if t.is(adverb | clitic) {
			continue
		}
		if t.flags&functionWord == 0 && endsIn(p.word(k), d.rules.participleEndings) {
			return k
		}
		return 0
	}
	return 0
}

// functionWord is what no verb is, whatever its ending.
const functionWord = he | she | they | clitic | definite | indefinite | preposition | conjunction | relative |
	negation | passive | honorific | possessive | role | orgNoun | titleNoun | auxiliary | reflexive

// looksFinite says whether token i has the ending of a verb in the third
// person, and nothing before it that makes it a noun.
func (d *document) looksFinite(p *para, i int) bool {
	t := p.toks[i]
	if t.flags&functionWord != 0 || t.is(adverb) || t.is(cueNonfinite) && !t.is(cueFinite) {
		return false
	}
	return !nounPlace(p, i) && endsIn(p.word(i), d.rules.finiteEndings) && !endsIn(p.word(i), d.rules.gerundEndings)
}

func endsIn(w string, endings []string) bool {
	for _, e := range endings {
		if len(w) >= len(e)+1 && strings.HasSuffix(w, e) {
			return true
		}
	}
	return false
}

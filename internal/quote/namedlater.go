package quote

import "sort"

// namedLater finds who is named with the article and the noun of a description, a little
// after somebody was so described for the first time: a district judge said “A”. The
// judge, Petra Solano, …
func (d *document) namedLater(p *para, s subject) *somebody {
	if !p.toks[s.from].is(indefinite) || s.gender&they != 0 {
		return nil
	}
	head, at := d.headNoun(p, s)
	if !d.isRole(p, at) {
		return nil
	}
	ms := d.people.mentions
	from := sort.Search(len(ms), func(i int) bool { return ms[i].para > p.number || ms[i].para == p.number && ms[i].at >= s.to })
	for _, m := range ms[from:] {
		if m.para > p.number+2 {
			break
		}
		q := &d.paras[m.para]
		if w := m.who; w != nil && !w.described && m.at+2 < len(q.toks) && q.toks[m.at].is(definite) && q.word(m.at+1) == head && q.toks[m.at+2].kind == comma {
			if len(w.places) > 0 && w.places[0] == (place{m.para, m.at}) && !clash(w.gender, s.gender) {
				return w
			}
			return nil
		}
	}
	return nil
}

// saidAhead says whether a comma that follows token i, after a few words, leads to a
// pronoun or a name of which what stands before it is said: A notary by training, she kept …
func (d *document) saidAhead(p *para, i int) bool {
	n := plainWords(p, i, min(len(p.toks), i+6)) + 1
	if n >= len(p.toks) || p.toks[n-1].kind != comma || p.toks[n].kind != word || d.finiteIn(p, i, n-1) || n > i+1 && !p.toks[i].is(preposition|ofWord) {
		return false
	}
	return p.toks[n].is(he|she) && !p.toks[n].is(inverted|definite|clitic) || d.startsName(p, n) && !d.isOrg(p, n, d.nameEnd(p, n, len(p.toks), false))
}

// saidWho says whether the sentence that begins at token i says who the one is that it
// begins with: The man speaking is X.
func (d *document) saidWho(p *para, i int) bool {
	for k := i + 1; k+1 < len(p.toks) && k < i+7 && p.toks[k].kind == word; k++ {
		if p.in(k, copula) || p.toks[k].is(passive) {
			return d.startsName(p, k+1) && d.identified(p, k+1)
		}
	}
	return false
}

package quote

import "strings"

// readNames marks what only its place shows to be part of a name: the single letter that
// stands for a title after an article (el P. Rulfo, le P. Lambert; without the article it is
// somebody's initial), and the surname that is a job elsewhere: el fiscal Herrera Soto. And it
// marks a demonstrative that stands for somebody, and has no noun after it.
func (d *document) readNames(p *para) {
	for k := 1; k+1 < len(p.toks) && d.rules.lowOrgNames; k++ {
		t, prev, next := &p.toks[k], &p.toks[k-1], &p.toks[k+1]
		if t.kind == word && prev.kind == word && prev.is(conjunction) && p.in(k, thisWord) && next.kind == word && (next.is(clitic|reflexive|auxiliary) && !next.is(adverb) || d.verbAt(p, k+1).ok()) {
			p.toks[k].flags = he | masculine // y este le respondió
			if strings.HasSuffix(p.word(k), "a") {
				p.toks[k].flags = she | feminine
			}
			continue
		}
		if t.kind != word || !t.capital || prev.kind != word || prev.capital && !p.starts(k-1) || next.kind != word || !next.capital {
			continue
		}
		switch {
		case t.end-t.start == 2 && p.text[t.end-1] == '.' && (prev.is(definite) && !p.in(k-1, ownerWord) || d.contracted(p, k)):
			p.toks[k].flags |= honorific
		case t.is(role) && prev.is(role) && !t.is(orgWord|honorific) && !p.in(k, leadNoun) && !p.in(k, rankNoun) && !p.in(k, stateRole) && byGivenName()[p.word(k+1)]&^notAlone == 0:
			p.toks[k].flags &^= role | private | feminine | masculine
		}
	}
}

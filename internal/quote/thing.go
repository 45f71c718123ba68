package quote

import "strings"

// isThing says whether capitals name no person by their first or last word: the
// Convention on X, German Nazism, the Myanmar Military, Member States.
func (d *document) isThing(p *para, k, end int) bool {
	if !(end < len(p.toks) && p.toks[end].is(possessive)) && d.duringAt(p, k) {
		return true // a commencé pendant Nuit X
	}
	if k > 0 && p.toks[k-1].kind == word && !p.toks[k-1].capital && p.in(k-1, thingNoun) && !p.toks[k-1].is(role|passive|auxiliary) {
		return true // en salle Louise X
	}
	if end > k+1 && p.in(k, portfolioNoun) && p.in(end-1, portfolioNoun) {
		return true // subsecretario de Derechos Humanos
	}
	last := p.word(end - 1)
	return d.isPlace(p, k, end) || d.rules.in(last, powerNoun) || end > k+1 && (p.namesText(k) || p.in(k, thingNoun) && byGivenName()[p.word(k)] == 0 && !p.toks[k+1].is(role) || strings.HasSuffix(last, "ism") || strings.HasSuffix(last, "isme") || strings.HasSuffix(last, "ismo"))
}

// isPlace says whether capitals are a place by their last word, or by the first of two:
// Eastern Europe, Burkina Faso, África Occidental, and not José Francia.
func (d *document) isPlace(p *para, k, end int) bool {
	if end < k+2 || byGivenName()[p.word(k)]&(feminine|masculine) != 0 {
		return false
	}
	named := func(i int) bool { return p.in(i, placeName) || p.in(i, countryName) }
	return named(end-1) || end == k+2 && named(k)
}

// duringAt says whether what leads to token k makes a time of what follows.
func (d *document) duringAt(p *para, k int) bool {
	if k > 0 && p.toks[k-1].is(definite) {
		k--
	}
	if k == 0 || p.toks[k-1].kind != word {
		return false
	}
	return p.in(k-1, duringWord) || k > 1 && p.toks[k-2].kind == word && p.in(k-2, duringNoun) && p.toks[k-1].is(ofWord)
}

// namesText says whether capitals that begin at token k are a text's name: the Agenda
// for X, the Four-point Agenda for X.
func (p *para) namesText(k int) bool {
	return p.in(k, treatyNoun) || k+1 < len(p.toks) && p.toks[k+1].kind == word && p.toks[k+1].capital && p.in(k+1, treatyNoun)
}

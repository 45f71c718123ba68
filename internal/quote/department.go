package quote

// department says whether the capitals at token k name one of the departments that bodies
// have, and no body: Acción Sindical del SRU, but Derechos en Línea.
func (d *document) department(p *para, k int) bool {
	for p.in(k, portfolioNoun) && p.toks[k].kind == word {
		if k++; k == len(p.toks) {
			return true
		}
		if k+1 < len(p.toks) && p.in(k, andWord) && p.toks[k+1].capital {
			k++
		}
	}
	t := p.toks[k]
	return t.kind != word || !t.capital && (d.contracted(p, k+1) || p.in(k, plainOf) && k+1 < len(p.toks) && (p.toks[k+1].is(definite) || acronym(p.slice(k+1, k+2))) || !t.is(preposition|ofWord|conjunction))
}

// placeNamed says whether the release speaks of a capital as of a place: en Tumaco.
func (d *document) placeNamed(w string) bool {
	if d.places == nil {
		d.places = map[string]bool{}
		for i := range d.paras {
			if p := &d.paras[i]; p.cut {
				for k := 1; k < len(p.toks); k++ {
					if p.toks[k].capital && p.toks[k-1].kind == word && p.in(k-1, placeLink) {
						d.places[p.word(k)] = true
					}
				}
			}
		}
	}
	return d.places[w]
}

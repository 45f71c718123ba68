package quote

// presupposed finds, of a release that speaks of "the organisation" alone, the capitals that
// can be meant though nothing at them shows that they are a body: the first that its opening
// names, of which a verb of one is said, that no first name begins and of which no surname
// is repeated: «… que publica hoy Frontera Abierta. … jefa de prensa de la organización».
func (d *document) presupposed() (para, from, to int) {
	if !d.rules.lowOrgNames || !d.speaksOfBody() {
		return 0, 0, 0
	}
	looked := 0
	for p := range d.cutProse() {
		if looked == fewOpening {
			break
		}
		looked++
		for k := 0; k < len(p.toks); k++ {
			if end := d.unknownBody(p, k); end > 0 {
				return p.number, k, end
			}
		}
	}
	return 0, 0, 0
}

// fewOpening is how many paragraphs open a release.
const fewOpening = 2

// speaksOfBody says whether the release has a noun that means any organisation, with an
// article and nothing that says which: la organización, l’ONG.
func (d *document) speaksOfBody() bool {
	for p := range d.cutProse() {
		for k := 1; k < len(p.toks); k++ {
			if p.toks[k].kind != word || !p.in(k, anyOrgNoun) || !(p.toks[k-1].is(definite) || d.contracted(p, k)) || p.in(k-1, severalWord) || p.in(k-1, ownerWord) {
				continue
			}
			if k+1 == len(p.toks) || p.toks[k+1].kind != word || !p.toks[k+1].capital && !p.toks[k+1].is(ofWord) && p.toks[k+1].flags != 0 {
				return true
			}
		}
	}
	return false
}

// unknownBody ends a run of capitals at token k that may be a body's name by what is said
// of it, or returns 0.
func (d *document) unknownBody(p *para, k int) int {
	if t := p.toks[k]; t.kind != word || !t.capital || t.is(notName|honorific|role|adverb) || p.quoted(k) || k > 0 && p.toks[k-1].kind == word && p.toks[k-1].capital && !(p.starts(k-1) && p.toks[k-1].is(preposition)) {
		return 0
	}
	end := d.nameEnd(p, k, len(p.toks), false)
	if end < k+2 || end >= len(p.toks) || byGivenName()[p.word(k)] != 0 || byGivenName()[p.word(k+1)] != 0 || p.in(k, placeWord) || p.in(k, countryName) || p.in(end-1, countryName) || p.in(k, timeNoun) || acronym(p.slice(end-1, end)) || d.surnameRecurs(p.slice(end-1, end)) {
		return 0
	}
	said := p.starts(k) && p.toks[end].kind == word && !p.toks[end].capital && p.in(end, oneVerb)
	v := k - 1
	for v > 0 && p.toks[v].kind == word && p.toks[v].is(adverb) {
		v--
	}
	saying := v > 0 && p.toks[v].kind == word && (p.toks[v].is(cueFinite) || p.in(v, plainVerb)) && p.toks[v-1].is(relative)
	if !said && !saying || d.isThing(p, k, end) {
		return 0
	}
	return end
}

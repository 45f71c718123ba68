package quote

import "strings"

// withFunctionWord ends a run of capitals that has a preposition with a capital
// within it, as no person's name has: África Sin Candados. It returns 0 for others.
func (d *document) withFunctionWord(p *para, k int) int {
	e, inner := k, false
	for e < len(p.toks) && e < k+8 && p.toks[e].kind == word && p.toks[e].capital && (e == k || !p.toks[e].is(role)) {
		inner = inner || e > k && p.toks[e].is(preposition) && !p.toks[e].is(particle|definite) && len(p.word(e)) > 2
		e++
	}
	if e == k+2 && p.in(k, purposeWord) && !p.starts(k) && !p.quoted(k) {
		return e // fait bondir Sans Seuil
	}
	if !inner || e < k+3 || p.namesText(k) || p.toks[e-1].is(preposition) || p.quoted(k) {
		return 0
	}
	return e
}

// abbreviated ends a name at the abbreviation in brackets after it, whose letters
// its words begin with: Réseau Eau commune (REC).
func (d *document) abbreviated(p *para, k, end int) int {
	for e := end; e < len(p.toks)-2 && e < end+9; e++ {
		t := p.toks[e]
		if t.kind == parenOpen {
			if short := p.slice(e+1, e+2); p.toks[e+2].kind == parenClose && shortForm(short) && initialsOf(p, k, e, short) {
				for c := k + 1; c < e; c++ { // Réaction du Réseau Eau commune (REC)
					if p.toks[c].capital && initialsOf(p, c, e, short) {
						return 0
					}
				}
				return e
			}
			return 0
		}
		if t.kind != word {
			return 0
		}
	}
	return 0
}

// initialsOf says whether the letters of an abbreviation begin words from k to e,
// in their order, the first and the last of them.
func initialsOf(p *para, k, e int, short string) bool {
	low := strings.ReplaceAll(fold(short), ".", "")
	i := 0
	if low == "" || p.word(k)[0] != low[0] {
		return false
	}
	for c := k; c < e && i < len(low); c++ {
		for _, w := range strings.Split(p.word(c), "-") { // Haut-Commissariat
			if w != "" && i < len(low) && w[0] == low[i] {
				i++
			}
		}
	}
	return i == len(low) && p.word(e - 1)[0] == low[len(low)-1]
}

// startsSentence ends a name with a small word that no person's has, which begins
// its sentence and is its subject: Familias en Pie reclama. It returns 0 for others.
func (d *document) startsSentence(p *para, k int) int {
	if !p.starts(k) || p.toks[k].is(adverb|notName) {
		return 0
	}
	if e := d.withSmallWord(p, k); e > 0 && e < len(p.toks) && plural(p.word(k)) && p.toks[e].kind == word && p.in(e, oneVerb) {
		return e // Médecins pour la dignité déplore
	}
	e := k
	for e < len(p.toks) && e < k+3 && p.toks[e].kind == word && p.toks[e].capital {
		e++
	}
	if e+2 >= len(p.toks) || p.toks[e].kind != word || p.toks[e].capital || !p.in(e, orgInnerWord) || p.toks[e].is(conjunction) || !p.toks[e+1].capital {
		return 0
	}
	for e++; e < len(p.toks) && e < k+7 && p.toks[e].kind == word && p.toks[e].capital; e++ {
	}
	if e >= len(p.toks) || p.toks[e].kind != word || p.toks[e].is(definite|indefinite|preposition|conjunction|adverb) && !p.toks[e].is(auxiliary|clitic) {
		return 0
	}
	return e
}

// definiteBefore says whether an article or a possessive stands within a few words
// before token k.
func (d *document) definiteBefore(p *para, k int) bool {
	for c := k - 1; c >= 0 && c > k-5 && p.toks[c].kind == word; c-- {
		if p.toks[c].is(definite) {
			return c == 0 || !p.toks[c-1].is(ofWord|atWord|preposition) || p.toks[c-1].kind != word
		}
		if d.isRole(p, c) && !(p.toks[c+1].is(possessive)) {
			return false
		}
	}
	return false
}

// withSmallWord ends a name of one capital and a purpose: Presse sans bâillon,
// Radio para todas. It returns 0 for others.
func (d *document) withSmallWord(p *para, k int) int {
	if !d.rules.lowOrgNames || k+2 >= len(p.toks) || !p.toks[k].capital || p.toks[k+1].kind != word || !p.in(k+1, purposeWord) {
		return 0
	}
	e := k + 2
	if p.toks[e].is(definite) && e+1 < len(p.toks) { // Médecins pour la dignité
		e++
	}
	if t := p.toks[e]; t.kind != word || t.is(definite|indefinite|he|she|they) {
		return 0
	}
	return e + 1
}

// twoAsOne ends a name of two capitals and a conjunction of which a verb speaks as of
// one: Plume et Micro, qui défend; Campo y Dignidad ha pedido. It returns 0 for others.
func (d *document) twoAsOne(p *para, k int) int {
	e := k + 3
	if e+2 >= len(p.toks) || k > 0 && p.toks[k-1].capital && p.toks[k-1].kind == word || !p.in(k+1, andWord) || p.toks[k+1].kind != word || p.toks[k+1].capital ||
		!p.toks[k+2].capital || p.toks[k+2].kind != word || p.toks[k+2].is(notName|honorific|role) || p.toks[k].is(role|honorific|notName) || p.in(k, countryName) || p.in(k+2, countryName) {
		return 0
	}
	if p.toks[e].kind == comma && (p.toks[e+1].is(relative) || p.word(e+1) == "which") {
		e += 2
	}
	if t := p.toks[e]; t.kind == word && !t.capital && (t.is(auxiliary|cueFinite) || p.in(e, plainVerb) || p.in(e, directingVerb) || p.in(e, copula)) && p.in(e, oneVerb) {
		return k + 3
	}
	return 0
}

package quote

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// headline says whether what opens at a token is the title of something with a
// number, or a headline in a list of what the press wrote.
func (d *document) headline(p *para, open int, u *utterance) bool {
	pc := u.pieces[0] // not in the first paragraph where no word of it is there
	text := d.paras[pc.para].text[pc.from:pc.to]
	first, _ := utf8.DecodeRuneInString(text)
	if open < 2 || unicode.IsLower(first) || strings.HasSuffix(text, ".") {
		return false
	}
	return d.numbered(p, open) || pressLine(p, open) || d.kindOfTitle(p, open)
}

// numbered says whether a resolution and its number stand before token open: draft
// resolution II, “…”; décret 2019-12 « … ».
func (d *document) numbered(p *para, open int) bool {
	k := open - 1
	if p.toks[k].kind == comma {
		k--
	}
	return k > 0 && (p.toks[k].kind == number || p.toks[k].is(titleNoun)) && p.toks[k-1].kind == word && p.in(k-1, paperNoun)
}

// kindOfTitle says whether a thing with a title and what kind of it stand before token
// open: la quotidienne de reportage « … ».
func (d *document) kindOfTitle(p *para, open int) bool {
	return open > 2 && p.toks[open-1].kind == word && p.toks[open-1].flags == 0 && !p.toks[open-1].capital &&
		p.in(open-2, plainOf) && p.in(open-3, programmeNoun)
}

// pressLine says whether nothing but where something was published stands before
// token open: 11 décembre 2019 : Le Fleuve « … », Article Le Fleuve – « … ».
func pressLine(p *para, open int) bool {
	k := 0
	if open > 4 && p.toks[0].kind == number && p.toks[1].kind == word && p.toks[2].kind == number && p.toks[3].kind == colon {
		k = 4
	}
	if k == 0 && !(p.toks[0].is(titleNoun) && p.toks[open-1].kind == dash) || open > k+6 {
		return false
	}
	for c := k; c < open; c++ {
		if t := p.toks[c]; t.kind != dash && (t.kind != word || !t.capital) {
			return false
		}
	}
	return true
}

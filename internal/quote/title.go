package quote

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// titled says whether words of which nobody is said to speak are a title after a
// colon: Read also: “Rent strikes: a short history”.
func (d *document) titled(u *utterance) bool {
	if len(u.pieces) != 1 || !u.closed || u.att != nil {
		return false
	}
	p, s := &d.paras[u.first], d.headSpan(u)
	if s.open < 1 || p.toks[s.open-1].kind != colon {
		return false
	}
	b := u.pieces[0]
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(p.text[b.from:b.to], "])”’»* \u00a0\u202f"))
	if d.motto(p, s.open) && !strings.ContainsRune(".!?…", last) {
		return true
	}
	ended := strings.ContainsRune(".!?…؟،,", last) || s.close+1 < len(p.toks) && p.toks[s.close+1].kind == stop
	return !ended || d.capitalised(u)
}

// motto says whether nothing but a noun for words that are nobody's, and what it is of,
// leads to the colon before token open: Son slogan de campagne : « … ».
func (d *document) motto(p *para, open int) bool {
	lo, _ := d.sentenceStartAt(p, spanBefore(p, open), open-1)
	if open-1-lo > 6 || lo+1 >= open-1 || !p.toks[lo].is(definite) && !p.in(lo, ownerWord) && d.rules.owns[p.word(lo)] == 0 {
		return false
	}
	return p.toks[lo+1].is(titleNoun) && p.in(lo+1, writtenUpWord) && !d.finiteIn(p, lo+2, open-1)
}

// titleAside says whether words between commas are the title of what is named before
// them: a guide for tenants, “Your dog, your home”, on its website.
func (d *document) titleAside(p *para, s *span, u *utterance) bool {
	pc := u.pieces[0]
	first, _ := utf8.DecodeRuneInString(d.paras[pc.para].text[pc.from:pc.to])
	if len(u.pieces) > 1 || unicode.IsLower(first) || s.close >= len(p.toks) || s.endsIn(p, stop) || s.endsIn(p, comma) {
		return false
	}
	if n := s.close + 1; n < len(p.toks) && p.toks[n].kind != comma && p.toks[n].kind != stop {
		return false
	}
	for i := s.open - 2; i >= 0 && i > s.open-12 && (p.toks[i].kind == word || p.toks[i].kind == number); i-- {
		if p.toks[i].is(titleNoun) && !d.isRole(p, i) {
			return true
		}
		if d.verbAt(p, i).ok() && !nounPlace(p, i) {
			return false
		}
	}
	return false
}

// goesOn says whether the words are what is said of the noun before them, and no
// title: selon X, le projet « donnera du travail à trois générations ».
func (d *document) goesOn(p *para, open int, u *utterance) bool {
	pc := u.pieces[0]
	first, _ := utf8.DecodeRuneInString(d.paras[pc.para].text[pc.from:pc.to])
	if u.att == nil || open < 2 || !unicode.IsLower(first) {
		return false
	}
	if n := open + 1; d.countWords(u) > fewestWords-1 && n+1 < len(p.toks) && (p.toks[n].is(negation|passive|auxiliary|demonstrate) && !p.toks[n].is(definite|preposition) || p.in(n, copula) || p.toks[n].is(ofWord) && p.toks[n+1].is(negation)) {
		return true // la frase «no es un argumento»; aux bailleurs de fonds « de ne plus … »
	}
	return (p.toks[open-2].is(definite) && p.in(open-1, planNoun) || p.toks[open-2].is(indefinite)) && d.countWords(u) > fewestWords
}

// lawOn says whether what opens at a token is what a law or a report is on: la
// directive sur le « devoir de vigilance ».
func (d *document) lawOn(p *para, open int) bool {
	c := open - 1
	if p.toks[c].is(definite) && !p.toks[c].is(preposition) {
		c--
	}
	return c > 0 && p.toks[c].kind == word && p.toks[c].is(preposition) && !p.in(c, plainOf) && !p.toks[c].is(atWord|conjunction) && p.toks[c-1].kind == word &&
		(p.in(c-1, paperNoun) || p.in(c-1, planNoun)) && !d.verbAt(p, c-1).ok()
}

// capitalised says whether all longer words begin with a capital, as those of
// a title do in English.
func (d *document) capitalised(u *utterance) bool {
	if !d.rules.possessiveS || len(u.pieces) != 1 {
		return false
	}
	pc := u.pieces[0]
	n := 0
	for _, w := range strings.Fields(d.paras[pc.para].text[pc.from:pc.to]) {
		c, _ := utf8.DecodeRuneInString(w)
		if unicode.IsLower(c) && len(w) > 3 {
			return false
		}
		if unicode.IsUpper(c) {
			n++
		}
	}
	return n >= 2
}

// onBanner says whether the words before a quotation say on what it is written up, whoever
// the sentence is about: bajo un cartel que dice “El agua no se vende”, la tesorera.
func (d *document) onBanner(u *utterance) bool {
	p, k := &d.paras[u.first], d.headSpan(u).open-1
	if k > 0 && p.toks[k].kind == colon {
		k--
	}
	if k < 2 || !d.verbAt(p, k).ok() && !p.in(k, readingVerb) || p.toks[k-1].kind != word || !p.in(k-1, subjectRelative) {
		return false
	}
	for c := k - 2; c >= 0 && c > k-5 && p.toks[c].kind == word; c-- {
		if p.in(c, writtenUpWord) && !p.in(c, someonePronoun) {
			return true
		}
	}
	return false
}

// titleBefore says whether what is quoted is named right after it as a report or a book, in
// an apposition: «Sin ventanas», una investigación basada en 88 entrevistas.
func (d *document) titleBefore(u *utterance) bool {
	p, s := &d.paras[u.last], d.tailSpan(u)
	k := s.close + 1
	if len(u.pieces) > 1 || k+2 >= len(p.toks) || p.toks[k].kind != comma || s.endsIn(p, comma) || d.endsAsSentence(u) || !p.toks[k+1].is(indefinite) || p.toks[k+1].is(definite) {
		return false
	}
	return p.toks[k+2].kind == word && p.toks[k+2].is(titleNoun) && (p.in(k+2, planNoun) || p.in(k+2, workNoun)) && !d.verbAt(p, k+2).ok()
}

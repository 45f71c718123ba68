package quote

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// isQuotation says whether u is somebody's words. With a speaker, three words
// are enough, unless what stands before it makes it a title; without one it
// must be a whole sentence.
func (d *document) isQuotation(u *utterance) bool {
	words := d.countWords(u)
	if words < fewestWords {
		return words > 0 && u.speaker != "" && u.att != nil && !u.partial && u.closed && d.wholeSentence(u)
	}
	if d.afterTitleNoun(u) {
		return false
	}
	if s := d.headSpan(u); s.open > 0 && d.paras[u.first].in(s.open-1, writtenNoun) && words > fewestWords+1 && d.endsAsSentence(u) {
		return true // painted on the wall were the words “…”
	}
	if u.speaker == "" && u.att != nil && u.att.subject.kind == description && d.isWrittenUp(&d.paras[u.att.para], u.att.subject) {
		return d.endsAsSentence(u)
	}
	if u.speaker != "" || u.att != nil && (u.att.strong || u.att.subject.kind == pronoun && words > fewestWords) {
		return true
	}
	return !u.partial && d.wholeSentence(u) && words >= fewestWords+1 && !d.titled(u)
}

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
	ended := strings.ContainsRune(".!?…؟،,", last) || s.close+1 < len(p.toks) && p.toks[s.close+1].kind == stop
	return !ended || d.capitalised(u)
}

// countWords counts up to fewestWords+2 words.
func (d *document) countWords(u *utterance) int {
	n := 0
	for _, pc := range u.pieces {
		in := false
		for _, c := range d.paras[pc.para].text[pc.from:pc.to] {
			letter := letterOrDigit(c)
			if letter && !in {
				n++
			}
			in = letter || in && (unicode.IsMark(c) || c == '-' || c == '\'' || c == '’' || c == '·')
			if n >= fewestWords+2 {
				return n
			}
		}
	}
	return n
}

// wholeSentence says whether the words begin with a capital and end with the
// sign of a sentence, or fill their paragraph.
func (d *document) wholeSentence(u *utterance) bool {
	a, b := u.pieces[0], u.pieces[len(u.pieces)-1]
	text := d.paras[a.para].text[a.from:a.to]
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(text, "[(…¡¿“‘*- \u00a0\u202f"))
	if unicode.IsLower(first) {
		return false
	}
	text = strings.TrimRight(d.paras[b.para].text[b.from:b.to], "])”’»* \u00a0\u202f")
	last, _ := utf8.DecodeLastRuneInString(text)
	return strings.ContainsRune(".!?…؟،,", last) || d.fillsParagraph(u) && !d.heading(u) || d.fillsSentence(u) || d.cueFollows(u) || d.sentenceFollows(u)
}

// heading says whether words without the sign of a sentence fill one paragraph
// that no colon leads to, as those of a heading do.
func (d *document) heading(u *utterance) bool {
	if u.first != u.last || !u.closed {
		return false
	}
	p, s := &d.paras[u.first], d.headSpan(u)
	if s.open > 0 || d.tailSpan(u).close+1 < len(p.toks) || tooLongToHead(p, s) {
		return false
	}
	for i := u.first - 1; i >= 0; i-- {
		if !d.paras[i].blank() {
			return !strings.HasSuffix(trimSpace(d.paras[i].text), ":")
		}
	}
	return true
}

// longestHeading is how many words a heading in marks has at most.
const longestHeading = 20

// tooLongToHead says whether the words of a span are more than a heading has, or
// more than one sentence.
func tooLongToHead(p *para, s *span) bool {
	words := 0
	for k := s.open + 1; k < s.close; k++ {
		if p.toks[k].kind == stop && k+1 < s.close && p.toks[k+1].capital && words > fewestWords {
			return true
		}
		if p.toks[k].kind == word {
			words++
		}
	}
	return words > longestHeading
}

// fillsSentence says whether a full stop, a colon or the paragraph's end stands
// on both sides of the utterance: in some languages its own goes outside.
func (d *document) fillsSentence(u *utterance) bool {
	p, s := &d.paras[u.first], d.headSpan(u)
	if s.open > 0 && p.toks[s.open-1].kind != stop && p.toks[s.open-1].kind != colon {
		return false
	}
	p, s = &d.paras[u.last], d.tailSpan(u)
	return s.close+1 >= len(p.toks) && !d.heading(u) || s.close+1 < len(p.toks) && (p.toks[s.close+1].kind == stop || p.toks[s.close+1].kind == colon)
}

// sentenceFollows says whether the narrator begins a sentence right after the
// closing mark, so that the words before it were one.
func (d *document) sentenceFollows(u *utterance) bool {
	p, s := &d.paras[u.last], d.tailSpan(u)
	return !u.partial && s.close+1 < len(p.toks) && p.toks[s.close+1].kind == word && p.toks[s.close+1].capital && p.toks[s.close+1].is(notName) &&
		d.countWords(u) > fewestWords
}

// cueFollows says whether a cue verb stands right after the closing mark and a
// comma, even if its subject could not be read.
func (d *document) cueFollows(u *utterance) bool {
	p, s := &d.paras[u.last], d.tailSpan(u)
	if s.close+2 >= len(p.toks) || p.toks[s.close+1].kind != comma {
		return false
	}
	if d.rules.dashIncise && p.toks[s.close+2].kind == dash && !u.partial {
		return true
	}
	return u.att != nil || d.verbAt(p, s.close+2).ok()
}

// fillsParagraph says whether nothing but a sign stands around the utterance,
// or a colon leads to it.
func (d *document) fillsParagraph(u *utterance) bool {
	p, s := &d.paras[u.first], d.headSpan(u)
	if s.open > 0 && p.toks[s.open-1].kind == colon {
		return true
	}
	if u.head > 0 || s.open > 0 && wordsBefore(p, s.open) {
		return false
	}
	p, s = &d.paras[u.last], d.tailSpan(u)
	return u.tail == len(p.spans)-1 && !wordsAfter(p, min(s.close, len(p.toks)-1))
}

// afterTitleNoun says whether the word before the opening mark announces a
// title: la loi « … », a report entitled “…”.
func (d *document) afterTitleNoun(u *utterance) bool {
	p, s := &d.paras[u.first], d.headSpan(u)
	if s.open > 1 && p.toks[s.open-1].kind == comma && (d.mottoBefore(p, s.open-1) || d.titleAside(p, s, u)) {
		return true
	}
	if d.headline(p, s.open, u) || d.rules.bareNouns && d.entitled(p, s.open, u) {
		return true
	}
	if s.open <= 0 || p.toks[s.open-1].kind != word {
		return false
	}
	t := p.toks[s.open-1]
	if t.is(titleNoun) && !t.is(cueFinite) && !d.cueAtEnd(p, s.open-1, u) && !d.calledSo(p, s.open, u) && !d.goesOn(p, s.open, u) {
		return !(p.in(s.open-1, writtenNoun) && d.endsAsSentence(u))
	}
	if d.lawOn(p, s.open) {
		return true
	}
	if p.in(s.open-1, plainOf) && s.open > 1 && p.in(s.open-2, authorNoun) {
		return true // auteur de « … »
	}
	return d.isOffence(p, s.open) && !d.accuses(u) || u.partial && d.capitalised(u)
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

// cueAtEnd says whether the verb of an utterance's attribution ends with token i:
// L'ONU s'est dite « gravement préoccupée ».
func (d *document) cueAtEnd(p *para, i int, u *utterance) bool {
	return u.att != nil && u.att.para == u.first && p.toks[i].is(cueParticiple) && strings.HasSuffix(u.att.cue, p.slice(i, i+1))
}

// accuses says whether the verb of an utterance's attribution is one of accusing,
// or of calling: what X accuses somebody of is in X's words.
func (d *document) accuses(u *utterance) bool {
	if u.att == nil {
		return false
	}
	cue := strings.Fields(fold(u.att.cue))
	if len(cue) == 0 {
		return false
	}
	last := cue[len(cue)-1]
	return d.rules.in(last, accusingVerb) && d.countWords(u) > fewestWords+1 || d.rules.in(last, callingVerb)
}

// calledSo says whether the noun before the mark is what somebody calls so:
// calling the report “fiction, and bad fiction at that”.
func (d *document) calledSo(p *para, open int, u *utterance) bool {
	pc := u.pieces[0]
	first, _ := utf8.DecodeRuneInString(d.paras[pc.para].text[pc.from:pc.to])
	return open > 2 && unicode.IsLower(first) && p.toks[open-2].is(definite) && p.in(open-3, callingVerb)
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

// mottoBefore says whether what stands before the comma at k is a motto or a title:
// El lema de la campaña, «…», alude a la puerta.
func (d *document) mottoBefore(p *para, k int) bool {
	for i := k - 1; i >= 0 && i > k-9 && p.toks[i].kind == word; i-- {
		if p.in(i, mottoNoun) {
			return true
		}
		if d.verbAt(p, i).ok() || p.toks[i].is(auxiliary|he|she) && !p.toks[i].is(definite|preposition) {
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

// endsAsSentence says whether the words begin with a capital and end with a
// sign: words on a wall that are a sentence are a quotation.
func (d *document) endsAsSentence(u *utterance) bool {
	b := u.pieces[len(u.pieces)-1]
	last, _ := utf8.DecodeLastRuneInString(d.paras[b.para].text[b.from:b.to])
	return strings.ContainsRune(".!?…؟", last) && d.wholeSentence(u)
}

// isOffence says whether what opens at a token is what somebody is charged
// with: condamné à six ans de prison pour « … ».
func (d *document) isOffence(p *para, open int) bool {
	if !p.toks[open-1].is(preposition) {
		return false
	}
	for _, ph := range d.rules.charging {
		if at := open - len(ph); at >= 0 && p.matches(at, ph) {
			return true
		}
	}
	if t := p.toks[open-1]; t.is(definite) && !t.is(preposition) {
		return false
	}
	for k := open - 2; k >= 0 && k > open-22; k-- {
		if p.toks[k].kind == stop || p.toks[k].kind == quoteMark {
			return false
		}
		if p.toks[k].kind == word && (p.in(k, offenceWord) || k > 0 && p.word(k) == "examen" && p.word(k-1) == "en") {
			return p.in(open-1, offenceLink)
		}
	}
	return false
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

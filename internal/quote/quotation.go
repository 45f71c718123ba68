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
	if d.afterTitleNoun(u) || d.titleBefore(u) || d.onBanner(u) && !d.endsAsSentence(u) {
		return false
	}
	if s := d.headSpan(u); s.open > 0 && d.paras[u.first].in(s.open-1, writtenNoun) && words > fewestWords+1 && d.endsAsSentence(u) {
		return true // painted on the wall were the words “…”
	}
	if u.speaker == "" && u.att != nil && u.att.subject.kind == description && d.isWrittenUp(&d.paras[u.att.para], u.att.subject) {
		return d.endsAsSentence(u)
	}
	if u.speaker != "" || u.att != nil && (u.att.strong || u.att.subject.kind == pronoun) || d.reported(u) {
		return true
	}
	return !u.partial && d.wholeSentence(u) && words >= fewestWords+1 && !d.titled(u)
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
	if s.open > 1 && p.toks[s.open-1].kind == comma && d.titleAside(p, s, u) {
		return true
	}
	if d.headline(p, s.open, u) {
		return true
	}
	if s.open <= 0 || p.toks[s.open-1].kind != word {
		return false
	}
	t := p.toks[s.open-1]
	if t.is(titleNoun) && !t.is(cueFinite) && !d.cueAtEnd(p, s.open-1, u) && !d.goesOn(p, s.open, u) {
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

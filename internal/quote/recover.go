package quote

import (
	"unicode/utf8"
)

// unopened makes an utterance of what ends with a closing mark that nothing in
// paragraph i opens: from the paragraph's start, or from a colon in it. It
// returns the next mark to look at.
func (d *document) unopened(i int) int {
	p := &d.paras[i]
	k := 0
	for k < len(p.marks) && p.marks[k].c == '’' {
		k++ // an apostrophe
	}
	if k == len(p.marks) {
		return 0
	}
	m := p.marks[k]
	s := d.closesOnly(p, m)
	if s == noStyle {
		return 0
	}
	from, open := 0, -1
	for t := int(m.tok) - 1; t > 0; t-- {
		if p.toks[t-1].kind == colon && !p.glued(t-1) {
			from, open = int(p.toks[t].start), t
			break
		}
	}
	if countWords(p.toks[max(open, 0):m.tok]) < fewestWords+1 {
		return 0
	}
	u := &utterance{style: s, closed: true}
	d.utterances = append(d.utterances, u)
	d.addSpan(i, u, open, int(m.tok), from, int(m.at))
	return k + 1
}

// closesOnly gives the style that the paragraph's first mark closes, where it
// cannot open anything: it stands at a word and before a sign or a space.
func (d *document) closesOnly(p *para, m mark) style {
	if m.tok == 0 || !m.closeSide() || !endsSpeech(p, m) {
		return noStyle
	}
	switch {
	case m.c == '»' && !d.rules.reversed && !arrow(p, m) && !leadsToLink(p, m):
		return guillemets
	case m.c == '”' && !isSpace(m.prev) && !d.rules.closeLow:
		return curly
	case m.c == '"' && !isSpace(m.prev) && !m.openSide() && odd(p, '"'):
		return straight
	}
	return noStyle
}

// leadsToLink recognises a » after a sentence that points at a link: a few words
// follow it, and no full stop.
func leadsToLink(p *para, m mark) bool {
	after := len(p.toks) - int(m.tok) - 1
	return isSpace(m.prev) && isSpace(m.next) && after > 0 && after < 10 && p.toks[len(p.toks)-1].kind == word
}

// endsSpeech says whether what stands around a closing mark is an end: a sign
// on one of its sides, or the paragraph's end.
func endsSpeech(p *para, m mark) bool {
	t := int(m.tok)
	if t+1 == len(p.toks) {
		return true
	}
	switch p.toks[t+1].kind {
	case comma, stop, dash:
		return true
	}
	return p.toks[t-1].kind == stop || p.toks[t-1].kind == comma
}

func odd(p *para, c rune) bool {
	n := 0
	for _, m := range p.marks {
		if m.c == c {
			n++
		}
	}
	return n%2 == 1
}

// foreignCloser says whether a mark of another style may end a quotation of style
// s: « A", dit X. Nothing of its own style is open, as inner notes it, and an
// attribution or the paragraph's end follows.
func foreignCloser(p *para, m mark, s style, inner *[single]int) bool {
	if s != guillemets && s != curly && s != straight {
		return false
	}
	for _, other := range [...]style{low, guillemets, curly, straight} {
		switch step := other.step(m); {
		case other == s || step == 0:
		case step > 0:
			inner[other]++
			return false
		case inner[other] > 0:
			inner[other]--
			return false
		}
	}
	return m.c != '‘' && m.c != '’' && m.closeSide() && endsSpeech(p, m)
}

// runsOn says whether the mark ‘, which nothing closes, opens a quotation all
// the same: the next paragraph opens again, or the words begin the paragraph or
// follow a colon, and end with a sign.
func (d *document) runsOn(i int, m mark) bool {
	p := &d.paras[i]
	if m.tok == 0 && d.opensAgain(i+1, '‘') {
		return true
	}
	last := p.toks[len(p.toks)-1]
	return (m.tok == 0 || p.toks[m.tok-1].kind == colon) && last.kind == stop && countWords(p.toks[m.tok:]) > fewestWords
}

// opensAgain says whether paragraph i begins with the mark c.
func (d *document) opensAgain(i int, c rune) bool {
	if i >= len(d.paras) || d.paras[i].heading {
		return false
	}
	first, _ := utf8.DecodeRuneInString(trimSpace(d.paras[i].text))
	return first == c
}

func countWords(toks []token) int {
	n := 0
	for _, t := range toks {
		if t.kind == word {
			n++
		}
	}
	return n
}

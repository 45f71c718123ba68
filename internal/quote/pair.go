package quote

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// span is the stretch an utterance takes in one paragraph. open is the token
// of its opening mark (-1: the paragraph goes on without one), close the token
// of its closing mark (the number of tokens where it is not closed here).
type span struct {
	open, close int
	from, to    int // bytes of the words between
	u           *utterance
	// What the words after the closing mark, and before the opening one, say of
	// who speaks; nil when nothing.
	after, before *attribution
}

// pairMarks finds the utterances of the document: what stands between marks,
// over several paragraphs where each of them opens again. A quotation that is
// never closed ends with its paragraph.
func (d *document) pairMarks() {
	var open *utterance // runs on from the paragraph before
	for i := range d.paras {
		p := &d.paras[i]
		if p.heading {
			open = nil
			continue
		}
		if open == nil && !d.marked(p) || p.blank() {
			if open == nil && !p.blank() {
				d.speakInTurn(i)
			}
			continue
		}
		next := 0
		if open != nil {
			next, open = d.carryOn(i, open)
		}
		if next >= 0 && open == nil {
			open = d.pairFrom(i, next)
		}
		if d.rules.possessiveS && p.cut {
			p.readPossessives()
		}
	}
	d.paired = true
}

// readPossessives makes the apostrophe of "the boys’ mother" part of the words
// again, where it has not turned out to be a quotation mark.
func (p *para) readPossessives() {
	k := 0
	for _, m := range p.marks {
		for k < len(p.spans) && p.spans[k].close < int(m.tok) {
			k++
		}
		if m.c == '’' && m.prev == 's' && (k == len(p.spans) || p.spans[k].close != int(m.tok)) {
			p.toks[m.tok].kind, p.toks[m.tok].flags = word, possessive
		}
	}
}

// pairFrom pairs the marks of paragraph i from mark number next, and returns
// the utterance that is still open at the paragraph's end.
func (d *document) pairFrom(i, next int) *utterance {
	p := d.para(i)
	noSingles := false
	if next == 0 {
		next = d.unopened(i)
	}
	for next < len(p.marks) {
		m := p.marks[next]
		s := d.rules.opens(m)
		if s == noStyle || s == single && noSingles {
			next++
			continue
		}
		end, after := closing(p, next+1, s)
		if m.c == '»' && s == guillemets && end < 0 {
			next++
			continue
		}
		if s == single && end < 0 && !d.runsOn(i, m) {
			noSingles = true
			next++
			continue
		}
		if end >= 0 && !anyWord(p.toks[m.tok+1:p.marks[end].tok]) {
			next = after
			continue
		}
		u := &utterance{style: s}
		d.utterances = append(d.utterances, u)
		if end < 0 {
			d.addSpan(i, u, int(m.tok), len(p.toks), m.end(), len(p.text))
			return u
		}
		d.addSpan(i, u, int(m.tok), int(p.marks[end].tok), m.end(), int(p.marks[end].at))
		u.closed = true
		next = after
	}
	return nil
}

// carryOn continues an open utterance in paragraph i, if the paragraph opens
// with its mark again (or, in Spanish, with its closing mark), or if it is
// closed in one of the next paragraphs before anything else is opened. It
// returns the next mark to look at (-1: none) and the utterance if it is still
// open.
func (d *document) carryOn(i int, u *utterance) (int, *utterance) {
	p := d.para(i)
	if len(p.marks) > 0 && p.marks[0].tok == 0 && u.style.reopens(p.marks[0].c) && u.orphan == 0 && d.beginsHigh(u) {
		m := p.marks[0]
		end, after := closing(p, 1, u.style)
		if end < 0 {
			d.addSpan(i, u, 0, len(p.toks), m.end(), len(p.text))
			return -1, u
		}
		d.addSpan(i, u, 0, int(p.marks[end].tok), m.end(), int(p.marks[end].at))
		u.closed = true
		return after, nil
	}
	if u.orphan == 0 {
		u.orphan = d.orphanCloser(i, u.style)
	}
	switch {
	case u.orphan > i:
		d.addSpan(i, u, -1, len(p.toks), 0, len(p.text))
		return -1, u
	case u.orphan == i:
		k := firstOf(p, u.style)
		d.addSpan(i, u, -1, int(p.marks[k].tok), 0, int(p.marks[k].at))
		u.closed = true
		return k + 1, nil
	}
	return 0, nil
}

// beginsHigh says whether an utterance does not begin in the middle of a sentence:
// one that does, and is not closed, was not meant to go on in the next paragraph.
func (d *document) beginsHigh(u *utterance) bool {
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(d.paras[u.first].text[u.pieces[0].from:], "[(…¡¿“‘*- \u00a0\u202f"))
	return !unicode.IsLower(first) || d.headSpan(u).open <= 0
}

// reopens says whether a paragraph that begins with c continues a quotation.
func (s style) reopens(c rune) bool {
	switch s {
	case guillemets, reversed:
		return c == '«' || c == '»'
	case curly:
		return c == '“' || c == '”'
	case low:
		return c == '„' || c == '‟'
	case straight:
		return c == '"'
	case single:
		return c == '‘'
	}
	return false
}

// orphanLimit is how many paragraphs an opening mark may wait for its closing
// one when the paragraphs between do not open again.
const orphanLimit = 3

// orphanCloser looks for the paragraph from i on that closes a quotation of
// style s without having opened it; -1 when there is none near by.
func (d *document) orphanCloser(i int, s style) int {
	for k := i; k < len(d.paras) && k < i+orphanLimit && !d.paras[k].heading; k++ {
		if !d.marked(&d.paras[k]) {
			continue
		}
		p := d.para(k)
		f := firstOf(p, s)
		if f < 0 {
			continue
		}
		m := p.marks[f]
		if s.step(m) < 0 && m.closeSide() && !arrow(p, m) {
			return k
		}
		break
	}
	return -1
}

// arrow recognises a » that points at a link ("À lire aussi » …").
func arrow(p *para, m mark) bool {
	return int(m.tok)+1 < len(p.toks) && p.toks[m.tok+1].kind == word && isSpace(m.prev) &&
		m.tok > 0 && p.toks[m.tok-1].kind != stop
}

func firstOf(p *para, s style) int {
	for k, m := range p.marks {
		if s.step(m) != 0 {
			return k
		}
	}
	return -1
}

// closing returns the mark that closes a quotation of style s whose words
// begin before mark number k, and the next mark to look at; -1 when the
// paragraph ends first.
func closing(p *para, k int, s style) (end, after int) {
	if s == single {
		return closingSingle(p, k)
	}
	depth, last, foreign := 1, -1, -1
	var inner [single]int // the quotations of other styles that are open
	for ; k < len(p.marks); k++ {
		m := p.marks[k]
		step := s.step(m)
		if step < 0 && m.c == '"' && s == straight && inches(p, k) {
			step = 0
		}
		depth += step
		if step < 0 {
			last = k
		}
		if depth == 0 {
			return k, k + 1
		}
		if step == 0 && foreignCloser(p, m, s, &inner) {
			if depth == 1 && p.toks[m.tok-1].kind == stop && !m.openSide() {
				return k, k + 1 // "A.“ said X
			}
			if foreign < 0 {
				foreign = k
			}
		}
	}
	// An inner and the outer quotation often share one closing mark.
	if last >= 0 && (!wordsAfter(p, int(p.marks[last].tok)) || s == curly || s == straight) {
		return last, last + 1
	}
	if foreign >= 0 {
		return foreign, foreign + 1
	}
	return -1, len(p.marks)
}

// inches says whether the straight mark k measures something (a 5" pipe) and
// another one closes the quotation.
func inches(p *para, k int) bool {
	return unicode.IsDigit(p.marks[k].prev) && k+1 < len(p.marks) && p.marks[k+1].c == '"' && !p.marks[k+1].openSide()
}

func wordsBefore(p *para, tok int) bool { return anyWord(p.toks[:tok]) }

func wordsAfter(p *para, tok int) bool { return anyWord(p.toks[tok+1:]) }

func anyWord(toks []token) bool {
	return slices.ContainsFunc(toks, func(t token) bool { return t.kind == word || t.kind == number })
}

// addSpan records that u runs through paragraph i between two tokens.
func (d *document) addSpan(i int, u *utterance, open, end, from, to int) {
	p := &d.paras[i]
	s := span{open: open, close: end, from: from, to: to, u: u}
	if len(u.pieces) == 0 {
		u.pieces = u.piece[:0]
		u.first, u.head = i, len(p.spans)
	}
	u.last, u.tail = i, len(p.spans)
	u.pieces = append(u.pieces, piece{para: i, span: len(p.spans), from: from, to: to})
	p.spans = append(p.spans, s)
}

// trim takes white space off both ends of text[from:to].
func trim(text string, from, to int) (int, int) {
	s := strings.TrimRightFunc(text[from:to], isSpace)
	t := strings.TrimLeftFunc(s, isSpace)
	return from + len(s) - len(t), from + len(s)
}

package quote

import (
	"strings"
	"unicode/utf8"
)

// speakInTurn makes an utterance of paragraph i where it is a turn of a
// dialogue: it opens with a dash, and somewhere in its row of such paragraphs, or
// beyond one of the narrator's, it is said whose turn one is. A list opens with
// dashes too. A turn may begin after a sentence of the narrator's.
func (d *document) speakInTurn(i int) {
	open := 0
	if !d.opensWithDash(i) {
		if open = d.dashWithin(i); open == 0 {
			return
		}
	} else if !d.ledByColon(i) && !d.inDialogue(i) && !(i > 1 && d.saysWhoseTurn(i-2)) && !(i+2 < len(d.paras) && d.saysWhoseTurn(i+2)) {
		return
	}
	p := d.para(i)
	u := &utterance{style: dialogue, closed: true}
	d.utterances = append(d.utterances, u)
	d.addSpan(i, u, open, len(p.toks), int(p.toks[open].end), len(p.text))
}

// inDialogue says whether paragraph i stands in a row of paragraphs that open with
// dashes, of which one says whose turn it is.
func (d *document) inDialogue(i int) bool {
	if i < d.rowEnd {
		return d.rowSpoken
	}
	d.rowSpoken = false
	for d.rowEnd = i; d.rowEnd < len(d.paras) && d.opensWithDash(d.rowEnd); d.rowEnd++ {
		d.rowSpoken = d.rowSpoken || d.saysWhoseTurn(d.rowEnd)
	}
	return d.rowSpoken
}

// dashWithin returns the dash that opens a turn after a sentence of the narrator's,
// where an attribution interrupts it, or 0: No lo olvidan. —Me quitaron la tierra
// —dice X—. No sabía leer. Between spaces a dash may be one of any kind, and only a
// verb of saying after the next shows what it is: Lui esita. – A – dice.
func (d *document) dashWithin(i int) int {
	p := &d.paras[i]
	if p.heading || !strings.Contains(p.text, " —") && !strings.Contains(p.text, " – ") {
		return 0
	}
	p = d.para(i)
	for k := 1; k+2 < len(p.toks); k++ {
		before := p.toks[k-1].kind
		raya := d.rules.raya && p.glued(k)
		if p.toks[k].kind != dash || before != stop && before != colon || p.glued(k) != raya || !p.toks[k+1].capital && p.toks[k+1].kind != other {
			continue
		}
		for c := k + 1; c+1 < len(p.toks); c++ {
			if p.toks[c].kind != dash || !raya && !d.verbAt(p, c+1).ok() {
				continue
			}
			if _, _, ok := d.incise(p, i, c, len(p.toks), true); ok {
				return k
			}
			if raya {
				return 0
			}
		}
		return 0
	}
	return 0
}

// ledByColon says whether the paragraph before, which is no turn itself, ends
// with a colon, or asks something, and none after this one opens with a dash: one turn is no list.
func (d *document) ledByColon(i int) bool {
	if i == 0 || d.paras[i-1].heading || d.opensWithDash(i-1) || i+1 < len(d.paras) && d.opensWithDash(i+1) {
		return false
	}
	before := trimSpace(d.paras[i-1].text)
	return strings.HasSuffix(before, ":") || strings.HasSuffix(before, "?")
}

func (d *document) opensWithDash(i int) bool {
	p := &d.paras[i]
	text := trimSpace(p.text)
	first, n := utf8.DecodeRuneInString(text)
	if p.heading || signKind(first) != dash || d.marked(p) {
		return false
	}
	next, _ := utf8.DecodeRuneInString(text[n:])
	return isSpace(next) || d.rules.raya
}

// saysWhoseTurn says whether an attribution stands in a paragraph that opens
// with a dash.
func (d *document) saysWhoseTurn(i int) bool {
	if !d.opensWithDash(i) {
		return false
	}
	p := d.para(i)
	for c := 1; c+1 < len(p.toks); c++ {
		switch p.toks[c].kind {
		case comma, stop, dash:
			if _, _, ok := d.incise(p, i, c, len(p.toks), true); ok {
				return true
			}
		}
	}
	return false
}

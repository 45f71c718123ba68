package quote

import (
	"strings"
	"unicode/utf8"
)

// speakInTurn makes an utterance of paragraph i where it is a turn of a
// dialogue: it opens with a dash, and somewhere in its row of such paragraphs it is
// said whose turn one is. A list opens with dashes too. In Spanish a turn may
// stand at the end of a paragraph.
func (d *document) speakInTurn(i int) {
	if !d.opensWithDash(i) {
		d.turnWithin(i)
		return
	}
	if !d.ledByColon(i) && !d.inDialogue(i) {
		return
	}
	p := d.para(i)
	u := &utterance{style: dialogue, closed: true}
	d.utterances = append(d.utterances, u)
	d.addSpan(i, u, 0, len(p.toks), int(p.toks[0].end), len(p.text))
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

// turnWithin makes an utterance of what follows a dash that stands right before a
// capital within a paragraph, where an attribution interrupts it: No lo olvidan.
// —Me quitaron la tierra —dice X—. No sabía leer.
func (d *document) turnWithin(i int) {
	p := &d.paras[i]
	if !d.rules.raya || p.heading || !strings.Contains(p.text, " —") {
		return
	}
	p = d.para(i)
	for k := 1; k+2 < len(p.toks); k++ {
		if p.toks[k].kind != dash || p.toks[k-1].kind != stop || !p.glued(k) || !p.toks[k+1].capital && p.toks[k+1].kind != other {
			continue
		}
		for c := k + 1; c+1 < len(p.toks); c++ {
			if p.toks[c].kind != dash {
				continue
			}
			if _, _, ok := d.incise(p, i, c, len(p.toks), true); !ok {
				return
			}
			u := &utterance{style: dialogue, closed: true}
			d.utterances = append(d.utterances, u)
			d.addSpan(i, u, k, len(p.toks), int(p.toks[k].end), len(p.text))
			return
		}
	}
}

// ledByColon says whether the paragraph before, which is no turn itself, ends
// with a colon, or asks something, and none after this one opens with a dash: one turn is no list.
func (d *document) ledByColon(i int) bool {
	if i == 0 || d.paras[i-1].heading || d.opensWithDash(i-1) || i+1 < len(d.paras) && d.opensWithDash(i+1) {
		return false
	}
	before := strings.TrimRight(d.paras[i-1].text, " \u00a0\u202f")
	return strings.HasSuffix(before, ":") || strings.HasSuffix(before, "?")
}

func (d *document) opensWithDash(i int) bool {
	p := &d.paras[i]
	text := strings.TrimSpace(p.text)
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

package quote

import (
	"strings"
	"unicode/utf8"
)

// speakInTurn makes an utterance of paragraph i where it is a turn of a
// dialogue: it opens with a dash, and either says whose turn it is or stands
// beside a paragraph that does. A list opens with dashes too.
func (d *document) speakInTurn(i int) {
	if !d.opensWithDash(i) {
		return
	}
	if !d.ledByColon(i) && !d.saysWhoseTurn(i) && !(i > 0 && d.saysWhoseTurn(i-1)) && !(i+1 < len(d.paras) && d.saysWhoseTurn(i+1)) {
		return
	}
	p := d.para(i)
	u := &utterance{style: dialogue, closed: true}
	d.utterances = append(d.utterances, u)
	d.addSpan(i, u, 0, len(p.toks), int(p.toks[0].end), len(p.text))
}

// ledByColon says whether the paragraph before, which is no turn itself, ends
// with a colon, and none after this one opens with a dash: one turn is no list.
func (d *document) ledByColon(i int) bool {
	if i == 0 || d.paras[i-1].heading || d.opensWithDash(i-1) || i+1 < len(d.paras) && d.opensWithDash(i+1) {
		return false
	}
	return strings.HasSuffix(strings.TrimSpace(d.paras[i-1].text), ":")
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

package quote

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// quotes turns the utterances into quotations, without those that are no
// quotations: titles, single words, pull quotes.
func (d *document) quotes() []Quote {
	d.markPartial()
	var out []Quote
	var kept []*utterance
	for _, u := range d.utterances {
		if u.merged {
			continue
		}
		u.trimPieces(d)
		if len(u.pieces) == 0 || !d.isQuotation(u) {
			continue
		}
		kept = append(kept, u)
	}
	c := cursor{}
	for _, u := range withoutRepeats(d, kept) {
		out = append(out, d.quote(u, &c))
	}
	return out
}

// trimPieces takes white space, and marks that enclose the whole, off the
// pieces, and drops those without a word.
func (u *utterance) trimPieces(d *document) {
	kept := u.pieces[:0]
	for _, pc := range u.pieces {
		text := d.paras[pc.para].text
		pc.from, pc.to = trim(text, pc.from, pc.to)
		for pc.from < pc.to && (text[pc.from] == '*' || text[pc.from] == '_') {
			pc.from++ // what is left of bold letters
		}
		for pc.from < pc.to && (text[pc.to-1] == '*' || text[pc.to-1] == '_') {
			pc.to--
		}
		pc.from, pc.to = trim(text, pc.from, pc.to)
		if len(u.pieces) == 1 {
			pc.from, pc.to = unwrap(text, pc.from, pc.to)
		}
		if strings.IndexFunc(text[pc.from:pc.to], letterOrDigit) >= 0 {
			kept = append(kept, pc)
		}
	}
	u.pieces = kept
}

func letterOrDigit(c rune) bool { return isLetter(c) || unicode.IsDigit(c) }

// unwrap removes a second pair of marks around the whole: «“A”».
func unwrap(text string, from, to int) (int, int) {
	for _, pair := range [...][2]string{{"“", "”"}, {"«", "»"}, {"‘", "’"}, {"„", "“"}, {"\"", "\""}} {
		s := text[from:to]
		if len(s) > len(pair[0])+len(pair[1]) && strings.HasPrefix(s, pair[0]) && strings.HasSuffix(s, pair[1]) &&
			!strings.ContainsAny(s[len(pair[0]):len(s)-len(pair[1])], pair[0]+pair[1]) {
			return trim(text, from+len(pair[0]), to-len(pair[1]))
		}
	}
	return from, to
}

// markPartial notes which utterances stand within a narrator's sentence.
func (d *document) markPartial() {
	for i := range d.paras {
		p := &d.paras[i]
		for _, s := range p.spans {
			if s.u.first != i || s.open <= 0 {
				continue
			}
			switch p.toks[s.open-1].kind {
			case word, number, quoteMark, comma, other:
				s.u.partial = true
			}
		}
	}
}

// fewestWords is what a partial quotation must have.
const fewestWords = 3

// quote writes the record of u.
func (d *document) quote(u *utterance, c *cursor) Quote {
	q := Quote{Speaker: u.speaker, Attribution: u.how, Role: u.job.role, Affiliation: u.job.affiliation}
	if d.unsure(u) {
		q = Quote{}
	}
	if u.att != nil {
		q.Cue = u.att.cue
	}
	for i, pc := range u.pieces {
		p := &d.paras[pc.para]
		words := p.text[pc.from:pc.to]
		if i > 0 && u.pieces[i-1].para == pc.para {
			q.Paragraphs[len(q.Paragraphs)-1] += " " + words
		} else {
			q.Paragraphs = append(q.Paragraphs, words)
		}
		from := p.offset + c.runes(p, pc.para, pc.from)
		q.Parts = append(q.Parts, [2]int{from, from + utf8.RuneCountInString(words)})
	}
	q.Text = strings.Join(q.Paragraphs, "\n\n")
	q.Start, q.End = q.Parts[0][0], q.Parts[len(q.Parts)-1][1]
	if q.Attribution == "" {
		q.Attribution = None
	}
	return q
}

// cursor counts code points along a paragraph without starting over for each
// quotation.
type cursor struct{ para, at, n int }

func (c *cursor) runes(p *para, para, at int) int {
	if c.para != para || c.at > at {
		*c = cursor{para: para}
	}
	c.n += utf8.RuneCountInString(p.text[c.at:at])
	c.at = at
	return c.n
}

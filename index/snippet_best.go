package index

import (
	"slices"

	"communique/archive"
)

// bestAttached takes the passage of the files with most of what was asked, the
// first of equals. It is looked for where the text itself has nothing: files
// are long.
func (m *marker) bestAttached(files []archive.Attached, l language) (Snippet, bool) {
	best, bestScore := Snippet{}, 0.0
	for _, f := range files {
		found := m.find(f.Text, l, "attachment")
		if s := weigh(found); s > bestScore {
			p := bestPassages(f.Text, found, 1)[0]
			best, bestScore = cut(f.Text, p[0], p[1], found, "attachment"), s
			best.Attachment = f.Title
		}
	}
	return best, bestScore > 0
}

// bestQuote takes the quotation with most of what was asked, the first of
// equals, and says which it is; -1 is none.
func (m *marker) bestQuote(quotes []archive.Quote, l language) (best Snippet, at int) {
	at, bestScore := -1, 0.0
	for i, q := range quotes {
		found := m.find(q.Text, l, "quote")
		if s := weigh(found); s > bestScore {
			p := bestPassages(q.Text, found, 1)[0]
			best, bestScore = cut(q.Text, p[0], p[1], found, "quote"), s
			best.Speaker, at = value(q.Speaker), i
		}
	}
	return best, at
}

// outside leaves out the matches within some stretches of a text.
func outside(found []match, spans [][2]int) (out []match) {
	for _, f := range found {
		if !slices.ContainsFunc(spans, func(s [2]int) bool { return f.start >= s[0] && f.end <= s[1] }) {
			out = append(out, f)
		}
	}
	return out
}

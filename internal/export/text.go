package export

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"communique/archive"
)

// How much of the texts, which remain their publishers', is handed on. Titles,
// dates, names and addresses are, whatever this says.
const (
	TextFull    = "full"
	TextExcerpt = "excerpt" // the beginning of each text, see excerpt
	TextNone    = "none"
)

// excerptLength is how long an excerpt is at most, in Unicode code points, the
// mark that it goes on not counted.
const excerptLength = 300

// shorten takes sentences out of a record. Text, lead, teasers and the words of
// quotations are cut or left out; sections and the paragraphs of quotations,
// which say the same once more, are left out. What says where in the text a
// quotation stands, and whose it is, stays, and counts in the whole text.
func shorten(r *archive.Release, text string) {
	var cut func(string) string
	switch text {
	case TextFull:
		return
	case TextExcerpt:
		cut = excerpt
	case TextNone:
		cut = func(string) string { return "" }
	}
	some := func(s *string) *string {
		if s == nil {
			return nil
		}
		return known(cut(*s))
	}
	r.Text, r.Lead, r.Sections = some(r.Text), some(r.Lead), []archive.Section{}
	for i := range r.Quotes {
		q := &r.Quotes[i]
		q.Text, q.Paragraphs = cut(q.Text), []string{}
	}
	for i := range r.Related {
		r.Related[i].Teaser = some(r.Related[i].Teaser)
	}
}

// excerpt cuts a text after the last whole word of its first excerptLength code
// points, and marks that it goes on with "…".
func excerpt(s string) string {
	if utf8.RuneCountInString(s) <= excerptLength {
		return s
	}
	runes := []rune(s)
	end := excerptLength
	for end > 0 && !unicode.IsSpace(runes[end]) {
		end--
	}
	if end == 0 { // a script that parts no words
		end = excerptLength
	}
	return strings.TrimRightFunc(string(runes[:end]), unicode.IsSpace) + "…"
}

package change

import "strings"

// Elide shortens the stretches that both versions have, for reading: of each
// it leaves the given number of words beside a change, and «[…]» for the rest.
func Elide(hunks []Hunk, words int) []Hunk {
	short := make([]Hunk, len(hunks))
	for i, h := range hunks {
		short[i] = h
		if h.Op != Equal {
			continue
		}
		before, after := words, words // how many to leave at its beginning and its end
		if i == 0 {
			before = 0
		}
		if i == len(hunks)-1 {
			after = 0
		}
		short[i].Text = elide(h.Text, before, after)
	}
	return short
}

// elide leaves a text alone where a gap would save next to nothing.
func elide(s string, before, after int) string {
	t := split(s)
	if len(t.words) <= before+after+3 {
		return s
	}
	var out strings.Builder
	for i := range before {
		out.WriteString(t.gaps[i] + t.words[i])
	}
	if before > 0 {
		out.WriteString(" ")
	}
	out.WriteString("[…]")
	for i := len(t.words) - after; i < len(t.words); i++ {
		if i == len(t.words)-after {
			out.WriteString(" " + t.words[i])
			continue
		}
		out.WriteString(t.gaps[i] + t.words[i])
	}
	if after > 0 {
		out.WriteString(t.gaps[len(t.words)])
	}
	return out.String()
}

package change

import "strings"

// Elide shortens the stretches that both versions have, for reading: of each
// it leaves the given number of words beside a change, or those of the same
// paragraph, and «[…]» for the rest.
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

// elide leaves a text alone where a gap would save next to nothing. What is
// left beside a change does not reach into another paragraph.
func elide(s string, before, after int) string {
	t := split(s)
	n := len(t.words)
	before, after = min(before, n), min(after, n)
	for i := range before {
		if strings.Contains(t.gaps[i], paragraph) {
			before = i
			break
		}
	}
	for i := n; i > n-after; i-- {
		if strings.Contains(t.gaps[i], paragraph) {
			after = n - i
			break
		}
	}
	if n <= before+after+3 {
		return s
	}
	var out strings.Builder
	for i := range before {
		out.WriteString(t.gaps[i] + t.words[i])
	}
	out.WriteString(t.gaps[before] + "[…]")
	for i := n - after; i < n; i++ {
		out.WriteString(t.gaps[i] + t.words[i])
	}
	out.WriteString(t.gaps[n])
	return out.String()
}

// paragraph is what stands between two.
const paragraph = "\n\n"

package change

import (
	"strings"
	"unicode"

	"github.com/aymanbagabas/go-udiff/lcs"
)

// Words compares two texts word by word; words are what white space parts. The
// hunks put together again give both texts to the byte: where only the white
// space between two words differs, it is a deletion and an insertion.
func Words(old, new string) []Hunk {
	a, b := split(old), split(new)
	w := writer{}
	var i, j int
	for _, d := range append(compare(a.words, b.words, rounds), lcs.Diff{Start: len(a.words), End: len(a.words), ReplStart: len(b.words), ReplEnd: len(b.words)}) {
		for ; i < d.Start; i, j = i+1, j+1 {
			w.gap(a.gaps[i], b.gaps[j])
			w.equal(a.words[i])
		}
		if i < d.End && j < d.ReplEnd {
			w.gap(a.gaps[i], b.gaps[j])
			a.gaps[i], b.gaps[j] = "", ""
		}
		for ; i < d.End; i++ {
			w.deleted.WriteString(a.gaps[i] + a.words[i])
		}
		for ; j < d.ReplEnd; j++ {
			w.inserted.WriteString(b.gaps[j] + b.words[j])
		}
	}
	w.gap(a.gaps[i], b.gaps[j])
	w.flush()
	return w.hunks
}

// rounds bounds the work. lcs looks for up to a hundred differences, in a time
// that grows with the length of the texts, and then leaves the rest as one
// exchange; so that what is left is compared again, a few times.
const rounds = 12

// small is a number of words that are not worth another round.
const small = 8

// compare gives the stretches that differ.
func compare(a, b []string, rounds int) []lcs.Diff {
	var all []lcs.Diff
	for _, d := range lcs.DiffLines(a, b) {
		size, other := d.End-d.Start, d.ReplEnd-d.ReplStart
		if rounds == 0 || min(size, other) < small || size == len(a) && other == len(b) {
			all = append(all, d)
			continue
		}
		for _, in := range compare(a[d.Start:d.End], b[d.ReplStart:d.ReplEnd], rounds-1) {
			all = append(all, lcs.Diff{
				Start: d.Start + in.Start, End: d.Start + in.End,
				ReplStart: d.ReplStart + in.ReplStart, ReplEnd: d.ReplStart + in.ReplEnd,
			})
		}
	}
	return all
}

// text is a text in words, with the white space before each and, at the end,
// behind the last.
type text struct{ words, gaps []string }

func split(s string) (t text) {
	for {
		word := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsSpace(r) })
		if word < 0 {
			t.gaps = append(t.gaps, s)
			return t
		}
		end := strings.IndexFunc(s[word:], unicode.IsSpace)
		if end < 0 {
			end = len(s) - word
		}
		t.gaps, t.words = append(t.gaps, s[:word]), append(t.words, s[word:word+end])
		s = s[word+end:]
	}
}

// writer gathers hunks: stretches of one kind are one hunk, and a deletion
// comes before the insertion in its place.
type writer struct {
	hunks                   []Hunk
	same, deleted, inserted strings.Builder
}

func (w *writer) gap(a, b string) {
	if a == b {
		w.equal(a)
		return
	}
	w.deleted.WriteString(a)
	w.inserted.WriteString(b)
}

func (w *writer) equal(s string) {
	if s == "" {
		return
	}
	if w.deleted.Len()+w.inserted.Len() > 0 {
		w.flush()
	}
	w.same.WriteString(s)
}

func (w *writer) flush() {
	for _, part := range []struct {
		op   string
		text *strings.Builder
	}{{Equal, &w.same}, {Delete, &w.deleted}, {Insert, &w.inserted}} {
		if part.text.Len() > 0 {
			w.hunks = append(w.hunks, Hunk{part.op, part.text.String()})
		}
		part.text.Reset()
	}
}

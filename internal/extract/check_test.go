package extract

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// checkReading holds for every reading, whatever the page.
func checkReading(t testing.TB, r Reading) {
	t.Helper()
	text := ""
	if r.Release.Text != nil {
		text = *r.Release.Text
	}
	if !utf8.ValidString(text) {
		t.Errorf("text is not valid UTF-8")
	}
	runes := []rune(text)
	for i, q := range r.Release.Quotes {
		if q.Start < 0 || q.End > len(runes) || q.Start >= q.End {
			t.Errorf("quote %d: %d to %d in a text of %d", i, q.Start, q.End, len(runes))
			continue
		}
		if squeeze(strings.Join(q.Paragraphs, " ")) != squeeze(q.Text) {
			t.Errorf("quote %d: paragraphs %q are not its text %q", i, q.Paragraphs, q.Text)
		}
		var own strings.Builder
		for _, p := range q.Parts {
			if p[0] < q.Start || p[1] > q.End || p[0] > p[1] {
				t.Errorf("quote %d: part %v outside %d to %d", i, p, q.Start, q.End)
				continue
			}
			own.WriteString(string(runes[p[0]:p[1]]) + " ")
		}
		if squeeze(own.String()) != squeeze(q.Text) {
			t.Errorf("quote %d: parts are %q, its text %q", i, own.String(), q.Text)
		}
	}
	var joined []string
	if lead := r.Release.Lead; lead != nil && !strings.HasPrefix(text, *lead) && len(r.Release.Sections) > 0 && r.Release.Sections[0].Heading == nil {
		if first := r.Release.Sections[0].Paragraphs[0]; !allCapitals(first) && !isSalutation(first) || !strings.Contains(text, "\n\n"+*lead) {
			t.Errorf("text does not begin with the lead %q", *lead)
		}
	}
	for _, s := range r.Release.Sections {
		if s.Heading != nil {
			joined = append(joined, *s.Heading)
		}
		joined = append(joined, s.Paragraphs...)
	}
	if !strings.HasSuffix(text, strings.Join(joined, "\n\n")) {
		t.Errorf("text does not end with the sections")
	}
	if r.IsRelease != (r.Why == "") {
		t.Errorf("is release %v, why %q", r.IsRelease, r.Why)
	}
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }

package quote

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// release makes paragraphs of a text: a blank line parts them, "# " makes a
// heading, offsets are those of the joined text.
func release(text string) []Paragraph {
	var ps []Paragraph
	offset := 0
	for _, p := range strings.Split(text, "\n\n") {
		heading := strings.HasPrefix(p, "# ")
		p = strings.TrimPrefix(p, "# ")
		ps = append(ps, Paragraph{Text: p, Heading: heading, Offset: offset})
		offset += utf8.RuneCountInString(p) + 2
	}
	return ps
}

// check holds what is true of every result: parts in order, apart, within
// the quotation, and made of the text at their place.
func check(t *testing.T, ps []Paragraph, qs []Quote) {
	t.Helper()
	var all []rune
	for _, p := range ps {
		for len(all) < p.Offset {
			all = append(all, '\n')
		}
		all = append(all, []rune(p.Text)...)
	}
	for _, q := range qs {
		if len(q.Parts) == 0 || q.Start != q.Parts[0][0] || q.End != q.Parts[len(q.Parts)-1][1] {
			t.Fatalf("start and end are not those of the parts: %+v", q)
		}
		if !utf8.ValidString(q.Text + q.Speaker + q.Role + q.Affiliation + q.Cue) {
			t.Fatalf("invalid UTF-8: %+v", q)
		}
		var joined strings.Builder
		at := 0
		for _, part := range q.Parts {
			if part[0] < at || part[1] <= part[0] || part[1] > len(all) {
				t.Fatalf("parts out of order or range: %+v", q)
			}
			joined.WriteString(string(all[part[0]:part[1]]))
			at = part[1]
		}
		if bare(joined.String()) != bare(q.Text) || q.Text != strings.Join(q.Paragraphs, "\n\n") {
			t.Fatalf("parts %q do not make the text %q", joined.String(), q.Text)
		}
		if q.Text != strings.TrimSpace(q.Text) || q.Text == "" {
			t.Fatalf("text not trimmed: %q", q.Text)
		}
		switch {
		case q.Attribution == None && q.Speaker == "", q.Speaker != "" && (q.Attribution == Explicit || q.Attribution == Resolved):
		default:
			t.Fatalf("speaker %q with attribution %q", q.Speaker, q.Attribution)
		}
	}
}

func bare(s string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsSpace(c) {
			return -1
		}
		return c
	}, s)
}

// said is a quotation in short: text | speaker | role | affiliation | cue | attribution,
// paragraphs of the text parted by ¶.
func short(q Quote) string {
	return strings.Join([]string{strings.ReplaceAll(q.Text, "\n\n", " ¶ "), q.Speaker, q.Role, q.Affiliation, q.Cue, q.Attribution}, " | ")
}

type example struct {
	name string
	text string
	want []string
}

func run(t *testing.T, lang, org string, examples []example) {
	for _, e := range examples {
		t.Run(e.name, func(t *testing.T) {
			ps := release(e.text)
			qs := Find(ps, lang, org)
			check(t, ps, qs)
			var got []string
			for _, q := range qs {
				got = append(got, short(q))
			}
			if d := cmp.Diff(e.want, got); d != "" {
				t.Errorf("%s\n(-want +got)\n%s", e.text, d)
			}
		})
	}
}

package quote

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestSaid reads testdata/said: short sentences of every construction in which a
// language quotes somebody, and of those in which it does not, each with who says
// which words.
func TestSaid(t *testing.T) {
	for _, lang := range []string{"en", "es", "fr"} {
		t.Run(lang, func(t *testing.T) {
			data, err := os.ReadFile(filepath.Join("testdata", "said", lang+".txt"))
			if err != nil {
				t.Fatal(err)
			}
			blocks := strings.Split(strings.TrimSpace(string(data)), "\n\n")
			for _, block := range blocks[1:] { // the first says what the file is
				text, want, _ := strings.Cut(block, "\n")
				ps := release(strings.ReplaceAll(text, " ¶ ", "\n\n"))
				qs := Find(ps, lang, "")
				check(t, ps, qs)
				var got []string
				for _, q := range qs {
					speaker := q.Speaker
					if speaker == "" {
						speaker = "-"
					}
					got = append(got, "> "+speaker+" :: "+strings.ReplaceAll(q.Text, "\n\n", " ¶ "))
				}
				if d := cmp.Diff(want, strings.Join(got, "\n")); d != "" {
					t.Errorf("%s\n(-want +got)\n%s", text, d)
				}
			}
		})
	}
}

package extract

import (
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/andybalholm/cascadia"

	"communique/internal/site"
)

func TestHints(t *testing.T) {
	for selector, want := range map[string]hints{
		"h1.article-title": {needs: []need{{"h1", "article-title"}}}, "H1": {needs: []need{{"h1", ""}}}, ".a .b": {[]need{{"", "b"}}, "a"},
		".a > p.b.c#d": {[]need{{"p", "b"}}, "a"}, "main.a #x div > p": {[]need{{"p", ""}}, "a"}, ".a .b c": {[]need{{"c", ""}}, "b"},
		".a, .b+.c": {needs: []need{{"", "a"}, {"", "c"}}}, ".a, .b p": {needs: []need{{"", "a"}, {"p", ""}}}, ".a ~ p": {needs: []need{{"p", ""}}},
		"#a": {}, ".a, #b": {}, "p:not(.a)": {}, "[class=a].b": {}, "*.a": {}, "": {},
	} {
		if got := hintsOf(selector); !reflect.DeepEqual(got, want) {
			t.Errorf("hintsOf(%q) = %q, want %q", selector, got, want)
		}
	}
}

// With its hints a selector finds what it finds without.
func TestMatcher(t *testing.T) {
	pages, err := filepath.Glob(filepath.Join(sites, "*", "*.html"))
	if err != nil || len(pages) == 0 {
		t.Fatal("no fixtures", err)
	}
	r := newReader(t)
	matches := 0
	for _, path := range pages {
		body, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		doc, _ := parse(body)
		for raw, h := range r.hints {
			css, _, _ := strings.Cut(raw, "@")
			s := cascadia.MustCompile(css)
			want := cascadia.QueryAll(doc, s)
			matches += len(want)
			if got := (matcher{&site.Selector{Selector: s}, h}).all(doc); !slices.Equal(got, want) {
				t.Errorf("%s: %q finds %d elements, want %d", path, raw, len(got), len(want))
			}
		}
	}
	if matches < 100 {
		t.Errorf("only %d matches", matches)
	}
}

package extract

import (
	"bufio"
	"encoding/json"
	"fmt"
	"html"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"communique/internal/site"
)

// filed is one release of testdata/places, with the countries that people
// who have not seen the lists filed it under. Nothing is ever tuned on
// aside.jsonl.
type filed struct {
	ID        string   `json:"id"`
	Language  string   `json:"language"`
	Title     string   `json:"title"`
	Tags      []string `json:"tags"`
	Lead      string   `json:"lead"`
	Body      string   `json:"body"`
	Countries []string `json:"countries"`
	Note      string   `json:"note"`
}

// page writes the release as a site would, so that the measurement goes the
// way of a real page, from bytes to record.
func (l filed) page() []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "<!doctype html><html lang=%q><title>%s</title><body><main><h1>%[2]s</h1>\n<ul class=tags>", l.Language, html.EscapeString(l.Title))
	for _, t := range l.Tags {
		fmt.Fprintf(&b, "<li><a href=/tag>%s</a></li>", html.EscapeString(t))
	}
	fmt.Fprintf(&b, "</ul><p class=standfirst>%s</p>\n<div class=body>", html.EscapeString(l.Lead))
	for p := range strings.SplitSeq(l.Body, "\n\n") {
		fmt.Fprintf(&b, "<p>%s</p>\n", html.EscapeString(p))
	}
	b.WriteString("</div></main></body></html>")
	return []byte(b.String())
}

const labelledSite = `id: labelled
organization: Observatoire des essais
home: https://labelled.example/
hosts: [labelled.example]
releases: ['^/']
eras:
  - name: all
    match: h1
    title: [h1]
    lead: [.standfirst]
    topics: [.tags a]
    body: [.body]
`

// countryFigures are what the reader gives for a set of releases.
type countryFigures struct {
	releases, truth, found, right int
	first                         int // releases whose first country, or absence of any, is right
}

func (f countryFigures) precision() float64 { return float64(f.right) / max(float64(f.found), 1) }
func (f countryFigures) recall() float64    { return float64(f.right) / max(float64(f.truth), 1) }

func (f countryFigures) String() string {
	p, r := f.precision(), f.recall()
	return fmt.Sprintf("%8d %9d %10.3f %6.3f %.3f %13.3f", f.releases, f.truth, p, r, 2*p*r/max(p+r, 1e-9), float64(f.first)/float64(f.releases))
}

func (f *countryFigures) add(want, got []string) {
	f.releases++
	f.truth += len(want)
	f.found += len(got)
	for _, c := range got {
		if slices.Contains(want, c) {
			f.right++
		}
	}
	if len(want) == 0 && len(got) == 0 || len(want) > 0 && len(got) > 0 && want[0] == got[0] {
		f.first++
	}
}

// floors are a little under what is reached (see the table): only something
// that broke falls through them.
var floors = map[string]struct{ precision, recall float64 }{"tune": {.98, .97}, "aside": {.95, .87}}

// TestCountries prints how well the countries of releases are read, a table
// and no assertion of a hope; with -v, each mistake of the set that names and
// rules may be tuned on.
func TestCountries(t *testing.T) {
	profile, err := site.Parse([]byte(labelledSite), "labelled.yaml")
	if err != nil {
		t.Fatal(err)
	}
	reader := New(site.Of(profile), "test")
	table := "set   language releases countries precision recall F1    exact first country\n"
	for _, set := range []string{"tune", "aside"} {
		byLanguage := map[string]*countryFigures{"all": {}}
		for _, l := range readLabelled(t, set) {
			reading, err := reader.Read(htmlPage("https://labelled.example/"+l.ID, l.page()))
			if err != nil {
				t.Fatal(err)
			}
			got := reading.Release.Countries
			if byLanguage[l.Language] == nil {
				byLanguage[l.Language] = &countryFigures{}
			}
			byLanguage[l.Language].add(l.Countries, got)
			byLanguage["all"].add(l.Countries, got)
			if set == "tune" && !slices.Equal(got, l.Countries) { // what nobody may learn from is not shown
				t.Logf("%s: %v, want %v: %q %q %q (%s)", l.ID, got, l.Countries, l.Title, l.Tags, l.Lead, l.Note)
			}
		}
		for _, lang := range []string{"fr", "en", "es", "pt", "de", "it", "ru", "ar", "zh", "all"} {
			if f := byLanguage[lang]; f != nil {
				table += fmt.Sprintf("%-5s %-8s %v\n", set, lang, *f)
			}
		}
		if all, floor := byLanguage["all"], floors[set]; all.precision() < floor.precision || all.recall() < floor.recall {
			t.Errorf("%s: precision %.3f and recall %.3f, want at least %.3f and %.3f", set, all.precision(), all.recall(), floor.precision, floor.recall)
		}
	}
	t.Log("\n" + table)
}

func readLabelled(t *testing.T, set string) []filed {
	t.Helper()
	f, err := os.Open(filepath.Join("..", "..", "testdata", "places", set+".jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []filed
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var l filed
		if err := json.Unmarshal(lines.Bytes(), &l); err != nil {
			t.Fatalf("%s, release %d: %v", f.Name(), len(out)+1, err)
		}
		out = append(out, l)
	}
	if len(out) == 0 {
		t.Fatalf("%s holds no release", f.Name())
	}
	return out
}

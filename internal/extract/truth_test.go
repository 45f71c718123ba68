package extract

import (
	"os"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
)

// truth is what a person says of one saved page; testdata/truth.yaml describes
// the fields.
type truth struct {
	File         string `yaml:"file"`
	Release      *bool  `yaml:"release"`
	Title        string `yaml:"title"`
	Day          string `yaml:"day"`
	Language     string `yaml:"language"`
	Organization string `yaml:"organization"`
	First        string `yaml:"first"`
	Last         string `yaml:"last"`
	Paragraphs   int    `yaml:"paragraphs"`
	Headings     int    `yaml:"headings"`
	Related      int    `yaml:"related"`
}

// On pages that a profile knows, nothing less than all is good enough.
func TestTruth(t *testing.T) {
	data, err := os.ReadFile("testdata/truth.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var labelled []truth
	if err := yaml.Load(data, &labelled, yaml.WithKnownFields()); err != nil {
		t.Fatal(err)
	}
	pages := map[string]realPage{}
	for _, p := range realPages(t) {
		pages[p.file] = p
	}
	r := newReader(t)
	seen := map[string]bool{}
	for _, want := range labelled {
		seen[want.File] = true
		t.Run(want.File, func(t *testing.T) {
			p, ok := pages[want.File]
			if !ok {
				t.Fatal("labelled, but not among the pages")
			}
			reading, err := r.Read(p.page)
			if err != nil {
				t.Fatal(err)
			}
			compareTruth(t, want, reading)
		})
	}
	for file, p := range pages {
		reading, err := r.Read(p.page)
		if err != nil {
			t.Fatal(err)
		}
		if reading.Release.Extractor.Profile != nil && !seen[file] {
			t.Errorf("%s: profile %s reads it, and nobody has labelled it", file, *reading.Release.Extractor.Profile)
		}
	}
}

func compareTruth(t *testing.T, want truth, reading Reading) {
	t.Helper()
	if release := want.Release == nil || *want.Release; reading.IsRelease != release {
		t.Errorf("a release: %v (%s), want %v", reading.IsRelease, reading.Why, release)
	}
	if want.Release != nil && !*want.Release {
		return
	}
	got := reading.Release
	if got.Extractor.Era == nil {
		t.Error("no era of the profile reads it")
	}
	for _, f := range []struct{ name, got, want string }{
		{"title", deref(got.Title), want.Title},
		{"day", deref(got.PublishedDay), want.Day},
		{"language", deref(got.Language), want.Language},
	} {
		if f.got != f.want {
			t.Errorf("%s %q, want %q", f.name, f.got, f.want)
		}
	}
	if want.Organization != "" && deref(got.Organization) != want.Organization {
		t.Errorf("organization %q, want %q", deref(got.Organization), want.Organization)
	}
	text := deref(got.Text)
	if want.First == "" || !strings.HasPrefix(text, want.First) {
		t.Errorf("text begins with %.80q, want %q", text, want.First)
	}
	if want.Last == "" || !strings.HasSuffix(text, want.Last) {
		t.Errorf("text ends with %q, want %q", text[max(0, len(text)-80):], want.Last)
	}
	paragraphs, headings := 0, 0
	for _, s := range got.Sections {
		paragraphs += len(s.Paragraphs)
		if s.Heading != nil {
			headings++
		}
	}
	if paragraphs != want.Paragraphs || headings != want.Headings || len(got.Related) != want.Related {
		t.Errorf("%d paragraphs, %d headings, %d related; want %d, %d, %d", paragraphs, headings, len(got.Related), want.Paragraphs, want.Headings, want.Related)
	}
}

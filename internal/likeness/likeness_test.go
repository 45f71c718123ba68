package likeness

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"

	"communique/archive"
)

type side struct {
	Site, Day, Title, Text, With, Language string
	Cut                                    int
	Swap                                   map[string]string
	Before, After                          string
}

type pair struct {
	Name        string
	Same        bool
	Left, Right side
}

func pairs(t testing.TB) ([]pair, map[string]string) {
	t.Helper()
	data, err := os.ReadFile("../../testdata/likeness/pairs.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var set struct {
		Texts map[string]string
		Pairs []pair
	}
	if err := yaml.Load(data, &set, yaml.WithKnownFields()); err != nil {
		t.Fatal(err)
	}
	return set.Pairs, set.Texts
}

var languages = map[string]string{"quai": "fr", "geneve": "fr", "cosecha": "es"}

func (s side) release(texts map[string]string) archive.Release {
	text := strings.TrimSpace(texts[s.Text])
	if s.With != "" {
		text += "\n\n" + strings.TrimSpace(texts[s.With])
	}
	paragraphs := strings.Split(text, "\n\n")
	text = strings.Join(paragraphs[:len(paragraphs)-s.Cut], "\n\n")
	for from, to := range s.Swap {
		text = strings.ReplaceAll(text, from, to)
	}
	text = strings.TrimSpace(s.Before + "\n\n" + text + "\n\n" + s.After)
	language := s.Language
	if language == "" {
		if language = languages[s.Text]; language == "" {
			language = "en"
		}
	}
	return archive.Release{Site: s.Site, Title: &s.Title, PublishedDay: &s.Day, Language: &language, Text: &text}
}

// meet tells whether two texts would be compared at all.
func meet(a, b Text) bool {
	x, y := a.Bands(), b.Bands()
	return slices.ContainsFunc(x, func(k int64) bool { return slices.Contains(y, k) })
}

// TestPairs measures on the hard pairs: nothing may be found that is not so,
// and of what is, most. -v prints each.
func TestPairs(t *testing.T) {
	all, texts := pairs(t)
	var right, wrong, missed int
	for _, p := range all {
		l, r := p.Left.release(texts), p.Right.release(texts)
		a, okA := Of(&l)
		b, okB := Of(&r)
		share, same := Same(a, b)
		back, sameBack := Same(b, a)
		if share != back || same != sameBack {
			t.Errorf("%s: %v %v one way, %v %v the other", p.Name, share, same, back, sameBack)
		}
		same = same && okA && okB && meet(a, b)
		verdict := "right"
		switch {
		case same && p.Same:
			right++
		case same:
			wrong++
			verdict = "WRONG"
		case p.Same:
			missed++
			verdict = "missed"
		}
		t.Logf("%-8s %.2f  same %-5v  %s", verdict, share, p.Same, p.Name)
	}
	t.Logf("%d pairs: precision %.2f, recall %.2f", len(all), float64(right)/float64(right+wrong), float64(right)/float64(right+missed))
	if wrong > 0 || missed > 2 {
		t.Errorf("%d found that are not the same, %d of the same missed", wrong, missed)
	}
}

// The bands are what is kept of a text: they must be the same on every machine
// and in every version, or catalogues compare what they should not.
func TestBandsStay(t *testing.T) {
	_, texts := pairs(t)
	r := side{Site: "a", Day: "2024-01-16", Title: "T", Text: "quai"}.release(texts)
	a, ok := Of(&r)
	if !ok {
		t.Fatal("not compared")
	}
	if got := fmt.Sprint(a.Bands()[:2]); got != wantBands {
		t.Errorf("bands %s, want %s: raise the form of the catalogue", got, wantBands)
	}
}

const wantBands = "[6515815905464858045 4224642806158754188]"

// Texts of too few words, without day or title or language, are not compared.
func TestNotCompared(t *testing.T) {
	_, texts := pairs(t)
	whole := side{Site: "a", Day: "2024-01-16", Title: "T", Text: "quai"}.release(texts)
	few := "Six words are not enough here."
	month := "2024-01"
	for name, change := range map[string]func(*archive.Release){
		"no title": func(r *archive.Release) { r.Title = nil }, "no text": func(r *archive.Release) { r.Text = nil },
		"no day": func(r *archive.Release) { r.PublishedDay = nil }, "a month": func(r *archive.Release) { r.PublishedDay = &month },
		"no language": func(r *archive.Release) { r.Language = nil }, "few words": func(r *archive.Release) { r.Text = &few },
	} {
		r := whole
		change(&r)
		if _, ok := Of(&r); ok {
			t.Errorf("%s: compared", name)
		}
	}
}

func BenchmarkBands(b *testing.B) {
	_, texts := pairs(b)
	r := side{Site: "a", Day: "2024-01-16", Title: "T", Text: "wells", With: "weekly"}.release(texts)
	for b.Loop() {
		t, _ := Of(&r)
		t.Bands()
	}
}

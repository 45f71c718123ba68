package index

import (
	"testing"

	"communique/archive"
)

// The texts of files find their release, apart from its own words, and behind
// those that say it themselves.
func TestAttached(t *testing.T) {
	files := func(texts ...string) func(*archive.Release) {
		return func(r *archive.Release) {
			for _, text := range texts {
				r.Attached = append(r.Attached, archive.Attached{URL: "https://press.example/a.pdf", Title: "The annex", Text: text})
			}
		}
	}
	releases := []archive.Release{
		release("a:1", "fr", "2021-01-01", "Les lampes du quai", "Le port est resté dans le noir pendant neuf nuits.",
			files("Un premier fichier, sans rien.", "Les manifestantes ont compté les lanternes éteintes.\n\nLe registre du port en connaît douze.")),
		release("a:2", "fr", "2021-01-01", "Les lanternes du quai", "Les lanternes sont restées dans le noir pendant neuf nuits."),
		release("a:3", "fr", "2021-01-01", "Les rames", "Les rames sont restées devant la porte."),
	}
	ix, load := build(t, releases...), loader(releases)
	for query, want := range map[string]string{
		"lanternes":                            "2 1",
		"registre":                             "1",
		"manifestant":                          "1",
		"attachment:lanterne":                  "1",
		`attachment:"registre du port"`:        "1",
		`attachment:"port du registre"`:        "",
		"pdf:x OR attachment:regist*":          "error",
		"attachment:regist*":                   "1",
		"title:registre":                       "",
		"quote:registre":                       "",
		"lanternes -registre":                  "2",
		"noir registre":                        "1",
		"attachment:noir":                      "",
		"quai -attachment:registre":            "2",
		"attachment:(registre AND lanternes~)": "1",
	} {
		res, err := ix.Search(t.Context(), Request{Query: query}, load)
		got := numbers(res)
		if err != nil {
			got = "error"
		}
		if got != want {
			t.Errorf("%s: %q (%v), want %q", query, got, err, want)
		}
	}
	res, err := ix.Search(t.Context(), Request{Query: "registre"}, load)
	if err != nil || len(res.Hits) != 1 || len(res.Hits[0].Snippets) != 1 {
		t.Fatalf("%+v, %v", res, err)
	}
	if s := res.Hits[0].Snippets[0]; s.Field != "attachment" || s.Attachment != "The annex" || s.Text != "Le registre du port en connaît douze." || len(s.Marks) != 1 {
		t.Errorf("snippet %+v", s)
	}
	if res, err = ix.Search(t.Context(), Request{Query: "noir"}, load); err != nil || res.Hits[0].Snippets[0].Field != "text" {
		t.Errorf("a word of the text shows %+v, %v", res.Hits, err)
	}
}

package catalog

import (
	"errors"
	"testing"

	"communique/archive"
)

// The views that researchers use give what the records say.
func TestViews(t *testing.T) {
	db, _ := openTemp(t)
	speaker := "Odile Varga"
	r := archive.Release{ID: "lantern:00aa", Site: "lantern", URL: "https://press.example/a", Status: archive.StatusLive, Version: 1, Countries: []string{"KZ", "CD"},
		Quotes: []archive.Quote{{Text: "An empty sheet", Speaker: &speaker, Attribution: archive.AttributionExplicit}}}
	r.Normalize()
	if _, err := db.Settle(t.Context(), []Settled{{URLs: []string{r.URL}, Releases: []SettledRelease{{Record: r, Addresses: []Address{{r.URL, r.ID}}}}}}); err != nil {
		t.Fatal(err)
	}
	if err := db.SaveRun(t.Context(), Run{ID: "r", Started: start, Sites: []SiteRun{{Site: "lantern"}}}); err != nil {
		t.Fatal(err)
	}
	for query, want := range map[string]string{
		`SELECT countries FROM releases`:                                             `["KZ","CD"]`,
		`SELECT speaker || ': ' || text FROM quotes WHERE ordinal = 1`:               "Odile Varga: An empty sheet",
		`SELECT group_concat(country, ' ') FROM release_countries`:                   "KZ CD",
		`SELECT site FROM run_sites`:                                                 "lantern",
		`SELECT count(*) FROM releases WHERE published_day IS NULL AND text IS NULL`: "1",
	} {
		if got, ok, err := one(t.Context(), db, scanText, query); got != want || !ok || err != nil {
			t.Errorf("%s: %q %v %v, want %q", query, got, ok, err, want)
		}
	}
	cited := r
	title := "Lamps"
	cited.ID, cited.URL, cited.Title = "lantern:00bb", "https://press.example/b", &title
	r.Related = []archive.Link{{URL: cited.URL, Title: &title, Relation: archive.RelationInline}}
	for _, rec := range []archive.Release{cited, r} {
		if _, err := db.Settle(t.Context(), []Settled{{URLs: []string{rec.URL}, Releases: []SettledRelease{{Record: rec, Addresses: []Address{{rec.URL, rec.ID}}}}}}); err != nil {
			t.Fatal(err)
		}
	}
	for withheld, want := range []string{"2 2", "1 0"} {
		if withheld == 1 {
			if _, err := db.db.Exec(`INSERT INTO withheld VALUES (?)`, cited.ID); err != nil {
				t.Fatal(err)
			}
		}
		if got, _, err := one(t.Context(), db, scanText, `SELECT count(*) || ' ' || sum(record LIKE '%Lamps%') FROM releases`); got != want || err != nil {
			t.Errorf("with %d withheld: releases and those that name it: %q %v, want %q", withheld, got, err, want)
		}
	}
	if _, err := db.db.Exec(`DELETE FROM release WHERE id = ?`, cited.ID); err != nil {
		t.Fatal(err)
	}
	counts, err := db.Counts(t.Context())
	if err != nil || len(counts) != 1 || counts[0].Releases != 1 || counts[0].Status["live"] != 1 {
		t.Errorf("counts %+v, error %v", counts, err)
	}
	for _, ref := range []string{"nothing", "lantern:ffff", "https://press.example/b", ""} {
		if _, err := db.Resolve(t.Context(), ref); !errors.Is(err, ErrNotFound) {
			t.Errorf("resolve %q: %v, want ErrNotFound", ref, err)
		}
	}
	if _, err := db.Versions(t.Context(), r.ID); !errors.Is(err, ErrNotFound) {
		t.Errorf("versions: %v", err)
	}
}

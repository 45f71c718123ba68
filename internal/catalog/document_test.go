package catalog

import (
	"slices"
	"testing"

	"communique/archive"
)

// TestOnlyInRecent: «of the last thirty days» is said of the day of
// publication. A release without one was not published when it was archived,
// and one that was edited lately was not published lately.
func TestOnlyInRecent(t *testing.T) {
	db, c := openTemp(t)
	const recent, old, undated, edited, fresh = "http://a/recent", "http://a/old", "http://a/undated", "http://a/edited", "http://a/fresh"
	var names []Task
	for _, address := range []string{recent, old, undated, edited, fresh} {
		names = append(names, task(address))
	}
	if _, err := db.SetNamed(t.Context(), Naming{Document: Document{URL: "http://a/sitemap.xml", Site: "a", Kind: DocumentSitemap}, Names: names}); err != nil {
		t.Fatal(err)
	}
	fetchedAt(t, db, c.at, 200, recent, old, undated, edited)
	without := published(undated, "", 1, c.at)
	without.Releases[0].Record.PublishedDay = nil
	settleAll(t, db, published(recent, "2026-03-01", 1, c.at), published(old, "2020-03-01", 1, c.at), without, published(edited, "2020-03-02", 2, c.at))
	month := archive.Timestamp(c.at.AddDate(0, 0, -30))[:len("2026-01-31")]
	for _, want := range []struct {
		since string
		fresh bool
		urls  []string
	}{
		{month, false, []string{recent}},
		{month, true, []string{fresh, recent}},
		{"", false, []string{edited, fresh, old, recent, undated}},
	} {
		urls, n, err := db.OnlyIn(t.Context(), "a", DocumentSitemap, DocumentListing, want.since, want.fresh, 10)
		if slices.Sort(urls); err != nil || n != len(want.urls) || !slices.Equal(urls, want.urls) {
			t.Errorf("since %q: %d %v, %v, want %v", want.since, n, urls, err, want.urls)
		}
	}
}

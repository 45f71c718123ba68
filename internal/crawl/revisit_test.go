package crawl_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"communique/archive"
	"communique/internal/catalog"
	"communique/internal/crawl"
	"communique/internal/demosite"
	"communique/internal/ingest"
)

// The schedule of the re-visits follows from what is archived: a rebuild finds
// the same releases due in the same order, and what is gone is asked for again
// at the same time.
func TestScheduleAfterRebuild(t *testing.T) {
	c := newCounted(t, demosite.Habits{}, demosite.Night{Edited: []int{3, 20}}, demosite.Night{Added: 2})
	c.reading = true
	for night := 1; night <= 3; night++ {
		c.on(night, func(o *crawl.Options) { o.Revisits = 15 })
	}
	c.on(1, nil) // the added ones are gone
	schedule := func() (all []string) {
		c.withCatalog(func(_ *archive.Store, db *catalog.DB) {
			before := c.now
			defer func() { c.now = before }()
			for _, days := range []int{0, 1, 3, 7, 15, 400} {
				c.now = before.AddDate(0, 0, days)
				tasks, err := db.Overdue(t.Context(), "amnesty-fr", 1000)
				if err != nil {
					t.Fatal(err)
				}
				waiting, err := db.Waiting(t.Context(), "amnesty-fr")
				if err != nil {
					t.Fatal(err)
				}
				all = append(all, fmt.Sprintf("after %d days: %d due", days, waiting))
				for _, task := range tasks {
					all = append(all, task.Canonical)
				}
			}
		})
		return all
	}
	want := schedule()
	if len(want) < c.n || !slices.Contains(want, "after 7 days: 2 due") {
		t.Fatalf("too little to compare: %v", want)
	}
	store, err := archive.Open(c.home, archive.Options{Run: "rebuild", Now: c.clock})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ingest.Rebuild(t.Context(), c.home, c.pipeline(store, nil)); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, schedule()); diff != "" {
		t.Errorf("the schedule before and after a rebuild (-before +after):\n%s", diff)
	}
	// The night after reads the documents again, and no release.
	if run, a := c.on(1, nil); len(a.releases) > 0 || run.LastMod != "" {
		t.Errorf("the night after: %+v, %v", run, a)
	}
}

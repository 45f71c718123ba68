package crawl_test

import (
	"strings"
	"testing"

	"communique/internal/crawl"
	"communique/internal/demosite"
)

// Sitemaps that give every release a new lastmod every night are found out
// by a sample, and not asked any further.
func TestNightlyLastMod(t *testing.T) {
	for name, habits := range map[string]demosite.Habits{
		"validators":    {LastMod: demosite.NightlyLastMod},
		"no validators": {LastMod: demosite.NightlyLastMod, NoETag: true, NoLastModified: true},
		"tokens":        {LastMod: demosite.NightlyLastMod, NoETag: true, NoLastModified: true, Tokens: true},
	} {
		t.Run(name, func(t *testing.T) {
			c := newCounted(t, habits, demosite.Night{}, demosite.Night{Added: 10}, demosite.Night{Added: 10}, demosite.Night{Added: 10})
			// Whether other bytes say anything else is known once they are read.
			c.reading = habits.Tokens
			if run, _ := c.on(1, nil); run.New != c.n || run.LastMod != "" {
				t.Fatalf("first night: %+v", run)
			}
			for i, most := range []int{c.n * 15 / 100, 10 + c.n*15/100} {
				night := i + 2
				run, a := c.on(night, nil)
				if len(a.releases) > most || run.LastMod == "" {
					t.Errorf("night %d: %d of %d releases asked for, %q", night, len(a.releases), c.n, run.LastMod)
				}
			}
			for night := 4; night <= 5; night++ {
				run, a := c.on(night, nil)
				if habits.Tokens && night == 4 && len(a.releases) <= c.n*15/100 {
					continue // a second sample, to be sure
				}
				if len(a.releases) > 0 || !strings.HasPrefix(run.LastMod, "not believed") {
					t.Errorf("night %d: %d releases asked for, %q", night, len(a.releases), run.LastMod)
				}
			}
		})
	}
}

// An honest publisher that edits everything at once is believed the same night.
func TestEverythingEdited(t *testing.T) {
	var all []int
	for i := range *manyReleases {
		all = append(all, i)
	}
	c := newCounted(t, demosite.Habits{}, demosite.Night{Edited: all})
	c.on(1, nil)
	run, a := c.on(2, nil)
	if len(a.releases) != c.n || !strings.HasPrefix(run.LastMod, "believed") {
		t.Errorf("%d of %d asked for, %q", len(a.releases), c.n, run.LastMod)
	}
}

// The re-visits find what a frozen lastmod does not tell of, young releases
// first, and no more of them in a night than they may.
func TestFrozenLastMod(t *testing.T) {
	c := newCounted(t, demosite.Habits{LastMod: demosite.FrozenLastMod}, demosite.Night{Edited: []int{0, 1, 2, 3, 4, 5}})
	c.on(1, nil)
	run, a := c.on(2, func(o *crawl.Options) { o.Revisits = 40 })
	if run.Revisited != 40 || len(a.releases) != 40 || run.New+run.Unchanged != 0 {
		t.Fatalf("%+v: %d releases asked for", run, len(a.releases))
	}
	for night := 0; !strings.Contains(run.LastMod, "do not tell"); night++ {
		if night == 10 {
			t.Fatalf("never found out: %+v", run)
		}
		run, _ = c.on(2, func(o *crawl.Options) { o.Revisits = 40 })
	}
	t.Log(run.LastMod)
}

package crawl_test

import (
	"errors"
	"flag"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"communique/archive"
	"communique/internal/catalog"
	"communique/internal/crawl"
	"communique/internal/demosite"
	"communique/internal/extract"
	"communique/internal/ingest"
	"communique/internal/site"
)

// manyReleases is how large the sites of the counting tests are: 5,000 shows
// what the design promises (go test ./internal/crawl -run Nights -args -releases 5000).
var manyReleases = flag.Int("releases", 60, "releases of the generated sites")

// counted is a generated publisher, every request to which is counted.
type counted struct {
	*nights
	site *demosite.Site
	log  *demosite.Log
	n    int
	// reading: what a night has fetched is read after it, as every night does.
	reading bool
}

func newCounted(t *testing.T, habits demosite.Habits, later ...demosite.Night) *counted {
	t.Helper()
	c := &counted{n: *manyReleases}
	var err error
	if c.site, err = demosite.ManyNights(base, c.n, 1, habits, append([]demosite.Night{{}}, later...)...); err != nil {
		t.Fatal(err)
	}
	c.log = demosite.NewLog(c.site, time.Now)
	c.nights = newNights(t, c.log, profileOfDemo(t))
	return c
}

// on crawls the n-th night of the publisher and gives what was asked for.
func (c *counted) on(night int, change func(*crawl.Options)) (catalog.SiteRun, asked) {
	c.t.Helper()
	if err := c.site.SetNight(night); err != nil {
		c.t.Fatal(err)
	}
	c.log.Reset()
	run := c.night(change)
	if c.reading {
		c.ingest()
	}
	var a asked
	for _, r := range c.log.Requests() {
		switch {
		case strings.Contains(r.Path, "/essai-"), strings.Contains(r.Path, "/nouveau-"):
			a.releases = append(a.releases, r.Path)
		case r.Status == 304:
			a.unchanged++
		default:
			a.documents++
		}
	}
	if run.Requests != a.all() {
		c.t.Errorf("night %d: reports %d requests, the server counts %d", night, run.Requests, a.all())
	}
	return run, a
}

// pipeline reads what has been fetched.
func (c *counted) pipeline(store *archive.Store, db *catalog.DB) ingest.Pipeline {
	set := site.Of(c.options.Profiles[0])
	return ingest.Pipeline{Store: store, Catalog: db, Reader: extract.New(set, "test"), Profiles: set, Extractor: "test", Now: c.clock}
}

func (c *counted) clock() time.Time { return c.now.Add(time.Hour) }

func (c *counted) ingest() {
	c.t.Helper()
	c.withCatalog(func(store *archive.Store, db *catalog.DB) {
		p := c.pipeline(store, db)
		if rep, err := p.Run(c.t.Context()); err != nil || len(rep.Problems)+len(rep.Damage) > 0 {
			c.t.Fatalf("%v: %+v", err, rep)
		}
	})
}

func (c *counted) withCatalog(use func(*archive.Store, *catalog.DB)) {
	c.t.Helper()
	store, err := archive.Open(c.home, archive.Options{Run: "reader", Now: c.clock})
	if err != nil {
		c.t.Fatal(err)
	}
	db, err := catalog.Open(c.t.Context(), filepath.Join(c.home, "catalog.sqlite"), c.clock)
	if err != nil {
		c.t.Fatal(err)
	}
	use(store, db)
	if err := errors.Join(db.Close(), store.Close()); err != nil {
		c.t.Fatal(err)
	}
}

// asked is what the server saw in one night.
type asked struct {
	releases  []string
	documents int // discovery documents and robots.txt, answered whole
	unchanged int // with 304
}

func (a asked) all() int { return len(a.releases) + a.documents + a.unchanged }

// editsOf are three releases far from each other.
func editsOf(n int) []int { return []int{5, n / 2, n - 7} }

func twoNights() []demosite.Night {
	return []demosite.Night{{}, {Added: 10, Edited: editsOf(*manyReleases)}}
}

package drift

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"communique/archive"
	"communique/internal/catalog"
	"communique/internal/site"
)

var start = time.Date(2026, 3, 1, 3, 0, 0, 0, time.UTC)

// collection is a catalogue that nights are added to.
type collection struct {
	t    *testing.T
	db   *catalog.DB
	look Look
	n    int
	new  []catalog.Settled // not yet in the catalogue
}

func newCollection(t *testing.T) *collection {
	t.Helper()
	db, err := catalog.Open(t.Context(), filepath.Join(t.TempDir(), "catalog.sqlite"), func() time.Time { return start })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return &collection{t: t, db: db, look: Look{Catalog: db, Now: start}}
}

// add settles one release that became known on a night; change makes it odd.
func (c *collection) add(night int, change func(*archive.Release)) string {
	c.t.Helper()
	c.n++
	known := start.AddDate(0, 0, night)
	text, era, source := "Text.", "now", archive.SourceJSONLD
	published := known.Format(time.DateOnly)
	r := archive.Release{
		ID: fmt.Sprintf("test:%016x", c.n), Site: "test", URL: fmt.Sprintf("https://ngo.example/n/%d", c.n),
		Title: &text, Text: &text, Lead: &text, Published: &published, PublishedDay: &published, PublishedSource: &source,
		Countries: []string{"KZ"}, Quotes: []archive.Quote{{Text: text}}, Extractor: archive.Extractor{Era: &era},
		Status: archive.StatusLive, Version: 1,
		FirstSeen: archive.Timestamp(known), LastSeen: archive.Timestamp(known), ContentChanged: archive.Timestamp(known),
		Capture: archive.Capture{Fetched: known, File: "warc/a.warc.gz", Offset: int64(c.n), RecordID: fmt.Sprint(c.n)},
	}
	if change != nil {
		change(&r)
	}
	r.Normalize()
	c.new = append(c.new, catalog.Settled{URLs: []string{r.URL}, Releases: []catalog.SettledRelease{{Record: r}}})
	return r.ID
}

func (c *collection) find(s Site) map[string]Finding {
	c.t.Helper()
	if _, err := c.db.Settle(c.t.Context(), c.new); err != nil {
		c.t.Fatal(err)
	}
	c.new = nil
	s.ID = "test"
	all, err := c.look.Site(c.t.Context(), s)
	if err != nil {
		c.t.Fatal(err)
	}
	found := map[string]Finding{}
	for _, f := range all {
		found[f.Kind+" "+f.What] = f
	}
	if len(found) != len(all) {
		c.t.Errorf("something is found twice: %+v", all)
	}
	return found
}

func without(name string) func(*archive.Release) {
	return func(r *archive.Release) {
		switch name {
		case "published":
			source := archive.SourceFeed // the feed still knows it
			r.PublishedSource = &source
		case "text":
			r.Text, r.Lead, r.Quotes = nil, nil, nil
		case "quotes":
			r.Quotes = nil
		case "no date":
			r.Published, r.PublishedDay, r.PublishedSource = nil, nil, nil
		}
	}
}

func TestMissingField(t *testing.T) {
	c := newCollection(t)
	for night := range 40 {
		change := without("")
		if night%8 == 3 {
			change = without("quotes") // not every release has some
		}
		c.add(night, change)
	}
	for n := range 5 { // a week of statements
		c.add(40+n, without("quotes"))
	}
	if found := c.find(Site{}); len(found) > 0 {
		t.Fatalf("found where nothing is: %+v", found)
	}
	for n := range 3 {
		c.add(45+n, without("published"))
	}
	if found := c.find(Site{}); len(found) > 0 {
		t.Fatalf("found in three pages: %+v", found)
	}
	c.add(48, without("published"))
	last := c.add(49, without("published"))
	found := c.find(Site{})
	f := found["field published"]
	if len(found) != 1 || f.Since != "2026-04-15" || f.Page.ID != last || f.Page.File != "warc/a.warc.gz" || f.Page.Offset == 0 {
		t.Errorf("found %+v", found)
	}
	if !strings.Contains(f.Text, `5 of the last 5 releases lack "published", which 45 of the 45 before had`) {
		t.Errorf("said %s", f.Text)
	}
	c.add(50, nil) // one good page among bad ones changes nothing
	c.add(51, without("published"))
	if found := c.find(Site{}); found["field published"].What == "" {
		t.Errorf("not found any more: %+v", found)
	}
}

// TestMissingFieldInHistory: a first crawl and a backfill bring old pages that
// never had what the new ones have, and undated ones among them.
func TestMissingFieldInHistory(t *testing.T) {
	c := newCollection(t)
	for night := range 40 {
		c.add(night, nil)
	}
	for n := range 60 {
		c.add(41, func(r *archive.Release) {
			without("text")(r)
			old := fmt.Sprintf("2009-01-%02d", 1+n%28)
			r.Published, r.PublishedDay = &old, &old
			if n%4 == 0 {
				without("no date")(r)
			}
		})
	}
	if found := c.find(Site{}); len(found) > 0 {
		t.Errorf("found in history: %+v", found)
	}
}

// TestHabits lets sites publish for years what lacks this and that now and
// then, also in series, and looks after each release: nothing may be found
// until a selector breaks, and then soon.
func TestHabits(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 8))
	for range 3 {
		c := newCollection(t)
		odds, left := 2+random.IntN(40), 0 // one in so many begins a series
		var pages []archive.Release        // the last first, as missing wants them
		publish := func(night int, change func(*archive.Release)) {
			c.add(night, change)
			r := c.new[len(c.new)-1].Releases[0].Record
			pages = append([]archive.Release{r}, pages[:min(len(pages), lately-1)]...)
		}
		for night := range 250 {
			if left == 0 && random.IntN(odds) == 0 {
				left = 1 + random.IntN(5)
			}
			if left > 0 {
				left--
				publish(night, without("quotes"))
			} else {
				publish(night, nil)
			}
			if found := missing("test", pages); len(found) > 0 {
				t.Fatalf("with one series in %d, on night %d: %+v", odds, night, found)
			}
		}
		for night := range 5 {
			publish(250+night, without("text"))
		}
		if found := missing("test", pages); len(found) != 2 || found[0].What != "text" || found[1].What != "lead" {
			t.Errorf("a lost text is not found: %+v", found)
		}
	}
}

func TestYoungCollectionLacksNothing(t *testing.T) {
	c := newCollection(t)
	for n := range 19 {
		c.add(n, nil)
	}
	for n := range 10 {
		c.add(20+n, without("text"))
	}
	if found := c.find(Site{}); len(found) > 0 {
		t.Errorf("19 pages are taken for a habit: %+v", found)
	}
}

func TestEra(t *testing.T) {
	p := &site.Profile{ID: "test", Eras: []site.Era{{Name: "now"}}}
	noEra := func(r *archive.Release) { r.Extractor.Era = nil }
	c := newCollection(t)
	for n := range 30 {
		c.add(n, nil)
	}
	good, lost := c.add(31, nil), c.add(31, noEra)
	found := c.find(Site{Profile: p, Read: []string{good, lost}})
	if f := found["era eras"]; len(found) != 1 || f.Page.ID != lost || !strings.Contains(f.Text, "recognises 1 of 2 new pages") {
		t.Errorf("found %+v", found)
	}
	for _, s := range []Site{{Profile: p, Read: []string{good}}, {Read: []string{lost}}, {Profile: &site.Profile{ID: "test"}, Read: []string{lost}}} {
		if found := c.find(s); len(found) > 0 {
			t.Errorf("found %+v", found)
		}
	}
	// A site that has always had such pages among the others.
	for n := range 10 {
		c.add(32+n, noEra)
	}
	if found := c.find(Site{Profile: p, Read: []string{good, c.add(50, noEra)}}); len(found) > 0 {
		t.Errorf("one more of a sort that is usual here is found: %+v", found)
	}
	// A profile that recognises nothing, of new pages or old, has a mistake in
	// it: all were read again with it, and none of the past tells otherwise.
	bad := newCollection(t)
	for n := range 30 {
		bad.add(n, noEra)
	}
	if f := bad.find(Site{Profile: p})["era eras"]; !strings.Contains(f.Text, "any of the last 30 releases") || f.Page.ID == "" {
		t.Errorf("a profile that recognises nothing, on a night without new pages: %+v", f)
	}
	if f := bad.find(Site{Profile: p, Read: []string{bad.add(31, noEra)}})["era eras"]; !strings.Contains(f.Text, "1 of 1 new pages") {
		t.Errorf("a profile that recognises nothing: %+v", f)
	}
	many := []string{}
	for range 8 {
		many = append(many, c.add(51, noEra))
	}
	if found := c.find(Site{Profile: p, Read: many}); len(found) != 1 {
		t.Errorf("eight of eight are not found: %+v", found)
	}
}

// a source's readings, one a night: n releases named, or
const (
	notModified = -1
	noAnswer    = -2
	halfRead    = -3
	sameTwelve  = -4 // not modified, and what it is known to name is twelve
)

func TestSources(t *testing.T) {
	repeat := func(n int, what ...int) (all []int) {
		for range n {
			all = append(all, what...)
		}
		return all
	}
	for _, c := range []struct {
		name   string
		nights []int // the last is tonight
		want   string
		since  string
	}{
		{"new site", []int{0}, "", ""},
		{"yields", []int{12, 12, 13}, "", ""},
		{"stopped", []int{12, 12, 0}, "named 12 on 2026-03-02", "2026-03-03"},
		{"stopped long ago", []int{12, 12, 0, 0, 0}, "named 12 on 2026-03-02", "2026-03-03"},
		{"stopped, and unchanged since", []int{12, 0, notModified, notModified}, "named 12 on 2026-03-01", "2026-03-02"},
		{"unchanged", []int{12, notModified, notModified}, "", ""},
		{"came back", []int{12, 0, 12}, "", ""},
		{"came back unchanged, when the profile was mended", []int{12, 0, 0, sameTwelve}, "", ""},
		{"half of it could not be had", []int{12, halfRead}, "", ""},
		{"a feed of all sorts", append(repeat(3, 1, 4, 0), 0), "", ""},
		{"a feed of all sorts that has stopped", append(repeat(3, 1, 4, 2), repeat(10, 0)...), "named 2 on 2026-03-09", "2026-03-10"},
		{"two bad nights", []int{12, noAnswer, noAnswer}, "", ""},
		{"three bad nights", []int{12, noAnswer, noAnswer, noAnswer}, "3 times in a row", "2026-03-02"},
		{"never answered", []int{noAnswer, noAnswer, noAnswer, noAnswer}, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			var all []reading
			for i, n := range c.nights {
				r := reading{at: start.AddDate(0, 0, i), day: start.AddDate(0, 0, i).Format(time.DateOnly)}
				switch n {
				case notModified:
					r.Unchanged = 1
				case sameTwelve:
					r.Unchanged, r.Found = 1, 12
				case noAnswer:
					r.Failed, r.Error = 1, "timeout"
				case halfRead:
					r.Read, r.Failed = 1, 1
				default:
					r.Read, r.Found = 1, n
				}
				all = append([]reading{r}, all...)
			}
			text, since := judgeSource(all[0], all[1:])
			if since != c.since || c.want == "" && text != "" || !strings.Contains(text, c.want) {
				t.Errorf("said %q since %q, want %q since %q", text, since, c.want, c.since)
			}
		})
	}
}

// TestSourceIsShown follows a source through the catalogue to its page.
func TestSourceIsShown(t *testing.T) {
	c := newCollection(t)
	const list = "https://ngo.example/news"
	if err := c.db.Apply(t.Context(), catalog.Batch{File: "warc/b.warc.gz", Captures: []catalog.CaptureRow{
		{Kind: catalog.CaptureResponse, URL: list, Canonical: list, Site: "test", Capture: archive.Capture{RecordID: "1", Fetched: start, File: "warc/b.warc.gz", Offset: 77}},
		{Kind: catalog.CaptureFailure, URL: list, Canonical: list, Site: "test", Capture: archive.Capture{RecordID: "2", Fetched: start.Add(day), File: "warc/c.warc.gz", Offset: 88}},
	}}); err != nil {
		t.Fatal(err)
	}
	source := func(found int) catalog.SiteRun {
		return catalog.SiteRun{Site: "test", Sources: []catalog.SourceRun{{URL: list, Kind: site.KindListing, Read: 1, Found: found}}}
	}
	c.look.Earlier = []catalog.Run{{Started: start.AddDate(0, 0, -1), Sites: []catalog.SiteRun{{Site: "other"}, source(20)}}}
	f := c.find(Site{Tonight: source(0)})["source "+list]
	if f.Page != (Page{URL: list, File: "warc/b.warc.gz", Offset: 77}) || f.Since != "2026-03-01" || !strings.Contains(f.Text, "named 20 on 2026-02-28") {
		t.Errorf("found %+v", f)
	}
}

// TestRhythmFromCatalogue: a site that published daily for a year and stopped.
func TestRhythmFromCatalogue(t *testing.T) {
	c := newCollection(t)
	for night := range 400 {
		c.add(night, nil)
	}
	list := "https://ngo.example/news"
	if err := c.db.Apply(t.Context(), catalog.Batch{File: "warc/b.warc.gz", Captures: []catalog.CaptureRow{
		{Kind: catalog.CaptureResponse, URL: list, Canonical: list, Site: "test", Capture: archive.Capture{RecordID: "1", Fetched: start, File: "warc/b.warc.gz"}},
	}}); err != nil {
		t.Fatal(err)
	}
	tonight := catalog.SiteRun{Site: "test", Sources: []catalog.SourceRun{{URL: list, Kind: site.KindListing, Unchanged: 1}}}
	c.look.Now = start.AddDate(0, 0, 405)
	if found := c.find(Site{Tonight: tonight}); len(found) > 0 {
		t.Errorf("five quiet days: %+v", found)
	}
	c.look.Now = start.AddDate(0, 0, 420)
	f := c.find(Site{Tonight: tonight})["rhythm releases"]
	if f.Since != "2027-04-05" || f.Page.URL != list || !strings.Contains(f.Text, "0 releases in 21 days, where 21 are usual") {
		t.Errorf("found %+v", f)
	}
	tonight.Sources[0] = catalog.SourceRun{URL: list, Error: "timeout", Failed: 1}
	if found := c.find(Site{Tonight: tonight}); len(found) > 0 {
		t.Errorf("a night on which nothing was read is judged: %+v", found)
	}
}

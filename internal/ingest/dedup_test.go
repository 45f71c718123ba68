package ingest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"communique/archive"
	"communique/internal/catalog"
	"communique/internal/export"
	"communique/internal/site"
)

// archiveAs writes each hop into a file of its own, as a night of its own: with
// look-ups into the catalogue, into which it is read at once.
func (l *lab) archiveAs(hops []hop) {
	l.Helper()
	for i, h := range hops {
		db, err := catalog.Open(l.Context(), filepath.Join(l.home, "catalog.sqlite"), time.Now)
		l.must(err)
		s, err := archive.Open(l.home, archive.Options{
			Software: "test/1", Run: fmt.Sprintf("n%03d", i), Now: func() time.Time { return l.now },
			Original: func(ctx context.Context, url, digest string, status int) (archive.Original, bool, error) {
				c, ok, err := db.OriginalWith(ctx, url, digest, status)
				return archive.Original{URL: c.URL, Capture: c.Capture}, ok, err
			},
			Last: func(ctx context.Context, url string) (archive.Original, bool, error) {
				c, ok, err := db.LastOriginal(ctx, url, site.Canonical(url))
				return archive.Original{URL: c.URL, Capture: c.Capture}, ok, err
			},
		})
		l.must(err)
		_, err = s.Append(l.Context(), h.exchange())
		l.must(err)
		l.must(s.Close())
		l.must(db.Close())
		l.ingest()
	}
}

// told gives the exports but that of captures, without places.
func (l *lab) told() string {
	l.Helper()
	var out strings.Builder
	for _, of := range export.Kinds() {
		if of == "captures" {
			continue
		}
		fmt.Fprintf(&out, "-- %s\n", of)
		_, err := export.Request{Of: of, Canonical: site.Canonical}.Write(l.Context(), &out, l.read())
		l.must(err)
	}
	return place.ReplaceAllString(out.String(), "")
}

// retold is the story, and then all of it again by a server that knows no
// validators: pages at their old addresses, at others, with other headers, and
// a first wording that comes back.
func retold() []hop {
	hops := story()
	for _, h := range story() {
		h.at = h.at.AddDate(0, 0, 40)
		hops = append(hops, h)
	}
	for i, h := range story() {
		h.at = h.at.AddDate(0, 0, 80)
		if strings.Contains(h.url, "/news/") {
			h.url = strings.TrimSuffix(h.url, "/") + "-again/"
		}
		if strings.HasSuffix(h.url, "sitemap.xml") || strings.HasSuffix(h.url, "/feed/") {
			h.url += "?page=1"
		}
		if h.head == "" && i%2 == 0 {
			h.head = "Content-Type: text/html; charset=iso-8859-1\r\n"
		}
		hops = append(hops, h)
	}
	for i := range hops { // no two at the same moment: their record ids differ
		hops[i].at = hops[i].at.Add(time.Duration(i) * time.Minute)
	}
	return hops
}

// An archive with revisits in place of what it had already tells the same as
// one in which every answer is whole, in whatever order its files are read.
func TestDeduplicatedTellsTheSame(t *testing.T) {
	whole := newLab(t)
	whole.bare = true
	for _, h := range retold() {
		whole.archive(h)
	}
	whole.ingest()
	want := whole.told()

	l := newLab(t)
	l.bare = true
	l.archiveAs(retold())
	if got := l.told(); got != want {
		t.Fatalf("the revisits show:\n%s", difference(want, got))
	}
	kinds := map[string]int{}
	for c, err := range l.read().Captures(t.Context(), catalog.Filter{}) {
		l.must(err)
		kinds[c.Kind]++
	}
	t.Logf("captures: %v", kinds)
	if kinds[catalog.CaptureRevisit] < 20 {
		t.Errorf("hardly anything was deduplicated: %v", kinds)
	}
	before := l.exports()
	if differences, _, err := Check(t.Context(), l.home, l.pipeline(l.store("reader"))); err != nil || !onlyIndex(differences) {
		t.Errorf("check: %v, %v", differences, err)
	}
	if _, err := Rebuild(t.Context(), l.home, l.pipeline(l.store("reader"))); err != nil {
		t.Fatal(err)
	}
	if after := l.exports(); after != before {
		t.Fatalf("a rebuild changes the exports:\n%s", difference(before, after))
	}
	all := l.warcFiles()
	random := rand.New(rand.NewPCG(5, 6))
	for round := range 3 {
		again := newLab(t)
		again.bare = true
		dir := filepath.Join(again.home, "warc")
		l.must(os.MkdirAll(dir, 0o755))
		random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		for i, file := range all {
			l.must(os.Link(file, filepath.Join(dir, filepath.Base(file))))
			if i%9 == 0 {
				again.ingest()
			}
		}
		again.ingest()
		if got := again.exports(); got != before {
			t.Fatalf("round %d: the order of reading shows:\n%s", round, difference(before, got))
		}
	}
}

// onlyIndex: a lab without an index is told so.
func onlyIndex(differences []string) bool {
	for _, d := range differences {
		if !strings.Contains(d, "index") {
			return false
		}
	}
	return true
}

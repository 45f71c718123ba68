package watch

import (
	"fmt"
	"html"
	"path/filepath"
	"testing"
	"time"

	"communique/archive"
	"communique/archive/warc"
	"communique/index"
	"communique/internal/catalog"
	"communique/internal/extract"
	"communique/internal/ingest"
	"communique/internal/site"
)

const profile = `id: lantern
organization: Lantern Watch
hosts: [press.example]
language: en
timezone: UTC
sources:
  - {kind: feed, url: "https://press.example/feed/"}
releases: ['^/news/[^/?]+$']
eras:
  - {name: plain, match: div.body, title: [h1], published: [.date], body: [div.body]}
`

// night is the time of the Nth night's first request.
func night(n int) time.Time { return time.Date(2026, 3, n, 3, 0, 0, 0, time.UTC) }

// home is a home directory under test, with the real archive, catalogue and
// index in it.
type home struct {
	testing.TB
	dir       string
	set       site.Set
	now       time.Time
	extractor string
}

func newHome(t testing.TB) *home {
	t.Helper()
	p, err := site.Parse([]byte(profile), "lantern.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return &home{TB: t, dir: t.TempDir(), set: site.Of(p), now: night(1), extractor: "test/1"}
}

func (h *home) must(err error) {
	h.Helper()
	if err != nil {
		h.Fatal(err)
	}
}

func (h *home) state() string { return filepath.Join(h.dir, "state") }

// page is one answer of the site.
type page struct {
	slug, lang, title, body string
	status                  int // 0: 200
}

// archive keeps a night's answers, a second apart.
func (h *home) archive(n int, pages ...page) {
	h.Helper()
	h.now = night(n)
	s, err := archive.Open(h.dir, archive.Options{Software: "test/1", Run: fmt.Sprintf("r%02d", n), Now: func() time.Time { return h.now }})
	h.must(err)
	for i, p := range pages {
		body := fmt.Sprintf(`<!DOCTYPE html><html lang=%q><body><h1>%s</h1><span class=date>2026-03-0%d</span><div class=body><p>%s</p></div></body></html>`,
			p.lang, html.EscapeString(p.title), 1, html.EscapeString(p.body))
		if p.status == 0 {
			p.status = 200
		}
		_, err := s.Append(h.Context(), &warc.Exchange{
			URL: "https://press.example/news/" + p.slug, Start: h.now.Add(time.Duration(i+1) * time.Second), Addr: "203.0.113.7",
			Request:  fmt.Appendf(nil, "GET /news/%s HTTP/1.1\r\nHost: press.example\r\n\r\n", p.slug),
			Response: fmt.Appendf(nil, "HTTP/1.1 %d X\r\nContent-Length: %d\r\nContent-Type: text/html; charset=utf-8\r\n\r\n%s", p.status, len(body), body),
		})
		h.must(err)
	}
	h.must(s.Close())
	h.now = h.now.Add(time.Hour)
}

func (h *home) pipeline() ingest.Pipeline {
	s, err := archive.Open(h.dir, archive.Options{Software: "test/1", Run: "reader", Now: func() time.Time { return h.now }})
	h.must(err)
	return ingest.Pipeline{Store: s, IndexDir: h.indexDir(), Reader: extract.New(h.set, "test"), Profiles: h.set,
		Extractor: h.extractor, Now: func() time.Time { return h.now }}
}

func (h *home) indexDir() string { return filepath.Join(h.dir, "index") }

func (h *home) catalog() *catalog.DB {
	h.Helper()
	db, err := catalog.Open(h.Context(), filepath.Join(h.dir, "catalog.sqlite"), func() time.Time { return h.now })
	h.must(err)
	h.Cleanup(func() { db.Close() })
	return db
}

func (h *home) ingest() {
	h.Helper()
	p := h.pipeline()
	p.Catalog = h.catalog()
	_, err := p.Run(h.Context())
	h.must(err)
	h.must(p.Catalog.Close())
}

func (h *home) rebuild() {
	h.Helper()
	_, err := ingest.Rebuild(h.Context(), h.dir, h.pipeline())
	h.must(err)
}

// add adds a watch that has seen all there is.
func (h *home) add(name string, r index.Request) {
	h.Helper()
	db := h.catalog()
	after, err := db.NewestCapture(h.Context(), h.now)
	h.must(err)
	h.must(db.Close())
	_, err = Add(h.state(), New(name, r, h.now, after))
	h.must(err)
}

// ask asks the watches, as the night n does; without keeping what they tell.
func (h *home) ask(n int) *Look {
	h.Helper()
	db := h.catalog()
	l, err := Ask(h.Context(), h.state(), db, h.indexDir(), nil, night(n), h.now)
	h.must(err)
	h.must(db.Close())
	return l
}

// tell asks and keeps.
func (h *home) tell(n int) *Look {
	h.Helper()
	l := h.ask(n)
	h.must(l.Keep(fmt.Sprintf("r%02d", n)))
	return l
}

func (h *home) feeds() string {
	h.Helper()
	dir := filepath.Join(h.dir, "feeds")
	db := h.catalog()
	h.must(WriteFeeds(h.Context(), h.state(), dir, db))
	h.must(db.Close())
	return dir
}

package ingest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"communique/archive"
	"communique/archive/warc"
	"communique/internal/catalog"
	"communique/internal/export"
	"communique/internal/extract"
	"communique/internal/site"
)

const profileYAML = `id: lantern
organization: Lantern Watch
home: https://press.example/
hosts: [press.example]
language: en-GB
timezone: Europe/Paris
kind: press-release
sources:
  - kind: feed
    url: https://press.example/feed/
  - kind: sitemap
    url: https://press.example/sitemap.xml
  - kind: listing
    url: https://press.example/news/
    items: li.item
    date: .date
  - kind: listing
    url: https://press.example/nouvelles/
    language: fr
    items: li.item
    date: .date
releases: ['^/news/[^/?]+/?$', '^/old/[^/?]+/?$']
not_releases: ['^/news/page/?$']
eras:
  - name: plain
    match: div.body
    title: [h1]
    published: [.date]
    body: [div.body]
    attachments: ['.files a']
    related:
      - items: .card
        date: .when
        title: a
        relation: read-also
`

var night = time.Date(2026, 3, 1, 3, 0, 0, 0, time.UTC)

func at(days int) time.Time { return night.AddDate(0, 0, days) }

// lab is a home directory under test.
type lab struct {
	testing.TB
	home  string
	set   site.Set
	now   time.Time
	files int
	bare  bool // without an index
}

func newLab(t testing.TB) *lab {
	t.Helper()
	p, err := site.Parse([]byte(profileYAML), "lantern.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return &lab{TB: t, home: t.TempDir(), set: site.Of(p), now: at(100)}
}

// hop is one answer as a test describes it.
type hop struct {
	at     time.Time
	url    string
	status int
	head   string // header lines
	body   string
	cut    string
}

func (h hop) exchange() *warc.Exchange {
	host := strings.Split(h.url, "/")[2]
	path := strings.TrimPrefix(h.url, "https://"+host)
	head := h.head
	if h.body != "" && !strings.Contains(head, "Content-Type") {
		head += "Content-Type: text/html; charset=utf-8\r\n"
	}
	length := len(h.body)
	if h.cut != "" {
		length += 100
	}
	return &warc.Exchange{
		URL: h.url, Start: h.at, Addr: "203.0.113.7",
		Request:   fmt.Appendf(nil, "GET %s HTTP/1.1\r\nHost: %s\r\n\r\n", path, host),
		Response:  fmt.Appendf(nil, "HTTP/1.1 %d X\r\nContent-Length: %d\r\n%s\r\n%s", h.status, length, head, h.body),
		Truncated: h.cut,
	}
}

// archive writes hops into a WARC file of their own.
func (l *lab) archive(hops ...hop) {
	l.Helper()
	l.files++
	s := l.store(fmt.Sprintf("r%02d", l.files))
	for _, h := range hops {
		if _, err := s.Append(l.Context(), h.exchange()); err != nil {
			l.Fatal(err)
		}
	}
	l.must(s.Close())
}

func (l *lab) store(run string) *archive.Store {
	l.Helper()
	s, err := archive.Open(l.home, archive.Options{Software: "test/1", Run: run, Now: func() time.Time { return l.now }})
	l.must(err)
	return s
}

func (l *lab) must(err error) {
	l.Helper()
	if err != nil {
		l.Fatal(err)
	}
}

func (l *lab) pipeline(s *archive.Store) Pipeline {
	dir := filepath.Join(l.home, "index")
	if l.bare {
		dir = ""
	}
	return Pipeline{
		Store: s, IndexDir: dir, Reader: extract.New(l.set, "test"), Profiles: l.set,
		Extractor: "test/1", Now: func() time.Time { return l.now },
	}
}

// ingest runs the pipeline once.
func (l *lab) ingest() Report {
	l.Helper()
	return l.ingestWith(func(*Pipeline) {})
}

func (l *lab) ingestWith(change func(*Pipeline)) Report {
	l.Helper()
	p := l.pipeline(l.store("reader"))
	db, err := catalog.Open(l.Context(), filepath.Join(l.home, "catalog.sqlite"), p.Now)
	l.must(err)
	p.Catalog = db
	change(&p)
	rep, err := p.Run(l.Context())
	l.must(err)
	l.must(db.Close())
	return rep
}

// read opens the catalogue for reading.
func (l *lab) read() *catalog.DB {
	l.Helper()
	db, err := catalog.OpenRead(l.Context(), filepath.Join(l.home, "catalog.sqlite"))
	l.must(err)
	l.Cleanup(func() { _ = db.Close() })
	return db
}

// exports gives every kind of line there is, one after the other.
func (l *lab) exports() string {
	l.Helper()
	var out bytes.Buffer
	db := l.read()
	for _, of := range export.Kinds() {
		fmt.Fprintf(&out, "-- %s\n", of)
		_, err := export.Request{Of: of, Canonical: site.Canonical}.Write(l.Context(), &out, db)
		l.must(err)
	}
	return out.String()
}

// releases gives the records by address.
func (l *lab) releases() map[string]archive.Release {
	l.Helper()
	all := map[string]archive.Release{}
	for r, err := range l.read().Records(l.Context(), catalog.Filter{}) {
		l.must(err)
		all[r.URL] = r
	}
	return all
}

// one gives the only record.
func (l *lab) one() archive.Release {
	l.Helper()
	all := l.releases()
	if len(all) != 1 {
		l.Fatalf("%d releases, want one: %v", len(all), all)
	}
	for _, r := range all {
		return r
	}
	panic("unreachable")
}

func (l *lab) warcFiles() []string {
	l.Helper()
	files, err := filepath.Glob(filepath.Join(l.home, "warc", "*.warc.gz"))
	l.must(err)
	return files
}

// page is a release's page; date may be "".
func page(title, date, text string, more ...string) string {
	if date != "" {
		date = `<p class="date">` + date + `</p>`
	}
	return `<!doctype html><html lang="en-GB"><head><title>` + title + `</title></head><body><main><h1>` + title + `</h1>` + date +
		`<div class="body"><p>` + text + ` The ferry crossing stayed shut for a third week while inspectors counted the lamps along the quay, and residents said that nobody had explained the order to them.</p>` +
		`<p>“We asked for the list of names and were given an empty sheet,” said Odile Varga, a harbour warden at Lantern Watch.</p></div>` +
		strings.Join(more, "") + `</main></body></html>`
}

func card(url, title, date string) string {
	return `<div class="card"><a href="` + url + `">` + title + `</a><span class="when">` + date + `</span></div>`
}

func asJSON(t testing.TB, v any) string {
	t.Helper()
	data, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func rename(t testing.TB, from, to string) {
	t.Helper()
	if err := os.Rename(from, to); err != nil {
		t.Fatal(err)
	}
}

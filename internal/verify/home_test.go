package verify

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"communique/archive"
	"communique/archive/warc"
	"communique/internal/extract"
	"communique/internal/ingest"
	"communique/internal/site"
)

const profile = `id: harbour
organization: Harbour Watch
home: https://press.example/
hosts: [press.example]
language: en-GB
timezone: Europe/Paris
kind: press-release
sources:
  - kind: listing
    url: https://press.example/news/
    items: li
releases: ['^/news/[^/]+/?$']
eras:
  - name: plain
    match: div.body
    title: [h1]
    published: [.date]
    body: [div.body]
`

var night = time.Date(2026, 3, 1, 3, 0, 0, 0, time.UTC)

// home is an archive under test.
type home struct {
	testing.TB
	dir string
	set site.Set
	now time.Time
}

func newHome(t testing.TB) *home {
	t.Helper()
	p, err := site.Parse([]byte(profile), "harbour.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return &home{TB: t, dir: t.TempDir(), set: site.Of(p), now: night}
}

// filled is an archive of three nights: pages, some of them compressed or in
// chunks, redirects, 304s, failed fetches, a 103, and pages that repeat.
func filled(t testing.TB) *home {
	t.Helper()
	h := newHome(t)
	for n := range 3 {
		h.now = night.AddDate(0, 0, n)
		s := h.store(fmt.Sprintf("night%d", n))
		for i := range 8 {
			h.append(s, exchange(n, i, h.now))
		}
		_, err := s.AppendMetadata(t.Context(), "https://press.example/news/lost/", archive.FailureType,
			fmt.Appendf(nil, `{"time":%q,"site":"harbour","kind":"timeout","message":"no answer in 60 s","attempt":%d}`, archive.Timestamp(h.now), n+1))
		h.must(err)
		h.must(s.Close())
	}
	h.rebuild()
	return h
}

func exchange(n, i int, at time.Time) *warc.Exchange {
	ex := &warc.Exchange{
		URL: fmt.Sprintf("https://press.example/news/r%d/", i), Start: at.Add(time.Duration(i) * time.Second), Addr: "203.0.113.7",
		Request: fmt.Appendf(nil, "GET /news/r%d/ HTTP/1.1\r\nHost: press.example\r\nUser-Agent: communique\r\n\r\n", i),
	}
	page := fmt.Sprintf(`<html lang="en"><h1>Ferry %d</h1><p class="date">1 March 2026</p><div class="body"><p>On night %d the lamps along quay %d were counted again, and the quay stayed shut: %s</p></div></html>`,
		i, n/(i%3+1), i, strings.Repeat(fmt.Sprintf("quay %d shut, lamp %d dark; ", i, i*i), 5+7*i))
	const ok = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nETag: \"x\"\r\n"
	switch {
	case n > 0 && i%5 == 1:
		ex.Response = []byte("HTTP/1.1 304 Not Modified\r\nETag: \"x\"\r\n\r\n")
	case i == 3:
		ex.Response = []byte("HTTP/1.1 301 Moved\r\nLocation: /news/r4/\r\nContent-Length: 0\r\n\r\n")
	case i == 5:
		ex.Response = fmt.Appendf(nil, "%sTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n", ok, len(page), page)
	case i == 6:
		ex.Interim = []byte("HTTP/1.1 103 Early Hints\r\nLink: </x.css>; rel=preload\r\n\r\n")
		fallthrough
	default:
		ex.Response = fmt.Appendf(nil, "%sContent-Length: %d\r\n\r\n%s", ok, len(page), page)
	}
	return ex
}

func (h *home) store(run string) *archive.Store {
	h.Helper()
	s, err := archive.Open(h.dir, archive.Options{Software: "test/1", Run: run, Now: func() time.Time { return h.now }})
	h.must(err)
	return s
}

func (h *home) append(s *archive.Store, ex *warc.Exchange) {
	h.Helper()
	_, err := s.Append(h.Context(), ex)
	h.must(err)
}

func (h *home) must(err error) {
	h.Helper()
	if err != nil {
		h.Fatal(err)
	}
}

func (h *home) rebuild() {
	h.Helper()
	_, err := ingest.Rebuild(h.Context(), h.dir, ingest.Pipeline{
		Store: h.store("reader"), Reader: extract.New(h.set, "test"), Profiles: h.set, Extractor: "test/1", Now: func() time.Time { return h.now },
	})
	h.must(err)
}

// craft writes a file of our own form with records of the caller's.
func (h *home) craft(name string, drafts ...*warc.Draft) {
	h.Helper()
	file, err := os.Create(h.path("warc/" + name))
	h.must(err)
	w := warc.NewWriter(file, 0)
	info, err := warc.Warcinfo(name, h.now, warc.Fields{{Name: "communique-run", Value: "crafted"}})
	h.must(err)
	_, err = w.Write(info)
	h.must(err)
	for _, d := range drafts {
		d.Header.Add("WARC-Warcinfo-ID", info.Header.ID())
	}
	_, err = w.Write(drafts...)
	h.must(err)
	h.must(file.Close())
	h.reindex(name)
}

// reindex writes the CDXJ that belongs to a file.
func (h *home) reindex(name string) {
	h.Helper()
	file, err := os.Open(h.path("warc/" + name))
	h.must(err)
	defer file.Close()
	lines, err := warc.IndexFile(file, name)
	h.must(err)
	var text bytes.Buffer
	h.must(warc.WriteCDXJ(&text, lines))
	h.must(os.WriteFile(h.path(archive.CDXJOf("warc/"+name)), text.Bytes(), 0o644))
}

func (h *home) path(name string) string { return filepath.Join(h.dir, filepath.FromSlash(name)) }

func (h *home) read(name string) []byte {
	h.Helper()
	data, err := os.ReadFile(h.path(name))
	h.must(err)
	return data
}

func (h *home) write(name string, data []byte) {
	h.Helper()
	h.must(os.WriteFile(h.path(name), data, 0o644))
}

// warcs gives the names of the WARC files.
func (h *home) warcs() (names []string) {
	h.Helper()
	paths, err := filepath.Glob(h.path("warc/*.warc.gz"))
	h.must(err)
	for _, p := range paths {
		names = append(names, "warc/"+filepath.Base(p))
	}
	return names
}

// verify gives the faults, sorted.
func (h *home) verify(change ...func(*Verifier)) []Fault {
	h.Helper()
	v := &Verifier{Home: h.dir}
	for _, c := range change {
		c(v)
	}
	faults, _ := h.all(h.Context(), v)
	return faults
}

func (h *home) all(ctx context.Context, v *Verifier) ([]Fault, Summary) {
	h.Helper()
	var mu sync.Mutex
	var faults []Fault
	sum, err := v.All(ctx, func(f Fault) {
		if !mu.TryLock() {
			h.Error("report was called by two goroutines at once")
			return
		}
		defer mu.Unlock()
		faults = append(faults, f)
	})
	h.must(err)
	if sum.Faults != len(faults) {
		h.Errorf("%d faults counted, %d reported", sum.Faults, len(faults))
	}
	slices.SortFunc(faults, func(a, b Fault) int { return strings.Compare(a.String(), b.String()) })
	return faults, sum
}

// clean fails the test where anything is wrong.
func (h *home) clean() {
	h.Helper()
	for _, f := range h.verify() {
		h.Error(f)
	}
	if h.Failed() {
		h.FailNow()
	}
}

// members gives where the records of a file begin, and its end.
func (h *home) members(name string) (offsets []int64) {
	h.Helper()
	r := warc.NewReader(bytes.NewReader(h.read(name)), name, 0)
	for {
		rec, err := r.Next()
		if err != nil {
			return append(offsets, int64(len(h.read(name))))
		}
		offsets = append(offsets, rec.Offset)
	}
}

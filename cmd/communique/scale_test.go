package main

import (
	"bytes"
	"cmp"
	"errors"
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"communique/archive"
	"communique/index"
	"communique/internal/catalog"
	"communique/internal/demosite"
	"communique/internal/restrict"
	"communique/internal/site"
)

// What the design promises of large sites is measured with
//
//	go test ./cmd/communique -run TestScale -v -args -known 200000 -first 50000
var (
	knownReleases = flag.Int("known", 2000, "releases that TestScaleSecondNight knows already")
	firstReleases = flag.Int("first", 200, "releases that TestScaleFirstCrawl crawls")
)

const (
	largeBase    = "http://large.example"
	childSize    = 50_000 // the most that a sitemap may name
	largeProfile = `id: large
organization: Large
hosts: [large.example]
delay: 0s
releases: ['^/communiques/[^/]+/$']
sources:
  - {kind: feed, url: 'http://large.example/feed/'}
  - {kind: sitemap, url: 'http://large.example/sitemap_index.xml'}
`
)

// large is a site of n releases that has been read; since, ten are new and
// two were edited, all in the last of its sitemaps.
type large struct{ n int }

func (l large) children() int { return (l.n + childSize - 1) / childSize }

func largePath(i int) string {
	return fmt.Sprintf("/communiques/une-organisation-demande-la-liberation-%07d/", i)
}

func (l large) lastmod(i int, edited bool) string {
	if edited && i >= l.n-2 {
		return "2026-03-10T20:00:00+00:00"
	}
	return "2025-01-01T00:00:00+00:00"
}

// names are the numbers of the releases in a child.
func (l large) names(child int, now bool) (from, to int) {
	from, to = child*childSize, min((child+1)*childSize, l.n)
	if now && child == l.children()-1 {
		to += 10
	}
	return from, to
}

func (l large) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var child int
	serve := func(kind, body string) {
		w.Header().Set("Content-Type", kind)
		fmt.Fprint(w, body)
	}
	if _, err := fmt.Sscanf(r.URL.Path, "/sitemap%d.xml", &child); err == nil {
		if child < l.children()-1 && r.Header.Get("If-None-Match") != "" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		var b strings.Builder
		from, to := l.names(child, true)
		for i := from; i < to; i++ {
			fmt.Fprintf(&b, "<url><loc>%s%s</loc><lastmod>%s</lastmod></url>\n", largeBase, largePath(i), l.lastmod(i, true))
		}
		serve("text/xml", "<urlset>"+b.String()+"</urlset>")
		return
	}
	switch {
	case r.URL.Path == "/sitemap_index.xml":
		var b strings.Builder
		for i := range l.children() {
			fmt.Fprintf(&b, "<sitemap><loc>%s/sitemap%d.xml</loc></sitemap>", largeBase, i)
		}
		serve("text/xml", "<sitemapindex>"+b.String()+"</sitemapindex>")
	case r.URL.Path == "/feed/":
		serve("application/rss+xml", "<rss version='2.0'><channel><item><link>"+largeBase+largePath(l.n)+"</link></item></channel></rss>")
	case strings.HasPrefix(r.URL.Path, "/communiques/"):
		serve("text/html; charset=utf-8", "<!doctype html><html lang=fr><title>Un communiqué</title><article><h1>Un communiqué</h1><p>Les autorités doivent libérer sans délai les personnes détenues pour avoir manifesté.</p></article>")
	default:
		http.NotFound(w, r)
	}
}

// know makes the catalogue of a home in which the site has been read.
func (l large) know(t *testing.T, home string) {
	t.Helper()
	ctx := t.Context()
	set, err := site.Load(filepath.Join(home, "sites"), nil)
	if err != nil {
		t.Fatal(err)
	}
	p, err := set.ByID("large")
	if err != nil {
		t.Fatal(err)
	}
	then := time.Date(2026, 3, 10, 3, 0, 0, 0, time.UTC)
	db, err := catalog.Open(ctx, filepath.Join(home, "catalog.sqlite"), func() time.Time { return then })
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.SetExtractor(ctx, extractor(set)); err != nil {
		t.Fatal(err)
	}
	var children []catalog.Child
	for child := range l.children() {
		doc := fmt.Sprintf("%s/sitemap%d.xml", largeBase, child)
		children = append(children, catalog.Child{URL: doc})
		var tasks []catalog.Task
		var settled []catalog.Settled
		from, to := l.names(child, false)
		for i := from; i < to; i++ {
			url := largeBase + largePath(i)
			task := catalog.Task{URL: url, Canonical: strings.TrimRight(url, "/"), Site: "large", Role: "release", FoundBy: "sitemap", LastMod: l.lastmod(i, false)}
			tasks = append(tasks, task)
			settled = append(settled, knownRelease(i, task.Canonical, then))
		}
		if _, err := db.SetNamed(ctx, catalog.Naming{Names: tasks, Document: catalog.Document{
			ETag: `"as it was"`, URL: doc, Site: "large", Source: largeBase + "/sitemap_index.xml", Kind: "sitemap", Rules: p.Rules(), Answered: doc, Read: then}}); err != nil {
			t.Fatal(err)
		}
		if err := db.Restore(ctx, func(yield func(catalog.Restored, error) bool) {
			for _, task := range tasks {
				if !yield(catalog.Restored{Task: task, Fetched: catalog.Fetched{At: then, Status: 200, Digest: "sha256:0"}}, nil) {
					return
				}
			}
		}); err != nil {
			t.Fatal(err)
		}
		if _, err := db.Settle(ctx, settled); err != nil {
			t.Fatal(err)
		}
	}
	// The index is left empty: nothing here looks into it.
	ids, err := db.Unindexed(ctx)
	if err == nil {
		_, seal, none := restrict.Open(home).Decisions()
		err = errors.Join(none, db.Indexed(ctx, ids, nil, seal))
	}
	if err != nil {
		t.Fatal(err)
	}
	w, err := index.Update(filepath.Join(home, "index"))
	if err == nil {
		err = w.Commit()
	}
	if err != nil {
		t.Fatal(err)
	}
	top := largeBase + "/sitemap_index.xml"
	if _, err := db.SetNamed(ctx, catalog.Naming{Children: children, Document: catalog.Document{
		URL: top, Site: "large", Source: top, Kind: "sitemap", Rules: p.Rules(), Answered: top, Read: then}}); err != nil {
		t.Fatal(err)
	}
}

func knownRelease(i int, canonical string, then time.Time) catalog.Settled {
	at := archive.Timestamp(then)
	day := then.AddDate(0, 0, -i/20).Format(time.DateOnly)
	text := strings.Repeat("Les autorités doivent libérer sans délai les personnes détenues. ", 20)
	r := archive.Release{
		ID: fmt.Sprintf("large:%016x", i), Site: "large", URL: canonical, Published: &day, PublishedDay: &day, Text: &text,
		Status: archive.StatusLive, Version: 1, FirstSeen: at, LastSeen: at, ContentChanged: at,
	}
	r.Normalize()
	return catalog.Settled{URLs: []string{canonical}, Releases: []catalog.SettledRelease{{
		Record: r, Addresses: []catalog.Address{{URL: canonical, OwnID: r.ID}},
	}}}
}

// crawlLarge runs the program in a process of its own and gives what the
// server saw of it, when it began, and its largest resident set.
func crawlLarge(t *testing.T, home string, publisher http.Handler, args ...string) (log *demosite.Log, began time.Time, rss string) {
	t.Helper()
	log = demosite.NewLog(publisher, time.Now)
	server := httptest.NewServer(log)
	t.Cleanup(server.Close)
	cmd := exec.Command("communique", append([]string{"crawl", "large", "--allow-private", "--contact", "tests@university.example", "--home", home}, args...)...)
	cmd.Env = append(os.Environ(), "TEST_DIAL="+server.Listener.Addr().String(), "TEST_NOW=2026-03-11T03:00:00Z")
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	began = time.Now()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	for {
		select {
		case err := <-ended:
			if err != nil {
				t.Fatalf("crawl: %v\n%s", err, &out)
			}
			t.Logf("the crawl took %v\n%s", time.Since(began).Round(time.Millisecond), &out)
			return log, began, rss
		case <-time.After(20 * time.Millisecond):
			// Not what wait tells: that counts what this process had when
			// it made the other.
			rss = cmp.Or(peak(cmd.Process.Pid), rss)
		}
	}
}

// peak is the largest resident set that a process has had, where the system
// tells; "" when it has ended.
func peak(pid int) string {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return ""
	}
	for line := range strings.Lines(string(status)) {
		if value, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			return strings.TrimSpace(value)
		}
	}
	return ""
}

func largeHome(t *testing.T) string {
	t.Helper()
	home := t.TempDir()
	if err := os.MkdirAll(filepath.Join(home, "sites"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(home, "sites", "large.yaml"), []byte(largeProfile), 0o644); err != nil {
		t.Fatal(err)
	}
	return home
}

// A second night over a large catalogue asks for what is new, and looks up
// nothing else.
func TestScaleSecondNight(t *testing.T) {
	home, l := largeHome(t), large{*knownReleases}
	l.know(t, home)
	log, began, rss := crawlLarge(t, home, l, "--revisits", "30")
	var first, release time.Duration
	news := 0
	for i, r := range log.Requests() {
		if i == 0 {
			first = r.Time.Sub(began)
		}
		if strings.HasPrefix(r.Path, "/communiques/") {
			if news++; news == 1 {
				release = r.Time.Sub(began)
			}
		}
	}
	if want := 10 + 2 + 30; news != want {
		t.Errorf("%d releases asked for, want %d", news, want)
	}
	t.Logf("%d known releases: first request after %v, first release after %v, largest resident set %s", l.n, first.Round(time.Millisecond), release.Round(time.Millisecond), rss)
}

// A first crawl keeps in memory what it works on, and not what it has done.
func TestScaleFirstCrawl(t *testing.T) {
	publisher, err := demosite.Many(largeBase, *firstReleases, 1)
	if err != nil {
		t.Fatal(err)
	}
	log, _, rss := crawlLarge(t, largeHome(t), publisher)
	if got := len(log.Requests()); got < *firstReleases {
		t.Errorf("%d requests for %d releases", got, *firstReleases)
	}
	t.Logf("first crawl of %d releases: largest resident set %s", *firstReleases, rss)
}

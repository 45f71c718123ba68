package crawl_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"
)

// mapped is a site told of by sitemaps: /map names releases, /index the maps.
type mapped struct {
	scripted
	asked []string
}

func (m *mapped) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	m.asked = append(m.asked, r.URL.Path)
	m.scripted.ServeHTTP(w, r)
}

// names serves a sitemap of releases, which has not changed while it is the
// same.
func (m *mapped) names(path string, releases ...string) {
	var b strings.Builder
	for _, r := range releases {
		fmt.Fprintf(&b, "<url><loc>%s/n/%s</loc><lastmod>2026-01-01</lastmod></url>", base, r)
	}
	m.scripted[path] = tagged("<urlset>"+b.String()+"</urlset>", "application/xml")
}

func tagged(body, kind string) func(http.ResponseWriter, *http.Request) {
	etag := fmt.Sprintf("%q", fmt.Sprint(len(body), body[len(body)/2:]))
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", kind)
		w.Header().Set("ETag", etag)
		if r.Header.Get("If-None-Match") == etag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		fmt.Fprint(w, body)
	}
}

// releasesOf gives the releases asked for since the last call.
func (m *mapped) releasesOf() (paths []string) {
	for _, p := range m.asked {
		if strings.HasPrefix(p, "/n/") {
			paths = append(paths, strings.TrimPrefix(p, "/n/"))
		}
	}
	m.asked = nil
	slices.Sort(paths)
	return paths
}

func newMapped(t *testing.T, sources string, releases ...string) (*mapped, *nights) {
	t.Helper()
	m := &mapped{scripted: scripted{}}
	for _, r := range releases {
		m.scripted["/n/"+r] = tagged("release "+r, "text/html")
	}
	profile := "id: test\norganization: Test\nhosts: [www.amnesty.example]\nreleases: ['^/n/']\nsources:\n"
	for _, s := range strings.Fields(sources) {
		profile += "  - {kind: sitemap, url: '" + base + s + "'}\n"
	}
	return m, newNights(t, m, profile)
}

func (m *mapped) want(t *testing.T, night string, releases ...string) {
	t.Helper()
	if got := m.releasesOf(); !slices.Equal(got, releases) {
		t.Errorf("%s: asked for %v, want %v", night, got, releases)
	}
}

// A release that is gone is asked for until that is sure, and one that comes
// back is asked for at once.
func TestGoneAndBack(t *testing.T) {
	m, n := newMapped(t, "/map", "a", "b", "c")
	m.names("/map", "a", "b", "c")
	n.night(nil)
	m.want(t, "the first night", "a", "b", "c")
	there := m.scripted["/n/a"]
	delete(m.scripted, "/n/a")
	m.names("/map", "b", "c")
	var days []int
	for day := range 16 {
		m.names("/map", append([]string{"b", "c"}, slices.Repeat([]string{"b"}, day)...)...) // another text every day
		n.night(nil)
		if slices.Contains(m.releasesOf(), "a") {
			days = append(days, day)
		}
	}
	if !slices.Equal(days, []int{0, 7, 14}) {
		t.Errorf("asked for again after %v days, want 0, 7 and 14", days)
	}
	m.scripted["/n/a"] = there
	m.names("/map", "a", "b", "c")
	n.night(nil)
	m.want(t, "when it is back", "a")
}

// With several sitemaps a release is missing only when none of them names it,
// also when some have not changed.
func TestSeveralSitemaps(t *testing.T) {
	for name, sources := range map[string]string{"an index": "/index", "two sources": "/map1 /map2"} {
		t.Run(name, func(t *testing.T) {
			m, n := newMapped(t, sources, "a", "b", "c", "d")
			m.scripted["/index"] = tagged("<sitemapindex><sitemap><loc>/map1</loc></sitemap><sitemap><loc>/map2</loc></sitemap></sitemapindex>", "application/xml")
			m.names("/map1", "a", "b")
			m.names("/map2", "c", "d")
			n.night(nil)
			m.want(t, "the first night", "a", "b", "c", "d")
			n.night(nil)
			m.want(t, "a quiet night")
			m.names("/map2", "c")
			delete(m.scripted, "/n/d")
			if run := n.night(nil); run.Gone != 1 || len(run.Problems) > 0 {
				t.Errorf("%+v", run)
			}
			m.want(t, "the night d is gone", "d")
		})
	}
}

// The old addresses of a site that has moved are asked for once, and lend
// nobody their answers' validators.
func TestMoved(t *testing.T) {
	m, n := newMapped(t, "/map", "a", "b", "new-a", "new-b")
	m.names("/map", "a", "b")
	n.night(nil)
	m.want(t, "the first night", "a", "b")
	for _, r := range []string{"a", "b"} {
		m.scripted["/n/"+r] = func(w http.ResponseWriter, q *http.Request) {
			http.Redirect(w, q, "/n/new-"+r, http.StatusMovedPermanently)
		}
	}
	m.names("/map", "new-a", "new-b")
	n.night(nil)
	m.releasesOf()
	m.names("/map", "new-a", "new-b", "new-a")
	if run := n.night(nil); len(run.Problems) > 0 {
		t.Errorf("%+v", run)
	}
	m.want(t, "the night after the move")
}

// What robots.txt forbids one week it may allow the next.
func TestDisallowedForATime(t *testing.T) {
	m, n := newMapped(t, "/map", "a")
	m.names("/map", "a")
	m.scripted["/robots.txt"] = says("User-agent: *\nDisallow: /n/\n")
	if run := n.night(nil); run.Disallowed != 1 {
		t.Errorf("%+v", run)
	}
	delete(m.scripted, "/robots.txt")
	n.now = n.now.Add(8 * 24 * time.Hour)
	n.night(nil)
	m.want(t, "eight days later", "a")
}

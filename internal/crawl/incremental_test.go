package crawl_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"communique/internal/crawl"
	"communique/internal/demosite"
)

// A second night with 10 new and 3 edited releases asks for these, and for
// what may have told of them; a quiet one for five documents at most.
func TestNightsOfPublishers(t *testing.T) {
	for name, habits := range map[string]demosite.Habits{
		"good habits":        {},
		"ETag only":          {NoLastModified: true},
		"Last-Modified only": {NoETag: true},
		"neither":            {NoETag: true, NoLastModified: true},
		"gzip":               {Gzip: true},
		"news":               {News: true},
		"tokens":             {Tokens: true, NoETag: true, NoLastModified: true},
	} {
		t.Run(name, func(t *testing.T) {
			c := newCounted(t, habits, twoNights()...)
			children := (c.n + 999) / 1000
			if habits.News {
				children++
			}
			run, a := c.on(1, nil)
			if run.New != c.n || len(a.releases) != c.n || len(run.Problems)+len(run.Disagree) > 0 {
				t.Fatalf("first night: %d releases asked for of %d, %+v", len(a.releases), c.n, run)
			}
			run, a = c.on(2, nil)
			// robots.txt, feed, index, its children, listing; of which one
			// page, where it is as it was.
			if len(a.releases) > 0 || a.all() > 4+children || len(run.Problems)+len(run.Disagree) > 0 {
				t.Errorf("a quiet night: %d requests, %v, %+v", a.all(), a, run)
			}
			run, a = c.on(3, nil)
			if want := c.changed(); !slices.Equal(sorted(a.releases), want) {
				t.Errorf("asked for %v, want %v", a.releases, want)
			}
			// Of the listing two pages with new releases on them and two
			// without are read.
			if most := 4 + children + 3; a.documents+a.unchanged > most || len(run.Problems)+len(run.Disagree) > 0 {
				t.Errorf("%d documents asked for, want %d at most; %+v", a.documents+a.unchanged, most, run)
			}
			t.Logf("%d releases: %d requests for 10 new and 3 edited ones", c.n, a.all())
		})
	}
}

// changed are the paths of the new and the edited releases of the last night.
func (c *counted) changed() (paths []string) {
	for i := range 10 {
		paths = append(paths, demosite.AddedPath(i))
	}
	for _, i := range editsOf(c.n) {
		paths = append(paths, demosite.ManyPath(i))
	}
	slices.Sort(paths)
	return paths
}

func sorted(s []string) []string {
	slices.Sort(s)
	return s
}

// Without a sitemap the listing leads to the new ones; the edited ones are for
// the re-visits.
func TestNightsWithoutSitemap(t *testing.T) {
	c := newCounted(t, demosite.Habits{NoSitemap: true}, twoNights()...)
	c.options.Profiles[0].Sources = slices.Delete(c.options.Profiles[0].Sources, 1, 2)
	if run, _ := c.on(1, nil); run.New != c.n || len(run.Problems) > 0 {
		t.Fatalf("first night: %+v", run)
	}
	if _, a := c.on(2, nil); a.all() > 3 {
		t.Errorf("a quiet night: %v", a)
	}
	if run, a := c.on(3, nil); run.New != 10 || len(a.releases) != 10 || a.documents+a.unchanged > 6 {
		t.Errorf("the second night: %+v, %v", run, a)
	}
}

// The profile says how many pages without anything new end the walk of a
// listing; a first page that is as it was ends it in any case.
func TestOverlap(t *testing.T) {
	for overlap, want := range map[int]int{0: 3, 1: 2, 3: 4} { // the page with the new one, and so many more
		c := newCounted(t, demosite.Habits{NoSitemap: true}, demosite.Night{Added: 1})
		sources := c.options.Profiles[0].Sources
		c.options.Profiles[0].Sources = sources[len(sources)-1:]
		c.options.Profiles[0].Sources[0].Overlap = overlap
		c.on(1, nil)
		if _, a := c.on(1, nil); a.all() > 2 { // robots.txt and the first page
			t.Errorf("overlap %d, a quiet night: %v", overlap, a)
		}
		if run, a := c.on(2, nil); run.New != 1 || a.documents-1 != want {
			t.Errorf("overlap %d: %d listing pages asked for, want %d; %+v", overlap, a.documents-1, want, run)
		}
	}
}

// A profile that comes to take other addresses for releases has its documents
// read again, changed or not, and what it takes for none any more is not gone.
func TestOtherRules(t *testing.T) {
	m, n := newMapped(t, "/map", "a", "b")
	m.names("/map", "a", "b")
	m.scripted["/other"] = says("other")
	m.scripted["/map"] = tagged("<urlset><url><loc>/n/a</loc></url><url><loc>/n/b</loc></url><url><loc>/other</loc></url></urlset>", "application/xml")
	n.night(nil)
	m.want(t, "the first night", "a", "b")
	profile := strings.Replace(string(n.options.Profiles[0].YAML), "'^/n/'", "'^/n/a', '^/other'", 1)
	n.options.Profiles = newNights(t, m, profile).options.Profiles
	m.asked = nil
	if run := n.night(nil); run.New != 1 || len(run.Problems) > 0 || !slices.Contains(m.asked, "/other") {
		t.Errorf("%+v, asked for %v", run, m.asked)
	}
}

// A sitemap of which nothing is a release is said, and so is one that comes to
// be so.
func TestSitemapOfNothing(t *testing.T) {
	m, n := newMapped(t, "/map")
	m.scripted["/map"] = tagged("<urlset><url><loc>/about</loc></url></urlset>", "application/xml")
	for night := range 2 {
		if run := n.night(nil); !run.Drift || len(run.Problems) != 1 || !strings.Contains(run.Problems[0], "/map names no address") {
			t.Errorf("night %d: %+v", night, run)
		}
	}
}

// --since leaves what waits from earlier nights where it is, if it was
// announced before.
func TestSinceAndTheWaiting(t *testing.T) {
	m, n := newMapped(t, "/map", "old", "new")
	m.scripted["/map"] = says("<urlset><url><loc>/n/old</loc><lastmod>2020-05-05</lastmod></url><url><loc>/n/new</loc><lastmod>2026-03-01</lastmod></url></urlset>")
	m.scripted["/robots.txt"] = says("User-agent: *\nDisallow: /n/")
	n.night(nil)
	delete(m.scripted, "/robots.txt")
	n.now = n.now.Add(8 * 24 * time.Hour)
	m.asked = nil
	n.night(func(o *crawl.Options) { o.Since = "2026-01-01" })
	m.want(t, "with a first day", "new")
	n.night(nil)
	m.want(t, "without", "old")
}

// An index is believed that a child has not changed, when it has been found
// to tell the truth, and no longer when it was once found not to.
func TestIndexBelieved(t *testing.T) {
	m, n := newMapped(t, "/index", "a", "b", "c", "d", "e", "f")
	index := func(first, second int) {
		m.scripted["/index"] = says(fmt.Sprintf("<sitemapindex><sitemap><loc>/map1</loc><lastmod>2026-03-%02d</lastmod></sitemap><sitemap><loc>/map2</loc><lastmod>2026-03-%02d</lastmod></sitemap></sitemapindex>", first, second))
	}
	asked := func(path string) bool { return slices.Contains(m.asked, path) }
	named := []string{"a"}
	m.names("/map2", "f")
	m.names("/map1", named...)
	index(1, 1)
	n.night(nil)
	for day, next := range []string{"b", "c", "d"} {
		named = append(named, next)
		m.names("/map1", named...)
		index(2+day, 1)
		m.asked = nil
		n.night(nil)
		if !asked("/map1") || !asked("/map2") && day < 2 {
			t.Errorf("day %d: asked for %v before the index had shown that it tells the truth", day, m.asked)
		}
	}
	m.asked = nil
	if n.night(nil); asked("/map1") || asked("/map2") {
		t.Errorf("a quiet night: asked for %v", m.asked)
	}
	n.now = n.now.Add(7 * 24 * time.Hour) // never believed for ever
	m.names("/map2", "f", "e")
	m.asked = nil
	if n.night(nil); !asked("/map2") || !asked("/n/e") {
		t.Errorf("a week later: asked for %v", m.asked)
	}
	m.asked = nil
	if n.night(nil); !asked("/map1") || !asked("/map2") {
		t.Errorf("after it was found out: asked for %v", m.asked)
	}
}

// What stands in one source and not in another is noted, and is no problem.
func TestSourcesDisagree(t *testing.T) {
	m, n := newMapped(t, "/map", "a", "b", "c", "d")
	profile := string(n.options.Profiles[0].YAML) + "  - {kind: listing, url: '" + base + "/list', items: li}\n"
	n = newNights(t, m, profile)
	m.names("/map", "a", "b")
	m.scripted["/list"] = says("<li><a href=/n/a>a</a></li><li><a href=/n/b>b</a></li><li><a href=/n/c>c</a></li>")
	run := n.night(nil)
	if len(run.Disagree) != 1 || !strings.Contains(run.Disagree[0], "in no sitemap: 1, such as "+base+"/n/c") || len(run.Problems) > 0 {
		t.Errorf("first night: %+v", run)
	}
	m.names("/map", "a", "b", "c", "d")
	run = n.night(nil)
	if len(run.Disagree) != 1 || !strings.Contains(run.Disagree[0], "not in the listing: 1, such as "+base+"/n/d") {
		t.Errorf("second night: %+v", run)
	}
	if run = n.night(nil); len(run.Disagree) > 0 {
		t.Errorf("a quiet night repeats it: %+v", run)
	}
}

// Two sites that share a sitemap read it each for itself, and what the first
// was told of is no old news to the second.
func TestSharedSitemap(t *testing.T) {
	m, n := newMapped(t, "/map", "a1", "b1", "a2", "b2")
	profile := string(n.options.Profiles[0].YAML)
	one := newNights(t, m, strings.Replace(profile, "'^/n/'", "'^/n/a'", 1))
	two := newNights(t, m, strings.NewReplacer("'^/n/'", "'^/n/b'", "id: test", "id: other").Replace(profile))
	one.options.Profiles = append(one.options.Profiles, two.options.Profiles...)
	m.names("/map", "a1", "b1")
	one.night(nil)
	m.want(t, "the first night", "a1", "b1")
	if run := one.night(nil); len(run.Problems) > 0 {
		t.Errorf("%+v", run)
	}
	m.want(t, "a quiet night")
	m.names("/map", "a1", "b1", "a2", "b2")
	one.night(nil)
	m.want(t, "the second night", "a2", "b2")
}

// A sitemap behind a redirect is asked for conditionally too; where the
// redirect comes to lead elsewhere, what is there is read.
func TestRedirectedSitemap(t *testing.T) {
	m, n := newMapped(t, "/map", "a", "b", "c")
	to := "/map1"
	m.scripted["/map"] = func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, to, http.StatusFound) }
	m.names("/map1", "a", "b")
	m.names("/map2", "a", "b", "c")
	n.night(nil)
	m.want(t, "the first night", "a", "b")
	n.now = n.now.Add(-2 * time.Hour) // within robots.txt's day
	if run := n.night(nil); run.Bytes > 1000 || run.Requests != 2 {
		t.Errorf("a quiet night: %+v", run)
	}
	to = "/map2"
	m.asked = nil
	n.night(nil)
	m.want(t, "when it leads elsewhere", "c")
}

// A known release that answers with nothing is asked for again soon, and not
// when its next look would be due.
func TestEmptied(t *testing.T) {
	m, n := newMapped(t, "/map", "a")
	m.names("/map", "a")
	n.night(nil)
	m.asked = nil
	there := m.scripted["/n/a"]
	m.scripted["/n/a"] = says("")
	if run := n.night(func(o *crawl.Options) { o.Revisits = 5 }); run.Failed != 1 || len(run.Problems) != 1 {
		t.Errorf("%+v", run)
	}
	m.want(t, "emptied", "a")
	m.scripted["/n/a"] = there
	if run := n.night(nil); run.New+run.Unchanged != 1 {
		t.Errorf("the night after: %+v", run)
	}
}

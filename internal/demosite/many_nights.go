package demosite

import (
	"fmt"
	"strings"
	"sync/atomic"
	"time"
)

// Habits are what publishers differ in, as far as it matters to a crawler that
// comes every night. The zero value is a good one.
type Habits struct {
	// LastMod is what the sitemaps say: HonestLastMod, NightlyLastMod (the
	// night, of every release) or FrozenLastMod (the day of publication,
	// also of what was edited since).
	LastMod                string
	NoETag, NoLastModified bool // of all answers
	NoSitemap              bool
	Gzip                   bool // child sitemaps are files of gzip
	News                   bool // one more child, NewsPath, of the newest releases
	Tokens                 bool // other bytes in each answer of a release, which say the same
}

const (
	HonestLastMod  = ""
	NightlyLastMod = "nightly"
	FrozenLastMod  = "frozen"

	// NewsPath is the news sitemap of a publisher that has one.
	NewsPath = "/news-press-release-sitemap.xml"
)

// Night is how a generated site differs from its first night: by releases that
// were added and others that were edited.
type Night struct {
	Added  int
	Edited []int // as ManyPath counts them
}

// ManyNights makes a site of n short releases that goes on: one night for each
// of those given, all compared with the first, which has neither.
func ManyNights(base string, n int, seed uint64, habits Habits, nights ...Night) (*Site, error) {
	rd, err := newRenderer(base)
	if err != nil {
		return nil, err
	}
	if n < 1 {
		return nil, fmt.Errorf("a generated site needs one release at least, not %d", n)
	}
	s := &Site{}
	for i, night := range nights {
		g := &generated{
			renderer: rd, Habits: habits, n: n, seed: seed, added: night.Added, edited: map[int]bool{}, tokens: new(atomic.Int64),
			night: manyNewest.AddDate(0, 0, 9+i),
		}
		for _, e := range night.Edited {
			g.edited[e] = true
		}
		s.nights = append(s.nights, g.find)
	}
	return s, nil
}

func (g *generated) sitemap(path string, latest time.Time) (resource, bool, error) {
	file := func(template string, data any, modified time.Time) (resource, bool, error) {
		body, err := g.render(template, data)
		r := resource{contentType: xmlType, body: body, modified: modified}
		if strings.HasSuffix(path, ".gz") {
			r.contentType, r.body = "application/gzip", compress(body)
		}
		return r, err == nil, err
	}
	switch path {
	case SitemapPath:
		var children []location
		for number := 1; (number-1)*sitemapSize < g.n; number++ {
			children = append(children, location{g.sitemapPath(number), g.lastChange(number)})
		}
		if g.News {
			children = append(children, location{NewsPath, latest})
		}
		return file("sitemap_index.xml", children, latest)
	case NewsPath:
		if g.News {
			return file("news.xml", g.releases(0, feedSize), latest)
		}
	case g.sitemapPath(1):
		return file("sitemap.xml", g.locations(1), g.lastChange(1))
	}
	if number, ok := between(strings.TrimSuffix(path, ".gz"), "/press-release-sitemap", ".xml"); ok && path == g.sitemapPath(number) && (number-1)*sitemapSize < g.n {
		return file("sitemap.xml", g.locations(number), g.lastChange(number))
	}
	return resource{}, false, nil
}

func (g *generated) sitemapPath(number int) string {
	path := sitemapPath(number)
	if g.Gzip {
		path += ".gz"
	}
	return path
}

// lastChange is when a child sitemap last changed.
func (g *generated) lastChange(number int) time.Time {
	var t time.Time
	for _, l := range g.locations(number) {
		t = later(t, l.LastMod)
	}
	return t
}

func sitemapPath(number int) string {
	if number == 1 {
		return childSitemap
	}
	return fmt.Sprintf("/press-release-sitemap%d.xml", number)
}

// locations are the lines of a child sitemap. New releases go to the first, so
// that the others stay as they are.
func (g *generated) locations(number int) []location {
	from, count := (number-1)*sitemapSize+g.added, sitemapSize
	if number == 1 {
		from, count = 0, sitemapSize+g.added
	}
	var ls []location
	for _, r := range g.releases(from, count) {
		l := location{r.Path, r.changed()}
		switch g.LastMod {
		case NightlyLastMod:
			l.LastMod = g.night
		case FrozenLastMod:
			l.LastMod = r.Published
		}
		ls = append(ls, l)
	}
	return ls
}

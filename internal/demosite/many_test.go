package demosite

import (
	"net/http"
	"strings"
	"testing"
)

func TestMany(t *testing.T) {
	const n = 2*sitemapSize + 3
	s, err := Many(base, n, 7)
	if err != nil {
		t.Fatal(err)
	}
	again, err := Many(base, n, 7)
	if err != nil {
		t.Fatal(err)
	}
	locs := 0
	for _, path := range []string{childSitemap, "/press-release-sitemap2.xml", "/press-release-sitemap3.xml"} {
		locs += strings.Count(body(t, get(t, s, path)), "<loc>")
	}
	if locs != n {
		t.Errorf("%d addresses in the sitemaps, want %d", locs, n)
	}
	for path, want := range map[string]int{
		ManyPath(0): 200, ManyPath(n - 1): 200, ManyPath(n): 404, ListingPath: 200,
		ListingPath + "page/251/": 200, ListingPath + "page/252/": 404, ListingPath + "page/1/": 404,
		"/press-release-sitemap4.xml": 404, FeedPath: 200, RobotsPath: 200, "/": 200, ListingPath + "essai-1/": 404,
	} {
		resp := get(t, s, path)
		if resp.StatusCode != want {
			t.Errorf("%s: status %d, want %d", path, resp.StatusCode, want)
		}
		if resp.StatusCode == http.StatusOK && body(t, resp) != body(t, get(t, again, path)) {
			t.Errorf("%s: other bytes from the same seed", path)
		}
	}
	// The listing leads to every release.
	cards, pages := 0, 0
	for path := ListingPath; path != ""; pages++ {
		page := body(t, get(t, s, path))
		cards += strings.Count(page, `class="article-card"`)
		_, rest, more := strings.Cut(page, `rel="next" href="`+base)
		path = ""
		if more {
			path, _, _ = strings.Cut(rest, `"`)
		}
	}
	if cards != n || pages != 251 {
		t.Errorf("%d cards on %d listing pages, want %d on 251", cards, pages, n)
	}
	if _, err := Many(base, 0, 7); err == nil {
		t.Error("a site of no releases was made")
	}
}

func BenchmarkManyRelease(b *testing.B) {
	s, err := Many(base, 1000, 1)
	if err != nil {
		b.Fatal(err)
	}
	for i := 0; b.Loop(); i++ {
		if _, ok, err := s.nights[0](ManyPath(i % 1000)); !ok || err != nil {
			b.Fatal(err)
		}
	}
}

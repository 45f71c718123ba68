package demosite

import (
	"net/http"
	"strings"
	"testing"
)

// Two nights differ by what was added and edited, and by what tells of that.
func TestManyNights(t *testing.T) {
	const n = 20
	s, err := ManyNights(base, n, 1, Habits{NoETag: true, News: true}, Night{}, Night{Added: 2, Edited: []int{7}})
	if err != nil {
		t.Fatal(err)
	}
	paths := []string{ListingPath, FeedPath, SitemapPath, childSitemap, NewsPath, ManyPath(3), ManyPath(7), AddedPath(1)}
	var first []string
	for _, path := range paths {
		first = append(first, body(t, get(t, s, path)))
	}
	if get(t, s, AddedPath(1)).StatusCode != http.StatusNotFound {
		t.Error("a release of the second night is there on the first")
	}
	if err := s.SetNight(2); err != nil {
		t.Fatal(err)
	}
	for i, path := range paths {
		resp := get(t, s, path)
		if resp.StatusCode != http.StatusOK || resp.Header.Get("ETag") != "" || resp.Header.Get("Last-Modified") == "" {
			t.Errorf("%s: status %d, header %v", path, resp.StatusCode, resp.Header)
		}
		if same := body(t, resp) == first[i]; same != (path == ManyPath(3)) {
			t.Errorf("%s: the same on both nights: %v", path, same)
		}
	}
	if locs := strings.Count(body(t, get(t, s, childSitemap)), "<loc>"); locs != n+2 {
		t.Errorf("%d addresses in the sitemap, want %d", locs, n+2)
	}
}

// The ways in which a publisher can tell less than the truth.
func TestHabits(t *testing.T) {
	edit := Night{Edited: []int{4}}
	site := func(h Habits) *Site {
		s, err := ManyNights(base, 9, 1, h, Night{}, edit)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	lastmods := func(s *Site, night int) (all []string) {
		if err := s.SetNight(night); err != nil {
			t.Fatal(err)
		}
		for _, part := range strings.Split(body(t, get(t, s, childSitemap)), "<lastmod>")[1:] {
			all = append(all, part[:25])
		}
		return all
	}
	for lastmod, want := range map[string]int{HonestLastMod: 1, FrozenLastMod: 0, NightlyLastMod: 9} {
		s, differ := site(Habits{LastMod: lastmod}), 0
		before := lastmods(s, 1)
		for i, l := range lastmods(s, 2) {
			if l != before[i] {
				differ++
			}
		}
		if differ != want {
			t.Errorf("lastmod %q: %d change, want %d", lastmod, differ, want)
		}
	}
	if s := site(Habits{Gzip: true}); !strings.HasPrefix(body(t, get(t, s, childSitemap+".gz")), "\x1f\x8b") {
		t.Error("the child sitemap is no file of gzip")
	}
	s := site(Habits{Tokens: true})
	if once, twice := body(t, get(t, s, ManyPath(1))), body(t, get(t, s, ManyPath(1))); once == twice {
		t.Error("the tokens are the same twice")
	}
	if s := site(Habits{NoSitemap: true}); get(t, s, SitemapPath).StatusCode != http.StatusNotFound {
		t.Error("there is a sitemap")
	}
}

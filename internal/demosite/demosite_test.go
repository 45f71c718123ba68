package demosite

import (
	"errors"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jimsmart/grobotstxt"
	"golang.org/x/net/html"
)

const base = "http://www.amnesty.fr"

func newSite(t *testing.T, night int) *Site {
	t.Helper()
	s, err := New(base, night)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func get(t *testing.T, h http.Handler, path string, headers ...string) *http.Response {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, path, nil)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func body(t *testing.T, resp *http.Response) string {
	t.Helper()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

var hrefs = regexp.MustCompile(`(?:href="|<loc>|<link>|Sitemap: )([^"<\s]+)`)

// walk asks for everything that the site links to and gives each path's
// status and body.
func walk(t *testing.T, s http.Handler) map[string]*http.Response {
	t.Helper()
	seen := map[string]*http.Response{}
	todo := []string{"/", RobotsPath, FeedPath}
	for len(todo) > 0 {
		path := todo[0]
		todo = todo[1:]
		if seen[path] != nil {
			continue
		}
		resp := get(t, s, path)
		text := body(t, resp)
		resp.Body = io.NopCloser(strings.NewReader(text))
		seen[path] = resp
		if to := resp.Header.Get("Location"); to != "" {
			todo = append(todo, strings.TrimPrefix(to, base))
		}
		for _, m := range hrefs.FindAllStringSubmatch(text, -1) {
			u, err := url.Parse(m[1])
			switch {
			case err != nil:
				t.Errorf("%s: link %q: %v", path, m[1], err)
			case u.Scheme == "mailto" || u.Path == "":
			case u.Host != "" && u.Scheme+"://"+u.Host != base:
				t.Errorf("%s: link to elsewhere: %s", path, m[1])
			default:
				todo = append(todo, u.EscapedPath())
			}
		}
	}
	return seen
}

func TestEveryLinkResolves(t *testing.T) {
	for night := 1; night <= 2; night++ {
		for path, resp := range walk(t, newSite(t, night)) {
			want := http.StatusOK
			switch path {
			case MissingPath:
				want = http.StatusNotFound
			case MovedPath:
				want = http.StatusMovedPermanently
			}
			if resp.StatusCode != want {
				t.Errorf("night %d: %s: status %d, want %d", night, path, resp.StatusCode, want)
			}
		}
	}
}

func TestPagesAreWellFormed(t *testing.T) {
	for path, resp := range walk(t, newSite(t, 2)) {
		text := body(t, resp)
		if strings.Contains(text, "{{") || strings.Contains(text, "<no value>") || strings.Contains(text, "~") {
			t.Errorf("%s: something of a template is left", path)
		}
		if !strings.HasPrefix(resp.Header.Get("Content-Type"), "text/html") || resp.StatusCode != http.StatusOK {
			continue
		}
		var open []string
		z := html.NewTokenizer(strings.NewReader(text))
		for z.Next() != html.ErrorToken {
			switch tok := z.Token(); tok.Type {
			case html.StartTagToken:
				if !slices.Contains([]string{"meta", "link"}, tok.Data) {
					open = append(open, tok.Data)
				}
			case html.EndTagToken:
				if len(open) == 0 || open[len(open)-1] != tok.Data {
					t.Fatalf("%s: </%s> closes %v", path, tok.Data, open)
				}
				open = open[:len(open)-1]
			}
		}
		if len(open) > 0 {
			t.Errorf("%s: never closed: %v", path, open)
		}
	}
}

func TestSecondNight(t *testing.T) {
	one, two := newSite(t, 1), newSite(t, 2)
	paths := walk(t, one)
	maps.Copy(paths, walk(t, two))
	var differ []string
	for path := range paths {
		before, after := get(t, one, path), get(t, two, path)
		switch {
		case before.StatusCode == http.StatusNotFound && after.StatusCode == http.StatusOK:
			differ = append(differ, "+"+path)
		case before.StatusCode == http.StatusOK && after.StatusCode == http.StatusNotFound:
			differ = append(differ, "-"+path)
		case before.Header.Get("ETag") != after.Header.Get("ETag") || body(t, before) != body(t, after):
			differ = append(differ, "*"+path)
		}
	}
	slices.Sort(differ)
	want := []string{
		"*" + ListingPath, "*" + ListingPath + "page/2/", "*" + EditedPath, "*" + FeedPath,
		"*/page-sitemap.xml", "*/press-release-sitemap.xml", "*" + SitemapPath,
		"+" + NewPath, "-" + RemovedPath,
	}
	slices.Sort(want)
	if d := cmp.Diff(want, differ); d != "" {
		t.Errorf("differences between the nights (-want +got):\n%s", d)
	}
	s := newSite(t, 1)
	for path, status := range map[string][2]int{NewPath: {404, 200}, EditedPath: {200, 200}, RemovedPath: {200, 404}} {
		for night := 1; night <= 2; night++ {
			if err := s.SetNight(night); err != nil {
				t.Fatal(err)
			}
			if got := get(t, s, path).StatusCode; got != status[night-1] {
				t.Errorf("night %d: %s: status %d, want %d", night, path, got, status[night-1])
			}
		}
	}
	if err := s.SetNight(3); !errors.Is(err, ErrNight) {
		t.Errorf("SetNight(3) = %v, want ErrNight", err)
	}
}

func TestEditIsSmall(t *testing.T) {
	one := strings.Split(body(t, get(t, newSite(t, 1), EditedPath)), "\n")
	two := strings.Split(body(t, get(t, newSite(t, 2), EditedPath)), "\n")
	two = slices.DeleteFunc(two, func(l string) bool { return strings.Contains(l, "article:modified_time") })
	if len(one) != len(two) {
		t.Fatalf("%d lines, then %d", len(one), len(two))
	}
	var changed []string
	for i := range one {
		if one[i] != two[i] {
			changed = append(changed, two[i])
		}
	}
	if len(changed) != 3 || !strings.Contains(changed[0], "ld+json") || !strings.Contains(changed[1], "Mis à jour le") || !strings.Contains(changed[2], "rester au village") {
		t.Errorf("changed lines: %q", changed)
	}
}

func TestDiscovery(t *testing.T) {
	s := newSite(t, 1)
	if got := strings.Count(body(t, get(t, s, FeedPath)), "<item>"); got != feedSize {
		t.Errorf("%d items in the feed, want %d", got, feedSize)
	}
	cards := strings.Count(body(t, get(t, s, ListingPath)), "1970-01-01") + strings.Count(body(t, get(t, s, ListingPath+"page/2/")), "1970-01-01")
	if cards != 13 {
		t.Errorf("%d cards on the listing, want 13", cards)
	}
	sitemap := body(t, get(t, s, childSitemap))
	truth, err := Truth(1)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range truth {
		if !strings.Contains(sitemap, "<loc>"+base+e.Path+"</loc>") {
			t.Errorf("%s is not in the sitemap", e.Path)
		}
	}
	if got := strings.Count(sitemap, "<loc>"); got != len(truth)+1 || len(truth) != 19 {
		t.Errorf("%d addresses in the sitemap, %d releases; want 20 and 19", got, len(truth))
	}
	robots := body(t, get(t, s, RobotsPath))
	if grobotstxt.AgentAllowed(robots, "communique", base+EmbargoPath) || !grobotstxt.AgentAllowed(robots, "communique", base+NewPath) {
		t.Error("robots.txt must disallow the embargoed release and no other")
	}
}

package discover

import (
	"bytes"
	"compress/gzip"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"communique/internal/site"
)

func at(t testing.TB, raw string) *url.URL {
	t.Helper()
	u, err := url.Parse(raw)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

const rss = `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>News</title>
<item><title>One &amp; only</title><link>/communiques/one/</link><pubDate>Mon, 12 Jan 2026 23:30:00 +0000</pubDate></item>
<item><title>Two</title><guid>https://ngo.example/communiques/two/</guid></item>
<item><title>No address</title></item>
</channel></rss>`

func TestFeed(t *testing.T) {
	got, err := Feed([]byte(rss), at(t, "https://ngo.example/feed/"))
	if err != nil {
		t.Fatal(err)
	}
	want := []Link{
		{URL: "https://ngo.example/communiques/one/", Title: "One & only", Date: "Mon, 12 Jan 2026 23:30:00 +0000"},
		{URL: "https://ngo.example/communiques/two/", Title: "Two"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if _, err := Feed([]byte("<html>no feed</html>"), at(t, "https://ngo.example/feed/")); err == nil || !strings.Contains(err.Error(), "https://ngo.example/feed/") {
		t.Errorf("a page instead of a feed: %v; want an error that names the address", err)
	}
}

const urlset = `<?xml version="1.0"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc> https://ngo.example/a/ </loc><lastmod>2026-01-14T09:02:11+00:00</lastmod></url>
<url><loc>https://ngo.example/b/</loc><news:news><news:title>B</news:title><news:publication_date>2026-01-13</news:publication_date></news:news></url>
<url><loc>javascript:void(0)</loc></url>
</urlset>`

func TestSitemap(t *testing.T) {
	want := []Link{
		{URL: "https://ngo.example/a/", LastMod: "2026-01-14T09:02:11+00:00"},
		{URL: "https://ngo.example/b/", Title: "B", Date: "2026-01-13"},
	}
	var zipped bytes.Buffer
	w := gzip.NewWriter(&zipped)
	if _, err := w.Write([]byte(urlset)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	base := at(t, "https://ngo.example/sitemap.xml")
	for name, body := range map[string][]byte{"plain": []byte(urlset), "gzip": zipped.Bytes()} {
		links, children, err := Sitemap(body, base)
		if err != nil || len(children) != 0 {
			t.Fatalf("%s: children %v, error %v", name, children, err)
		}
		if diff := cmp.Diff(want, links); diff != "" {
			t.Error(name, diff)
		}
	}
	index := `<sitemapindex><sitemap><loc>/one.xml</loc><lastmod>2026-01-01</lastmod></sitemap></sitemapindex>`
	_, children, err := Sitemap([]byte(index), base)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]Link{{URL: "https://ngo.example/one.xml", LastMod: "2026-01-01"}}, children); diff != "" {
		t.Error(diff)
	}
}

// A sitemap that breaks off gives what was whole, and says that it broke.
func TestSitemapBroken(t *testing.T) {
	cut := urlset[:strings.Index(urlset, "<url><loc>https://ngo.example/b/")+12]
	links, _, err := Sitemap([]byte(cut), at(t, "https://ngo.example/sitemap.xml"))
	if err == nil || len(links) != 1 {
		t.Errorf("links %v, error %v; want one link and an error", links, err)
	}
	if _, _, err := Sitemap([]byte("<html><p>404</html>"), at(t, "https://ngo.example/sitemap.xml")); err == nil {
		t.Error("a page was taken for a sitemap")
	}
}

func selector(t testing.TB, raw string) *site.Selector {
	t.Helper()
	s, err := site.ParseSelector(raw)
	if err != nil {
		t.Fatal(err)
	}
	return &s
}

func TestListing(t *testing.T) {
	page := `<main><article class="card"><a href="/c/one/"><h3> First
	one </h3></a><time datetime="2026-01-13">13.01.2026</time><p>Teaser</p></article>
	<article class="card"><h3>No link</h3></article>
	<article class="card"><a href="https://ngo.example/c/two/#x"><h3>Second</h3></a></article>
	<a rel="next" href="?page=2">older</a></main>`
	source := site.Source{Items: selector(t, "article.card"), Title: selector(t, "h3"), Date: selector(t, "time"), Teaser: selector(t, "p"), Next: selector(t, "a[rel=next]")}
	links, next, err := Listing([]byte(page), at(t, "https://ngo.example/c/"), source)
	if err != nil {
		t.Fatal(err)
	}
	want := []Link{
		{URL: "https://ngo.example/c/one/", Title: "First one", Date: "13.01.2026", Teaser: "Teaser"},
		{URL: "https://ngo.example/c/two/", Title: "Second"},
	}
	if diff := cmp.Diff(want, links); diff != "" {
		t.Error(diff)
	}
	if next != "https://ngo.example/c/?page=2" {
		t.Errorf("next = %q", next)
	}
}

func FuzzDiscover(f *testing.F) {
	f.Add([]byte(rss))
	f.Add([]byte(urlset))
	f.Add([]byte("<article><a href=//x>y</a></article>"))
	base := at(f, "https://ngo.example/")
	source := site.Source{Items: selector(f, "article"), Next: selector(f, "a")}
	f.Fuzz(func(t *testing.T, body []byte) {
		feed, _ := Feed(body, base)
		links, children, _ := Sitemap(body, base)
		cards, _, _ := Listing(body, base, source)
		for _, list := range [][]Link{feed, links, children, cards} {
			for _, l := range list {
				if u, err := url.Parse(l.URL); err != nil || u.Host == "" {
					t.Errorf("link %q is not absolute", l.URL)
				}
			}
		}
	})
}

package draft

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"communique/archive"
	"communique/internal/site"
)

const listing = `<!doctype html><html lang="en-GB"><head><title>Press</title><meta property="og:site_name" content="Lantern's Watch">
<link rel="alternate" type="application/rss+xml" href="/feed"><link rel="alternate" type="application/rss+xml" href="/comments/feed"></head><body>
<nav><a href="/about/our-history">The long history of our organisation</a><a href="/about/our-people">The people who work at our organisation</a><a href="/about/our-money">The money that our organisation has</a></nav>
<ul class="list"><li class="row row-1 first"><a href="/news/2026/03/lamps"><img></a><h3 class="t"><a href="/news/2026/03/lamps?utm_source=x">no</a><a href="/news/2026/03/lamps">Lamps on the quay have gone out</a></h3><span class="when">3 March 2026</span></li>
<li class="row row-2"><h3 class="t"><a href="/news/2026/02/nets">Nets were taken from the harbour</a></h3><span class="when">20 February 2026</span></li>
<li class="row row-3 last"><h3 class="t"><a href="/news/2025/12/boats">Boats that were burned in winter</a></h3><span class="when">1 December 2025</span></li></ul>
<a class="next" href="/news?page=2">Older</a></body></html>`

func release(address, title, day, first string) archive.Page {
	body := `<!doctype html><html lang="en-GB"><body><header><a href="/">Home</a></header><main><h1 class="page-title">` + title + `</h1><div class="meta"><span class="day">` + day +
		`</span></div><div class="words node-17"><p>` + first + strings.Repeat(" The harbour master did not answer, and the people of the quay wait for the boats.", 4) + `</p><p>` +
		strings.Repeat("Nobody has been told when the harbour opens again, or who has closed it. ", 5) + `</p></div></main></body></html>`
	return archive.Page{URL: address, Body: []byte(body)}
}

func TestDraft(t *testing.T) {
	l, err := Read(archive.Page{URL: "https://press.example/news", Body: []byte(listing)})
	if err != nil {
		t.Fatal(err)
	}
	if len(l.Releases) != 3 || l.Releases[0].URL != "https://press.example/news/2026/03/lamps" || l.Releases[0].Title != "Lamps on the quay have gone out" {
		t.Fatalf("releases %+v", l.Releases)
	}
	out, err := l.Profile(
		release(l.Releases[0].URL, l.Releases[0].Title, "3 March 2026", "The lamps went out."),
		release(l.Releases[2].URL, l.Releases[2].Title, "1 December 2025", "The boats burned."))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"id: press-example\n", "organization: 'Lantern''s Watch'\n", "language: 'en'\n", "- {kind: feed, url: 'https://press.example/feed'}\n",
		"items: 'li.row'\n", "title: 'h3.t'\n", "date: 'span.when'\n", "next: 'a.next'\n", `- '^/news/\d{4}/\d{2}/[^/?]+/?$'` + "\n",
		"kind: news # what its releases are: press-release, statement, ", "unverified: [organization, language, timezone, kind, releases]\n",
		"match: 'div.words'\n", "title: ['h1.page-title']\n", "published: ['span.day']\n", "body: ['div.words']\n",
	} {
		if !strings.Contains(string(out), want) {
			t.Errorf("%q is not in the draft", want)
		}
	}
	if strings.Contains(string(out), "comments") {
		t.Error("the feed of comments is in the draft")
	}
	if t.Failed() {
		t.Logf("%s", out)
	}
}

func TestNoListing(t *testing.T) {
	for _, body := range []string{"", "<p>Nothing here</p>", `<a href="/a">a</a><a href="/b">b</a><a href="/c">c</a>`} {
		if _, err := Read(archive.Page{URL: "https://press.example/news", Body: []byte(body)}); !errors.Is(err, ErrNoListing) {
			t.Errorf("%q: %v", body, err)
		}
	}
}

// On real pages of a real site, what is drafted from two of them reads them.
func TestDraftOfRealPages(t *testing.T) {
	const shared = "../../../shared/pages/news.un.org"
	var pages []archive.Page
	for file, address := range map[string]string{
		"en-2022-03-1114252.html": "https://news.un.org/en/story/2022/03/1114252", "en-2022-03-1114892.html": "https://news.un.org/en/story/2022/03/1114892",
	} {
		body, err := os.ReadFile(filepath.Join(shared, file))
		if err != nil {
			t.Skip("the saved pages of ../shared are not here")
		}
		pages = append(pages, archive.Page{URL: address, Body: body})
	}
	l, err := Read(archive.Page{URL: "https://news.un.org/news", Body: []byte(listing)})
	if err != nil {
		t.Fatal(err)
	}
	out, err := l.Profile(pages...)
	if err != nil {
		t.Fatal(err)
	}
	p, err := site.Parse(out, "draft")
	if err != nil {
		t.Fatal(err)
	}
	e := p.Eras[0]
	if got := e.Body[0].String(); got != "div.field--name-field-text-column" {
		t.Errorf("body %s", got)
	}
	if got := e.Title; len(got) != 1 || got[0].String() != "h1" {
		t.Errorf("title %s", got)
	}
}

// FuzzRead: whatever a page holds, the draft is a profile or an error.
func FuzzRead(f *testing.F) {
	f.Add(listing, listing)
	f.Fuzz(func(t *testing.T, list, page string) {
		l, err := Read(archive.Page{URL: "https://press.example/news", Body: []byte(list)})
		if err != nil {
			return
		}
		out, err := l.Profile(archive.Page{URL: l.Releases[0].URL, Body: []byte(page)})
		if err != nil {
			return
		}
		if _, err := site.Parse(out, "draft"); err != nil {
			t.Error(err)
		}
	})
}

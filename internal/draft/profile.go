package draft

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"

	"communique/archive"
	"communique/internal/date"
	"communique/internal/extract"
	"communique/internal/site"
)

// Profile writes the draft, in YAML, out of a listing and some releases it
// leads to. It is a profile that site.Parse reads.
func (l Listing) Profile(releases ...archive.Page) ([]byte, error) {
	era, err := readEra(releases)
	if err != nil {
		return nil, err
	}
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("# Drafted by communique sites new from %s", l.url)
	for _, r := range releases {
		line("# and %s", r.URL)
	}
	line("# Every key that is listed under unverified is a guess: read them, then run")
	line("# communique sites check %s", id(l.url.Host))
	line("id: %s", id(l.url.Host))
	line("organization: %s", quoted(l.organization()))
	line("home: %s://%s/", l.url.Scheme, l.url.Host)
	line("hosts: [%s]", quoted(l.url.Hostname()))
	line("language: %s", quoted(cmp.Or(l.lang, "en")))
	line("timezone: UTC # the publisher's own, such as Europe/Paris")
	line("kind: %s # what its releases are: %s", era.kind, strings.Join(archive.Kinds(), ", "))
	line("unverified: [organization, language, timezone, kind, releases]")
	line("")
	line("sources:")
	for _, f := range l.feeds() {
		line("  - {kind: feed, url: %s}", quoted(f))
	}
	l.writeListing(line)
	line("")
	line("releases:")
	line("  - %s", quoted(l.pattern))
	line("")
	era.write(line)
	out := []byte(b.String())
	if _, err := site.Parse(out, "draft"); err != nil {
		return nil, fmt.Errorf("draft a profile of %s: %w", l.url, err)
	}
	return out, nil
}

// feeds are those the listing names in its head, on its own host.
func (l Listing) feeds() (feeds []string) {
	l.doc.Find(`link[rel=alternate][type="application/rss+xml"], link[rel=alternate][type="application/atom+xml"]`).Each(func(_ int, s *goquery.Selection) {
		if u, err := l.url.Parse(s.AttrOr("href", "")); err == nil && u.Host == l.url.Host && !strings.Contains(u.Path, "comments") {
			feeds = append(feeds, u.String())
		}
	})
	return feeds
}

func (l Listing) writeListing(line func(string, ...any)) {
	line("  - kind: listing")
	line("    url: %s", quoted(l.url.String()))
	items := common(l.items, func(selector string, _ int) int {
		n := l.doc.Find(selector).Length()
		if n > 2*len(l.items) {
			return 0
		}
		return n
	})
	guessed := []string{"items"}
	key := func(name string, selector string) {
		if selector != "" {
			guessed = append(guessed, name)
			line("    %s: %s", name, quoted(selector))
		}
	}
	line("    items: %s", quoted(cmp.Or(items, "a[href]")))
	key("title", l.within("h1, h2, h3, h4", func(string) bool { return true }))
	key("date", l.within("time, span, p, div", func(text string) bool { return isDate(text, l.lang) }))
	for _, next := range []string{"a[rel=next]", "a.next", ".next a", ".pager__item--next a"} {
		if l.doc.Find(next).Length() > 0 {
			key("next", next)
			break
		}
	}
	line("    unverified: [%s]", strings.Join(guessed, ", "))
}

// within is what finds, in most items, the first innermost element of some
// names whose text is as it should be.
func (l Listing) within(names string, want func(text string) bool) string {
	var nodes []*html.Node
	for _, item := range l.items {
		found := goquery.NewDocumentFromNode(item).Find(names).FilterFunction(func(_ int, s *goquery.Selection) bool {
			return want(squeeze(s.Text())) && s.Find(names).Length() == 0
		})
		if found.Length() > 0 {
			nodes = append(nodes, found.Nodes[0])
		}
	}
	if len(nodes)*3 < len(l.items)*2 {
		return ""
	}
	return common(nodes, func(selector string, _ int) int { return l.doc.Find(selector).Length() })
}

func isDate(text, lang string) bool {
	if text == "" || len(text) > 40 {
		return false
	}
	_, ok := date.Parse(text, lang, nil)
	return ok
}

// era is what the release pages have in common.
type era struct{ title, published, body, kind string }

func readEra(releases []archive.Page) (era, error) {
	reader := extract.New(site.Of(), "draft")
	var pages []page
	var titles, dates, bodies []*html.Node
	kind := archive.KindPressRelease // where neither page nor address says another
	for _, r := range releases {
		pg, err := parse(r)
		if err != nil {
			return era{}, err
		}
		reading, err := reader.Read(r)
		if err != nil {
			return era{}, fmt.Errorf("draft a profile: %w", err)
		}
		if k := reading.Release.Kind; k != nil && *k != archive.KindOther {
			kind = *k
		}
		pages = append(pages, pg)
		titles = append(titles, pg.titled(reading.Release.Title))
		dates = append(dates, pg.dated(reading.Release.PublishedDay))
		bodies = append(bodies, pg.bodied(reading.Release.Sections))
	}
	first := func(nodes []*html.Node) string {
		return common(nodes, func(selector string, i int) int {
			found := pages[i].doc.Find(selector)
			if found.Length() == 0 || found.Nodes[0] != nodes[i] {
				return 0
			}
			return found.Length()
		})
	}
	e := era{first(titles), first(dates), first(bodies), kind}
	if e.body == "" {
		return e, fmt.Errorf("draft a profile: no element holds the text on each of %d releases: write the profile by hand, communique sites show amnesty-fr is a model", len(releases))
	}
	return e, nil
}

func (e era) write(line func(string, ...any)) {
	line("eras:")
	line("  - name: now")
	line("    match: %s", quoted(e.body))
	guessed := []string{"match", "body"}
	for _, f := range []struct{ key, selector string }{{"title", e.title}, {"published", e.published}} {
		if f.selector != "" {
			guessed = append(guessed, f.key)
			line("    %s: [%s]", f.key, quoted(f.selector))
		}
	}
	line("    body: [%s]", quoted(e.body))
	line("    unverified: [%s]", strings.Join(guessed, ", "))
}

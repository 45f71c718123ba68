// Package draft proposes a profile for a site nobody has described yet, out of
// a listing and two of the releases it leads to.
//
// What it proposes is what the three pages have in common; each key that it
// guesses is marked as unverified. It fetches nothing and decides nothing: a
// person reads the draft, and sites check tries it.
package draft

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"

	"communique/archive"
	"communique/internal/site"
)

// Listing is a page of links with what was understood of it.
type Listing struct {
	page
	Releases []Link // in page order; one an address
	pattern  string // of their addresses
	items    []*html.Node
}

// Link is a release as the listing announces it.
type Link struct {
	URL   string
	Title string
	node  *html.Node
}

// ErrNoListing says that a page has no run of links that look like releases.
var ErrNoListing = errors.New("no three links on it have addresses of one form and titles: give the address of the page that lists press releases")

type page struct {
	url  *url.URL
	doc  *goquery.Document
	lang string
}

func parse(p archive.Page) (page, error) {
	u, err := url.Parse(p.URL)
	if err != nil || u.Host == "" {
		return page{}, fmt.Errorf("draft a profile: %q is not an absolute address", p.URL)
	}
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(p.Body))
	if err != nil {
		return page{}, fmt.Errorf("draft a profile: read %s: %w", p.URL, err)
	}
	lang, _, _ := strings.Cut(doc.Find("html").AttrOr("lang", ""), "-")
	return page{u, doc, strings.ToLower(lang)}, nil
}

// Read finds the releases on a listing: the largest group of links of one form
// of address, measured by how many there are and how long their titles are.
func Read(p archive.Page) (Listing, error) {
	pg, err := parse(p)
	if err != nil {
		return Listing{}, err
	}
	groups := map[string][]Link{}
	pg.doc.Find("a[href]").Each(func(_ int, a *goquery.Selection) {
		u, err := pg.url.Parse(a.AttrOr("href", ""))
		if err != nil || u.Host != pg.url.Host || u.RawQuery != "" || a.Closest("nav, footer").Length() > 0 {
			return
		}
		address := site.Canonical(u.String())
		if address == site.Canonical(p.URL) {
			return
		}
		pattern, title := shape(u.Path), squeeze(a.Text())
		group := groups[pattern]
		if i := slices.IndexFunc(group, func(l Link) bool { return l.URL == address }); i >= 0 {
			if len(title) > len(group[i].Title) { // the first link can be on a picture
				group[i].Title, group[i].node = title, a.Nodes[0]
			}
			return
		}
		groups[pattern] = append(group, Link{address, title, a.Nodes[0]})
	})
	l := Listing{page: pg}
	best := 0
	for _, pattern := range sortedKeys(groups) {
		if n := weight(groups[pattern]); n > best {
			best, l.pattern, l.Releases = n, pattern, groups[pattern]
		}
	}
	if best == 0 {
		return Listing{}, fmt.Errorf("%s: %w", p.URL, ErrNoListing)
	}
	l.items = itemsOf(l.Releases)
	return l, nil
}

func sortedKeys(groups map[string][]Link) []string {
	keys := make([]string, 0, len(groups))
	for k := range groups {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// weight is 0 for what is no list of releases.
func weight(links []Link) int {
	letters := 0
	for _, l := range links {
		letters += min(len(l.Title), 80)
	}
	if len(links) < 3 || letters < 20*len(links) {
		return 0
	}
	return letters
}

var (
	year  = regexp.MustCompile(`^(19|20)\d{2}$`)
	digit = regexp.MustCompile(`^\d+$`)
)

// shape is a pattern for addresses like this one: numbers for numbers, any slug
// for the last part, the other parts as they are.
func shape(path string) string {
	parts := strings.Split(strings.Trim(path, "/"), "/")
	for i, part := range parts {
		switch {
		case year.MatchString(part):
			parts[i] = `\d{4}`
		case digit.MatchString(part) && len(part) == 2:
			parts[i] = `\d{2}`
		case digit.MatchString(part):
			parts[i] = `\d+`
		case i == len(parts)-1:
			parts[i] = `[^/?]+`
		default:
			parts[i] = regexp.QuoteMeta(part)
		}
	}
	return "^/" + strings.Join(parts, "/") + "/?$"
}

// itemsOf are the largest elements around each link that hold no other of them.
func itemsOf(links []Link) []*html.Node {
	inside := map[*html.Node]int{}
	for _, l := range links {
		for n := l.node; n != nil; n = n.Parent {
			inside[n]++
		}
	}
	var items []*html.Node
	for _, l := range links {
		n := l.node
		for n.Parent != nil && inside[n.Parent] == 1 {
			n = n.Parent
		}
		items = append(items, n)
	}
	return items
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }

// quoted writes a text as YAML does between single quotes.
func quoted(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

// id makes a site's id of its host.
func id(host string) string {
	host = strings.TrimPrefix(strings.ToLower(host), "www.")
	host, _, _ = strings.Cut(host, ":")
	return strings.Trim(regexp.MustCompile(`[^a-z0-9]+`).ReplaceAllString(host, "-"), "-")
}

// organization is the name a page gives its site.
func (p page) organization() string {
	name, _ := p.doc.Find(`meta[property="og:site_name"]`).Attr("content")
	return cmp.Or(squeeze(name), strings.TrimPrefix(p.url.Hostname(), "www."))
}

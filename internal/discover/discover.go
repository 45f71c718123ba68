// Package discover finds links to releases in the bytes of the documents that
// announce them: feeds, sitemaps and listings. It does no I/O, keeps dates as
// they are written, and leaves it to its callers which links to follow.
package discover

import (
	"bytes"
	"fmt"
	"net/url"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"github.com/mmcdole/gofeed"

	"communique/internal/site"
)

// Link is a page as another document announces it. URL is absolute. Date, the
// publication date, and LastMod are as written; "" where nothing is said.
type Link struct {
	URL     string
	Title   string
	Date    string
	Teaser  string
	LastMod string
}

// Feed reads RSS, Atom and JSON feeds. Items without a usable address are left
// out: there is nothing to fetch.
func Feed(body []byte, base *url.URL) ([]Link, error) {
	feed, err := gofeed.NewParser().Parse(bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("read feed %s: %w", base, err)
	}
	var links []Link
	for _, item := range feed.Items {
		address := item.Link
		if address == "" && strings.HasPrefix(item.GUID, "http") {
			address = item.GUID
		}
		if abs := resolve(base, address); abs != "" {
			links = append(links, Link{URL: abs, Title: clean(item.Title), Date: clean(item.Published), LastMod: clean(item.Updated)})
		}
	}
	return links, nil
}

// Listing reads a page of links. next is the address of the following, older
// page, or "".
func Listing(body []byte, base *url.URL, s site.Source) (links []Link, next string, err error) {
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(body))
	if err != nil {
		return nil, "", fmt.Errorf("read listing %s: %w", base, err)
	}
	doc.FindMatcher(s.Items).Each(func(_ int, item *goquery.Selection) {
		a := item.Find("a[href]").First()
		if s.Link != nil {
			a = item.FindMatcher(s.Link).First()
		} else if item.Is("a[href]") {
			a = item
		}
		abs := resolve(base, a.AttrOr("href", ""))
		if abs == "" {
			return
		}
		l := Link{URL: abs, Title: read(item, s.Title), Date: read(item, s.Date), Teaser: read(item, s.Teaser)}
		if s.Title == nil {
			l.Title = clean(a.Text())
		}
		links = append(links, l)
	})
	if s.Next != nil {
		next = resolve(base, doc.FindMatcher(s.Next).First().AttrOr("href", ""))
	}
	return links, next, nil
}

func read(item *goquery.Selection, s *site.Selector) string {
	if s == nil {
		return ""
	}
	found := item.FindMatcher(s).First()
	if s.Attr != "" {
		return clean(found.AttrOr(s.Attr, ""))
	}
	return clean(found.Text())
}

// clean folds the white space of the markup; a non-breaking space stays.
func clean(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool {
		return r == ' ' || r == '\t' || r == '\n' || r == '\r' || r == '\f'
	}), " ")
}

// resolve makes an address absolute; "" for what cannot be fetched.
func resolve(base *url.URL, ref string) string {
	ref = strings.TrimSpace(ref)
	if ref == "" {
		return ""
	}
	u, err := base.Parse(ref)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	u.Fragment, u.RawFragment = "", ""
	return u.String()
}

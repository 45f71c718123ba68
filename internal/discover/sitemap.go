package discover

import (
	"bytes"
	"compress/gzip"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/url"

	"golang.org/x/net/html/charset"
)

// maxSitemap is the most that is read of one sitemap, in bytes after
// decompression: the limit of the protocol (sitemaps.org) is 50 MB.
const maxSitemap = 64 << 20

// Sitemap reads a sitemap or a sitemap index (sitemaps.org, and Google's news
// extension), gzipped as a file or not. A news:publication_date is a date of
// publication; lastmod is not, and is kept apart. Addresses of an index come
// back as children. What was read before a break in the XML is returned
// together with the error.
func Sitemap(body []byte, base *url.URL) (links, children []Link, err error) {
	r := io.Reader(bytes.NewReader(body))
	if bytes.HasPrefix(body, []byte{0x1f, 0x8b}) {
		unzipped, err := gzip.NewReader(r)
		if err != nil {
			return nil, nil, fmt.Errorf("read sitemap %s: %w", base, err)
		}
		r = unzipped
	}
	d := xml.NewDecoder(io.LimitReader(r, maxSitemap))
	d.CharsetReader = charset.NewReaderLabel
	d.Strict = false
	seen := false
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) && seen {
			return links, children, nil
		}
		if errors.Is(err, io.EOF) {
			return nil, nil, fmt.Errorf("read sitemap %s: neither <urlset> nor <sitemapindex> in it", base)
		}
		if err != nil {
			return links, children, fmt.Errorf("read sitemap %s: %w", base, err)
		}
		start, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		switch start.Name.Local {
		case "urlset", "sitemapindex":
			seen = true
		case "url", "sitemap":
			var e entry
			if err := d.DecodeElement(&e, &start); err != nil {
				return links, children, fmt.Errorf("read sitemap %s: %w", base, err)
			}
			l := Link{URL: resolve(base, e.Loc), LastMod: clean(e.LastMod), Title: clean(e.News.Title), Date: clean(e.News.Date)}
			switch {
			case l.URL == "":
			case start.Name.Local == "sitemap":
				children = append(children, l)
			default:
				links = append(links, l)
			}
		}
	}
}

type entry struct {
	Loc     string `xml:"loc"`
	LastMod string `xml:"lastmod"`
	News    struct {
		Title string `xml:"title"`
		Date  string `xml:"publication_date"`
	} `xml:"http://www.google.com/schemas/sitemap-news/0.9 news"`
}

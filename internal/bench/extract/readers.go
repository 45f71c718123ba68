package main

import (
	"bytes"
	"net/url"
	"os"
	"strings"

	readability "codeberg.org/readeck/go-readability/v2"
	trafilatura "github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"

	"communique/archive"
	"communique/internal/extract"
	"communique/internal/site"
)

// page is one page as all readers get it: UTF-8 bytes and an address.
type page struct {
	name, address string
	body          []byte
}

// reader gives the article's text, "" where it finds none.
type reader struct {
	name string
	text func(page) string
}

// newReaders gives ours first.
func newReaders() []reader {
	ours := extract.New(site.Set{}, "bench") // no profiles: every page is read generically
	return []reader{
		{"communique", func(p page) string {
			reading, err := ours.Read(archive.Page{URL: p.address, Body: p.body})
			if err != nil || reading.Release.Text == nil {
				return ""
			}
			return *reading.Release.Text
		}},
		{"readeck", readReadeck},
		{"go-trafilatura", readTrafilatura},
	}
}

func readReadeck(p page) string {
	u, err := url.Parse(p.address)
	if err != nil {
		return ""
	}
	parser := readability.NewParser()
	article, err := parser.Parse(bytes.NewReader(p.body), u)
	var out strings.Builder
	if err != nil || article.Node == nil || article.RenderText(&out) != nil {
		return ""
	}
	return out.String()
}

// readTrafilatura has the options of that project's own comparison, with its
// fallback, which scores highest there.
func readTrafilatura(p page) string {
	u, err := url.Parse(p.address)
	if err != nil {
		return ""
	}
	result, err := trafilatura.Extract(bytes.NewReader(p.body), trafilatura.Options{OriginalURL: u, EnableFallback: true, ExcludeComments: true})
	if err != nil {
		return ""
	}
	return result.ContentText
}

// parseOnly is the measure of cost: bare parsing.
func parseOnly(p page) string {
	if _, err := html.Parse(bytes.NewReader(p.body)); err != nil {
		return ""
	}
	return " "
}

// readUTF8 reads a page and decodes it, so that no reader is measured by how it
// guesses encodings.
func readUTF8(path string) ([]byte, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	enc, name, _ := charset.DetermineEncoding(raw, "")
	if name == "utf-8" || bytes.Equal(bytes.ToValidUTF8(raw, nil), raw) {
		return raw, nil
	}
	return enc.NewDecoder().Bytes(raw)
}

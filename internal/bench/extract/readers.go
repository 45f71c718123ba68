package main

import (
	"bytes"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
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

// profilePages gives a reader with the built-in profiles, the saved pages of
// ../shared that one of them reads, and the project's fixtures.
func profilePages() (r reader, whole, fixed []page, err error) {
	profiles, err := site.Load("", nil)
	if err != nil {
		return r, nil, nil, err
	}
	ours := extract.New(profiles, "bench")
	r = reader{"communique", func(p page) string {
		reading, err := ours.Read(archive.Page{URL: p.address, Body: p.body})
		if err != nil || reading.Release.Text == nil || reading.Release.Extractor.Era == nil {
			return ""
		}
		return *reading.Release.Text
	}}
	index, err := os.ReadFile(filepath.Join(*saved, "INDEX.tsv"))
	if err != nil {
		return r, nil, nil, fmt.Errorf("%w: give the folder with -saved", err)
	}
	for line := range strings.Lines(string(index)) {
		cols := strings.Split(line, "\t")
		if len(cols) < 2 || !strings.HasPrefix(cols[1], "http") {
			continue
		}
		body, err := os.ReadFile(filepath.Join(*saved, cols[0]))
		if err != nil {
			return r, nil, nil, err
		}
		if p := (page{cols[0], cols[1], body}); r.text(p) != "" {
			whole = append(whole, p)
		}
	}
	own, err := readFixtures(*fixtures)
	for _, a := range own {
		fixed = append(fixed, a.page)
	}
	return r, whole, fixed, err
}

// Package speed measures our WARC writer and reader beside those of
// github.com/internetarchive/gowarc, on the same bytes and in one run, and
// (in fetch) a crawl of loopback beside wget's. The script run does it all.
package speed

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
)

// Pages gives the pages to measure with: archived ones of real sites out of
// ../shared, where that is, else such as Page makes. Both the speed of gzip
// and its share in the whole depend on it, so source says which they are.
func Pages(n int) (pages []string, source string) {
	const shared = "../../../../shared/pages" // from this folder
	_ = filepath.WalkDir(shared, func(path string, d fs.DirEntry, err error) error {
		if err != nil || len(pages) == n || filepath.Ext(path) != ".html" {
			return nil
		}
		if page, err := os.ReadFile(path); err == nil && len(page) > 10<<10 && len(page) < 300<<10 {
			pages = append(pages, string(page))
		}
		return nil
	}) // no folder, no pages
	if len(pages) > 0 {
		return pages, fmt.Sprintf("%d archived pages", len(pages))
	}
	for i := range n {
		pages = append(pages, Page(30<<10, uint64(i)))
	}
	return pages, fmt.Sprintf("%d generated pages", n)
}

// Page makes a page of size bytes that compresses about as well as real ones
// do (5.7-fold; real ones 4.8-fold) but faster. The same seed makes the same
// page.
func Page(size int, seed uint64) string {
	rnd := rand.New(rand.NewPCG(seed, 1))
	words := make([]string, 2000)
	for i := range words {
		for range 2 + rnd.IntN(9) {
			words[i] += string(rune('a' + rnd.IntN(26)))
		}
	}
	var b strings.Builder
	word := func() string { return words[int(float64(len(words))*rnd.Float64()*rnd.Float64()*rnd.Float64())] }
	b.WriteString("<!DOCTYPE html><html lang=\"fr\"><body>\n")
	for b.Len() < size {
		for range 12 { // navigation and cards, most of a real page
			slug := word()
			fmt.Fprintf(&b, "<li id=\"menu-item-%d\" class=\"menu-item menu-item-type-post_type menu-item-object-page\"><a href=\"https://www.example.org/communiques/%s-%s/\"><span class=\"link-text\">%s</span></a></li>\n", rnd.IntN(9999), slug, word(), slug)
		}
		b.WriteString("<p class=\"article-text\">")
		for range 30 + rnd.IntN(40) {
			b.WriteString(word() + " ")
		}
		b.WriteString("</p>\n")
	}
	return b.String()[:size]
}

package extract

import (
	"bytes"
	"net/url"
	"strings"

	"communique/archive"
)

// Mention completes the spot of a value that another page gives for a release:
// the place on that page (a feed, a sitemap, a listing, another release) where
// words stand nearest to one of the release's addresses. Where they are not
// found, the spot has no offset.
func Mention(p archive.Page, s Spot, words string, addresses []string) Spot {
	text, _ := decode(p.Body, p.Header.Get("Content-Type"), p.Truncated != "")
	var named []int
	for _, address := range addresses {
		if u, err := url.Parse(address); err == nil && len(u.Path) > 1 {
			named = append(named, every(text, strings.TrimSuffix(u.EscapedPath(), "/"))...)
		}
	}
	best, distance := -1, len(text)
	for _, at := range every(text, words) {
		for _, n := range named {
			if d := max(at-n, n-at); d < distance {
				best, distance = at, d
			}
		}
	}
	if best >= 0 {
		s.put(text, best, best+len(words))
	}
	return s
}

// every gives all places where words stand in a text.
func every(text []byte, words string) (all []int) {
	for from := 0; words != ""; {
		i := bytes.Index(text[from:], []byte(words))
		if i < 0 {
			break
		}
		all = append(all, from+i)
		from += i + len(words)
	}
	return all
}

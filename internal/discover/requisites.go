package discover

import (
	"bytes"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/PuerkitoBio/goquery"
)

// maxRequisites bounds what one page or style sheet may ask for: nobody's
// release has more, and a trap has.
const maxRequisites = 300

// Requisites gives the addresses of what a page needs to look like itself:
// images, style sheets, fonts, posters of videos. Scripts are not among them.
// The order is that of the page, without repetitions.
func Requisites(body []byte, base *url.URL) ([]string, error) {
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("read page %s: %w", base, err)
	}
	if href, ok := doc.Find("base[href]").Attr("href"); ok {
		if b, err := base.Parse(href); err == nil {
			base = b
		}
	}
	found := requisites{base: base}
	doc.Find("img, source, link, video, input[type=image], style, [style]").Each(func(_ int, s *goquery.Selection) {
		switch goquery.NodeName(s) {
		case "link":
			if wantedLink(s.AttrOr("rel", ""), s.AttrOr("as", "")) {
				found.add(s.AttrOr("href", ""))
			}
		case "style":
			found.addStyle(s.Text())
		default:
			found.add(s.AttrOr("src", ""))
			found.add(s.AttrOr("poster", ""))
			found.addSet(s.AttrOr("srcset", ""))
		}
		found.addStyle(s.AttrOr("style", ""))
	})
	return found.all, nil
}

// StyleRequisites gives what a style sheet needs: imported sheets, fonts and
// images.
func StyleRequisites(css []byte, base *url.URL) []string {
	found := requisites{base: base}
	found.addStyle(string(css))
	return found.all
}

func wantedLink(rel, as string) bool {
	for _, r := range strings.Fields(strings.ToLower(rel)) {
		if r == "stylesheet" || r == "icon" || r == "preload" && (as == "font" || as == "style" || as == "image") {
			return true
		}
	}
	return false
}

type requisites struct {
	base *url.URL
	all  []string
}

func (r *requisites) add(ref string) {
	abs := resolve(r.base, ref)
	if abs != "" && len(r.all) < maxRequisites && !slices.Contains(r.all, abs) {
		r.all = append(r.all, abs)
	}
}

// addSet reads a srcset: addresses with a width or density behind, between
// commas that stand before white space or after it (an address may hold some).
func (r *requisites) addSet(set string) {
	for _, candidate := range strings.Split(strings.ReplaceAll(set, ",\n", ", "), ", ") {
		if fields := strings.Fields(candidate); len(fields) > 0 {
			r.add(strings.Trim(fields[0], ","))
		}
	}
}

// styleRef finds url(…) and @import "…" (CSS Syntax Level 3, without escapes).
var styleRef = regexp.MustCompile(`(?i)url\(\s*(?:"([^"]*)"|'([^']*)'|([^"')\s]+))\s*\)|@import\s+(?:"([^"]*)"|'([^']*)')`)

func (r *requisites) addStyle(css string) {
	if css == "" {
		return
	}
	for _, m := range styleRef.FindAllStringSubmatch(css, -1) {
		for _, ref := range m[1:] {
			if !strings.HasPrefix(ref, "data:") && !strings.HasPrefix(ref, "#") {
				r.add(ref)
			}
		}
	}
}

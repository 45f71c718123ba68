package extract

import (
	"iter"
	"math"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// furnitureNames are the words, in class names and ids, of what stands around
// the text of an article: pictures' captions, the author's portrait, buttons,
// appeals, comments. They are common to publishing systems; none is of a site.
var furnitureNames = map[string]bool{
	"caption": true, "captions": true, "figcaption": true, "gallery": true, "slideshow": true, "carousel": true, "swiper": true,
	"credit": true, "credits": true, "lightbox": true,
	"share": true, "sharing": true, "sharebar": true, "sharedaddy": true, "addthis": true, "addtoany": true, "social": true, "socials": true, "partage": true,
	"newsletter": true, "newsletters": true, "subscribe": true, "subscription": true, "signup": true, "donate": true, "donation": true,
	"byline": true, "bylines": true, "author": true, "authors": true, "bio": true,
	"breadcrumb": true, "breadcrumbs": true, "tags": true, "taglist": true, "toolbar": true, "pager": true, "pagination": true,
	"comment": true, "comments": true, "disqus": true, "rating": true, "ratings": true,
	"ad": true, "ads": true, "advert": true, "adverts": true, "advertisement": true, "advertising": true, "adslot": true, "sponsor": true, "sponsored": true,
	"promo": true, "promos": true, "promotion": true, "outbrain": true, "taboola": true, "trending": true, "rail": true,
	"cookie": true, "cookies": true, "consent": true, "paywall": true, "popup": true, "modal": true, "login": true, "disclaimer": true,
	"cta": true, "readtime": true, "timestamp": true, "printonly": true,
}

// pictureNames are of elements that show a picture: what little text stands in
// one beside it is its caption.
var pictureNames = map[string]bool{"image": true, "images": true, "img": true, "photo": true, "photos": true, "picture": true, "media": true, "video": true}

// takeFurniture takes out of a page that no profile knows what the names of
// elements say is not its text. What holds much prose stays, whatever it is
// called, and its name means nothing further inside: an article can be a
// gallery.
func (w *work) takeFurniture() {
	if w.head.body == nil {
		return
	}
	var found []*html.Node
	var walk func(n *html.Node, void []string)
	walk = func(n *html.Node, void []string) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.Type != html.ElementNode {
				continue
			}
			word := furnitureWord(c, void)
			prose := amount{}
			if word != "" {
				prose = proseIn(c, 400)
			}
			switch {
			case word == "":
				walk(c, void)
			case pictureNames[word] && prose.pieces > 1, prose.bytes > 400:
				walk(c, append(void[:len(void):len(void)], word))
			default:
				found = append(found, c)
			}
		}
	}
	walk(w.head.body, nil)
	// Where the names would take most of the sentences they are misunderstood.
	taken := 0
	for _, n := range found {
		taken += proseIn(n, all).bytes
	}
	spare := taken > 0 && taken*2 > proseIn(w.head.body, all).bytes
	for _, n := range found {
		if !isInside(w.titleNode, n) && !(spare && proseIn(n, 0).bytes > 0) {
			remove(n)
		}
	}
}

// furnitureWord gives the word in an element's class or id by which it is
// furniture; "" where there is none but those that are void.
func furnitureWord(n *html.Node, void []string) string {
	switch n.DataAtom {
	case atom.Body, atom.Main, atom.Article, atom.Table, atom.Tbody, atom.Tr, atom.Td:
		return ""
	case atom.Span:
	default:
		if !isBlock(n.DataAtom) {
			return ""
		}
	}
	found, picture := "", ""
	for _, a := range n.Attr {
		if a.Key != "class" && a.Key != "id" || len(a.Val) > 400 {
			continue
		}
		for name := range strings.FieldsSeq(a.Val) {
			if isPostClass(name) {
				return ""
			}
			if isModifier(name) {
				continue
			}
			for word := range nameWords(name) {
				switch {
				case slices.Contains(void, word):
				case furnitureNames[word]:
					found = word
				case pictureNames[word]:
					picture = word
				}
			}
		}
	}
	if found == "" && picture != "" && holds(n, atom.Img) && !holds(n, atom.H1) {
		return picture
	}
	return found
}

// isPostClass knows the classes that WordPress gives a whole post: its tags and
// authors are among them.
func isPostClass(name string) bool {
	return name == "hentry" || strings.HasPrefix(name, "type-") || strings.HasPrefix(name, "status-")
}

// isModifier knows the classes that say what else an element has: "has-ads",
// "content--with-image".
func isModifier(name string) bool {
	return strings.HasPrefix(name, "has-") || strings.HasPrefix(name, "no-") || strings.Contains(name, "with-") || strings.Contains(name, "without")
}

// nameWords gives the words of a class name in lower case:
// "article__photo-caption", "ArticleBody-inlineImage".
func nameWords(name string) iter.Seq[string] {
	return func(yield func(string) bool) {
		start := 0
		for i := 0; i <= len(name); i++ {
			end, next := i == len(name), i+1
			if !end {
				c := name[i]
				switch {
				case c >= 'A' && c <= 'Z' && i > 0 && name[i-1] >= 'a' && name[i-1] <= 'z':
					end, next = true, i
				case c|0x20 < 'a' || c|0x20 > 'z':
					end = true
				}
			}
			if !end {
				continue
			}
			if i-start > 1 && i-start < 20 && !yield(strings.ToLower(name[start:i])) {
				return
			}
			start = next
		}
	}
}

// amount is how much prose there is.
type amount struct{ bytes, pieces int }

const all = math.MaxInt

// proseIn measures the sentences in an element: text outside links in pieces
// longer than a label. It looks no further when it has seen more than limit
// bytes.
func proseIn(n *html.Node, limit int) (a amount) {
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		for c := n.FirstChild; c != nil && a.bytes <= limit; c = c.NextSibling {
			switch {
			case c.Type == html.TextNode:
				if l := len(strings.TrimSpace(c.Data)); l >= 60 {
					a.bytes += l
					a.pieces++
				}
			case c.DataAtom != atom.A && c.DataAtom != atom.Script && c.DataAtom != atom.Style:
				walk(c)
			}
		}
	}
	walk(n)
	return a
}

package extract

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"github.com/PuerkitoBio/goquery"
	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"

	"communique/archive"
	"communique/internal/site"
)

// card is what a page says of another page.
type card struct {
	href, title, rawDate, exactDate, teaser string
	node                                    *html.Node // its link
	evidence                                string
}

// takeRelated reads the cards of an era's related blocks, in page order, and
// takes their elements out of the page, so that neither their text nor their
// dates are mistaken for the release's.
func (w *work) takeRelated() {
	rules := w.era.Related
	items := make([]matcher, len(rules))
	for i := range rules {
		items[i] = w.reader.matcher(&rules[i].Items)
	}
	w.outermost(func(n *html.Node, class string) bool {
		for i := range rules {
			if rules[i].Items.Selector == nil || !items[i].match(n, class) {
				continue
			}
			for _, c := range readCards(goquery.NewDocumentFromNode(n).Selection, &rules[i]) {
				c.evidence = rules[i].Items.String()
				w.addCard(c, rules[i].Relation)
			}
			return true
		}
		return false
	})
}

// drop takes out the furniture an era names, but never what holds the title.
func (w *work) drop() {
	drop := make([]matcher, len(w.era.Drop))
	for i := range drop {
		drop[i] = w.reader.matcher(&w.era.Drop[i])
	}
	w.outermost(func(n *html.Node, class string) bool {
		for _, m := range drop {
			if m.match(n, class) {
				return w.titleNode == nil || !isInside(w.titleNode, n)
			}
		}
		return false
	})
}

// outermost walks the page and takes out the elements that match; it does not
// look inside those.
func (w *work) outermost(match func(n *html.Node, class string) bool) {
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		for c := n.FirstChild; c != nil; {
			next := c.NextSibling
			if c.Type == html.ElementNode {
				if match(c, attr(c, "class")) {
					n.RemoveChild(c)
				} else {
					walk(c)
				}
			}
			c = next
		}
	}
	if w.head.body != nil {
		walk(w.head.body)
	}
}

// anyLink is what a card's link is where the era does not say.
var anyLink = sync.OnceValue(func() goquery.Matcher { return cascadia.MustCompile("a[href]") })

func readCards(item *goquery.Selection, rel *site.Related) []card {
	links := item
	switch {
	case rel.Link != nil:
		links = item.FindMatcher(rel.Link)
	case !item.IsMatcher(anyLink()):
		links = item.FindMatcher(anyLink())
	}
	if links.Length() == 0 {
		return nil
	}
	if rel.Title == nil && rel.Date == nil && rel.Teaser == nil {
		var cards []card // a line of links
		for _, a := range links.Nodes {
			cards = append(cards, card{href: attr(a, "href"), title: textOf(a), node: a})
		}
		return cards
	}
	pick := func(s *site.Selector) string {
		if s == nil {
			return ""
		}
		return selected(cascadia.Query(item.Nodes[0], s), s)
	}
	c := card{node: links.Nodes[0], href: attr(links.Nodes[0], "href"), title: pick(rel.Title), rawDate: pick(rel.Date), teaser: pick(rel.Teaser)}
	if rel.Date != nil && rel.Date.Attr == "" {
		c.exactDate = item.FindMatcher(rel.Date).First().AttrOr("datetime", "")
	}
	if c.title == "" {
		// A card's first link can be on its picture.
		for _, a := range links.Nodes {
			if c.title = textOf(a); c.title != "" {
				c.href = attr(a, "href")
				break
			}
		}
	}
	return []card{c}
}

// selected reads an element, if there is one, as its selector says.
func selected(found *html.Node, s *site.Selector) string {
	if found == nil {
		return ""
	}
	if s.Attr != "" {
		return collapse(attr(found, s.Attr))
	}
	return textOf(found)
}

// addCard puts a card in the record, once an address.
func (w *work) addCard(c card, relation string) {
	abs := w.resolve(c.href)
	if abs == "" || mediaType(abs) != "" || isMedia(abs) || c.title == "" && c.teaser == "" && c.rawDate == "" {
		return
	}
	address := site.Canonical(abs)
	if address == "" || address == w.out.URL {
		return
	}
	if w.era == nil && isService(address) {
		return // where nobody has described what is related
	}
	if relation == "" {
		relation = archive.RelationOther
	}
	raw, _ := cutLabel(c.rawDate, publishLabels)
	iso, ok := w.parseDate(raw)
	if !ok {
		if iso, ok = w.parseDate(c.exactDate); ok {
			raw = c.exactDate
		}
	}
	if !ok {
		raw = ""
	}
	if w.linked[address] {
		return
	}
	w.linked[address] = true
	w.related = append(w.related, placedLink{c.node, archive.Link{
		URL: address, Title: known(c.title), Published: known(iso), Teaser: known(c.teaser), Relation: relation,
	}})
	w.note(finding{field: "related", evidence: c.evidence, value: address, raw: c.href, node: c.node})
	w.sightings = append(w.sightings, Sighting{URL: address, Title: c.title, Published: iso, Raw: raw, Source: archive.SourceRelated})
}

// inlineLinks records the pages the running text links to.
func (w *work) inlineLinks(blocks []block, evidence string) {
	for _, b := range blocks {
		for _, l := range b.links {
			abs := w.resolve(l.href)
			if abs == "" || strings.HasPrefix(trimSpace(l.href), "#") || mediaType(abs) != "" || isMedia(abs) {
				continue
			}
			address := site.Canonical(abs)
			if address == "" || address == w.out.URL || w.linked[address] {
				continue
			}
			w.linked[address] = true
			w.related = append(w.related, placedLink{l.node, archive.Link{URL: address, Title: known(l.text), Relation: archive.RelationInline}})
			w.note(finding{field: "related", evidence: evidence, value: address, raw: l.href, node: l.node})
		}
	}
}

// placedLink is a related page with the element that links to it.
type placedLink struct {
	node *html.Node
	archive.Link
}

// writeRelated puts the related pages in page order. A link whose element is
// not the page's own (readability copies some) goes to the end.
func (w *work) writeRelated() {
	if len(w.related) == 0 {
		return
	}
	place := make(map[*html.Node]int, len(w.head.anchors))
	for i, n := range w.head.anchors {
		place[n] = i
	}
	at := func(l placedLink) int {
		if i, ok := place[l.node]; ok {
			return i
		}
		return len(w.head.anchors)
	}
	slices.SortStableFunc(w.related, func(a, b placedLink) int { return cmp.Compare(at(a), at(b)) })
	for _, l := range w.related {
		w.out.Related = append(w.out.Related, l.Link)
	}
}

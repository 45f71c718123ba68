package extract

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"communique/archive"
)

// readGeneric reads a page that no profile knows: JSON-LD, OpenGraph, and the
// body that readability finds once related blocks are taken out.
func (w *work) readGeneric() {
	w.genericRelated()
	w.genericTitle()
	w.genericTopics()
	if w.out.Organization == nil {
		w.genericOrganization()
	}
	page := collect(w.doc)
	w.away = leadingAway(page)
	page = w.headedCards(page, relatedHeading)
	w.modified = w.pageClaims(w.ld.modified, "dateModified", modifiedMeta)
	w.published = w.pageClaims(w.ld.published, w.ld.dated, publishedMeta)
	w.dublinDates()
	w.published = append(w.published, w.visibleDates(page, true)...)
	if d := urlDate(w.url.Path); d != "" {
		w.published = append(w.published, dateClaim{raw: d, source: archive.SourceURL, evidence: fromURL})
	}
	w.pageContacts(page)
	if len(w.head.articles) > 0 && attr(w.head.articles[0], "lang") != "" {
		w.bodyLang = w.head.articles[0]
	}
	w.genericFiles()
	w.takeFurniture()
	w.genericBody(page, w.landmarkBlocks(page))
	if lead, evidence := w.standfirst(page); lead != nil {
		w.lead = lead
		w.only(finding{field: "lead", evidence: evidence, value: lead[0].text, node: lead[0].node})
	}
	if len(w.body) == 0 {
		w.body = w.clean(longBlocks(afterTitle(page, w.titleNode)))
		if len(w.body) > 0 {
			w.bodyFrom = fromLong
			w.warn("body: neither readability nor the markup tells it, long paragraphs were taken")
		}
	}
}

// genericRelated takes out the blocks that class names mark as cards of other
// pages, unless they hold the title or most of the page, and forms.
func (w *work) genericRelated() {
	var found []*html.Node
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.Type != html.ElementNode {
				continue
			}
			if (isBlock(c.DataAtom) && isCardClass(c) || isCardComponent(c)) && w.isCardBlock(c) || c.DataAtom == atom.Form && isFormOnly(c) {
				found = append(found, c)
				continue
			}
			walk(c)
		}
	}
	if w.head.body != nil {
		walk(w.head.body)
	}
	for _, n := range found {
		if n.DataAtom != atom.Form {
			for _, c := range w.cardsOf(collect(n)) {
				c.evidence = cardEvidence(n)
				w.addCard(c, archive.RelationOther)
			}
		}
		remove(n)
	}
}

// isCardBlock: a block of cards has links, no page title of its own, and no
// paragraphs, as a teaser is short.
func (w *work) isCardBlock(n *html.Node) bool {
	for _, label := range w.head.tagLabels {
		if box := tagBox(label); box != nil && (isInside(n, box) || isInside(box, n)) {
			return false // a list of tags, whatever it is called
		}
	}
	links := false
	text, long, nodes := 0, 0, 0
	for d := range n.Descendants() {
		if nodes++; nodes > manyNodes {
			return false
		}
		if d.Type == html.TextNode {
			l := len(strings.TrimSpace(d.Data))
			if l >= 200 && d.Parent.DataAtom != atom.A && d.Parent.DataAtom != atom.Script {
				long++
			}
			if text += l; text > 6000 || long > 2 {
				return false
			}
			continue
		}
		links = links || (d.Data == "a" || isComponent(d) && attr(d, "href") != "") && mediaType(attr(d, "href")) == "" // files alone are the page's own
		if d.DataAtom == atom.H1 && len(w.head.h1) == 1 {
			return false
		}
	}
	return links
}

func (w *work) genericOrganization() {
	if name := w.head.meta["og:site_name"]; name != "" && !w.isHost(name) {
		w.out.Organization = known(name)
		w.only(finding{field: "organization", evidence: "meta:og:site_name", value: name})
	} else if w.ld.publisher != "" && !w.isHost(w.ld.publisher) {
		w.out.Organization = known(w.ld.publisher)
		w.only(finding{field: "organization", evidence: "json-ld:publisher", value: w.ld.publisher})
	}
}

// isHost reports whether a text is an address or the page's host: that is
// nobody's name.
func (w *work) isHost(name string) bool {
	name = strings.ToLower(name)
	return strings.Contains(name, "://") || strings.HasPrefix(name, "www.") || name == strings.TrimPrefix(w.url.Hostname(), "www.")
}

// genericTitle prefers the heading on the page, where what the page says of
// itself agrees with it, to a title with the site's name behind.
func (w *work) genericTitle() {
	claim, evidence := w.head.meta["og:title"], "meta:og:title"
	if claim == "" {
		claim, evidence = w.ld.headline, "json-ld:headline"
	}
	if claim == "" {
		claim, evidence = w.head.title, "title"
	}
	var first *html.Node
	for _, h := range w.head.h1 {
		text := textOf(h)
		if text == "" {
			continue
		}
		if first == nil {
			first = h
		}
		if claim == "" || isTitleOf(fold(text), fold(claim)) {
			w.out.Title, w.titleNode = known(text), h
			w.only(finding{field: "title", evidence: "h1", value: text, node: h})
			return
		}
		if own := withoutBadge(text, claim); own != "" {
			w.out.Title, w.titleNode = known(own), h
			w.only(finding{field: "title", evidence: "h1", value: own, node: h})
			return
		}
	}
	site := ""
	if w.out.Organization != nil {
		site = *w.out.Organization
	}
	claim = withoutSiteBefore(claim, w.head.meta["og:site_name"], site, w.url.Hostname())
	if cut := withoutSite(claim, w.head.meta["og:site_name"], site, w.url.Hostname()); cut != "" {
		w.out.Title = known(cut)
		w.only(finding{field: "title", evidence: evidence, value: cut})
		return
	}
	if first != nil {
		w.out.Title = known(textOf(first))
		w.only(finding{field: "title", evidence: "h1", value: textOf(first), node: first})
	}
}

// isTitleOf reports whether a heading is what a title in the head says, which
// can have the names of site and section before and behind.
func isTitleOf(heading, claim string) bool {
	if strings.HasPrefix(claim, heading) {
		return len(heading)*3 >= len(claim)
	}
	return len(heading) >= 20 && strings.HasSuffix(claim, heading)
}

// withoutBadge gives what a heading and a title in the head begin with, where
// the heading has only a label behind it ("subscribers") and the title the names
// of section and site; "" where they say different things.
func withoutBadge(heading, claim string) string {
	own, _, found := strings.Cut(claim, " | ")
	if !found || len(own) < 20 || len(heading) > len(own)+24 || !strings.HasPrefix(heading, own+" ") {
		return ""
	}
	return own
}

// withoutSite takes the site's name off the end of a title.
func withoutSite(title string, names ...string) string {
	for _, sep := range [...]string{" | ", " - ", " – ", " — ", " :: ", " » ", " · ", " • ", "|"} {
		i := strings.LastIndex(title, sep)
		if i <= 0 {
			continue
		}
		tail := fold(strings.TrimSpace(title[i+len(sep):]))
		for _, name := range names {
			name = fold(name)
			if name != "" && tail != "" && (tail == name || len(tail) > 2 && (strings.Contains(name, strings.ReplaceAll(tail, " ", "")) || strings.Contains(tail, name))) {
				return strings.TrimSpace(title[:i])
			}
		}
	}
	return title
}

// fold makes texts comparable: case, apostrophes and white space vary between a
// page's head and its body.
func fold(s string) string {
	return strings.ToLower(strings.ReplaceAll(strings.Join(strings.Fields(s), " "), "’", "'"))
}

// withoutSiteBefore takes it off the beginning.
func withoutSiteBefore(title string, names ...string) string {
	for _, sep := range [...]string{" | ", " - ", " – ", ": "} {
		head, rest, ok := strings.Cut(title, sep)
		if !ok || len(head) < 3 {
			continue
		}
		for _, name := range names {
			if name = fold(name); name != "" && (fold(head) == name || strings.Contains(name, "."+fold(head)+".")) {
				return strings.TrimSpace(rest)
			}
		}
	}
	return title
}

// pageContacts reads the press contacts of a page, which need not stand in its
// article.
func (w *work) pageContacts(page []block) {
	w.contacts.from = fromLabel
	for i := 0; i < len(page); {
		end := contactEnd(page, i)
		if end == i {
			i++
			continue
		}
		press := pressLabel(page[i:end])
		for ; i < end; i++ {
			if press {
				w.contacts.read(page[i])
			}
		}
	}
}

// pressLabel: on a page nobody described, only blocks that speak of the press
// are believed.
func pressLabel(blocks []block) bool {
	for _, b := range blocks {
		text := strings.ToLower(b.text)
		for _, word := range [...]string{"press", "prensa", "media", "médias", "journalist", "stampa"} {
			if strings.Contains(text, word) {
				return true
			}
		}
	}
	return false
}

func (w *work) genericFiles() {
	switch {
	case len(w.head.articles) > 0 && (w.titleNode == nil || isInside(w.titleNode, w.head.articles[0])):
		w.filesInside(w.head.articles[:1], "article")
	case w.head.main != nil:
		w.filesInside([]*html.Node{w.head.main}, "main")
	default:
		if n := w.aroundTitle(); n != nil {
			w.filesInside([]*html.Node{n}, selectorOf(n))
		}
	}
}

// aroundTitle is the innermost element that holds the title and sentences, on a
// page whose markup does not say what is the article; nil where that is the
// whole page.
func (w *work) aroundTitle() *html.Node {
	if w.titleNode == nil {
		return nil
	}
	for n := w.titleNode.Parent; n != nil && n.DataAtom != atom.Body; n = n.Parent {
		if proseIn(n, 300).bytes >= 300 {
			return n
		}
	}
	return nil
}

package extract

import (
	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"communique/archive"
	"communique/internal/site"
)

// readEra reads a page by the selectors of its era. Related cards, contacts
// and files are read first and then, with the other furniture, taken out.
func (w *work) readEra() {
	doc := goquery.NewDocumentFromNode(w.doc).Selection
	w.takeRelated()
	w.readTitle(doc)
	w.readEraDates(doc)
	w.readChips(doc)
	for _, s := range w.era.Files {
		for _, n := range doc.FindMatcher(s).Nodes {
			w.addFiles(n)
		}
	}
	for _, s := range w.era.Contacts {
		for _, n := range doc.FindMatcher(s).Nodes {
			for _, b := range collect(n) {
				w.contacts.read(b)
			}
		}
	}
	roots, selector := w.bodyRoots(doc)
	w.filesInside(roots)
	w.drop()
	for _, s := range w.era.Lead {
		if found := doc.FindMatcher(s).Nodes; len(found) > 0 {
			if w.lead = collect(found[0]); joinBlocks(w.lead, "") != "" {
				w.evidence["lead"] = s.String()
				remove(found[0])
				break
			}
		}
	}
	w.readBody(roots, selector)
	if len(w.body) == 0 && len(w.lead) == 0 {
		w.warn("era " + w.era.Name + " of " + w.profile.ID + " finds no text: generic reader")
		w.readGeneric()
	}
}

// addFiles reads an element that is a link to a document, or holds some.
func (w *work) addFiles(n *html.Node) {
	if n.DataAtom == atom.A || n.DataAtom == atom.Object {
		w.addFile(n)
		return
	}
	for _, f := range w.head.files {
		if isInside(f, n) {
			w.addFile(f)
		}
	}
}

func (w *work) readTitle(doc *goquery.Selection) {
	for i := range w.era.Title {
		s := &w.era.Title[i]
		found := doc.FindMatcher(s).First()
		if t := selected(found, s); t != "" {
			w.out.Title = known(t)
			w.titleNode = found.Nodes[0]
			w.evidence["title"] = s.String()
			return
		}
	}
	w.genericTitle()
}

// readEraDates keeps what the era names first, then what the page's machine-
// readable parts say.
func (w *work) readEraDates(doc *goquery.Selection) {
	w.published = eraClaims(doc, w.era.Published)
	w.modified = eraClaims(doc, w.era.Modified)
	w.published = append(w.published, w.pageClaims(w.ld.published, "datePublished", publishedMeta)...)
	w.modified = append(w.modified, w.pageClaims(w.ld.modified, "dateModified", modifiedMeta)...)
}

func eraClaims(doc *goquery.Selection, selectors []site.Selector) []dateClaim {
	var claims []dateClaim
	for i := range selectors {
		s := &selectors[i]
		found := doc.FindMatcher(s).First()
		if found.Length() == 0 {
			continue
		}
		if c, ok := nodeDate(found.Nodes[0], s.Attr, s.String()); ok {
			if found.Nodes[0].DataAtom == atom.Meta {
				c.source = archive.SourceMeta
			}
			claims = append(claims, c)
		}
	}
	return claims
}

func (w *work) readChips(doc *goquery.Selection) {
	for _, list := range [][]site.Selector{w.era.Places, w.era.Topics} {
		for i := range list {
			doc.FindMatcher(&list[i]).Each(func(_ int, chip *goquery.Selection) {
				if text := selected(chip, &list[i]); text != "" {
					w.chips = append(w.chips, text)
				}
			})
		}
	}
}

// bodyRoots are the elements of the first body selector that matches anything;
// one inside another counts once.
func (w *work) bodyRoots(doc *goquery.Selection) (roots []*html.Node, selector string) {
	for i := range w.era.Body {
		s := &w.era.Body[i]
		for _, n := range doc.FindMatcher(s).Nodes {
			inner := false
			for _, r := range roots {
				inner = inner || isInside(n, r)
			}
			if !inner {
				roots = append(roots, n)
			}
		}
		if len(roots) > 0 {
			return roots, s.String()
		}
	}
	return nil, ""
}

func (w *work) readBody(roots []*html.Node, selector string) {
	blocks := collect(roots...)
	blocks = w.eraHeadedCards(blocks)
	below := afterTitle(blocks, w.titleNode)
	w.contacts.take(blocks[:len(blocks)-len(below)])
	if len(w.era.Published) == 0 {
		w.published = append(w.published, w.visibleDates(below, false)...)
	}
	w.body = w.clean(below)
	w.evidence["body"] = selector
	for _, r := range roots {
		if w.bodyLang == "" {
			w.bodyLang = attr(r, "lang")
		}
	}
}

// eraHeadedCards reads the cards that the era knows by their heading only.
func (w *work) eraHeadedCards(blocks []block) []block {
	headed := false
	for _, rel := range w.era.Related {
		headed = headed || rel.Heading != nil
	}
	if !headed {
		return blocks
	}
	return w.headedCards(blocks, func(text string) (string, bool) {
		for _, rel := range w.era.Related {
			if rel.Heading != nil && rel.Heading.MatchString(text) {
				return rel.Relation, true
			}
		}
		return "", false
	})
}

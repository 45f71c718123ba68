package extract

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"communique/archive"
	"communique/internal/site"
)

// readEra reads a page by the selectors of its era. Related cards, contacts
// and files are read first and then, with the other furniture, taken out.
func (w *work) readEra() {
	w.takeRelated()
	w.readOrganization()
	w.readTitle()
	w.readEraDates()
	w.readChips()
	for i := range w.era.Files {
		for _, n := range w.reader.matcher(&w.era.Files[i]).all(w.doc) {
			w.addFiles(n, w.era.Files[i].String())
		}
	}
	for i := range w.era.Contacts {
		w.contacts.from = w.era.Contacts[i].String()
		for _, n := range w.reader.matcher(&w.era.Contacts[i]).all(w.doc) {
			for _, b := range collect(n) {
				w.contacts.read(b)
			}
		}
	}
	roots, selector := w.bodyRoots()
	w.filesInside(roots, selector)
	w.drop()
	w.joinLines()
	for i := range w.era.Lead {
		s := &w.era.Lead[i]
		if found := w.reader.matcher(s).first(w.doc); found != nil {
			if w.lead = collect(found); joinBlocks(w.lead, "") != "" {
				w.only(finding{field: "lead", evidence: s.String(), value: joinBlocks(w.lead, " "), node: found})
				remove(found)
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

// readOrganization reads whose release the page is, where the site only
// publishes it. Its own name would be wrong then, so there is none rather.
func (w *work) readOrganization() {
	if len(w.era.Organization) == 0 {
		return
	}
	w.forget("organization")
	var names []string
	for i := range w.era.Organization {
		s := &w.era.Organization[i]
		for _, n := range w.reader.matcher(s).all(w.doc) {
			if name := selected(n, s); name != "" && (len(names) >= few || !slices.Contains(names, name)) {
				names = append(names, name)
				w.note(finding{field: "organization", evidence: s.String(), value: name, node: n})
			}
		}
	}
	w.out.Organization = known(strings.Join(once(names), "; "))
	if len(names) == 0 {
		w.warn("organization: the page does not say whose release it is")
	}
}

// joinLines makes one text of each element that is a line.
func (w *work) joinLines() {
	for i := range w.era.Lines {
		for _, n := range w.reader.matcher(&w.era.Lines[i]).all(w.doc) {
			text := textOf(n)
			for n.FirstChild != nil {
				n.RemoveChild(n.FirstChild)
			}
			n.AppendChild(&html.Node{Type: html.TextNode, Data: text})
		}
	}
}

// addFiles reads an element that is a link to a document, or holds some.
func (w *work) addFiles(n *html.Node, evidence string) {
	if n.DataAtom == atom.A || n.DataAtom == atom.Object {
		w.addFile(n, evidence)
		return
	}
	for _, f := range w.head.files {
		if isInside(f, n) {
			w.addFile(f, evidence)
		}
	}
}

func (w *work) readTitle() {
	for i := range w.era.Title {
		s := &w.era.Title[i]
		found := w.reader.matcher(s).first(w.doc)
		if t := selected(found, s); t != "" {
			w.out.Title = known(t)
			w.titleNode = found
			w.only(finding{field: "title", evidence: s.String(), value: t, node: found})
			return
		}
	}
	w.genericTitle()
}

// readEraDates keeps what the era names first, then what the page's machine-
// readable parts say.
func (w *work) readEraDates() {
	w.published = w.eraClaims(w.era.Published)
	w.modified = w.eraClaims(w.era.Modified)
	w.published = append(w.published, w.pageClaims(w.ld.published, w.ld.dated, publishedMeta)...)
	w.modified = append(w.modified, w.pageClaims(w.ld.modified, "dateModified", modifiedMeta)...)
}

func (w *work) eraClaims(selectors []site.Selector) []dateClaim {
	var claims []dateClaim
	for i := range selectors {
		s := &selectors[i]
		found := w.reader.matcher(s).first(w.doc)
		if found == nil {
			continue
		}
		if c, ok := nodeDate(found, s.Attr, s.String()); ok {
			if found.DataAtom == atom.Meta {
				c.source = archive.SourceMeta
			}
			claims = append(claims, c)
		}
	}
	return claims
}

func (w *work) readChips() {
	for _, list := range [][]site.Selector{w.era.Places, w.era.Topics} {
		for i := range list {
			for _, found := range w.reader.matcher(&list[i]).all(w.doc) {
				if text := selected(found, &list[i]); text != "" {
					w.chips = append(w.chips, chip{text, list[i].String(), found})
				}
			}
		}
	}
}

// bodyRoots are the elements of the first body selector that matches anything;
// one inside another counts once.
func (w *work) bodyRoots() (roots []*html.Node, selector string) {
	for i := range w.era.Body {
		s := &w.era.Body[i]
		for _, n := range w.reader.matcher(s).all(w.doc) {
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
	w.contacts.from = fromLabel
	w.contacts.take(blocks[:len(blocks)-len(below)])
	if len(w.era.Published) == 0 {
		w.published = append(w.published, w.visibleDates(below, false)...)
	}
	w.body = w.clean(below)
	w.bodyFrom = selector
	for _, r := range roots {
		if w.bodyLang == nil && attr(r, "lang") != "" {
			w.bodyLang = r
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

package extract

import (
	"strings"

	"golang.org/x/net/html"
)

// standfirst finds, among the blocks of the whole page that stand above the
// body, the one that the page's head has for its description, or that is
// called a standfirst.
func (w *work) standfirst(page []block) (found []block, evidence string) {
	if len(w.body) == 0 {
		return nil, ""
	}
	said := w.head.meta["og:description"]
	if other := w.head.meta["description"]; len(other) > len(said) {
		said = other
	}
	said = strings.TrimRight(fold(said), " .…")
	said = said[:min(len(said), 80)]
	if len(said) < 50 {
		said = ""
	}
	top := w.body[:min(len(w.body), 6)]
	below := w.titleNode == nil
	for i := range page {
		b := &page[i]
		if b.text == top[0].text {
			break
		}
		text := fold(b.text)
		described := said != "" && strings.HasPrefix(text, said)
		if !described && !(below && len(b.text) > 24 && b.linked() == 0 && isStandfirst(b.node, w.head.body)) {
			below = below || isInside(b.node, w.titleNode)
			continue
		}
		for j := range top {
			if strings.Contains(fold(top[j].text), text) {
				return nil, ""
			}
		}
		if described {
			return page[i : i+1], "meta:description"
		}
		return page[i : i+1], "standfirst"
	}
	return nil, ""
}

// standfirstNames are what publishers call the lines between title and text.
var standfirstNames = map[string]bool{
	"standfirst": true, "chapo": true, "chapeau": true, "subtitle": true, "subheadline": true, "subheading": true, "deck": true, "dek": true,
	"lead": true, "lede": true, "intro": true, "introduction": true, "excerpt": true, "entradilla": true, "bajada": true, "vorspann": true,
}

// isStandfirst looks at a block's element and the two around it.
func isStandfirst(n, body *html.Node) bool {
	for up := 0; n != nil && n != body && up < 3; n, up = n.Parent, up+1 {
		for name := range strings.FieldsSeq(attr(n, "class")) {
			for word := range nameWords(name) {
				if standfirstNames[word] {
					return true
				}
			}
		}
	}
	return false
}

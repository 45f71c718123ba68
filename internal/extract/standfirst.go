package extract

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// standfirst finds, among the blocks of the whole page that stand above the
// body, the one that the page's head has for its description, or that is
// called a standfirst.
func (w *work) standfirst(page []block) (found []block, evidence string) {
	if len(w.body) == 0 {
		return nil, ""
	}
	said, key := w.description()
	title := ""
	if w.out.Title != nil {
		title = titleKey(*w.out.Title)
	}
	top := w.body[:min(len(w.body), 6)]
	if first := top[0]; said != "" && first.level > 0 && len(w.body) > 1 && strings.HasPrefix(fold(first.text), said) {
		w.body, first.level = w.body[1:], 0 // set as a heading
		return []block{first}, key
	}
	below := w.titleNode == nil
	for i := range page {
		b := &page[i]
		if b.text == top[0].text {
			break
		}
		text := fold(b.text)
		selector := ""
		if below && len(b.text) > 24 && b.linked() == 0 && !w.isOnlyDated(b.text) {
			selector = standfirstSelector(b.node, w.head.body)
		}
		described := said != "" && strings.HasPrefix(text, said)
		if !described && selector == "" || described && titleKey(b.text) == title { // a head can describe a page by its title
			below = below || isInside(b.node, w.titleNode)
			continue
		}
		for j := range top {
			if strings.Contains(fold(top[j].text), text) {
				return nil, "" // it is in the body already
			}
		}
		if described {
			selector = key
		}
		return page[i : i+1], selector
	}
	return nil, ""
}

// isOnlyDated: a line of a date, with a name or a place, is no standfirst,
// whatever it is called.
func (w *work) isOnlyDated(text string) bool {
	_, dated := w.dateLine(text)
	if !dated {
		_, dated = w.signedDate(text)
	}
	return dated
}

// description is how what the page's head says of it begins, as fold gives it,
// and where; "" where it says little.
func (w *work) description() (said, evidence string) {
	key := "og:description"
	if len(w.head.meta["description"]) > len(w.head.meta[key]) {
		key = "description"
	}
	said = strings.TrimRight(fold(w.head.meta[key]), " .…")
	if len(said) < 50 {
		return "", ""
	}
	return said[:min(len(said), 80)], "meta:" + key
}

// standfirstNames are what publishers call the lines between title and text.
var standfirstNames = map[string]bool{
	"standfirst": true, "chapo": true, "chapeau": true, "subtitle": true, "subheadline": true, "subheading": true, "deck": true, "dek": true,
	"lead": true, "lede": true, "intro": true, "introduction": true, "excerpt": true, "entradilla": true, "bajada": true, "vorspann": true,
}

// standfirstSelector looks at the classes of a block's element and of the two
// around it; "" where none is called a standfirst.
func standfirstSelector(n, body *html.Node) string {
	for f, up := n, 0; f != nil && up < 6; f, up = f.Parent, up+1 {
		if f.DataAtom == atom.Figure || f.DataAtom == atom.A {
			return "" // of a picture, or of another page
		}
	}
	const plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"
	for up := 0; n != nil && n != body && up < 3; n, up = n.Parent, up+1 {
		for name := range strings.FieldsSeq(attr(n, "class")) {
			for word := range nameWords(name) {
				if standfirstNames[word] && strings.Trim(name, plain) == "" && !strings.Contains(name, "card") {
					return n.Data + "." + name
				}
			}
		}
	}
	return ""
}

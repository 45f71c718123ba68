package extract

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// maxTopics is how many tags a page is believed to have of its own: longer lists
// are all the tags of a site, or words for search engines.
const maxTopics = 40

// maxTagLists is how many lists of tags of a page are looked at.
const maxTagLists = 20

// genericTopics reads the tags of a page that no profile knows, from the first
// of these that has any: the head's article:tag, the keywords of its JSON-LD,
// links that say they are tags, and lists of links that a label or a class
// calls so, in the article around the title.
func (w *work) genericTopics() {
	root := w.landmark()
	if !isInside(w.titleNode, root) || w.titleNode == nil {
		root = w.aroundTitle()
	}
	listed, boxes := w.listedTags(root)
	for _, tags := range [][]chip{w.metaTags(), w.linkedTags(), relTags(w.head.anchors, root), listed} {
		if len(tags) > 0 && len(tags) <= maxTopics {
			w.chips = append(w.chips, tags...)
			break
		}
	}
	for _, box := range boxes {
		remove(box)
	}
}

// metaTags are those of the head: one an element, or all in one.
func (w *work) metaTags() (tags []chip) {
	for _, n := range w.head.tags {
		_, content := metaOf(n)
		for _, text := range splitTags(content, len(w.head.tags) == 1) {
			tags = append(tags, chip{text, "meta:article:tag", n})
		}
	}
	return tags
}

func (w *work) linkedTags() (tags []chip) {
	for _, text := range w.ld.keywords {
		tags = append(tags, chip{text: text, evidence: "json-ld:keywords"})
	}
	return tags
}

// splitTags cuts tags that are written in one, and leaves out what a system
// writes for itself: "id:123", "section: Article", "autoplay_video", "@home".
func splitTags(s string, one bool) (tags []string) {
	s = html.UnescapeString(s)
	pieces := []string{s}
	if one {
		pieces = strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ';' || r == '،' || r == '、' })
	}
	for _, p := range pieces {
		p = collapse(p)
		if len(p) > 1 && len(p) <= 80 && !strings.ContainsAny(p, ":|=_@") && strings.Count(p, "/") < 2 && p[0] != '/' && !slices.Contains(tags, p) {
			tags = append(tags, p)
		}
	}
	return tags
}

// relTags are the links with rel="tag". Those that are categories too are the
// site's sections.
func relTags(anchors []*html.Node, root *html.Node) (tags []chip) {
	for _, n := range anchors {
		rel := strings.Fields(strings.ToLower(attr(n, "rel")))
		if !slices.Contains(rel, "tag") || slices.Contains(rel, "category") || root == nil || !isInside(n, root) || inFootOf(n, root) || isAnothers(n, root) {
			continue
		}
		if text := textOf(n); len(text) > 1 && len(text) <= 80 {
			tags = append(tags, chip{text, "a[rel~=tag]", n})
		}
	}
	return tags
}

// listedTags reads the lists that say they are of tags, and gives those that a
// label says so of: their class can be that of related pages.
func (w *work) listedTags(root *html.Node) (tags []chip, boxes []*html.Node) {
	if root == nil {
		return nil, nil
	}
	for _, n := range w.head.tagLists {
		if !isInside(n, root) || inFootOf(n, root) || isAnothers(n, root) {
			continue
		}
		if found := listOf(n); found != nil && len(tags)+len(found) <= maxTopics {
			tags = append(tags, found...)
		}
	}
	for _, n := range w.head.tagLabels {
		box := tagBox(n)
		if box == nil || !isInside(box, root) || inFootOf(box, root) {
			continue
		}
		if found := listOf(box); found != nil {
			boxes = append(boxes, box)
			if len(tags) == 0 {
				tags = found
			}
		}
	}
	return tags, boxes
}

// inFootOf: in a menu, or in a footer that is not an article's own.
func inFootOf(n, root *html.Node) bool {
	for ; n != nil && n != root; n = n.Parent {
		if n.DataAtom == atom.Nav || n.DataAtom == atom.Footer && root.DataAtom != atom.Article {
			return true
		}
	}
	return false
}

// tagBox is the smallest element around a label that has links.
func tagBox(label *html.Node) *html.Node {
	for n, up := label.Parent, 0; n != nil && up < 4; n, up = n.Parent, up+1 {
		switch n.DataAtom {
		case atom.Body, atom.Main, atom.Article, atom.A:
			return nil
		}
		if !textLenWithin(n, 1000) {
			return nil
		}
		if holds(n, atom.A) {
			return n
		}
	}
	return nil
}

// listOf gives the links of a list of tags; nil for what is none: it has words
// of its own beside a label, or links with many.
func listOf(box *html.Node) (tags []chip) {
	rest := 0
	evidence := selectorOf(box) + " a"
	var walk func(*html.Node) bool
	walk = func(n *html.Node) bool {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			switch {
			case c.Type == html.TextNode:
				rest += len(strings.Trim(c.Data, " \t\r\n\u00a0,;|•·/>"))
			case c.DataAtom == atom.A:
				text := textOf(c)
				if len(text) > 60 || len(tags) >= maxTopics {
					return false
				}
				if href := attr(c, "href"); len(text) > 1 && href != "" && !strings.HasPrefix(href, "#") {
					tags = append(tags, chip{strings.TrimPrefix(text, "#"), evidence, c})
				}
			case c.DataAtom == atom.Script, c.DataAtom == atom.Style:
			case headingLevel(c) > 0 && !isTagLabel(textOf(c)), !walk(c):
				return false
			}
		}
		return true
	}
	if !walk(box) || rest > 40 {
		return nil
	}
	return tags
}

// tagLabels stand before a page's tags, in lower case.
var tagLabels = map[string]bool{
	"tags": true, "tag": true, "tagged": true, "keywords": true, "related topics": true, "related tags": true, "filed under": true,
	"mots-clés": true, "mots clés": true, "mots-clefs": true, "mots clefs": true, "mot-clé": true,
	"schlagworte": true, "schlagwörter": true, "stichworte": true, "stichwörter": true,
	"etiquetas": true, "palabras clave": true, "palabras claves": true, "temas relacionados": true, "palavras-chave": true, "parole chiave": true,
	"теги": true, "метки": true, "ключевые слова": true, "ключові слова": true, "الكلمات المفتاحية": true, "وسوم": true, "标签": true, "关键词": true,
}

// isTagLabel: the survey asks it of every short text, so that what begins with no
// letter of a label is turned away first.
func isTagLabel(s string) bool {
	s = strings.TrimSpace(s)
	if len(s) < 3 || len(s) > 80 || s[0] < 0x80 && strings.IndexByte("tkrfmsep:>", s[0]|0x20) < 0 {
		return false
	}
	s = strings.Trim(s, " \t\r\n\u00a0\u202f:：>")
	return len(s) <= 40 && tagLabels[strings.ToLower(s)]
}

// isTagList knows the classes of lists of tags; a cloud is of a whole site.
func isTagList(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Div, atom.Ul, atom.P, atom.Span, atom.Section, atom.Dl, atom.Ol:
	default:
		return false
	}
	class := attr(n, "class")
	if !strings.Contains(class, "ags") && !strings.Contains(class, "eyword") && !strings.Contains(class, "tag-list") && !strings.Contains(class, "taglist") {
		return false
	}
	found := false
	for name := range strings.FieldsSeq(class) {
		if isPostClass(name) || strings.Contains(name, "cloud") {
			return false
		}
		if isModifier(name) {
			continue
		}
		for word := range nameWords(name) {
			found = found || word == "tags" || word == "taglist" || word == "keywords"
		}
		found = found || name == "tag-list"
	}
	return found && textLenWithin(n, 1000)
}

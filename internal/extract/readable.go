package extract

import (
	"golang.org/x/net/html"

	readability "codeberg.org/readeck/go-readability/v2"
)

// maxElements is how large a page readability is given: beyond it the main
// element, or the whole body, is read as it stands.
const maxElements = 200_000

// landmark is the element that the markup says is the article: the one around
// the title, or the only one, or main; nil where there is none.
func (w *work) landmark() *html.Node {
	root := w.head.main
	if len(w.head.articles) == 1 {
		root = w.head.articles[0]
	}
	for _, a := range w.head.articles {
		if w.titleNode != nil && isInside(w.titleNode, a) {
			root = a
			break
		}
	}
	return root
}

// landmarkBlocks are its blocks.
func (w *work) landmarkBlocks(page []block) []block {
	root := w.landmark()
	if root == nil {
		return nil
	}
	var inside []block
	for _, b := range page {
		if isInside(b.node, root) {
			inside = append(inside, b)
		}
	}
	return afterTitle(inside, w.titleNode)
}

// genericBody leaves the choice of the element to readability, and reads what
// it gives like any other body; where that is next to nothing, the element that
// the markup says is the article is read instead. The document is readability's
// to change.
func (w *work) genericBody(landmark []block) {
	parser := readability.NewParser()
	parser.MaxElemsToParse = maxElements
	parser.DisableJSONLD = true
	parser.KeepClasses = true
	article, err := parser.ParseAndMutate(w.doc, w.url)
	node := article.Node
	w.bodyFrom = fromReadability
	if err != nil {
		w.warn("body: the page is too large for readability, read as it stands")
		node, w.bodyFrom = w.head.main, "main"
		if node == nil {
			node, w.bodyFrom = w.head.body, "body"
		}
	}
	var blocks []block
	if node != nil {
		blocks = afterTitle(collect(node), w.titleNode)
	}
	if found := len(joinBlocks(blocks, " ")); found < 250 && len(joinBlocks(landmark, " ")) > 2*found+100 {
		blocks, w.bodyFrom = landmark, w.landmark().Data
	}
	before := w.contacts
	w.body = w.clean(w.trim(w.headedCards(blocks, relatedHeading)))
	w.contacts = before
}

// longBlocks are the paragraphs of a page that are too long for a menu, and the
// last resort.
func longBlocks(page []block) []block {
	var long []block
	for _, b := range page {
		linked := 0
		for _, l := range b.links {
			linked += len(l.text)
		}
		if len(b.text) >= 100 && linked*2 < len(b.text) {
			long = append(long, b)
		}
	}
	return long
}

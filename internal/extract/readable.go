package extract

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	readability "codeberg.org/readeck/go-readability/v2"
)

// maxElements and maxLevels are how large a page readability is given: beyond
// that the main element, or the whole body, is read as it stands. It asks the
// same of all that is inside an element for every element, so that its time
// grows with how deep they stand, all together.
const (
	maxElements = 60_000
	maxLevels   = 2_000_000
)

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
func (w *work) genericBody(page, landmark []block) {
	headed := headings(afterTitle(page, w.titleNode))
	var blocks []block
	if node := w.readable(); node != nil {
		blocks = afterTitle(collect(node), w.titleNode)
	}
	if found := len(joinBlocks(blocks, " ")); found < 250 && len(joinBlocks(landmark, " ")) > 2*found+100 {
		blocks, w.bodyFrom = landmark, w.landmark().Data
	} else if landmark = w.withoutComments(landmark); w.isElsewhere(blocks, landmark) {
		blocks, w.bodyFrom = landmark, w.landmark().Data
		w.warn("body: readability chose another part of the page than the " + w.bodyFrom + " around the title, which was read instead: compare it with the page")
	}
	if len(blocks) > 0 {
		if h, ok := headed[blocks[0].text]; ok {
			blocks = append([]block{h}, blocks...) // readability begins below it
		}
	}
	before := w.contacts
	w.body = w.dropRepeats(w.clean(w.trim(w.headedCards(blocks, relatedHeading))))
	w.contacts = before
}

// headings gives, by the text of a block, the long heading right before the
// element that it begins: a section's. Short ones name the part of the site.
func headings(page []block) map[string]block {
	found := map[string]block{}
	for i := 1; i < len(page); i++ {
		h := page[i-1]
		if h.level < 2 || len(h.text) <= 60 || len(h.links) > 0 || h.node == nil {
			continue
		}
		next := h.node.NextSibling
		for next != nil && next.Type != html.ElementNode {
			next = next.NextSibling
		}
		if _, twice := found[page[i].text]; next != nil && !twice && isInside(page[i].node, next) {
			found[page[i].text] = h
		}
	}
	return found
}

// isElsewhere reports whether the body has none of the sentences that stand with
// the title, in the element that the markup says is the article: where they are
// few, the blocks of a side column weigh more with readability.
func (w *work) isElsewhere(body, landmark []block) bool {
	if w.titleNode == nil || !isInside(w.titleNode, w.landmark()) {
		return false
	}
	var sentences strings.Builder
	prose := 0
	for i := range landmark {
		prose += landmark[i].prose()
		sentences.WriteString(landmark[i].text)
		sentences.WriteByte('\n')
	}
	if prose < 300 {
		return false
	}
	for i := range body {
		text := body[i].text
		if body[i].prose() > 0 && strings.Contains(sentences.String(), strings.ToValidUTF8(text[:min(len(text), 60)], "")) {
			return false
		}
	}
	return true
}

// withoutComments gives the blocks that are not in an element which its name
// says holds what stands around an article, however much prose is in it:
// readers' comments are no words of the publisher's.
func (w *work) withoutComments(blocks []block) []block {
	root := w.landmark()
	return slices.DeleteFunc(slices.Clone(blocks), func(b block) bool {
		for n := b.node; n != nil && n != root; n = n.Parent {
			if n.DataAtom == atom.Aside || furnitureWord(n, nil) != "" {
				return true
			}
		}
		return false
	})
}

// readable is the element that readability chooses.
func (w *work) readable() *html.Node {
	if w.head.elements <= maxElements && w.head.levels <= maxLevels {
		parser := readability.NewParser()
		parser.DisableJSONLD = true
		parser.KeepClasses = true
		if article, err := parser.ParseAndMutate(w.doc, w.base); err == nil {
			w.bodyFrom = fromReadability
			return article.Node
		}
	}
	w.warn("body: the page is too large for readability, read as it stands")
	if w.head.main != nil {
		w.bodyFrom = "main"
		return w.head.main
	}
	w.bodyFrom = "body"
	return w.head.body
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

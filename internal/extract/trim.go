package extract

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"

	"communique/archive"
	"communique/internal/site"
)

// trim takes out of the blocks that readability gives what is not the article:
// it chooses an element, and around the text there are other things in it.
func (w *work) trim(blocks []block) []block {
	blocks = w.belowHeading(blocks)
	blocks = aroundCore(blocks)
	kept := make([]block, 0, len(blocks))
	nowhere := 0
	for i, b := range blocks {
		switch {
		case isCall(b), isPointer(b) && (i == 0 || !isPointer(blocks[i-1])) && (i+1 == len(blocks) || !isPointer(blocks[i+1])):
			before := len(w.related)
			w.leadsTo(b, archive.RelationReadAlso)
			if !isCall(b) && len(w.related) == before && len(b.text) > 24 {
				nowhere++
			}
		case isCredit(b.text), isReadingTime(b.text), w.isOwnAddress(b.text):
		default:
			kept = append(kept, b)
		}
	}
	if nowhere > 0 {
		w.warn(fmt.Sprintf("body: lines that only link to a shop, a network, a person or the like were left out of the text: %d", nowhere))
	}
	return w.withoutEnd(withoutCrumbs(kept))
}

// isOwnAddress knows the address that is printed with a page; others are of its
// sources.
func (w *work) isOwnAddress(text string) bool {
	return isAddress(text) && (site.Canonical(text) == w.out.URL || len(w.out.URL) > len(text) && strings.HasPrefix(w.out.URL, strings.TrimSuffix(text, "/")))
}

// belowHeading gives the blocks below the page's heading, where it is among
// the first.
func (w *work) belowHeading(blocks []block) []block {
	var titles []string
	if w.out.Title != nil {
		titles = append(titles, fold(*w.out.Title))
	}
	if len(w.head.h1) == 1 {
		titles = append(titles, fold(textOf(w.head.h1[0])))
	}
	for i := min(len(blocks), 8) - 1; i >= 0; i-- {
		if blocks[i].level == 0 {
			continue
		}
		for _, t := range titles {
			if t != "" && fold(blocks[i].text) == t {
				return blocks[i+1:]
			}
		}
	}
	return blocks
}

// prose is how many bytes of sentences a block has: none when it is a label,
// a heading, or mostly links.
func (b *block) prose() int {
	if b.level > 0 || len(b.text) < 60 {
		return 0
	}
	linked := b.linked()
	if linked*2 > len(b.text) {
		return 0
	}
	return len(b.text) - linked
}

// linked is how many bytes of a block are links.
func (b *block) linked() (n int) {
	for _, l := range b.links {
		n += len(l.text)
	}
	return n
}

// aroundCore finds the innermost element that holds nearly all the sentences
// and keeps, of what stands outside it, only sentences: a standfirst above
// (which may be set as a heading), a note below.
func aroundCore(blocks []block) []block {
	core := coreOf(blocks)
	if core == nil {
		return blocks
	}
	kept := make([]block, 0, len(blocks))
	above := true
	for _, b := range blocks {
		inside := isInside(b.node, core)
		above = above && !inside
		if inside || b.prose() > 0 && endsSentence(b.text) || above && b.level > 0 && len(b.text) > 60 {
			kept = append(kept, b)
		}
	}
	return kept
}

func coreOf(blocks []block) *html.Node {
	own := map[*html.Node]int{}
	total := 0
	var top *html.Node
	for i := range blocks {
		if n := blocks[i].prose(); n > 0 && blocks[i].node != nil {
			own[blocks[i].node] += n
			total += n
			top = blocks[i].node
		}
	}
	if total == 0 {
		return nil
	}
	for top.Parent != nil {
		top = top.Parent
	}
	sums := map[*html.Node]int{}
	var sum func(*html.Node) int
	sum = func(n *html.Node) int {
		s := own[n]
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.Type == html.ElementNode {
				s += sum(c)
			}
		}
		if s > 0 {
			sums[n] = s
		}
		return s
	}
	sum(top)
	core := top
	for {
		var inner *html.Node
		for c := core.FirstChild; c != nil; c = c.NextSibling {
			if sums[c]*10 >= total*9 {
				inner = c
			}
		}
		if inner == nil || own[inner] > 0 {
			return core
		}
		core = inner
	}
}

func endsSentence(text string) bool {
	last, _ := utf8.DecodeLastRuneInString(text)
	return strings.ContainsRune(".!?…»”\"’')。！？؟", last)
}

// withoutCrumbs takes out what is left above the first sentence: the name of a
// section, the word "Article", the date once more.
func withoutCrumbs(blocks []block) []block {
	for len(blocks) > 1 && blocks[0].level == 0 && isCrumb(blocks[0].text) {
		blocks = blocks[1:]
	}
	return blocks
}

func isCrumb(text string) bool {
	switch {
	case len(text) > 120:
		return false
	case strings.HasPrefix(text, "©"):
		return true
	case len(text) <= 24:
		return !strings.ContainsAny(text, ".!?:»”") && !isSalutation(text)
	}
	return len(text) <= 80 && hasYear(text) && !endsSentence(text)
}

// isSalutation knows how letters begin: "Dear President,".
func isSalutation(text string) bool {
	return len(text) <= 80 && strings.HasSuffix(text, ",") && strings.Count(text, " ") >= 1
}

// hasYear finds four digits that can be a year of a release.
func hasYear(text string) bool {
	for i := 0; i+4 <= len(text); i++ {
		if !digits(text[i:i+4]) || text[i:i+4] < "1990" || text[i:i+4] > "2099" {
			continue
		}
		if (i == 0 || !isDigit(text[i-1])) && (i+4 == len(text) || !isDigit(text[i+4])) {
			return true
		}
	}
	return false
}

// withoutEnd takes out lists of links below the last sentence, with what heads
// them: they are related pages.
func (w *work) withoutEnd(blocks []block) []block {
	end := len(blocks)
	for end > 0 {
		b := &blocks[end-1]
		if b.level == 0 && (len(b.links) == 0 || b.linked()*5 < len(b.text)*4) {
			break
		}
		end--
	}
	for _, b := range blocks[end:] {
		w.leadsTo(b, archive.RelationOther)
	}
	return blocks[:end]
}

// leadsTo puts the links of a block that is no text among the related pages.
func (w *work) leadsTo(b block, relation string) {
	for _, l := range b.links {
		w.addCard(card{href: l.href, title: l.text, node: l.node, evidence: w.bodyFrom}, relation)
	}
}

// resumes reports whether the text goes on at a block below cards: a paragraph
// beside those above them, while the cards stood in an element of their own.
func resumes(text *html.Node, before, b block) bool {
	return text != nil && b.node != nil && b.node.Parent == text && before.node != nil && before.node.Parent != text && b.prose() >= 100
}

// textParent is the element that the last paragraph among blocks stands in.
func textParent(blocks []block) *html.Node {
	for i := len(blocks) - 1; i >= max(0, len(blocks)-50); i-- {
		if blocks[i].node != nil && blocks[i].prose() > 0 {
			return blocks[i].node.Parent
		}
	}
	return nil
}

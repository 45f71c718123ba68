package extract

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// block is one paragraph, heading, list item or table row of a page, in page
// order.
type block struct {
	text  string
	level int        // 1 to 6 for a heading, else 0
	node  *html.Node // the block element the text is in
	links []link
	dates []dateMark
	quote *html.Node // the outermost blockquote or pull quote it stands in, if any
	pull  bool       // that is marked as a pull quote
	// repeat: it says again what stands elsewhere in the text.
	repeat bool
	bold   bool // all of it is set bold
}

// link is a reference inside a block; text is what it is on.
type link struct {
	href, text string
	node       *html.Node
}

// dateMark is an element inside a block that the markup says is a date.
type dateMark struct {
	text, datetime string
	modified       bool
	node           *html.Node
}

// collect gives the blocks inside some elements. Two line breaks end a
// paragraph, as an element's end does; white space is folded, but non-breaking
// spaces stay; figure captions, forms, buttons and navigation are left out.
func collect(roots ...*html.Node) []block {
	var c collector
	for _, n := range roots {
		c.node = n
		c.walk(n)
		c.flush()
	}
	return c.blocks
}

type collector struct {
	blocks []block
	text   []byte     // of the block so far
	node   *html.Node // innermost open block element
	level  int
	quote  *html.Node
	pull   bool
	space  bool // white space waits for a word
	breaks int  // line breaks since the last word

	link      *html.Node // the open a element
	linkStart int
	bold      int // depth
	boldBytes int
	links     []link
	dates     []dateMark
}

func (c *collector) walk(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		c.words(n.Data)
	case html.DocumentNode:
		c.children(n)
	case html.ElementNode:
		c.element(n)
	}
}

func (c *collector) children(n *html.Node) {
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		c.walk(child)
	}
}

func (c *collector) element(n *html.Node) {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Svg, atom.Math, atom.Button, atom.Select, atom.Textarea,
		atom.Input, atom.Iframe, atom.Object, atom.Video, atom.Audio, atom.Canvas, atom.Figcaption, atom.Nav, atom.Head,
		atom.Label, atom.Dialog, atom.Option, atom.Progress:
		return
	case atom.Br:
		if c.breaks++; c.breaks >= 2 {
			c.flush()
		}
		c.space = true
	case atom.A:
		c.anchor(n)
	case atom.B, atom.Strong:
		c.bold++
		c.children(n)
		c.bold--
	case atom.Time:
		c.date(n)
	case atom.Table:
		c.table(n)
	case atom.Form:
		if !isFormOnly(n) {
			c.block(n)
		}
	case atom.Footer:
		if c.quote != nil {
			c.block(n)
		}
	default:
		switch {
		case n.Namespace != "":
		case isBlock(n.DataAtom):
			c.block(n)
		case markedAsDate(n):
			c.date(n)
		case isComponent(n) && attr(n, "href") != "":
			c.anchor(n)
		default:
			c.children(n)
		}
	}
}

func (c *collector) block(n *html.Node) {
	class := attr(n, "class")
	if strings.Contains(class, "wp-caption-text") {
		return
	}
	c.flush()
	node, level, quote, pull := c.node, c.level, c.quote, c.pull
	c.node = n
	if l := headingLevel(n); l > 0 {
		c.level = l
	}
	marked := strings.Contains(class, "quote-block") || strings.Contains(class, "pullquote") || strings.Contains(class, "pull-quote")
	if c.quote == nil && (marked || n.DataAtom == atom.Blockquote) {
		c.quote, c.pull = n, marked
	}
	if markedAsDate(n) {
		c.date(n)
	} else {
		c.children(n)
	}
	c.flush()
	c.node, c.level, c.quote, c.pull = node, level, quote, pull
}

func (c *collector) anchor(n *html.Node) {
	open, start := c.link, c.linkStart
	c.link, c.linkStart = n, len(c.text)
	c.children(n)
	c.endLink()
	c.link, c.linkStart = open, start
}

func (c *collector) endLink() {
	if c.link == nil || c.linkStart >= len(c.text) {
		return
	}
	href, text := attr(c.link, "href"), trimSpace(string(c.text[c.linkStart:]))
	if href != "" && text != "" {
		c.links = append(c.links, link{href, text, c.link})
	}
}

func (c *collector) date(n *html.Node) {
	before := len(c.text)
	blocks := len(c.blocks)
	c.children(n)
	mark := dateMark{datetime: attr(n, "datetime"), modified: markedAsModified(n), node: n}
	if mark.datetime == "" {
		mark.datetime = attr(n, "content")
	}
	if len(c.blocks) == blocks && before <= len(c.text) {
		mark.text = trimSpace(string(c.text[before:]))
	}
	if len(mark.text) <= 80 && (mark.text != "" || mark.datetime != "") {
		c.dates = append(c.dates, mark)
	}
}

// table reads a table of data row by row; one that lays out paragraphs is read
// like any other element.
func (c *collector) table(n *html.Node) {
	for d := range n.Descendants() {
		switch d.DataAtom {
		case atom.P, atom.Div, atom.Ul, atom.Ol, atom.Table, atom.H1, atom.H2, atom.H3, atom.Article, atom.Section:
			c.block(n)
			return
		}
	}
	c.flush()
	node := c.node
	for d := range n.Descendants() {
		switch d.DataAtom {
		case atom.Tr:
			c.node = d
			first := true
			for cell := d.FirstChild; cell != nil; cell = cell.NextSibling {
				if cell.DataAtom != atom.Td && cell.DataAtom != atom.Th {
					continue
				}
				if !first {
					c.words(" | ")
				}
				first = false
				c.children(cell)
			}
			c.flush()
		case atom.Caption:
			c.node = d
			c.children(d)
			c.flush()
		}
	}
	c.node = node
}

// words appends text, folding ASCII white space.
func (c *collector) words(s string) {
	for s != "" {
		i := 0
		for i < len(s) && isSpace(s[i]) {
			i++
		}
		if i > 0 {
			c.space, s = true, s[i:]
			continue
		}
		for i < len(s) && !isSpace(s[i]) {
			i++
		}
		c.word(s[:i])
		s = s[i:]
	}
}

func (c *collector) word(s string) {
	if c.breaks > 0 && trimSpace(s) == "" {
		return // non-breaking spaces on a line of their own
	}
	if c.space && len(c.text) > 0 {
		c.text = append(c.text, ' ')
	}
	c.space, c.breaks = false, 0
	c.text = append(c.text, s...)
	if c.bold > 0 {
		c.boldBytes += len(s)
	}
}

func (c *collector) flush() {
	c.endLink()
	text := trimSpace(string(c.text))
	if text != "" || len(c.dates) > 0 {
		text = composed(text)
		c.blocks = append(c.blocks, block{
			text: text, level: c.level, node: c.node, quote: c.quote, pull: c.pull, links: c.links, dates: c.dates,
			bold: c.boldBytes > 0 && c.boldBytes+strings.Count(text, " ") >= len(text),
		})
	}
	c.text = c.text[:0]
	c.space, c.breaks, c.linkStart, c.boldBytes, c.links, c.dates = false, 0, 0, 0, nil, nil
}

package draft

import (
	"slices"
	"strings"

	"golang.org/x/net/html"

	"communique/archive"
	"communique/internal/date"
)

// common is the narrowest selector that all of some elements match: their name
// with one class that all have, or their name alone. matches says how many
// elements one finds where the i-th of them stands, 0 where it is of no use;
// fewer are better. "" where none is of use everywhere.
func common(nodes []*html.Node, matches func(selector string, i int) int) string {
	if len(nodes) == 0 || slices.Contains(nodes, nil) {
		return ""
	}
	name := nodes[0].Data
	classes := strings.Fields(attr(nodes[0], "class"))
	for _, n := range nodes[1:] {
		if n.Data != name {
			return ""
		}
		own := strings.Fields(attr(n, "class"))
		classes = slices.DeleteFunc(classes, func(c string) bool { return !slices.Contains(own, c) })
	}
	var selectors []string
	for _, c := range classes {
		// A class with numbers is made for one element, not for a look.
		if !strings.ContainsAny(c, `0123456789:/[]().#%@!&`) {
			selectors = append(selectors, name+"."+c)
		}
	}
	best, fewest := "", 0
	for _, s := range append(selectors, name) {
		total := 0
		for i := range nodes {
			n := matches(s, i)
			if n == 0 {
				total = 0
				break
			}
			total += n
		}
		if total > 0 && (best == "" || total < fewest) {
			best, fewest = s, total
		}
	}
	return best
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// titled is the heading that says a title.
func (p page) titled(title *string) *html.Node {
	if title == nil {
		return nil
	}
	for _, n := range p.doc.Find("h1, h2").Nodes {
		if squeeze(text(n)) == squeeze(*title) {
			return n
		}
	}
	return nil
}

// dated is the first innermost element that says a day and nothing else.
func (p page) dated(day *string) *html.Node {
	if day == nil {
		return nil
	}
	for _, n := range p.doc.Find("time, span, p, div").Nodes {
		said := squeeze(text(n))
		if len(said) > 40 || n.FirstChild == nil || n.FirstChild != n.LastChild || n.FirstChild.Type != html.TextNode {
			continue
		}
		if iso, ok := date.Parse(said, p.lang, nil); ok && date.Day(iso, nil) == *day {
			return n
		}
	}
	return nil
}

// bodied is the smallest element that holds nine tenths of the text: a short
// line too many must not make it a larger one.
func (p page) bodied(sections []archive.Section) *html.Node {
	var paragraphs []string
	letters := 0
	for _, s := range sections {
		for _, t := range s.Paragraphs {
			paragraphs = append(paragraphs, squeeze(t))
			letters += len(squeeze(t))
		}
	}
	holds := func(n *html.Node) bool {
		all, in := squeeze(text(n)), 0
		for _, t := range paragraphs {
			if strings.Contains(all, t) {
				in += len(t)
			}
		}
		return in*10 >= letters*9
	}
	body := p.doc.Find("body").Nodes
	if len(paragraphs) == 0 || len(body) == 0 || !holds(body[0]) {
		return nil
	}
	n := body[0]
	for next := n; next != nil; {
		n, next = next, nil
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.Type == html.ElementNode && holds(c) {
				next = c
				break
			}
		}
	}
	return n
}

// text is all of an element's text, each element's apart.
func text(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		switch {
		case d.Type == html.TextNode && d.Parent.Data != "script" && d.Parent.Data != "style":
			b.WriteString(d.Data)
		case d.Type == html.ElementNode:
			switch d.Data {
			case "p", "li", "h1", "h2", "h3", "h4", "div", "br":
				b.WriteByte(' ')
			}
		}
	}
	return b.String()
}

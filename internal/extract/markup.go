package extract

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// isBlock names the elements that stand on lines of their own.
func isBlock(name atom.Atom) bool {
	switch name {
	case atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Body, atom.Caption, atom.Center, atom.Dd, atom.Details,
		atom.Div, atom.Dl, atom.Dt, atom.Fieldset, atom.Figure, atom.Footer, atom.Form, atom.H1, atom.H2, atom.H3, atom.H4,
		atom.H5, atom.H6, atom.Header, atom.Hgroup, atom.Hr, atom.Html, atom.Li, atom.Main, atom.Menu, atom.Nav, atom.Ol,
		atom.P, atom.Pre, atom.Section, atom.Summary, atom.Table, atom.Tbody, atom.Td, atom.Tfoot, atom.Th, atom.Thead,
		atom.Tr, atom.Ul:
		return true
	}
	return false
}

// isComponent knows elements that a site defines itself: their names have a
// hyphen.
func isComponent(n *html.Node) bool { return n.DataAtom == 0 && strings.IndexByte(n.Data, '-') > 0 }

func headingLevel(n *html.Node) int {
	switch n.DataAtom {
	case atom.H1:
		return 1
	case atom.H2:
		return 2
	case atom.H3:
		return 3
	case atom.H4:
		return 4
	case atom.H5:
		return 5
	case atom.H6:
		return 6
	}
	return 0
}

// isFormOnly reports whether a form is one to fill in: some publishing systems
// put the whole page into a form element.
func isFormOnly(n *html.Node) bool {
	text := 0
	var walk func(*html.Node) bool
	walk = func(n *html.Node) bool {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			switch {
			case c.Type == html.TextNode:
				text += len(strings.TrimSpace(c.Data))
			case c.DataAtom == atom.H1 || c.DataAtom == atom.Article || c.DataAtom == atom.Main:
				return false
			case c.DataAtom == atom.Label || c.DataAtom == atom.Select || c.DataAtom == atom.Button || c.DataAtom == atom.Script:
			case !walk(c):
				return false
			}
			if text > 800 {
				return false
			}
		}
		return true
	}
	return walk(n)
}

// markedAsDate reports whether an element's class or itemprop says that it is
// the page's date.
func markedAsDate(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Div, atom.Span, atom.P, atom.Li, atom.Dd:
	default:
		return false
	}
	for _, a := range n.Attr {
		switch a.Key {
		case "class":
			for name := range strings.FieldsSeq(a.Val) {
				if dateClass(strings.ToLower(name)) {
					return textLenWithin(n, 80)
				}
			}
		case "itemprop":
			if a.Val == "datePublished" || a.Val == "dateModified" {
				return true
			}
		case "property":
			if strings.Contains(a.Val, "dc:date") || strings.Contains(a.Val, "datePublished") {
				return true
			}
		}
	}
	return false
}

func dateClass(name string) bool {
	return strings.HasSuffix(name, "date") || strings.HasPrefix(name, "date") && !strings.HasPrefix(name, "dates") ||
		strings.Contains(name, "published") || strings.Contains(name, "date-display") || strings.HasSuffix(name, "-posted") ||
		strings.Contains(name, "pubdate")
}

// markedAsModified reports whether an element, or one of the two around it, is
// called the date of a change. "updated" beside a name of the date itself is
// the microformat's name for the only date there is.
func markedAsModified(n *html.Node) bool {
	for m, up := n, 0; m != nil && up < 3; m, up = m.Parent, up+1 {
		for _, a := range m.Attr {
			if a.Key != "class" && a.Key != "itemprop" {
				continue
			}
			v := strings.ToLower(a.Val)
			if len(v) < 60 && (strings.Contains(v, "updated") || strings.Contains(v, "modified")) &&
				!strings.Contains(v, "publish") && !strings.Contains(v, "post-date") && !strings.Contains(v, "entry-date") {
				return true
			}
		}
	}
	return false
}

// textLenWithin reports whether an element is a small one that holds at most
// limit bytes of text.
func textLenWithin(n *html.Node, limit int) bool {
	nodes := 0
	for d := range n.Descendants() {
		if nodes++; nodes > 1000 {
			return false
		}
		if d.Type == html.TextNode {
			if limit -= len(strings.TrimSpace(d.Data)); limit < 0 {
				return false
			}
		}
	}
	return true
}

func isInside(n, ancestor *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n == ancestor {
			return true
		}
	}
	return false
}

// remove takes an element out of its document.
func remove(n *html.Node) {
	if n.Parent != nil {
		n.Parent.RemoveChild(n)
	}
}

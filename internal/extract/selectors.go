package extract

import (
	"strings"

	"golang.org/x/net/html"

	"communique/internal/site"
)

// matcher is an era's selector with the class names without one of which no
// element matches: most elements have none of them, and asking the selector
// itself costs more than anything else on a page. No classes: not known.
type matcher struct {
	*site.Selector
	classes []string
}

// match reports whether an element, whose class attribute is given, matches.
func (m matcher) match(n *html.Node, class string) bool {
	if m.classes == nil {
		return m.Match(n)
	}
	for _, c := range m.classes {
		if strings.Contains(class, c) {
			return m.Match(n)
		}
	}
	return false
}

// all gives the elements of a page that match, in page order.
func (m matcher) all(doc *html.Node) []*html.Node {
	var found []*html.Node
	m.walk(doc, func(n *html.Node) bool {
		found = append(found, n)
		return true
	})
	return found
}

// first gives the first of them, or nil.
func (m matcher) first(doc *html.Node) (found *html.Node) {
	m.walk(doc, func(n *html.Node) bool {
		found = n
		return false
	})
	return found
}

// walk calls visit with the elements that match until it returns false.
func (m matcher) walk(n *html.Node, visit func(*html.Node) bool) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode {
			continue
		}
		if m.match(c, attr(c, "class")) && !visit(c) || !m.walk(c, visit) {
			return false
		}
	}
	return true
}

// matcher gives the matcher of a selector of one of the reader's profiles.
func (r *Reader) matcher(s *site.Selector) matcher {
	return matcher{s, r.classes[s.String()]}
}

// needClasses reads which classes the selectors of an era need.
func (r *Reader) needClasses(e *site.Era) {
	need := func(s *site.Selector) {
		if s != nil && s.Selector != nil {
			r.classes[s.String()] = requiredClasses(strings.TrimSuffix(s.String(), "@"+s.Attr))
		}
	}
	need(e.Match)
	for _, f := range eraFields(e) {
		for i := range f.selectors {
			need(&f.selectors[i])
		}
	}
}

// requiredClasses gives a class for each alternative of a selector: one that
// the element itself must have. It reads plain selectors only (names, classes,
// ids, combinators and commas) and gives nil for others, and for those that
// match elements without a class.
func requiredClasses(selector string) []string {
	if strings.ContainsAny(selector, `[]():"'\|*@`) {
		return nil
	}
	var classes []string
	for alternative := range strings.SplitSeq(selector, ",") {
		parts := strings.FieldsFunc(alternative, func(c rune) bool { return strings.ContainsRune(" \t\r\n\f>+~", c) })
		if len(parts) == 0 {
			return nil
		}
		_, class, ok := strings.Cut(parts[len(parts)-1], ".")
		if end := strings.IndexAny(class, ".#"); end >= 0 {
			class = class[:end]
		}
		if !ok || class == "" {
			return nil
		}
		classes = append(classes, class)
	}
	return classes
}

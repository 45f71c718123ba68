package extract

import (
	"cmp"
	"strings"

	"golang.org/x/net/html"

	"communique/internal/site"
)

// matcher is an era's selector with what is known of the elements that match:
// most have nothing of it, and asking the selector itself costs more than
// anything else on a page.
type matcher struct {
	*site.Selector
	hints
}

// hints are what a selector asks for at least.
type hints struct {
	needs  []need // one of them, of the element; none: not known
	around string // a class of an element around it; "": not known
}

// need is the name of an element and one of its classes; "" for any.
type need struct{ name, class string }

// match reports whether an element, whose class attribute is given, matches.
func (m matcher) match(n *html.Node, class string) bool {
	if m.needs == nil {
		return m.Match(n)
	}
	for _, need := range m.needs {
		if (need.name == "" || need.name == n.Data) && strings.Contains(class, need.class) {
			return m.Match(n)
		}
	}
	return false
}

// all gives the elements of a page that match, in page order.
func (m matcher) all(doc *html.Node) []*html.Node {
	var found []*html.Node
	m.walk(doc, m.around == "", func(n *html.Node) bool {
		found = append(found, n)
		return true
	})
	return found
}

// first gives the first of them, or nil.
func (m matcher) first(doc *html.Node) (found *html.Node) {
	m.walk(doc, m.around == "", func(n *html.Node) bool {
		found = n
		return false
	})
	return found
}

// walk calls visit with the elements below n that match until it returns false.
// inside says whether an element around them has the class that one must have.
func (m matcher) walk(n *html.Node, inside bool, visit func(*html.Node) bool) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode {
			continue
		}
		class := attr(c, "class")
		if inside && m.match(c, class) && !visit(c) || !m.walk(c, inside || strings.Contains(class, m.around), visit) {
			return false
		}
	}
	return true
}

// matcher gives the matcher of a selector of one of the reader's profiles.
func (r *Reader) matcher(s *site.Selector) matcher {
	return matcher{s, r.hints[s.String()]}
}

// addHints reads what the selectors of an era ask for.
func (r *Reader) addHints(e *site.Era) {
	add := func(s *site.Selector) {
		if s != nil && s.Selector != nil {
			r.hints[s.String()] = hintsOf(strings.TrimSuffix(s.String(), "@"+s.Attr))
		}
	}
	add(e.Match)
	for _, f := range eraFields(e) {
		for i := range f.selectors {
			add(&f.selectors[i])
		}
	}
}

// hintsOf reads plain selectors only: names, classes, ids, combinators and
// commas.
func hintsOf(selector string) (h hints) {
	if strings.ContainsAny(selector, `[]():"'\|*@`) {
		return hints{}
	}
	alternatives := strings.Split(selector, ",")
	for _, alternative := range alternatives {
		parts := strings.FieldsFunc(alternative, func(c rune) bool { return strings.ContainsRune(" \t\r\n\f>+~", c) })
		if len(parts) == 0 {
			return hints{}
		}
		own := needOf(parts[len(parts)-1])
		if own == (need{}) {
			return hints{} // an id alone
		}
		h.needs = append(h.needs, own)
		if len(alternatives) > 1 || strings.ContainsAny(alternative, "+~") {
			continue
		}
		for _, part := range parts[:len(parts)-1] {
			h.around = cmp.Or(needOf(part).class, h.around)
		}
	}
	return h
}

// needOf reads a name with classes and an id: "h1.title.large#top".
func needOf(compound string) need {
	if end := strings.IndexAny(compound, ".#"); end >= 0 {
		_, class, _ := strings.Cut(compound[end:], ".")
		if more := strings.IndexAny(class, ".#"); more >= 0 {
			class = class[:more]
		}
		return need{strings.ToLower(compound[:end]), class}
	}
	return need{name: strings.ToLower(compound)}
}

package extract

import (
	"fmt"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"communique/internal/reserve"
)

// survey is what one walk over the document finds for all later steps.
type survey struct {
	title     string // of the head
	lang      string // of the html element
	base      string
	canonical string
	meta      map[string]string // name, property or itemprop in lower case; the first of each
	reserved  []string          // by meta elements, all of them
	jsonld    []string
	h1        []*html.Node
	articles  []*html.Node // article elements, outermost first
	main      *html.Node
	body      *html.Node
	anchors   []*html.Node // a elements, in page order
	files     []*html.Node // those that link to documents
	rdfa      []*html.Node // elements that RDFa says are dates of Dublin Core
	tags      []*html.Node // meta elements of article:tag
	tagLabels []*html.Node // texts that stand before tags
	tagLists  []*html.Node // elements that are called a list of tags, outermost first
	scripts   int          // script elements
	text      int          // bytes of visible text
	elements  int
	levels    int // how deep each of them stands, all together
	depth     int // of the element that is being looked at
	warnings  []string
}

// look walks the document once. On its way it decodes hidden e-mail addresses
// and takes out what a reader of the page does not see: neither may depend on
// where the field readers look later.
func look(doc *html.Node) survey {
	s := survey{meta: map[string]string{}}
	s.children(doc)
	return s
}

func (s *survey) children(n *html.Node) {
	s.depth++
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		switch c.Type {
		case html.ElementNode:
			s.element(c)
		case html.TextNode:
			c.Data = withoutHyphens(c.Data) // here, before anything is measured
			s.text += len(strings.TrimSpace(c.Data))
			if len(c.Data) <= 120 && len(s.tagLabels) < maxTagLists && isTagLabel(c.Data) {
				s.tagLabels = append(s.tagLabels, c)
			}
		}
		c = next
	}
	s.depth--
}

func (s *survey) element(n *html.Node) {
	s.elements++
	s.levels += s.depth
	switch n.DataAtom {
	case atom.Script:
		s.scripts++
		if isLinkedData(n) {
			s.jsonld = append(s.jsonld, n.FirstChild.Data)
		}
		return
	case atom.Style:
		return
	case atom.Template, atom.Noscript:
		n.Parent.RemoveChild(n)
		return
	case atom.Html:
		s.lang = attr(n, "lang")
		if s.lang == "" {
			s.lang = attr(n, "xml:lang")
		}
	case atom.Meta:
		s.metaElement(n)
		return
	case atom.Title:
		if s.title == "" && n.FirstChild != nil && n.Namespace == "" {
			if t := n.FirstChild; len(t.Data) > maxTitle {
				t.Data = strings.ToValidUTF8(t.Data[:maxTitle], "")
				s.warnings = append(s.warnings, fmt.Sprintf("title: the head's is longer than %d bytes, its beginning was read", maxTitle))
			}
			s.title = collapse(n.FirstChild.Data)
		}
		return
	case atom.Base:
		if s.base == "" {
			s.base = attr(n, "href")
		}
		return
	case atom.Link:
		if s.canonical == "" && strings.EqualFold(attr(n, "rel"), "canonical") {
			s.canonical = attr(n, "href")
		}
		return
	case atom.Svg:
		return
	case atom.Body:
		s.body = n
	default:
		if s.hidden(n) {
			n.Parent.RemoveChild(n)
			return
		}
		s.landmark(n)
		if len(s.tagLists) < maxTagLists && isTagList(n) {
			s.tagLists = append(s.tagLists, n)
		}
		if isDublinDate(n) {
			s.rdfa = append(s.rdfa, n)
		}
	}
	s.children(n)
}

func (s *survey) landmark(n *html.Node) {
	switch n.DataAtom {
	case atom.Main:
		if s.main == nil {
			s.main = n
		}
	case atom.Article:
		s.articles = append(s.articles, n)
	case atom.H1:
		s.h1 = append(s.h1, n)
	case atom.A:
		s.anchors = append(s.anchors, n)
		href := attr(n, "href")
		if strings.Contains(href, "/cdn-cgi/l/email-protection") {
			s.protectedMail(n, href)
		} else if mediaType(href) != "" {
			s.files = append(s.files, n)
		}
	case atom.Span:
		if code := attr(n, "data-cfemail"); code != "" {
			s.protectedMail(n, "")
		}
	}
}

func (s *survey) metaElement(n *html.Node) {
	name, content := metaOf(n)
	if name == "" || content == "" {
		return
	}
	s.reserved = append(s.reserved, reserve.Meta(name, content))
	if name == "article:tag" {
		s.tags = append(s.tags, n)
	}
	if _, ok := s.meta[name]; !ok {
		s.meta[name] = content
	}
}

// metaOf gives the name of a meta element, in lower case, and what it says.
func metaOf(n *html.Node) (name, content string) {
	for _, a := range n.Attr {
		switch a.Key {
		case "name", "property", "itemprop":
			if name == "" {
				name = strings.ToLower(trimSpace(a.Val))
			}
		case "content":
			content = collapse(a.Val)
		}
	}
	return name, content
}

// hidden reports whether readers do not see an element. aria-hidden alone is
// believed only of small things: pages set it on everything while a dialogue
// is open.
func (s *survey) hidden(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Main, atom.Article:
		return false
	}
	for _, a := range n.Attr {
		switch a.Key {
		case "hidden":
			return !strings.EqualFold(a.Val, "until-found") && !holds(n, atom.H1)
		case "style":
			if strings.Contains(a.Val, "none") && strings.Contains(strings.ReplaceAll(strings.ToLower(a.Val), " ", ""), "display:none") {
				return !holds(n, atom.H1)
			}
		case "aria-hidden":
			if a.Val == "true" && !holds(n, atom.P) && !holds(n, atom.H1) {
				return true
			}
		case "class":
			if invisible(a.Val) && !holds(n, atom.P) && !(holds(n, atom.H1) && s.h1 == nil && !strings.Contains(a.Val, "element-invisible")) {
				return true
			}
		}
	}
	return false
}

// invisible knows the class names by which frameworks mark text that is for
// screen readers only.
func invisible(class string) bool {
	for name := range strings.FieldsSeq(class) {
		switch name {
		case "sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "element-invisible", "show-for-sr":
			return true
		}
	}
	return false
}

// maxTitle is how many bytes of the head's title are read: what compares titles
// does so often.
const maxTitle = 10_000

// manyNodes is how far a question about the inside of one element is followed:
// elements that hold so much are nested in others of which the same is asked.
const manyNodes = 20_000

// holds reports whether n is, or has inside it, an element of that name, or so
// much that it can be taken to have one.
func holds(n *html.Node, name atom.Atom) bool {
	if n.DataAtom == name {
		return true
	}
	seen := 0
	for c := range n.Descendants() {
		if seen++; c.DataAtom == name || seen > manyNodes {
			return true
		}
	}
	return false
}

func dropAttr(attrs []html.Attribute, key string) []html.Attribute {
	kept := attrs[:0]
	for _, a := range attrs {
		if a.Key != key {
			kept = append(kept, a)
		}
	}
	return kept
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

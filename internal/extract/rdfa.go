package extract

import (
	"strings"

	"golang.org/x/net/html"

	"communique/archive"
	"communique/internal/site"
)

// dublinDate says what a property of Dublin Core is in RDFa, as older Drupal
// writes it: <span property="dc:date dc:created" content="2019-05-06T…">.
func dublinDate(property string) (published, modified bool) {
	for name := range strings.FieldsSeq(strings.ToLower(property)) {
		prefix, name, _ := strings.Cut(name, ":")
		if prefix != "dc" && prefix != "dct" && prefix != "dcterms" {
			continue
		}
		switch name {
		case "date", "created", "issued":
			published = true
		case "modified":
			modified = true
		}
	}
	return published, modified
}

func isDublinDate(n *html.Node) bool {
	property := attr(n, "property")
	if property == "" || attr(n, "content") == "" {
		return false
	}
	published, modified := dublinDate(property)
	return published || modified
}

// dublinDates adds the dates that RDFa gives of this page: of what is about
// another address they are that one's.
func (w *work) dublinDates() {
	for _, n := range w.head.rdfa {
		if !isInside(n, w.head.body) || !w.isAboutThis(n) {
			continue
		}
		c := dateClaim{raw: collapse(attr(n, "content")), source: archive.SourceMeta, evidence: selectorOf(n) + "@content", node: n}
		if published, _ := dublinDate(attr(n, "property")); published {
			w.published = append(w.published, c)
		} else {
			w.modified = append(w.modified, c)
		}
	}
}

// isAboutThis reports whether the subject of an element in RDFa, the nearest
// "about" around it, is this page.
func (w *work) isAboutThis(n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if about := attr(n, "about"); about != "" {
			return site.Canonical(w.resolve(about)) == w.out.URL
		}
	}
	return true
}

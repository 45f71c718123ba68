package extract

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// The forms of evidence, beside selectors of CSS (a name behind @ is the
// attribute that was read), "json-ld:" with a key, "meta:" with a name,
// "heading:" with the words above a block of cards, and "title", of the head.
const (
	fromProfile = "profile"    // the site's profile says so, and not the page
	fromEra     = "era"        // the era of the profile does
	fromURL     = "url"        // the page's address does
	fromDefault = "default"    // nothing does
	fromText    = "text"       // the words of the text, or a line of nothing else
	fromLabel   = "text:label" // the words before it: "Publié le", "Press contact"

	fromFirst       = "first paragraph" // of the body
	fromReadability = "readability"     // the element that readability chose
	fromLong        = "long paragraphs"
)

// finding is one value of the record and the place it came from.
type finding struct {
	field    string // key of the record
	evidence string // the place, as the record says it
	value    string // what stands in the record, or the beginning of it
	raw      string // the same as written on the page; "": as value
	node     *html.Node
}

// note keeps where a value was found. Several values of a field can come from
// several places.
func (w *work) note(f finding) { w.findings = append(w.findings, f) }

// only keeps the place of a field that has one value.
func (w *work) only(f finding) {
	w.forget(f.field)
	w.note(f)
}

// forget drops what was noted of a field: it has another value, or none.
func (w *work) forget(field string) {
	w.findings = slices.DeleteFunc(w.findings, func(f finding) bool { return f.field == field })
}

// evidenceOf gives the places that were noted of a field, each once.
func (w *work) evidenceOf(field string) string {
	var places []string
	for _, f := range w.findings {
		if f.field == field && (len(places) >= few || !slices.Contains(places, f.evidence)) {
			places = append(places, f.evidence)
		}
	}
	if len(places) > few {
		places = once(places)
	}
	return strings.Join(places, "; ")
}

// noteText keeps where lead, body and quotations stand. starts are the offsets
// of the blocks in the text, in code points, with the element and the evidence
// of each.
func (w *work) noteText(starts []blockStart) {
	if n := len(w.body); n > 0 {
		first, last := w.body[0], w.body[n-1]
		w.note(finding{field: "body", evidence: w.bodyFrom, value: first.text, node: first.node})
		if n > 1 {
			w.note(finding{field: "body", evidence: w.bodyFrom, value: last.text, node: last.node})
		}
	}
	for _, q := range w.out.Quotes {
		at, _ := slices.BinarySearchFunc(starts, q.Start+1, func(s blockStart, offset int) int { return s.offset - offset })
		if at == 0 || len(q.Parts) == 0 {
			continue
		}
		own := q.Parts[0][1] - q.Parts[0][0]
		from := starts[at-1]
		w.note(finding{field: "quotes", evidence: from.evidence, value: q.Text, raw: firstRunes(q.Text, own), node: from.node})
	}
}

// blockStart is where a block begins in the record's text.
type blockStart struct {
	offset   int
	evidence string
	node     *html.Node
}

func firstRunes(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}

// selectorOf describes an element by its name and classes, as a selector that
// finds it.
func selectorOf(n *html.Node) string {
	var out strings.Builder
	out.WriteString(n.Data)
	for class := range strings.FieldsSeq(attr(n, "class")) {
		if isPlainName(class) {
			out.WriteString("." + class)
		}
	}
	return out.String()
}

// isPlainName: a class that a selector can name without escapes.
func isPlainName(s string) bool {
	for i := range len(s) {
		c := s[i] | 0x20
		switch {
		case c >= 'a' && c <= 'z', s[i] == '_':
		case (isDigit(s[i]) || s[i] == '-') && i > 0:
		default:
			return false
		}
	}
	return s != ""
}

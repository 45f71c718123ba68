package extract

import (
	"bytes"
	"cmp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"communique/archive"
)

// Spot is one value of a record and the place on the page where it stands.
// Offset and Length count bytes of Explanation.Text, from the first character of
// what was found to behind the last; Offset is -1 where the value is not on the
// page itself (the profile or the address gives it). Line counts from 1. A value
// that is longer than a line is found by its first words.
type Spot struct {
	Field    string `json:"field"`
	Value    string `json:"value"`
	Evidence string `json:"evidence"`
	Element  string `json:"element"` // the start tag, as written; "" where there is none
	Offset   int    `json:"offset"`
	Length   int    `json:"length"`
	Line     int    `json:"line"`
	Found    string `json:"found"` // what stands there, as written
}

// Explanation is a page read once more, with the place of each value.
type Explanation struct {
	Reading
	Text []byte // the page in UTF-8, without byte order mark: what offsets are in
	// AsArchived: Text is the body of the page as it is, but for Skipped bytes
	// at its beginning (the byte order mark).
	AsArchived bool
	Skipped    int
	Spots      []Spot // in the order of the record's fields
}

// Explain reads a page as Read does, and says where on it each value stands.
func (r *Reader) Explain(p archive.Page) (Explanation, error) {
	w, reading, err := r.read(p, mark)
	if err != nil {
		return Explanation{}, err
	}
	e := Explanation{Reading: reading}
	e.Text, _ = decode(p.Body, p.Header.Get("Content-Type"), p.Truncated != "")
	if e.AsArchived = bytes.HasSuffix(p.Body, e.Text); e.AsArchived {
		e.Skipped = len(p.Body) - len(e.Text)
	}
	if w.doc == nil {
		return e, nil
	}
	doc, _ := parse(mark(e.Text)) // reading takes parts out of its own
	at := places{text: e.Text, doc: doc, until: map[int]int{}}
	at.extents(doc, len(e.Text))
	for _, f := range w.findings {
		e.Spots = append(e.Spots, at.spot(f))
	}
	slices.SortStableFunc(e.Spots, func(a, b Spot) int {
		return cmp.Compare(slices.Index(fieldOrder, a.Field), slices.Index(fieldOrder, b.Field))
	})
	return e, nil
}

// fieldOrder has the fields with evidence in the order of the record.
var fieldOrder = []string{"organization", "kind", "language", "title", "published", "modified", "countries", "topics",
	"lead", "body", "quotes", "related", "attachments", "contacts"}

// markName is an attribute that holds the offset of the start tag it is in.
const markName = "communique-at"

// mark writes a page again with the offset of each start tag in it: the parser
// does not tell where in the page its elements were.
func mark(text []byte) []byte {
	var out bytes.Buffer
	out.Grow(len(text) * 3 / 2)
	z := html.NewTokenizer(bytes.NewReader(text))
	for at := 0; ; {
		kind, raw := z.Next(), z.Raw()
		if kind == html.ErrorToken {
			out.Write(text[min(at, len(text)):]) // an unfinished tag at the end
			return out.Bytes()
		}
		if kind != html.StartTagToken && kind != html.SelfClosingTagToken {
			out.Write(raw)
		} else {
			name := 1
			for name < len(raw) && !isSpace(raw[name]) && raw[name] != '/' && raw[name] != '>' {
				name++
			}
			out.Write(raw[:name])
			out.WriteString(" " + markName + `="` + strconv.Itoa(at) + `"`)
			if raw[name] == '/' || raw[name] == '>' {
				out.Write(raw[name:])
			} else {
				out.WriteByte(' ')
				out.Write(raw[name:])
			}
		}
		at += len(raw)
	}
}

// places looks for values on a page whose elements are marked.
type places struct {
	text  []byte
	doc   *html.Node
	until map[int]int // by where an element begins: where the next behind it does
}

// extents notes how far each element reaches, and gives where the first of them
// begins.
func (p places) extents(n *html.Node, end int) (start int) {
	start = end
	for c := n.LastChild; c != nil; c = c.PrevSibling {
		start = p.extents(c, start)
	}
	at := parseOffset(attr(n, markName))
	if at < 0 {
		return start
	}
	if p.until[at] = end; end <= at { // moved by the parser
		p.until[at] = len(p.text)
	}
	return at
}

func (p places) spot(f finding) Spot {
	s := Spot{Field: f.field, Value: f.value, Evidence: f.evidence, Offset: -1}
	words := cmp.Or(f.raw, f.value)
	at := -1
	switch key, isJSON := strings.CutPrefix(f.evidence, "json-ld:"); {
	case isJSON:
		p.inJSON(&s, key, words)
		return s
	case f.node != nil:
		at = marked(f.node)
	default:
		at = marked(p.named(f.evidence))
	}
	if at < 0 || at >= len(p.text) {
		return s
	}
	tag := p.startTag(at)
	s.Element = string(tag)
	if f.field == "related" || f.field == "attachments" {
		words = reference(tag, words)
	}
	start, end, ok := locate(p.text[at:max(p.until[at], at)], words)
	if !ok {
		start, end, ok = inTag(tag, words)
	}
	if !ok {
		start, end = 0, len(tag) // as written otherwise than it reads: the element
	}
	s.put(p.text, at+start, at+end)
	return s
}

func (s *Spot) put(text []byte, start, end int) {
	s.Offset, s.Length = start, end-start
	s.Line = 1 + bytes.Count(text[:start], []byte("\n"))
	s.Found = string(text[start:end])
}

func (p places) startTag(at int) []byte {
	z := html.NewTokenizer(bytes.NewReader(p.text[at:]))
	z.Next()
	return p.text[at : at+len(z.Raw())]
}

// named finds the element that evidence without a selector names.
func (p places) named(evidence string) *html.Node {
	name, isMeta := strings.CutPrefix(evidence, "meta:")
	for n := range p.doc.Descendants() {
		switch {
		case n.Type != html.ElementNode || n.Namespace != "":
		case isMeta && n.DataAtom == atom.Meta:
			if is, content := metaOf(n); is == name && content != "" {
				return n
			}
		case evidence == "title" && n.DataAtom == atom.Title, evidence == "html[lang]" && n.DataAtom == atom.Html:
			return n
		}
	}
	return nil
}

// inJSON looks for a key of a page's JSON-LD with its value: the first block
// that has both.
func (p places) inJSON(s *Spot, key, words string) {
	quoted := []byte(`"` + key + `"`)
	for n := range p.doc.Descendants() {
		if !isLinkedData(n) || marked(n) < 0 {
			continue
		}
		at := marked(n)
		tag := p.startTag(at)
		data := []byte(n.FirstChild.Data)
		for from := 0; ; {
			i := bytes.Index(data[from:], quoted)
			if i < 0 {
				break
			}
			start := from + i
			from = start + len(quoted)
			// A value is near its key; a publisher's name is a few keys on.
			near := data[from:min(len(data), from+2000)]
			if j := bytes.Index(near, []byte(`"`+jsonWords(words))); j >= 0 {
				s.Element = string(tag)
				s.put(p.text, at+len(tag)+start, at+len(tag)+from+j+len(jsonWords(words))+2)
				return
			}
		}
	}
}

// marked gives the offset that an element is marked with, or else the nearest
// around it; -1 for none.
func marked(n *html.Node) int {
	for ; n != nil; n = n.Parent {
		if v := attr(n, markName); v != "" {
			return parseOffset(v)
		}
		if n.Type == html.ElementNode && n.FirstChild != nil && n.FirstChild.Type == html.ElementNode {
			// Made by readability around what it found.
			if v := attr(n.FirstChild, markName); v != "" {
				return parseOffset(v)
			}
		}
	}
	return -1
}

// inTag finds a value in an attribute: short words as the beginning of one, long
// ones anywhere in it.
func inTag(tag []byte, words string) (start, end int, ok bool) {
	before := []string{`"`, "'", "="}
	if len(words) >= 8 {
		before = append(before, "")
	}
	escaped := html.EscapeString(words)
	for _, form := range []string{words, escaped, strings.ReplaceAll(escaped, "&#39;", "&#039;"), strings.ReplaceAll(escaped, "&#39;", "'")} {
		for _, quote := range before {
			if i := bytes.Index(tag, []byte(quote+form)); i >= 0 && words != "" {
				return i + len(quote), i + len(quote) + len(form), true
			}
		}
	}
	return 0, 0, false
}

// reference gives the address that a link has, which readability may have
// written anew, with its entities decoded.
func reference(tag []byte, otherwise string) string {
	z := html.NewTokenizer(bytes.NewReader(tag))
	z.Next()
	for more := true; more; {
		var key, value []byte
		if key, value, more = z.TagAttr(); string(key) == "href" || string(key) == "data" {
			return string(value)
		}
	}
	return otherwise
}

package export

import (
	"io"
	"iter"
	"strings"

	"communique/archive"
)

// around is how many code points before and after a quotation a selector has,
// to tell two places of the same words apart.
const around = 32

// annotation is a Web Annotation (W3C): who says the words at which place of
// the page. A quotation that its attribution interrupts has several targets.
type annotation struct {
	Context    string             `json:"@context"`
	ID         string             `json:"id"`
	Type       string             `json:"type"`
	Motivation string             `json:"motivation"`
	Body       *annotationBody    `json:"body,omitempty"`
	Target     []annotationTarget `json:"target"`
}

type annotationBody struct {
	Type    string `json:"type"`
	Value   string `json:"value"`
	Format  string `json:"format"`
	Purpose string `json:"purpose"`
}

type annotationTarget struct {
	Source   string       `json:"source"`
	Selector textSelector `json:"selector"`
	State    timeState    `json:"state"`
}

type textSelector struct {
	Type   string `json:"type"`
	Exact  string `json:"exact"`
	Prefix string `json:"prefix,omitempty"`
	Suffix string `json:"suffix,omitempty"`
}

// timeState says of when the page was, and which archived record has it so.
type timeState struct {
	Type   string `json:"type"`
	Date   string `json:"sourceDate"`
	Cached string `json:"cached"`
}

// writeAnnotations writes the quotations as Web Annotations with a
// TextQuoteSelector, one JSON-LD document a line. exact, prefix and suffix are
// of the record's text: where the page has other white space, readers have to
// look past it, as they do.
func writeAnnotations(w io.Writer, d Document, records iter.Seq2[archive.Release, error], _ func(string) (string, error)) (int, error) {
	return jsonLines(w, func(yield func(annotation, error) bool) {
		by := saidBy(d.Filter.Speaker)
		for r, err := range records {
			if err != nil {
				yield(annotation{}, err)
				return
			}
			body := []rune(text(r.Text))
			for i := range r.Quotes {
				if by(&r.Quotes[i]) && !yield(annotationOf(&r, body, i), nil) {
					return
				}
			}
		}
	})
}

func annotationOf(r *archive.Release, body []rune, i int) annotation {
	q := &r.Quotes[i]
	a := annotation{Context: "http://www.w3.org/ns/anno.jsonld", ID: quoteIRI(r, i), Type: "Annotation", Motivation: "highlighting"}
	if q.Speaker != nil {
		a.Motivation = "identifying"
		a.Body = &annotationBody{"TextualBody", *q.Speaker, "text/plain", "identifying"}
	}
	parts := q.Parts
	if len(parts) == 0 {
		parts = [][2]int{{q.Start, q.End}}
	}
	for _, p := range parts {
		a.Target = append(a.Target, annotationTarget{
			r.URL, selectorAt(body, p), timeState{"TimeState", archive.Timestamp(r.Capture.Fetched), recordIRI(r)},
		})
	}
	return a
}

// selectorAt cuts a stretch out of a text with what is around it. Positions
// beyond the text, which no record of ours has, are taken to its end.
func selectorAt(body []rune, p [2]int) textSelector {
	start := min(max(p[0], 0), len(body))
	end := min(max(p[1], start), len(body))
	return textSelector{"TextQuoteSelector", string(body[start:end]), string(body[max(0, start-around):start]), string(body[end:min(len(body), end+around)])}
}

// recordIRI is the id of the archived record, which is one without the
// brackets that WARC has around it.
func recordIRI(r *archive.Release) string { return strings.Trim(r.Capture.RecordID, "<>") }

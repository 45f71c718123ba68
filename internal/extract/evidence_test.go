package extract

import (
	"slices"
	"strings"
	"testing"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
	"golang.org/x/text/unicode/norm"

	"communique/archive"
)

// The evidence of the record, applied to the page by a selector engine of its
// own and without this package's reading, gives the value.
func TestEvidence(t *testing.T) {
	r := newReader(t)
	asked := map[string]int{}
	for _, p := range slices.Concat(sitePages(t), generalPages()) {
		t.Run(p.URL, func(t *testing.T) {
			reading, err := r.Read(p)
			if err != nil {
				t.Fatal(err)
			}
			for field, evidence := range reading.Release.Evidence {
				var found []string
				selectors := 0
				for one := range strings.SplitSeq(evidence, "; ") {
					texts, ok := apply(t, p.Body, one)
					if ok {
						selectors++
					}
					found = append(found, texts...)
				}
				if selectors < 1+strings.Count(evidence, "; ") {
					continue // a word of findings.go, and no selector
				}
				asked[field]++
				for _, v := range valuesOf(reading.Release, field) {
					if !slices.ContainsFunc(found, func(s string) bool { return strings.Contains(s, bare(v, 1<<20)) }) {
						t.Errorf("%s: %q is not what %q gives: %.300q", field, v, evidence, found)
					}
				}
			}
		})
	}
	for _, field := range []string{"title", "published", "language", "countries", "topics", "lead", "body", "quotes", "related", "attachments"} {
		if asked[field] == 0 {
			t.Errorf("no page asked for the evidence of %s by a selector", field)
		}
	}
}

// apply gives what evidence finds on a page, without white space; ok is false
// for what is no selector.
func apply(t *testing.T, body []byte, evidence string) (found []string, ok bool) {
	t.Helper()
	if slices.Contains([]string{fromProfile, fromEra, fromURL, fromDefault, fromText, fromLabel, fromFirst, fromReadability, fromLong}, evidence) ||
		strings.HasPrefix(evidence, "heading:") || strings.HasPrefix(evidence, "json-ld:") {
		return nil, false
	}
	attribute := ""
	if at := strings.LastIndexByte(evidence, '@'); at > 0 {
		evidence, attribute = evidence[:at], evidence[at+1:]
	}
	if name, isMeta := strings.CutPrefix(evidence, "meta:"); isMeta {
		evidence, attribute = `meta[name="`+name+`"], meta[property="`+name+`"]`, "content"
	}
	selector, err := cascadia.Compile(evidence)
	if err != nil {
		t.Errorf("evidence %q: %v", evidence, err)
		return nil, true
	}
	doc, err := html.Parse(strings.NewReader(string(body)))
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range selector.MatchAll(doc) {
		var out strings.Builder
		for d := range n.Descendants() {
			if d.Type == html.TextNode {
				out.WriteString(d.Data)
			}
		}
		text := out.String()
		for _, a := range n.Attr {
			if attribute == "" || a.Key == attribute {
				text += "\n" + a.Val
			}
		}
		for d := range n.Descendants() { // links inside a card
			for _, a := range d.Attr {
				if a.Key == "href" || a.Key == "data" || a.Key == "datetime" || a.Key == "data-cfemail" {
					text += "\n" + a.Val
				}
			}
		}
		found = append(found, bare(norm.NFC.String(text), 1<<20))
	}
	return found, true
}

// valuesOf gives the values of a field as they must stand on the page.
func valuesOf(r archive.Release, field string) (all []string) {
	path := func(address string) string {
		_, after, _ := strings.Cut(address, "://")
		_, after, _ = strings.Cut(after, "/")
		return strings.TrimSuffix(after, "/")
	}
	switch field {
	case "title":
		return []string{deref(r.Title)}
	case "published":
		return []string{deref(r.PublishedRaw)}
	case "language":
		return []string{deref(r.Language)}
	case "lead":
		return []string{deref(r.Lead)}
	case "topics":
		return r.Topics
	case "organization":
		return strings.Split(deref(r.Organization), "; ")
	case "body":
		for _, s := range r.Sections {
			for _, p := range s.Paragraphs {
				if !strings.Contains(p, " | ") && !strings.Contains(p, "@") { // a row of a table, an address hidden from robots
					all = append(all, p)
				}
			}
		}
	case "quotes":
		for _, q := range r.Quotes {
			text := []rune(deref(r.Text))
			for _, part := range q.Parts {
				for piece := range strings.SplitSeq(string(text[part[0]:part[1]]), "\n\n") {
					all = append(all, piece)
				}
			}
		}
	case "related":
		for _, l := range r.Related {
			all = append(all, path(l.URL))
		}
	case "attachments":
		for _, a := range r.Attachments {
			all = append(all, path(a.URL))
		}
	case "contacts":
		for _, c := range r.Contacts {
			all = append(all, c.Phones...)
		}
	}
	return all
}

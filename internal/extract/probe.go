package extract

import (
	"net/url"

	"golang.org/x/net/html"

	"communique/archive"
	"communique/internal/site"
)

// Probe is what one selector of an era finds on a page as the server sent it,
// before anything is taken out: how many elements, and what the first says.
type Probe struct {
	Field    string // the key of the profile: title, body, related…
	Selector string
	Count    int
	Sample   string
}

// eraField is a key of an era with its selectors, in their order.
type eraField struct {
	key       string
	selectors []site.Selector
}

// eraFields are the keys of an era that hold selectors, but for the one that
// recognises its pages.
func eraFields(e *site.Era) []eraField {
	fields := []eraField{
		{"title", e.Title}, {"organization", e.Organization}, {"published", e.Published}, {"modified", e.Modified},
		{"lead", e.Lead}, {"body", e.Body}, {"drop", e.Drop}, {"lines", e.Lines}, {"places", e.Places}, {"topics", e.Topics},
		{"contacts", e.Contacts}, {"attachments", e.Files},
	}
	var cards []site.Selector
	for _, r := range e.Related {
		if r.Items.Selector != nil {
			cards = append(cards, r.Items)
		}
	}
	return append(fields, eraField{"related", cards})
}

// Probe tries every selector of the era that recognises a page; nothing where
// none does.
func (r *Reader) Probe(p archive.Page) []Probe {
	u, err := url.Parse(p.URL)
	if err != nil {
		return nil
	}
	w := r.begin(p, u)
	text, _ := decode(p.Body, p.Header.Get("Content-Type"), p.Truncated != "")
	w.doc, _ = parse(text)
	w.chooseEra()
	if w.era == nil {
		return nil
	}
	var probes []Probe
	for _, f := range eraFields(w.era) {
		for i := range f.selectors {
			s := &f.selectors[i]
			found := r.matcher(s).all(w.doc)
			var first *html.Node
			if len(found) > 0 {
				first = found[0]
			}
			probes = append(probes, Probe{f.key, s.String(), len(found), selected(first, s)})
		}
	}
	return probes
}

package export

import (
	"bufio"
	"fmt"
	"io"
	"iter"
	"strconv"

	"communique/archive"
)

// jsonldContext is schema.org's vocabulary, given in place so that nothing has
// to be fetched to read the document.
const jsonldContext = `{"@vocab":"https://schema.org/","url":{"@type":"@id"},"sameAs":{"@type":"@id"},"archivedAt":{"@type":"@id"},"citation":{"@type":"@id"}}`

// writeJSONLD writes one JSON-LD document: in its graph a NewsArticle (or
// Report) a release, and in each the quotations (Quotation), whose @id are
// urn:communique:<release>:quote:<ordinal>. archivedAt is the WARC record.
func writeJSONLD(w io.Writer, _ Document, records iter.Seq2[archive.Release, error], _ func(string) (string, error)) (n int, err error) {
	out := bufio.NewWriterSize(w, 64<<10)
	fmt.Fprintf(out, "{\"@context\":%s,\"@graph\":[", jsonldContext)
	for r, err := range records {
		if err != nil {
			return n, err
		}
		article, err := compact(articleOf(&r))
		if err != nil {
			return n, err
		}
		if n > 0 {
			fmt.Fprint(out, ",")
		}
		fmt.Fprintf(out, "\n%s", article)
		n++
	}
	fmt.Fprint(out, "\n]}\n")
	return n, out.Flush()
}

// ldArticle is a NewsArticle of schema.org.
type ldArticle struct {
	ID         string      `json:"@id"`
	Type       string      `json:"@type"`
	Identifier string      `json:"identifier"`
	URL        string      `json:"url"`
	SameAs     []string    `json:"sameAs,omitempty"`
	Headline   *string     `json:"headline,omitempty"`
	Publisher  *ldAgent    `json:"publisher,omitempty"`
	Language   *string     `json:"inLanguage,omitempty"`
	Published  *string     `json:"datePublished,omitempty"`
	Modified   *string     `json:"dateModified,omitempty"`
	About      []ldCountry `json:"about,omitempty"`
	Abstract   *string     `json:"abstract,omitempty"`
	Body       *string     `json:"articleBody,omitempty"`
	Genre      *string     `json:"genre,omitempty"`
	Version    int         `json:"version"`
	ArchivedAt string      `json:"archivedAt"`
	Citation   []string    `json:"citation,omitempty"`
	Quotations []ldQuote   `json:"hasPart,omitempty"`
}

type ldCountry struct {
	Type       string `json:"@type"`
	Identifier string `json:"identifier"` // ISO 3166-1 alpha-2
}

type ldQuote struct {
	ID      string   `json:"@id"`
	Type    string   `json:"@type"`
	Text    string   `json:"text"`
	Creator *ldAgent `json:"creator,omitempty"`
}

// ldAgent is a person or an organisation. Somebody who is only described has a
// description and no name.
type ldAgent struct {
	Type        string   `json:"@type"`
	Name        string   `json:"name,omitempty"`
	Description string   `json:"description,omitempty"`
	JobTitle    *string  `json:"jobTitle,omitempty"`
	Affiliation *ldAgent `json:"affiliation,omitempty"`
}

func articleOf(r *archive.Release) ldArticle {
	a := ldArticle{
		ID: r.URL, Type: "NewsArticle", Identifier: r.ID, URL: r.URL, SameAs: r.Aliases, Headline: r.Title, Publisher: organization(r.Organization),
		Language: r.Language, Published: r.Published, Modified: r.Modified, Abstract: r.Lead, Body: r.Text, Genre: r.Kind, Version: r.Version,
		ArchivedAt: recordIRI(r),
	}
	if text(r.Kind) == archive.KindReport {
		a.Type = "Report"
	}
	for _, c := range r.Countries {
		a.About = append(a.About, ldCountry{"Country", c})
	}
	for _, l := range r.Related {
		a.Citation = append(a.Citation, l.URL)
	}
	for i := range r.Quotes {
		q := &r.Quotes[i]
		a.Quotations = append(a.Quotations, ldQuote{quoteIRI(r, i), "Quotation", q.Text, speakerOf(r, q)})
	}
	return a
}

func speakerOf(r *archive.Release, q *archive.Quote) *ldAgent {
	switch {
	case q.Speaker == nil:
		return nil
	case institution(r, q):
		return organization(q.Speaker)
	}
	p := &ldAgent{Type: "Person", JobTitle: q.Role, Affiliation: organization(q.Affiliation)}
	if described(*q.Speaker) {
		p.Description = *q.Speaker
	} else {
		p.Name = *q.Speaker
	}
	return p
}

func organization(name *string) *ldAgent {
	if name == nil {
		return nil
	}
	return &ldAgent{Type: "Organization", Name: *name}
}

func quoteIRI(r *archive.Release, i int) string {
	return "urn:communique:" + r.ID + ":quote:" + strconv.Itoa(i+1)
}

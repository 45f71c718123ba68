package export

import (
	"cmp"
	"crypto/sha1" // a name, as FollowTheMoney makes them, and no proof
	"fmt"
	"io"
	"iter"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"communique/archive"
)

// ftmEntity is an entity of FollowTheMoney, the model of OCCRP's Aleph: all
// values are strings, and every property can have several.
type ftmEntity struct {
	ID         string              `json:"id"`
	Schema     string              `json:"schema"`
	Properties map[string][]string `json:"properties"`
}

// add leaves out what is not known or there already.
func (e *ftmEntity) add(property string, values ...string) {
	for _, v := range values {
		if v != "" && !slices.Contains(e.Properties[property], v) {
			e.Properties[property] = append(e.Properties[property], v)
		}
	}
}

// ftmID is the same in every archive and at every export.
func ftmID(parts ...string) string {
	return fmt.Sprintf("%x", sha1.Sum([]byte(strings.Join(parts, "\n"))))
}

func newFTM(schema string, id string) *ftmEntity {
	return &ftmEntity{id, schema, map[string][]string{}}
}

// ftmBody is the longest text value that the model has, in code points.
const ftmBody = 65000

// writeFTM writes one entity a line (JSON Lines): an Article a release, and a
// Mention for everybody who is quoted in it by name; at the end an Organization
// for each publisher and a Person or Organization for each name that a site
// quotes. That one name on one site is one person is an assumption of this
// form, which has no place for a doubt. Somebody who is only described is not
// an entity.
func writeFTM(w io.Writer, _ Document, records iter.Seq2[archive.Release, error], _ func(string) (string, error)) (int, error) {
	return jsonLines(w, func(yield func(*ftmEntity, error) bool) {
		quoted := &ftmQuoted{at: map[string]*ftmEntity{}}
		for r, err := range records {
			if err != nil {
				yield(nil, err)
				return
			}
			article := ftmArticle(&r)
			if !yield(article, nil) {
				return
			}
			for _, mention := range quoted.mentions(&r, article.ID) {
				if !yield(mention, nil) {
					return
				}
			}
		}
		for _, e := range quoted.all {
			if !yield(e, nil) {
				return
			}
		}
	})
}

func ftmArticle(r *archive.Release) *ftmEntity {
	a := newFTM("Article", ftmID("article", r.ID))
	a.add("title", text(r.Title))
	a.add("fileName", path.Base(r.URL)) // the model wants one
	a.add("author", text(r.Organization))
	a.add("publisher", text(r.Organization))
	a.add("publishedAt", cmp.Or(text(r.PublishedDay), text(r.Published)))
	a.add("retrievedAt", archive.Timestamp(r.Capture.Fetched))
	a.add("sourceUrl", r.URL)
	a.add("language", threeLetters(text(r.Language)))
	a.add("summary", text(r.Lead))
	for _, c := range r.Countries {
		a.add("country", strings.ToLower(c))
	}
	body := []rune(text(r.Text))
	for part := range slices.Chunk(body, ftmBody) {
		a.Properties["bodyText"] = append(a.Properties["bodyText"], string(part))
	}
	a.add("mimeType", "text/html")
	a.add("notes", fmt.Sprintf("communique release %s, version %d; WARC record %s, payload %s", r.ID, r.Version, recordIRI(r), r.Capture.PayloadDigest))
	return a
}

// threeLetters is ISO 639-3, as the model has languages.
func threeLetters(tag string) string {
	t, err := language.Parse(tag)
	if err != nil || tag == "" {
		return ""
	}
	base, _ := t.Base()
	return base.ISO3()
}

// ftmQuoted gathers who is quoted, in the order in which they first are.
type ftmQuoted struct {
	at  map[string]*ftmEntity
	all []*ftmEntity
}

func (f *ftmQuoted) entity(schema, site, name string) *ftmEntity {
	id := ftmID("quoted", site, name)
	e, ok := f.at[id]
	if !ok {
		e = newFTM(schema, id)
		e.add("name", name)
		f.at[id] = e
		f.all = append(f.all, e)
	}
	return e
}

// mentions makes one Mention a name, however often it is quoted.
func (f *ftmQuoted) mentions(r *archive.Release, article string) (all []*ftmEntity) {
	if r.Organization != nil {
		f.entity("Organization", r.Site, *r.Organization)
	}
	var names []string
	for i := range r.Quotes {
		q := &r.Quotes[i]
		if q.Speaker == nil || described(*q.Speaker) {
			continue
		}
		schema := "Person"
		if institution(r, q) {
			schema = "Organization"
		}
		e := f.entity(schema, r.Site, *q.Speaker)
		if e.Schema == "Person" { // organisations have no position
			e.add("position", text(q.Role))
		}
		if slices.Contains(names, *q.Speaker) {
			continue
		}
		names = append(names, *q.Speaker)
		m := newFTM("Mention", ftmID("mention", r.ID, *q.Speaker))
		m.add("document", article)
		m.add("name", *q.Speaker)
		m.add("resolved", e.ID)
		m.add("detectedSchema", e.Schema)
		for _, c := range r.Countries {
			m.add("contextCountry", strings.ToLower(c))
		}
		all = append(all, m)
	}
	return all
}

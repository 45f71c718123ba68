package index

import (
	"slices"
	"strings"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/document"
	bleveindex "github.com/blevesearch/bleve_index_api"

	"communique/archive"
)

// mappingVersion changes whenever the fields, or the analysis of any of them,
// change: an index of another version is rebuilt, never searched.
const mappingVersion = 6

// The fields of a release in the index. Nothing is stored but the id: the
// text is in the catalogue.
//
//	title_L lead_L body_L quotes_L   words, stemmed in the analysis L (languages.go) of the release's language
//	title text                       every word, folded, not stemmed: phrases, prefixes, words near one another
//	attached_L attached              the same two of the texts of a release's files (archive.Attached)
//	site country kind language       one term a value, as in the record: filters
//	topic speaker role organization  the same
//	year status                      the same
//	counted                          all values that facets count, as tally.go writes them
//	date                             the day published, or what is known of it: order
//	when                             "y2020", "m2020-02", "d2020-02-24" of published_day: since and until;
//	                                 "M2020-02" or "Y2020" where no more is known
//
// Only title, text and attached have places, since phrases are exact and asked
// of them alone (places.go says how they are kept). Highlights need none: the
// text of the few releases shown is analysed again, at about half a millisecond
// for 5 KB. Measured on 2,000 invented releases of 5 KB (BenchmarkPut), in bytes
// of index for a byte of text: 0.65 without text, 1.04 with it and no places,
// 1.18 as it is, 1.90 with places as bleve keeps them; 1.32 on 100,000
// releases of 4 KB with more rare words (internal/bench/search). The text has
// the lead and the quotations in it; lead_L (0.05) is for ranking, quotes_L
// (0.05) for searches in what was said. There is no field of all fields.
//
// Doc values are kept of what is read for every hit, which is date and counted,
// and never of text. They are neither compressed nor put together by the
// thousand, of which zap would read all to give one: that halves what facets
// cost, and takes some 70 bytes a release.
const (
	fieldTitle    = "title"
	fieldText     = "text"
	fieldAttached = "attached"
	fieldSite     = "site"
	fieldCountry  = "country"
	fieldKind     = "kind"
	fieldLanguage = "language"
	fieldTopic    = "topic"
	fieldSpeaker  = "speaker"
	fieldRole     = "role"
	fieldOrg      = "organization"
	fieldStatus   = "status"
	fieldYear     = "year"
	fieldDate     = "date"
	fieldWhen     = "when"
	fieldCounted  = "counted"
)

const (
	wordsOnly    = bleveindex.IndexField
	wordsInPlace = bleveindex.IndexField | bleveindex.IncludeTermVectors
	oneTerm      = bleveindex.IndexField | bleveindex.SkipFreqNorm
	readTerm     = oneTerm | bleveindex.DocValues | bleveindex.SkipDVChunking | bleveindex.SkipDVCompression
)

// fields collects the fields of one document.
type fields struct{ doc *document.Document }

func (f fields) text(name, value string, options bleveindex.FieldIndexingOptions, a analysis.Analyzer) {
	if value != "" {
		f.doc.AddField(wordField{document.NewTextFieldCustom(name, nil, []byte(value), options, a)})
	}
}

// terms adds each distinct value as it is, to be counted too if there is a facet
// of that name.
func (f fields) terms(name string, values ...string) {
	facet := slices.Index(FacetNames[:], name)
	seen := map[string]bool{"": true}
	for _, v := range values {
		if seen[v] {
			continue
		}
		seen[v] = true
		f.term(name, v, oneTerm)
		if facet >= 0 {
			f.term(fieldCounted, countedAs(facet, v), readTerm)
		}
	}
}

func (f fields) term(name, value string, options bleveindex.FieldIndexingOptions) {
	f.doc.AddField(document.NewTextFieldCustom(name, nil, []byte(value), options, nil))
}

// newDocument maps a release onto the fields above.
func newDocument(r archive.Release) *document.Document {
	f := fields{document.NewDocument(r.ID)}
	tag := languageTag(value(r.Language))
	l := languageOf(tag)
	a := l.analyzer()

	f.text("title_"+l.code, value(r.Title), wordsOnly, a)
	f.text("lead_"+l.code, value(r.Lead), wordsOnly, a)
	f.text("body_"+l.code, value(r.Text), wordsOnly, a)
	f.text(fieldTitle, value(r.Title), wordsInPlace, inPlace{})
	f.text(fieldText, value(r.Text), wordsInPlace, inPlace{quotedIn(r)})

	var attached []string
	for _, file := range r.Attached {
		attached = append(attached, file.Text)
	}
	f.text("attached_"+l.code, strings.Join(attached, "\n"), wordsOnly, a)
	f.text(fieldAttached, strings.Join(attached, "\n"), wordsInPlace, inPlace{})

	var said, speakers, roles []string
	for _, q := range r.Quotes {
		said, speakers, roles = append(said, q.Text), append(speakers, value(q.Speaker)), append(roles, value(q.Role))
	}
	f.text("quotes_"+l.code, strings.Join(said, "\n"), wordsOnly, a)
	f.terms(fieldSpeaker, speakers...)
	f.terms(fieldRole, roles...)
	f.terms(fieldOrg, value(r.Organization))
	f.terms(fieldStatus, r.Status)
	f.terms(fieldSite, r.Site)
	f.terms(fieldCountry, r.Countries...)
	f.terms(fieldTopic, r.Topics...)
	f.terms(fieldKind, value(r.Kind))
	f.terms(fieldLanguage, tag)
	f.dates(value(r.Published), value(r.PublishedDay))
	return f.doc
}

func (f fields) dates(published, day string) {
	if day != "" {
		published = day
	}
	if len(published) > len(dayForm) {
		published = published[:len(dayForm)]
	}
	if published != "" {
		f.term(fieldDate, published, readTerm)
	}
	if len(published) >= 4 {
		f.terms(fieldYear, published[:4])
	}
	switch {
	case len(day) == len(dayForm):
		f.terms(fieldWhen, "y"+day[:4], "m"+day[:7], "d"+day)
	case len(published) == len("2006-01"):
		f.terms(fieldWhen, "M"+published)
	case len(published) == len("2006"):
		f.terms(fieldWhen, "Y"+published)
	}
}

func value(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

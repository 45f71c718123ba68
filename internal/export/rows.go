package export

import (
	"iter"

	"communique/archive"
	"communique/internal/catalog"
	"communique/internal/change"
	"communique/internal/fold"
)

// QuoteRow is one line of the quotes: a quotation with the release it is in.
// Ordinal counts from 1.
type QuoteRow struct {
	Release      string  `json:"release"`
	Site         string  `json:"site"`
	URL          string  `json:"url"`
	Title        *string `json:"title"`
	PublishedDay *string `json:"published_day"`
	Language     *string `json:"language"`
	Ordinal      int     `json:"ordinal"`
	archive.Quote
}

// LinkRow is one line of the links: what a release points at. ToID is the id
// of the release at that address, null when it is none of the archive's.
type LinkRow struct {
	FromID    string  `json:"from_id"`
	FromURL   string  `json:"from_url"`
	ToURL     string  `json:"to_url"`
	ToID      *string `json:"to_id"`
	Relation  string  `json:"relation"`
	Title     *string `json:"title"`
	Published *string `json:"published"`
	Teaser    *string `json:"teaser"`
}

// VersionRow is one line of the versions. ChangeKinds and ChangeScore say what
// differs from the version before (package change); the first has none, and a
// score of null.
type VersionRow struct {
	Release string          `json:"release"`
	Ordinal int             `json:"ordinal"`
	Digest  string          `json:"digest"`
	Capture archive.Capture `json:"capture"`
	Record  archive.Release `json:"record"`

	ChangeKinds []string `json:"change_kinds"`
	ChangeScore *float64 `json:"change_score"`
}

// Quotes gives the quotations of releases, of one speaker (fold.Name) where one
// is named; releases that are not public give none.
func Quotes(records iter.Seq2[archive.Release, error], speaker string) iter.Seq2[QuoteRow, error] {
	by := saidBy(speaker)
	return expand(records, func(r archive.Release, give func(QuoteRow, error) bool) bool {
		for i, q := range r.Quotes {
			if by(&q) && !give(QuoteRow{r.ID, r.Site, r.URL, r.Title, r.PublishedDay, r.Language, i + 1, q}, nil) {
				return false
			}
		}
		return true
	})
}

// saidBy tells the quotations of a speaker; of "" all.
func saidBy(speaker string) func(*archive.Quote) bool {
	name := fold.NewName(speaker)
	return func(q *archive.Quote) bool { return speaker == "" || q.Speaker != nil && name.In(*q.Speaker) }
}

// Links gives the links of releases; those that are not public give none. idOf finds the
// release at an address, "" when there is none.
func Links(records iter.Seq2[archive.Release, error], idOf func(address string) (string, error)) iter.Seq2[LinkRow, error] {
	return expand(records, func(r archive.Release, give func(LinkRow, error) bool) bool {
		for _, l := range r.Related {
			row := LinkRow{FromID: r.ID, FromURL: r.URL, ToURL: l.URL, Relation: l.Relation, Title: l.Title, Published: l.Published, Teaser: l.Teaser}
			id, err := idOf(l.URL)
			if id != "" {
				row.ToID = &id
			}
			if !give(row, err) || err != nil {
				return false
			}
		}
		return true
	})
}

// Versions makes lines of all versions of a release, which are oldest first.
func Versions(id string, versions []catalog.Version) []VersionRow {
	rows := make([]VersionRow, len(versions))
	for i := range versions {
		v := &versions[i]
		v.Record.Normalize()
		rows[i] = VersionRow{id, v.Ordinal, v.Digest, v.Capture, v.Record, []string{}, nil}
		if i > 0 {
			c := change.Between(&versions[i-1].Record, &v.Record)
			rows[i].ChangeKinds, rows[i].ChangeScore = c.Kinds, &c.Score
		}
	}
	return rows
}

// expand makes rows of releases; parts gives those of one, and false to end.
func expand[T any](records iter.Seq2[archive.Release, error], parts func(archive.Release, func(T, error) bool) bool) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for r, err := range records {
			if err != nil {
				var none T
				yield(none, err)
				return
			}
			r.Normalize()
			if r.Public() && !parts(r, yield) {
				return
			}
		}
	}
}

// Package explain says of each value of a record where in the archive it
// stands: it reads the page again from the archived bytes and looks there.
package explain

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"communique/archive"
	"communique/internal/catalog"
	"communique/internal/extract"
)

// Explanation is a record's page with the place of each value. Offsets count in
// the page as decoded to UTF-8, of Bytes bytes.
type Explanation struct {
	ID      string          `json:"id"`
	URL     string          `json:"url"`
	Version int             `json:"version"`
	Capture archive.Capture `json:"capture"`
	// Payload is the record with the bytes: another than Capture where that
	// one only says that they were the same.
	Payload   archive.Capture   `json:"payload"`
	Extractor archive.Extractor `json:"extractor"`
	Bytes     int               `json:"bytes"`
	// AsArchived: the decoded page is the archived body, but for Skipped bytes
	// at its beginning (a byte order mark).
	AsArchived bool    `json:"as_archived"`
	Skipped    int     `json:"skipped"`
	Fields     []Field `json:"fields"`
	// Differs names the fields in which the page, read now, gives something
	// else than the record: other code or another profile made it.
	Differs []string `json:"differs"`
}

// Field is one value, and where it stands: on the record's page or, with
// Elsewhere, on another one.
type Field struct {
	extract.Spot
	Elsewhere *Elsewhere `json:"elsewhere"`
}

// Elsewhere is another page of the archive.
type Elsewhere struct {
	URL     string          `json:"url"`
	Capture archive.Capture `json:"capture"`
}

// Of explains a record of the catalogue, or a version of one.
func Of(ctx context.Context, store *archive.Store, db *catalog.DB, reader *extract.Reader, r archive.Release) (Explanation, error) {
	e := Explanation{ID: r.ID, URL: r.URL, Version: r.Version, Capture: r.Capture, Extractor: r.Extractor, Fields: []Field{}, Differs: []string{}}
	page, err := store.Page(ctx, r.Capture)
	if err == nil {
		e.Payload, err = store.Original(ctx, r.Capture)
	}
	if err != nil {
		return e, fmt.Errorf("read the page of %s again: %w", r.ID, err)
	}
	read, err := reader.Explain(page)
	if err != nil {
		return e, fmt.Errorf("read the page of %s again: %w", r.ID, err)
	}
	e.Bytes, e.AsArchived, e.Skipped = len(read.Text), read.AsArchived, read.Skipped
	source, on, isElsewhere := elsewhere(r)
	for _, s := range read.Spots {
		if s.Field != "published" || !isElsewhere {
			e.Fields = append(e.Fields, Field{Spot: s})
		}
	}
	if isElsewhere {
		f, err := published(ctx, store, db, r, source, on)
		if err != nil {
			return e, err
		}
		at := slices.IndexFunc(e.Fields, func(f Field) bool { return !slices.Contains(beforeDate, f.Field) })
		if at < 0 {
			at = len(e.Fields)
		}
		e.Fields = slices.Insert(e.Fields, at, f)
	}
	e.Differs, err = differs(r, read.Release, isElsewhere)
	return e, err
}

// beforeDate are the fields that stand before the date in a record.
var beforeDate = []string{"organization", "kind", "language", "title"}

// elsewhere reads the evidence of a date that another page gives: the address
// and the record of that page.
func elsewhere(r archive.Release) (url, record string, ok bool) {
	if r.PublishedSource == nil || !slices.Contains([]string{archive.SourceFeed, archive.SourceSitemap, archive.SourceListing, archive.SourceRelated}, *r.PublishedSource) {
		return "", "", false
	}
	rest, ok := strings.CutPrefix(r.Evidence["published"], *r.PublishedSource+":")
	url, record, _ = strings.Cut(rest, " ")
	return url, record, ok
}

// published looks for the date on the page that gives it.
func published(ctx context.Context, store *archive.Store, db *catalog.DB, r archive.Release, url, record string) (Field, error) {
	f := Field{Spot: extract.Spot{Field: "published", Value: *r.Published, Evidence: r.Evidence["published"], Offset: -1}}
	row, ok, err := db.CaptureByRecord(ctx, record)
	if err != nil || !ok {
		return f, err // the catalogue of an older program: the address is all there is
	}
	f.Elsewhere = &Elsewhere{url, row.Capture}
	page, err := store.Page(ctx, row.Capture)
	if err != nil {
		return f, fmt.Errorf("read %s again, which gives the date of %s: %w", url, r.ID, err)
	}
	f.Spot = extract.Mention(page, f.Spot, *r.PublishedRaw, append([]string{r.URL}, r.Aliases...))
	return f, nil
}

// differs compares what is recorded with what was read now.
func differs(recorded, read archive.Release, dated bool) ([]string, error) {
	var was, is map[string]json.RawMessage
	for _, r := range []struct {
		release archive.Release
		fields  *map[string]json.RawMessage
	}{{recorded, &was}, {read, &is}} {
		r.release.Normalize()
		data, err := json.Marshal(r.release)
		if err == nil {
			err = json.Unmarshal(data, r.fields)
		}
		if err != nil {
			return nil, fmt.Errorf("compare %s: %w", recorded.ID, err)
		}
	}
	found := []string{}
	for _, key := range []string{"organization", "kind", "language", "title", "published", "modified", "countries", "topics", "lead", "text", "quotes", "related", "contacts"} {
		if !bytes.Equal(was[key], is[key]) && (key != "published" || !dated) {
			found = append(found, key)
		}
	}
	return found, nil
}

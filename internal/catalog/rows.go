package catalog

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"iter"
	"slices"
	"strings"

	"communique/archive"
	"communique/internal/restrict"
)

// What Filter.By can divide releases by.
const (
	BySite    = "site"
	ByYear    = "year"    // of publication
	ByCountry = "country" // the first, which is the most important
)

// Row is a release as the catalogue keeps it, its record not read yet: who
// hands on many records unchanged need not decode them.
type Row struct {
	ID, Site string
	Status   string // StatusRestricted where people decided so
	Withheld bool   // see archive.Release
	Part     string // what Filter.By divides by; "" where it is not known
	JSON     []byte // the record, but for what it says of others that are not public; good until the next row is asked for
}

// Public reports whether the release may be let out, as archive.Release has it.
func (r *Row) Public() bool { return !r.Withheld && r.Status != archive.StatusRestricted }

// Release decodes the record, with what people decided laid over it.
func (r *Row) Release() (rel archive.Release, err error) {
	if err := json.Unmarshal(r.JSON, &rel); err != nil {
		return rel, fmt.Errorf("record of %s: %w: communique rebuild makes it again", r.ID, err)
	}
	if r.Status == archive.StatusRestricted {
		rel.Status = r.Status
	}
	rel.Withheld = r.Withheld
	return rel, nil
}

// Rows gives the releases of a filter in the order of their parts (see
// Filter.By; those of which it is not known come last), site, day of
// publication (unknown first) and id. Those that are not public are among
// them, but only where sites and ids alone are chosen: that one is about a
// country or quotes a person is already something it says.
func (db *DB) Rows(ctx context.Context, f Filter) iter.Seq2[Row, error] {
	rows, match := db.rows, f.bySpeaker()
	if f.Among != nil || f.By == ByYear || f.By == ByCountry {
		rows = db.rowsByID
	}
	return func(yield func(Row, error) bool) {
		decided, err := db.decisions(ctx)
		if err != nil {
			yield(Row{}, err)
			return
		}
		veil, err := db.veil(ctx, decided)
		if err != nil {
			yield(Row{}, err)
			return
		}
		n := 0
		for r, err := range rows(ctx, f, decided) {
			if err == nil && (!r.Public() && f.looksInside() || !match(&r)) {
				continue
			}
			if err == nil && r.Public() {
				if r.JSON, err = veil.over(r.JSON); err != nil {
					r.JSON, err = nil, nil // it fails when it is decoded
				}
			}
			n++
			if !yield(r, err) || f.Limit > 0 && n >= f.Limit {
				return
			}
		}
	}
}

// part is the expression that gives a release's part, and order the order of
// the parts.
func (f Filter) part() (part, order string) {
	switch f.By {
	case BySite:
		return "site", ""
	case ByYear:
		return "coalesce(substr(coalesce(published_day, published), 1, 4), '')", "part = '', part, "
	case ByCountry:
		return "iif(json_valid(record), coalesce(json_extract(record, '$.countries[0]'), ''), '')", "part = '', part, "
	}
	return "''", ""
}

const inOrder = "site, published_day, id"

// rows gives the rows of one statement.
func (db *DB) rows(ctx context.Context, f Filter, decided *restrict.Decisions) iter.Seq2[Row, error] {
	w := f.where()
	part, order := f.part()
	return query(ctx, db, func(scan func(...any) error) (r Row, err error) {
		var record sql.RawBytes
		var seen string
		if err := scan(&r.ID, &r.Site, &r.Status, &seen, &r.Part, &record); err != nil {
			return r, err
		}
		r.JSON = record
		r.withhold(decided, seen)
		return r, nil
	}, `SELECT id, site, status, last_seen, `+part+` AS part, record FROM release`+w.sql()+` ORDER BY `+order+inOrder, w.args...)
}

// chunk bounds how many releases are asked for at once.
const chunk = 500

// rowsByID gives the same rows by asking for their ids first, and then for some
// of the records at a time. SQLite would sort whole records, on disk, and a
// search index is asked about some releases at a time.
func (db *DB) rowsByID(ctx context.Context, f Filter, decided *restrict.Decisions) iter.Seq2[Row, error] {
	w := f.where()
	part, order := f.part()
	ids := query(ctx, db, func(scan func(...any) error) (id string, err error) {
		var part string
		err = scan(&id, &part)
		return id, err
	}, `SELECT id, `+part+` AS part FROM release`+w.sql()+` ORDER BY `+order+inOrder, w.args...)
	return func(yield func(Row, error) bool) {
		for some, err := range chunks(ids) {
			if err == nil && f.Among != nil {
				some, err = f.Among(ctx, some)
			}
			if err != nil {
				yield(Row{}, err)
				return
			}
			if len(some) == 0 {
				continue
			}
			for r, err := range db.rows(ctx, Filter{IDs: some, By: f.By}, decided) {
				if !yield(r, err) || err != nil {
					return
				}
			}
		}
	}
}

func chunks(ids iter.Seq2[string, error]) iter.Seq2[[]string, error] {
	return func(yield func([]string, error) bool) {
		var some []string
		for id, err := range ids {
			if err != nil {
				yield(nil, err)
				return
			}
			if some = append(some, id); len(some) == chunk {
				if !yield(slices.Clone(some), nil) {
					return
				}
				some = some[:0]
			}
		}
		if len(some) > 0 {
			yield(some, nil)
		}
	}
}

// withhold marks a row that must not be shown. The addresses that decisions
// name are in the record; while nobody has decided anything, it is not read.
func (r *Row) withhold(decided *restrict.Decisions, seen string) {
	known := archive.Release{ID: r.ID, Status: r.Status, LastSeen: seen}
	if len(decided.All) > 0 {
		var err error
		if known.URL, known.Aliases, err = addressesIn(r.JSON); err != nil {
			r.JSON = nil // it may be a restricted one: it fails when it is decoded
		}
	}
	withhold(decided, &known)
	r.Status, r.Withheld = known.Status, known.Withheld
}

// addressesIn reads the addresses of a record, which stand near its beginning.
func addressesIn(record []byte) (url string, aliases []string, err error) {
	d := json.NewDecoder(bytes.NewReader(record))
	if _, err := d.Token(); err != nil {
		return "", nil, err
	}
	for missing := 2; d.More() && missing > 0; {
		key, err := d.Token()
		if err != nil {
			return "", nil, err
		}
		var into any = new(json.RawMessage)
		switch key {
		case "url":
			into, missing = &url, missing-1
		case "aliases":
			into, missing = &aliases, missing-1
		}
		if err := d.Decode(into); err != nil {
			return "", nil, err
		}
	}
	if url == "" {
		return "", nil, fmt.Errorf("no address in %s", strings.ToValidUTF8(string(record[:min(len(record), 40)]), "?"))
	}
	return url, aliases, nil
}

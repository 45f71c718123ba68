// Package export writes what the catalogue holds in the forms that other
// programs read: one file here a form.
//
// The same catalogue gives the same bytes, whatever the machine.
package export

import (
	"context"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"

	"communique/archive"
	"communique/internal/catalog"
)

// kinds says what lines can be of.
var kinds = []string{"releases", "quotes", "links", "versions", "captures"}

// Formats.
const (
	FormatJSONL = "jsonl"
	FormatCSV   = "csv"
)

// Kinds lists what can be exported, Formats in what form.
func Kinds() []string   { return slices.Clone(kinds) }
func Formats() []string { return []string{FormatJSONL, FormatCSV} }

// Write writes what f chooses, of one kind ("releases", "quotes", "links",
// "versions", "captures"; "" is releases) and in one format ("jsonl", "csv";
// "" is jsonl), and returns how many lines. canonical gives the one form of an
// address (site.Canonical): links are resolved by it. Limit is of lines, but
// for quotes, links and versions, where it is of releases.
func Write(ctx context.Context, w io.Writer, db *catalog.DB, of, format string, f catalog.Filter, canonical func(string) string) (n int, err error) {
	switch of {
	case "versions":
		return write(ctx, w, format, Versions(ctx, db, f), versionTable)
	case "captures":
		return write(ctx, w, format, captures(ctx, db, f), captureTable)
	}
	id := func(address string) (string, error) { return db.IDOf(ctx, canonical(address)) }
	return Records(ctx, w, of, format, db.Records(ctx, f), id)
}

// Records writes what follows from the given releases, wherever they are from:
// "releases", "quotes" or "links", in a format as for Write. idOf finds the
// release at an address, "" when there is none.
func Records(ctx context.Context, w io.Writer, of, format string, records iter.Seq2[archive.Release, error], idOf func(address string) (string, error)) (int, error) {
	switch of {
	case "", "releases":
		return write(ctx, w, format, records, releaseTable)
	case "quotes":
		return write(ctx, w, format, Quotes(records), quoteTable)
	case "links":
		return write(ctx, w, format, Links(records, idOf), linkTable)
	}
	return 0, unknownKind(of)
}

func unknownKind(of string) error {
	return fmt.Errorf("export: nothing called %q: use %s", of, strings.Join(kinds, ", "))
}

func write[T any](ctx context.Context, w io.Writer, format string, rows iter.Seq2[T, error], t table[T]) (int, error) {
	switch format {
	case "", FormatJSONL:
		return JSONL(ctx, w, rows)
	case FormatCSV:
		return writeCSV(ctx, w, rows, t)
	}
	return 0, fmt.Errorf("export: no format %q: use %s", format, strings.Join(Formats(), ", "))
}

// captures gives the records of f's sites and days or, where f chooses among
// releases, all the records of those. Those of releases that are not public
// stay out: an address often spells the title.
func captures(ctx context.Context, db *catalog.DB, f catalog.Filter) iter.Seq2[catalog.CaptureRow, error] {
	return func(yield func(catalog.CaptureRow, error) bool) {
		rows := catalog.Filter{Sites: f.Sites, Since: f.Since, Until: f.Until}
		keep, err := notBarred(ctx, db)
		if err == nil && (len(f.Countries)+len(f.Kinds)+len(f.Languages) > 0 || f.Speaker != "") {
			rows.Since, rows.Until = "", ""
			keep, err = ofReleases(ctx, db, f)
		}
		if err != nil {
			yield(catalog.CaptureRow{}, err)
			return
		}
		n := 0
		for c, err := range db.Captures(ctx, rows) {
			if err == nil {
				var kept bool
				if kept, err = keep(c); err == nil && !kept {
					continue
				}
			}
			n++
			if !yield(c, err) || err != nil || f.Limit > 0 && n >= f.Limit {
				return
			}
		}
	}
}

func notBarred(ctx context.Context, db *catalog.DB) (func(catalog.CaptureRow) (bool, error), error) {
	barred, err := db.Barred(ctx)
	return func(c catalog.CaptureRow) (bool, error) { return !barred[c.Canonical], nil }, err
}

// ofReleases keeps the captures of the releases that a filter chooses.
func ofReleases(ctx context.Context, db *catalog.DB, f catalog.Filter) (func(catalog.CaptureRow) (bool, error), error) {
	f.Limit = 0
	chosen := map[string]bool{}
	for r, err := range db.Records(ctx, f) {
		if err != nil {
			return nil, err
		}
		if r.Public() {
			chosen[r.ID] = true
		}
	}
	return func(c catalog.CaptureRow) (bool, error) {
		id, err := db.IDOf(ctx, c.Canonical)
		return chosen[id], err
	}, nil
}

package export

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"

	"communique/archive"
	"communique/internal/catalog"
)

// table is the flat form of a row: the names of its columns, and their values.
type table[T any] struct {
	columns []string
	cells   func(T) []string
}

// csvFile writes a header and one line a row (RFC 4180, UTF-8, lines ended by
// \n). What is not known is an empty cell; several values in one are joined by
// "; ". NUL, which no CSV can hold, is U+FFFD, as in HTML. A value that a
// spreadsheet would take for a formula has an apostrophe before it (harmless).
type csvFile[T any] struct {
	out   *csv.Writer
	table table[T]
	begun bool
}

func newCSV[T any](w io.Writer, t table[T]) *csvFile[T] {
	return &csvFile[T]{out: csv.NewWriter(w), table: t}
}

func (c *csvFile[T]) put(r T) error {
	if err := c.begin(); err != nil {
		return err
	}
	cells := c.table.cells(r)
	for i, cell := range cells {
		cells[i] = harmless(strings.ReplaceAll(cell, "\x00", "\uFFFD"))
	}
	return c.out.Write(cells)
}

func (c *csvFile[T]) begin() error {
	if c.begun {
		return nil
	}
	c.begun = true
	return c.out.Write(c.table.columns)
}

func (c *csvFile[T]) end() error {
	if err := c.begin(); err != nil {
		return err
	}
	return c.cut()
}

func (c *csvFile[T]) cut() error {
	c.out.Flush()
	return c.out.Error()
}

// harmless keeps spreadsheets from running what a web page wrote: a value that
// begins like a formula, apostrophes and spaces before it aside, has one more
// apostrophe before it. That can be undone: of a value that begins with
// apostrophes and goes on so, the first is not the value's.
func harmless(s string) string {
	if strings.IndexAny(strings.TrimLeft(strings.TrimLeft(s, "'"), " \u00a0"), "=+-@\t\r\n＝＋－＠") == 0 {
		return "'" + s
	}
	return s
}

var releaseTable = table[archive.Release]{
	columns: []string{"id", "site", "url", "organization", "kind", "language", "title", "published", "published_day", "published_raw",
		"published_source", "modified", "countries", "topics", "lead", "text", "quotes", "status", "version", "first_seen", "last_seen",
		"content_changed", "captured", "payload_digest", "aliases", "warnings", "reservations", "archived_by", "source"},
	cells: func(r archive.Release) []string {
		if !r.Public() {
			cells := make([]string, 29)
			cells[0], cells[1], cells[17] = r.ID, r.Site, r.Status
			return cells
		}
		return []string{r.ID, r.Site, r.URL, text(r.Organization), text(r.Kind), text(r.Language), text(r.Title), text(r.Published),
			text(r.PublishedDay), text(r.PublishedRaw), text(r.PublishedSource), text(r.Modified), join(r.Countries), join(r.Topics),
			text(r.Lead), text(r.Text), strconv.Itoa(len(r.Quotes)), r.Status, strconv.Itoa(r.Version), r.FirstSeen, r.LastSeen,
			r.ContentChanged, archive.Timestamp(r.Capture.Fetched), r.Capture.PayloadDigest, join(r.Aliases), join(r.Warnings), join(r.Reservations),
			r.Capture.Provenance.ArchivedBy, r.Capture.Provenance.Source}
	},
}

var quoteTable = table[QuoteRow]{
	columns: []string{"release", "site", "url", "title", "published_day", "language", "ordinal", "text", "start", "end", "speaker", "role",
		"affiliation", "cue", "attribution"},
	cells: func(q QuoteRow) []string {
		return []string{q.Release, q.Site, q.URL, text(q.Title), text(q.PublishedDay), text(q.Language), strconv.Itoa(q.Ordinal), q.Text,
			strconv.Itoa(q.Start), strconv.Itoa(q.End), text(q.Speaker), text(q.Role), text(q.Affiliation), text(q.Cue), q.Attribution}
	},
}

var linkTable = table[LinkRow]{
	columns: []string{"from_id", "from_url", "to_url", "to_id", "relation", "title", "published", "teaser"},
	cells: func(l LinkRow) []string {
		return []string{l.FromID, l.FromURL, l.ToURL, text(l.ToID), l.Relation, text(l.Title), text(l.Published), text(l.Teaser)}
	},
}

var versionTable = table[VersionRow]{
	columns: []string{"release", "ordinal", "digest", "captured", "record_id", "payload_digest", "title", "published", "lead", "text", "quotes",
		"change_kinds", "change_score"},
	cells: func(v VersionRow) []string {
		r := v.Record
		return []string{v.Release, strconv.Itoa(v.Ordinal), v.Digest, archive.Timestamp(v.Capture.Fetched), v.Capture.RecordID,
			v.Capture.PayloadDigest, text(r.Title), text(r.Published), text(r.Lead), text(r.Text), strconv.Itoa(len(r.Quotes)),
			join(v.ChangeKinds), score(v.ChangeScore)}
	},
}

func score(s *float64) string {
	if s == nil {
		return ""
	}
	return strconv.FormatFloat(*s, 'f', -1, 64)
}

var captureTable = table[catalog.CaptureRow]{
	columns: []string{"record_id", "fetched", "kind", "url", "canonical", "site", "role", "http_status", "not_modified", "location",
		"content_type", "payload_digest", "truncated", "refers_to", "etag", "last_modified", "error", "attempt", "run", "imported",
		"file", "offset", "length", "archived_by", "source"},
	cells: func(c catalog.CaptureRow) []string {
		p := c.Capture
		return []string{p.RecordID, archive.Timestamp(p.Fetched), c.Kind, c.URL, c.Canonical, c.Site, c.Role, strconv.Itoa(p.HTTPStatus),
			strconv.FormatBool(c.NotModified), c.Location, c.ContentType, p.PayloadDigest, c.Truncated, c.RefersTo, c.ETag, c.LastModified,
			c.Error, strconv.Itoa(c.Attempt), c.Run, strconv.FormatBool(c.Imported), p.File, strconv.FormatInt(p.Offset, 10),
			strconv.FormatInt(p.Length, 10), p.Provenance.ArchivedBy, p.Provenance.Source}
	},
}

func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func join(values []string) string { return strings.Join(values, "; ") }

// Cells writes rows of any other table in the same form.
func Cells(ctx context.Context, w io.Writer, columns []string, rows iter.Seq2[[]string, error]) (n int, err error) {
	c := newCSV(w, table[[]string]{columns, func(cells []string) []string { return cells }})
	for cells, err := range rows {
		if err == nil {
			err = ctx.Err()
		}
		if err == nil {
			err = c.put(cells)
		}
		if err != nil {
			return n, errors.Join(fmt.Errorf("export: %w", err), c.cut())
		}
		n++
	}
	if err := c.end(); err != nil {
		return n, fmt.Errorf("export: %w", err)
	}
	return n, nil
}

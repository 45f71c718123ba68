// Package export writes what the catalogue holds in the forms that other
// programs read: one file here a form.
//
// The same catalogue gives the same bytes, whatever the machine. What is held
// in memory does not grow with the catalogue.
package export

import (
	"context"
	"errors"
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
	FormatJSONL   = "jsonl"
	FormatCSV     = "csv"
	FormatParquet = "parquet"
)

// Kinds lists what can be exported, Formats in what form, and Texts how much of
// the texts.
func Kinds() []string   { return slices.Clone(kinds) }
func Formats() []string { return []string{FormatJSONL, FormatCSV, FormatParquet} }
func Texts() []string   { return []string{TextFull, TextExcerpt, TextNone} }

// Request says what is to be written, and how.
type Request struct {
	Of     string // one of Kinds; "" is releases
	Format string // one of Formats; "" is jsonl
	Text   string // one of Texts; "" is full

	// Filter chooses releases. Its Limit is of releases too, but for captures,
	// where it is of lines; its By divides what is written into parts. Captures
	// are divided by the site or the year they are of, and have no country.
	Filter catalog.Filter

	// Canonical gives the one form of an address (site.Canonical): links are
	// resolved by it.
	Canonical func(string) string

	// Validate holds every line against its whole JSON Schema. Without it the
	// records are held against the part of theirs that costs little: see shape.
	Validate bool

	// Fault, where given, hears of each record that is not as its schema says,
	// and which is left out, with its id. Without it the first ends the export.
	Fault func(id string, err error)

	// Step, where given, hears of each release that was read, or capture.
	Step func()
}

// Write writes everything to w, and returns how many lines. The lines before an
// error are whole; a Parquet file without its end is none.
func (q Request) Write(ctx context.Context, w io.Writer, db *catalog.DB) (n int, err error) {
	q.Filter.By = ""
	return q.write(ctx, db, func(string) (io.WriteCloser, error) { return unclosed{w}, nil })
}

// WriteParts writes each part (see Filter.By) to what open gives for it, which
// it closes when the part is whole. Parts come one after the other, and never
// twice; "" is that of what has no year or no country. After an error what was
// open is not closed.
func (q Request) WriteParts(ctx context.Context, db *catalog.DB, open func(part string) (io.WriteCloser, error)) (n int, err error) {
	if q.Filter.By == "" {
		return 0, errors.New("export: nothing says what to split by")
	}
	return q.write(ctx, db, open)
}

// opener opens what a part is written to.
type opener = func(part string) (io.WriteCloser, error)

type unclosed struct{ io.Writer }

func (unclosed) Close() error { return nil }

func (q Request) write(ctx context.Context, db *catalog.DB, open opener) (n int, err error) {
	if err := q.fill(); err != nil {
		return 0, fmt.Errorf("export: %w", err)
	}
	s, err := newSource(db, &q)
	if err != nil {
		return 0, fmt.Errorf("export: %w", err)
	}
	switch {
	case q.Of == "releases" && q.Format == FormatJSONL && q.Text == TextFull:
		n, err = run(ctx, s, open, s.lines(ctx), func(w io.Writer) encoder[line] { return newLines(w) })
	case q.Of == "versions":
		n, err = run(ctx, s, open, s.versions(ctx), versionForm.encoder(q))
	case q.Of == "captures":
		n, err = run(ctx, s, open, s.captures(ctx), captureForm.encoder(q))
	default:
		id := func(address string) (string, error) { return db.PublicIDOf(ctx, q.Canonical(address)) }
		n, err = s.records(ctx, open, s.releases(ctx), id)
	}
	if err != nil {
		return n, fmt.Errorf("export: %w", err)
	}
	return n, nil
}

// Records writes what follows from the given releases, wherever they are from:
// "releases", "quotes" or "links", in a format as for Write. idOf finds the
// release at an address, "" when there is none.
func Records(ctx context.Context, w io.Writer, of, format string, records iter.Seq2[archive.Release, error], idOf func(address string) (string, error)) (n int, err error) {
	q := Request{Of: of, Format: format}
	if err = q.fill(); err == nil {
		s := source{q: &q}
		n, err = s.records(ctx, func(string) (io.WriteCloser, error) { return unclosed{w}, nil }, records, idOf)
	}
	if err != nil {
		return n, fmt.Errorf("export: %w", err)
	}
	return n, nil
}

func (s *source) records(ctx context.Context, open opener, records iter.Seq2[archive.Release, error], idOf func(string) (string, error)) (int, error) {
	switch s.q.Of {
	case "releases":
		return run(ctx, s, open, records, releaseForm.encoder(*s.q))
	case "quotes":
		return run(ctx, s, open, Quotes(records, s.q.Filter.Speaker), quoteForm.encoder(*s.q))
	case "links":
		return run(ctx, s, open, Links(records, idOf), linkForm.encoder(*s.q))
	}
	return 0, fmt.Errorf("%s do not follow from releases alone", s.q.Of)
}

// fill puts the values in that "" stands for, and refuses what there is not.
func (q *Request) fill() error {
	for _, f := range []struct {
		value *string
		known []string
		what  string
	}{{&q.Of, kinds, "nothing called"}, {&q.Format, Formats(), "no format"}, {&q.Text, Texts(), "no length of texts called"}} {
		if *f.value == "" {
			*f.value = f.known[0]
		}
		if !slices.Contains(f.known, *f.value) {
			return fmt.Errorf("%s %q: use %s", f.what, *f.value, strings.Join(f.known, ", "))
		}
	}
	if q.Of == "captures" && q.Filter.By == catalog.ByCountry {
		return errors.New("captures are of no country: split them by site or year")
	}
	return nil
}

// encoder writes the rows of one part in one format.
type encoder[T any] interface {
	put(T) error
	end() error // everything that was put is with the writer, and what a whole file ends with
	cut() error // an error came: what is whole is with the writer
}

// form is how rows of one kind are written in each format.
type form[T any] struct {
	table   table[T]
	parquet func(io.Writer, Request) encoder[T]
}

func (f form[T]) encoder(q Request) func(io.Writer) encoder[T] {
	return func(w io.Writer) encoder[T] {
		switch q.Format {
		case FormatCSV:
			return newCSV(w, f.table)
		case FormatParquet:
			return f.parquet(w, q)
		}
		return newJSONL[T](w)
	}
}

var (
	releaseForm = form[archive.Release]{releaseTable, parquetOf(parquetRelease)}
	quoteForm   = form[QuoteRow]{quoteTable, parquetOf(parquetQuote)}
	linkForm    = form[LinkRow]{linkTable, parquetOf(parquetLink)}
	versionForm = form[VersionRow]{versionTable, parquetOf(parquetVersion)}
	captureForm = form[catalog.CaptureRow]{captureTable, parquetOf(parquetCapture)}
)

// output is the part that is being written.
type output[T any] struct {
	name    string
	file    io.WriteCloser
	encoder encoder[T]
}

// run writes rows, each to the part that the source says it is of.
func run[T any](ctx context.Context, s *source, open opener, rows iter.Seq2[T, error], start func(io.Writer) encoder[T]) (n int, err error) {
	var out output[T]
	begin := func(part string) error {
		if err := out.end(); err != nil {
			return err
		}
		w, err := open(part)
		if err != nil {
			return err
		}
		out = output[T]{part, w, start(w)}
		return nil
	}
	if s.q.Filter.By == "" { // a part with no rows is a file all the same
		if err := begin(""); err != nil {
			return 0, err
		}
	}
	for r, err := range rows {
		if err == nil {
			err = ctx.Err()
		}
		if err == nil && (out.file == nil || out.name != s.part) {
			err = begin(s.part)
		}
		if err != nil {
			return n, out.cut(err)
		}
		if fine, err := s.valid(r); err != nil {
			return n, out.cut(err)
		} else if !fine {
			continue
		}
		if err := out.encoder.put(r); err != nil {
			return n, err
		}
		n++
	}
	return n, out.end()
}

func (o *output[T]) end() error {
	if o.file == nil {
		return nil
	}
	if err := o.encoder.end(); err != nil {
		return err
	}
	return o.file.Close()
}

func (o *output[T]) cut(err error) error {
	if o.file == nil {
		return err
	}
	if flush := o.encoder.cut(); flush != nil {
		return fmt.Errorf("%w (and then: %w)", err, flush)
	}
	return err
}

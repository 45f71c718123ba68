package export

import (
	"io"
	"time"

	"github.com/parquet-go/parquet-go"

	"communique/archive"
)

// rowGroupBytes bounds how much text a row group holds, and so the memory that
// writing takes: a row group is written when it is whole. rowGroupRows bounds
// that of rows without text.
const (
	rowGroupBytes = 16 << 20
	rowGroupRows  = 100_000
)

// parquetFile writes rows as Parquet: columns have the names they have in
// JSONL, objects are groups and arrays are lists (LIST). A day is a DATE, times
// of the archive's own are TIMESTAMP(MILLIS, UTC); what can be less precise than
// a day, or has the publisher's zone, is text as in JSONL. Pages are compressed
// with zstd. The same rows give the same bytes.
type parquetFile[T, P any] struct {
	out     *parquet.GenericWriter[P]
	row     func(T) (P, int)
	buffer  [1]P
	rows    int
	pending int
}

// parquetOf makes the encoder of a kind of row; row gives its columns, and about
// how many bytes they hold.
func parquetOf[T, P any](row func(T) (P, int)) func(io.Writer, Request) encoder[T] {
	return func(w io.Writer, q Request) encoder[T] {
		return &parquetFile[T, P]{row: row, out: parquet.NewGenericWriter[P](w,
			boundless(parquet.SchemaOf(new(P))),
			parquet.Compression(&parquet.Zstd),
			parquet.CreatedBy("communique", "1", "0"), // the form of the file, not the program's version: the bytes would change with it
			parquet.KeyValueMetadata("communique.of", q.Of),
			parquet.KeyValueMetadata("communique.schema", archive.ReleaseSchema),
			parquet.KeyValueMetadata("communique.text", q.Text))}
	}
}

// boundless leaves the least and the greatest value of long texts, and of what
// is in lists, out of the footer: nobody looks for releases by them, and whole
// as they are they stay in memory to the end. What else the footer has is 90 kB a
// row group: 30,000 releases take 141 MB, a million 240 (with the bounds 426).
func boundless(s *parquet.Schema) parquet.WriterOption {
	var config parquet.WriterConfig
	for _, path := range s.Columns() {
		if len(path) > 1 || path[0] == "text" || path[0] == "lead" {
			config.SkipPageBounds = append(config.SkipPageBounds, path)
		}
	}
	return &config
}

func (p *parquetFile[T, P]) put(r T) error {
	var size int
	p.buffer[0], size = p.row(r)
	if _, err := p.out.Write(p.buffer[:]); err != nil {
		return err
	}
	p.rows, p.pending = p.rows+1, p.pending+size
	if p.pending < rowGroupBytes && p.rows < rowGroupRows {
		return nil
	}
	p.rows, p.pending = 0, 0
	return p.out.Flush()
}

func (p *parquetFile[T, P]) end() error { return p.out.Close() }

// cut leaves the file without its end: no reader takes it for whole.
func (p *parquetFile[T, P]) cut() error { return nil }

// day gives the days since 1970 of "2006-01-02"; nil of what is none.
func day(s *string) *int32 {
	if s == nil {
		return nil
	}
	t, err := time.Parse(time.DateOnly, *s)
	if err != nil {
		return nil
	}
	days := int32(t.Unix() / (24 * 60 * 60)) // without a rest: t is midnight
	return &days
}

// moment gives the milliseconds since 1970 of one of the archive's own times;
// nil of none.
func moment(s string) *int64 {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return nil
	}
	ms := t.UnixMilli()
	return &ms
}

func known(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

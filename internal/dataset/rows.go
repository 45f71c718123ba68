package dataset

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"slices"

	"communique/archive"
	"communique/internal/catalog"
	"communique/internal/export"
)

const releasesName = "data/releases.jsonl"

// table is one kind of row with its columns. Its files are data/<name>.<form>.
type table struct {
	name    string
	columns []column
}

// forms lists in what forms a table is written. CSV is for people at a
// spreadsheet, and loses what is nested.
func forms() []string {
	return slices.DeleteFunc(export.Formats(), func(f string) bool { return f == export.FormatCSV })
}

// releases writes the records: of one reading of the catalogue, so that the
// file is of one moment. All else is made of this file, and agrees with it.
func (b *builder) releases(ctx context.Context) error {
	all := filepath.Join(b.dir, "all.jsonl")
	if err := b.takeAll(ctx, all); err != nil {
		return err
	}
	if err := b.mark(ctx, all); err != nil {
		return err
	}
	return os.Remove(all)
}

func (b *builder) takeAll(ctx context.Context, path string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	_, err = export.JSONL(ctx, f, b.DB.Records(ctx, catalog.Filter{}))
	return errors.Join(err, f.Close())
}

// mark writes the digests of all records and, of those that belong in this
// dataset, the lines.
func (b *builder) mark(ctx context.Context, all string) error {
	before, err := b.last.marks(ctx)
	if err != nil {
		return err
	}
	return b.add(releasesName, func(w io.Writer) error {
		return b.add(digestsName, func(digests io.Writer) error {
			encoder := json.NewEncoder(digests)
			for line, err := range lines(ctx, all) {
				if err != nil {
					return err
				}
				r, err := parse(line)
				if err != nil {
					return err
				}
				m, err := markOf(line, &r)
				if err == nil {
					err = encoder.Encode(m)
				}
				if err != nil {
					return err
				}
				b.counts.name(&r)
				if same := b.changes.compare(m, before); b.Since != "" && same {
					continue
				}
				b.counts.add(&r, b.Head)
				if _, err := w.Write(line); err != nil {
					return err
				}
			}
			return b.changes.finish(b.last, before, b.Since != "")
		})
	})
}

// rows writes the tables that follow from the records, and the schema of each.
func (b *builder) rows(ctx context.Context) error {
	idOf := func(address string) (string, error) { return b.DB.PublicIDOf(ctx, b.Canonical(address)) }
	for _, of := range []string{"releases", "quotes", "links"} {
		schema, err := export.Schema(of)
		if err != nil {
			return err
		}
		columns, err := columnsOf(schema)
		if err != nil {
			return err
		}
		b.tables = append(b.tables, table{of, columns})
		if err := b.write(schemaName(of), schema); err != nil {
			return err
		}
		for _, form := range forms() {
			name := "data/" + of + "." + form
			if name == releasesName {
				continue // is there
			}
			var n int
			err := b.add(name, func(w io.Writer) (err error) {
				n, err = export.Records(ctx, w, of, form, b.records(ctx), idOf)
				return err
			})
			if err != nil {
				return err
			}
			switch of {
			case "quotes":
				b.counts.Quotes = n
			case "links":
				b.counts.Links = n
			}
		}
	}
	return nil
}

func schemaName(of string) string { return "schema/" + of[:len(of)-1] + ".schema.json" }

// records reads releases.jsonl back.
func (b *builder) records(ctx context.Context) iter.Seq2[archive.Release, error] {
	return func(yield func(archive.Release, error) bool) {
		for line, err := range lines(ctx, filepath.Join(b.dir, filepath.FromSlash(releasesName))) {
			var r archive.Release
			if err == nil {
				r, err = parse(line)
			}
			if !yield(r, err) || err != nil {
				return
			}
		}
	}
}

// parse reads a record. That of a tombstone has no address, and stays one.
func parse(line []byte) (r archive.Release, err error) {
	err = json.Unmarshal(line, &r)
	r.Withheld = r.URL == ""
	return r, err
}

// lines gives the lines of a file with their ends. A line is good until the
// next.
func lines(ctx context.Context, path string) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		f, err := os.Open(path)
		if err != nil {
			yield(nil, err)
			return
		}
		defer f.Close()
		in := bufio.NewReaderSize(f, 1<<18)
		var line bytes.Buffer
		for {
			line.Reset()
			for err = bufio.ErrBufferFull; errors.Is(err, bufio.ErrBufferFull); {
				var part []byte
				part, err = in.ReadSlice('\n')
				line.Write(part)
			}
			switch {
			case errors.Is(err, io.EOF) && line.Len() == 0:
				return
			case errors.Is(err, io.EOF):
				err = fmt.Errorf("%s ends in the middle of a line", path)
			case err == nil:
				err = ctx.Err()
			}
			if !yield(line.Bytes(), err) || err != nil {
				return
			}
		}
	}
}

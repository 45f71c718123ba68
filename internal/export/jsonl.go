package export

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"reflect"
	"strings"

	"communique/archive"
)

// JSONL writes one JSON object a line: UTF-8, keys in the order of the record's
// fields, none left out, < > & as they are, lines ended by \n. A release that
// is not public is written as a tombstone. It returns how many lines were written,
// and the first error of records or of w.
func JSONL[T any](ctx context.Context, w io.Writer, records iter.Seq2[T, error]) (n int, err error) {
	out := newJSONL[T](w)
	for r, err := range records {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return n, fmt.Errorf("export: %w", errors.Join(err, out.cut()))
		}
		if err := out.put(r); err != nil {
			return n, fmt.Errorf("export: %w", err)
		}
		n++
	}
	if err := out.end(); err != nil {
		return n, fmt.Errorf("export: %w", err)
	}
	return n, nil
}

// jsonl encodes rows; lines writes those that are encoded.
type jsonl[T any] struct {
	lines
	encoder *json.Encoder
	line    *bytes.Buffer
}

func newJSONL[T any](w io.Writer) *jsonl[T] {
	var line bytes.Buffer
	return &jsonl[T]{newLines(w), jsonEncoder(&line), &line}
}

func (j *jsonl[T]) put(r T) error {
	j.line.Reset()
	if err := encode(j.encoder, j.line, r); err != nil {
		return err
	}
	_, err := j.out.Write(j.line.Bytes())
	return err
}

type lines struct{ out *bufio.Writer }

func newLines(w io.Writer) lines { return lines{bufio.NewWriterSize(w, 64<<10)} }

func (l lines) put(record line) error {
	if _, err := l.out.Write(record); err != nil {
		return err
	}
	return l.out.WriteByte('\n')
}

// end and cut hand the lines on: each is whole.
func (l lines) end() error { return l.out.Flush() }
func (l lines) cut() error { return l.out.Flush() }

// jsonEncoder encodes with < > & as they are.
func jsonEncoder(to *bytes.Buffer) *json.Encoder {
	encoder := json.NewEncoder(to)
	encoder.SetEscapeHTML(false)
	return encoder
}

func encode(encoder *json.Encoder, line *bytes.Buffer, r any) error {
	rec, ok := r.(archive.Release)
	if !ok {
		return encoder.Encode(r)
	}
	if !rec.Public() {
		return tombstone(line, rec)
	}
	rec.Normalize()
	return encoder.Encode(rec)
}

// tombstone writes what is said of a release that is not public: that it
// exists, and whether it is restricted or only gone from the web.
func tombstone(line *bytes.Buffer, r archive.Release) error {
	kept := archive.Release{Schema: archive.ReleaseSchema, ID: r.ID, Site: r.Site, Status: r.Status}
	return partly(line, kept, func(key string) bool {
		return key == "schema" || key == "id" || key == "site" || key == "status"
	})
}

// Unarchived writes the record of a page that is in no archive: a line like
// the others, in which what only an archive knows is null.
func Unarchived(w io.Writer, r archive.Release) error {
	r.Normalize()
	var line bytes.Buffer
	err := partly(&line, r, func(key string) bool {
		switch key {
		case "id", "aliases", "same_as", "status", "version", "first_seen", "last_seen", "content_changed", "capture":
			return false
		}
		return true
	})
	if err == nil {
		_, err = w.Write(line.Bytes())
	}
	if err != nil {
		return fmt.Errorf("export: %w", err)
	}
	return nil
}

// partly writes all keys of a record, and null for those not to be kept.
func partly(line *bytes.Buffer, r archive.Release, keep func(key string) bool) error {
	encoder := jsonEncoder(line)
	record := reflect.ValueOf(r)
	separator := byte('{')
	for _, field := range reflect.VisibleFields(record.Type()) {
		key, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		if key == "-" {
			continue
		}
		fmt.Fprintf(line, "%c%q:", separator, key)
		separator = ','
		if !keep(key) {
			line.WriteString("null")
			continue
		}
		if err := encoder.Encode(record.FieldByIndex(field.Index).Interface()); err != nil {
			return err
		}
		line.Truncate(line.Len() - 1) // the encoder ends with a line break
	}
	line.WriteString("}\n")
	return nil
}

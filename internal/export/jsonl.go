package export

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
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
	out := bufio.NewWriterSize(w, 64<<10)
	var line bytes.Buffer
	encoder := json.NewEncoder(&line)
	encoder.SetEscapeHTML(false)
	for r, err := range records {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return n, errFlush(out, fmt.Errorf("export: %w", err))
		}
		line.Reset()
		if err := encode(encoder, &line, r); err != nil {
			return n, errFlush(out, fmt.Errorf("export: %w", err))
		}
		if _, err := out.Write(line.Bytes()); err != nil {
			return n, fmt.Errorf("export: %w", err)
		}
		n++
	}
	if err := out.Flush(); err != nil {
		return n, fmt.Errorf("export: %w", err)
	}
	return n, nil
}

// errFlush writes the whole lines before an error: they are right.
func errFlush(out *bufio.Writer, err error) error {
	if flush := out.Flush(); flush != nil {
		return fmt.Errorf("%w (and then: %w)", err, flush)
	}
	return err
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
	encoder := json.NewEncoder(line)
	encoder.SetEscapeHTML(false)
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

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
// fields, none left out, < > & as they are, lines ended by \n. A restricted
// release is written as a tombstone. It returns how many lines were written,
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
	if !open(rec) {
		return tombstone(line, rec)
	}
	rec.Normalize()
	return encoder.Encode(rec)
}

// tombstone writes what is said of a restricted release: that it exists.
func tombstone(line *bytes.Buffer, r archive.Release) error {
	said := map[string]string{"schema": archive.ReleaseSchema, "id": r.ID, "site": r.Site, "status": archive.StatusRestricted}
	line.WriteByte('{')
	for i, field := range reflect.VisibleFields(reflect.TypeFor[archive.Release]()) {
		key, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		value := []byte("null")
		if s, ok := said[key]; ok {
			var err error
			if value, err = json.Marshal(s); err != nil {
				return err
			}
		}
		if i > 0 {
			line.WriteByte(',')
		}
		fmt.Fprintf(line, "%q:%s", key, value)
	}
	line.WriteString("}\n")
	return nil
}

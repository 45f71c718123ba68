package proof

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// errChanged says that a record of that id is there, and is another.
var errChanged = errors.New("differs from what was logged")

// same compares what was read of a record with its leaf, wherever it was found.
func same(got, want Entry) bool {
	got.File, got.Offset, got.Length = want.File, want.Offset, want.Length
	return got == want
}

// findRecord finds the record of a leaf in a WARC file, or in anything that
// holds WARC records as they are (a WACZ stores its WARC files uncompressed):
// first where the leaf says, then wherever a gzip member or a record begins.
func findRecord(ctx context.Context, src io.ReaderAt, want Entry) (int64, error) {
	m := newMembers(src)
	got, err := m.read(want.Offset)
	if err == nil && same(got, want) {
		return want.Offset, nil
	}
	changed := int64(-1)
	begins := finder{src: src, words: [][]byte{gzipMagic, []byte("WARC/1.")}}
	for at := int64(0); ; at++ {
		at, err = begins.next(ctx, at)
		if err != nil {
			return 0, fmt.Errorf("search for the record: %w", err)
		}
		got, err = m.candidate(at, want.RecordID)
		switch {
		case err == io.EOF:
			return 0, notFound(want, changed)
		case errors.Is(err, errNoMember):
			continue
		case err != nil:
			return 0, fmt.Errorf("search for the record: %w", err)
		case same(got, want):
			return at, nil
		}
		changed = at
	}
}

func notFound(want Entry, changed int64) error {
	if changed >= 0 {
		return fmt.Errorf("%w: %s stands at byte %d and %w", ErrNoRecord, want.RecordID, changed, errChanged)
	}
	return fmt.Errorf("%w: no readable record %s in it", ErrNoRecord, want.RecordID)
}

// candidate reads the record that begins at offset, compressed or not, if it
// has the id; io.EOF at the end of the file.
func (m *members) candidate(offset int64, id string) (Entry, error) {
	var first [1]byte
	if n, err := m.src.ReadAt(first[:], offset); n == 0 {
		return Entry{}, err
	}
	if first[0] == 'W' {
		return m.plain(offset, id)
	}
	e, err := m.begin(offset, io.Discard)
	if err != nil {
		return e, err
	}
	if e.RecordID != id {
		return e, errNoMember
	}
	return m.read(offset)
}

// plain reads an uncompressed record.
func (m *members) plain(offset int64, id string) (Entry, error) {
	m.body.Reset(io.NewSectionReader(m.src, offset, maxHead))
	e, err := readHead(m.body)
	if err != nil || e.RecordID != id {
		return e, errNoMember
	}
	head := make([]byte, maxHead)
	n, err := m.src.ReadAt(head, offset)
	if err != nil && err != io.EOF {
		return e, err
	}
	text, _, ok := strings.Cut(string(head[:n]), "\r\n\r\n")
	length, err := contentLength(text)
	if !ok || err != nil {
		return e, errNoMember
	}
	size := int64(len(text)) + 4 + length + 4
	h := sha256.New()
	if copied, err := io.Copy(h, io.NewSectionReader(m.src, offset, size)); err != nil || copied != size {
		return e, errors.Join(errNoMember, err)
	}
	e.SHA256 = hex.EncodeToString(h.Sum(nil))
	return e, nil
}

func contentLength(head string) (int64, error) {
	for line := range strings.Lines(head) {
		if name, value, _ := strings.Cut(line, ":"); strings.EqualFold(strings.TrimSpace(name), "Content-Length") {
			length, err := strconv.ParseInt(strings.TrimSpace(value), 10, 64)
			if err != nil || length < 0 || length > maxLeaves {
				return 0, fmt.Errorf("a length of %.30q cannot be", value)
			}
			return length, nil
		}
	}
	return 0, errors.New("it has no Content-Length")
}

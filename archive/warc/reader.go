package warc

import (
	"bufio"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/gzip"
)

// Record is one record as a Reader finds it.
type Record struct {
	Header  Fields
	Version string // the version line, "WARC/1.1"

	// Block reads the record's block, Size bytes. Where the record turns out
	// to be damaged, Read gives a *DamageError instead of io.EOF. It must not
	// be used after the Reader's next call of Next.
	Block io.Reader
	Size  int64

	// Offset is where the record, or its gzip member, begins: bytes from the
	// file's beginning. Length is how long it is there; it is known, and not
	// 0, once Block has given io.EOF.
	Offset, Length int64

	// Shared says that the gzip member holds other records too (a file that
	// was compressed as a whole), so that Offset does not lead to this record
	// alone. Length then stays 0. For the first record of a member it is known
	// once Block has given io.EOF. Inner is where in the member's data the
	// record begins, in bytes.
	Shared bool
	Inner  int64

	// Found says that the record was found by searching, after damage. Where a
	// web page's content is itself a WARC, that search can find a record which
	// is part of the content: check WARC-Warcinfo-ID.
	Found bool
}

// form is how the records of a file are compressed.
type form int

const (
	formUnknown form = iota
	formPlain
	formGzip
)

// Reader reads the records of a WARC file, in order: a gzip member for each
// record, not compressed at all, or compressed as a whole. It holds no more
// than a few buffers in memory, whatever the size of the records. NewARCReader
// makes one for ARC files.
type Reader struct {
	name string
	src  source
	br   *bufio.Reader // the file's bytes
	gz   *gzip.Reader
	data counter       // what gz gives
	zr   *bufio.Reader // the bytes of the gzip member
	arc  bool          // the file is an ARC file
	arc2 bool          // of version 2

	form   form
	cur    *Record // handed out, not read to its end
	rest   *block  // of cur
	left   int64   // of cur's block
	member bool    // within a gzip member
	start  int64   // of the member, or of the plain record
	inner  int64   // of the record, in the member's data
	again  int64   // after damage: where in the member's data to search first; -1: not there
	looked int     // how often a member's data were read again for that
	joined bool    // the current record began in a member before this one
	shared bool    // a record of the member was handed out before
	broken bool    // damage was reported: search from start+1 on
	found  bool    // the next record was found by searching
	stop   bool
}

// NewReader returns a Reader of file that begins at offset: 0, or the offset
// of a record. Errors call the file by name.
func NewReader(file io.ReaderAt, name string, offset int64) *Reader {
	r := &Reader{name: name, src: source{file: file}, zr: bufio.NewReaderSize(nil, 32<<10), gz: new(gzip.Reader), again: -1}
	r.br = bufio.NewReaderSize(&r.src, 64<<10)
	r.seek(offset)
	return r
}

// source reads a file from an offset on, and remembers an error in reading, so
// that a failing disk is not taken for a damaged file.
type source struct {
	file   io.ReaderAt
	offset int64
	err    error
}

func (s *source) Read(p []byte) (int, error) {
	n, err := s.file.ReadAt(p, s.offset)
	s.offset += int64(n)
	switch {
	case n > 0 && err == io.EOF:
		err = nil // the next call meets it again
	case n == 0 && err == nil && len(p) > 0:
		err = io.ErrNoProgress // or the reading would never end
	}
	if err != nil && err != io.EOF {
		s.err = err
	}
	return n, err
}

func (r *Reader) seek(offset int64) {
	r.src.offset = offset
	r.br.Reset(&r.src)
}

// offset is where the next byte of br comes from.
func (r *Reader) offset() int64 { return r.src.offset - int64(r.br.Buffered()) }

// Next returns the next record, after reading past what is left of the one
// before. A *DamageError concerns that one or the next one, as its Offset
// says; Next can be called again and goes on with the next record that can be
// found. io.EOF is the end; any other error is one of reading the file.
func (r *Reader) Next() (*Record, error) {
	if r.cur != nil {
		if err := r.finish(); err != nil {
			return nil, err
		}
		r.rest.err = errPassed
	}
	if r.stop {
		return nil, io.EOF
	}
	if r.broken {
		if err := r.search(); err != nil {
			return nil, err
		}
	}
	if !r.member {
		if err := r.begin(); err != nil {
			return nil, err
		}
	}
	return r.header()
}

// begin stands at the beginning of a record or member, or at the end.
func (r *Reader) begin() error {
	if err := skipEmptyLines(r.br); err != nil {
		return r.damage("", err)
	}
	r.start, r.inner, r.shared, r.joined = r.offset(), 0, false, false
	magic, err := r.br.Peek(2)
	switch {
	case len(magic) == 0 && err == io.EOF:
		return io.EOF
	case err != nil:
		return r.damage("the file ends within it", err)
	case magic[0] != 0x1f || magic[1] != 0x8b:
		return nil
	}
	if err := r.openMember(); err != nil {
		return r.damage("its gzip header is damaged", err)
	}
	if err := skipEmptyLines(r.zr); err != nil {
		return r.damage(dataReason(err), err)
	}
	if _, err := r.zr.Peek(1); err == io.EOF { // a member with nothing in it
		r.member = false
		return r.begin()
	}
	return nil
}

func (r *Reader) openMember() error {
	if err := r.gz.Reset(r.br); err != nil {
		return err
	}
	r.gz.Multistream(false)
	r.data = counter{r: r.gz}
	r.zr.Reset(&r.data)
	r.member = true
	return nil
}

// stream is where the current record's bytes come from.
func (r *Reader) stream() *bufio.Reader {
	if r.member {
		return r.zr
	}
	return r.br
}

// counter counts the bytes read through it.
type counter struct {
	r io.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

func (r *Reader) header() (*Record, error) {
	if r.member {
		r.inner = r.data.n - int64(r.zr.Buffered())
	}
	version, fields, size, err := r.readHeader()
	switch {
	case errors.Is(err, errARC):
		r.stop = true
		return nil, r.damage(err.Error(), err)
	case errors.Is(err, io.ErrUnexpectedEOF):
		return nil, r.damage("it ends within its header", err)
	case err != nil:
		return nil, r.damage(err.Error(), err)
	}
	r.form = formPlain
	if r.member {
		r.form = formGzip
	}
	r.cur = &Record{Header: fields, Version: version, Size: size, Offset: r.start, Inner: r.inner, Shared: r.shared, Found: r.found}
	r.rest = &block{r: r}
	r.cur.Block = r.rest
	r.left, r.found = size, false
	return r.cur, nil
}

// damage makes the error for the record at r.start and arranges the search for
// the next one. An error in reading the file is no damage.
func (r *Reader) damage(reason string, cause error) error {
	if r.src.err != nil {
		r.stop, r.cur = true, nil
		return fmt.Errorf("read %s: %w", r.name, r.src.err)
	}
	r.again = -1
	if r.member && !r.joined && (r.shared || r.start == 0) {
		r.again = r.inner + 1
	}
	d := &DamageError{File: r.name, Offset: r.start, Inner: r.inner, Reason: reason, Err: cause}
	r.cur, r.member, r.broken = nil, false, true
	return d
}

func dataReason(err error) string {
	switch {
	case errors.Is(err, gzip.ErrChecksum):
		return "its gzip checksum is wrong"
	case errors.Is(err, io.ErrUnexpectedEOF):
		return "the file ends within it"
	}
	return "its compressed data is damaged"
}

// skipEmptyLines skips CR and LF. The end of the stream is no error.
func skipEmptyLines(br *bufio.Reader) error {
	for {
		c, err := br.Peek(1)
		if len(c) == 0 && err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if c[0] != '\r' && c[0] != '\n' {
			return nil
		}
		br.Discard(1)
	}
}

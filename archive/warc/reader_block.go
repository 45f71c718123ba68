package warc

import (
	"bufio"
	"errors"
	"fmt"
	"io"
)

// block reads the block of one record.
type block struct {
	r   *Reader
	err error
}

var errPassed = errors.New("warc: a block was read after its Reader went on to the next record")

func (b *block) Read(p []byte) (int, error) {
	if b.err != nil || len(p) == 0 {
		return 0, b.err
	}
	if b.r.left == 0 {
		if b.err = b.r.end(); b.err == nil {
			b.err = io.EOF
		}
		return 0, b.err
	}
	n, err := b.r.read(p)
	b.err = err
	return n, err
}

// read reads from the current record's block; it does not return io.EOF.
func (r *Reader) read(p []byte) (int, error) {
	n, err := r.stream().Read(p[:min(int64(len(p)), r.left)])
	r.left -= int64(n)
	switch {
	case err == io.EOF && r.continues():
		return n, nil
	case err == io.EOF:
		return n, r.damage(fmt.Sprintf("its block ends after %d of %d bytes", r.cur.Size-r.left, r.cur.Size), io.ErrUnexpectedEOF)
	case err != nil:
		return n, r.damage(dataReason(err), err)
	}
	return n, nil
}

// continues goes on to the next gzip member when the record does: some tools
// flushed a member in the middle of a record.
func (r *Reader) continues() bool {
	if magic, err := r.br.Peek(2); !r.member || err != nil || magic[0] != 0x1f || magic[1] != 0x8b {
		return false
	}
	if err := r.openMember(); err != nil {
		return false
	}
	r.joined = true
	start, err := r.zr.Peek(len("WARC/"))
	return (err == nil || err == io.EOF) && len(start) > 0 && string(start) != "WARC/" && !(r.arc && r.beginsARC(r.zr))
}

// finish reads what is left of the current record.
func (r *Reader) finish() error {
	_, err := io.Copy(io.Discard, r.rest)
	return err
}

// end stands behind the current record's block and makes sure of its end: the
// empty lines, and the checksum of the gzip member.
func (r *Reader) end() error {
	stream := r.stream()
	first, _ := stream.Peek(1)
	if len(first) == 1 && first[0] != '\r' && first[0] != '\n' {
		return r.damage("its block is longer than its Content-Length", nil)
	}
	var err error
	if r.member || r.arc {
		err = skipEmptyLines(stream)
	} else {
		err = skipRecordEnd(stream)
	}
	if err != nil {
		return r.damage(dataReason(err), err)
	}
	rec := r.cur
	if !r.member {
		rec.Length = r.offset() - rec.Offset
		r.cur = nil
		return nil
	}
	_, err = stream.Peek(1)
	switch {
	case err == nil:
		r.shared, rec.Shared = true, true
	case err == io.EOF:
		r.member = false
		if !rec.Shared {
			rec.Length = r.offset() - rec.Offset
		}
	default:
		return r.damage(dataReason(err), err)
	}
	r.cur = nil
	return nil
}

// skipRecordEnd skips the two line ends behind a block, and no more: what
// follows them belongs to the next record.
func skipRecordEnd(br *bufio.Reader) error {
	for range 2 {
		c, err := br.Peek(2)
		switch {
		case len(c) == 2 && c[0] == '\r' && c[1] == '\n':
			br.Discard(2)
		case len(c) > 0 && c[0] == '\n':
			br.Discard(1)
		case err != nil && err != io.EOF:
			return err
		}
	}
	return nil
}

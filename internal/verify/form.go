package verify

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/klauspost/compress/gzip"

	"communique/archive/warc"
)

// form examines the compressed form of a file's members: bytes that can change
// while the content, its checksum and its length stay as they are. Those are
// most of the gzip header (RFC 1952, 2.3.1), the padding at the end of the
// deflate data, and the choice between codings of the same content.
//
// Each member is compressed again as the writer does it, and compared. A
// newer release of the compressor may choose otherwise; then many members of a
// file differ, and nothing follows from it. Where at most one in four does,
// those were changed.
type form struct {
	disk   *os.File
	header []byte // with which the writer begins a member
	in     *gzip.Reader
	out    *gzip.Writer
	size   int
	differ []suspect
}

// suspect is a member that does not come out the same.
type suspect struct {
	record    Fault
	differsAt int64 // bytes from the file's beginning
}

func newForm(disk *os.File) *form {
	var empty bytes.Buffer
	out, err := gzip.NewWriterLevel(&empty, warc.Level)
	if err == nil {
		err = out.Close()
	}
	if err != nil {
		panic("verify: " + err.Error()) // Level is one that gzip knows, and memory takes everything
	}
	return &form{disk: disk, header: empty.Bytes()[:10], in: new(gzip.Reader), out: out}
}

// member looks at the form of one record's member, which was read whole.
func (f *form) member(p *passage, rec *warc.Record) error {
	if f == nil || rec.Shared || rec.Length == 0 {
		return nil
	}
	f.size++
	head := make([]byte, len(f.header))
	if _, err := f.disk.ReadAt(head, rec.Offset); err != nil {
		return err
	}
	for i := range head {
		if head[i] != f.header[i] {
			p.at(rec, InGzip, "byte %d of its gzip header is %#02x, and the writer writes %#02x: it was changed", i, head[i], f.header[i])
			return nil
		}
	}
	again := &comparison{file: f.disk, at: rec.Offset, differs: -1}
	if err := f.compress(rec, again); err != nil {
		return fmt.Errorf("compress the record at %d of %s again: %w", rec.Offset, p.file.name, err)
	}
	end := rec.Offset + rec.Length
	if again.differs < 0 && again.at != end {
		again.differs = min(again.at, end)
	}
	if again.differs >= 0 {
		f.differ = append(f.differ, suspect{Fault{File: p.file.name, Offset: rec.Offset, In: InGzip,
			Record: rec.Header.ID(), URL: rec.Header.TargetURI()}, again.differs})
	}
	return nil
}

func (f *form) compress(rec *warc.Record, to io.Writer) error {
	if err := f.in.Reset(io.NewSectionReader(f.disk, rec.Offset, rec.Length)); err != nil {
		return err
	}
	f.out.Reset(to)
	if _, err := io.Copy(f.out, f.in); err != nil {
		return err
	}
	return f.out.Close()
}

// finish reports the members that were changed; foreign says that the file's
// form cannot be judged.
func (f *form) finish(p *passage) (foreign bool) {
	switch {
	case f == nil:
		return !p.run.sealed[p.file.name] // imported
	case len(f.differ)*4 > f.size:
		return true
	}
	for _, s := range f.differ {
		s.record.What = fmt.Sprintf("its compressed data is not what the writer makes of the content, from byte %d of the file on: it was changed, though the content is the same", s.differsAt)
		p.fault(s.record)
	}
	return false
}

// comparison compares what is written to it with a file.
type comparison struct {
	file    io.ReaderAt
	at      int64
	differs int64 // where the first difference is; -1: there is none
	buf     []byte
}

func (c *comparison) Write(p []byte) (int, error) {
	if cap(c.buf) < len(p) {
		c.buf = make([]byte, len(p))
	}
	have := c.buf[:len(p)]
	n, err := c.file.ReadAt(have, c.at)
	if err != nil && !errors.Is(err, io.EOF) {
		return 0, err
	}
	if c.differs < 0 && !bytes.Equal(have[:n], p) {
		i := 0
		for i < n && have[i] == p[i] {
			i++
		}
		c.differs = c.at + int64(i)
	}
	c.at += int64(len(p))
	return len(p), nil
}

package warc

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
)

// flushAt is how many compressed bytes WriteStream gathers before it writes
// them: records of less are written in one call, as Write does.
const flushAt = 1 << 20

// MaxHeader is how long a record's header can be, in bytes.
const MaxHeader = maxHeader

// WriteStream writes one record, in a gzip member of its own, whose block of
// size bytes is read from block and never held in memory as a whole. The
// header is written as it is, with the right Content-Length; it must have a
// WARC-Record-ID, and its digests are the caller's to make sure of.
//
// The record is written whole or not at all: after an error, which can be
// block's own, the file is cut back to where it was, as Write does.
func (w *Writer) WriteStream(header Fields, block io.Reader, size int64) (Span, error) {
	if w.broken != nil {
		return Span{}, w.broken
	}
	w.buf.Reset()
	to := &tail{w: w}
	err := w.stream(to, header, block, size)
	if err == nil {
		err = to.flush()
	}
	if err != nil {
		if cut := w.cut(to.written, err); cut != nil {
			return Span{}, cut
		}
		return Span{}, fmt.Errorf("write a %s record: %w", header.Type(), err)
	}
	span := Span{w.good, to.written}
	w.good += to.written
	w.shrink()
	return span, nil
}

// cut removes what was written of a record behind the last whole one.
func (w *Writer) cut(written int64, cause error) error {
	if written == 0 {
		return nil
	}
	if err := w.file.Truncate(w.good); err != nil {
		w.broken = fmt.Errorf("a write failed and its beginning could not be removed: %w", errors.Join(cause, err))
	}
	return w.broken
}

func (w *Writer) stream(to io.Writer, header Fields, block io.Reader, size int64) error {
	if header.ID() == "" {
		return errors.New("it has no WARC-Record-ID")
	}
	header.set("Content-Length", strconv.FormatInt(size, 10))
	if err := header.check(); err != nil {
		return err
	}
	head := header.head()
	if len(head) > maxHeader {
		return errors.New("its header is longer than 1 MiB")
	}
	w.gz.Reset(to)
	if _, err := w.gz.Write(head); err != nil {
		return err
	}
	n, err := io.Copy(w.gz, io.LimitReader(block, size))
	if err != nil {
		return err
	}
	if n < size {
		return fmt.Errorf("its block ends after %d of %d bytes: %w", n, size, io.ErrUnexpectedEOF)
	}
	if _, err := w.gz.Write([]byte("\r\n\r\n")); err != nil {
		return err
	}
	return w.gz.Close()
}

// tail gathers what is written in the Writer's buffer, and puts it behind the
// last whole record whenever there is enough of it.
type tail struct {
	w       *Writer
	written int64
}

func (t *tail) Write(p []byte) (int, error) {
	t.w.buf.Write(p)
	if t.w.buf.Len() >= flushAt {
		if err := t.flush(); err != nil {
			return 0, err
		}
	}
	return len(p), nil
}

func (t *tail) flush() error {
	n := int64(t.w.buf.Len())
	at := t.w.good + t.written
	t.written += n // part of it may be written even when this fails
	_, err := t.w.file.WriteAt(t.w.buf.Bytes(), at)
	t.w.buf.Reset()
	return err
}

// head writes the version line, the fields and the empty line that ends them.
func (f Fields) head() []byte {
	var head bytes.Buffer
	head.WriteString("WARC/1.1\r\n")
	for _, x := range f {
		head.WriteString(x.Name + ": " + x.Value + "\r\n")
	}
	head.WriteString("\r\n")
	return head.Bytes()
}

package intake

import (
	"io"
	"os"
)

// inMemory is how many bytes of a block are held in memory. The rest of a
// longer one is in a temporary file: the digests stand before the block in the
// record that is to be written, and a damaged block is known at its end only.
const inMemory = 4 << 20

// spool holds the block of one record at a time.
type spool struct {
	dir  string // for the temporary file; "": the system's
	mem  []byte
	file *os.File // has no name any more; nil until there is need of it
	size int64
}

// spoolError is an error of the temporary file, not of what is read into it.
type spoolError struct{ err error }

func (e *spoolError) Error() string {
	return "hold a large record in a temporary file: " + e.err.Error() + ": free space and run the command again"
}

func (e *spoolError) Unwrap() error { return e.err }

// fill replaces what is in the spool by all that r gives. Errors of r's are
// returned as they are, the spool's own as *spoolError.
func (s *spool) fill(r io.Reader) error {
	if s.mem == nil {
		s.mem = make([]byte, inMemory)
	}
	n, err := io.ReadFull(r, s.mem)
	s.size = int64(n)
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		return nil
	}
	if err != nil {
		return err
	}
	if err := s.create(); err != nil {
		return &spoolError{err}
	}
	if _, err := s.file.Seek(0, io.SeekStart); err != nil {
		return &spoolError{err}
	}
	to := &watched{w: s.file}
	more, err := io.CopyBuffer(to, struct{ io.Reader }{r}, make([]byte, 256<<10))
	s.size += more
	if to.err != nil {
		return &spoolError{to.err}
	}
	return err
}

func (s *spool) create() error {
	if s.file != nil {
		return nil
	}
	f, err := os.CreateTemp(s.dir, ".import-*")
	if err != nil {
		return err
	}
	s.file = f
	return os.Remove(f.Name()) // the space is free again when the process ends
}

// ReadAt reads what is in the spool.
func (s *spool) ReadAt(p []byte, off int64) (n int, err error) {
	if off < 0 || off >= s.size {
		return 0, io.EOF
	}
	if off < inMemory {
		n = copy(p, s.mem[off:min(s.size, inMemory)])
	}
	if at := off + int64(n); n < len(p) && at < s.size && at >= inMemory {
		more, err := s.file.ReadAt(p[n:n+int(min(int64(len(p)-n), s.size-at))], at-inMemory)
		n += more
		if err != nil && err != io.EOF {
			return n, &spoolError{err}
		}
	}
	if n < len(p) {
		err = io.EOF
	}
	return n, err
}

// reader reads what is in the spool from its beginning.
func (s *spool) reader() io.Reader { return io.NewSectionReader(s, 0, s.size) }

// shrink gives back the disk space that a large block took.
func (s *spool) shrink() error {
	if s.file == nil || s.size <= inMemory {
		return nil
	}
	s.size = 0
	if err := s.file.Truncate(0); err != nil {
		return &spoolError{err}
	}
	return nil
}

func (s *spool) close() {
	if s.file != nil {
		_ = s.file.Close() // a file without a name, and nothing in it is needed
	}
}

// watched tells the errors of a copy's target from those of its source.
type watched struct {
	w   io.Writer
	err error
}

func (w *watched) Write(p []byte) (int, error) {
	n, err := w.w.Write(p)
	w.err = err
	return n, err
}

package archive

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"strings"

	"communique/archive/warc"
)

// archiveFile is a WARC file opened for reading. Nothing at or behind limit is
// read, and nothing after ctx is done.
type archiveFile struct {
	*os.File
	ctx   context.Context
	limit int64
}

func (f *archiveFile) ReadAt(p []byte, off int64) (int, error) {
	if err := f.ctx.Err(); err != nil {
		return 0, err
	}
	if off >= f.limit {
		return 0, io.EOF
	}
	if int64(len(p)) <= f.limit-off {
		return f.File.ReadAt(p, off)
	}
	n, err := f.File.ReadAt(p[:f.limit-off], off)
	if err == nil {
		err = io.EOF
	}
	return n, err
}

// open opens a file by its name in captures, whether it is finished or still
// has ".open" behind its name. A file that cannot be opened is a DamageError.
func (s *Store) open(ctx context.Context, file string) (*archiveFile, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	dir, name, _ := strings.Cut(file, "/")
	if dir != warcDir || name == "" || name != filepath.Base(name) || !filepath.IsLocal(name) {
		return nil, fmt.Errorf("%q is no file of the archive: their names begin with %s/", file, warcDir)
	}
	limit := int64(math.MaxInt64)
	s.mu.Lock()
	if s.out != nil && s.out.name == name {
		limit = s.out.writer.Offset()
	}
	s.mu.Unlock()

	final := filepath.Join(s.home, warcDir, name)
	f, err := openRegular(final)
	for _, path := range []string{final + openSuffix, final} { // it may be renamed meanwhile
		if !errors.Is(err, fs.ErrNotExist) {
			break
		}
		f, err = openRegular(path)
	}
	if err != nil {
		return nil, &warc.DamageError{File: file, Reason: "the file cannot be opened: " + err.Error(), Err: err}
	}
	return &archiveFile{File: f, ctx: ctx, limit: limit}, nil
}

func openRegular(path string) (*os.File, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() { // opening a pipe would wait for ever
		return nil, fmt.Errorf("%s is not a file: move it out of the archive", path)
	}
	return os.Open(path)
}

// Raw gives a record as it lies in the file: its gzip member, byte for byte.
func (s *Store) Raw(ctx context.Context, c Capture) (io.ReadCloser, error) {
	if c.Length <= 0 {
		return nil, fmt.Errorf("the record %s in %s shares its gzip member with others and cannot be given alone", c.RecordID, c.File)
	}
	f, err := s.open(ctx, c.File)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err != nil {
		return nil, errors.Join(fmt.Errorf("read %s: %w", c.File, err), f.Close())
	}
	if c.Offset < 0 || min(info.Size(), f.limit)-c.Length < c.Offset {
		f.Close()
		return nil, &warc.DamageError{File: c.File, Offset: c.Offset, Reason: "the file ends before or within it"}
	}
	return struct {
		io.Reader
		io.Closer
	}{io.NewSectionReader(f, c.Offset, c.Length), f}, nil
}

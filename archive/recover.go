package archive

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"communique/archive/warc"
)

// Recovered says what Recover did.
type Recovered struct {
	Files []RecoveredFile
	Empty int // files without a byte, removed
}

// RecoveredFile is one file of a run that did not end properly.
type RecoveredFile struct {
	File     string // its name in captures; "" when no whole record was in it
	Records  int    // whole records kept, of all types
	Kept     int64  // bytes kept
	SetAside string // the file with the rest, relative to the home; "" when there was none
	Bytes    int64  // bytes of the rest
	Reason   string // why the rest could not be kept
}

// Recover finishes the files that dead runs left with ".open" behind their
// names. The caller holds the lock that keeps other runs out.
//
// The whole records before the first damage are kept under the file's final
// name, with a CDXJ beside it; offsets stay what they were. What follows is
// moved, as it is, to quarantine/<name>.at-<offset>; nothing is ever appended
// to a recovered file. One file that cannot be recovered does not keep others
// from it: the error then joins theirs, and what was done is returned.
func (s *Store) Recover(ctx context.Context) (Recovered, error) {
	var done Recovered
	var failed []error
	dir := filepath.Join(s.home, warcDir)
	names, err := fs.Glob(os.DirFS(dir), "*.warc.gz"+openSuffix)
	if err != nil {
		return done, fmt.Errorf("recover the archive: %w", err)
	}
	for _, name := range names {
		if err := ctx.Err(); err != nil {
			return done, err
		}
		path := filepath.Join(dir, name)
		if s.isCurrent(path) {
			continue
		}
		file, err := s.recoverFile(ctx, path)
		if err != nil {
			failed = append(failed, diskError("recover "+path, err))
		} else if file == nil {
			done.Empty++
		} else {
			done.Files = append(done.Files, *file)
		}
	}
	return done, errors.Join(append(failed, sweep(dir))...)
}

// sweep removes half-written CDXJ files: one that was to be is made again with
// its file.
func sweep(dir string) error {
	names, err := fs.Glob(os.DirFS(dir), ".*.cdxj*")
	if err != nil {
		return fmt.Errorf("recover the archive: %w", err)
	}
	for _, name := range names {
		if err := os.Remove(filepath.Join(dir, name)); err != nil {
			return fmt.Errorf("remove a half-written index: %w", err)
		}
	}
	return nil
}

func (s *Store) isCurrent(path string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.out != nil && s.out.path == path
}

// recoverFile returns nil for an empty file, which it removes.
func (s *Store) recoverFile(ctx context.Context, path string) (*RecoveredFile, error) {
	f, err := openRegular(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if info.Size() == 0 {
		return nil, os.Remove(path)
	}
	name := strings.TrimSuffix(filepath.Base(path), openSuffix)
	file, err := measure(&archiveFile{File: f, ctx: ctx, limit: info.Size()}, name)
	if err != nil {
		return nil, err
	}
	if file.Bytes = info.Size() - file.Kept; file.Bytes > 0 {
		if err := s.setAside(f, name, file); err != nil {
			return nil, err
		}
	}
	if file.Records == 0 {
		return file, os.Remove(path) // all of it is in quarantine
	}
	file.File = warcDir + "/" + name
	return file, s.keep(f, path, name, file)
}

// measure finds how far a file consists of whole records.
func measure(f io.ReaderAt, name string) (*RecoveredFile, error) {
	file := &RecoveredFile{}
	r := warc.NewReader(f, name, 0)
	for {
		rec, err := r.Next()
		if err == nil {
			_, err = io.Copy(io.Discard, rec.Block)
		}
		var damage *warc.DamageError
		switch {
		case err == io.EOF:
			return file, nil
		case errors.As(err, &damage):
			file.Reason = damage.Reason
			return file, nil
		case err != nil:
			return nil, err
		case rec.Shared:
			file.Reason = "its records share one gzip member"
			return file, nil
		}
		file.Records++
		file.Kept = rec.Offset + rec.Length
	}
}

// setAside copies what follows the whole records into the quarantine.
func (s *Store) setAside(f *os.File, name string, file *RecoveredFile) error {
	dir := filepath.Join(s.home, quarantineDir)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	aside := fmt.Sprintf("%s.at-%d", name, file.Kept)
	file.SetAside = quarantineDir + "/" + aside
	if err := s.copyTo(filepath.Join(dir, aside), io.NewSectionReader(f, file.Kept, file.Bytes)); err != nil {
		return err
	}
	return s.disk.syncDir(s.home)
}

// keep gives the whole records their final name: the file itself when it has
// nothing else, a copy otherwise.
func (s *Store) keep(f *os.File, path, name string, file *RecoveredFile) error {
	final := filepath.Join(s.home, warcDir, name)
	whole := io.NewSectionReader(f, 0, file.Kept)
	if err := unlessOther(final, whole); err != nil {
		return err
	}
	lines, err := warc.IndexFile(whole, name)
	if err != nil {
		return err
	}
	if file.Bytes == 0 {
		if err := f.Sync(); err != nil {
			return err
		}
		return s.publish(path, name, lines)
	}
	recovered := final + ".recovered"
	if err := s.copyTo(recovered, whole); err != nil {
		return err
	}
	if err := s.publish(recovered, name, lines); err != nil {
		return err
	}
	return os.Remove(path)
}

// unlessOther is an error when another file has the final name already. The
// same bytes are there when a recovery was cut short.
func unlessOther(final string, whole *io.SectionReader) error {
	f, err := os.Open(final)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer f.Close()
	there, err := warc.BlockDigest(f)
	if err != nil {
		return err
	}
	here, err := warc.BlockDigest(io.NewSectionReader(whole, 0, whole.Size()))
	if err != nil {
		return err
	}
	if there != here {
		return fmt.Errorf("%s is there already and is another file: move one of the two away", final)
	}
	return nil
}

// copyTo writes a file from a reader: whole and safe under its name, or not at
// all.
func (s *Store) copyTo(path string, from io.Reader) error {
	part := path + ".part"
	to, err := os.Create(part)
	if err != nil {
		return err
	}
	_, err = io.Copy(to, from)
	if err == nil {
		err = to.Sync()
	}
	if err = errors.Join(err, to.Close()); err != nil {
		return errors.Join(err, os.Remove(part))
	}
	if err := s.disk.rename(part, path); err != nil {
		return err
	}
	return s.disk.syncDir(filepath.Dir(path))
}

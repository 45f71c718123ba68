package archive

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"communique/archive/warc"
	"communique/internal/durable"

	"github.com/google/renameio/v2"
)

// outputFile is the file that records are written to.
type outputFile interface {
	warc.File
	Sync() error
	Close() error
}

// disk is how the store reaches the disk, so that tests can let it fail and
// watch the order of what is done.
type disk struct {
	create  func(path string) (outputFile, error) // fs.ErrExist when there is one
	replace func(path string, data []byte) error  // write beside, fsync, rename
	rename  func(from, to string) error
	syncDir func(path string) error
}

var osDisk = disk{
	create: func(path string) (outputFile, error) {
		return os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o644)
	},
	replace: func(path string, data []byte) error {
		return renameio.WriteFile(path, data, 0o644, renameio.WithTempDir(filepath.Dir(path)))
	},
	rename:  os.Rename,
	syncDir: func(path string) error { return durable.Sync(path) },
}

// output is the file being written.
//
// Its name is <prefix>-<run>-<serial>.warc.gz: communique or import, the run's
// id, which is when it began, and five digits that count the run's files from
// 00001. While it is written, ".open" stands behind the name. Its first record
// is a warcinfo; every other record names it in WARC-Warcinfo-ID.
type output struct {
	name   string // without ".open"
	path   string // on the disk, with ".open"
	disk   outputFile
	writer *warc.Writer
	infoID string
	lines  []warc.CDXJ
}

// file is the name in captures.
func (o *output) file() string { return warcDir + "/" + o.name }

// create begins a new file with its warcinfo, which says what about does too.
// Its name is made of prefix, run and the next serial that is free.
func (s *Store) create(prefix string, serial *int, about warc.Fields) (*output, error) {
	dir := filepath.Join(s.home, warcDir)
	for *serial++; ; *serial++ {
		name := fmt.Sprintf("%s-%s-%05d.warc.gz", prefix, s.o.Run, *serial)
		if _, err := os.Lstat(filepath.Join(dir, name)); err == nil {
			continue
		}
		path := filepath.Join(dir, name+openSuffix)
		file, err := s.disk.create(path)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return nil, diskError("begin an archive file", err)
		}
		out := &output{name: name, path: path, disk: file, writer: warc.NewWriter(file, 0)}
		if err := s.begin(out, about); err != nil {
			// Nothing of worth is in it: a file that stays is one more for Recover.
			return nil, errors.Join(diskError("begin "+path, err), file.Close(), os.Remove(path))
		}
		return out, nil
	}
}

// begin writes the warcinfo: what wrote the file, for whom, and what else there
// is to say about it.
func (s *Store) begin(out *output, about warc.Fields) error {
	var info warc.Fields
	info.Add("software", s.o.Software)
	info.Add("format", "WARC File Format 1.1")
	info.Add("conformsTo", "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/")
	info.Add("operator", s.o.Contact)
	record, err := warc.Warcinfo(out.name, s.o.Now(), append(info, about...))
	if err != nil {
		return err
	}
	if _, err := out.writer.Write(record); err != nil {
		return err
	}
	out.infoID = record.Header.ID()
	return s.disk.syncDir(filepath.Dir(out.path))
}

// finish gives the current file its final name. s.mu is held.
func (s *Store) finish() error {
	if s.out == nil || s.broken != nil {
		return s.broken
	}
	out := s.out
	s.out = nil
	if err := out.disk.Sync(); err != nil {
		s.broken = diskError("make "+out.path+" safe on the disk", errors.Join(err, out.disk.Close()))
		return s.broken
	}
	s.synced = s.appended
	s.repeats.safe(s.synced)
	if err := out.disk.Close(); err != nil {
		return fmt.Errorf("close %s: %w", out.path, err)
	}
	return s.publish(out.path, out.name, out.lines)
}

// publish gives a finished file, which is safe on the disk, its CDXJ and its
// final name, in this order: a file without ".open" always has its index.
func (s *Store) publish(path, name string, lines []warc.CDXJ) error {
	dir := filepath.Join(s.home, warcDir)
	var index bytes.Buffer
	if err := warc.WriteCDXJ(&index, lines); err != nil {
		return err
	}
	cdxj := filepath.Join(dir, CDXJOf(name))
	if err := s.disk.replace(cdxj, index.Bytes()); err != nil {
		return diskError("write "+cdxj, err)
	}
	if err := s.disk.rename(path, filepath.Join(dir, name)); err != nil {
		return fmt.Errorf("finish %s: %w", path, err)
	}
	if err := s.disk.syncDir(dir); err != nil {
		return fmt.Errorf("finish %s: %w", path, err)
	}
	return nil
}

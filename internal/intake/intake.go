// Package intake takes captures that others made into the archive: WARC files
// of versions 0.17 to 1.1 in any form of compression, ARC files, and WACZ.
//
// A foreign file is never copied into the archive as it is: it may be damaged,
// not compressed, or compressed as a whole. Every record that can be read is
// written anew, with its block's bytes and its header as they were, into a
// file of the archive's own form; what had to be changed in the header stands
// beside in a field of ours:
//
//	Communique-Original-Target-URI      the address had <>, spaces or bytes that no address has
//	Communique-Original-Date            the date was not in the form of WARC
//	Communique-Original-Record-ID       another record had the same ID already
//	Communique-Original-Field           a line that no header can have, quoted as in Go
//	Communique-Stated-Block-Digest      the digest that was stated, and is not the block's
//	Communique-Stated-Payload-Digest    the digest that was stated, and is not the payload's
//	Communique-Found                    the record was found by searching behind damage
//	Communique-Archived-By              who made the capture, as the file's warcinfo names them
//
// ARC records have the line they began with in ARC-Header. A record without an
// ID, as all of ARC, is given one that follows from its content.
package intake

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"communique/archive"
	"communique/archive/warc"
)

// Options are what an import works with.
type Options struct {
	Home  string         // of the archive; "": there is none yet
	Store *archive.Store // nil: read and report only
	// Known finds the file, in the form of Capture.File, that has the response,
	// revisit or resource of that record ID. May be nil.
	Known func(ctx context.Context, recordID string) (file string, ok bool, err error)
	By    string // who imports, as an address; may be empty
	Again bool   // read a file too that was imported before
	Now   func() time.Time
	// Progress is told how much of a file has been read; may be nil.
	Progress func(read, size int64)
}

// Intake takes files in, one after the other.
type Intake struct {
	o     Options
	seen  map[uint64]fingerprint // records met with, by a hash of their IDs
	known known
}

// New returns an Intake that has not met with any record yet.
func New(o Options) *Intake {
	return &Intake{o: o, seen: map[uint64]fingerprint{}, known: known{home: o.Home, find: o.Known, files: map[string]map[fingerprint]bool{}}}
}

// Import takes one file in. What is wrong with the file is in the report; the
// error is one of the archive, the catalogue or ctx, after which what was
// written up to then is kept and a second import goes on from there.
func (in *Intake) Import(ctx context.Context, path string) (Report, error) {
	o := in.o
	t := &taking{Intake: in, ctx: ctx, report: Report{File: path, DryRun: o.Store == nil}}
	t.block.dir = o.Home
	defer t.block.close()
	f, info, err := openRegular(path)
	if err != nil {
		t.report.Refused = err.Error()
		return t.report, nil
	}
	defer f.Close()
	t.report.Size = info.Size()
	src := &source{ctx: ctx, file: f, size: info.Size(), progress: o.Progress}
	if err := t.identify(src); err != nil || t.report.Refused != "" || t.report.Before != "" {
		return t.report, err
	}
	err = t.take(path, src)
	if err == nil {
		err = t.writeHeld()
	}
	whole := err == nil
	if now, stat := f.Stat(); stat != nil || now.Size() != info.Size() || !now.ModTime().Equal(info.ModTime()) {
		t.report.Faults = append(t.report.Faults, "it was changed while it was read: import it again when nobody writes to it any more")
		whole = false
	}
	if finish := t.finish(whole); finish != nil || err != nil {
		return t.report, errors.Join(err, finish)
	}
	if t.report.Records+t.report.Known+t.report.Repeated == 0 && t.report.Refused == "" {
		t.report.Refused = "there is no record in it that can be read"
	}
	return t.report, nil
}

// taking is the import of one file.
type taking struct {
	*Intake
	ctx    context.Context
	report Report
	name   string // of the WARC or ARC file being read, for people
	to     *archive.Importer
	block  spool
	infos  []string // IDs of the warcinfo records of the WARC file being read
	makers makers   // who made the captures of the WARC file being read
	held   []held   // records that wait for a capture
}

// identify computes the file's digest and looks whether it is in the archive
// already.
func (t *taking) identify(src *source) error {
	sum := sha256.New()
	if _, err := io.Copy(sum, io.NewSectionReader(src, 0, src.size)); err != nil {
		if t.ctx.Err() == nil {
			t.report.Refused = "it cannot be read: " + err.Error()
			return nil
		}
		return t.ctx.Err()
	}
	t.report.SHA256 = hex.EncodeToString(sum.Sum(nil))
	if t.o.Again || t.o.Home == "" {
		return nil
	}
	before, err := importedBefore(t.ctx, t.o.Home, t.report.SHA256)
	t.report.Before = before
	return err
}

// importer returns where records go, with the provenance that is the same for
// all of the file.
func (t *taking) importer() *archive.Importer {
	if t.to != nil {
		return t.to
	}
	r := t.report
	var about warc.Fields
	about.Add(archive.ImportFrom, printable(filepath.Base(r.File)))
	about.Add("communique-imported-size", fmt.Sprint(r.Size))
	about.Add(archive.ImportDigest, r.SHA256)
	about.Add("communique-imported-format", r.Format)
	about.Add(archive.ImportAt, archive.Timestamp(t.o.Now()))
	about.Add("communique-imported-by", printable(t.o.By))
	for _, fault := range r.Faults {
		about.Add("communique-imported-fault", printable(fault))
	}
	t.to = t.o.Store.Importer(about)
	return t.to
}

// finish writes the report behind the records and finishes the file. The
// report is the mark that the whole of the file has been taken in: without it
// a second import reads the file again.
func (t *taking) finish(whole bool) error {
	if t.to == nil {
		return nil
	}
	var failed error
	if whole {
		block, err := json.Marshal(t.report)
		if err != nil {
			return fmt.Errorf("describe the import: %w", err)
		}
		h := warc.NewFields(warc.TypeMetadata, t.o.Now())
		h.Add("WARC-Target-URI", archive.ImportURN+t.report.SHA256)
		h.Add("Content-Type", archive.ImportType)
		digest, err := warc.BlockDigest(strings.NewReader(string(block)))
		if err != nil {
			return err
		}
		h.Add("WARC-Block-Digest", digest)
		failed = t.to.Write(h, strings.NewReader(string(block)), int64(len(block)), 0, "")
	}
	files, err := t.to.Finish()
	t.report.Files = files
	return errors.Join(failed, err)
}

// openRegular opens a file, and says what else it is when it is none.
func openRegular(path string) (*os.File, os.FileInfo, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, nil, err
	}
	if !info.Mode().IsRegular() { // opening a pipe would wait for ever
		return nil, nil, errors.New("it is no file but a " + kindOf(info.Mode()) + ": name the WARC, ARC or WACZ files themselves")
	}
	f, err := os.Open(path)
	return f, info, err
}

func kindOf(mode os.FileMode) string {
	if mode.IsDir() {
		return "folder"
	}
	return "device or pipe"
}

// source reads a file while ctx lasts, and remembers an error of the disk.
type source struct {
	ctx      context.Context
	file     io.ReaderAt
	size     int64
	progress func(read, size int64)
	err      error
}

func (s *source) ReadAt(p []byte, off int64) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := s.file.ReadAt(p, off)
	if err != nil && err != io.EOF {
		s.err = err
	}
	if s.progress != nil {
		s.progress(off+int64(n), s.size)
	}
	return n, err
}

package archive

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"

	"communique/archive/warc"
)

const (
	warcDir       = "warc"       // in the home: the WARC files
	quarantineDir = "quarantine" // in the home: what recovery set aside
	openSuffix    = ".open"      // behind the name of a file that is being written

	defaultRotate  = 1 << 30
	defaultMaxBody = 32 << 20
)

// Options are the settings of a Store. The zero value is one for reading.
type Options struct {
	Software string           // name and version of the program, for warcinfo
	Run      string           // run id, for warcinfo and file names: letters, digits, "-", "_", "."; "" is "manual"
	Contact  string           // who runs the crawl, for warcinfo's operator
	Now      func() time.Time // nil: time.Now
	RotateAt int64            // bytes after which the next exchange begins a new file; 0 = 1 GiB
	MaxBody  int64            // bytes of decoded body given when reading; 0 = 32 MiB

	// Original finds a response record of an earlier run with this payload and
	// this HTTP status: one of exactly this address if there is one, else of
	// any. It must be a response that is whole and that this program recorded,
	// never a revisit. nil: a Store knows only what it has written itself.
	Original func(ctx context.Context, url, payloadDigest string, status int) (Original, bool, error)
	// Last finds the response record that has the payload of the last 200 which
	// earlier runs got from exactly this address. nil: as for Original.
	Last func(ctx context.Context, url string) (Original, bool, error)
	// Resolve finds, for reading, the response whose payload a revisit stands
	// for. nil: Page gives ErrRevisit for revisits of an identical payload.
	Resolve func(ctx context.Context, revisit Capture) (Capture, bool, error)
}

// Store is the folder warc/ of a home directory. Its methods can be called
// from several goroutines; only one process at a time may append (the caller
// holds a lock).
type Store struct {
	home string
	o    Options
	disk disk

	mu       sync.Mutex // guards what follows
	out      *output    // the file being written; nil: none yet
	repeats  repeats    // what this Store has written
	serial   int
	appended int64 // exchanges written since Open
	synced   int64 // of them, those known to be on the disk
	broken   error // the disk failed in a way that leaves the file in doubt
	closed   bool

	syncing sync.Mutex // one fsync at a time; those who wait share the next
}

var runPattern = regexp.MustCompile(`^[A-Za-z0-9._-]{1,100}$`)

// Open returns the store of a home directory (not of its warc/ folder, which
// is created when missing). No file is written before the first Append.
func Open(home string, o Options) (*Store, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Run == "" {
		o.Run = "manual"
	}
	if !runPattern.MatchString(o.Run) {
		return nil, fmt.Errorf("open archive: the run id %q cannot be part of a file name: use letters, digits, - and _", o.Run)
	}
	if o.RotateAt == 0 {
		o.RotateAt = defaultRotate
	}
	if o.MaxBody == 0 {
		o.MaxBody = defaultMaxBody
	}
	if err := os.MkdirAll(filepath.Join(home, warcDir), 0o755); err != nil {
		return nil, fmt.Errorf("open archive: %w", err)
	}
	return &Store{home: home, o: o, disk: osDisk}, nil
}

// Append writes the records of an exchange behind each other: the response (a
// revisit for a 304, and for a payload that is in the archive already), the
// request, and a metadata record with the 1xx responses where there were any.
// The capture is the response's; a 304 has no payload digest. Either all of
// them are in the file or, on error, none. They are safe from a power cut
// after the next Sync.
func (s *Store) Append(ctx context.Context, ex *warc.Exchange) (Capture, error) {
	if err := ctx.Err(); err != nil {
		return Capture{}, err
	}
	recs, err := warc.ExchangeRecords(ex, "")
	if err != nil {
		return Capture{}, fmt.Errorf("archive %s: %w", ex.URL, err)
	}
	original, err := s.refer(ctx, ex.URL, &recs)
	if err != nil {
		return Capture{}, fmt.Errorf("archive %s: %w", ex.URL, err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	out, err := s.output()
	if err != nil {
		return Capture{}, err
	}
	recs.SetWarcinfo(out.infoID)
	c, err := s.write(ex.Start, recs)
	if err == nil {
		s.repeats.written(s.appended, ex.URL, recs, c, original)
	}
	return c, err
}

// AppendMetadata writes a metadata record about target: a failed fetch, a
// run's report. Its date is the store's clock; its capture has neither payload
// digest nor status.
func (s *Store) AppendMetadata(ctx context.Context, target, contentType string, block []byte) (Capture, error) {
	if err := ctx.Err(); err != nil {
		return Capture{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	out, err := s.output()
	if err != nil {
		return Capture{}, err
	}
	now := s.o.Now()
	h := warc.NewFields(warc.TypeMetadata, now)
	h.Add("WARC-Target-URI", target)
	h.Add("WARC-Warcinfo-ID", out.infoID)
	h.Add("Content-Type", contentType)
	return s.write(now, warc.Records{Drafts: []*warc.Draft{{Header: h, Block: block}}})
}

// write puts the records into the current file. s.mu is held.
func (s *Store) write(at time.Time, recs warc.Records) (Capture, error) {
	spans, err := s.out.writer.Write(recs.Drafts...)
	if err != nil {
		return Capture{}, diskError("archive to "+s.out.path, err)
	}
	s.appended++
	first := recs.Drafts[0].Header
	line, ok := warc.NewCDXJ(first, spans[0], recs.Status, recs.MIME, s.out.name)
	if ok {
		s.out.lines = append(s.out.lines, line)
	}
	return Capture{
		Fetched: captureTime(at), File: s.out.file(), Offset: spans[0].Offset, Length: spans[0].Length,
		RecordID: first.ID(), PayloadDigest: first.PayloadDigest(), HTTPStatus: recs.Status,
	}, nil
}

// output returns the file to write to: the current one, or a new one when
// there is none yet or the current one is full. s.mu is held.
func (s *Store) output() (*output, error) {
	switch {
	case s.broken != nil:
		return nil, s.broken
	case s.closed:
		return nil, errors.New("archive: the store is closed")
	case s.out != nil && s.out.writer.Offset() < s.o.RotateAt:
		return s.out, nil
	}
	if err := s.finish(); err != nil {
		return nil, err
	}
	// communique-run is this program's own field; by it a file counts as its
	// own work and not as imported.
	var about warc.Fields
	about.Add("communique-run", s.o.Run)
	out, err := s.create("communique", &s.serial, about)
	if err != nil {
		return nil, err
	}
	s.out = out
	return out, nil
}

// Sync makes everything appended before it safe from a power cut. Callers that
// wait at the same time share one fsync.
func (s *Store) Sync() error {
	s.mu.Lock()
	want := s.appended
	s.mu.Unlock()

	s.syncing.Lock()
	defer s.syncing.Unlock()
	s.mu.Lock()
	out, have, done, broken := s.out, s.appended, s.synced >= want, s.broken
	s.mu.Unlock()
	if broken != nil || done {
		return broken
	}
	err := out.disk.Sync()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.synced >= have { // finished meanwhile, which includes an fsync
		return nil
	}
	if err != nil {
		// What the kernel could not write it may have forgotten: a second
		// fsync would succeed without the data. Only recovery can tell.
		s.broken = diskError("make "+out.path+" safe on the disk", err)
		return s.broken
	}
	s.synced = have
	s.repeats.safe(have)
	return nil
}

// Close finishes the current file: fsync, CDXJ beside it, final name. After an
// error the file keeps its ".open" name, and the next Recover finishes it.
func (s *Store) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	return s.finish()
}

// Files returns the WARC files in the form of Capture.File, sorted, with the
// one being written. Whatever is called *.warc.gz or *.warc is listed; reading
// it says so when it is no such thing.
func (s *Store) Files() ([]string, error) {
	entries, err := os.ReadDir(filepath.Join(s.home, warcDir))
	if err != nil {
		return nil, fmt.Errorf("list the archive: %w", err)
	}
	var files []string
	for _, e := range entries {
		if name := e.Name(); strings.HasSuffix(name, ".warc.gz") || strings.HasSuffix(name, ".warc") {
			files = append(files, warcDir+"/"+name)
		}
	}
	s.mu.Lock()
	if s.out != nil {
		files = append(files, s.out.file())
	}
	s.mu.Unlock()
	slices.Sort(files)
	return slices.Compact(files), nil
}

// diskError adds to a full disk's error what to do about it.
func diskError(doing string, err error) error {
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		return fmt.Errorf("%s: %w: free space and run the command again; everything archived before is kept", doing, err)
	}
	return fmt.Errorf("%s: %w", doing, err)
}

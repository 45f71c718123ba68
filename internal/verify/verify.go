// Package verify reads everything the archive holds and says what is wrong,
// and where: every byte of the WARC files, and whether CDXJ, catalogue and
// search index say what the files say. It changes nothing.
package verify

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"sync"

	"golang.org/x/sync/errgroup"

	"communique/internal/catalog"
)

// What a fault concerns.
const (
	InFile      = "file"      // a file is missing, foreign or left open
	InRecord    = "record"    // a record cannot be read, or its header is wrong
	InGzip      = "gzip"      // bytes of the compressed form that the content does not show
	InDigest    = "digest"    // a block or payload is not what its digest says
	InCDXJ      = "cdxj"      // the index beside a WARC file
	InCatalogue = "catalogue" // catalog.sqlite
	InRevisit   = "revisit"   // a revisit leads nowhere
	InIndex     = "index"     // the search index
	InLog       = "log"       // the transparency log and its signatures
)

// Fault is one thing that is wrong.
type Fault struct {
	File   string `json:"file"`             // relative to the home, with slashes
	Offset int64  `json:"offset"`           // bytes from the file's beginning; -1: the whole file
	In     string `json:"in"`               // one of the constants
	What   string `json:"what"`             // for people
	Record string `json:"record,omitempty"` // WARC-Record-ID
	URL    string `json:"url,omitempty"`    // the record's target
}

// String is the fault on one line.
func (f Fault) String() string {
	if f.Offset < 0 {
		return f.File + ": " + f.What
	}
	return fmt.Sprintf("%s at %d: %s", f.File, f.Offset, f.What)
}

// Summary counts what was looked at.
type Summary struct {
	Files, Records int
	Bytes          int64 // of WARC files, compressed
	Faults         int
	// Imported revisits whose original was not imported, and imported digests
	// of an algorithm that is not known here: no faults of this archive, and
	// not checked either.
	Unresolved, Unchecked int
	// Waiting counts the captures that runs which were stopped have not read, and
	// Unindexed the releases that they have not put in the search index: the next
	// run does, and nothing is wrong with them.
	Waiting, Unindexed int
	// Foreign counts the files of whose compressed form only the log can
	// speak: imported ones, and those that another release of the compressor
	// wrote. A change there that leaves the content as it is is found by the
	// SHA-256 in the log, and not by reading.
	Foreign int
}

// Verifier verifies one home. Only Home is required.
type Verifier struct {
	Home string
	// Index gives the id of every release in the search index; nil: the index
	// is not looked at.
	Index func(ctx context.Context, each func(id string)) error
	// Extra are further checks, made first: of the transparency log and its
	// signatures.
	Extra []func(ctx context.Context, report func(Fault)) error
	// Sealing says that Extra compares every file with a SHA-256 in the log,
	// and reports those of which it has none. The compressed form of a file
	// that it does not report is not examined besides.
	Sealing bool
	// Progress is told how many of the bytes to read have been read. It is
	// called by several goroutines, one at a time.
	Progress func(done, total int64)
	// Workers is how many files are read at once; 0: one a core.
	Workers int
}

// run is one verification at work.
type run struct {
	*Verifier
	db     *catalog.DB      // nil: there is none to compare with
	marks  map[string]int64 // how far the catalogue has read each file
	files  []warcFile
	sealed map[string]bool // by Extra
	byName map[string]warcFile

	mu          sync.Mutex
	report      func(Fault)
	sum         Summary
	done, total int64
	matched     map[string]int            // rows whose record was found, by file
	damaged     map[string]map[int64]bool // offsets of records that cannot be read
}

// All reads the whole archive and reports each fault as it is found; report
// is called by one goroutine at a time. Faults of different files come in no
// particular order. The error is one that kept the verification from its end,
// and never one of the archive.
func (v *Verifier) All(ctx context.Context, report func(Fault)) (Summary, error) {
	r, err := v.start(ctx, report)
	if err != nil {
		return Summary{}, fmt.Errorf("verify: %w", err)
	}
	err = r.all(ctx)
	if err = errors.Join(err, r.close()); err != nil {
		err = fmt.Errorf("verify: %w", err)
	}
	return r.sum, err
}

func (r *run) all(ctx context.Context) error {
	if err := r.extra(ctx); err != nil {
		return err
	}
	group, each := errgroup.WithContext(ctx)
	group.SetLimit(r.workers())
	for _, f := range r.files {
		group.Go(func() error { return r.file(each, f) })
	}
	if err := group.Wait(); err != nil {
		return err
	}
	if err := r.rows(ctx); err != nil {
		return err
	}
	return r.index(ctx)
}

// start lists the files and opens the catalogue.
func (v *Verifier) start(ctx context.Context, report func(Fault)) (*run, error) {
	r := &run{Verifier: v, report: report, byName: map[string]warcFile{}, sealed: map[string]bool{}, matched: map[string]int{}, damaged: map[string]map[int64]bool{}}
	if err := r.list(); err != nil {
		return nil, err
	}
	db, err := catalog.OpenRead(ctx, filepath.Join(v.Home, catalogName))
	switch {
	case errors.Is(err, catalog.ErrNewer):
		return nil, err
	case err != nil && ctx.Err() != nil:
		return nil, ctx.Err()
	case errors.Is(err, catalog.ErrDecisions):
		r.fault(Fault{File: decisionsName, Offset: -1, In: InFile,
			What: fmt.Sprintf("%v; captures, revisits and the search index were not compared: verify again when it is mended", err)})
		return r, nil
	case err != nil:
		r.fault(Fault{File: catalogName, Offset: -1, In: InCatalogue,
			What: fmt.Sprintf("%v; captures, revisits and the search index were not compared: run communique rebuild and verify again", err)})
		return r, nil
	}
	r.db = db
	if r.marks, err = db.ReadTo(ctx); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	r.missing()
	return r, nil
}

func (r *run) close() error {
	if r.db == nil {
		return nil
	}
	return r.db.Close()
}

func (r *run) workers() int {
	if r.Workers > 0 {
		return r.Workers
	}
	return runtime.GOMAXPROCS(0)
}

// extra makes the further checks, and notes which files they seal.
func (r *run) extra(ctx context.Context) error {
	spoken := map[string]bool{}
	for _, check := range r.Extra {
		err := check(ctx, func(f Fault) {
			spoken[f.File] = true
			r.fault(f)
		})
		if err != nil {
			return err
		}
	}
	for _, f := range r.files {
		r.sealed[f.name] = r.Sealing && !f.open && !spoken[f.name]
	}
	return nil
}

func (r *run) fault(f Fault) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.sum.Faults++
	r.report(f)
}

// read counts bytes of WARC files for Progress.
func (r *run) read(n int64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.done += n
	if r.Progress != nil {
		r.Progress(r.done, r.total)
	}
}

package index

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/gofrs/flock"

	"communique/archive"
	"communique/internal/durable"
)

// batchSize is how many releases are handed to bleve at once: with 250 it
// writes twice as many bytes, with one forty times (measured in DESIGN.md).
const batchSize = 1000

// batchText bounds what a batch costs in memory, in bytes of the releases'
// text: bleve needs about a hundred times as much while it writes one. Releases
// of 4 KB come 250 to a batch, which is no slower than twice that (BenchmarkPut).
const batchText = 1 << 20

// segmentSize is how many releases a segment may hold: bleve merges smaller
// ones up to it and no further, so that no night writes more anew than one such
// segment, about 250 MB. Memory is no reason for a bound (mapped.go): with
// 117,656 releases a 4 GB import had 131 MB at most while it indexed. Segments
// under smallSegment are merged as soon as two are there, which is up to 8 MB a
// night. 100,000 releases of 4 KB were 13 segments (internal/bench/search).
const (
	segmentSize  = 40_000
	smallSegment = 1_000
)

// Writer writes a new generation, which nobody sees before Commit. It is for
// one goroutine.
type Writer struct {
	dir     string
	lock    *flock.Flock
	base    current // the generation it follows; zero for a new index
	anew    bool    // it begins empty, not as the base
	path    string  // of the generation being written
	bleve   bleve.Index
	batch   *bleve.Batch
	text    int    // bytes of text in the batch
	keep    func() // ends what giveBack began
	changed bool
}

// Update begins a new generation of the index in dir, which is made when
// missing, and removes what earlier writers left. It returns ErrVersion for
// an index of another version, and ErrBusy while another Writer is at work.
// End it with Commit or Abort.
func Update(dir string) (*Writer, error) { return newWriter(dir, false) }

// Replace is Update for an index of any version, and begins an empty
// generation: the one there is stays until Commit.
func Replace(dir string) (*Writer, error) { return newWriter(dir, true) }

func newWriter(dir string, anew bool) (*Writer, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("update search index: %w", err)
	}
	lock := flock.New(filepath.Join(dir, lockName))
	if ok, err := lock.TryLock(); err != nil {
		return nil, fmt.Errorf("update search index: %w", err)
	} else if !ok {
		return nil, ErrBusy
	}
	w := &Writer{dir: dir, lock: lock, anew: anew}
	if err := w.begin(); err != nil {
		return nil, errors.Join(err, w.lock.Close())
	}
	return w, nil
}

func (w *Writer) begin() error {
	base, err := readCurrent(w.dir)
	if err != nil && !errors.Is(err, ErrNone) && !(w.anew && errors.Is(err, ErrVersion)) {
		return err
	}
	w.base = base
	w.path = filepath.Join(w.dir, base.next()+newSuffix)
	if err := os.RemoveAll(w.path); err != nil { // of a writer that was killed
		return fmt.Errorf("update search index: %w", err)
	}
	if err := w.open(); err != nil {
		return errors.Join(fmt.Errorf("update search index: %w; run `communique rebuild`", err), os.RemoveAll(w.path))
	}
	if err := sweep(w.dir, filepath.Base(w.path), base.Generation, base.before()); err != nil {
		return errors.Join(fmt.Errorf("update search index: %w", err), w.bleve.Close(), os.RemoveAll(w.path))
	}
	w.batch = w.bleve.NewBatch()
	w.keep = giveBack(w.bleve)
	return nil
}

// open opens a copy of the base, or a new index. The mapping given to bleve
// is empty: fields and analysis are ours (mapping.go), so nothing has to be
// built or read when an index is opened.
func (w *Writer) open() (err error) {
	config := map[string]any{"bolt_timeout": "2s", "scorchMergePlanOptions": map[string]any{"MaxSegmentSize": segmentSize, "FloorSegmentSize": smallSegment}}
	if w.anew || w.base.Generation == "" {
		w.bleve, err = bleve.NewUsing(w.path, mapping.NewIndexMapping(), bleve.Config.DefaultIndexType, bleve.Config.DefaultKVStore, config)
		return err
	}
	if err := copyGeneration(w.base.path(w.dir), w.path); err != nil {
		return err
	}
	w.bleve, err = openGeneration(w.path, w.base.Generation, config)
	return err
}

// Put adds a release, or replaces it. A restricted one is taken out instead:
// it is never in the index.
func (w *Writer) Put(r archive.Release) error {
	if r.ID == "" {
		return errors.New("put in search index: a release without an id")
	}
	if !r.Public() {
		return w.Delete(r.ID)
	}
	if err := w.batch.IndexAdvanced(newDocument(r)); err != nil {
		return fmt.Errorf("put %s in search index: %w", r.ID, err)
	}
	if r.Text != nil {
		w.text += len(*r.Text)
	}
	for _, f := range r.Attached {
		w.text += len(f.Text)
	}
	return w.flush(batchSize)
}

// Delete takes a release out. One that is not there is no error.
func (w *Writer) Delete(id string) error {
	w.batch.Delete(id)
	return w.flush(batchSize)
}

// flush writes the batch once it has the given size.
func (w *Writer) flush(size int) error {
	if n := w.batch.Size(); n < size && w.text < batchText || n == 0 {
		return nil
	}
	w.changed = true
	if err := w.bleve.Batch(w.batch); err != nil {
		return fmt.Errorf("write search index: %w", err)
	}
	w.batch, w.text = w.bleve.NewBatch(), 0 // bleve may still be reading the old one
	return nil
}

// Commit publishes the generation: all of it is safe on disk, and readers
// that open from now on see it. If it fails, the index is what it was. With
// nothing put or deleted, nothing is published.
func (w *Writer) Commit() (err error) {
	if w.bleve == nil {
		return errors.New("commit search index: the update has ended already")
	}
	if !w.changed && w.batch.Size() == 0 && w.base.Generation != "" && !w.anew {
		return w.Abort()
	}
	next := w.base.next()
	w.batch.SetInternal([]byte(markKey), []byte(next))
	if err := w.flush(1); err != nil {
		return errors.Join(err, w.Abort())
	}
	defer func() { err = errors.Join(err, w.lock.Close()) }()
	w.settle()
	err = w.close()
	if err == nil {
		err = w.publish(next)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("commit search index: %w", err), os.RemoveAll(w.path))
	}
	return nil
}

func (w *Writer) publish(next string) error {
	if err := syncTree(w.path); err != nil {
		return err
	}
	if err := os.Rename(w.path, filepath.Join(w.dir, next)); err != nil {
		return err
	}
	if err := durable.Sync(w.dir); err != nil {
		return err
	}
	return current{mappingVersion, next}.publish(w.dir)
}

// Abort gives the update up and leaves the index as it was. After Commit it
// does nothing, so it can be deferred.
func (w *Writer) Abort() error {
	if w.bleve == nil {
		return nil
	}
	err := w.close()
	if err = errors.Join(err, os.RemoveAll(w.path), w.lock.Close()); err != nil {
		return fmt.Errorf("abort search index update: %w", err)
	}
	return nil
}

// settleWithin bounds how long Commit waits for merges: what has not been
// merged by then is by a later update.
const settleWithin = 5 * time.Minute

// settle waits until bleve has merged all that it means to, and written that
// down, or has failed to. Closing breaks a merge off: each night left a segment
// more, and none of them was ever merged.
func (w *Writer) settle() {
	end := time.Now().Add(settleWithin)
	for ; time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		stats, _ := w.bleve.StatsMap()["index"].(map[string]any)
		now := stats["CurRootEpoch"]
		if now == stats["LastMergedEpoch"] && now == stats["LastPersistedEpoch"] ||
			stats["TotFileMergeLoopErr"] != uint64(0) || stats["TotPersistLoopErr"] != uint64(0) {
			return
		}
	}
}

func (w *Writer) close() error {
	w.keep()
	err := w.bleve.Close()
	w.bleve = nil
	return err
}

package ingest

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"communique/index"
	"communique/internal/catalog"
	"communique/internal/durable"
)

// Names in the home directory.
const (
	catalogName = "catalog.sqlite"
	indexName   = "index"
	newSuffix   = ".new"
	oldSuffix   = ".old"
)

// Rebuild makes the catalogue and the index of a home again, out of warc/
// alone. They are made beside the existing ones, which stay in use until the
// new ones are whole. p needs no Catalog and no IndexDir. What is not in the
// WARC files and is lost: leases, and robots.txt answers, which last a day.
//
// An interruption leaves the old ones, or, in the moment of the change, none:
// commands then say that communique rebuild makes them.
func Rebuild(ctx context.Context, home string, p Pipeline) (rep Report, err error) {
	path, indexDir := filepath.Join(home, catalogName), filepath.Join(home, indexName)
	if err := errors.Join(removeCatalog(path+newSuffix), os.RemoveAll(indexDir+newSuffix)); err != nil {
		return rep, fmt.Errorf("rebuild: %w", err)
	}
	p.IndexDir = indexDir + newSuffix
	rep, err = p.build(ctx, path+newSuffix)
	if err == nil {
		err = ctx.Err()
	}
	if err != nil {
		return rep, errors.Join(fmt.Errorf("rebuild: %w", err), removeCatalog(path+newSuffix), os.RemoveAll(indexDir+newSuffix))
	}
	if err := exchange(path, indexDir); err != nil {
		return rep, fmt.Errorf("rebuild: put the new catalogue and index in place: %w", err)
	}
	return rep, nil
}

// build makes a catalogue with everything in it, and closes it, so that no
// write-ahead log is left beside it.
func (p *Pipeline) build(ctx context.Context, path string) (rep Report, err error) {
	if p.Catalog, err = catalog.Open(ctx, path, p.Now); err != nil {
		return rep, err
	}
	defer func() { err = errors.Join(err, p.Catalog.Close()) }()
	if rep, err = p.Run(ctx); err != nil {
		return rep, err
	}
	if p.IndexDir != "" {
		if err := touchIndex(p.IndexDir); err != nil {
			return rep, err
		}
	}
	return rep, p.restoreFrontier(ctx)
}

// touchIndex makes an empty index where there was nothing to put in one.
func touchIndex(dir string) error {
	ix, err := index.Open(dir)
	if err == nil {
		return ix.Close()
	}
	if !errors.Is(err, index.ErrNone) && !errors.Is(err, index.ErrVersion) {
		return err
	}
	w, err := openIndex(dir)
	if err != nil {
		return err
	}
	return w.Commit()
}

// exchange puts the new catalogue and index in the place of the old. The old
// ones go out of the way first: an index must never stand beside the catalogue
// of another building, nor a write-ahead log beside a database it is not of.
func exchange(path, indexDir string) error {
	if err := errors.Join(os.RemoveAll(indexDir+oldSuffix), removeCatalog(path+oldSuffix)); err != nil {
		return err
	}
	if err := renameIfThere(indexDir, indexDir+oldSuffix); err != nil {
		return err
	}
	if err := renameIfThere(path, path+oldSuffix); err != nil {
		return err
	}
	if err := removeCatalog(path); err != nil { // the log and its index
		return err
	}
	if err := os.Rename(path+newSuffix, path); err != nil {
		return err
	}
	if err := renameIfThere(indexDir+newSuffix, indexDir); err != nil {
		return err
	}
	if err := durable.Sync(filepath.Dir(path)); err != nil {
		return err
	}
	return errors.Join(os.RemoveAll(indexDir+oldSuffix), removeCatalog(path+oldSuffix))
}

func renameIfThere(from, to string) error {
	if err := os.Rename(from, to); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

func removeCatalog(path string) error {
	var errs []error
	for _, part := range []string{"", "-wal", "-shm", "-journal"} {
		if err := os.Remove(path + part); !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// Check makes a catalogue out of warc/ in a folder of its own and lists where
// the existing one, and the number of releases in the index, differ from it.
// Nothing in the home is written: it may be a copy that cannot be. p is as for
// Rebuild.
func Check(ctx context.Context, home string, p Pipeline) (differences []string, rep Report, err error) {
	dir, err := os.MkdirTemp("", "communique-check-")
	if err != nil {
		return nil, rep, fmt.Errorf("check: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	p.IndexDir = ""
	fresh := filepath.Join(dir, catalogName)
	if rep, err = p.build(ctx, fresh); err != nil {
		return nil, rep, fmt.Errorf("check: %w", err)
	}
	path := filepath.Join(home, catalogName)
	existing, err := catalog.OpenRead(ctx, path)
	if err != nil {
		return []string{err.Error()}, rep, nil // that it cannot be read is the difference
	}
	defer func() { err = errors.Join(err, existing.Close()) }()
	db, err := catalog.OpenRead(ctx, fresh)
	if err != nil {
		return nil, rep, fmt.Errorf("check: %w", err)
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if differences, err = db.Differences(ctx, path); err != nil {
		return nil, rep, fmt.Errorf("check: %w", err)
	}
	db.DecideAs(existing)
	more, err := checkCount(ctx, db, filepath.Join(home, indexName))
	return append(differences, more...), rep, err
}

func checkCount(ctx context.Context, db *catalog.DB, indexDir string) ([]string, error) {
	var want uint64
	for r, err := range db.Records(ctx, catalog.Filter{}) {
		if err != nil {
			return nil, fmt.Errorf("check: %w", err)
		}
		if r.Public() {
			want++
		}
	}
	ix, err := index.Open(indexDir)
	if err != nil {
		return []string{err.Error()}, nil
	}
	have, err := ix.Count()
	if err := errors.Join(err, ix.Close()); err != nil {
		return nil, fmt.Errorf("check: %w", err)
	}
	if have != want {
		return []string{fmt.Sprintf("index: holds %d releases, warc/ gives %d to show", have, want)}, nil
	}
	return nil, nil
}

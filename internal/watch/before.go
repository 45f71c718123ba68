package watch

import (
	"context"
	"errors"
	"fmt"
	"os"

	"communique/index"
)

// scratch is an index, in a folder that goes when it is closed, of releases as
// they were before they changed. The home's index has only what they are now.
type scratch struct {
	dir string
	ix  *index.Index
}

func (s *since) asTheyWere(ctx context.Context) (_ *scratch, err error) {
	dir, err := os.MkdirTemp("", "communique-watch-")
	if err != nil {
		return nil, fmt.Errorf("index of former versions: %w", err)
	}
	b := &scratch{dir: dir}
	defer func() {
		if err != nil {
			err = errors.Join(err, b.close())
		}
	}()
	w, err := index.Update(dir)
	if err != nil {
		return nil, err
	}
	if err := s.putBefore(ctx, w); err != nil {
		return nil, errors.Join(err, w.Abort())
	}
	if err := w.Commit(); err != nil {
		return nil, err
	}
	b.ix, err = index.Open(dir)
	return b, err
}

func (s *since) putBefore(ctx context.Context, w *index.Writer) error {
	for _, c := range s.changes {
		if c.FirstSeen.After(s.mark) {
			continue
		}
		r, err := s.db.Record(ctx, c.ID)
		if err != nil {
			return err
		}
		versions, err := s.db.Versions(ctx, c.ID)
		if err != nil {
			return err
		}
		// What may not leave is not found as it is, and so not as it was.
		if old := versionAt(versions, s.mark); old != nil && r.Public() {
			if err := w.Put(old.Record); err != nil {
				return err
			}
		}
	}
	return nil
}

func (b *scratch) close() error {
	var err error
	if b.ix != nil {
		err = b.ix.Close()
	}
	return errors.Join(err, os.RemoveAll(b.dir))
}

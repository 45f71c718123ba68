package verify

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"communique/internal/catalog"
)

// index compares the releases in the search index with the catalogue's:
// those that must not be shown are not in it.
func (r *run) index(ctx context.Context) error {
	if r.db == nil || r.Index == nil {
		return nil
	}
	say := func(format string, args ...any) {
		r.fault(Fault{File: indexName, Offset: -1, In: InIndex, What: fmt.Sprintf(format, args...)})
	}
	// What a run that was stopped left to be put in the index is no fault.
	waiting := map[string]bool{}
	ids, err := r.db.Unindexed(ctx)
	if err != nil {
		return err
	}
	for _, id := range ids {
		waiting[id] = true
	}
	r.sum.Unindexed = len(ids)
	indexed := map[string]int{}
	if err := r.Index(ctx, func(id string) { indexed[id]++ }); err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if empty, emptyErr := r.nothingToIndex(ctx, waiting); emptyErr != nil || empty {
			return emptyErr
		}
		say("%v", err)
		return nil
	}
	for release, err := range r.db.Records(ctx, catalog.Filter{}) {
		switch {
		case err != nil:
			return err
		case !release.Public() && indexed[release.ID] > 0: // a fault also for a moment
			say("holds %s, which must not be shown: run communique rebuild", release.ID)
		case waiting[release.ID]:
		case release.Public() && indexed[release.ID] == 0:
			say("does not hold %s, so that a search cannot find it: run communique rebuild", release.ID)
		case indexed[release.ID] > 1:
			say("holds %s %d times: run communique rebuild", release.ID, indexed[release.ID])
		}
		delete(indexed, release.ID)
	}
	var left []string
	for id := range indexed {
		if waiting[id] {
			continue
		}
		left = append(left, id)
	}
	slices.Sort(left)
	for _, id := range left {
		say("holds %s, which the catalogue does not know: run communique rebuild", id)
	}
	return nil
}

// nothingToIndex: there is no index, and there was nothing to put in one.
func (r *run) nothingToIndex(ctx context.Context, waiting map[string]bool) (bool, error) {
	if _, err := os.Stat(filepath.Join(r.Home, indexName)); !errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	for release, err := range r.db.Records(ctx, catalog.Filter{}) {
		if err != nil || !waiting[release.ID] {
			return false, err
		}
	}
	return true, nil
}

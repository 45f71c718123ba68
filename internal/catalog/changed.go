package catalog

import (
	"context"
	"time"
)

// Changed is a release whose present version was captured after some time.
type Changed struct {
	ID             string
	FirstSeen      time.Time
	ContentChanged time.Time
}

// ChangedSince gives the releases whose present version was captured after a
// time, by id: those that were first seen since are among them. It goes by the
// dates of captures, so that its answer is the same after a rebuild.
func (db *DB) ChangedSince(ctx context.Context, since time.Time) ([]Changed, error) {
	return list(ctx, db, func(scan func(...any) error) (c Changed, err error) {
		var first, changed string
		if err := scan(&c.ID, &first, &changed); err != nil {
			return c, err
		}
		if c.FirstSeen, err = unstamp(first); err != nil {
			return c, err
		}
		c.ContentChanged, err = unstamp(changed)
		return c, err
	}, `SELECT id, first_seen, content_changed FROM release WHERE content_changed > ? ORDER BY id`, stamp(since))
}

// NewestCapture gives the time of the latest capture that is not after a time;
// zero where there is none.
func (db *DB) NewestCapture(ctx context.Context, until time.Time) (time.Time, error) {
	at, _, err := one(ctx, db, scanText, `SELECT coalesce(max(fetched), '') FROM capture WHERE fetched <= ?`, stamp(until))
	if err != nil {
		return time.Time{}, err
	}
	return unstamp(at)
}

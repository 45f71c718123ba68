package catalog

import (
	"context"
	"database/sql"
	"iter"
)

// Restore puts rows in an empty frontier: what a rebuild has found in the
// archive. A task with a zero Due is done.
func (db *DB) Restore(ctx context.Context, rows iter.Seq2[Restored, error]) error {
	return db.write(ctx, "restore frontier", func(tx *sql.Tx) error {
		for r, err := range rows {
			if err != nil {
				return err
			}
			state, due := StateDone, any(nil)
			if !r.Task.Due.IsZero() {
				state, due = StateWaiting, stamp(r.Task.Due)
			}
			if err := mark(ctx, tx, r.Task, r.Fetched, state, due, r.Task.Attempts); err != nil {
				return err
			}
		}
		return restoreDates(ctx, tx)
	})
}

// restoreDates puts in the frontier what follows from more than the last
// capture of an address: since when it is gone, of what age its release is,
// and whether a lastmod tells of a change since it was fetched.
func restoreDates(ctx context.Context, tx *sql.Tx) error {
	for _, statement := range []string{
		`UPDATE frontier SET gone = coalesce((SELECT min(fetched) FROM capture c WHERE c.canonical = frontier.canonical AND c.status IN (404, 410)
			AND c.fetched > coalesce((SELECT max(fetched) FROM capture l WHERE l.canonical = c.canonical AND (l.status BETWEEN 200 AND 399)), '')), gone)
			WHERE status IN (404, 410)`,
		confirmGone,
		`UPDATE frontier SET told = 1 WHERE state = 'done' AND status IN (200, 304) AND lastmod <> '' AND ` + newer(`lastmod`),
		`UPDATE frontier SET since = coalesce((SELECT ` + sinceOf + ` FROM address a JOIN release r ON r.id = a.release_id WHERE a.url = frontier.canonical), since)`,
	} {
		if _, err := tx.ExecContext(ctx, statement); err != nil {
			return err
		}
	}
	return nil
}

// Restored is a row of the frontier as the archive tells it.
type Restored struct {
	Task    Task
	Fetched Fetched
}

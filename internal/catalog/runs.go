package catalog

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"
)

// Run is the report of one run. Its JSON form is the block of the metadata
// record (archive.RunType) from which a rebuild restores it.
type Run struct {
	ID       string
	Command  string
	Started  time.Time
	Finished time.Time // zero: it has not ended, or was killed
	Exit     int
	Sites    []SiteRun
	Note     string
}

// SiteRun is what a run did at one site.
type SiteRun struct {
	Site       string
	Discovered int
	New        int
	Unchanged  int
	Gone       int
	Failed     int
	Disallowed int // by the site's robots.txt
	Requisites int // images, style sheets and fonts asked for
	Requests   int
	Waiting    int
	Bytes      int64
	Swept      []string // addresses of the sources that were read to their end
	Problems   []string
	Drift      bool
}

// SaveRun writes a run, or writes it again.
func (db *DB) SaveRun(ctx context.Context, r Run) error {
	return db.write(ctx, "save run", func(tx *sql.Tx) error { return saveRun(ctx, tx, r) })
}

func saveRun(ctx context.Context, tx *sql.Tx, r Run) error {
	report, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("run %s: %w", r.ID, err)
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO run VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET command = excluded.command, started = excluded.started, finished = excluded.finished,
			exit = excluded.exit, note = excluded.note, report = excluded.report WHERE excluded.finished >= finished`,
		r.ID, r.Command, stamp(r.Started), stamp(r.Finished), r.Exit, r.Note, report)
	if err != nil {
		return err
	}
	ended := stamp(r.Finished)
	if ended == "" {
		ended = stamp(r.Started)
	}
	for _, s := range r.Sites {
		for _, source := range s.Swept {
			_, err := tx.ExecContext(ctx, `INSERT INTO sweep VALUES (?, ?, ?)
				ON CONFLICT DO UPDATE SET finished = max(finished, excluded.finished)`, s.Site, source, ended)
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// Runs gives the last runs, newest first; limit 0 is all.
func (db *DB) Runs(ctx context.Context, limit int) ([]Run, error) {
	if limit <= 0 {
		limit = -1
	}
	return list(ctx, db, func(scan func(...any) error) (r Run, err error) {
		var report []byte
		if err := scan(&report); err != nil {
			return r, err
		}
		return r, json.Unmarshal(report, &r)
	}, `SELECT report FROM run ORDER BY started DESC, id DESC LIMIT ?`, limit)
}

// Swept says when a source of releases was last read to its end, out of the
// saved runs.
func (db *DB) Swept(ctx context.Context, site, source string) (time.Time, bool, error) {
	at, ok, err := one(ctx, db, scanText, `SELECT finished FROM sweep WHERE site = ? AND source = ?`, site, source)
	if err != nil || !ok {
		return time.Time{}, false, err
	}
	t, err := unstamp(at)
	return t, err == nil, err
}

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
	ID       string    `json:"id"`
	Command  string    `json:"command"`
	Started  time.Time `json:"started"`
	Finished time.Time `json:"finished"` // zero: it has not ended, or was killed
	Exit     int       `json:"exit"`
	Sites    []SiteRun `json:"sites"`
	Note     string    `json:"note"`
	// Read: its pages have been read, and Exit is that of the whole run. The
	// record in the archive is written before.
	Read bool `json:"read"`
}

// SiteRun is what a run did at one site.
type SiteRun struct {
	Site       string   `json:"site"`
	Discovered int      `json:"discovered"`
	New        int      `json:"new"`
	Unchanged  int      `json:"unchanged"`
	Gone       int      `json:"gone"`
	Views      int      `json:"views"`     // addresses not asked for, since they are a release's with a query behind it
	Revisited  int      `json:"revisited"` // known releases looked at because it was time; in none of the three above
	Failed     int      `json:"failed"`
	Disallowed int      `json:"disallowed"` // by the site's robots.txt
	Reserved   int      `json:"reserved"`   // by the pages themselves, and honoured: not kept
	Linked     int      `json:"linked"`     // of New, those that no source names, and another release links to
	PDFs       int      `json:"pdfs"`       // files of releases asked for, on the night after their releases were read
	NoPDFs     int      `json:"no_pdfs"`    // of them, those that were not to be had
	Requisites int      `json:"requisites"` // images, style sheets and fonts asked for
	Requests   int      `json:"requests"`
	Waiting    int      `json:"waiting"`
	Bytes      int64    `json:"bytes"`
	Swept      []string `json:"swept"` // addresses of the sources that were read to their end
	Problems   []string `json:"problems"`
	Drift      bool     `json:"drift"`
	NoAnswer   bool     `json:"no_answer"` // not a byte came, of robots.txt neither: the site is down, or our network
	Disagree   []string `json:"disagree"`  // what one source names and another does not; no fault of the run
	LastMod    string   `json:"lastmod"`   // what is thought of the sitemap's lastmods, where they are not simply obeyed

	Seconds   float64     `json:"seconds"`     // from the first question to the last answer
	OutOfTime bool        `json:"out_of_time"` // the run's time was used up before the site was done
	Sources   []SourceRun `json:"sources"`     // in the order of the profile
}

// SourceRun is what one source of releases gave in a run. Found is all that the
// source names only where nothing of it failed; of what was unchanged it counts
// what is remembered of it, and 0 may mean that nothing is.
type SourceRun struct {
	URL       string `json:"url"`
	Kind      string `json:"kind"`
	Found     int    `json:"found"`     // releases named, known ones included
	Read      int    `json:"read"`      // documents that came whole
	Unchanged int    `json:"unchanged"` // documents that answered 304
	Failed    int    `json:"failed"`    // documents that could not be had
	Error     string `json:"error"`     // that ended the reading
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

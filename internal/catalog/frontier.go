package catalog

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"iter"
	"slices"
	"time"
)

// States of an address in the frontier.
const (
	StateWaiting = "waiting" // to be fetched, now or later
	StateDone    = "done"    // fetched
	StateFailed  = "failed"  // given up
)

// Task is an address to fetch.
type Task struct {
	URL       string // as found
	Canonical string // the key
	Site      string
	Role      string // "release", "attachment" or "requisite"
	FoundBy   string // "feed", "sitemap", "listing", "link", "revisit", "user", "archive" (a rebuild)
	Announced string // the day a source gives with it, "2006-01-02"; "" unknown
	LastMod   string // what a sitemap or feed said last; "" unknown
	Due       time.Time
	Attempts  int // that failed

	// Told, Status and Digest are read, never written, with a task: whether
	// LastMod has changed since the address was last fetched, and what came
	// then. Status is 0 when it never was.
	Told   bool
	Status int
	Digest string
}

// Fetched is what became of a task.
type Fetched struct {
	At                 time.Time
	Status             int
	ETag, LastModified string
	Digest             string
	Error              string
}

// Known is an address of the frontier as it stands.
type Known struct {
	URL, Canonical, State string
	Announced, LastMod    string
	Fetched               Fetched
}

const addTask = `INSERT INTO frontier
	(canonical, url, site, role, found_by, announced, lastmod, state, due, attempts, fetched, status, etag, last_modified, digest, error)
	VALUES (?, ?, ?, ?, ?, ?, ?, 'waiting', ?, 0, '', 0, '', '', '', '') ON CONFLICT DO NOTHING`

// add puts a new address in the frontier, and reports whether it was one.
func add(ctx context.Context, stmt *sql.Stmt, t Task, due string) (bool, error) {
	res, err := stmt.ExecContext(ctx, t.Canonical, t.URL, t.Site, t.Role, t.FoundBy, t.Announced, t.LastMod, due)
	if err != nil {
		return false, err
	}
	n, err := res.RowsAffected()
	return n > 0, err
}

// Enqueue puts addresses in the frontier. New ones become due at their Due, or
// now. A known one becomes due again only if its Due is not zero; one that
// waits already keeps its place. fresh counts the new ones.
func (db *DB) Enqueue(ctx context.Context, tasks []Task) (fresh int, err error) {
	now := stamp(db.now())
	err = db.write(ctx, "enqueue", func(tx *sql.Tx) error {
		insert, err := tx.PrepareContext(ctx, addTask)
		if err != nil {
			return err
		}
		defer insert.Close()
		again, err := tx.PrepareContext(ctx, `UPDATE frontier SET
			url = CASE WHEN due IS NULL THEN ? ELSE url END, state = 'waiting', due = coalesce(due, ?),
			lastmod = CASE WHEN ? <> '' THEN ? ELSE lastmod END,
			attempts = CASE WHEN due IS NULL THEN 0 ELSE attempts END WHERE canonical = ?`)
		if err != nil {
			return err
		}
		defer again.Close()
		for _, t := range tasks {
			due := cmp.Or(stamp(t.Due), now)
			added, err := add(ctx, insert, t, due)
			if err != nil {
				return err
			}
			if added {
				fresh++
			} else if !t.Due.IsZero() {
				if _, err := again.ExecContext(ctx, t.URL, due, t.LastMod, t.LastMod, t.Canonical); err != nil {
					return err
				}
			}
		}
		return nil
	})
	return fresh, err
}

const taskColumns = `url, canonical, site, role, found_by, announced, lastmod, coalesce(due, ''), attempts, told > 0, status, digest`

func scanTask(scan func(...any) error) (t Task, err error) {
	var due string
	if err := scan(&t.URL, &t.Canonical, &t.Site, &t.Role, &t.FoundBy, &t.Announced, &t.LastMod, &due, &t.Attempts, &t.Told, &t.Status, &t.Digest); err != nil {
		return t, err
	}
	t.Due, err = unstamp(due)
	return t, err
}

// Lease gives the next address of a site that is due, and keeps it from others
// until the given time; ok is false when there is none. The order is the time
// at which they became due, then the newest lastmod, then the address. With
// since, a day, what was announced with an earlier one is left where it is.
func (db *DB) Lease(ctx context.Context, site, since string, until time.Time) (t Task, ok bool, err error) {
	t, ok, err = one(ctx, db, scanTask, `UPDATE frontier SET leased_until = ?1 WHERE canonical = (
			SELECT canonical FROM frontier INDEXED BY frontier_due
			WHERE site = ?2 AND due IS NOT NULL AND due <= ?3 AND (leased_until IS NULL OR leased_until <= ?3)
				AND (?4 = '' OR announced = '' OR announced >= ?4)
			ORDER BY due, lastmod DESC, canonical LIMIT 1)
		RETURNING `+taskColumns, stamp(until), site, stamp(db.now()), since)
	if err != nil {
		return Task{}, false, fmt.Errorf("lease: %w", err)
	}
	return t, ok, nil
}

// Done marks a task as fetched and remembers the validators of the answer. The
// caller has synced the answer's WARC record. What is gone is due again until
// its answers span the fourteen days after which it counts as removed.
func (db *DB) Done(ctx context.Context, t Task, f Fetched) error {
	return db.write(ctx, "mark as done", func(tx *sql.Tx) error {
		if err := mark(ctx, tx, t, f, StateDone, nil, 0); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, confirmGone+` AND canonical = ?`, t.Canonical); err != nil {
			return err
		}
		if f.Status != 200 {
			return nil
		}
		return setValidators(ctx, tx, t.URL, f.ETag, f.LastModified)
	})
}

// confirmGone asks again a week later, less the half day by which nights
// differ: three answers span the fourteen days.
const confirmGone = `UPDATE frontier SET due = strftime('%Y-%m-%dT%H:%M:%fZ', fetched, '+6.5 days')
	WHERE status IN (404, 410) AND state = 'done' AND role = 'release' AND julianday(fetched) - julianday(gone) < 14`

// Failed marks a task as failed: it is due once more at again, or given up
// when again is zero.
func (db *DB) Failed(ctx context.Context, t Task, f Fetched, again time.Time) error {
	state, due := StateFailed, any(nil)
	if !again.IsZero() {
		state, due = StateWaiting, stamp(again)
	}
	return db.write(ctx, "mark as failed", func(tx *sql.Tx) error {
		return mark(ctx, tx, t, f, state, due, t.Attempts+1)
	})
}

// mark writes what became of a task. A 304 says nothing new of the content,
// and leaves validators and digest as they were. What gave no answer was not
// looked at, and a lastmod that told of a change still does.
func mark(ctx context.Context, tx *sql.Tx, t Task, f Fetched, state string, due any, attempts int) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO frontier (canonical, url, site, role, found_by, announced, lastmod, state, due, attempts,
			fetched, status, gone, since, etag, last_modified, digest, error) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12,
			CASE WHEN ?12 IN (404, 410) THEN ?11 ELSE '' END, CASE WHEN ?12 = 200 THEN ?11 ELSE '' END, ?13, ?14, ?15, ?16)
		ON CONFLICT DO UPDATE SET state = excluded.state, due = excluded.due, leased_until = NULL, attempts = excluded.attempts,
			fetched = excluded.fetched, status = excluded.status, error = excluded.error,
			told = CASE WHEN excluded.status IN (200, 304) THEN 0 ELSE told END,
			gone = CASE WHEN excluded.status IN (404, 410) THEN coalesce(nullif(gone, ''), excluded.fetched)
				WHEN excluded.status IN (0, 429) OR excluded.status >= 500 THEN gone ELSE '' END,
			since = coalesce(nullif(since, ''), excluded.since),
			etag = CASE WHEN excluded.status = 200 THEN excluded.etag ELSE etag END,
			last_modified = CASE WHEN excluded.status = 200 THEN excluded.last_modified ELSE last_modified END,
			digest = CASE WHEN excluded.digest <> '' THEN excluded.digest ELSE digest END`,
		t.Canonical, t.URL, t.Site, t.Role, t.FoundBy, t.Announced, t.LastMod, state, due, attempts,
		stamp(f.At), f.Status, f.ETag, f.LastModified, f.Digest, f.Error)
	return err
}

// Release gives a lease back: a cancelled run is not a failed page.
func (db *DB) Release(ctx context.Context, t Task) error {
	if _, err := db.db.ExecContext(ctx, `UPDATE frontier SET leased_until = NULL WHERE canonical = ?`, t.Canonical); err != nil {
		return fmt.Errorf("give lease back: %w", err)
	}
	return nil
}

// ReleaseAll gives back the leases of runs that died. The caller holds the
// lock that keeps other runs out.
func (db *DB) ReleaseAll(ctx context.Context) error {
	if _, err := db.db.ExecContext(ctx, `UPDATE frontier SET leased_until = NULL WHERE leased_until IS NOT NULL`); err != nil {
		return fmt.Errorf("give leases back: %w", err)
	}
	return nil
}

// Waiting counts the addresses of a site that are due now, leased ones
// included.
func (db *DB) Waiting(ctx context.Context, site string) (int, error) {
	var n int
	err := db.db.QueryRowContext(ctx, `SELECT count(*) FROM frontier WHERE site = ? AND due IS NOT NULL AND due <= ?`,
		site, stamp(db.now())).Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("count waiting: %w", err)
	}
	return n, nil
}

const knownColumns = `url, canonical, state, announced, lastmod, fetched, status, etag, last_modified, digest, error`

// KnownURLs gives every address of a site's frontier, in order of address. The
// list is of the moment at which it was asked for: what the caller enqueues
// meanwhile is not in it.
func (db *DB) KnownURLs(ctx context.Context, site string) iter.Seq2[Known, error] {
	return query(ctx, db, scanKnown, `SELECT `+knownColumns+` FROM frontier WHERE site = ? ORDER BY canonical`, site)
}

// IsKnown looks an address up in the frontier.
func (db *DB) IsKnown(ctx context.Context, canonical string) (Known, bool, error) {
	return one(ctx, db, scanKnown, `SELECT `+knownColumns+` FROM frontier WHERE canonical = ?`, canonical)
}

func scanKnown(scan func(...any) error) (k Known, err error) {
	var at string
	if err := scan(&k.URL, &k.Canonical, &k.State, &k.Announced, &k.LastMod, &at, &k.Fetched.Status, &k.Fetched.ETag,
		&k.Fetched.LastModified, &k.Fetched.Digest, &k.Fetched.Error); err != nil {
		return Known{}, err
	}
	k.Fetched.At, err = unstamp(at)
	return k, err
}

// KnownOf looks addresses up in the frontier; those it does not have are left
// out of the answer.
func (db *DB) KnownOf(ctx context.Context, canonical []string) (map[string]Known, error) {
	found := make(map[string]Known, len(canonical))
	for chunk := range slices.Chunk(canonical, 500) {
		w := &where{}
		w.in("canonical", chunk)
		for k, err := range query(ctx, db, scanKnown, `SELECT `+knownColumns+` FROM frontier`+w.sql(), w.args...) {
			if err != nil {
				return nil, err
			}
			found[k.Canonical] = k
		}
	}
	return found, nil
}

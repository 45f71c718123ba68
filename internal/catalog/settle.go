package catalog

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"communique/archive"
	"communique/internal/restrict"
)

// Settled is the outcome for a group of addresses: the releases they belong
// to, which may be none.
type Settled struct {
	URLs     []string // canonical, all of the group
	Releases []SettledRelease
}

// SettledRelease is one release as all its captures together tell it.
type SettledRelease struct {
	Record      archive.Release
	Addresses   []Address
	Versions    []Version
	Attachments []string // canonical
	Doubtful    bool     // captures of other addresses can change its status
	Sketch      Sketch   // of the record
}

// Address is an address of a release, with the id it would have by itself.
type Address struct{ URL, OwnID string }

// Change is a release whose record is not what it was. Before is empty for a
// new one, After for one that is none any more.
type Change struct {
	ID            string
	Before, After State
}

// State is what a Change tells of a release.
type State struct {
	Status  string
	Version int
	Held    bool // gone from the web, and nobody has decided yet what may be shown
}

// Unsettled gives the addresses of which something new was read, those of the
// releases that offer such an address as a file included. Addresses of which
// the archive has no page are left out.
func (db *DB) Unsettled(ctx context.Context) ([]string, error) {
	return list(ctx, db, scanText, `SELECT url FROM unsettled u WHERE EXISTS (SELECT 1 FROM capture c WHERE c.canonical = u.url)
		UNION SELECT a.url FROM unsettled u CROSS JOIN attachment t ON t.url = u.url CROSS JOIN address a ON a.release_id = t.release_id
		ORDER BY 1`)
}

// UnsettleDoubtful marks the releases whose status depends on what other
// addresses answer.
func (db *DB) UnsettleDoubtful(ctx context.Context) error {
	_, err := db.db.ExecContext(ctx, `INSERT OR IGNORE INTO unsettled SELECT url FROM address
		WHERE release_id IN (SELECT id FROM release WHERE doubtful = 1)`)
	if err != nil {
		return fmt.Errorf("settle releases: %w", err)
	}
	return nil
}

// Settle writes the outcome for some groups and takes their marks away.
// Releases whose record has changed are marked for the search index.
func (db *DB) Settle(ctx context.Context, groups []Settled) ([]Change, error) {
	decided, err := db.decisions(ctx)
	if err != nil {
		return nil, err
	}
	var changes []Change
	err = db.write(ctx, "settle releases", func(tx *sql.Tx) error {
		for _, g := range groups {
			more, err := settle(ctx, tx, g, decided)
			if err != nil {
				return err
			}
			changes = append(changes, more...)
		}
		return nil
	})
	return changes, err
}

// ForgetUnsettled drops the marks that are left when everything is settled:
// those of addresses that are no page of ours.
func (db *DB) ForgetUnsettled(ctx context.Context) error {
	if _, err := db.db.ExecContext(ctx, `DELETE FROM unsettled`); err != nil {
		return fmt.Errorf("settle releases: %w", err)
	}
	return nil
}

func settle(ctx context.Context, tx *sql.Tx, g Settled, decided *restrict.Decisions) (changes []Change, err error) {
	staying := map[string]bool{}
	for _, r := range g.Releases {
		staying[r.Record.ID] = true
	}
	for _, url := range g.URLs {
		c, gone, err := leave(ctx, tx, url, staying)
		if err != nil {
			return nil, err
		}
		if gone {
			changes = append(changes, c)
		}
	}
	for _, r := range g.Releases {
		c, changed, err := put(ctx, tx, r, decided)
		if err != nil {
			return nil, fmt.Errorf("release %s: %w", r.Record.ID, err)
		}
		if changed {
			changes = append(changes, c)
		}
	}
	return changes, nil
}

// leave takes an address away from a release that is no outcome of its group,
// and the release itself when that was its last one.
func leave(ctx context.Context, tx *sql.Tx, url string, staying map[string]bool) (c Change, gone bool, err error) {
	if _, err := tx.ExecContext(ctx, `DELETE FROM unsettled WHERE url = ?`, url); err != nil {
		return c, false, err
	}
	err = tx.QueryRowContext(ctx, `SELECT release_id FROM address WHERE url = ?`, url).Scan(&c.ID)
	if errors.Is(err, sql.ErrNoRows) || err == nil && staying[c.ID] {
		return c, false, nil
	}
	if err == nil {
		_, err = tx.ExecContext(ctx, `DELETE FROM address WHERE url = ?`, url)
	}
	if err != nil {
		return c, false, err
	}
	err = tx.QueryRowContext(ctx, `DELETE FROM release WHERE id = ? AND NOT EXISTS (SELECT 1 FROM address WHERE release_id = ?)
		RETURNING status, version`, c.ID, c.ID).Scan(&c.Before.Status, &c.Before.Version)
	if errors.Is(err, sql.ErrNoRows) {
		return c, false, nil
	}
	if err == nil {
		err = markChanged(ctx, tx, c.ID)
	}
	if err == nil {
		err = putSketch(ctx, tx, c.ID, Sketch{})
	}
	return c, err == nil, err
}

// markChanged has a release put into the search index again, and compared.
func markChanged(ctx context.Context, tx *sql.Tx, id string) error {
	_, err := tx.ExecContext(ctx, `INSERT OR IGNORE INTO unindexed VALUES (?1); INSERT OR IGNORE INTO uncompared VALUES (?1)`, id)
	return err
}

func put(ctx context.Context, tx *sql.Tx, r SettledRelease, decided *restrict.Decisions) (c Change, changed bool, err error) {
	rec := r.Record
	if rec.SameAs, err = sameAs(ctx, tx, rec.ID); err != nil { // compared later, and meanwhile what it was
		return c, false, err
	}
	record, err := json.Marshal(rec)
	if err != nil {
		return c, false, err
	}
	shown := rec
	withhold(decided, &shown)
	c = Change{ID: rec.ID, After: State{rec.Status, rec.Version, shown.Withheld && shown.Status == archive.StatusRemoved}}
	var before string
	err = tx.QueryRowContext(ctx, `SELECT record, status, version FROM release WHERE id = ?`, rec.ID).Scan(&before, &c.Before.Status, &c.Before.Version)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return c, false, err
	}
	if before != string(record) {
		_, err = tx.ExecContext(ctx, `INSERT INTO release VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)
			ON CONFLICT DO UPDATE SET site = excluded.site, url = excluded.url, title = excluded.title, published = excluded.published,
				published_day = excluded.published_day, language = excluded.language, kind = excluded.kind, status = excluded.status,
				version = excluded.version, first_seen = excluded.first_seen, last_seen = excluded.last_seen,
				content_changed = excluded.content_changed, record = excluded.record`,
			rec.ID, rec.Site, rec.URL, rec.Title, rec.Published, rec.PublishedDay, rec.Language, rec.Kind, rec.Status, rec.Version,
			rec.FirstSeen, rec.LastSeen, rec.ContentChanged, string(record))
		if err == nil {
			err = markChanged(ctx, tx, rec.ID)
		}
		if err == nil {
			err = putSketch(ctx, tx, rec.ID, r.Sketch)
		}
		if err != nil {
			return c, false, err
		}
	}
	if _, err := tx.ExecContext(ctx, `UPDATE release SET doubtful = ? WHERE id = ? AND doubtful <> ?`, r.Doubtful, rec.ID, r.Doubtful); err != nil {
		return c, false, err
	}
	return c, before != string(record), putParts(ctx, tx, r)
}

// putParts writes the rows that hang on a release anew.
func putParts(ctx context.Context, tx *sql.Tx, r SettledRelease) error {
	id := r.Record.ID
	for _, table := range []string{"address", "version", "attachment", "link"} {
		if _, err := tx.ExecContext(ctx, `DELETE FROM `+table+` WHERE release_id = ?`, id); err != nil {
			return err
		}
	}
	for _, a := range r.Addresses {
		if _, err := tx.ExecContext(ctx, `INSERT OR REPLACE INTO address VALUES (?, ?, ?)`, a.URL, id, a.OwnID); err != nil {
			return err
		}
	}
	if err := settleSince(ctx, tx, id); err != nil {
		return err
	}
	for _, v := range r.Versions {
		record, err := json.Marshal(v.Record)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `INSERT INTO version VALUES (?, ?, ?, ?, ?, ?)`,
			id, v.Ordinal, stamp(v.Capture.Fetched), v.Capture.RecordID, v.Digest, string(record)); err != nil {
			return err
		}
	}
	links := make([]string, len(r.Record.Related))
	for i, l := range r.Record.Related {
		links[i] = l.URL
	}
	if _, err := tx.ExecContext(ctx, `INSERT OR IGNORE INTO link SELECT value, ? FROM json_each(?)`, id, jsonList(links)); err != nil {
		return err
	}
	for _, url := range r.Attachments {
		if _, err := tx.ExecContext(ctx, `INSERT OR IGNORE INTO attachment VALUES (?, ?)`, id, url); err != nil {
			return err
		}
	}
	return nil
}

package catalog

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"communique/archive"
	"communique/internal/restrict"
)

// This file is the one place where it is decided what of the catalogue may be
// shown. The tables keep every record as the archive tells it; what people
// decided (package restrict) is laid over a record whenever one is read, so
// that a decision counts from the moment it is written, in every process.

// settingSeal is the setting that holds the restrict.Seal of the decisions
// that the search index knows.
const settingSeal = "restrictions"

// decisions gives what people decided. An error means that nothing may be let
// out.
func (db *DB) decisions(ctx context.Context) (*restrict.Decisions, error) {
	d, seal, err := db.book.Decisions()
	if err != nil {
		return nil, err
	}
	if looked := db.sealed.Load(); looked == nil || *looked != seal {
		known, err := db.seal(ctx)
		if err == nil {
			err = db.book.Check(known)
		}
		if err != nil {
			return nil, err
		}
		db.sealed.Store(&seal)
	}
	return &d, nil
}

// DecideAs lays the decisions of another catalogue's home over this one.
func (db *DB) DecideAs(other *DB) {
	db.book = other.book
	db.sealed.Store(nil)
}

func (db *DB) seal(ctx context.Context) (s restrict.Seal, err error) {
	v, ok, err := one(ctx, db, scanText, `SELECT value FROM setting WHERE name = ?`, settingSeal)
	if err != nil || !ok {
		return s, err
	}
	if err := json.Unmarshal([]byte(v), &s); err != nil {
		return s, fmt.Errorf("read catalogue: setting %s: %w: run communique rebuild", settingSeal, err)
	}
	return s, nil
}

// withhold marks a record that must not be shown. A release that is gone from
// the web is held until somebody has looked at it: a lift that is older than
// the last time it was seen there was of another occasion.
func withhold(d *restrict.Decisions, r *archive.Release) {
	addresses := addressesOf(r)
	if _, ok := d.Restriction(r.ID, addresses); ok {
		r.Status, r.Withheld = archive.StatusRestricted, true
		return
	}
	if r.Status == archive.StatusRemoved {
		seen, err := unstamp(r.LastSeen)
		r.Withheld = err != nil || !d.Cleared(r.ID, addresses, seen)
	}
}

func addressesOf(r *archive.Release) []string { return append([]string{r.URL}, r.Aliases...) }

// Withholding says why a release is not shown. Status is "restricted" or, of
// one that is held until somebody decides, "removed"; Since is when it was
// restricted, or last seen on the web. Why and By are of a restriction.
type Withholding struct {
	ID     string    `json:"id"`
	URL    string    `json:"url"`
	Status string    `json:"status"`
	Since  time.Time `json:"since"`
	Why    *string   `json:"why"`
	By     *string   `json:"by"`
}

// Withholding says why a release is not shown; ok is false when it is.
func (db *DB) Withholding(ctx context.Context, r archive.Release) (w Withholding, ok bool, err error) {
	if r.Public() {
		return w, false, nil
	}
	d, err := db.decisions(ctx)
	if err != nil {
		return w, false, err
	}
	w = Withholding{ID: r.ID, URL: r.URL, Status: r.Status}
	if n, ok := d.Restriction(r.ID, addressesOf(&r)); ok {
		w.Since, w.Why, w.By = n.Time, &n.Why, &n.By
		return w, true, nil
	}
	w.Since, err = unstamp(r.LastSeen)
	return w, true, err
}

// Withheld gives all releases that are not shown: those that are held first,
// each part in the order of ids.
func (db *DB) Withheld(ctx context.Context) ([]Withholding, error) {
	var all []Withholding
	ids, err := db.heldOrNamed(ctx)
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		r, err := db.Record(ctx, id)
		if err != nil {
			return nil, err
		}
		w, ok, err := db.Withholding(ctx, r)
		if err != nil {
			return nil, err
		}
		if ok {
			all = append(all, w)
		}
	}
	return all, nil
}

// Held counts the releases that wait for a decision. Every search tells of
// them, so that it looks at no whole record.
func (db *DB) Held(ctx context.Context) (n int, err error) {
	decided, err := db.decisions(ctx)
	if err != nil {
		return 0, err
	}
	gone := &where{}
	gone.add("status = '" + archive.StatusRemoved + "'")
	all, err := db.briefs(ctx, gone)
	for i := range all {
		if withhold(decided, &all[i]); all[i].Withheld && all[i].Status == archive.StatusRemoved {
			n++
		}
	}
	return n, err
}

// heldOrNamed gives the ids of the releases that are gone, then of those that
// a decision names.
func (db *DB) heldOrNamed(ctx context.Context) ([]string, error) {
	ids, err := list(ctx, db, scanText, `SELECT id FROM release WHERE status = '`+archive.StatusRemoved+`' ORDER BY id`)
	if err != nil {
		return nil, err
	}
	named, err := db.named(ctx)
	if err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	var all []string
	for _, id := range append(ids, named...) {
		if !seen[id] {
			seen[id] = true
			all = append(all, id)
		}
	}
	return all, nil
}

// named gives the ids of the releases that a decision names, by id or address,
// as far as the catalogue has them.
func (db *DB) named(ctx context.Context) ([]string, error) {
	d, err := db.decisions(ctx)
	if err != nil {
		return nil, err
	}
	found := &where{}
	var ids, addresses []string
	for _, n := range d.All {
		ids, addresses = append(ids, n.ID), append(addresses, n.Addresses...)
	}
	if len(ids) == 0 {
		return nil, nil
	}
	found.in("release_id", ids)
	byAddress := &where{}
	byAddress.in("url", addresses)
	statement, args := `SELECT release_id FROM address`+found.sql(), found.args
	if len(addresses) > 0 {
		statement, args = statement+` UNION SELECT release_id FROM address`+byAddress.sql(), append(args, byAddress.args...)
	}
	return list(ctx, db, scanText, statement+` ORDER BY 1`, args...)
}

// Decide writes a decision about a release (restrict.Restrict or Lift). It
// counts from then on; the search index learns of it when it is next written.
// Its ID and Addresses are filled in.
func (db *DB) Decide(ctx context.Context, r archive.Release, n restrict.Decision) error {
	if _, err := db.decisions(ctx); err != nil {
		return err
	}
	n.ID, n.Addresses = r.ID, addressesOf(&r)
	return db.book.Append(n)
}

// UnindexDecided marks the releases that decisions name, when there are
// decisions that the index does not know yet: it was written by a process that
// could not see them, or it is another's. The seal is of the decisions it saw,
// for Indexed.
func (db *DB) UnindexDecided(ctx context.Context) (now restrict.Seal, err error) {
	if _, err := db.decisions(ctx); err != nil {
		return now, err
	}
	now = *db.sealed.Load()
	known, err := db.seal(ctx)
	if err != nil || known == now {
		return now, err
	}
	ids, err := db.named(ctx)
	if err != nil {
		return now, err
	}
	return now, db.write(ctx, "mark releases for the index", func(tx *sql.Tx) error {
		for _, id := range ids {
			if _, err := tx.ExecContext(ctx, `INSERT OR IGNORE INTO unindexed VALUES (?)`, id); err != nil {
				return err
			}
		}
		return nil
	})
}

// putWithheld notes, for people with sqlite3, whether a release is shown.
func putWithheld(ctx context.Context, tx *sql.Tx, id string, withheld bool) error {
	statement := `DELETE FROM withheld WHERE release_id = ?`
	if withheld {
		statement = `INSERT OR IGNORE INTO withheld VALUES (?)`
	}
	_, err := tx.ExecContext(ctx, statement, id)
	return err
}

// Barred gives the canonical addresses of the releases that are not public,
// and of the files that only such releases offer.
func (db *DB) Barred(ctx context.Context) (map[string]bool, error) {
	withheld, err := db.Withheld(ctx)
	if err != nil || len(withheld) == 0 {
		return nil, err
	}
	in := &where{}
	ids := make([]string, len(withheld))
	for i, w := range withheld {
		ids[i] = w.ID
	}
	in.in("release_id", ids)
	urls, err := list(ctx, db, scanText, `SELECT url FROM address`+in.sql()+`
		UNION SELECT url FROM attachment a`+in.sql()+` AND NOT EXISTS
			(SELECT 1 FROM attachment b WHERE b.url = a.url AND b.release_id NOT IN (SELECT release_id FROM attachment`+in.sql()+`))`,
		slices.Concat(in.args, in.args, in.args)...)
	barred := make(map[string]bool, len(urls))
	for _, url := range urls {
		barred[url] = true
	}
	return barred, err
}

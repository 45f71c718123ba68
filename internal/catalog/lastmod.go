package catalog

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// newer is the condition that a lastmod, an SQL expression, is later than the
// last fetch. One that is only a day counts on that day too: it may be of the
// evening.
func newer(lastmod string) string {
	return `(CASE WHEN length(` + lastmod + `) = 10 THEN ` + lastmod + ` >= substr(fetched, 1, 10) ELSE julianday(` + lastmod + `) > julianday(fetched) END)`
}

// Verdicts of a Look.
const (
	LookSame    = "same"    // 304, or the same bytes, or other bytes that say the same
	LookChanged = "changed" // what the page says has changed
	LookOther   = "other"   // other bytes, though the request was conditional: most probably changed
	LookUnclear = "unclear" // other bytes, which may be a token or a menu
)

// Look is a look at a known release of which a lastmod is known.
type Look struct {
	Site, Canonical string
	Asked           time.Time // just before
	Told            bool      // the lastmod had changed since the look before
	Verdict         string
}

// KeepLook remembers the last look at an address.
func (db *DB) KeepLook(ctx context.Context, l Look) error {
	_, err := db.db.ExecContext(ctx, `INSERT OR REPLACE INTO lastmod_look (canonical, site, asked, told, verdict) VALUES (?, ?, ?, ?, ?)`,
		l.Canonical, l.Site, stamp(l.Asked), l.Told, l.Verdict)
	if err != nil {
		return fmt.Errorf("remember a look: %w", err)
	}
	return nil
}

// SettleLooks turns the verdicts over bytes into those over what is read out
// of them, of all pages that have been read since.
func (db *DB) SettleLooks(ctx context.Context, site string) error {
	_, err := db.db.ExecContext(ctx, `UPDATE lastmod_look AS l SET verdict = CASE WHEN r.content_changed >= l.asked THEN 'changed' ELSE 'same' END
		FROM address a JOIN release r ON r.id = a.release_id
		WHERE l.site = ? AND l.verdict IN ('other', 'unclear') AND a.url = l.canonical
			AND EXISTS (SELECT 1 FROM capture c WHERE c.canonical = l.canonical AND c.fetched >= l.asked)
			AND NOT EXISTS (SELECT 1 FROM unsettled u WHERE u.url = l.canonical)`, site)
	if err != nil {
		return fmt.Errorf("settle looks: %w", err)
	}
	return nil
}

// Looks counts verdicts.
type Looks struct{ All, Changed, Unclear int }

// LastLooks counts the last n looks since a time at releases whose lastmod had
// changed (told), or had not.
func (db *DB) LastLooks(ctx context.Context, site string, told bool, since time.Time, n int) (Looks, error) {
	l, _, err := one(ctx, db, func(scan func(...any) error) (l Looks, err error) {
		err = scan(&l.All, &l.Changed, &l.Unclear)
		return l, err
	}, `SELECT count(*), count(*) FILTER (WHERE verdict IN ('changed', 'other')), count(*) FILTER (WHERE verdict = 'unclear') FROM (
		SELECT verdict FROM lastmod_look WHERE site = ? AND told = ? AND asked >= ? ORDER BY asked DESC LIMIT ?)`, site, told, stamp(since), n)
	return l, err
}

// Edited counts the releases of a site whose lastmod has changed since they
// were fetched and that are not due for it yet, and all those that its sitemaps
// and feeds name.
func (db *DB) Edited(ctx context.Context, site string) (edited, of int, err error) {
	v, _, err := one(ctx, db, func(scan func(...any) error) (v [2]int, err error) {
		err = scan(&v[0], &v[1])
		return v, err
	}, `SELECT (SELECT count(*) FROM frontier INDEXED BY frontier_told WHERE site = ?1 AND told = 1 AND due IS NULL),
		(SELECT coalesce(sum(names), 0) FROM document WHERE site = ?1 AND kind IN ('sitemap', 'feed'))`, site)
	return v[0], v[1], err
}

// QueueEdited makes n of the edited releases due, one here and one there, or
// all of them where n is 0.
func (db *DB) QueueEdited(ctx context.Context, site string, n int) error {
	now := stamp(db.now())
	_, err := db.db.ExecContext(ctx, `UPDATE frontier SET state = 'waiting', due = ?1, attempts = 0 WHERE canonical IN (
		SELECT canonical FROM (
			SELECT canonical, row_number() OVER (ORDER BY canonical) AS place, count(*) OVER () AS n
			FROM frontier INDEXED BY frontier_told WHERE site = ?2 AND told = 1 AND due IS NULL)
		WHERE ?3 = 0 OR place * ?3 / n <> (place - 1) * ?3 / n)`, now, site, n)
	if err != nil {
		return fmt.Errorf("enqueue edited releases: %w", err)
	}
	return nil
}

// LeaveEdited takes no notice of the lastmods of the edited releases that are
// not due: they are looked at when their time comes.
func (db *DB) LeaveEdited(ctx context.Context, site string) error {
	if _, err := db.db.ExecContext(ctx, `UPDATE frontier SET told = 2 WHERE site = ? AND told = 1 AND due IS NULL`, site); err != nil {
		return fmt.Errorf("leave edited releases: %w", err)
	}
	return nil
}

// SampledAt says when a sample of the edited releases of a site was begun by
// which the others are judged, and which is not decided yet; zero for none.
func (db *DB) SampledAt(ctx context.Context, site string) (time.Time, error) {
	at, _, err := one(ctx, db, scanText, `SELECT value FROM setting WHERE name = ?`, "sample "+site)
	if err != nil {
		return time.Time{}, err
	}
	return unstamp(at)
}

// SetSampledAt begins a sample, or, with the zero time, ends it.
func (db *DB) SetSampledAt(ctx context.Context, site string, at time.Time) error {
	return db.write(ctx, "remember a sample", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `DELETE FROM setting WHERE name = ?`, "sample "+site)
		if err == nil && !at.IsZero() {
			_, err = tx.ExecContext(ctx, `INSERT INTO setting VALUES (?, ?)`, "sample "+site, stamp(at))
		}
		return err
	})
}

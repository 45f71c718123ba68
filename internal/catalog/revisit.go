package catalog

import (
	"context"
	"database/sql"
	"time"
)

// A release is looked at again when as much time has gone by since the last
// look as lay, at that look, between it and the day of publication or the last
// change of what it says: about 1, 3, 7, 15, 31… days after that, and at least
// twice a year (schema.sql, frontier.look). A quarter of a day is taken off, by
// which nights differ. So the schedule has no memory of its own: it follows
// from captures and records, and a rebuild finds it again.

// sinceOf is from when on a release counts as it is: since the last change of
// what it says, else since it was published, else since it was first seen.
const sinceOf = `CASE WHEN r.version > 1 THEN r.content_changed ELSE coalesce(r.published_day, r.first_seen) END`

// settleSince brings the age of a release's addresses up to date.
func settleSince(ctx context.Context, tx *sql.Tx, id string) error {
	_, err := tx.ExecContext(ctx, `UPDATE frontier SET since = (SELECT `+sinceOf+` FROM release r WHERE r.id = ?1)
		WHERE canonical IN (SELECT url FROM address WHERE release_id = ?1)`, id)
	return err
}

// Overdue gives at most n releases of a site that are to be looked at again,
// the most overdue relative to their interval first. Three intervals are as
// much as any: of those the young come first, so that a thousand old pages
// out of an import do not keep last week's waiting.
func (db *DB) Overdue(ctx context.Context, site string, n int) ([]Task, error) {
	now := stamp(db.now())
	return list(ctx, db, scanTask, `SELECT `+taskColumns+` FROM frontier INDEXED BY frontier_look
		WHERE site = ? AND look IS NOT NULL AND look <= ?
		ORDER BY min((julianday(?) - julianday(fetched)) / (julianday(look) - julianday(fetched)), 3) DESC,
			julianday(look) - julianday(fetched), canonical LIMIT ?`, site, now, now, n)
}

// Ages are the classes of age by which Coverage counts, youngest first.
var Ages = []string{"week", "month", "year", "older"}

// Coverage says how long ago the releases of one site and age were looked at.
type Coverage struct {
	Site     string    `json:"site"`
	Age      string    `json:"age"` // since publication, else since first seen: one of Ages
	Releases int       `json:"releases"`
	Oldest   time.Time `json:"oldest_look"`
	Median   time.Time `json:"median_look"`
}

// Coverage gives the looks of every site and age that has releases, by site
// and age. A look is any answer of one of the release's addresses, 404 included.
func (db *DB) Coverage(ctx context.Context, now time.Time) ([]Coverage, error) {
	return list(ctx, db, func(scan func(...any) error) (c Coverage, err error) {
		var age int
		var oldest, median string
		if err := scan(&c.Site, &age, &c.Releases, &oldest, &median); err != nil {
			return c, err
		}
		c.Age = Ages[age]
		if c.Oldest, err = unstamp(oldest); err == nil {
			c.Median, err = unstamp(median)
		}
		return c, err
	}, `WITH looked AS (
			SELECT r.site, r.id, julianday(?) - julianday(coalesce(r.published_day, r.first_seen)) AS days,
				coalesce((SELECT max(f.fetched) FROM address a JOIN frontier f ON f.canonical = a.url WHERE a.release_id = r.id AND f.status <> 0), r.last_seen) AS look
			FROM release r),
		aged AS (SELECT site, look, CASE WHEN days <= 7 THEN 0 WHEN days <= 30 THEN 1 WHEN days <= 365 THEN 2 ELSE 3 END AS age FROM looked),
		placed AS (SELECT site, age, look, row_number() OVER (PARTITION BY site, age ORDER BY look) AS place, count(*) OVER (PARTITION BY site, age) AS n FROM aged)
		SELECT site, age, n, min(look), max(CASE WHEN place = (n + 1) / 2 THEN look ELSE '' END) FROM placed GROUP BY site, age, n ORDER BY site, age`,
		stamp(now))
}

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

// sitesOfCaptures gives the sites that have captures, one step of the index
// each: DISTINCT would read all of it.
const sitesOfCaptures = `WITH RECURSIVE s(site) AS (SELECT min(site) FROM capture
	UNION ALL SELECT (SELECT min(site) FROM capture WHERE site > s.site) FROM s WHERE s.site IS NOT NULL) `

// ChangedSince gives the releases whose present version was captured after a
// time, by id: those that were first seen since are among them. It goes by the
// dates of captures, so that its answer is the same after a rebuild; and from
// the captures since then to their releases, so that it costs what these are,
// however large the catalogue is.
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
	}, sitesOfCaptures+`SELECT id, first_seen, content_changed FROM release WHERE content_changed > ?1 AND id IN (
			SELECT a.release_id FROM s CROSS JOIN capture c ON c.site = s.site AND c.fetched > ?1 CROSS JOIN address a ON a.url = c.canonical)
		ORDER BY id`, stamp(since))
}

// NewestCapture gives the time of the latest capture that is not after a time;
// zero where there is none.
func (db *DB) NewestCapture(ctx context.Context, until time.Time) (time.Time, error) {
	at, _, err := one(ctx, db, scanText, sitesOfCaptures+`SELECT coalesce(max((
		SELECT max(fetched) FROM capture c WHERE c.site = s.site AND c.fetched <= ?)), '') FROM s`, stamp(until))
	if err != nil {
		return time.Time{}, err
	}
	return unstamp(at)
}

package catalog

import (
	"context"
	"iter"
	"time"

	"communique/archive"
)

// Newest gives the releases of a site in the order in which they became known,
// the last first; limit 0 is all.
func (db *DB) Newest(ctx context.Context, site string, n int) iter.Seq2[archive.Release, error] {
	// The inner statement sorts without reading the records.
	return query(ctx, db, scanRecord, `SELECT r.record FROM (
			SELECT id, first_seen FROM release WHERE site = ? ORDER BY first_seen DESC, id DESC`+limit(n)+`) n
		JOIN release r ON r.id = n.id ORDER BY n.first_seen DESC, n.id DESC`, site)
}

// DayCount is how many releases have one day.
type DayCount struct {
	Day string // "2026-01-31"
	N   int
}

// Days counts the releases of a site by their day of publication, from a day
// on and in order. Those without one count on the day on which they became
// known, if that was after undated.
func (db *DB) Days(ctx context.Context, site, from string, undated time.Time) ([]DayCount, error) {
	return list(ctx, db, func(scan func(...any) error) (d DayCount, err error) {
		err = scan(&d.Day, &d.N)
		return d, err
	}, `SELECT day, count(*) FROM (
			SELECT coalesce(published_day, CASE WHEN first_seen > ? THEN substr(first_seen, 1, 10) END) AS day FROM release WHERE site = ?)
		WHERE day >= ? GROUP BY day ORDER BY day`, stamp(undated), site, from)
}

// Asked says when this program first and last asked a site for anything; zero
// when it never did.
func (db *DB) Asked(ctx context.Context, site string) (first, last time.Time, err error) {
	for _, end := range []struct {
		order string
		at    *time.Time
	}{{"ASC", &first}, {"DESC", &last}} {
		at, _, err := one(ctx, db, scanText, `SELECT fetched FROM capture WHERE site = ? AND imported = 0 ORDER BY fetched `+end.order+` LIMIT 1`, site)
		if err == nil {
			*end.at, err = unstamp(at)
		}
		if err != nil {
			return first, last, err
		}
	}
	return first, last, nil
}

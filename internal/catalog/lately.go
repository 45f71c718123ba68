package catalog

import (
	"context"
	"iter"
	"time"

	"communique/archive"
)

// Latest gives the n releases of a site that were published last (those without
// a day count by the day on which they became known), in the order in which
// they became known, the last first.
func (db *DB) Latest(ctx context.Context, site string, n int) iter.Seq2[archive.Release, error] {
	// The dated ones are found in an index alone: a site may have 200,000.
	return query(ctx, db, scanRecord, `SELECT r.record FROM (
			SELECT * FROM (SELECT id, published_day AS day FROM release
				WHERE site = ?1 AND published_day IS NOT NULL ORDER BY published_day DESC, id LIMIT ?2)
			UNION ALL SELECT id, substr(first_seen, 1, 10) FROM release WHERE site = ?1 AND published_day IS NULL
			ORDER BY day DESC, id LIMIT ?2) l
		JOIN release r ON r.id = l.id ORDER BY r.first_seen DESC, r.id DESC`, site, n)
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
	}, `SELECT day, sum(n) FROM (
			SELECT published_day AS day, count(*) AS n FROM release WHERE site = ?1 AND published_day >= ?2 GROUP BY published_day
			UNION ALL SELECT substr(first_seen, 1, 10), 1 FROM release
				WHERE site = ?1 AND published_day IS NULL AND first_seen >= ?2 AND first_seen > ?3)
		GROUP BY day ORDER BY day`, site, from, stamp(undated))
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

package catalog

import (
	"context"
	"fmt"
	"time"
)

// SiteCounts says what is known of one site.
type SiteCounts struct {
	Site        string
	Releases    int
	Status      map[string]int // releases by status
	Captures    int
	Waiting     int       // addresses to fetch, now or later
	Failed      int       // addresses given up
	LastCapture time.Time // zero: nothing ever came; a failed fetch is none
	LastRelease string    // latest day of publication; "" when none is known
}

// Counts gives the counts of every site that has anything, by site.
func (db *DB) Counts(ctx context.Context) ([]SiteCounts, error) {
	all, err := list(ctx, db, func(scan func(...any) error) (c SiteCounts, err error) {
		var last string
		if err := scan(&c.Site, &c.Releases, &c.LastRelease, &c.Captures, &last, &c.Waiting, &c.Failed); err != nil {
			return c, err
		}
		c.Status = map[string]int{}
		c.LastCapture, err = unstamp(last)
		return c, err
	}, `SELECT s.site,
			(SELECT count(*) FROM release r WHERE r.site = s.site),
			(SELECT coalesce(max(published_day), '') FROM release r WHERE r.site = s.site),
			(SELECT count(*) FROM capture c WHERE c.site = s.site),
			coalesce((SELECT fetched FROM capture c WHERE c.site = s.site AND kind <> 'failure' ORDER BY fetched DESC LIMIT 1), ''),
			(SELECT count(*) FROM frontier f WHERE f.site = s.site AND f.state = 'waiting'),
			(SELECT count(*) FROM frontier f WHERE f.site = s.site AND f.state = 'failed')
		FROM (SELECT site FROM release UNION SELECT site FROM capture UNION SELECT site FROM frontier) s ORDER BY s.site`)
	if err != nil {
		return nil, err
	}
	at := map[string]int{}
	for i, c := range all {
		at[c.Site] = i
	}
	for row, err := range query(ctx, db, func(scan func(...any) error) (r struct {
		site, status string
		n            int
	}, err error) {
		err = scan(&r.site, &r.status, &r.n)
		return r, err
	}, `SELECT site, status, count(*) FROM release GROUP BY site, status`) {
		if err != nil {
			return nil, fmt.Errorf("count releases: %w", err)
		}
		if i, ok := at[row.site]; ok {
			all[i].Status[row.status] = row.n
		}
	}
	return all, nil
}

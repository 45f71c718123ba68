package catalog

import (
	"context"
	"time"
)

// SameElsewhere counts, up to three, the other addresses of the site that gave,
// under a status of success, the bytes of a capture or a page that is no
// release with its title.
func (db *DB) SameElsewhere(ctx context.Context, c CaptureRow, title string) (n int, err error) {
	n, _, err = one(ctx, db, scanInt, `SELECT count(*) FROM (
			SELECT canonical FROM capture WHERE digest = ?1 AND status = 200 AND role = 'page' AND site = ?3 AND canonical <> ?4
			UNION
			SELECT c.canonical FROM reading r CROSS JOIN capture c
				ON c.digest = r.digest AND c.url = r.url AND c.status = 200 AND c.role = 'page' AND c.site = ?3 AND c.canonical <> ?4
				WHERE r.title = ?2 AND r.is_release = 0 AND r.title <> ''
			LIMIT 3)`, c.Capture.PayloadDigest, title, c.Site, c.Canonical)
	return n, err
}

// GaveReleases reports whether the site of a capture gave some release, or said
// that one has not changed, at another address and about the same time.
func (db *DB) GaveReleases(ctx context.Context, c CaptureRow, about time.Duration) (bool, error) {
	n, _, err := one(ctx, db, scanInt, `SELECT EXISTS (
			SELECT 1 FROM capture c WHERE c.site = ? AND c.fetched BETWEEN ? AND ? AND c.role = 'page' AND c.canonical <> ? AND (c.not_modified = 1
				OR c.status = 200 AND EXISTS (SELECT 1 FROM reading r WHERE r.url = c.url AND r.digest = c.digest AND r.is_release = 1)))`,
		c.Site, stamp(c.Capture.Fetched.Add(-about)), stamp(c.Capture.Fetched.Add(about)), c.Canonical)
	return n == 1, err
}

func scanInt(scan func(...any) error) (n int, err error) {
	err = scan(&n)
	return n, err
}

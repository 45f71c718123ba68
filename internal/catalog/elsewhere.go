package catalog

import (
	"context"
	"time"
)

// PagesLike gives, of one host, the addresses (as asked for, fifty at most) of
// pages that are no release and have the bytes of a capture, or a title.
func (db *DB) PagesLike(ctx context.Context, host, payloadDigest, title string) ([]string, error) {
	return list(ctx, db, scanText, `SELECT url FROM (
			SELECT url FROM reading WHERE is_release = 0 AND digest = ?2
			UNION SELECT url FROM reading WHERE is_release = 0 AND title <> '' AND title = ?3)
		WHERE url GLOB 'http://' || ?1 || '/*' OR url GLOB 'https://' || ?1 || '/*' ORDER BY url LIMIT 50`, host, payloadDigest, title)
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

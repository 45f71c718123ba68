package catalog

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"iter"
	"strings"

	"communique/archive"
)

// Kinds of CaptureRow.
const (
	CaptureResponse = "response"
	CaptureRevisit  = "revisit"
	CaptureResource = "resource"
	CaptureFailure  = "failure"
)

// Roles of CaptureRow: what an address is for.
const (
	RolePage       = "page"
	RoleRobots     = "robots"
	RoleFeed       = "feed"
	RoleSitemap    = "sitemap"
	RoleListing    = "listing"
	RoleAttachment = "attachment" // a file that is neither of these
	RoleMemento    = "memento"    // an answer of another web archive: what it holds, or a page as it was there
)

// CaptureRow is one archived record. Strings that are not known are empty.
type CaptureRow struct {
	Kind         string          `json:"kind"`
	URL          string          `json:"url"` // as asked for
	Canonical    string          `json:"canonical"`
	Site         string          `json:"site"` // profile ID, else host
	Role         string          `json:"role"`
	NotModified  bool            `json:"not_modified"` // the answer was 304
	Location     string          `json:"location"`     // canonical target of a redirect
	ContentType  string          `json:"content_type"`
	Variant      string          `json:"-"` // see ReadingKey
	Truncated    string          `json:"truncated"`
	RefersTo     string          `json:"refers_to"` // revisit: record ID
	ETag         string          `json:"etag"`
	LastModified string          `json:"last_modified"`
	Error        string          `json:"error"` // failure: kind and message
	Attempt      int             `json:"attempt"`
	Run          string          `json:"run"`
	Imported     bool            `json:"imported"`
	Capture      archive.Capture `json:"capture"`
}

// Key is where the reading of this capture's bytes is kept.
func (c CaptureRow) Key() ReadingKey {
	return ReadingKey{URL: c.URL, Digest: c.Capture.PayloadDigest, Variant: c.Variant}
}

const captureColumns = `record_id, kind, url, canonical, site, role, fetched, status, not_modified, location, content_type, variant,
	digest, truncated, refers_to, etag, last_modified, error, attempt, run, imported, file, "offset", length, provenance`

func scanCapture(scan func(...any) error) (c CaptureRow, err error) {
	var at, from string
	p := &c.Capture
	if err := scan(&p.RecordID, &c.Kind, &c.URL, &c.Canonical, &c.Site, &c.Role, &at, &p.HTTPStatus, &c.NotModified, &c.Location,
		&c.ContentType, &c.Variant, &p.PayloadDigest, &c.Truncated, &c.RefersTo, &c.ETag, &c.LastModified, &c.Error, &c.Attempt,
		&c.Run, &c.Imported, &p.File, &p.Offset, &p.Length, &from); err != nil {
		return c, err
	}
	if err := json.Unmarshal([]byte(from), &p.Provenance); err != nil {
		return c, fmt.Errorf("provenance of %s: %w", p.RecordID, err)
	}
	p.Fetched, err = unstamp(at)
	return c, err
}

// putCapture writes one row. The same record in two files (a copied file) is
// one capture; which of the two places is kept does not depend on the order in
// which they are read.
func putCapture(ctx context.Context, put *sql.Stmt, c CaptureRow) error {
	p := c.Capture
	from, err := p.Provenance.MarshalJSON()
	if err != nil {
		return fmt.Errorf("provenance of %s: %w", p.RecordID, err)
	}
	_, err = put.ExecContext(ctx, p.RecordID, c.Kind, c.URL, c.Canonical, c.Site, c.Role, stamp(p.Fetched), p.HTTPStatus, c.NotModified,
		c.Location, c.ContentType, c.Variant, p.PayloadDigest, c.Truncated, c.RefersTo, c.ETag, c.LastModified, c.Error, c.Attempt,
		c.Run, c.Imported, p.File, p.Offset, p.Length, strings.TrimSpace(string(from)))
	return err
}

const putCaptureSQL = `INSERT INTO capture (` + captureColumns + `)
	VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
	ON CONFLICT DO UPDATE SET kind = excluded.kind, url = excluded.url, canonical = excluded.canonical, site = excluded.site,
		role = excluded.role, fetched = excluded.fetched, status = excluded.status, not_modified = excluded.not_modified,
		location = excluded.location, content_type = excluded.content_type, variant = excluded.variant, digest = excluded.digest,
		truncated = excluded.truncated, refers_to = excluded.refers_to, etag = excluded.etag, last_modified = excluded.last_modified,
		error = excluded.error, attempt = excluded.attempt, run = excluded.run, imported = excluded.imported,
		file = excluded.file, "offset" = excluded."offset", length = excluded.length, provenance = excluded.provenance
	WHERE (excluded.file, excluded."offset") <= (file, "offset")`

// Captures gives the archived records in order of time (By BySite: of site and
// time), of the sites, the days (Since and Until, of the capture) and the
// releases (IDs) of f; its other fields are not looked at.
func (db *DB) Captures(ctx context.Context, f Filter) iter.Seq2[CaptureRow, error] {
	w := &where{}
	w.in("site", f.Sites)
	w.days("fetched", f.Since, f.Until)
	if len(f.IDs) > 0 {
		inner := &where{}
		inner.in("release_id", f.IDs)
		w.add("canonical IN (SELECT url FROM address"+inner.sql()+")", inner.args...)
	}
	order := ` ORDER BY fetched, record_id`
	if f.By == BySite {
		order = ` ORDER BY site, fetched, record_id`
	}
	return query(ctx, db, scanCapture, `SELECT `+captureColumns+` FROM capture`+w.sql()+order+limit(f.Limit), w.args...)
}

// CapturesAt gives every capture of one canonical address, in order of time.
func (db *DB) CapturesAt(ctx context.Context, canonical string) ([]CaptureRow, error) {
	return list(ctx, db, scanCapture, `SELECT `+captureColumns+` FROM capture WHERE canonical = ? ORDER BY fetched, record_id`, canonical)
}

// CaptureByRecord finds a capture by its WARC record ID.
func (db *DB) CaptureByRecord(ctx context.Context, recordID string) (CaptureRow, bool, error) {
	return one(ctx, db, scanCapture, `SELECT `+captureColumns+` FROM capture WHERE record_id = ?`, recordID)
}

// RedirectsTo gives the canonical addresses that were seen to redirect to one.
func (db *DB) RedirectsTo(ctx context.Context, canonical string) ([]string, error) {
	return list(ctx, db, scanText, `SELECT DISTINCT canonical FROM capture WHERE location = ? AND location <> '' ORDER BY canonical`, canonical)
}

// MediaType gives the content type with which an address was last served, or
// "".
func (db *DB) MediaType(ctx context.Context, canonical string) (string, error) {
	v, _, err := one(ctx, db, scanText, `SELECT content_type FROM capture WHERE canonical = ? AND status = 200 AND content_type <> ''
		ORDER BY fetched DESC, record_id DESC LIMIT 1`, canonical)
	return v, err
}

// AmongURLs gives those of some canonical addresses of which there is a
// capture.
func (db *DB) AmongURLs(ctx context.Context, canonical []string) ([]string, error) {
	w := &where{}
	w.in("canonical", canonical)
	return list(ctx, db, scanText, `SELECT DISTINCT canonical FROM capture`+w.sql()+` ORDER BY canonical`, w.args...)
}

// LastCaptures gives, per canonical address of a page or a file, the last
// capture of our own that is a 200, a 304, a 404 or a 410, or where there is none the last
// of all. A rebuild makes the frontier of them.
func (db *DB) LastCaptures(ctx context.Context) iter.Seq2[CaptureRow, error] {
	return query(ctx, db, scanCapture, `SELECT `+captureColumns+` FROM (
			SELECT *, row_number() OVER (PARTITION BY canonical
				ORDER BY status IN (200, 304, 404, 410) DESC, fetched DESC, record_id DESC) AS place
			FROM capture WHERE role IN ('page', 'attachment') AND imported = 0)
		WHERE place = 1 ORDER BY canonical`)
}

// RestoreValidators fills the validators from the captures: per exact address
// those of the last complete answer.
func (db *DB) RestoreValidators(ctx context.Context) error {
	return db.write(ctx, "restore validators", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT OR REPLACE INTO validator SELECT url, etag, last_modified FROM (
				SELECT url, etag, last_modified, row_number() OVER (PARTITION BY url ORDER BY fetched DESC, record_id DESC) AS place
				FROM capture WHERE status = 200 AND truncated = '' AND imported = 0)
			WHERE place = 1 AND (etag <> '' OR last_modified <> '')`)
		return err
	})
}

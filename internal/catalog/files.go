package catalog

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"communique/archive"
)

// FileText is what could be read out of an archived file. Outcome is package
// pdftext's.
type FileText struct{ Digest, Outcome, Text string }

// UnreadFiles gives, of every archived file that a release offers and whose
// text has not been looked for, one capture that has its bytes.
func (db *DB) UnreadFiles(ctx context.Context) ([]CaptureRow, error) {
	rows, err := list(ctx, db, scanCapture, `SELECT `+captureColumns+` FROM capture INDEXED BY capture_file
		WHERE role = 'attachment' AND status = 200 AND kind <> 'revisit' AND digest NOT IN (SELECT digest FROM file_text)
			AND digest IN (SELECT o.digest FROM capture o INDEXED BY capture_file WHERE o.role = 'attachment' AND o.status = 200 AND (
				o.canonical IN (SELECT url FROM attachment)
				OR o.canonical IN (SELECT r.location FROM capture r JOIN attachment a ON a.url = r.canonical WHERE r.location <> '')))
		ORDER BY digest, record_id`)
	return slices.CompactFunc(rows, func(a, b CaptureRow) bool { return a.Capture.PayloadDigest == b.Capture.PayloadDigest }), err
}

// PutFileText keeps the text of a file, and marks the releases that offer it
// for the search index.
func (db *DB) PutFileText(ctx context.Context, f FileText) error {
	return db.write(ctx, "keep the text of a file", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT OR REPLACE INTO file_text VALUES (?1, ?2, ?3);
			INSERT OR IGNORE INTO unindexed SELECT a.release_id FROM attachment a WHERE a.url IN (
				SELECT canonical FROM capture WHERE digest = ?1 AND role = 'attachment' AND status = 200
				UNION SELECT r.canonical FROM capture c JOIN capture r ON r.location = c.canonical AND r.location <> ''
					WHERE c.digest = ?1 AND c.role = 'attachment' AND c.status = 200)`, f.Digest, f.Outcome, f.Text)
		return err
	})
}

// Attached gives a release with the texts of its files, as they were last
// served.
func (db *DB) Attached(ctx context.Context, r archive.Release) (archive.Release, error) {
	for _, a := range r.Attachments {
		text, ok, err := one(ctx, db, scanText, `SELECT t.text FROM capture c JOIN file_text t ON t.digest = c.digest
			WHERE c.status = 200 AND t.text <> '' AND c.canonical IN (?1, (SELECT location FROM capture WHERE canonical = ?1 AND location <> '' ORDER BY fetched DESC LIMIT 1))
			ORDER BY c.fetched DESC, c.record_id DESC LIMIT 1`, a.URL)
		if err != nil {
			return r, err
		}
		if ok {
			title := a.URL[strings.LastIndexByte(a.URL, '/')+1:]
			if a.Title != nil {
				title = *a.Title
			}
			r.Attached = append(r.Attached, archive.Attached{URL: a.URL, Title: title, Text: text})
		}
	}
	return r, nil
}

// RecordAttached is Record with the texts of the release's files, for who looks
// for words in them.
func (db *DB) RecordAttached(ctx context.Context, id string) (archive.Release, error) {
	r, err := db.Record(ctx, id)
	if err != nil || !r.Public() {
		return r, err
	}
	return db.Attached(ctx, r)
}

// UnfetchedPDFs gives the PDF files that the releases of a site offer, and that
// are neither in the archive nor in the frontier.
func (db *DB) UnfetchedPDFs(ctx context.Context, site string) ([]string, error) {
	urls, err := list(ctx, db, scanText, `SELECT DISTINCT a.url FROM release r CROSS JOIN attachment a ON a.release_id = r.id
		WHERE r.site = ? AND (a.url LIKE '%.pdf' OR a.url LIKE '%.pdf?%')
			AND NOT EXISTS (SELECT 1 FROM frontier WHERE canonical = a.url) AND NOT EXISTS (SELECT 1 FROM capture WHERE canonical = a.url) ORDER BY a.url`, site)
	if err != nil {
		return nil, fmt.Errorf("PDF files of %s: %w", site, err)
	}
	return urls, nil
}

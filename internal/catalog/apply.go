package catalog

import (
	"context"
	"database/sql"
	"fmt"
)

// Batch is what one stretch of a WARC file held. It is applied whole or not at
// all, together with how far the file has been read.
type Batch struct {
	File      string
	ReadTo    int64
	Captures  []CaptureRow
	Readings  []Reading
	Sightings []Sighting
	Runs      []Run
	Damage    []Damage
}

// Damage is a stretch of a WARC file that could not be read.
type Damage struct {
	File   string
	Offset int64
	Reason string
}

// Apply writes a batch and marks what has to be settled again.
func (db *DB) Apply(ctx context.Context, b Batch) error {
	return db.write(ctx, "write captures", func(tx *sql.Tx) error {
		if err := putCaptures(ctx, tx, b.Captures); err != nil {
			return err
		}
		if err := putReadings(ctx, tx, b.Readings); err != nil {
			return err
		}
		if err := putSightings(ctx, tx, b.Sightings); err != nil {
			return err
		}
		for _, r := range b.Runs {
			if err := saveRun(ctx, tx, r); err != nil {
				return err
			}
		}
		for _, d := range b.Damage {
			if _, err := tx.ExecContext(ctx, `INSERT OR REPLACE INTO damage VALUES (?, ?, ?)`, d.File, d.Offset, d.Reason); err != nil {
				return err
			}
		}
		_, err := tx.ExecContext(ctx, `INSERT INTO warc_file VALUES (?, ?) ON CONFLICT DO UPDATE SET read_to = excluded.read_to`, b.File, b.ReadTo)
		return err
	})
}

// putCaptures also marks the addresses of which a capture may change the
// release: its own, and those of revisits that waited for the record they
// refer to.
func putCaptures(ctx context.Context, tx *sql.Tx, rows []CaptureRow) error {
	put, err := tx.PrepareContext(ctx, putCaptureSQL)
	if err != nil {
		return err
	}
	defer put.Close()
	revisits, err := tx.PrepareContext(ctx, `INSERT OR IGNORE INTO unsettled SELECT canonical FROM capture WHERE refers_to IN (?, ?) AND refers_to <> ''`)
	if err != nil {
		return err
	}
	defer revisits.Close()
	for _, c := range rows {
		if err := putCapture(ctx, put, c); err != nil {
			return fmt.Errorf("capture %s: %w", c.Capture.RecordID, err)
		}
		if c.Kind == CaptureFailure || c.Role == RoleRobots {
			continue
		}
		if err := unsettle(ctx, tx, c.Canonical); err != nil {
			return err
		}
		if _, err := revisits.ExecContext(ctx, c.Capture.RecordID, c.Canonical); err != nil {
			return err
		}
	}
	return nil
}

func putReadings(ctx context.Context, tx *sql.Tx, all []Reading) error {
	for _, r := range all {
		_, err := tx.ExecContext(ctx, `INSERT OR REPLACE INTO reading VALUES (?, ?, ?, ?, ?, ?, ?)`,
			r.Key.URL, r.Key.Digest, r.Key.Variant, r.IsRelease, r.Why, r.Title, r.Data)
		if err != nil {
			return err
		}
	}
	return nil
}

// PutReading keeps one reading outside a batch: that of a revisit, whose bytes
// are in the record it refers to.
func (db *DB) PutReading(ctx context.Context, r Reading, seen []Sighting) error {
	return db.write(ctx, "write reading", func(tx *sql.Tx) error {
		if err := putReadings(ctx, tx, []Reading{r}); err != nil {
			return err
		}
		return putSightings(ctx, tx, seen)
	})
}

// ReadTo says how far each WARC file has been read, in bytes.
func (db *DB) ReadTo(ctx context.Context) (map[string]int64, error) {
	type mark struct {
		file string
		to   int64
	}
	all, err := list(ctx, db, func(scan func(...any) error) (m mark, err error) {
		err = scan(&m.file, &m.to)
		return m, err
	}, `SELECT file, read_to FROM warc_file`)
	marks := make(map[string]int64, len(all))
	for _, m := range all {
		marks[m.file] = m.to
	}
	return marks, err
}

// Damages gives the stretches of WARC files that could not be read.
func (db *DB) Damages(ctx context.Context) ([]Damage, error) {
	return list(ctx, db, func(scan func(...any) error) (d Damage, err error) {
		err = scan(&d.File, &d.Offset, &d.Reason)
		return d, err
	}, `SELECT file, "offset", reason FROM damage ORDER BY file, "offset"`)
}

// Extractor says with which code and profiles the pages were read; "" when
// none was yet.
func (db *DB) Extractor(ctx context.Context) (string, error) {
	v, _, err := one(ctx, db, scanText, `SELECT value FROM setting WHERE name = 'extractor'`)
	return v, err
}

// SetExtractor notes with which code and profiles pages are read from now on.
// All that was read before is forgotten and every file is read again from its
// start; the releases stay as they are until they are settled anew, at the end
// of that.
func (db *DB) SetExtractor(ctx context.Context, extractor string) error {
	return db.write(ctx, "read everything again", func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, keepEras, stamp(db.now())); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `DELETE FROM reading; DELETE FROM sighting; DELETE FROM warc_file; DELETE FROM damage;
			INSERT OR IGNORE INTO unsettled SELECT url FROM address;
			INSERT OR REPLACE INTO setting VALUES ('extractor', ?)`, extractor)
		return err
	})
}

// ForgetDamage drops what is remembered of a file's damage from an offset on:
// that stretch is about to be read again.
func (db *DB) ForgetDamage(ctx context.Context, file string, from int64) error {
	if _, err := db.db.ExecContext(ctx, `DELETE FROM damage WHERE file = ? AND "offset" >= ?`, file, from); err != nil {
		return fmt.Errorf("forget damage: %w", err)
	}
	return nil
}

package catalog

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// Validators gives what makes the next request for an address conditional: the
// ETag and Last-Modified of its last complete answer, by exact address; ""
// where there was none.
func (db *DB) Validators(ctx context.Context, url string) (etag, lastModified string, err error) {
	v, _, err := one(ctx, db, func(scan func(...any) error) (v [2]string, err error) {
		err = scan(&v[0], &v[1])
		return v, err
	}, `SELECT etag, last_modified FROM validator WHERE url = ?`, url)
	return v[0], v[1], err
}

// SetValidators remembers the validators of an answer that is safe in the
// archive. Two empty ones forget the address.
func (db *DB) SetValidators(ctx context.Context, url, etag, lastModified string) error {
	return db.write(ctx, "remember validators", func(tx *sql.Tx) error {
		return setValidators(ctx, tx, url, etag, lastModified)
	})
}

func setValidators(ctx context.Context, tx *sql.Tx, url, etag, lastModified string) error {
	if etag == "" && lastModified == "" {
		_, err := tx.ExecContext(ctx, `DELETE FROM validator WHERE url = ?`, url)
		return err
	}
	_, err := tx.ExecContext(ctx, `INSERT INTO validator VALUES (?, ?, ?)
		ON CONFLICT DO UPDATE SET etag = excluded.etag, last_modified = excluded.last_modified`, url, etag, lastModified)
	return err
}

// Robots gives the robots.txt of a host as it was last fetched; ok is false
// when it never was. How long it may be used is the caller's affair.
func (db *DB) Robots(ctx context.Context, host string) (body []byte, status int, fetched time.Time, ok bool, err error) {
	var at string
	_, ok, err = one(ctx, db, func(scan func(...any) error) (struct{}, error) {
		return struct{}{}, scan(&body, &status, &at)
	}, `SELECT body, status, fetched FROM robots WHERE host = ?`, host)
	if err == nil {
		fetched, err = unstamp(at)
	}
	return body, status, fetched, ok, err
}

// SetRobots remembers a host's robots.txt. It is not restored by a rebuild:
// it would be too old to be used.
func (db *DB) SetRobots(ctx context.Context, host string, body []byte, status int, fetched time.Time) error {
	if body == nil {
		body = []byte{}
	}
	_, err := db.db.ExecContext(ctx, `INSERT INTO robots VALUES (?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET body = excluded.body, status = excluded.status, fetched = excluded.fetched`,
		host, body, status, stamp(fetched))
	if err != nil {
		return fmt.Errorf("remember robots.txt: %w", err)
	}
	return nil
}

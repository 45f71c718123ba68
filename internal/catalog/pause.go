package catalog

import (
	"context"
	"fmt"
	"time"
)

// Pause gives the time before which a host is not to be asked; the zero time
// where nothing is known.
func (db *DB) Pause(ctx context.Context, host string) (until time.Time, err error) {
	text, _, err := one(ctx, db, scanText, `SELECT until FROM pause WHERE host = ?`, host)
	if err != nil {
		return time.Time{}, fmt.Errorf("pause of %s: %w", host, err)
	}
	return unstamp(text)
}

// SetPause remembers it, rounded up to the form in which times are kept. A
// rebuild forgets it: the archive does not say how long the program itself wanted
// to wait.
func (db *DB) SetPause(ctx context.Context, host string, until time.Time) error {
	_, err := db.db.ExecContext(ctx, `INSERT INTO pause VALUES (?, ?) ON CONFLICT DO UPDATE SET until = excluded.until`, host, stamp(until.Add(time.Millisecond-time.Nanosecond)))
	if err != nil {
		return fmt.Errorf("remember the pause of %s: %w", host, err)
	}
	return nil
}

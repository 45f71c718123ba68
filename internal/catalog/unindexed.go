package catalog

import (
	"context"
	"database/sql"
	"fmt"
)

// Unindexed gives the releases whose record has changed since the search index
// was last committed. One that has no record any more is among them.
func (db *DB) Unindexed(ctx context.Context) ([]string, error) {
	return list(ctx, db, scanText, `SELECT release_id FROM unindexed ORDER BY release_id`)
}

// Indexed takes the marks away, once the index has been committed.
func (db *DB) Indexed(ctx context.Context, ids []string) error {
	return db.write(ctx, "note what is indexed", func(tx *sql.Tx) error {
		for _, id := range ids {
			if _, err := tx.ExecContext(ctx, `DELETE FROM unindexed WHERE release_id = ?`, id); err != nil {
				return err
			}
		}
		return nil
	})
}

// UnindexAll marks every release: the index is gone or of another form.
func (db *DB) UnindexAll(ctx context.Context) error {
	if _, err := db.db.ExecContext(ctx, `INSERT OR IGNORE INTO unindexed SELECT id FROM release`); err != nil {
		return fmt.Errorf("mark releases for the index: %w", err)
	}
	return nil
}

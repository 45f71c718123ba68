package catalog

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"communique/internal/restrict"
)

// Unindexed gives the releases whose record has changed since the search index
// was last committed. One that has no record any more is among them.
func (db *DB) Unindexed(ctx context.Context) ([]string, error) {
	return list(ctx, db, scanText, `SELECT release_id FROM unindexed ORDER BY release_id`)
}

// Indexed takes the marks away, once the index has been committed, and notes
// the decisions that it knows (see UnindexDecided) and which of the releases
// are withheld.
func (db *DB) Indexed(ctx context.Context, ids []string, withheld map[string]bool, seal restrict.Seal) error {
	if known, err := db.seal(ctx); err != nil || len(ids) == 0 && known == seal {
		return err
	}
	sealed, err := json.Marshal(seal)
	if err != nil {
		return fmt.Errorf("note what is indexed: %w", err)
	}
	return db.write(ctx, "note what is indexed", func(tx *sql.Tx) error {
		for _, id := range ids {
			if _, err := tx.ExecContext(ctx, `DELETE FROM unindexed WHERE release_id = ?`, id); err != nil {
				return err
			}
			if err := putWithheld(ctx, tx, id, withheld[id]); err != nil {
				return err
			}
		}
		_, err := tx.ExecContext(ctx, `INSERT OR REPLACE INTO setting VALUES (?, ?)`, settingSeal, string(sealed))
		return err
	})
}

// UnindexAll marks every release: the index is gone or of another form.
func (db *DB) UnindexAll(ctx context.Context) error {
	if _, err := db.db.ExecContext(ctx, `INSERT OR IGNORE INTO unindexed SELECT id FROM release`); err != nil {
		return fmt.Errorf("mark releases for the index: %w", err)
	}
	return nil
}

package catalog

import (
	"context"
	"errors"
	"fmt"
)

// compared are the tables that follow from the WARC files alone, with what
// names a row and what is compared.
var compared = []struct{ what, table, key, columns string }{
	{"capture", "capture", "record_id", captureColumns},
	{"reading", "reading", "url", "url, digest, variant, is_release, why, title, reading"},
	{"sighting", "sighting", "url", sightingColumns},
	{"release", "release", "id", "id, record"},
	{"version", "version", "release_id", "release_id, ordinal, digest, record"},
	{"address", "address", "url", "url, release_id, own_id"},
	{"same release", "alike", "release_id", "release_id, other, share, days"},
}

// Differences compares the catalogue with the one at another path, and names
// each row that is not the same in both, in words for a person. Both are
// opened already or known to be whole; frontier and runs are not compared,
// since they hold what has not happened yet.
func (db *DB) Differences(ctx context.Context, other string) (found []string, err error) {
	conn, err := db.db.Conn(ctx)
	if err != nil {
		return nil, fmt.Errorf("compare catalogues: %w", err)
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	if _, err := conn.ExecContext(ctx, `ATTACH ? AS other`, dsn(other, "ro")); err != nil {
		return nil, fmt.Errorf("compare with %s: %w", other, err)
	}
	for _, c := range compared {
		for _, side := range []struct{ a, b, says string }{
			{"main", "other", "missing or different in the catalogue"},
			{"other", "main", "in the catalogue, not so in warc/"},
		} {
			rows, err := conn.QueryContext(ctx, fmt.Sprintf(`SELECT DISTINCT %s FROM (SELECT %s FROM %s.%s EXCEPT SELECT %s FROM %s.%s) ORDER BY 1`,
				c.key, c.columns, side.a, c.table, c.columns, side.b, c.table))
			if err != nil {
				return nil, fmt.Errorf("compare catalogues: %w", err)
			}
			for rows.Next() {
				var key string
				if err := rows.Scan(&key); err != nil {
					return nil, errors.Join(fmt.Errorf("compare catalogues: %w", err), rows.Close())
				}
				found = append(found, fmt.Sprintf("%s %s: %s", c.what, key, side.says))
			}
			if err := errors.Join(rows.Err(), rows.Close()); err != nil {
				return nil, fmt.Errorf("compare catalogues: %w", err)
			}
		}
	}
	if _, err := conn.ExecContext(ctx, `DETACH other`); err != nil {
		return nil, fmt.Errorf("compare catalogues: %w", err)
	}
	return found, nil
}

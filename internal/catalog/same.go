package catalog

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"communique/archive"
)

// Sketch is what releases meet by, when it is looked for those that are one
// (package likeness makes it). Without Bands a release meets none.
type Sketch struct {
	Day   int // of publication, days since 1970
	Bands []int64
}

// Alike is a release of another site that is near enough to be the same. Share
// is in thousandths of the words of both, Days are between the two.
type Alike struct {
	Other       string
	Share, Days int
}

// number is the hexadecimal part of an id.
func number(id string) (int64, error) {
	n, err := strconv.ParseUint(id[strings.LastIndexByte(id, ':')+1:], 16, 64)
	if err != nil {
		return 0, fmt.Errorf("id %q: %w", id, err)
	}
	return int64(n), nil
}

func siteOf(id string) string { return id[:max(strings.LastIndexByte(id, ':'), 0)] }

// putSketch writes the sketch of a release anew.
func putSketch(ctx context.Context, tx *sql.Tx, id string, s Sketch) error {
	var day int
	var before string
	err := tx.QueryRowContext(ctx, `SELECT day, bands FROM sketch WHERE release_id = ?`, id).Scan(&day, &before)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	bands := jsonList(s.Bands)
	switch {
	case len(s.Bands) == 0 && before == "", day == s.Day && before == bands:
		return nil
	case before != "":
		if _, err := tx.ExecContext(ctx, `DELETE FROM band WHERE band IN (SELECT value FROM json_each(?2)) AND day = ?3 AND number = (SELECT number FROM sketch WHERE release_id = ?1);
			DELETE FROM sketch WHERE release_id = ?1`, id, before, day); err != nil {
			return err
		}
	}
	if len(s.Bands) == 0 {
		return nil
	}
	n, err := number(id)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO sketch VALUES (?1, ?2, ?3, ?4);
		INSERT OR IGNORE INTO band SELECT value, ?3, ?2 FROM json_each(?4)`, id, n, s.Day, bands)
	return err
}

// Uncompared gives the ids of the releases that have changed since they were
// last compared with those of other sites.
func (db *DB) Uncompared(ctx context.Context) ([]string, error) {
	return list(ctx, db, scanText, `SELECT release_id FROM uncompared ORDER BY release_id`)
}

// Meeting gives the releases of other sites that share a band with one and were
// published within some days of it.
func (db *DB) Meeting(ctx context.Context, id string, days int) ([]string, error) {
	all, err := list(ctx, db, scanText, `SELECT DISTINCT s.release_id FROM sketch o CROSS JOIN json_each(o.bands) k
			CROSS JOIN band b ON b.band = k.value AND b.day BETWEEN o.day - ?2 AND o.day + ?2 CROSS JOIN sketch s ON s.number = b.number
		WHERE o.release_id = ?1 ORDER BY 1`, id, days)
	return slices.DeleteFunc(all, func(other string) bool { return siteOf(other) == siteOf(id) }), err
}

// Compared is what a comparison of some releases found: for each all that are
// alike. A release that is gone has none.
type Compared map[string][]Alike

// Compared writes what was found, settles which releases are one, and takes the
// marks away that Uncompared reads. It changes the records of those that are
// the same as others than before.
func (db *DB) Compared(ctx context.Context, found Compared) error {
	return db.write(ctx, "compare releases", func(tx *sql.Tx) error {
		ids := slices.Sorted(maps.Keys(found))
		concerned, err := putAlike(ctx, tx, ids, found)
		if err != nil {
			return err
		}
		for _, id := range concerned {
			if err := settleSame(ctx, tx, id); err != nil {
				return fmt.Errorf("release %s: %w", id, err)
			}
		}
		for _, id := range ids {
			if _, err := tx.ExecContext(ctx, `DELETE FROM uncompared WHERE release_id = ?`, id); err != nil {
				return err
			}
		}
		return nil
	})
}

// putAlike replaces what is alike to some releases, and gives the ids whose
// same_as can have changed by it: theirs, those that were or are alike to them,
// and those that are alike to these, since of each site the best is taken.
func putAlike(ctx context.Context, tx *sql.Tx, ids []string, found Compared) ([]string, error) {
	seen := map[string]bool{}
	for _, id := range ids {
		seen[id] = true
		was, err := texts(ctx, tx, `SELECT other FROM alike WHERE release_id = ?1 UNION SELECT other FROM same_as WHERE release_id = ?1`, id)
		if err != nil {
			return nil, err
		}
		for _, other := range was {
			seen[other] = true
			if _, err := tx.ExecContext(ctx, `DELETE FROM alike WHERE (release_id, other) IN (VALUES (?1, ?2), (?2, ?1))`, id, other); err != nil {
				return nil, err
			}
		}
		for _, a := range found[id] {
			seen[a.Other] = true
			if _, err := tx.ExecContext(ctx, `INSERT OR REPLACE INTO alike VALUES (?1, ?2, ?3, ?4), (?2, ?1, ?3, ?4)`, id, a.Other, a.Share, a.Days); err != nil {
				return nil, err
			}
		}
	}
	for _, id := range slices.Sorted(maps.Keys(seen)) {
		near, err := texts(ctx, tx, `SELECT other FROM alike WHERE release_id = ?`, id)
		if err != nil {
			return nil, err
		}
		for _, other := range near {
			seen[other] = true
		}
	}
	return slices.Sorted(maps.Keys(seen)), nil
}

// settleSame works out which releases are the same as one, and writes it into
// its record.
func settleSame(ctx context.Context, tx *sql.Tx, id string) error {
	was, err := sameAs(ctx, tx, id)
	if err != nil {
		return err
	}
	is := []string{}
	best, err := bestOf(ctx, tx, id)
	if err != nil {
		return err
	}
	for _, other := range best {
		back, err := bestOf(ctx, tx, other)
		if err != nil {
			return err
		}
		if back[siteOf(id)] == id {
			is = append(is, other)
		}
	}
	slices.Sort(is)
	if slices.Equal(was, is) {
		return nil
	}
	if _, err := tx.ExecContext(ctx, `DELETE FROM same_as WHERE release_id = ?`, id); err != nil {
		return err
	}
	for _, other := range is {
		if _, err := tx.ExecContext(ctx, `INSERT INTO same_as VALUES (?, ?)`, id, other); err != nil {
			return err
		}
	}
	return writeSame(ctx, tx, id, is)
}

// bestOf gives, for each other site, the release that is most alike to one.
func bestOf(ctx context.Context, tx *sql.Tx, id string) (map[string]string, error) {
	all, err := texts(ctx, tx, `SELECT other FROM alike WHERE release_id = ? ORDER BY share DESC, days, other`, id)
	best := map[string]string{}
	for _, other := range all {
		if best[siteOf(other)] == "" {
			best[siteOf(other)] = other
		}
	}
	return best, err
}

func writeSame(ctx context.Context, tx *sql.Tx, id string, same []string) error {
	var record []byte
	err := tx.QueryRowContext(ctx, `SELECT record FROM release WHERE id = ?`, id).Scan(&record)
	if errors.Is(err, sql.ErrNoRows) {
		return nil // gone
	}
	var r archive.Release
	if err == nil {
		err = json.Unmarshal(record, &r)
	}
	if err != nil {
		return err
	}
	r.SameAs = same
	if record, err = json.Marshal(r); err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `UPDATE release SET record = ? WHERE id = ?`, string(record), id)
	return err
}

// sameAs gives the ids that a release is the same as.
func sameAs(ctx context.Context, tx *sql.Tx, id string) ([]string, error) {
	return texts(ctx, tx, `SELECT other FROM same_as WHERE release_id = ? ORDER BY other`, id)
}

// texts gathers the rows of a statement of one column; never nil.
func texts(ctx context.Context, tx *sql.Tx, statement string, args ...any) (all []string, err error) {
	rows, err := tx.QueryContext(ctx, statement, args...)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	all = []string{}
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			return nil, err
		}
		all = append(all, s)
	}
	return all, rows.Err()
}

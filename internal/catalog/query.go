package catalog

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
)

// query gives the rows of a statement one by one; an error ends them.
func query[T any](ctx context.Context, db *DB, scan func(func(...any) error) (T, error), statement string, args ...any) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var zero T
		rows, err := db.db.QueryContext(ctx, statement, args...)
		if err != nil {
			yield(zero, fmt.Errorf("read catalogue: %w", err))
			return
		}
		defer rows.Close()
		for rows.Next() {
			v, err := scan(rows.Scan)
			if err != nil {
				yield(zero, fmt.Errorf("read catalogue: %w", err))
				return
			}
			if !yield(v, nil) {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(zero, fmt.Errorf("read catalogue: %w", err))
		}
	}
}

// list gathers the rows of a statement.
func list[T any](ctx context.Context, db *DB, scan func(func(...any) error) (T, error), statement string, args ...any) ([]T, error) {
	var all []T
	for v, err := range query(ctx, db, scan, statement, args...) {
		if err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	return all, nil
}

// one gives the only row of a statement; ok is false when there is none.
func one[T any](ctx context.Context, db *DB, scan func(func(...any) error) (T, error), statement string, args ...any) (v T, ok bool, err error) {
	v, err = scan(db.db.QueryRowContext(ctx, statement, args...).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return v, false, nil
	}
	if err != nil {
		return v, false, fmt.Errorf("read catalogue: %w", err)
	}
	return v, true, nil
}

func scanText(scan func(...any) error) (s string, err error) {
	err = scan(&s)
	return s, err
}

package main

import (
	"context"
	"database/sql"
	"fmt"

	_ "modernc.org/sqlite" // the driver

	"communique/archive"
)

// fts is SQLite's FTS5 on the same text, as one would set it up: a table of
// releases for filters and counts, and an index of title and text beside it
// that keeps no text of its own.
type fts struct{ db *sql.DB }

func openFTS(path string) (*fts, error) {
	db, err := sql.Open("sqlite", "file:"+path+"?_pragma=journal_mode(wal)&_pragma=synchronous(normal)")
	if err != nil {
		return nil, err
	}
	_, err = db.Exec(`create table if not exists release (n integer primary key, id text unique, day text, country text, site text, language text);
create index if not exists day on release (day);
create virtual table if not exists words using fts5 (title, text, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 2")`)
	return &fts{db}, err
}

func (f *fts) put(releases []archive.Release, from int) error {
	tx, err := f.db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for i, r := range releases {
		n := from + i
		if _, err := tx.Exec(`insert or replace into release values (?, ?, ?, ?, ?, ?)`, n, r.ID, *r.PublishedDay, r.Countries[0], r.Site, *r.Language); err != nil {
			return err
		}
		if _, err := tx.Exec(`insert or replace into words (rowid, title, text) values (?, ?, ?)`, n, *r.Title, *r.Text); err != nil {
			return err
		}
	}
	return tx.Commit()
}

func (f *fts) ask(ctx context.Context, p probe) error {
	questions := []string{`select r.id from words w join release r on r.n = w.rowid where words match ? order by bm25(words, 3, 1) limit 20`}
	args := []any{p.fts}
	switch p.kind {
	case "date range":
		questions[0] = `select r.id from words w join release r on r.n = w.rowid where words match ? and r.day between ? and ? order by bm25(words, 3, 1) limit 20`
		args = append(args, p.since, p.until)
	case "facets":
		for _, column := range []string{"country", "site", "language", "substr(day, 1, 4)"} {
			questions = append(questions, fmt.Sprintf(`select %s, count(*) from words w join release r on r.n = w.rowid where words match ? group by 1`, column))
		}
	}
	for _, q := range questions {
		rows, err := f.db.QueryContext(ctx, q, args...)
		if err != nil {
			return err
		}
		for rows.Next() {
		}
		if err := rows.Err(); err != nil {
			return err
		}
		if err := rows.Close(); err != nil {
			return err
		}
	}
	return nil
}

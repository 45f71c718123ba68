package catalog

import (
	"context"
	"database/sql"
	"errors"
)

// Naming is what a document was found to say.
type Naming struct {
	Document Document
	Names    []Task  // the releases it names, each once
	Children []Child // of an index
	// More: the names are some of those it has, as of a listing that was not
	// walked to its end.
	More bool
	// Otherwise: the profile takes other addresses for releases than when the
	// document was last read. What is not named any more says nothing then.
	Otherwise bool
}

// Named says in how far that is new.
type Named struct {
	Fresh                   int // addresses nobody had named before
	Added, Changed, Removed int // names, and their lastmods, of this document
}

// Differs reports whether a document says anything else than before.
func (n Named) Differs() bool { return n.Added+n.Changed+n.Removed > 0 }

// SetNamed remembers what a document names and puts the releases in the
// frontier, in one transaction, and writes only what differs from the last
// reading: new addresses become due, those whose lastmod has changed are told
// of, those that were gone and are named anew become due, and those that no
// sitemap names any more are marked.
func (db *DB) SetNamed(ctx context.Context, n Naming) (done Named, err error) {
	err = db.write(ctx, "remember what a document names", func(tx *sql.Tx) error {
		d := n.Document
		err := tx.QueryRowContext(ctx, `INSERT INTO document (url, site, source, kind, rules, answered, etag, last_modified, lastmod, digest, read, names)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0) ON CONFLICT (site, url) DO UPDATE SET source = excluded.source,
				kind = excluded.kind, rules = excluded.rules, answered = excluded.answered, etag = excluded.etag,
				last_modified = excluded.last_modified, lastmod = excluded.lastmod, digest = excluded.digest, read = excluded.read
			RETURNING id`, d.URL, d.Site, d.Source, d.Kind, d.Rules, d.Answered, d.ETag, d.LastModified, d.LastMod, d.Digest, stamp(d.Read)).Scan(&n.Document.ID)
		if err != nil {
			return err
		}
		if err := setChildren(ctx, tx, n); err != nil {
			return err
		}
		if done, err = setNames(ctx, tx, n, stamp(db.now())); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `UPDATE document SET names = names + ? WHERE id = ?`, done.Added-done.Removed, n.Document.ID)
		return err
	})
	return done, err
}

func setChildren(ctx context.Context, tx *sql.Tx, n Naming) error {
	if _, err := tx.ExecContext(ctx, `DELETE FROM child WHERE document = ?`, n.Document.ID); err != nil {
		return err
	}
	for _, c := range n.Children {
		if _, err := tx.ExecContext(ctx, `INSERT OR REPLACE INTO child VALUES (?, ?, ?)`, n.Document.ID, c.URL, c.LastMod); err != nil {
			return err
		}
	}
	return nil
}

func setNames(ctx context.Context, tx *sql.Tx, n Naming, now string) (done Named, err error) {
	had, err := namesOf(ctx, tx, n)
	if err != nil {
		return done, err
	}
	insert, err := tx.PrepareContext(ctx, addTask)
	if err != nil {
		return done, err
	}
	defer insert.Close()
	for _, t := range n.Names {
		lastmod, ok := had[t.Canonical]
		delete(had, t.Canonical)
		switch {
		case !ok:
			done.Added++
			added, err := add(ctx, insert, t, now)
			if err != nil {
				return done, err
			}
			if added {
				done.Fresh++
			}
			err = nameKnown(ctx, tx, n.Document.ID, t, now, !added)
			if err != nil {
				return done, err
			}
		case lastmod != t.LastMod:
			done.Changed++
			if err := renew(ctx, tx, n.Document.ID, t); err != nil {
				return done, err
			}
		}
	}
	if n.More {
		return done, nil
	}
	done.Removed = len(had)
	for canonical := range had {
		if err := unname(ctx, tx, n, canonical); err != nil {
			return done, err
		}
	}
	return done, nil
}

// namesOf gives the names of one document with their lastmods: all of them (of
// a sitemap at most 50,000, sitemaps.org), or with More those among the new.
func namesOf(ctx context.Context, tx *sql.Tx, n Naming) (names map[string]string, err error) {
	names = map[string]string{}
	var lastmod string
	if n.More {
		for _, t := range n.Names {
			err := tx.QueryRowContext(ctx, `SELECT lastmod FROM named WHERE document = ? AND canonical = ?`, n.Document.ID, t.Canonical).Scan(&lastmod)
			if errors.Is(err, sql.ErrNoRows) {
				continue
			}
			if err != nil {
				return nil, err
			}
			names[t.Canonical] = lastmod
		}
		return names, nil
	}
	rows, err := tx.QueryContext(ctx, `SELECT canonical, lastmod FROM named WHERE document = ?`, n.Document.ID)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var canonical string
		if err := rows.Scan(&canonical, &lastmod); err != nil {
			return nil, err
		}
		names[canonical] = lastmod
	}
	return names, rows.Err()
}

// nameKnown notes that a document names an address it did not before. One that
// was known is asked for again if it was gone, and told of if its lastmod is
// later than what we have.
func nameKnown(ctx context.Context, tx *sql.Tx, document int64, t Task, now string, known bool) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO named (document, canonical, lastmod) VALUES (?, ?, ?)`, document, t.Canonical, t.LastMod)
	if err != nil || !known {
		return err
	}
	_, err = tx.ExecContext(ctx, `UPDATE frontier SET unnamed = 0,
			state = CASE WHEN status IN (404, 410) THEN 'waiting' ELSE state END,
			due = CASE WHEN status IN (404, 410) THEN min(coalesce(due, ?2), ?2) ELSE due END,
			announced = CASE WHEN announced = '' THEN ?4 ELSE announced END,
			lastmod = CASE WHEN ?3 <> '' THEN ?3 ELSE lastmod END,
			told = CASE WHEN ?3 NOT IN ('', lastmod) AND due IS NULL AND status IN (200, 304) AND `+newer(`?3`)+` THEN 1 ELSE told END
		WHERE canonical = ?1`, t.Canonical, now, t.LastMod, t.Announced)
	return err
}

// renew notes that a document gives another lastmod for an address.
func renew(ctx context.Context, tx *sql.Tx, document int64, t Task) error {
	_, err := tx.ExecContext(ctx, `UPDATE named SET lastmod = ? WHERE document = ? AND canonical = ?`, t.LastMod, document, t.Canonical)
	if err != nil || t.LastMod == "" {
		return err
	}
	_, err = tx.ExecContext(ctx, `UPDATE frontier SET lastmod = ?2, announced = max(announced, ?3),
			told = CASE WHEN due IS NULL AND status IN (200, 304) AND lastmod <> ?2 THEN 1 ELSE told END
		WHERE canonical = ?1`, t.Canonical, t.LastMod, t.Announced)
	return err
}

// unname takes a name away. What a feed names no more is only older than the
// rest; what the others name no more may be gone, if no sitemap names it, nor,
// as the case may be, another listing.
func unname(ctx context.Context, tx *sql.Tx, n Naming, canonical string) error {
	d := n.Document
	_, err := tx.ExecContext(ctx, `DELETE FROM named WHERE document = ? AND canonical = ?`, d.ID, canonical)
	if err != nil || d.Kind == DocumentFeed || n.Otherwise {
		return err
	}
	_, err = tx.ExecContext(ctx, `UPDATE frontier SET unnamed = 1 WHERE canonical = ?1 AND NOT EXISTS (
		SELECT 1 FROM named m JOIN document o ON o.id = m.document WHERE m.canonical = ?1 AND o.kind IN (?2, 'sitemap'))`, canonical, d.Kind)
	return err
}

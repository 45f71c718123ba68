package catalog

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// Kinds of Document.
const (
	DocumentFeed    = "feed"
	DocumentSitemap = "sitemap"
	DocumentListing = "listing"
)

// Document is a feed, a sitemap, an index of sitemaps or a listing, as it was
// when it was last read. schema.sql says what each field is.
type Document struct {
	ID                      int64
	URL, Site, Source, Kind string
	Rules, Answered         string
	ETag, LastModified      string
	LastMod, Digest         string
	Read                    time.Time
	Names                   int
	Kept, Broke             int
}

// Child is a sitemap that an index names.
type Child struct{ URL, LastMod string }

const documentColumns = `id, url, site, source, kind, rules, answered, etag, last_modified, lastmod, digest, read, names, kept, broke`

func scanDocument(scan func(...any) error) (d Document, err error) {
	var read string
	if err := scan(&d.ID, &d.URL, &d.Site, &d.Source, &d.Kind, &d.Rules, &d.Answered, &d.ETag, &d.LastModified, &d.LastMod, &d.Digest, &read, &d.Names, &d.Kept, &d.Broke); err != nil {
		return d, err
	}
	d.Read, err = unstamp(read)
	return d, err
}

// Document gives a document as it was last read; ok is false when it never was.
func (db *DB) Document(ctx context.Context, site, url string) (Document, bool, error) {
	return one(ctx, db, scanDocument, `SELECT `+documentColumns+` FROM document WHERE site = ? AND url = ?`, site, url)
}

// Children gives the sitemaps that an index named when it was last read.
func (db *DB) Children(ctx context.Context, index int64) ([]Child, error) {
	return list(ctx, db, func(scan func(...any) error) (c Child, err error) {
		err = scan(&c.URL, &c.LastMod)
		return c, err
	}, `SELECT url, lastmod FROM child WHERE document = ? ORDER BY url`, index)
}

// AskedAgain notes that a document has not changed since it was read, and what
// its index says of it now.
func (db *DB) AskedAgain(ctx context.Context, id int64, lastmod string, at time.Time) error {
	if _, err := db.db.ExecContext(ctx, `UPDATE document SET read = ?, lastmod = ? WHERE id = ?`, stamp(at), lastmod, id); err != nil {
		return fmt.Errorf("note an unchanged document: %w", err)
	}
	return nil
}

// JudgeIndex notes that a child of an index had changed: under another lastmod
// (kept) or under the same.
func (db *DB) JudgeIndex(ctx context.Context, site, index string, kept bool) error {
	if _, err := db.db.ExecContext(ctx, `UPDATE document SET kept = kept + ?1, broke = broke + 1 - ?1 WHERE site = ?2 AND url = ?3`, kept, site, index); err != nil {
		return fmt.Errorf("judge a sitemap index: %w", err)
	}
	return nil
}

// DropDocuments forgets the documents of a source but for those given: what it
// does not lead to any more. The releases that only they named count as named
// by no sitemap any more.
func (db *DB) DropDocuments(ctx context.Context, site, source string, keep map[string]bool) error {
	all, err := list(ctx, db, scanDocument, `SELECT `+documentColumns+` FROM document WHERE site = ? AND source = ?`, site, source)
	if err != nil {
		return err
	}
	return db.write(ctx, "forget documents", func(tx *sql.Tx) error {
		for _, d := range all {
			if keep[d.URL] {
				continue
			}
			if _, err := setNames(ctx, tx, Naming{Document: d}, ""); err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, `DELETE FROM document WHERE id = ?`, d.ID); err != nil {
				return err
			}
		}
		return nil
	})
}

// KeepSources forgets the documents of a site that came from other sources
// than those given: the profile does not have them any more.
func (db *DB) KeepSources(ctx context.Context, site string, sources []string) error {
	return db.write(ctx, "forget sources", func(tx *sql.Tx) error {
		w := &where{}
		w.add("site = ?", site)
		if len(sources) > 0 {
			w.in("source NOT", sources)
		}
		_, err := tx.ExecContext(ctx, `DELETE FROM document`+w.sql(), w.args...)
		return err
	})
}

// Unnamed gives the live releases of a site that sitemaps named once and name
// no more, and counts those that sitemaps name.
func (db *DB) Unnamed(ctx context.Context, site string) (gone []Task, named int, err error) {
	gone, err = list(ctx, db, scanTask, `SELECT `+taskColumns+` FROM frontier INDEXED BY frontier_unnamed
		WHERE site = ? AND unnamed = 1 AND status IN (200, 304) ORDER BY canonical`, site)
	if err != nil {
		return nil, 0, err
	}
	named, _, err = one(ctx, db, func(scan func(...any) error) (n int, err error) { return n, scan(&n) },
		`SELECT coalesce(sum(names), 0) FROM document WHERE site = ? AND kind <> 'feed'`, site)
	return gone, named, err
}

// SeenToUnnamed takes the marks away that Unnamed reads.
func (db *DB) SeenToUnnamed(ctx context.Context, site string) error {
	if _, err := db.db.ExecContext(ctx, `UPDATE frontier SET unnamed = 2 WHERE site = ? AND unnamed = 1`, site); err != nil {
		return fmt.Errorf("note what sitemaps no longer name: %w", err)
	}
	return nil
}

// OnlyIn gives at most n of the releases that documents of one kind name and
// those of another do not, the newest first, and says how many there are. With
// since, a day, those count that were published on it or later (frontier.since
// would count what was archived or edited then), and with fresh also those that
// are still to be fetched.
func (db *DB) OnlyIn(ctx context.Context, site, kind, other, since string, fresh bool, n int) (examples []string, count int, err error) {
	type row struct {
		url string
		n   int
	}
	rows, err := list(ctx, db, func(scan func(...any) error) (r row, err error) {
		err = scan(&r.url, &r.n)
		return r, err
	}, `SELECT f.url, count(*) OVER () FROM document d CROSS JOIN named m ON m.document = d.id CROSS JOIN frontier f ON f.canonical = m.canonical
		WHERE d.site = ?1 AND d.kind = ?2 AND f.status NOT IN (404, 410) AND (?4 = '' OR f.since = '' AND ?5
				OR EXISTS (SELECT 1 FROM address a JOIN release r ON r.id = a.release_id WHERE a.url = m.canonical AND r.published_day >= ?4))
			AND NOT EXISTS (SELECT 1 FROM named o JOIN document e ON e.id = o.document WHERE o.canonical = m.canonical AND e.site = ?1 AND e.kind = ?3)
		GROUP BY f.canonical ORDER BY f.since = '' DESC, f.since DESC, f.canonical LIMIT ?6`, site, kind, other, since, fresh, n)
	for _, r := range rows {
		examples, count = append(examples, r.url), r.n
	}
	return examples, count, err
}

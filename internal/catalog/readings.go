package catalog

import (
	"context"
	"database/sql"
	"time"
)

// ReadingKey names what was read: the bytes (payload digest, content coding
// kept), the address, which decides the profile and where relative links lead,
// and in Variant the headers that decide how the bytes are read.
type ReadingKey struct{ URL, Digest, Variant string }

// Reading is what the extractor made of a page. The form of Data is package ingest's.
type Reading struct {
	Key       ReadingKey
	IsRelease bool
	Why       string // it is none
	Title     string // of a page that is none; "" where it has none
	Data      []byte
}

// Sighting is what another page says of an address. URL is canonical; Address
// is as written there; Published is ISO 8601 or "". Fetched and RecordID are
// of the earliest capture that said it.
type Sighting struct {
	URL, Source, Published, Raw string
	SeenOn                      string
	Title, Address, LastMod     string
	Fetched                     time.Time
	RecordID                    string
}

// HasReading reports whether a page has been read.
func (db *DB) HasReading(ctx context.Context, k ReadingKey) (bool, error) {
	_, ok, err := one(ctx, db, scanText, `SELECT '' FROM reading WHERE url = ? AND digest = ? AND variant = ?`, k.URL, k.Digest, k.Variant)
	return ok, err
}

// Reading gives what was read out of a page.
func (db *DB) Reading(ctx context.Context, k ReadingKey) (Reading, bool, error) {
	return one(ctx, db, func(scan func(...any) error) (Reading, error) {
		r := Reading{Key: k}
		return r, scan(&r.IsRelease, &r.Why, &r.Title, &r.Data)
	}, `SELECT is_release, why, title, reading FROM reading WHERE url = ? AND digest = ? AND variant = ?`, k.URL, k.Digest, k.Variant)
}

const sightingColumns = `url, source, published, raw, seen_on, title, address, lastmod, fetched, record_id`

func scanSighting(scan func(...any) error) (s Sighting, err error) {
	var at string
	if err := scan(&s.URL, &s.Source, &s.Published, &s.Raw, &s.SeenOn, &s.Title, &s.Address, &s.LastMod, &at, &s.RecordID); err != nil {
		return s, err
	}
	s.Fetched, err = unstamp(at)
	return s, err
}

// SightingsOf gives what other pages say of an address, with a date.
func (db *DB) SightingsOf(ctx context.Context, canonical string) ([]Sighting, error) {
	return list(ctx, db, scanSighting, `SELECT `+sightingColumns+` FROM sighting WHERE url = ? AND published <> ''
		ORDER BY source, fetched, record_id, seen_on, published, raw`, canonical)
}

// Unfetched gives the addresses that feeds, sitemaps and listings announced
// and of which we have asked for nothing, not even in vain.
func (db *DB) Unfetched(ctx context.Context) ([]Sighting, error) {
	return list(ctx, db, scanSighting, `SELECT `+sightingColumns+` FROM (
			SELECT *, row_number() OVER (PARTITION BY url ORDER BY lastmod DESC, fetched, record_id, source, seen_on) AS place
			FROM sighting WHERE source IN ('feed', 'sitemap', 'listing') AND url NOT IN (SELECT canonical FROM capture WHERE imported = 0))
		WHERE place = 1 ORDER BY url`)
}

// putSightings writes sightings, keeps of two alike the earlier capture's, and
// marks the addresses whose date may change. The title and the address are the
// earlier capture's too, so that the order of reading leaves no trace.
func putSightings(ctx context.Context, tx *sql.Tx, all []Sighting) error {
	put, err := tx.PrepareContext(ctx, `INSERT INTO sighting (`+sightingColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET
			title = CASE WHEN (excluded.fetched, excluded.record_id) < (fetched, record_id) THEN excluded.title ELSE title END,
			address = CASE WHEN (excluded.fetched, excluded.record_id) < (fetched, record_id) THEN excluded.address ELSE address END,
			lastmod = max(lastmod, excluded.lastmod),
			fetched = min(fetched, excluded.fetched),
			record_id = CASE WHEN (excluded.fetched, excluded.record_id) < (fetched, record_id) THEN excluded.record_id ELSE record_id END
		WHERE (excluded.fetched, excluded.record_id) < (fetched, record_id) OR excluded.lastmod > lastmod`)
	if err != nil {
		return err
	}
	defer put.Close()
	for _, s := range all {
		res, err := put.ExecContext(ctx, s.URL, s.Source, s.Published, s.Raw, s.SeenOn, s.Title, s.Address, s.LastMod, stamp(s.Fetched), s.RecordID)
		if err != nil {
			return err
		}
		n, err := res.RowsAffected()
		if err != nil {
			return err
		}
		if n > 0 && s.Published != "" {
			if err := unsettle(ctx, tx, s.URL); err != nil {
				return err
			}
		}
	}
	return nil
}

func unsettle(ctx context.Context, tx *sql.Tx, url string) error {
	_, err := tx.ExecContext(ctx, `INSERT OR IGNORE INTO unsettled VALUES (?)`, url)
	return err
}

// LastMods gives what sitemaps last said of when addresses were modified, by
// canonical address.
func (db *DB) LastMods(ctx context.Context) (map[string]string, error) {
	all := map[string]string{}
	for v, err := range query(ctx, db, func(scan func(...any) error) (v [2]string, err error) {
		err = scan(&v[0], &v[1])
		return v, err
	}, `SELECT url, max(lastmod) FROM sighting WHERE lastmod <> '' GROUP BY url`) {
		if err != nil {
			return nil, err
		}
		all[v[0]] = v[1]
	}
	return all, nil
}

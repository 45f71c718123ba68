package catalog

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"regexp"
	"slices"
	"strings"

	"communique/archive"
)

func scanRecord(scan func(...any) error) (r archive.Release, err error) {
	var record []byte
	if err := scan(&record); err != nil {
		return r, err
	}
	if err := json.Unmarshal(record, &r); err != nil {
		return r, fmt.Errorf("record: %w: communique rebuild makes it again", err)
	}
	return r, nil
}

// Record gives one release by its full id, or an error that wraps ErrNotFound.
// Whether it may be shown says its Public.
func (db *DB) Record(ctx context.Context, id string) (archive.Release, error) {
	r, ok, err := one(ctx, db, scanRecord, `SELECT record FROM release WHERE id = ?`, id)
	if err == nil && !ok {
		err = fmt.Errorf("release %s: %w", id, ErrNotFound)
	}
	if err != nil {
		return r, err
	}
	decided, err := db.decisions(ctx)
	if err != nil {
		return archive.Release{}, err
	}
	withhold(decided, &r)
	return r, db.drawOver(ctx, decided, &r)
}

// Records gives the releases of a filter as Rows does, decoded. The first that
// cannot be decoded ends them.
func (db *DB) Records(ctx context.Context, f Filter) iter.Seq2[archive.Release, error] {
	return func(yield func(archive.Release, error) bool) {
		for row, err := range db.Rows(ctx, f) {
			var r archive.Release
			if err == nil {
				r, err = row.Release()
			}
			if !yield(r, err) || err != nil {
				return
			}
		}
	}
}

// Title is a release's id with its title, or its address where it has none;
// what is not public is given without.
type Title struct{ ID, Title string }

// hexPrefix is the beginning of the hexadecimal part of an id.
var hexPrefix = regexp.MustCompile(`^[0-9a-f]{2,16}$`)

// Titles gives the releases whose id, or its hexadecimal part, begins in a way,
// the newest first, at most limit of them.
func (db *DB) Titles(ctx context.Context, prefix string, limit int) iter.Seq2[Title, error] {
	return func(yield func(Title, error) bool) {
		decided, err := db.decisions(ctx)
		var below *veil
		if err == nil {
			below, err = db.veil(ctx, decided)
		}
		if err != nil {
			yield(Title{}, err)
			return
		}
		begins, args := `id >= ? AND id < ? || char(1114111)`, []any{prefix, prefix}
		if hexPrefix.MatchString(prefix) { // no key helps: all ids are looked at
			begins, args = begins+` OR id GLOB ?`, append(args, "*:"+prefix+"*")
		}
		for t, err := range query(ctx, db, func(scan func(...any) error) (t Title, err error) {
			err = scan(&t.ID, &t.Title)
			if below != nil && below.ids[t.ID] {
				t.Title = ""
			}
			return t, err
		}, `SELECT id, coalesce(nullif(title, ''), url) FROM release WHERE `+begins+` ORDER BY published_day DESC, id LIMIT ?`, append(args, limit)...) {
			if !yield(t, err) {
				return
			}
		}
	}
}

// Version is a release as one capture showed it.
type Version struct {
	Ordinal int             `json:"ordinal"`
	Capture archive.Capture `json:"capture"` // names the version
	Digest  string          `json:"digest"`  // of what a reader reads (package change, Content)
	Record  archive.Release `json:"record"`
}

// Versions gives the versions of a release, oldest first, or an error that
// wraps ErrNotFound. All of a release that is not public are not.
func (db *DB) Versions(ctx context.Context, id string) ([]Version, error) {
	r, err := db.Record(ctx, id)
	if err != nil {
		return nil, err
	}
	all, err := list(ctx, db, func(scan func(...any) error) (v Version, err error) {
		var record []byte
		if err := scan(&v.Ordinal, &v.Digest, &record); err != nil {
			return v, err
		}
		err = json.Unmarshal(record, &v.Record)
		v.Capture, v.Record.Withheld = v.Record.Capture, r.Withheld
		if r.Status == archive.StatusRestricted {
			v.Record.Status = r.Status
		}
		return v, err
	}, `SELECT ordinal, digest, record FROM version WHERE release_id = ? ORDER BY ordinal`, id)
	if err == nil && len(all) == 0 {
		err = fmt.Errorf("versions of %s: %w: run communique rebuild", id, ErrNotFound)
	}
	if err != nil {
		return nil, err
	}
	decided, err := db.decisions(ctx)
	for i := range all {
		if err == nil {
			err = db.drawOver(ctx, decided, &all[i].Record)
		}
	}
	return all, err
}

// IDOf gives the id of the release that an address belongs to; "" when it
// belongs to none. The address is canonical.
func (db *DB) IDOf(ctx context.Context, canonical string) (string, error) {
	v, _, err := one(ctx, db, scanText, `SELECT release_id FROM address WHERE url = ?`, canonical)
	return v, err
}

// idPrefix is a site, or none, and the beginning of the hexadecimal part.
var idPrefix = regexp.MustCompile(`^(?:([^:/]+):)?([0-9a-fA-F]{4,16})$`)

// Resolve finds the id that a user means: a full id, the beginning of its
// hexadecimal part (four digits or more, with the site before it or not), or
// an address or alias. Ids and addresses of a release that has since turned out
// to be the same as another lead to that one. meant are canonical addresses
// that ref may stand for; they count where ref itself is none. The error wraps
// ErrNotFound, or names the ids between which ref does not decide.
func (db *DB) Resolve(ctx context.Context, ref string, meant ...string) (string, error) {
	ref = strings.TrimSpace(ref)
	for _, url := range []string{ref, strings.TrimRight(ref, "/")} {
		if id, err := db.IDOf(ctx, url); err != nil || id != "" {
			return id, err
		}
	}
	var ids []string
	more, err := "give its id", error(nil)
	if m := idPrefix.FindStringSubmatch(ref); m != nil {
		more = "give more digits"
		ids, err = db.byPrefix(ctx, strings.ToLower(m[1]), strings.ToLower(m[2]))
	} else {
		ids, err = db.idsOf(ctx, meant)
	}
	switch {
	case err != nil:
		return "", err
	case len(ids) == 0:
		return "", fmt.Errorf("no release %q: %w: give an id, four or more of its hexadecimal digits, or its address", ref, ErrNotFound)
	case len(ids) > 1:
		return "", fmt.Errorf("%q can be %s: %s", ref, strings.Join(ids, ", "), more)
	}
	return ids[0], nil
}

// idsOf gives the ids of the releases at some addresses, each once.
func (db *DB) idsOf(ctx context.Context, urls []string) (ids []string, err error) {
	for _, url := range urls {
		id, err := db.IDOf(ctx, url)
		if err != nil {
			return nil, err
		}
		if id != "" && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids, nil
}

func (db *DB) byPrefix(ctx context.Context, site, hex string) ([]string, error) {
	pattern := "*:" + hex + "*"
	if site != "" {
		pattern = site + ":" + hex + "*"
	}
	return list(ctx, db, scanText, `SELECT DISTINCT release_id FROM address WHERE own_id GLOB ? ORDER BY release_id LIMIT 10`, pattern)
}

package catalog

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"

	"communique/archive"
	"communique/internal/restrict"
)

// A record speaks of other releases: of those it links to, with the title and
// the teaser of their cards, and of those that are the same. What it says of one
// that is not public is taken out when the record is read, like the release
// itself: of a link, the address, the date and the relation stay; of same_as,
// nothing.

// veil names the releases that are not public, by id and by address.
type veil struct{ ids, urls map[string]bool }

// briefs gives, of some releases, what tells whether they are public.
func (db *DB) briefs(ctx context.Context, w *where) ([]archive.Release, error) {
	return list(ctx, db, func(scan func(...any) error) (r archive.Release, err error) {
		var aliases string
		err = scan(&r.ID, &r.URL, &r.Status, &r.LastSeen, &aliases)
		r.Aliases = strings.Split(aliases, "\n")
		return r, err
	}, `SELECT id, url, status, last_seen, (SELECT coalesce(group_concat(url, char(10)), '') FROM address WHERE release_id = id) FROM release`+w.sql(), w.args...)
}

// veil is over all that is not public; nil where everything is.
func (db *DB) veil(ctx context.Context, decided *restrict.Decisions) (*veil, error) {
	gone := &where{}
	gone.add("status = '" + archive.StatusRemoved + "'")
	all, err := db.briefs(ctx, gone)
	if err != nil {
		return nil, err
	}
	ids, err := db.named(ctx)
	if err != nil {
		return nil, err
	}
	for len(ids) > 0 {
		some := &where{}
		n := min(len(ids), chunk)
		some.in("id", ids[:n])
		named, err := db.briefs(ctx, some)
		if err != nil {
			return nil, err
		}
		all, ids = append(all, named...), ids[n:]
	}
	return veilOf(decided, all), nil
}

func veilOf(decided *restrict.Decisions, all []archive.Release) *veil {
	var v *veil
	for i := range all {
		r := &all[i]
		if withhold(decided, r); r.Public() {
			continue
		}
		if v == nil {
			v = &veil{map[string]bool{}, map[string]bool{}}
		}
		v.ids[r.ID] = true
		for _, url := range addressesOf(r) {
			v.urls[withoutScheme(url)] = true
		}
	}
	return v
}

// drawOver takes out of one record what it says of releases that are not
// public: it looks for no others than those it speaks of.
func (db *DB) drawOver(ctx context.Context, decided *restrict.Decisions, r *archive.Release) error {
	if len(r.Related)+len(r.SameAs) == 0 {
		return nil
	}
	if len(decided.All) == 0 {
		if _, gone, err := one(ctx, db, scanText, `SELECT id FROM release WHERE status = '`+archive.StatusRemoved+`' LIMIT 1`); err != nil || !gone {
			return err
		}
	}
	urls := []string{}
	for _, l := range r.Related {
		urls = append(urls, forms(l.URL)...)
	}
	some := &where{}
	some.add(`(id IN (SELECT value FROM json_each(?)) OR id IN (SELECT release_id FROM address WHERE url IN (SELECT value FROM json_each(?))))`, jsonList(r.SameAs), jsonList(urls))
	all, err := db.briefs(ctx, some)
	if err != nil {
		return err
	}
	veilOf(decided, all).draw(r)
	return nil
}

// draw takes out of a record what is said in it of releases below the veil.
func (v *veil) draw(r *archive.Release) {
	if v == nil {
		return
	}
	shown := make([]string, 0, len(r.SameAs))
	for _, id := range r.SameAs {
		if !v.ids[id] {
			shown = append(shown, id)
		}
	}
	r.SameAs = shown
	for i := range r.Related {
		if l := &r.Related[i]; v.urls[withoutScheme(l.URL)] {
			l.Title, l.Teaser = nil, nil
		}
	}
}

// over gives a record as it may be let out: nearly always as it stands.
func (v *veil) over(record []byte) ([]byte, error) {
	if v == nil {
		return record, nil
	}
	hidden, err := v.hides(record)
	if err != nil || !hidden {
		return record, err
	}
	var r archive.Release
	if err := json.Unmarshal(record, &r); err != nil {
		return nil, err
	}
	v.draw(&r)
	return json.Marshal(r)
}

// hides reports whether a record speaks of a release below the veil. It decodes
// the two lists only; in JSON no text holds their keys, whose quotation marks
// would be escaped there.
func (v *veil) hides(record []byte) (bool, error) {
	var same []string
	var related []struct{ URL string }
	for key, into := range map[string]any{`"same_as":[`: &same, `"related":[`: &related} {
		i := bytes.Index(record, []byte(key))
		if i < 0 {
			continue
		}
		if err := json.NewDecoder(bytes.NewReader(record[i+len(key)-1:])).Decode(into); err != nil {
			return false, err
		}
	}
	for _, id := range same {
		if v.ids[id] {
			return true, nil
		}
	}
	for _, l := range related {
		if v.urls[withoutScheme(l.URL)] {
			return true, nil
		}
	}
	return false, nil
}

// withoutScheme makes the forms of an address one under which a site is also
// reached.
func withoutScheme(url string) string {
	_, rest, _ := strings.Cut(url, "://")
	return strings.TrimPrefix(rest, "www.")
}

// forms undoes withoutScheme.
func forms(url string) []string {
	rest := withoutScheme(url)
	return []string{"http://" + rest, "https://" + rest, "http://www." + rest, "https://www." + rest}
}

// jsonList is a parameter of many values, for json_each.
func jsonList[T string | int64](values []T) string {
	data, err := json.Marshal(values)
	if err != nil || values == nil {
		return "[]" // a list of these can always be written
	}
	return string(data)
}

// PublicIDOf gives the id of the release that a canonical address belongs to,
// where that is public; else "".
func (db *DB) PublicIDOf(ctx context.Context, canonical string) (string, error) {
	decided, err := db.decisions(ctx)
	if err != nil {
		return "", err
	}
	w := &where{}
	w.add("id = (SELECT release_id FROM address WHERE url = ?)", canonical)
	found, err := db.briefs(ctx, w)
	if err != nil || len(found) == 0 {
		return "", err
	}
	if withhold(decided, &found[0]); !found[0].Public() {
		return "", nil
	}
	return found[0].ID, nil
}

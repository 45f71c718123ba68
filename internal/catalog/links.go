package catalog

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"communique/archive"
)

// Edge leads from a release to another page, or from another release to it.
// Published is the other's day of publication, in whatever precision: what its
// own record says, else the card. ID is empty where the page is no public
// release of the archive.
type Edge struct {
	Relation  string  `json:"relation"`
	Published *string `json:"published"`
	Title     *string `json:"title"`
	URL       string  `json:"url"`
	ID        *string `json:"id"`
}

// RelationSameAs is the relation of the edges to the same release at another
// site; it is in no record's related.
const RelationSameAs = "same-as"

// Edges are the releases around one, as far as they are public: what it links
// to, in its order; what links to it, the newest first; and the same releases.
type Edges struct {
	ID     string `json:"id"`
	Out    []Edge `json:"out"`
	In     []Edge `json:"in"`
	SameAs []Edge `json:"same_as"`
}

// EdgesOf gives the releases around one.
func (db *DB) EdgesOf(ctx context.Context, r archive.Release) (Edges, error) {
	e := Edges{ID: r.ID, Out: []Edge{}, In: []Edge{}, SameAs: []Edge{}}
	for _, l := range r.Related {
		out := Edge{Relation: l.Relation, Published: l.Published, Title: l.Title, URL: l.URL}
		id, err := db.PublicIDOf(ctx, l.URL)
		if err == nil && id != "" {
			err = db.meet(ctx, &out, id)
		}
		if err != nil {
			return e, err
		}
		e.Out = append(e.Out, out)
	}
	for _, id := range r.SameAs { // without those that are not public
		same := Edge{Relation: RelationSameAs}
		if err := db.meet(ctx, &same, id); err != nil {
			return e, err
		}
		e.SameAs = append(e.SameAs, same)
	}
	var err error
	e.In, err = db.edgesTo(ctx, r)
	return e, err
}

// meet fills an edge with what the record at its end says.
func (db *DB) meet(ctx context.Context, e *Edge, id string) error {
	r, err := db.Record(ctx, id)
	if err != nil || !r.Public() {
		return err
	}
	e.ID, e.URL = &r.ID, r.URL
	e.Title, e.Published = cmp.Or(r.Title, e.Title), cmp.Or(r.Published, e.Published)
	return nil
}

// edgesTo gives the releases that link to one, at any of its addresses.
func (db *DB) edgesTo(ctx context.Context, r archive.Release) ([]Edge, error) {
	addresses := addressesOf(&r)
	w := &where{}
	w.in("url", addresses)
	ids, err := list(ctx, db, scanText, `SELECT DISTINCT release_id FROM link`+w.sql()+` ORDER BY release_id`, w.args...)
	if err != nil {
		return nil, err
	}
	edges := []Edge{}
	for _, id := range ids {
		from, err := db.Record(ctx, id)
		if errors.Is(err, ErrNotFound) || err == nil && (!from.Public() || from.ID == r.ID) {
			continue
		}
		if err != nil {
			return nil, err
		}
		in := Edge{Published: from.Published, Title: from.Title, URL: from.URL, ID: &from.ID}
		for _, l := range from.Related {
			if slices.Contains(addresses, l.URL) {
				in.Relation = l.Relation
				break
			}
		}
		edges = append(edges, in)
	}
	text := func(s *string) string {
		if s == nil {
			return ""
		}
		return *s
	}
	slices.SortStableFunc(edges, func(a, b Edge) int { return cmp.Compare(text(b.Published), text(a.Published)) })
	return edges, nil
}

// OnlyLinked gives addresses on some hosts that releases link to, and that are
// neither in the archive nor in the frontier: those that most releases link to
// first. Which of them are releases, the caller knows.
func (db *DB) OnlyLinked(ctx context.Context, hosts []string) ([]string, error) {
	type linked struct {
		url string
		n   int
	}
	var all []linked
	for _, host := range hosts {
		for _, from := range []string{"http://" + host, "https://" + host} {
			// What begins so goes on with a slash or a port; ; is behind both.
			some, err := list(ctx, db, func(scan func(...any) error) (l linked, err error) {
				err = scan(&l.url, &l.n)
				return l, err
			}, `SELECT url, count(*) FROM link l WHERE url >= ? AND url < ? AND NOT EXISTS (SELECT 1 FROM frontier WHERE canonical = l.url)
				AND NOT EXISTS (SELECT 1 FROM capture WHERE canonical = l.url) GROUP BY url`, from+"/", from+";")
			if err != nil {
				return nil, err
			}
			all = append(all, some...)
		}
	}
	slices.SortFunc(all, func(a, b linked) int { return cmp.Or(b.n-a.n, cmp.Compare(a.url, b.url)) })
	urls := make([]string, len(all))
	for i, l := range all {
		urls[i] = l.url
	}
	return urls, nil
}

// WaitingFoundBy counts the addresses of a site that wait, of those that were
// found in one way.
func (db *DB) WaitingFoundBy(ctx context.Context, site, foundBy string) (int, error) {
	n, _, err := one(ctx, db, scanInt, `SELECT count(*) FROM frontier WHERE site = ? AND due IS NOT NULL AND found_by = ?`, site, foundBy)
	return n, err
}

package watch

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/google/renameio/v2"
	"github.com/gorilla/feeds"

	"communique/archive"
	"communique/internal/catalog"
	"communique/internal/change"
	atom "communique/internal/feed"
)

// FeedName is the file of a watch's feed in the feeds folder.
func FeedName(name string) string { return name + ".atom" }

// WriteFeeds writes the Atom feed (RFC 4287) of every watch into a folder. A
// feed follows from what was told and the catalogue, without a clock: the same
// state gives the same bytes. A release that was restricted or removed since
// it was told of is left out from then on.
func WriteFeeds(ctx context.Context, state, dir string, db *catalog.DB) error {
	all, err := Load(state)
	if err != nil || len(all) == 0 {
		return err
	}
	t, err := loadTold(state)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("write feeds: %w", err)
	}
	for _, w := range all {
		data, err := feed(ctx, w, t.of(w).Notices, db)
		if err != nil {
			return fmt.Errorf("feed of watch %s: %w", w.Name, err)
		}
		if err := replace(filepath.Join(dir, FeedName(w.Name)), data); err != nil {
			return fmt.Errorf("feed of watch %s: %w", w.Name, err)
		}
	}
	return nil
}

// RemoveFeed removes the feed of a watch that is no more.
func RemoveFeed(dir, name string) error {
	if err := os.Remove(filepath.Join(dir, FeedName(name))); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("remove feed: %w", err)
	}
	return nil
}

// replace leaves a file alone that has the same bytes: web servers and feed
// readers go by its date.
func replace(path string, data []byte) error {
	if old, err := os.ReadFile(path); err == nil && slices.Equal(old, data) {
		return nil
	}
	return renameio.WriteFile(path, data, 0o644)
}

func feed(ctx context.Context, w Watch, notices []Notice, db *catalog.DB) ([]byte, error) {
	f := &feeds.AtomFeed{
		Xmlns: atom.Namespace, Title: "communique: " + w.String(),
		Id:       atom.URN("watch", w.Name, archive.Timestamp(w.Added)),
		Updated:  archive.Timestamp(w.Added),
		Subtitle: "Releases that are new or have changed, found by the watch " + w.Name,
		Author:   &feeds.AtomAuthor{AtomPerson: feeds.AtomPerson{Name: "communique"}},
	}
	for i, n := range notices {
		if i == len(notices)-1 {
			f.Updated = archive.Timestamp(n.Version)
		}
		e, err := entryOf(ctx, n, db)
		if err != nil {
			return nil, err
		}
		if e != nil {
			f.Entries = append(f.Entries, e)
		}
	}
	slices.Reverse(f.Entries)
	return atom.Atom(f)
}

// MayLeave says whether a release that a watch has found may be told of outside
// the home, as it is now. One that its publisher took down may have been taken
// down for somebody's safety: a person decides. What has since turned out to be
// no release is not told of either.
func MayLeave(ctx context.Context, db *catalog.DB, id string) (bool, error) {
	r, err := find(ctx, id, db)
	if errors.Is(err, catalog.ErrNotFound) {
		return false, nil
	}
	return err == nil && r.Public(), err
}

// entryOf makes the entry of a notice; nil where the release may not leave the
// home, or is none any more.
func entryOf(ctx context.Context, n Notice, db *catalog.DB) (*feeds.AtomEntry, error) {
	r, err := find(ctx, n.ID, db)
	if errors.Is(err, catalog.ErrNotFound) || err == nil && !r.Public() {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	versions, err := db.Versions(ctx, r.ID)
	if err != nil {
		return nil, err
	}
	e := entry{now: &r}
	if v := versionAt(versions, n.Version); v != nil {
		e.now = &v.Record
	}
	if v := versionAt(versions, n.Before); v != nil && !n.Before.IsZero() {
		c := change.Between(&v.Record, e.now)
		e.change = &c
	}
	e.Notice = n
	return e.atom(), nil
}

// find gives the release of an id, or that which its address has since turned
// out to belong to.
func find(ctx context.Context, id string, db *catalog.DB) (archive.Release, error) {
	r, err := db.Record(ctx, id)
	if !errors.Is(err, catalog.ErrNotFound) {
		return r, err
	}
	if id, err = db.Resolve(ctx, id); err != nil {
		return r, err
	}
	return db.Record(ctx, id)
}

// entry is what an entry of a feed is made of.
type entry struct {
	Notice
	now    *archive.Release
	change *change.Change // nil: the release is new, or its former version is not known
}

func (e entry) atom() *feeds.AtomEntry {
	h := describe(*e.now)
	title := h.Title
	if title == "" {
		title = h.URL
	}
	if !e.Before.IsZero() {
		title = "Changed: " + title
	}
	organization := h.Organization
	if organization == "" {
		organization = h.Site
	}
	return &feeds.AtomEntry{
		Title: title, Id: atom.URN(e.ID, archive.Timestamp(e.Version)), Updated: archive.Timestamp(e.Version),
		Links:   []feeds.AtomLink{{Href: h.URL, Rel: "alternate"}},
		Author:  &feeds.AtomAuthor{AtomPerson: feeds.AtomPerson{Name: organization}},
		Content: &feeds.AtomContent{Type: "html", Content: e.html()},
	}
}

// day is a time as people read it.
func day(t time.Time) string { return t.UTC().Format("2 January 2006, 15:04 UTC") }

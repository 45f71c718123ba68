package export

import (
	"cmp"
	"context"
	"fmt"
	"html"
	"io"
	"iter"
	"slices"
	"strings"

	"github.com/gorilla/feeds"

	"communique/archive"
	"communique/internal/catalog"
	"communique/internal/feed"
)

const (
	formatAtom = "atom"
	feedLength = 50 // releases, where nothing is said
)

// writeFeed writes the feed of a choice of releases: the newest of it, and as
// many as its limit says.
func writeFeed(ctx context.Context, w io.Writer, db *catalog.DB, of string, f catalog.Filter) (int, error) {
	if err := Check(of, formatAtom); err != nil {
		return 0, fmt.Errorf("export: %w", err)
	}
	n := cmp.Or(f.Limit, feedLength)
	f.Limit = 0
	return atom(w, f, newest(ctx, db.Records(ctx, f), n))
}

// writeAtom writes the feed of releases that were chosen elsewhere.
func writeAtom(ctx context.Context, w io.Writer, _ string, records iter.Seq2[archive.Release, error], _ func(string) (string, error)) (int, error) {
	return atom(w, catalog.Filter{}, newest(ctx, records, feedLength))
}

// atom writes an Atom feed (RFC 4287). It follows from the records alone: its
// time is that of the last change among them. Its id names the choice, so that
// two choices are two feeds.
func atom(w io.Writer, f catalog.Filter, records iter.Seq2[archive.Release, error]) (int, error) {
	choice := slices.Concat(f.Sites, f.Countries, f.Kinds, f.Languages, []string{f.Speaker, f.Since, f.Until}, f.IDs)
	words := slices.DeleteFunc(slices.Clone(choice), func(s string) bool { return s == "" })
	a := &feeds.AtomFeed{
		Xmlns: feed.Namespace, Title: strings.Join(append([]string{"communique: newest releases"}, words...), " · "),
		Id:      feed.URN(append([]string{"newest"}, choice...)...),
		Updated: "1970-01-01T00:00:00Z", // an empty feed has no other, and must have one
		Author:  &feeds.AtomAuthor{AtomPerson: feeds.AtomPerson{Name: "communique"}},
	}
	for r, err := range records {
		if err != nil {
			return 0, fmt.Errorf("export: %w", err)
		}
		a.Entries = append(a.Entries, atomEntry(&r))
		a.Updated = max(a.Updated, r.ContentChanged)
	}
	data, err := feed.Atom(a)
	if err == nil {
		_, err = w.Write(data)
	}
	if err != nil {
		return 0, fmt.Errorf("export: %w", err)
	}
	return len(a.Entries), nil
}

// atomEntry keeps its id over the versions of a release: a reader's program
// shows it again when it changes.
func atomEntry(r *archive.Release) *feeds.AtomEntry {
	organization := cmp.Or(text(r.Organization), r.Site)
	facts := []string{organization, text(r.Published), strings.Join(r.Countries, " "), text(r.Language)}
	facts = slices.DeleteFunc(facts, func(s string) bool { return s == "" })
	body := "<p>" + html.EscapeString(strings.Join(facts, " · ")) + "</p>"
	if r.Lead != nil {
		body += "\n<p>" + html.EscapeString(*r.Lead) + "</p>"
	}
	e := &feeds.AtomEntry{
		Title: cmp.Or(text(r.Title), r.URL), Id: feed.URN("release", r.ID), Updated: r.ContentChanged,
		Links:   []feeds.AtomLink{{Href: r.URL, Rel: "alternate"}},
		Author:  &feeds.AtomAuthor{AtomPerson: feeds.AtomPerson{Name: organization}},
		Content: &feeds.AtomContent{Type: "html", Content: body},
	}
	if strings.Contains(text(r.Published), "T") { // Atom has no day without a time
		e.Published = *r.Published
	}
	return e
}

// newest keeps the n newest public releases, newest first: by the date of
// publication, or where none is known by the day on which they were first seen.
func newest(ctx context.Context, records iter.Seq2[archive.Release, error], n int) iter.Seq2[archive.Release, error] {
	return func(yield func(archive.Release, error) bool) {
		var kept []archive.Release
		age := func(a, b archive.Release) int {
			return cmp.Or(cmp.Compare(sortDay(&b), sortDay(&a)), cmp.Compare(b.FirstSeen, a.FirstSeen), cmp.Compare(a.ID, b.ID))
		}
		for r, err := range public(ctx, records) {
			if err != nil {
				yield(r, err)
				return
			}
			at, _ := slices.BinarySearchFunc(kept, r, age)
			if at == n {
				continue
			}
			kept = slices.Insert(kept, at, r)
			kept = kept[:min(n, len(kept))]
		}
		for _, r := range kept {
			if !yield(r, nil) {
				return
			}
		}
	}
}

func sortDay(r *archive.Release) string {
	seen, _, _ := strings.Cut(r.FirstSeen, "T")
	return cmp.Or(text(r.PublishedDay), text(r.Published), seen)
}

package export

import (
	"cmp"
	"html"
	"io"
	"iter"
	"slices"
	"strings"

	"github.com/gorilla/feeds"

	"communique/archive"
	"communique/internal/feed"
)

const (
	formatAtom = "atom"
	feedLength = 50 // releases, where nothing is said
)

// writeAtom writes an Atom feed (RFC 4287) of the newest of the releases. It
// follows from the records alone: its time is that of the last change among
// them. Its id names the choice, so that two choices are two feeds.
func writeAtom(w io.Writer, d Document, records iter.Seq2[archive.Release, error], _ func(string) (string, error)) (int, error) {
	f := d.Filter
	choice := slices.Concat([]string{d.Query}, f.Sites, f.Countries, f.Kinds, f.Languages, []string{f.Speaker, f.Since, f.Until}, f.IDs)
	words := slices.DeleteFunc(slices.Clone(choice), func(s string) bool { return s == "" })
	a := &feeds.AtomFeed{
		Xmlns: feed.Namespace, Title: strings.Join(append([]string{"communique: newest releases"}, words...), " · "),
		Id:      feed.URN(append([]string{"newest"}, choice...)...),
		Updated: "1970-01-01T00:00:00Z", // an empty feed has no other, and must have one
		Author:  &feeds.AtomAuthor{AtomPerson: feeds.AtomPerson{Name: "communique"}},
	}
	all, err := newest(records, cmp.Or(d.length, feedLength))
	if err != nil {
		return 0, err
	}
	for _, r := range all {
		a.Entries = append(a.Entries, atomEntry(&r))
		a.Updated = max(a.Updated, r.ContentChanged)
	}
	data, err := feed.Atom(a)
	if err == nil {
		_, err = w.Write(data)
	}
	return len(all), err
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

// newest keeps the n newest releases, newest first: by the date of publication,
// or where none is known by the day on which they were first seen.
func newest(records iter.Seq2[archive.Release, error], n int) (kept []archive.Release, err error) {
	age := func(a, b archive.Release) int {
		return cmp.Or(cmp.Compare(sortDay(&b), sortDay(&a)), cmp.Compare(b.FirstSeen, a.FirstSeen), cmp.Compare(a.ID, b.ID))
	}
	for r, err := range records {
		if err != nil {
			return nil, err
		}
		at, _ := slices.BinarySearchFunc(kept, r, age)
		if at < n {
			kept = slices.Insert(kept, at, r)
			kept = kept[:min(n, len(kept))]
		}
	}
	return kept, nil
}

func sortDay(r *archive.Release) string {
	seen, _, _ := strings.Cut(r.FirstSeen, "T")
	return cmp.Or(text(r.PublishedDay), text(r.Published), seen)
}

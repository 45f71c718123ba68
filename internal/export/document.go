package export

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"unicode"

	"communique/archive"
	"communique/internal/catalog"
)

// Document is a request for one document made of releases, and not of rows. Of
// releases that are not public, nothing is in it.
type Document struct {
	Of     string // "" is what the format is of where nothing is said
	Format string // one of Documents

	// Filter chooses releases; Query says in words what it was made of, for a
	// title. The limit of a feed is how many of the newest it has: 50 where it
	// is 0.
	Filter catalog.Filter
	Query  string

	// Canonical gives the one form of an address (site.Canonical): links are
	// resolved by it.
	Canonical func(string) string

	length int // of a feed
}

// documentForm is a format of Document; each has a file of its own. An idOf
// finds the release at an address, "" when there is none.
type documentForm struct {
	format string
	of     []string // what it can be of, and first where nothing is said
	write  func(w io.Writer, d Document, records iter.Seq2[archive.Release, error], idOf func(address string) (string, error)) (int, error)
}

func documentForms() []documentForm {
	return []documentForm{
		{"gexf", []string{ofLinks, ofSpeakers}, writeGEXF},
		{"graphml", []string{ofLinks, ofSpeakers}, writeGraphML},
		{"ftm", []string{"releases"}, writeFTM},
		{"jsonld", []string{"releases"}, writeJSONLD},
		{"annotations", []string{"quotes"}, writeAnnotations},
		{formatAtom, []string{"releases"}, writeAtom},
	}
}

// Documents lists the formats of Document.
func Documents() (names []string) {
	for _, f := range documentForms() {
		names = append(names, f.format)
	}
	return names
}

// Check says what is wrong with Of and Format, in the words of the command.
func (d Document) Check() error {
	_, err := d.form()
	return err
}

func (d Document) form() (f documentForm, err error) {
	all := documentForms()
	i := slices.IndexFunc(all, func(f documentForm) bool { return f.format == d.Format })
	if i < 0 {
		return f, fmt.Errorf("--format %q is none of %s", d.Format, strings.Join(Documents(), ", "))
	}
	f = all[i]
	if d.Of != "" && !slices.Contains(f.of, d.Of) {
		return f, fmt.Errorf("--of %q is none of %s, which is what %s is made of", d.Of, strings.Join(f.of, ", "), d.Format)
	}
	return f, nil
}

// Write writes the document, and returns how much is in it: articles, entities,
// quotations, or the edges of a graph.
func (d Document) Write(ctx context.Context, w io.Writer, db *catalog.DB) (int, error) {
	if d.Format == formatAtom {
		d.Filter.Limit, d.length = 0, d.Filter.Limit
	}
	return d.of(ctx, w, db.Records(ctx, d.Filter), func(address string) (string, error) { return db.PublicIDOf(ctx, d.Canonical(address)) })
}

// of writes the document of given releases.
func (d Document) of(ctx context.Context, w io.Writer, records iter.Seq2[archive.Release, error], idOf func(string) (string, error)) (n int, err error) {
	f, err := d.form()
	if err == nil {
		d.Of = cmp.Or(d.Of, f.of[0])
		n, err = f.write(w, d, public(ctx, records), idOf)
	}
	if err != nil {
		return n, fmt.Errorf("export: %w", err)
	}
	return n, nil
}

// public gives the releases that may leave.
func public(ctx context.Context, records iter.Seq2[archive.Release, error]) iter.Seq2[archive.Release, error] {
	return expand(records, func(r archive.Release, give func(archive.Release, error) bool) bool {
		if err := ctx.Err(); err != nil {
			give(r, err)
			return false
		}
		return give(r, nil)
	})
}

// jsonLines writes one JSON object a line.
func jsonLines[T any](w io.Writer, objects iter.Seq2[T, error]) (n int, err error) {
	out := bufio.NewWriterSize(w, 64<<10)
	for o, err := range objects {
		if err != nil {
			return n, err
		}
		line, err := compact(o)
		if err == nil {
			_, err = out.Write(append(line, '\n'))
		}
		if err != nil {
			return n, err
		}
		n++
	}
	return n, out.Flush()
}

// compact writes one JSON value without a line end, < > & as they are.
func compact(v any) ([]byte, error) {
	var out strings.Builder
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(v); err != nil {
		return nil, err
	}
	return []byte(strings.TrimSuffix(out.String(), "\n")), nil
}

// described reports whether a speaker is a description as it was written
// («une survivante de 23 ans») and not a name: two of them in two releases are
// two people, as far as anybody knows. Names begin with a capital in the
// scripts that have them.
func described(speaker string) bool {
	for _, r := range speaker {
		return unicode.IsLower(r)
	}
	return true
}

// institution reports whether a speaker is the publisher, or the organisation
// that the release says the speaker belongs to, speaking as such.
func institution(r *archive.Release, q *archive.Quote) bool {
	s := text(q.Speaker)
	return s != "" && (s == text(r.Organization) || s == text(q.Affiliation))
}

package export

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"unicode"

	"communique/archive"
)

// document is a format that has no rows: it is made of releases as a whole, and
// of those alone that are public.
type document struct {
	format string
	of     []string // what it can be of; the first where nothing is said
	write  func(ctx context.Context, w io.Writer, of string, records iter.Seq2[archive.Release, error], idOf func(string) (string, error)) (int, error)
}

// documents lists them; each has a file of its own.
func documents() []document {
	return []document{
		{"gexf", []string{ofLinks, ofSpeakers}, writeGEXF},
		{"graphml", []string{ofLinks, ofSpeakers}, writeGraphML},
		{"ftm", []string{"releases"}, writeFTM},
		{"jsonld", []string{"releases"}, writeJSONLD},
		{"annotations", []string{"quotes"}, writeAnnotations},
		{formatAtom, []string{"releases"}, writeAtom},
	}
}

func documentOf(format string) (document, bool) {
	all := documents()
	i := slices.IndexFunc(all, func(d document) bool { return d.format == format })
	if i < 0 {
		return document{}, false
	}
	return all[i], true
}

// Documents lists the formats of Write beside Formats.
func Documents() (names []string) {
	for _, d := range documents() {
		names = append(names, d.format)
	}
	return names
}

// Check says whether Write knows the format, and can write it of that kind; ""
// is what Write takes for it. The errors are in the words of the command.
func Check(of, format string) error {
	d, ok := documentOf(format)
	switch {
	case ok && of != "" && !slices.Contains(d.of, of):
		return fmt.Errorf("--of %q is none of %s, which is what %s is made of", of, strings.Join(d.of, ", "), format)
	case ok:
		return nil
	case format != "" && !slices.Contains(Formats(), format):
		return fmt.Errorf("--format %q is none of %s", format, strings.Join(append(Formats(), Documents()...), ", "))
	case of != "" && !slices.Contains(kinds, of):
		return fmt.Errorf("--of %q is none of %s", of, strings.Join(kinds, ", "))
	}
	return nil
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

package main

import (
	"context"
	"fmt"
	"strings"

	"communique/archive"
	"communique/internal/catalog"
	"communique/internal/explain"
	"communique/internal/extract"
)

// showExplain prints each value of a record with the place in the archive where
// it stands.
func (a *app) showExplain(ctx context.Context, db *catalog.DB, r archive.Release, asJSON bool) error {
	store, err := archive.Open(a.home(), archive.Options{Now: a.now, Resolve: resolver(db)})
	if err != nil {
		return err
	}
	set, err := a.sites(ctx)
	if err != nil {
		return err
	}
	e, err := explain.Of(ctx, store, db, extract.New(set, number), r)
	if err != nil {
		return err
	}
	if asJSON {
		return jsonLines(a.stdout).Encode(e)
	}
	a.printExplanation(e, deref(r.Title, "(no title)"))
	if len(e.Differs) > 0 {
		fmt.Fprintf(a.stderr, "other code or another profile made this record: read now, the page gives another %s (communique rebuild reads everything again)\n", strings.Join(e.Differs, ", "))
	}
	return nil
}

func (a *app) printExplanation(e explain.Explanation, title string) {
	p := explained{a, a.style(a.stdout), min(width(a.stdout), 100)}
	fmt.Fprintf(a.stdout, "%s\n\n", p.s.bold(fold(printable(title), "", p.columns)))
	p.line("page", e.URL)
	p.line("archived", archive.Timestamp(e.Capture.Fetched))
	p.line("bytes", fmt.Sprintf("%s at %d, %d bytes", e.Payload.File, e.Payload.Offset, e.Payload.Length))
	p.line("record", e.Payload.RecordID)
	if e.Payload.RecordID != e.Capture.RecordID {
		p.line("repeated by", fmt.Sprintf("%s, %s at %d", e.Capture.RecordID, e.Capture.File, e.Capture.Offset))
	}
	p.line("digest", e.Payload.PayloadDigest)
	p.line("read by", readBy(e.Extractor))
	p.line("offsets", countedIn(e))
	for i, f := range e.Fields {
		name := f.Field
		if i > 0 && e.Fields[i-1].Field == name {
			name = ""
		} else {
			fmt.Fprintln(a.stdout)
		}
		p.field(name, f)
	}
}

func readBy(x archive.Extractor) string {
	switch {
	case x.Profile == nil:
		return "the generic reader, communique " + x.Version
	case x.Era == nil:
		return "the generic reader (no era of the profile " + *x.Profile + "), communique " + x.Version
	}
	return "the era " + *x.Era + " of the profile " + *x.Profile + ", communique " + x.Version
}

// countedIn says what the offsets count.
func countedIn(e explain.Explanation) string {
	switch {
	case !e.AsArchived:
		return "bytes of the page written in UTF-8, which it is not archived in"
	case e.Skipped > 0:
		return fmt.Sprintf("bytes of the page as --html gives it, behind its byte order mark (%d bytes)", e.Skipped)
	}
	return "bytes of the page as --html gives it"
}

// explained prints fields, folded to a terminal's columns.
type explained struct {
	*app
	s       style
	columns int
}

const explainIndent = "              "

func (p explained) line(name, value string) {
	text := strings.TrimPrefix(fold(printable(value), explainIndent, p.columns), explainIndent)
	fmt.Fprintf(p.stdout, "%s %s\n", p.s.dim(fmt.Sprintf("%-13s", name)), text)
}

func (p explained) field(name string, f explain.Field) {
	room := p.columns - len(explainIndent)
	one := func(text string, n int) string { return clip(strings.Join(strings.Fields(printable(text)), " "), n) }
	fmt.Fprintf(p.stdout, "%-13s %s\n", name, p.s.bold(one(f.Value, room)))
	evidence := f.Evidence
	if f.Elsewhere != nil {
		evidence, _, _ = strings.Cut(evidence, ":")
	}
	place := fmt.Sprintf("line %d, byte %d ", f.Line, f.Offset)
	if f.Offset < 0 {
		place, evidence = "", offPage(evidence)
	} else {
		evidence = "· " + evidence
	}
	fmt.Fprintf(p.stdout, "%s%s%s\n", explainIndent, p.s.green(place), p.s.dim(one(evidence, room-len(place))))
	if f.Elsewhere != nil {
		fmt.Fprintf(p.stdout, "%s\n", p.s.dim(fold("of "+printable(f.Elsewhere.URL), explainIndent, p.columns)))
		fmt.Fprintf(p.stdout, "%s\n", p.s.dim(fold(fmt.Sprintf("in %s at %d", f.Elsewhere.Capture.File, f.Elsewhere.Capture.Offset), explainIndent, p.columns)))
	}
	if f.Offset < 0 {
		return
	}
	tag, found := shortTag(f.Element, f.Found)
	fmt.Fprintf(p.stdout, "%s%s%s\n", explainIndent, p.s.dim(tag), p.s.cyan(one(found, room-len([]rune(tag)))))
}

// shortTag gives a start tag without the attributes that do not matter, and
// what is behind it: what was found, unless that is in the tag itself.
func shortTag(tag, found string) (short, behind string) {
	if tag == "" {
		return "", found
	}
	name, _, more := strings.Cut(strings.TrimSuffix(tag, ">"), " ")
	at := strings.Index(tag, found)
	switch {
	case strings.HasPrefix(found, "<"):
		return tag, ""
	case at >= 0:
		from := strings.LastIndexAny(tag[:at], " \t\n") + 1
		to := at + len(found) + max(strings.IndexAny(tag[at+len(found):], " \t\n>"), 0)
		return name + " … ", tag[from:to]
	case more:
		return name + " …>", found
	}
	return tag, found
}

// offPage says of a value that has no place on the page where it is from.
func offPage(evidence string) string {
	switch evidence {
	case "profile":
		return "the site’s profile says so, and not the page"
	case "era":
		return "the era of the site’s profile says so, and not the page"
	case "url":
		return "from the page’s address"
	case "default":
		return "nothing on the page tells"
	}
	return evidence
}

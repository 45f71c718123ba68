package main

import (
	"fmt"
	"slices"
	"strings"

	"communique/archive"
)

func (a *app) printRelease(r archive.Release) {
	s := a.style(a.stdout)
	columns := min(width(a.stdout), 100)
	const indent = "              "
	line := func(name, value string) {
		if value != "" {
			text := strings.TrimPrefix(fold(printable(value), indent, columns), indent)
			fmt.Fprintf(a.stdout, "%s %s\n", s.dim(fmt.Sprintf("%-13s", name)), text)
		}
	}
	fmt.Fprintf(a.stdout, "%s\n\n", s.bold(fold(printable(deref(r.Title, "(no title)")), "", columns)))
	line("id", r.ID)
	line("published", published(r))
	line("organization", deref(r.Organization, ""))
	line("kind", deref(r.Kind, ""))
	line("language", deref(r.Language, ""))
	line("countries", strings.Join(r.Countries, ", "))
	line("topics", strings.Join(r.Topics, ", "))
	line("status", fmt.Sprintf("%s, version %d, first seen %s", r.Status, r.Version, r.FirstSeen))
	line("url", r.URL)
	line("same as", strings.Join(r.SameAs, ", "))
	line("bytes", fmt.Sprintf("%s at %d, %d bytes", r.Capture.File, r.Capture.Offset, r.Capture.Length))
	line("digest", r.Capture.PayloadDigest)
	line("provenance", r.Capture.Provenance.String())
	for _, c := range r.Contacts {
		line("contact", c.Kind+" "+strings.Join(append(c.Phones, c.Emails...), " · "))
	}
	for _, f := range r.Attachments {
		line("attachment", deref(f.Title, "")+" "+f.URL)
	}
	for _, l := range r.Related {
		line(l.Relation, strings.TrimSpace(deref(l.Published, "")+" "+deref(l.Title, l.URL)))
	}
	for _, w := range r.Warnings {
		line("warning", w)
	}
	a.printText(r, s, columns)
	a.printQuotes(r, s, columns)
}

// printText prints lead and sections: all of the record's text, in its order.
func (a *app) printText(r archive.Release, s style, columns int) {
	if r.Lead != nil && !slices.ContainsFunc(r.Sections, func(s archive.Section) bool { return slices.Contains(s.Paragraphs, *r.Lead) }) {
		fmt.Fprintf(a.stdout, "\n%s\n", fold(printable(*r.Lead), "", columns))
	}
	for _, section := range r.Sections {
		if section.Heading != nil {
			fmt.Fprintf(a.stdout, "\n%s\n", s.bold(fold(printable(*section.Heading), "", columns)))
		}
		for _, p := range section.Paragraphs {
			fmt.Fprintf(a.stdout, "\n%s\n", fold(printable(p), "", columns))
		}
	}
}

func published(r archive.Release) string {
	if r.Published == nil {
		return "unknown"
	}
	return fmt.Sprintf("%s (%s, written %q)", *r.Published, deref(r.PublishedSource, "?"), deref(r.PublishedRaw, ""))
}

// saidBy is who said a quotation, and what the release says of them.
func saidBy(q archive.Quote) string {
	who := deref(q.Speaker, "speaker not said")
	for _, more := range []*string{q.Role, q.Affiliation} {
		if more != nil {
			who += ", " + *more
		}
	}
	return printable(who)
}

func (a *app) printQuotes(r archive.Release, s style, columns int) {
	if len(r.Quotes) == 0 {
		return
	}
	fmt.Fprintf(a.stdout, "\n%s\n\n", s.bold(fmt.Sprintf("Quotations (%d)", len(r.Quotes))))
	for _, q := range r.Quotes {
		fmt.Fprintln(a.stdout, fold(printable(strings.ReplaceAll(q.Text, "\n\n", " ")), "  ", columns))
		fmt.Fprintf(a.stdout, "%s\n\n", s.cyan(fold("— "+saidBy(q), "  ", columns)))
	}
}

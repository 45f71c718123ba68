package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"communique/archive"
	"communique/internal/catalog"
)

type showFlags struct{ json, versions, html, warc bool }

func (a *app) showCmd() *cobra.Command {
	var f showFlags
	cmd := &cobra.Command{
		Use:   "show ID",
		Short: "Print one release",
		Long: "show prints a release: its text, who is quoted, and where in the archive its bytes are. ID is\n" +
			"an id as search prints it, the beginning of its hexadecimal part, or an address.",
		Example: "  communique show amnesty-fr:9f2c51d07ab3e864\n  communique show 9f2c --json\n  communique show https://www.amnesty.fr/communiques/x/ --html > page.html",
		Args:    one("one release: an id, the beginning of its hexadecimal part, or an address"),
		RunE:    func(cmd *cobra.Command, args []string) error { return a.show(cmd.Context(), args[0], f) },
	}
	cmd.Flags().BoolVar(&f.json, "json", false, "the record as one JSON object")
	cmd.Flags().BoolVar(&f.versions, "versions", false, "its versions and when each was captured")
	cmd.Flags().BoolVar(&f.html, "html", false, "the archived page as it was")
	cmd.Flags().BoolVar(&f.warc, "warc", false, "its WARC record as it stands in the archive (a gzip member), and the one it repeats, if any")
	cmd.MarkFlagsMutuallyExclusive("json", "html", "warc")
	return cmd
}

func (a *app) show(ctx context.Context, ref string, f showFlags) error {
	db, err := a.readCatalog(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	id, err := db.Resolve(ctx, ref)
	if err != nil {
		return err
	}
	r, err := db.Record(ctx, id)
	if err != nil {
		return err
	}
	switch {
	case f.versions:
		return a.showVersions(ctx, db, id, f.json)
	case f.json:
		enc := jsonLines(a.stdout)
		return enc.Encode(r)
	case f.html, f.warc:
		return a.showBytes(ctx, db, r, f.html)
	}
	a.printRelease(r)
	return nil
}

func (a *app) showVersions(ctx context.Context, db *catalog.DB, id string, asJSON bool) error {
	versions, err := db.Versions(ctx, id)
	if err != nil {
		return err
	}
	for _, v := range versions {
		if asJSON {
			if err := jsonLines(a.stdout).Encode(v); err != nil {
				return err
			}
			continue
		}
		fmt.Fprintf(a.stdout, "%d  %s  %s\n   %s at %d\n", v.Ordinal, archive.Timestamp(v.Capture.Fetched), v.Capture.PayloadDigest, v.Capture.File, v.Capture.Offset)
		if from := v.Capture.Provenance.String(); from != "" {
			fmt.Fprintln(a.stdout, "  ", printable(from))
		}
	}
	return nil
}

// showBytes gives back what the server sent.
func (a *app) showBytes(ctx context.Context, db *catalog.DB, r archive.Release, decoded bool) error {
	store, err := archive.Open(a.home(), archive.Options{Now: a.now, Resolve: resolver(db)})
	if err != nil {
		return err
	}
	if decoded {
		page, err := store.Page(ctx, r.Capture)
		if err != nil {
			return err
		}
		_, err = a.stdout.Write(page.Body)
		return err
	}
	return a.writeRaw(ctx, db, store, r.Capture)
}

// writeRaw gives the gzip members of a capture's records: the answer, its
// request and, behind a revisit, the record with its payload; behind a capture
// that was got from another archive, the exchange in which it came.
func (a *app) writeRaw(ctx context.Context, db *catalog.DB, store *archive.Store, c archive.Capture) error {
	if isTerminal(a.stdout) {
		return usage("--warc gives compressed bytes: send them to a file (communique show … --warc > record.warc.gz)")
	}
	beside, err := store.Beside(ctx, c)
	if err != nil {
		return err
	}
	original, err := store.Original(ctx, c)
	if err != nil {
		return err
	}
	captures := append([]archive.Capture{c}, beside...)
	if original != c {
		captures = append(captures, original)
	}
	exchange, err := exchangeOf(ctx, db, store, c)
	if err != nil {
		return err
	}
	captures = append(captures, exchange...)
	for _, c := range captures {
		raw, err := store.Raw(ctx, c)
		if err != nil {
			return err
		}
		_, err = io.Copy(a.stdout, raw)
		if err := errors.Join(err, raw.Close()); err != nil {
			return err
		}
	}
	return nil
}

// exchangeOf gives the records of the exchange in which a capture came from
// another archive: the answer, and what stands beside it.
func exchangeOf(ctx context.Context, db *catalog.DB, store *archive.Store, c archive.Capture) ([]archive.Capture, error) {
	if c.Provenance.RecordID == "" {
		return nil, nil
	}
	row, ok, err := db.CaptureByRecord(ctx, c.Provenance.RecordID)
	if err != nil || !ok {
		return nil, err // an import from an archive like ours, without its exchanges
	}
	beside, err := store.Beside(ctx, row.Capture)
	return append([]archive.Capture{row.Capture}, beside...), err
}

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
	if r.Lead != nil && (len(r.Sections) == 0 || !slices.Contains(r.Sections[0].Paragraphs, *r.Lead)) {
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

func (a *app) printQuotes(r archive.Release, s style, columns int) {
	if len(r.Quotes) == 0 {
		return
	}
	fmt.Fprintf(a.stdout, "\n%s\n\n", s.bold(fmt.Sprintf("Quotations (%d)", len(r.Quotes))))
	for _, q := range r.Quotes {
		fmt.Fprintln(a.stdout, fold(printable(strings.ReplaceAll(q.Text, "\n\n", " ")), "  ", columns))
		who := deref(q.Speaker, "speaker not said")
		for _, more := range []*string{q.Role, q.Affiliation} {
			if more != nil {
				who += ", " + *more
			}
		}
		fmt.Fprintf(a.stdout, "%s\n\n", s.cyan(fold("— "+printable(who), "  ", columns)))
	}
}

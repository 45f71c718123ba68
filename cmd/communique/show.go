package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"

	"github.com/spf13/cobra"

	"communique/archive"
	"communique/internal/catalog"
	"communique/internal/export"
)

type showFlags struct {
	json, versions, diff, html, warc, explain, related, restricted bool
	version                                                        int
	cite                                                           string
	between                                                        [2]int // of diff; 0: the last two
}

func (a *app) showCmd() *cobra.Command {
	var f showFlags
	cmd := &cobra.Command{
		Use:   "show ID",
		Short: "Print one release",
		Long: "show prints a release: its text, who is quoted, and where in the archive its bytes are. ID is\n" +
			"an id as search prints it, the beginning of its hexadecimal part, or an address.\n\n" +
			"A release has a version for every time that what a reader reads has changed: title, text,\n" +
			"quotations, date or attachments. --diff shows what changed between the last two, or between\n" +
			"the two whose numbers stand behind it.\n\n" +
			"Of a restricted release show says no more than that it is one, and --json gives what export\n" +
			"gives of it; all else is refused with exit code 1, unless --restricted is given. One that is held\n" +
			"(gone from the web, and not yet looked at) is shown, with a word on standard error.",
		Example: "  communique show amnesty-fr:9f2c51d07ab3e864\n  communique show 9f2c --json\n" +
			"  communique show https://www.amnesty.fr/communiques/x/ --html > page.html\n" +
			"  communique show 9f2c --explain\n  communique show 9f2c --related\n  communique show 9f2c --cite bibtex >> thesis.bib\n  communique show 9f2c --versions\n  communique show 9f2c --diff 1 3\n  communique show 9f2c --version 1 --html > first.html",
		Args: func(cmd *cobra.Command, args []string) error {
			if f.diff && len(args) == 3 {
				return nil
			}
			if f.diff && len(args) == 2 {
				return fmt.Errorf("--diff takes the numbers of two versions, as in --diff 1 2, or none for the last two")
			}
			return one("one release: an id, the beginning of its hexadecimal part, or an address")(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := f.check(cmd, args); err != nil {
				return err
			}
			return a.show(cmd.Context(), args[0], f)
		},
	}
	cmd.Flags().BoolVar(&f.json, "json", false, "the record as one JSON object")
	cmd.Flags().BoolVar(&f.versions, "versions", false, "its versions: when each was captured, and what changed")
	cmd.Flags().BoolVar(&f.diff, "diff", false, "what changed between two versions, word by word (--diff A B; the last two)")
	cmd.Flags().IntVar(&f.version, "version", 0, "version N instead of the last; also with --json, --html, --warc and --cite")
	cmd.Flags().BoolVar(&f.html, "html", false, "the archived page as it was")
	cmd.Flags().BoolVar(&f.warc, "warc", false, "its WARC record as it stands in the archive (a gzip member), and the one it repeats, if any")
	cmd.Flags().BoolVar(&f.explain, "explain", false, "where in the archived page each field was found, read again from its bytes; also with --json")
	cmd.Flags().BoolVar(&f.related, "related", false, "the releases around it: what it links to, what links to it, the same release at other sites; also with --json")
	cmd.Flags().BoolVar(&f.restricted, "restricted", false, "show a restricted release all the same: for those who keep the archive")
	citeFlag(cmd, &f.cite)
	cmd.MarkFlagsMutuallyExclusive("json", "html", "warc", "cite")
	cmd.MarkFlagsMutuallyExclusive("versions", "diff", "version")
	for _, list := range []string{"versions", "diff"} { // of several versions there is no one page
		cmd.MarkFlagsMutuallyExclusive(list, "html")
		cmd.MarkFlagsMutuallyExclusive(list, "warc")
		cmd.MarkFlagsMutuallyExclusive(list, "cite")
		cmd.MarkFlagsMutuallyExclusive(list, "explain")
	}
	for _, other := range []string{"html", "warc", "cite"} {
		cmd.MarkFlagsMutuallyExclusive("explain", "related", other)
	}
	for _, other := range []string{"versions", "diff", "version"} { // the graph is of the archive as it stands
		cmd.MarkFlagsMutuallyExclusive("related", other)
	}
	return cmd
}

func (f *showFlags) check(cmd *cobra.Command, args []string) error {
	if err := checkCite(f.cite); err != nil {
		return err
	}
	if err := checkVersion(cmd, args[0], f.version); err != nil {
		return err
	}
	for i, arg := range args[1:] {
		n, err := strconv.Atoi(arg)
		if err != nil || n < 1 {
			return usage("--diff takes the numbers of two versions, and %q is none (communique show %s --versions)", arg, args[0])
		}
		f.between[i] = n
	}
	return nil
}

func checkVersion(cmd *cobra.Command, ref string, n int) error {
	if cmd.Flags().Changed("version") && n < 1 {
		return usage("--version %d: versions are numbered from 1 (communique show %s --versions)", n, ref)
	}
	return nil
}

func (a *app) show(ctx context.Context, ref string, f showFlags) error {
	db, r, err := a.find(ctx, ref)
	if err != nil {
		return err
	}
	defer db.Close()
	withheld, _, err := db.Withholding(ctx, r)
	if err != nil {
		return err
	}
	if r.Status == archive.StatusRestricted && !f.restricted {
		return a.showRestricted(ctx, r, withheld, f)
	}
	if !r.Public() {
		fmt.Fprintln(a.stderr, notShown(withheld))
	}
	if f.versions || f.diff {
		return a.showVersions(ctx, db, r.ID, f)
	}
	if f.version > 0 {
		if r, err = versionOf(ctx, db, r.ID, f.version); err != nil {
			return err
		}
	}
	switch {
	case f.cite != "":
		return a.cite(f.cite, f.version > 0, r)
	case f.related:
		return a.showRelated(ctx, db, r, f.json)
	case f.explain:
		return a.showExplain(ctx, db, r, f.json)
	case f.json:
		return jsonLines(a.stdout).Encode(r)
	case f.html, f.warc:
		return a.showBytes(ctx, db, r, f.html)
	}
	a.printRelease(r)
	return nil
}

// notShown says why a release is not public.
func notShown(w catalog.Withholding) string {
	if w.Why == nil {
		return fmt.Sprintf("held: %s is gone from the web (last seen %s); only show gives it, until a person decides: communique lift ID --why … or communique restrict ID --why …",
			w.ID, archive.Timestamp(w.Since))
	}
	return fmt.Sprintf("restricted: %s is not shown, since %s by %s: %s", w.ID, archive.Timestamp(w.Since), printable(*w.By), printable(*w.Why))
}

// showRestricted says that there is something, and gives nothing of it.
func (a *app) showRestricted(ctx context.Context, r archive.Release, w catalog.Withholding, f showFlags) error {
	const stay = "its bytes stay in the archive; --restricted shows them to those who keep it"
	if f.html || f.warc || f.explain || f.related || f.versions || f.diff || f.version > 0 || f.cite != "" {
		return fmt.Errorf("%s (%s)", notShown(w), stay)
	}
	if f.json {
		_, err := export.JSONL(ctx, a.stdout, func(yield func(archive.Release, error) bool) { yield(r, nil) })
		return err
	}
	_, err := fmt.Fprintf(a.stdout, "%s\n%s\n", notShown(w), stay)
	return err
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

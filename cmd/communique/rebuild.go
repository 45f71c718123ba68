package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"communique/archive"
	"communique/internal/extract"
	"communique/internal/ingest"
	"communique/internal/site"
)

func (a *app) rebuildCmd() *cobra.Command {
	var check bool
	cmd := &cobra.Command{
		Use:   "rebuild",
		Short: "Make catalogue and index again from warc/",
		Long: "rebuild reads every WARC file and makes the catalogue and the index anew, beside the old ones,\n" +
			"which it then replaces. It needs no network. The export afterwards is the export before.",
		Example: "  communique rebuild\n  communique rebuild --check",
		Args:    none,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if _, err := os.Stat(filepath.Join(a.home(), "warc")); err != nil {
				return fmt.Errorf("no archive in %s to make anything of: %w", a.home(), err)
			}
			set, err := a.wholeSites(cmd.Context())
			if err != nil {
				return err
			}
			if check {
				return a.checkHome(cmd.Context(), set)
			}
			unlock, err := a.lock()
			if err != nil {
				return err
			}
			defer unlock()
			a.sayGone(cmd.Context(), set)
			read, err := a.rebuildHome(cmd.Context(), set)
			if err != nil {
				return err
			}
			return a.trouble(read)
		},
	}
	cmd.Flags().BoolVar(&check, "check", false, "compare only: exit 1 where catalogue and warc/ differ")
	return cmd
}

// sayGone warns of profiles that only the catalogue that is to be replaced still
// knows. One that cannot be read has nothing to say: it may be what rebuild is
// called for.
func (a *app) sayGone(ctx context.Context, set site.Set) {
	db, done, err := a.anyCatalog(ctx)
	if err != nil || db == nil {
		return
	}
	defer done()
	gone, err := goneProfiles(ctx, db, set)
	if err != nil {
		return
	}
	for _, what := range gone {
		fmt.Fprintln(a.stderr, "communique:", printable(what))
	}
}

func (a *app) rebuilder(set site.Set) (ingest.Pipeline, error) {
	store, err := archive.Open(a.home(), archive.Options{Now: a.now})
	if err != nil {
		return ingest.Pipeline{}, err
	}
	return ingest.Pipeline{
		Store: store, Profiles: set, Reader: extract.New(set, number),
		Extractor: extractor(set), Now: a.now, PDFText: pdfText(),
	}, nil
}

func (a *app) rebuildHome(ctx context.Context, set site.Set) (ingest.Report, error) {
	p, err := a.rebuilder(set)
	if err != nil {
		return ingest.Report{}, err
	}
	if err := a.recover(ctx, p.Store); err != nil {
		return ingest.Report{}, err
	}
	written, err := p.Store.Reindex(ctx)
	if err != nil {
		return ingest.Report{}, err
	}
	for _, name := range written {
		fmt.Fprintln(a.stderr, "communique: made again:", name)
	}
	read, err := ingest.Rebuild(ctx, a.home(), p)
	if err == nil {
		fmt.Fprintf(a.stderr, "rebuilt: %d releases out of %d captures in %d files\n", read.Releases, read.Captures, read.Files)
	}
	return read, err
}

func (a *app) checkHome(ctx context.Context, set site.Set) error {
	p, err := a.rebuilder(set)
	if err != nil {
		return err
	}
	differences, report, err := ingest.Check(ctx, a.home(), p)
	if err != nil {
		return err
	}
	for _, d := range differences {
		fmt.Fprintln(a.stdout, d)
	}
	if len(differences) > 0 {
		return fmt.Errorf("%d differences between the catalogue and warc/: run communique rebuild", len(differences))
	}
	fmt.Fprintf(a.stderr, "the catalogue is what warc/ says: %d captures in %d files\n", report.Captures, report.Files)
	return a.trouble(report)
}

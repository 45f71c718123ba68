package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/google/renameio/v2"

	"communique/archive"
	"communique/internal/catalog"
	"communique/internal/extract"
	"communique/internal/ingest"
	"communique/internal/pdftext"
	"communique/internal/report"
	"communique/internal/site"
	"communique/internal/watch"
)

// night is one run's hold on the home: the archive open for writing, the
// catalogue, and the run's own folder runs/<id>.
type night struct {
	id      string
	dir     string
	home    string
	store   *archive.Store
	catalog *catalog.DB
	set     site.Set

	look     *watch.Look      // what the watches found; nil until they were asked
	warnings []report.Warning // of what went wrong before there was a report
}

// runForm is the form of a run's id, and of its folder's name: when it began.
const runForm = "20060102T150405.000Z"

// openNight recovers what a dead run left, and opens archive and catalogue.
// The caller holds the lock.
func (a *app) openNight(ctx context.Context, set site.Set, contact string) (*night, error) {
	id := a.now().UTC().Format(runForm)
	n := &night{id: id, dir: filepath.Join(a.home(), "runs", id), home: a.home(), set: set}
	var err error
	n.store, err = archive.Open(a.home(), archive.Options{
		Software: "communique/" + number, Run: id, Contact: contact, Now: a.now, Original: n.original, Last: n.last, Resolve: n.resolve,
	})
	if err != nil {
		return nil, err
	}
	if err := a.recover(ctx, n.store); err != nil {
		return nil, err
	}
	n.catalog, err = catalog.Open(ctx, a.catalogPath(), a.now)
	if errors.Is(err, catalog.ErrOlder) {
		fmt.Fprintln(a.stderr, "communique: the catalogue has an older form; making it again from warc/")
		var read ingest.Report
		if read, err = a.rebuildHome(ctx, set); err != nil {
			return nil, err
		}
		_ = a.trouble(read) // the exit code is of rebuild: a night goes on without what is damaged
		n.catalog, err = catalog.Open(ctx, a.catalogPath(), a.now)
	}
	if err != nil {
		return nil, err
	}
	gone, err := goneProfiles(ctx, n.catalog, set)
	if err != nil {
		return nil, errors.Join(err, n.catalog.Close())
	}
	for _, what := range gone {
		n.warnings = append(n.warnings, report.Warning{Text: what})
	}
	return n, nil
}

// sayWarnings is for runs that leave no report.
func (a *app) sayWarnings(n *night) {
	for _, w := range n.warnings {
		fmt.Fprintln(a.stderr, "communique:", printable(w.Text))
	}
}

// goneProfiles says of each of the user's profiles that pages were read with and
// that is in no file any more what comes of it: it may be meant so, but whoever
// has cited a record does not find it under its id.
func goneProfiles(ctx context.Context, db *catalog.DB, set site.Set) (all []string, err error) {
	was, _, err := db.Profiles(ctx)
	if err != nil {
		return nil, err
	}
	for _, name := range slices.Sorted(maps.Keys(was)) {
		old, err := site.Parse([]byte(was[name]), name)
		if err != nil || slices.ContainsFunc(set.All(), func(p *site.Profile) bool { return p.ID == old.ID }) {
			continue // what this version cannot read was not read with it
		}
		all = append(all, fmt.Sprintf("no profile has the id %s any more, as sites/%s had: its pages are read without it from now on, and its records have other ids; put the file back to have them as they were", old.ID, name))
	}
	return all, nil
}

// recover keeps the whole records of runs that died, and says so.
func (a *app) recover(ctx context.Context, store *archive.Store) error {
	recovered, err := store.Recover(ctx)
	if err != nil {
		return err
	}
	for _, f := range recovered.Files {
		what := fmt.Sprintf("%d whole records kept in %s", f.Records, f.File)
		if f.File == "" {
			what = "no whole record in a file"
		}
		if f.SetAside != "" {
			what += fmt.Sprintf(", %d bytes set aside in %s (%s)", f.Bytes, f.SetAside, f.Reason)
		}
		fmt.Fprintln(a.stderr, "communique: a run before this one died:", what)
	}
	return nil
}

func (n *night) close() {
	// Closing twice is harmless; this one is for the ways out in the middle,
	// where the error on its way to the user matters more.
	_ = n.store.Close()
	_ = n.catalog.Close()
}

// extractor names the code and the profiles that read pages. When it changes,
// every page is read again.
func extractor(set site.Set) string { return number + "+" + set.Digest() }

// pdfText is how the text of PDF files is read; nil where nothing is installed
// for it.
func pdfText() func(ctx context.Context, file []byte) (text, outcome string, err error) {
	if reader, ok := pdftext.Find(); ok {
		return reader.Text
	}
	return nil
}

func (n *night) pipeline(a *app) *ingest.Pipeline {
	return &ingest.Pipeline{
		Store: n.store, Catalog: n.catalog, IndexDir: a.indexDir(), Profiles: n.set,
		Reader: extract.New(n.set, number), Extractor: extractor(n.set), Now: a.now, PDFText: pdfText(),
	}
}

func (n *night) ingest(ctx context.Context, a *app) (ingest.Report, error) {
	rep, err := n.pipeline(a).Run(ctx)
	if rep.Attached.Left > 0 {
		fmt.Fprintln(a.stderr, "communique:", rep.Attached.Note())
	}
	return rep, err
}

// writeJSON leaves a file in the run's folder.
func (n *night) writeJSON(name string, v any) error {
	data, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return fmt.Errorf("describe run: %w", err)
	}
	if err := os.MkdirAll(n.dir, 0o755); err != nil {
		return fmt.Errorf("make run folder: %w", err)
	}
	if err := renameio.WriteFile(filepath.Join(n.dir, name), append(data, '\n'), 0o644); err != nil {
		return fmt.Errorf("write run report: %w", err)
	}
	return nil
}

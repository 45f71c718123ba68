package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"

	"communique/internal/catalog"
	"communique/internal/ingest"
	"communique/internal/intake"
	"communique/internal/report"
)

// importFlags are those of import.
type importFlags struct {
	json, dryRun, again bool
}

func (a *app) importCmd() *cobra.Command {
	var f importFlags
	cmd := &cobra.Command{
		Use:   "import FILE…",
		Short: "Take WARC, ARC or WACZ files made by others into the archive",
		Long: "import reads captures that others made (WARC 1.0 and 1.1 in any form of compression, ARC,\n" +
			"WACZ), writes every record that can be read into files of its own in warc/, and reads and\n" +
			"indexes their releases like any other. Captures keep their own dates, record IDs and digests,\n" +
			"and are marked as imported. What cannot be read is reported with file, offset and reason,\n" +
			"and what stands before and behind it is kept; the exit code is then 3. The files themselves\n" +
			"are left as they are: keep them.\n\n" +
			"A file that was imported before is recognised by its SHA-256 and passed over, and a record\n" +
			"that is in the archive already is not written twice.",
		Example: "  communique import old-crawl.warc.gz\n" +
			"  communique import --dry-run colleague.wacz\n" +
			"  communique import --json *.arc.gz >report.jsonl",
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return a.importFiles(cmd.Context(), args, f) },
	}
	cmd.Flags().BoolVar(&f.json, "json", false, "one JSON object a file")
	cmd.Flags().BoolVar(&f.dryRun, "dry-run", false, "read and report only, keep nothing")
	cmd.Flags().BoolVar(&f.again, "again", false, "read files too that were imported before (records are still not written twice)")
	return cmd
}

// importMemory is the heap at which the collector works harder, in bytes: an
// import is as large as it likes, and the machine need not be (measured with
// 100 MB: 1 GB imports in a fifth more time, and in a third less memory).
const importMemory = 64 << 20

func (a *app) importFiles(ctx context.Context, files []string, f importFlags) error {
	defer boundHeap(importMemory)()
	if f.dryRun {
		return a.tryImport(ctx, files, f)
	}
	set, err := a.sites(ctx)
	if err != nil {
		return err
	}
	a.sayBroken(set)
	c, err := a.config()
	if err != nil {
		return err
	}
	if !a.hasArchive() {
		if done, err := a.refuseAll(ctx, files, f); done || err != nil {
			return err
		}
	}
	unlock, err := a.lock()
	if err != nil {
		return err
	}
	defer unlock()
	n, err := a.openNight(ctx, set, c.Contact)
	if err != nil {
		return err
	}
	defer n.close()
	a.sayWarnings(n)
	// What an import that died left in the archive is known by the catalogue
	// before it is looked for there.
	before, err := n.ingest(ctx, a)
	if err != nil {
		return err
	}
	o := intake.Options{Home: a.home(), Store: n.store, Known: knownIn(n.catalog), By: c.Contact, Again: f.again, Now: a.now}
	reports, takeErr := a.takeIn(ctx, files, o, f)
	takeErr = errors.Join(takeErr, a.logNight(ctx, takeErr))
	if takeErr != nil && ctx.Err() != nil {
		return takeErr
	}
	after, err := n.ingest(ctx, a)
	if err = errors.Join(takeErr, err); err != nil {
		return err
	}
	read := joined(before, after)
	if err := a.printChanges(ctx, n.catalog, read); err != nil {
		return err
	}
	return a.importExit(reports, read)
}

// refuseAll keeps an archive from being begun where nothing can be taken into
// it: where every file would be refused it says so, and done is true. It reads
// no further than to the first record that can be kept.
func (a *app) refuseAll(ctx context.Context, files []string, f importFlags) (done bool, err error) {
	errKept := errors.New("a record that can be kept")
	in := intake.New(intake.Options{Again: true, Now: a.now, Known: func(context.Context, string) (string, bool, error) {
		return "", false, errKept
	}})
	var reports []intake.Report
	for _, file := range files {
		r, err := in.Import(ctx, file)
		switch {
		case errors.Is(err, errKept), err == nil && r.Refused == "":
			return false, nil
		case err != nil:
			return false, err
		}
		r.DryRun = false
		reports = append(reports, r)
	}
	for _, r := range reports {
		if err := a.printImport(r, f.json); err != nil {
			return true, err
		}
	}
	return true, a.importExit(reports, ingest.Report{})
}

// tryImport reads the files against the archive as it is, if there is one.
func (a *app) tryImport(ctx context.Context, files []string, f importFlags) error {
	o := intake.Options{Again: f.again, Now: a.now}
	db, done, err := a.anyCatalog(ctx)
	if err != nil {
		return err
	}
	defer done()
	if db != nil {
		o.Home, o.Known = a.home(), knownIn(db)
	}
	reports, err := a.takeIn(ctx, files, o, f)
	if err != nil {
		return err
	}
	return a.importExit(reports, ingest.Report{})
}

func knownIn(db *catalog.DB) func(context.Context, string) (string, bool, error) {
	return func(ctx context.Context, recordID string) (string, bool, error) {
		if recordID == "" {
			return "", false, nil
		}
		row, ok, err := db.CaptureByRecord(ctx, recordID)
		return row.Capture.File, ok, err
	}
}

// takeIn imports one file after the other, and tells of each.
func (a *app) takeIn(ctx context.Context, files []string, o intake.Options, f importFlags) ([]intake.Report, error) {
	var reports []intake.Report
	var bar *importBar
	o.Progress = func(read, size int64) { bar.update(read, size) }
	in := intake.New(o)
	for _, file := range files {
		bar = a.importBar(file)
		r, err := in.Import(ctx, file)
		bar.close()
		reports = append(reports, r)
		if err != nil {
			return reports, fmt.Errorf("import %s: %w", file, err)
		}
		if err := a.printImport(r, f.json); err != nil {
			return reports, err
		}
	}
	return reports, nil
}

func (a *app) printImport(r intake.Report, asJSON bool) error {
	if asJSON {
		enc := jsonLines(a.stdout)
		return enc.Encode(r)
	}
	for _, d := range r.Damage {
		fmt.Fprintln(a.stderr, "damaged:", printable(d.String()))
	}
	for _, fault := range r.Faults {
		fmt.Fprintf(a.stderr, "fault: %s: %s\n", printable(r.File), printable(fault))
	}
	for _, m := range r.Remark {
		fmt.Fprintln(a.stderr, "kept:", printable(m.String()))
	}
	if more := r.Damaged - len(r.Damage) + r.Remarks - len(r.Remark); more > 0 {
		fmt.Fprintf(a.stderr, "%s: %d more such lines are not shown\n", printable(r.File), more)
	}
	out := a.stdout
	if r.Refused != "" {
		out = a.stderr
	}
	_, err := fmt.Fprintf(out, "%s: %s\n", printable(r.File), printable(told(r)))
	return err
}

// told says in a line what became of a file.
func told(r intake.Report) string {
	switch {
	case r.Refused != "":
		return "refused: " + r.Refused
	case r.Before != "":
		return "imported before, into " + r.Before + "; nothing was done (--again reads it again)"
	}
	did := "records kept"
	if r.DryRun {
		did = "records would be kept"
	}
	parts := []string{fmt.Sprintf("%d %s (%d captures, %s)", r.Records, did, r.Captures, report.Size(r.Bytes))}
	for _, c := range []struct {
		n    int
		what string
	}{
		{r.Known, "in the archive already"}, {r.Repeated, "met with twice"}, {r.Damaged, "damaged stretches"},
		{len(r.Faults), "faults"}, {r.Remarks, "remarks"},
	} {
		if c.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", c.n, c.what))
		}
	}
	return strings.Join(append(parts, r.Format), ", ")
}

// importExit sums up: nothing of any file is failure, a part of them is 3.
func (a *app) importExit(reports []intake.Report, report ingest.Report) error {
	for _, d := range report.Damage {
		fmt.Fprintf(a.stderr, "damaged: %s\n", printable(d))
	}
	refused, partly := 0, len(report.Damage) > 0
	for _, r := range reports {
		if r.Refused != "" {
			refused++
		}
		partly = partly || r.Refused != "" || r.Damaged > 0 || len(r.Faults) > 0
	}
	switch {
	case refused == len(reports):
		return &exitError{code: exitFailed}
	case partly:
		return &exitError{code: exitPartly}
	}
	return nil
}

// joined puts the reports of two runs of ingest together.
func joined(a, b ingest.Report) ingest.Report {
	b.New = slices.Concat(a.New, b.New)
	b.Changed = slices.Concat(a.Changed, b.Changed)
	b.Suspect = slices.Concat(a.Suspect, b.Suspect)
	b.Removed = slices.Concat(a.Removed, b.Removed)
	b.Held = slices.Concat(a.Held, b.Held)
	b.Redirected = slices.Concat(a.Redirected, b.Redirected)
	b.Dropped = slices.Concat(a.Dropped, b.Dropped)
	b.Damage = slices.Concat(a.Damage, b.Damage)
	b.Problems = slices.Concat(a.Problems, b.Problems)
	return b
}

// importBar shows on a terminal how far a file has been read.
type importBar struct {
	bars *mpb.Progress
	bar  *mpb.Bar
}

func (a *app) importBar(file string) *importBar {
	if !isTerminal(a.stderr) {
		return &importBar{}
	}
	bars := mpb.New(mpb.WithOutput(a.stderr), mpb.WithWidth(24))
	bar := bars.AddBar(0, mpb.PrependDecorators(decor.Name(printable(file)+" ")),
		mpb.AppendDecorators(decor.CountersKiloByte("% .1f of % .1f")), mpb.BarRemoveOnComplete())
	return &importBar{bars, bar}
}

func (b *importBar) update(read, size int64) {
	if b.bar != nil {
		b.bar.SetTotal(size, false)
		b.bar.SetCurrent(read)
	}
}

func (b *importBar) close() {
	if b.bar != nil {
		b.bar.Abort(true)
		b.bars.Wait()
	}
}

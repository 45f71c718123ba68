package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"communique/internal/catalog"
	"communique/internal/report"
	"communique/internal/site"
	"communique/internal/wayback"
)

type backfillFlags struct {
	wayback, json, dryRun, allowPrivate bool
	from, to, contact, api              string
	limit                               int
	delay                               time.Duration
}

func (a *app) backfillCmd() *cobra.Command {
	var f backfillFlags
	cmd := &cobra.Command{
		Use:   "backfill SITE --wayback",
		Short: "Fill a site's history from the Internet Archive",
		Long: "backfill asks the Internet Archive which captures of the site's releases it holds, and fetches\n" +
			"those with other bytes than the one before, one thing at a time. The exchanges are archived as\n" +
			"they came, and each capture counts as one of the original address at its original date, with\n" +
			"its provenance: show, export and proof say who archived it, from where it was got, and when.\n\n" +
			"Bytes that do not have the digest that the Internet Archive states are kept, named, and not\n" +
			"used. A run that was interrupted goes on where it was.",
		Example: "  communique backfill amnesty-fr --wayback --dry-run --from 2015 --to 2017\n" +
			"  communique backfill amnesty-fr --wayback --limit 500 --contact you@university.example",
		Args: one("one site: communique sites list names them"),
		RunE: func(cmd *cobra.Command, args []string) error { return a.backfill(cmd.Context(), args[0], f) },
	}
	cmd.Flags().BoolVar(&f.wayback, "wayback", false, "from the Internet Archive's Wayback Machine (there is no other source yet)")
	cmd.Flags().StringVar(&f.from, "from", "", "only captures of this year, month or day, or later (2015, 2015-03, 2015-03-31)")
	cmd.Flags().StringVar(&f.to, "to", "", "only captures of this year, month or day, or earlier")
	cmd.Flags().IntVar(&f.limit, "limit", 0, "ask for at most N captures; the next run goes on from there")
	cmd.Flags().BoolVar(&f.dryRun, "dry-run", false, "read the index only, print what would be fetched, keep nothing")
	cmd.Flags().BoolVar(&f.json, "json", false, "the report as one JSON object; with --dry-run, one object a capture")
	cmd.Flags().DurationVar(&f.delay, "delay", wayback.Delay, "pause between two requests, at least 1s")
	cmd.Flags().StringVar(&f.contact, "contact", "", "address or e-mail in the User-Agent (also contact: in config.yaml, $COMMUNIQUE_CONTACT)")
	cmd.Flags().BoolVar(&f.allowPrivate, "allow-private", false, "allow private and loopback addresses (for tests)")
	cmd.Flags().StringVar(&f.api, "api", wayback.API, "address of a web archive that answers like the Wayback Machine")
	return cmd
}

func (f backfillFlags) check() error {
	switch {
	case !f.wayback:
		return usage("say where the history is to come from: --wayback is the Internet Archive")
	case f.limit < 0:
		return usage("--limit %d: give a number of captures, or leave it out for all", f.limit)
	case f.delay < wayback.LeastDelay && !f.allowPrivate:
		return usage("--delay %s: the least is %s", f.delay, wayback.LeastDelay)
	}
	for _, day := range []struct{ flag, value string }{{"--from", f.from}, {"--to", f.to}} {
		if _, _, err := period(day.flag, day.value); err != nil {
			return err
		}
	}
	if f.from != "" && f.to != "" && f.to < f.from[:min(len(f.from), len(f.to))] {
		return usage("--to %s is before --from %s", f.to, f.from)
	}
	return nil
}

func (a *app) backfill(ctx context.Context, id string, f backfillFlags) error {
	if err := f.check(); err != nil {
		return err
	}
	set, profiles, err := a.choose(ctx, []string{id})
	if err != nil {
		return err
	}
	agent, contact, err := a.userAgent(f.contact)
	if err != nil {
		return err
	}
	o := wayback.Options{
		Profile: profiles[0], API: f.api, UserAgent: agent, Contact: contact, Dial: a.dial, AllowPrivate: f.allowPrivate,
		From: strings.ReplaceAll(f.from, "-", ""), To: strings.ReplaceAll(f.to, "-", ""), Limit: f.limit, Delay: f.delay, Now: a.now,
	}
	if f.dryRun {
		return a.planBackfill(ctx, o, f.json)
	}
	unlock, err := a.lock()
	if err != nil {
		return err
	}
	defer unlock()
	return a.runBackfill(ctx, set, o, f)
}

// planBackfill prints what a backfill would fetch. It needs no home.
func (a *app) planBackfill(ctx context.Context, o wayback.Options, asJSON bool) error {
	db, done, err := a.anyCatalog(ctx)
	if err != nil {
		return err
	}
	defer done()
	o.Catalog = db
	o.Notify = func(e wayback.Event) {
		switch {
		case e.Step != "plan":
		case asJSON:
			_ = jsonLines(a.stdout).Encode(map[string]any{"url": e.URL, "captured": e.Captured, "memento": e.Memento}) // the stream remembers its error
		default:
			fmt.Fprintln(a.stdout, e.Memento)
		}
	}
	r, err := wayback.Run(ctx, o)
	if err != nil {
		return err
	}
	return a.tellBackfill(r)
}

func (a *app) runBackfill(ctx context.Context, set site.Set, o wayback.Options, f backfillFlags) error {
	n, err := a.openNight(ctx, set, o.Contact)
	if err != nil {
		return err
	}
	defer n.close()
	a.sayWarnings(n)
	// What a backfill that died has archived is known by the catalogue before
	// it is looked for there.
	before, err := n.ingest(ctx, a)
	if err != nil {
		return err
	}
	o.Store, o.Catalog, o.Notify = n.store, n.catalog, a.backfillProgress()
	run := catalog.Run{ID: n.id, Command: "backfill", Started: a.now().UTC(), Read: true} // reading adds nothing to its exit code
	r, runErr := wayback.Run(ctx, o)
	run.Finished, run.Exit = a.now().UTC(), backfillExit(r)
	run.Sites = []catalog.SiteRun{{
		Site: r.Site, Discovered: r.Captures, New: r.Made, Unchanged: r.Known, Failed: len(r.Unused),
		Requests: r.Requests, Bytes: r.Bytes, Problems: r.Problems,
	}}
	if runErr != nil {
		run.Note, run.Exit = runErr.Error(), exitFailed
		if ctx.Err() != nil {
			run.Exit = exitInterrupted
		}
	}
	keep := context.WithoutCancel(ctx) // what was fetched is kept even when the run was told to stop
	if err := errors.Join(n.keepRun(keep, run), n.writeJSON("backfill.json", r)); err != nil {
		return errors.Join(runErr, err)
	}
	if err := errors.Join(runErr, a.logNight(ctx, runErr)); err != nil {
		return err
	}
	after, err := n.ingest(ctx, a)
	if err != nil {
		return err
	}
	read := joined(before, after)
	rep, err := report.Make(ctx, report.Material{Run: run, Read: read, Record: n.catalog.Record, Organization: n.organization})
	if err := errors.Join(err, report.Keep(n.dir, rep), a.printChanges(ctx, n.catalog, read)); err != nil {
		return err
	}
	if f.json {
		if err := jsonLines(a.stdout).Encode(r); err != nil {
			return err
		}
	}
	return a.tellBackfill(r)
}

// backfillProgress tells on a terminal how far a run is, which can take hours.
func (a *app) backfillProgress() func(wayback.Event) {
	if !isTerminal(a.stderr) {
		return nil
	}
	return func(e wayback.Event) {
		switch {
		case e.Step == "index":
			fmt.Fprintf(a.stderr, "index: %d lines read, %d captures made\n", e.Lines, e.Done)
		case e.Step == "capture":
			fmt.Fprintf(a.stderr, "%6d  %s  %s\n", e.Done, e.Captured.Format(time.DateOnly), clip(printable(e.URL), width(a.stderr)-20))
		}
	}
}

// maxUnused is how many captures that could not be used a summary names.
const maxUnused = 20

// tellBackfill says how it went, and turns it into the exit code.
func (a *app) tellBackfill(r wayback.Report) error {
	s := a.style(a.stderr)
	made := "made"
	if r.DryRun {
		made = "would be fetched"
	}
	fmt.Fprintf(a.stderr, "%s: %d requests, %s · %d lines of the index, %d captures of releases: %d %s, %d here before, %d with the same bytes as one before, %d not used\n",
		s.bold(r.Site), r.Requests, report.Size(r.Bytes), r.Lines, r.Captures, r.Made, made, r.Known, r.Repeated, len(r.Unused))
	for i, u := range r.Unused {
		if i == maxUnused {
			fmt.Fprintf(a.stderr, "not used: %d more; runs/ has them all, in backfill.json\n", len(r.Unused)-i)
			break
		}
		fmt.Fprintf(a.stderr, "not used: %s: %s\n", printable(u.Memento), printable(u.Why))
	}
	for _, p := range r.Problems {
		fmt.Fprintf(a.stderr, "%s: %s\n", r.Site, printable(p))
	}
	if r.Left && backfillExit(r) != exitFailed { // of what gave no answer it is not known that there is more
		fmt.Fprintln(a.stderr, "there is more: run it again to go on from there")
	}
	if code := backfillExit(r); code != 0 {
		return &exitError{code: code}
	}
	return nil
}

func backfillExit(r wayback.Report) int {
	switch {
	case len(r.Problems) > 0 && r.Lines == 0:
		return exitFailed
	case len(r.Problems)+len(r.Unused) > 0:
		return exitPartly
	}
	return 0
}

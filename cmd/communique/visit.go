package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"communique/archive"
	"communique/internal/catalog"
	"communique/internal/crawl"
	"communique/internal/ingest"
	"communique/internal/site"
)

// visitFlags are those of crawl and of nightly.
type visitFlags struct {
	contact      string
	maxTime      time.Duration
	allowPrivate bool
	minFree      int64
	requisites   bool
	rate         rate
	revisits     int
	json         bool
}

func (f *visitFlags) add(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.contact, "contact", "", "address or e-mail in the User-Agent, for the sites' administrators (also contact: in config.yaml, $COMMUNIQUE_CONTACT)")
	cmd.Flags().DurationVar(&f.maxTime, "max-time", 0, "begin no request after so long (5h, 90m); what is left waits for the next run")
	cmd.Flags().BoolVar(&f.allowPrivate, "allow-private", false, "allow private and loopback addresses (for tests)")
	cmd.Flags().BoolVar(&f.requisites, "requisites", false, "fetch the images, style sheets and fonts of release pages too, so that a replayed page looks like the page")
	cmd.Flags().Var(&f.rate, "rate", "ask a host at most so often (10/m: ten requests a minute); never more often than its profile and robots.txt allow")
	cmd.Flags().IntVar(&f.revisits, "revisits", -1, "look again at no more than N known releases a site; -1: as many as its profile says, or 100")
	cmd.Flags().Int64Var(&f.minFree, "min-free", crawl.DefaultMinFree>>20, "stop when the disk has less than this many MiB left; 0: never look")
	cmd.Flags().BoolVar(&f.json, "json", false, "print the report as one JSON object")
}

func (f visitFlags) check() error {
	if f.minFree < 0 || f.minFree > 1<<40 {
		return usage("--min-free %d: give a number of MiB, or 0 not to look", f.minFree)
	}
	if f.revisits < -1 {
		return usage("--revisits %d: give a number of releases, 0 for none, or -1 for what the profile says", f.revisits)
	}
	if f.maxTime < 0 {
		return usage("--max-time %s: give a time such as 5h, or leave it out", f.maxTime)
	}
	return nil
}

// revisitsOption turns the flag into what crawl.Options means by it.
func (f visitFlags) revisitsOption() int {
	switch f.revisits {
	case -1:
		return 0
	case 0:
		return -1
	}
	return f.revisits
}

// visit is one run over some sites: network → archive → records → index →
// report.
type visit struct {
	command string
	set     site.Set
	contact string
	options crawl.Options
	maxTime time.Duration
	lost    []catalog.SiteRun // sites that cannot be visited, and why
	out     io.Writer         // where the report goes as text
	json    bool              // as JSON instead, to standard output
}

func (a *app) newVisit(command string, set site.Set, profiles []*site.Profile, f visitFlags) (visit, error) {
	agent, contact, err := a.userAgent(f.contact)
	if err != nil {
		return visit{}, err
	}
	return visit{
		command: command, set: set, contact: contact, maxTime: f.maxTime, json: f.json,
		options: crawl.Options{
			Profiles: profiles, UserAgent: agent, Dial: a.dial, Limits: a.limits, AllowPrivate: f.allowPrivate, Now: a.now,
			MinFree: cmp.Or(f.minFree<<20, -1), Requisites: f.requisites, Delay: time.Duration(f.rate),
			Revisits: f.revisitsOption(),
		},
	}, nil
}

// visitMemory is the heap at which the collector works harder, in bytes: one
// sitemap may name 50,000 releases, and a first night may find as many.
const visitMemory = 120 << 20

// visit does it, with the home locked.
func (a *app) visit(ctx context.Context, v visit) error {
	defer boundHeap(visitMemory)()
	unlock, err := a.lock()
	if err != nil {
		return err
	}
	defer unlock()
	started := a.now()
	if v.maxTime > 0 {
		v.options.Until = started.Add(v.maxTime)
	}
	n, err := a.openNight(ctx, v.set, v.contact)
	if err != nil {
		return err
	}
	defer n.close()
	if err := a.beginNight(ctx, n); err != nil {
		return err
	}
	v.options.Store, v.options.Catalog = n.store, n.catalog
	if err := n.longestUnseenFirst(ctx, v.options.Profiles); err != nil {
		return err
	}
	return a.runNight(ctx, n, v, catalog.Run{ID: n.id, Command: v.command, Started: started.UTC()})
}

// longestUnseenFirst puts the sites in the order in which they are begun, since
// not all are visited at once: one that a short night did not come to is among
// the first in the next.
func (n *night) longestUnseenFirst(ctx context.Context, profiles []*site.Profile) error {
	last := map[string]time.Time{}
	for _, p := range profiles {
		_, at, err := n.catalog.Asked(ctx, p.ID)
		if err != nil {
			return err
		}
		last[p.ID] = at
	}
	slices.SortStableFunc(profiles, func(a, b *site.Profile) int { return last[a.ID].Compare(last[b.ID]) })
	return nil
}

// runNight crawls, closes the archive, reads what is new in it, and leaves the
// reports. The order is that of the marks: the run is in the archive before it
// is in the catalogue, and the releases after both.
func (a *app) runNight(ctx context.Context, n *night, v visit, run catalog.Run) error {
	p, err := a.newProgress(n)
	if err != nil {
		return err
	}
	v.options.Notify = p.event
	runs, crawlErr := crawl.Run(ctx, v.options)
	p.close()
	run.Finished, run.Sites = a.now().UTC(), append(runs, v.lost...)
	slices.SortFunc(run.Sites, func(a, b catalog.SiteRun) int { return cmp.Compare(a.Site, b.Site) })
	run.Exit = exitCode(run)
	if crawlErr != nil {
		run = failedRun(ctx, run, crawlErr)
	}
	// What was fetched is kept even when the run was told to stop.
	if err := n.keepRun(context.WithoutCancel(ctx), run); err != nil {
		return errors.Join(crawlErr, err)
	}
	var read ingest.Report
	err = errors.Join(crawlErr, a.logNight(ctx, crawlErr))
	if err == nil {
		read, err = n.ingest(ctx, a)
	}
	return a.reportNight(ctx, n, v, run, read, err)
}

// failedRun is a run that ended early.
func failedRun(ctx context.Context, run catalog.Run, why error) catalog.Run {
	run.Note, run.Exit = why.Error(), exitFailed
	if ctx.Err() != nil {
		run.Exit = exitInterrupted
	}
	return run
}

// logNight puts the run's files into the transparency log. A run that was told
// to stop does not wait for a timestamp: the next one asks for it.
func (a *app) logNight(ctx context.Context, crawlErr error) error {
	c, err := a.config()
	if err != nil {
		return err
	}
	if crawlErr != nil {
		c.TSA = ""
	}
	return a.recordLog(context.WithoutCancel(ctx), c.TSA)
}

// keepRun writes the report of the run into the archive, closes it, and then
// saves the run in the catalogue.
func (n *night) keepRun(ctx context.Context, run catalog.Run) error {
	block, err := json.Marshal(run)
	if err != nil {
		return fmt.Errorf("describe run: %w", err)
	}
	if _, err := n.store.AppendMetadata(ctx, archive.RunURN+run.ID, archive.RunType, block); err != nil {
		return errors.Join(fmt.Errorf("keep run report: %w", err), n.store.Close())
	}
	if err := n.store.Close(); err != nil {
		return err
	}
	return n.catalog.SaveRun(ctx, run)
}

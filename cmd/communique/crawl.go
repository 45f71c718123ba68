package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/mail"
	"net/url"
	"os"
	"time"

	"github.com/spf13/cobra"

	"communique/archive"
	"communique/internal/catalog"
	"communique/internal/crawl"
	"communique/internal/ingest"
	"communique/internal/site"
)

type crawlFlags struct {
	contact      string
	limit        int
	since        string
	full         bool
	dryRun       bool
	allowPrivate bool
	minFree      int64
	requisites   bool
	rate         rate
}

func (a *app) crawlCmd() *cobra.Command {
	var f crawlFlags
	cmd := &cobra.Command{
		Use:   "crawl [SITE…]",
		Short: "Fetch what is new, archive it, read it and index it",
		Long: "crawl asks each site's feed, sitemap and listing for releases, fetches those it does not\n" +
			"have, keeps every answer in warc/, reads records out of the pages and indexes them.\n" +
			"Without SITE it visits amnesty-fr. robots.txt is obeyed, and each host is asked one thing\n" +
			"at a time with a pause between.",
		Example: "  communique crawl amnesty-fr --contact you@university.example\n" +
			"  communique crawl amnesty-fr --dry-run --limit 20\n" +
			"  communique crawl --since 2026-01-01",
		RunE: func(cmd *cobra.Command, args []string) error { return a.crawl(cmd.Context(), args, f) },
	}
	cmd.Flags().StringVar(&f.contact, "contact", "", "address or e-mail in the User-Agent, for the sites' administrators (also contact: in config.yaml, $COMMUNIQUE_CONTACT)")
	cmd.Flags().IntVar(&f.limit, "limit", 0, "at most N releases a site")
	cmd.Flags().StringVar(&f.since, "since", "", "only releases announced on or after this day (2026-01-31)")
	cmd.Flags().BoolVar(&f.full, "full", false, "walk listings through the whole history")
	cmd.Flags().BoolVar(&f.dryRun, "dry-run", false, "ask robots.txt and discovery documents only, print what would be fetched, keep nothing")
	cmd.Flags().BoolVar(&f.allowPrivate, "allow-private", false, "allow private and loopback addresses (for tests)")
	cmd.Flags().BoolVar(&f.requisites, "requisites", false, "fetch the images, style sheets and fonts of release pages too, so that a replayed page looks like the page")
	cmd.Flags().Var(&f.rate, "rate", "ask a host at most so often (10/m: ten requests a minute); never more often than its profile and robots.txt allow")
	cmd.Flags().Int64Var(&f.minFree, "min-free", crawl.DefaultMinFree>>20, "stop when the disk has less than this many MiB left; 0: never look")
	return cmd
}

func (f crawlFlags) check() error {
	if f.minFree < 0 || f.minFree > 1<<40 {
		return usage("--min-free %d: give a number of MiB, or 0 not to look", f.minFree)
	}
	if f.limit < 0 {
		return usage("--limit %d: give a number of releases, or leave it out for all", f.limit)
	}
	if f.since != "" {
		if _, err := time.Parse(time.DateOnly, f.since); err != nil {
			return usage("--since %q is not a day such as 2026-01-31", f.since)
		}
	}
	return nil
}

// crawl is the main job: network → archive → records → index.
func (a *app) crawl(ctx context.Context, ids []string, f crawlFlags) error {
	if err := f.check(); err != nil {
		return err
	}
	set, profiles, err := a.choose(ids)
	if err != nil {
		return err
	}
	agent, contact, err := a.userAgent(f.contact)
	if err != nil {
		return err
	}
	o := crawl.Options{
		Profiles: profiles, UserAgent: agent, Dial: a.dial, Limits: a.limits,
		AllowPrivate: f.allowPrivate, Limit: f.limit, Since: f.since, Full: f.full, DryRun: f.dryRun, Now: a.now,
		MinFree: cmp.Or(f.minFree<<20, -1), Requisites: f.requisites, Delay: time.Duration(f.rate),
	}
	if f.dryRun {
		return a.dryRun(ctx, o)
	}
	unlock, err := a.lock()
	if err != nil {
		return err
	}
	defer unlock()
	n, err := a.openNight(ctx, set, contact)
	if err != nil {
		return err
	}
	defer n.close()
	o.Store, o.Catalog = n.store, n.catalog
	return a.finishNight(ctx, n, o)
}

// choose gives the profiles of the sites named; amnesty-fr where none is.
func (a *app) choose(ids []string) (site.Set, []*site.Profile, error) {
	set, err := a.sites()
	if err != nil {
		return site.Set{}, nil, err
	}
	if len(ids) == 0 {
		ids = []string{"amnesty-fr"}
	}
	var chosen []*site.Profile
	seen := map[string]bool{}
	for _, id := range ids {
		p, err := set.ByID(id)
		if err != nil {
			return site.Set{}, nil, &exitError{exitUsage, err}
		}
		if !seen[id] {
			chosen = append(chosen, p)
		}
		seen[id] = true
	}
	return set, chosen, nil
}

// userAgent names the program and the person behind it. Without a contact
// there is no crawl: an administrator must be able to reach somebody.
func (a *app) userAgent(flag string) (agent, contact string, err error) {
	c, err := a.config()
	if err != nil {
		return "", "", err
	}
	contact = cmp.Or(flag, os.Getenv("COMMUNIQUE_CONTACT"), c.Contact)
	if contact == "" {
		return "", "", usage("a crawl needs a contact for the sites' administrators: give --contact you@university.example, set $COMMUNIQUE_CONTACT, or write contact: in %s/config.yaml", a.home())
	}
	if addr, err := mail.ParseAddress(contact); err == nil && addr.Address == contact {
		return "communique/" + number + " (+mailto:" + contact + ")", contact, nil
	}
	if u, err := url.Parse(contact); err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" {
		return "communique/" + number + " (+" + contact + ")", contact, nil
	}
	return "", "", usage("contact %q is neither an e-mail address nor an http(s) address", contact)
}

// dryRun prints what a crawl would fetch. It writes nothing, and needs no home.
func (a *app) dryRun(ctx context.Context, o crawl.Options) error {
	db, done, err := a.anyCatalog(ctx)
	if err != nil {
		return err
	}
	defer done()
	o.Catalog = db
	o.Notify = func(e crawl.Event) {
		if e.Step == "plan" {
			fmt.Fprintln(a.stdout, e.URL)
		}
	}
	runs, err := crawl.Run(ctx, o)
	if err != nil {
		return err
	}
	return a.summary(runs, ingest.Report{})
}

// finishNight crawls, closes the archive, reads what is new in it, and leaves
// the reports. The order is that of the marks: the run is in the archive
// before it is in the catalogue, and the releases after both.
func (a *app) finishNight(ctx context.Context, n *night, o crawl.Options) error {
	run := catalog.Run{ID: n.id, Command: "crawl", Started: a.now().UTC()}
	p, err := a.newProgress(n)
	if err != nil {
		return err
	}
	o.Notify = p.event
	runs, crawlErr := crawl.Run(ctx, o)
	p.close()
	run.Finished, run.Sites = a.now().UTC(), runs
	run.Exit = exitCode(runs)
	if crawlErr != nil {
		run.Note = crawlErr.Error()
		run.Exit = exitFailed
		if ctx.Err() != nil {
			run.Exit = exitInterrupted
		}
	}
	// What was fetched is kept even when the run was told to stop.
	keep := context.WithoutCancel(ctx)
	if err := n.keepRun(keep, run); err != nil {
		return errors.Join(crawlErr, err)
	}
	if err := errors.Join(crawlErr, a.logNight(ctx, crawlErr)); err != nil {
		return err
	}
	report, err := n.ingest(ctx, a)
	if err != nil {
		return err
	}
	if err := n.noteDrift(ctx, runs, report); err != nil {
		return err
	}
	if err := n.writeReport(run, report); err != nil {
		return err
	}
	if err := a.printChanges(ctx, n.catalog, report); err != nil {
		return err
	}
	return a.summary(runs, report)
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

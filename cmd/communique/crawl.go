package main

import (
	"cmp"
	"context"
	"fmt"
	"net/mail"
	"net/url"
	"os"
	"slices"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"communique/internal/catalog"
	"communique/internal/crawl"
	"communique/internal/report"
	"communique/internal/site"
)

type crawlFlags struct {
	visitFlags
	limit  int
	since  string
	full   bool
	dryRun bool
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
	f.visitFlags.add(cmd)
	cmd.Flags().IntVar(&f.limit, "limit", 0, "at most N releases a site")
	cmd.Flags().StringVar(&f.since, "since", "", "only releases announced on or after this day (2026-01-31)")
	cmd.Flags().BoolVar(&f.full, "full", false, "walk listings through the whole history")
	cmd.Flags().BoolVar(&f.dryRun, "dry-run", false, "ask robots.txt and discovery documents only, print what would be fetched, keep nothing")
	return cmd
}

func (f crawlFlags) check() error {
	if err := f.visitFlags.check(); err != nil {
		return err
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

// crawl visits the sites named.
func (a *app) crawl(ctx context.Context, ids []string, f crawlFlags) error {
	if err := f.check(); err != nil {
		return err
	}
	set, profiles, err := a.choose(ctx, ids)
	if err != nil {
		return err
	}
	v, err := a.newVisit("crawl", set, profiles, f.visitFlags)
	if err != nil {
		return err
	}
	v.options.Limit, v.options.Since, v.options.Full, v.options.DryRun = f.limit, f.since, f.full, f.dryRun
	if f.dryRun {
		return a.dryRun(ctx, v.options)
	}
	v.out = a.stderr
	return a.visit(ctx, v)
}

// choose gives the profiles of the sites named; the default site where none is.
func (a *app) choose(ctx context.Context, ids []string) (site.Set, []*site.Profile, error) {
	set, err := a.sites(ctx)
	if err != nil {
		return site.Set{}, nil, err
	}
	a.sayBroken(set, ids...)
	if len(ids) == 0 {
		ids = []string{defaultSite}
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

// sayBroken tells of profiles with a mistake in them, but for those of the
// sites asked for, of which it is an error.
func (a *app) sayBroken(set site.Set, but ...string) {
	for _, b := range set.Broken() {
		if !slices.Contains(but, b.ID) {
			fmt.Fprintf(a.stderr, "communique: %s: %s\n", b.ID, report.Line(whatOfBroken(b)))
		}
	}
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
	var mu sync.Mutex // sites are visited side by side; their lines are not to mix
	o.Notify = func(e crawl.Event) {
		if e.Step == "plan" {
			mu.Lock()
			defer mu.Unlock()
			fmt.Fprintln(a.stdout, e.URL)
		}
	}
	run := catalog.Run{Command: "dry run", Started: a.now()}
	if run.Sites, err = crawl.Run(ctx, o); err != nil {
		return err
	}
	run.Finished = a.now()
	rep, err := report.Make(ctx, report.Material{Run: run})
	if err != nil {
		return err
	}
	rep.Run.Exit = exitOf(rep)
	return a.sayNight(a.stderr, rep)
}

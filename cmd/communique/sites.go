package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"communique/internal/crawl"
	"communique/internal/extract"
)

func (a *app) sitesCmd() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "sites",
		Short:   "The sites communique can read: list, show, check, enable, disable",
		Example: "  communique sites list\n  communique sites check amnesty-fr --contact you@university.example",
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usage("sites needs a word more: list, show, check, enable or disable (communique sites --help)")
			}
			return usage("sites has no command %q: there are list, show, check, enable and disable", args[0])
		},
	}
	var f crawlFlags
	var sample int
	check := &cobra.Command{
		Use:   "check ID",
		Short: "Do its sources answer, and do its selectors still match?",
		Long: "check asks the site's discovery documents and a few of the newest releases, keeps nothing, and\n" +
			"prints which era recognised each page and what each selector gave. Exit 4 says that the\n" +
			"site no longer looks as its profile says.",
		Example: "  communique sites check amnesty-fr --contact you@university.example --pages 5",
		Args:    one("the ID of a site"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.sitesCheck(cmd.Context(), args[0], f, sample)
		},
	}
	check.Flags().StringVar(&f.contact, "contact", "", "address or e-mail in the User-Agent")
	check.Flags().BoolVar(&f.allowPrivate, "allow-private", false, "allow private and loopback addresses (for tests)")
	check.Flags().IntVar(&sample, "pages", 3, "how many releases to read")
	cmd.AddCommand(
		&cobra.Command{
			Use: "list", Short: "The sites, and what their profiles have been tried on",
			Example: "  communique sites list", Args: cobra.NoArgs,
			RunE: func(*cobra.Command, []string) error { return a.sitesList() },
		},
		&cobra.Command{
			Use: "show ID", Short: "Print a site's profile (YAML)",
			Example: "  communique sites show amnesty-fr", Args: one("the ID of a site"),
			RunE: func(_ *cobra.Command, args []string) error { return a.sitesShow(args[0]) },
		},
		check)
	cmd.AddCommand(a.sitesEnableCmds()...)
	return cmd
}

func (a *app) sitesList() error {
	set, err := a.sites()
	if err != nil {
		return err
	}
	enabled, err := a.enabledSites()
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(a.stdout, 0, 0, 2, ' ', 0)
	for _, p := range set.All() {
		nightly := "not enabled"
		if slices.Contains(enabled, p.ID) {
			nightly = "every night"
		}
		from := "built in"
		if p.Path != "" {
			from = p.Path
		}
		tried := p.Tried
		if p.Draft {
			tried = "draft: addresses only, read by the generic reader"
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", p.ID, p.Organization, nightly, from, tried)
	}
	return w.Flush()
}

func (a *app) sitesShow(id string) error {
	set, err := a.sites()
	if err != nil {
		return err
	}
	p, err := set.ByID(id)
	if err != nil {
		return &exitError{exitUsage, err}
	}
	_, err = a.stdout.Write(p.YAML)
	return err
}

// sitesCheck reads a few live pages and shows what the profile makes of them.
func (a *app) sitesCheck(ctx context.Context, id string, f crawlFlags, sample int) error {
	set, profiles, err := a.choose([]string{id})
	if err != nil {
		return err
	}
	agent, _, err := a.userAgent(f.contact)
	if err != nil {
		return err
	}
	p := profiles[0]
	if len(p.Unverified) > 0 {
		fmt.Fprintf(a.stdout, "Not verified on the live site:\n  - %s\n\n", strings.Join(p.Unverified, "\n  - "))
	}
	o := crawl.Options{
		Profiles: profiles, UserAgent: agent, Dial: a.dial, AllowPrivate: f.allowPrivate,
		Limit: sample, DryRun: true, Now: a.now,
		Notify: func(e crawl.Event) {
			if e.Step == "source" {
				fmt.Fprintf(a.stdout, "%s names %d releases\n", e.URL, e.Found)
			}
		},
	}
	run, pages, err := crawl.Sample(ctx, o)
	if err != nil {
		return err
	}
	for _, problem := range run.Problems {
		fmt.Fprintln(a.stdout, "problem:", printable(problem))
	}
	reader := extract.New(set, number)
	var lost int
	for _, page := range pages {
		reading, err := reader.Read(page)
		if err != nil {
			return fmt.Errorf("%s: %w", page.URL, err)
		}
		if !a.printCheck(page.URL, reading) {
			lost++
		}
	}
	switch {
	case len(pages) == 0 && !run.Drift && len(run.Problems) > 0:
		return &exitError{exitPartly, errors.New("the site could not be asked: nothing is known of its selectors")}
	case len(pages) == 0:
		return &exitError{exitDrift, errors.New("no release was found to check: none of the sources led to one")}
	case lost > 0:
		return &exitError{exitDrift, fmt.Errorf("%d of %d pages are no longer as the profile says", lost, len(pages))}
	}
	return nil
}

// printCheck prints one page: a line a field, what was found and by what. It
// reports whether an era recognised the page and the main fields are there.
func (a *app) printCheck(address string, reading extract.Reading) bool {
	r := reading.Release
	s := a.style(a.stdout)
	fmt.Fprintf(a.stdout, "\n%s\n", s.bold(address))
	if !reading.IsRelease {
		fmt.Fprintf(a.stdout, "  not a release: %s\n", reading.Why)
		return false
	}
	text := deref(r.Text, "")
	w := tabwriter.NewWriter(a.stdout, 0, 0, 2, ' ', 0)
	for _, row := range [][3]string{
		{"era", deref(r.Extractor.Era, ""), ""},
		{"title", deref(r.Title, ""), r.Evidence["title"]},
		{"published", deref(r.Published, ""), r.Evidence["published"]},
		{"lead", deref(r.Lead, ""), r.Evidence["lead"]},
		{"text", fmt.Sprintf("%d characters", len([]rune(text))), r.Evidence["body"]},
		{"sections", fmt.Sprint(len(r.Sections)), ""},
		{"quotes", fmt.Sprint(len(r.Quotes)), ""},
		{"countries", strings.Join(r.Countries, " "), r.Evidence["countries"]},
		{"topics", strings.Join(r.Topics, ", "), r.Evidence["topics"]},
		{"related", fmt.Sprint(len(r.Related)), r.Evidence["related"]},
		{"attachments", fmt.Sprint(len(r.Attachments)), r.Evidence["attachments"]},
		{"contacts", fmt.Sprint(len(r.Contacts)), r.Evidence["contacts"]},
		{"warnings", strings.Join(r.Warnings, "; "), ""},
	} {
		fmt.Fprintf(w, "  %s\t%s\t%s\n", row[0], cmp.Or(clip(printable(row[1]), 60), "—"), row[2])
	}
	if err := w.Flush(); err != nil {
		return false // the terminal has gone; nobody reads this
	}
	return r.Extractor.Era != nil && r.Title != nil && text != ""
}

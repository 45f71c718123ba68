package main

import (
	"context"
	"slices"

	"github.com/spf13/cobra"
)

func (a *app) sitesCmd() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "sites",
		Short:   "The sites communique can read: list, show, check, new, enable, disable",
		Example: "  communique sites list\n  communique sites check amnesty-fr --contact you@university.example",
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usage("sites needs a word more: list, show, check, new, enable or disable (communique sites --help)")
			}
			return usage("sites has no command %q: there are list, show, check, new, enable and disable", args[0])
		},
	}
	var f crawlFlags
	var sample int
	check := &cobra.Command{
		Use:   "check ID",
		Short: "Do its sources answer, and do its selectors still match?",
		Long: "check asks the site's discovery documents and a few of the releases they name, from the newest to\n" +
			"the oldest, keeps nothing, and prints what each page gave, field by field and selector by\n" +
			"selector, and which of the keys that the profile marks as unverified it could confirm. Exit 4\n" +
			"says that the site no longer looks as its profile says.",
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
			Example: "  communique sites list", Args: none,
			RunE: func(cmd *cobra.Command, _ []string) error { return a.sitesList(cmd.Context()) },
		},
		&cobra.Command{
			Use: "show ID", Short: "Print a site's profile (YAML)",
			Example: "  communique sites show amnesty-fr", Args: one("the ID of a site"),
			RunE: func(cmd *cobra.Command, args []string) error { return a.sitesShow(cmd.Context(), args[0]) },
		},
		check, a.sitesNewCmd())
	cmd.AddCommand(a.sitesEnableCmds()...)
	return cmd
}

func (a *app) sitesList(ctx context.Context) error {
	set, err := a.sites(ctx)
	if err != nil {
		return err
	}
	enabled, err := a.enabledSites()
	if err != nil {
		return err
	}
	var rows [][]string
	for _, p := range set.All() {
		if _, err := set.ByID(p.ID); err != nil {
			continue
		}
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
		rows = append(rows, []string{p.ID, p.Organization, nightly, from, tried})
	}
	if err := a.columns(nil, rows); err != nil {
		return err
	}
	if err := set.Whole(); err != nil {
		return &exitError{exitPartly, err}
	}
	return nil
}

func (a *app) sitesShow(ctx context.Context, id string) error {
	set, err := a.sites(ctx)
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

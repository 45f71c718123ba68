package main

import (
	"cmp"
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"communique/internal/site"
)

// defaultSite is visited where nobody has said what to visit.
const defaultSite = "amnesty-fr"

func (a *app) enabledPath() string { return filepath.Join(a.home(), "state", "enabled.yaml") }

// enabledSites are the sites that nightly visits: none where somebody has
// disabled the last one.
func (a *app) enabledSites() ([]string, error) {
	e, err := site.ReadEnabled(a.enabledPath())
	if err == nil && !e.Decided {
		e.IDs = []string{defaultSite}
	}
	return e.IDs, err
}

func (a *app) sitesEnableCmds() []*cobra.Command {
	return []*cobra.Command{
		{
			Use: "enable ID", Short: "Visit a site every night (communique nightly)",
			Example: "  communique sites enable amnesty-fr", Args: one("the ID of a site"),
			RunE: func(cmd *cobra.Command, args []string) error { return a.sitesEnable(cmd.Context(), args[0], true) },
		},
		{
			Use: "disable ID", Short: "Visit a site no more; what is archived of it stays",
			Example: "  communique sites disable amnesty-fr", Args: one("the ID of a site"),
			RunE: func(cmd *cobra.Command, args []string) error { return a.sitesEnable(cmd.Context(), args[0], false) },
		},
	}
}

func (a *app) sitesEnable(ctx context.Context, id string, on bool) error {
	set, err := a.sites(ctx)
	if err != nil {
		return err
	}
	if _, err := set.ByID(id); err != nil && on {
		return &exitError{exitUsage, err} // to disable one whose profile is gone is sensible
	}
	enabled, err := a.enabledSites()
	if err != nil {
		return err
	}
	if !on && !slices.Contains(enabled, id) {
		// Nothing to decide: above all, not that the default site is not visited.
		fmt.Fprintf(a.stderr, "communique: %s was not enabled; nightly visits %s\n", id, cmp.Or(strings.Join(enabled, ", "), "no site"))
		return nil
	}
	e, err := site.Enable(a.enabledPath(), id, on)
	if err != nil {
		return err
	}
	if len(e.IDs) == 0 {
		fmt.Fprintln(a.stderr, "communique: no site is enabled: nightly visits none, and says so (communique sites enable ID)")
		return nil
	}
	fmt.Fprintf(a.stderr, "communique: nightly visits %s\n", strings.Join(e.IDs, ", "))
	return nil
}

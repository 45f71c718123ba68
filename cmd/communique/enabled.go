package main

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"communique/internal/site"
)

// defaultSite is visited where nobody has said what to visit.
const defaultSite = "amnesty-fr"

func (a *app) enabledPath() string { return filepath.Join(a.home(), "state", "enabled.yaml") }

// enabledSites are the sites that nightly visits.
func (a *app) enabledSites() ([]string, error) {
	e, err := site.ReadEnabled(a.enabledPath())
	if err == nil && len(e.IDs) == 0 {
		e.IDs = []string{defaultSite}
	}
	return e.IDs, err
}

func (a *app) sitesEnableCmds() []*cobra.Command {
	return []*cobra.Command{
		{
			Use: "enable ID", Short: "Visit a site every night (communique nightly)",
			Example: "  communique sites enable amnesty-fr", Args: one("the ID of a site"),
			RunE: func(_ *cobra.Command, args []string) error { return a.sitesEnable(args[0], true) },
		},
		{
			Use: "disable ID", Short: "Visit a site no more; what is archived of it stays",
			Example: "  communique sites disable amnesty-fr", Args: one("the ID of a site"),
			RunE: func(_ *cobra.Command, args []string) error { return a.sitesEnable(args[0], false) },
		},
	}
}

func (a *app) sitesEnable(id string, on bool) error {
	set, err := a.sites()
	if err != nil {
		return err
	}
	if _, err := set.ByID(id); err != nil && on {
		return &exitError{exitUsage, err} // to disable one whose profile is gone is sensible
	}
	e, err := site.Enable(a.enabledPath(), id, on)
	if err != nil {
		return err
	}
	if len(e.IDs) == 0 {
		fmt.Fprintf(a.stderr, "communique: no site is enabled: nightly visits %s\n", defaultSite)
		return nil
	}
	fmt.Fprintf(a.stderr, "communique: nightly visits %s\n", strings.Join(e.IDs, ", "))
	return nil
}

package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"communique/internal/catalog"
	"communique/internal/site"
)

func (a *app) nightlyCmd() *cobra.Command {
	var f visitFlags
	var install installFlags
	cmd := &cobra.Command{
		Use:   "nightly",
		Short: "Visit every enabled site, and report",
		Long: "nightly does for every enabled site what crawl does, in parallel, and reports at the end: what\n" +
			"is new, changed or gone, what failed, and first of all what a person should look at. The\n" +
			"report is kept in runs/<time>/ as report.html, report.txt and report.json. Where\n" +
			"nobody has enabled or disabled a site it visits amnesty-fr. A night that was killed, or ran out\n" +
			"of time, is gone on with in the next.",
		Example: "  communique sites enable amnesty-fr\n" +
			"  communique nightly --contact you@university.example --max-time 5h\n" +
			"  communique nightly --json\n" +
			"  communique nightly --install-systemd --print",
		Args: none,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if install.asked() {
				return a.installSystemd(install, f.contact, cmp.Or(f.maxTime, installedTime))
			}
			if err := install.check(); err != nil {
				return err
			}
			return a.nightly(cmd.Context(), f)
		},
	}
	f.add(cmd)
	install.register(cmd)
	return cmd
}

// installedTime is how long a night that runs by itself may take, where nothing
// else is said: it ends before people come to work.
const installedTime = 5 * time.Hour

// nightly visits the enabled sites. One whose profile is gone, or has a mistake
// in it, is a problem of the report; the others are visited.
func (a *app) nightly(ctx context.Context, f visitFlags) error {
	if err := f.check(); err != nil {
		return err
	}
	set, err := a.sites(ctx)
	if err != nil {
		return err
	}
	ids, err := a.enabledSites()
	if err != nil {
		return err
	}
	if len(ids) == 0 {
		return usage("no site is enabled, so there is nothing to visit: communique sites enable ID (communique sites list names them)")
	}
	var profiles []*site.Profile
	lost := broken(set)
	for _, id := range ids {
		p, err := set.ByID(id)
		if slices.ContainsFunc(lost, func(r catalog.SiteRun) bool { return r.Site == id }) {
			continue
		}
		if err != nil {
			lost = append(lost, catalog.SiteRun{Site: id, Problems: []string{
				fmt.Sprintf("it is enabled, and no profile has this id: put sites/%s.yaml back, or communique sites disable %s", id, id),
			}})
			continue
		}
		profiles = append(profiles, p)
	}
	v, err := a.newVisit("nightly", set, profiles, f)
	if err != nil {
		return err
	}
	v.lost, v.out = lost, a.stdout
	return a.visit(ctx, v)
}

// broken are the sites whose profiles cannot be read, enabled or not: a mistake
// may have got into the very id.
func broken(set site.Set) []catalog.SiteRun {
	var lost []catalog.SiteRun
	for _, b := range set.Broken() {
		lost = append(lost, catalog.SiteRun{Site: b.ID, Problems: []string{whatOfBroken(b)}})
	}
	return lost
}

func whatOfBroken(b site.Broken) string {
	return fmt.Sprintf("%v: the site is not visited, and its records stay as they are, until the file is mended", b.Err)
}

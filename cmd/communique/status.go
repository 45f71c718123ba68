package main

import (
	"cmp"
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"communique/archive"
	"communique/internal/report"
	"communique/internal/status"
)

type statusFlags struct {
	maxAge   time.Duration
	coverage bool
	json     bool
}

func (a *app) statusCmd() *cobra.Command {
	var f statusFlags
	cmd := &cobra.Command{
		Use:   "status",
		Short: "The last runs, and how fresh each site is",
		Long: "status says how the last runs ended and, of each site, how much is known, what still waits,\n" +
			"when it was last looked at with success, which sources fail, and in which days nobody looked.\n" +
			"With --coverage it says instead how old the last look at the releases of each age is.\n" +
			"With --max-age it exits 1 when an enabled site has not been looked at for so long.",
		Example: "  communique status\n" +
			"  communique status --max-age 36h\n" +
			"  communique status --coverage\n" +
			"  communique status --json",
		Args: none,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.status(cmd.Context(), f) },
	}
	cmd.Flags().DurationVar(&f.maxAge, "max-age", 0, "exit 1 when the last successful run of an enabled site is older (36h)")
	cmd.Flags().BoolVar(&f.coverage, "coverage", false, "how old the last look at the releases of each site and age is")
	cmd.Flags().BoolVar(&f.json, "json", false, "print one JSON object (with --coverage: one a line)")
	return cmd
}

func (a *app) status(ctx context.Context, f statusFlags) error {
	if f.maxAge < 0 {
		return usage("--max-age %s: give a time such as 36h", f.maxAge)
	}
	if f.coverage && f.maxAge != 0 {
		return usage("--coverage and --max-age ask for different things: give one of them")
	}
	if f.coverage {
		return a.coverage(ctx, f.json)
	}
	enabled, err := a.enabledSites()
	if err != nil {
		return err
	}
	db, err := a.readCatalog(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	s, err := status.Of(ctx, db, filepath.Join(a.home(), "runs"), enabled, a.now())
	if err != nil {
		return err
	}
	if f.json {
		err = jsonLines(a.stdout).Encode(s)
	} else {
		err = a.printStatus(s)
	}
	if err != nil || f.maxAge == 0 {
		return err
	}
	return stale(s, f.maxAge)
}

// stale names the sites that have not been looked at for too long.
func stale(s status.Status, age time.Duration) error {
	var said []string
	for _, site := range s.Stale(age) {
		if site.LastSuccess == nil {
			said = append(said, site.Site+" has never been visited with success")
			continue
		}
		said = append(said, fmt.Sprintf("%s was last visited with success on %s, %s ago", site.Site, report.Moment(*site.LastSuccess), ago(s.At, *site.LastSuccess)))
	}
	if len(said) == 0 {
		return nil
	}
	short := strings.NewReplacer("h0m0s", "h", "m0s", "m").Replace(age.String())
	return fmt.Errorf("older than %s: %s (communique nightly visits them)", short, strings.Join(said, "; "))
}

// ago is a time for people, in hours or days.
func ago(now, at time.Time) string {
	d := now.Sub(at)
	if d < time.Hour {
		return fmt.Sprintf("%d min", d/time.Minute)
	}
	if d < 48*time.Hour {
		return fmt.Sprintf("%d h", d/time.Hour)
	}
	return fmt.Sprintf("%d days", d/(24*time.Hour))
}

func (a *app) printStatus(st status.Status) error {
	if err := a.printRuns(st); err != nil {
		return err
	}
	fmt.Fprintln(a.stdout)
	if err := a.printSites(st); err != nil {
		return err
	}
	s := a.style(a.stdout)
	for _, site := range st.Sites {
		for _, f := range site.Failing {
			fmt.Fprintf(a.stdout, "%s %s: %s could not be read since %s, %s: %s\n", s.mark("!"), site.Site, f.URL, report.Moment(f.Since), plural(f.Runs, "run"), printable(f.Error))
		}
		for _, g := range site.Gaps {
			to := report.Moment(g.To)
			if g.Open {
				to = "now"
			}
			fmt.Fprintf(a.stdout, "%s %s: not looked at with success from %s to %s\n", s.mark("!"), site.Site, report.Moment(g.From), to)
		}
	}
	return nil
}

func (a *app) printRuns(st status.Status) error {
	if len(st.Runs) == 0 {
		fmt.Fprintln(a.stdout, "no run yet: communique crawl or nightly makes one")
		return nil
	}
	var rows [][]string
	for _, r := range st.Runs {
		row := []string{report.Moment(r.Started), cmp.Or(r.Command, "—"), report.Duration(time.Duration(r.Seconds * float64(time.Second)))}
		if r.Command == "" { // of one that was killed only the beginning is known
			row = append(row[:2], "—", "—", "—", "—", "—", "—")
		} else {
			row = append(row, fmt.Sprint(r.Pages), orDash(r.New), orDash(r.Changed), fmt.Sprint(r.Failed), fmt.Sprint(r.Requests))
		}
		rows = append(rows, append(row, orDash(r.Exit)+" "+r.Verdict))
	}
	return a.columns([]string{"run", "command", "took", "pages", "new", "changed", "failed", "requests", "exit"}, rows)
}

func (a *app) printSites(st status.Status) error {
	var rows [][]string
	for _, site := range st.Sites {
		nightly := "no"
		if site.Enabled {
			nightly = "yes"
		}
		rows = append(rows, []string{
			site.Site, nightly, fmt.Sprint(site.Releases) + others(site.Status), fmt.Sprint(site.Waiting), fmt.Sprint(site.Failed),
			deref(site.LastRelease, "—"), since(st.At, site.LastCapture), since(st.At, site.LastSuccess),
		})
	}
	return a.columns([]string{"site", "nightly", "releases", "waiting", "given up", "last release", "last capture", "last success"}, rows)
}

func orDash(n *int) string {
	if n == nil {
		return "—"
	}
	return fmt.Sprint(*n)
}

func since(now time.Time, at *time.Time) string {
	if at == nil {
		return "never"
	}
	return ago(now, *at) + " ago"
}

// others tells of the releases that are no longer live.
func others(by map[string]int) string {
	var parts []string
	for _, status := range []string{archive.StatusSuspect, archive.StatusRemoved, archive.StatusRedirected, archive.StatusRestricted} {
		if n := by[status]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, status))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return " (" + strings.Join(parts, ", ") + ")"
}

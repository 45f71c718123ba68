package main

import (
	"context"
	"fmt"
	"strings"

	"communique/archive"
	"communique/internal/catalog"
	"communique/internal/ingest"
)

// maxChanges is how many releases of each sort a summary names; a first crawl
// finds thousands.
const maxChanges = 12

// printChanges says which releases are new, changed or gone.
func (a *app) printChanges(ctx context.Context, db *catalog.DB, report ingest.Report) error {
	s := a.style(a.stderr)
	for _, group := range []struct {
		name string
		ids  []string
	}{
		{"new", report.New}, {"changed", report.Changed}, {"gone", report.Suspect}, {"removed", report.Removed},
	} {
		for i, id := range group.ids {
			if i == maxChanges {
				fmt.Fprintf(a.stderr, "%8s %d more\n", "", len(group.ids)-i)
				break
			}
			r, err := db.Record(ctx, id)
			if err != nil {
				return err
			}
			title := printable(deref(r.Title, r.URL))
			if r.Status == archive.StatusRestricted {
				title = "(restricted)" // a night's messages are mailed about
			}
			if isTerminal(a.stderr) {
				title = clip(title, width(a.stderr)-len(id)-11)
			}
			fmt.Fprintf(a.stderr, "%s %s  %s\n", s.green(fmt.Sprintf("%-8s", group.name)), s.cyan(id), title)
		}
	}
	return a.sayHeld(ctx, db)
}

// summary says how each site went, what a person should look at, and turns it
// into the exit code.
func (a *app) summary(runs []catalog.SiteRun, report ingest.Report) error {
	s := a.style(a.stderr)
	for _, r := range runs {
		fmt.Fprintf(a.stderr, "%s: %d requests, %s · %s\n", s.bold(r.Site), r.Requests, size(r.Bytes), counts(r))
		for _, p := range r.Problems {
			fmt.Fprintf(a.stderr, "%s: %s\n", r.Site, printable(p))
		}
	}
	for _, d := range report.Damage {
		fmt.Fprintf(a.stderr, "damaged: %s\n", printable(d))
	}
	for _, p := range report.Problems {
		fmt.Fprintf(a.stderr, "not understood: %s\n", printable(p))
	}
	code := exitCode(runs)
	if code == 0 && len(report.Damage)+len(report.Problems) > 0 {
		code = exitPartly
	}
	if code != 0 {
		return &exitError{code: code}
	}
	return nil
}

// exitCode sums up the sites: drift is worse than a failed page.
func exitCode(runs []catalog.SiteRun) int {
	code := 0
	for _, r := range runs {
		switch {
		case r.Drift:
			return exitDrift
		case len(r.Problems) > 0:
			code = exitPartly
		}
	}
	return code
}

// counts tells what became of the pages: how many were fetched, and what else
// there is to tell.
func counts(r catalog.SiteRun) string {
	parts := []string{fmt.Sprintf("%d pages fetched", r.New)}
	for _, c := range []struct {
		n    int
		what string
	}{
		{r.Unchanged, "unchanged"}, {r.Gone, "gone"}, {r.Failed, "failed"},
		{r.Disallowed, "disallowed by robots.txt"}, {r.Reserved, "not kept as they ask"}, {r.Requisites, "requisites"}, {r.Waiting, "waiting for the next run"},
	} {
		if c.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", c.n, c.what))
		}
	}
	return strings.Join(parts, ", ")
}

// size prints a number of bytes for people, in powers of ten.
func size(n int64) string {
	switch {
	case n < 1000:
		return fmt.Sprintf("%d bytes", n)
	case n < 1e6:
		return fmt.Sprintf("%.1f kB", float64(n)/1e3)
	case n < 1e9:
		return fmt.Sprintf("%.1f MB", float64(n)/1e6)
	}
	return fmt.Sprintf("%.1f GB", float64(n)/1e9)
}

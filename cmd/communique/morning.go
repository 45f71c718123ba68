package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"communique/internal/catalog"
	"communique/internal/drift"
	"communique/internal/ingest"
	"communique/internal/report"
)

const (
	// remembered is how many earlier runs a night is compared with.
	remembered = 400
	// lastWord is how long a run that was told to stop may take to say so.
	lastWord = 3 * time.Second
)

// reportNight says how a night went: in the run's folder, to whoever wants to
// be told, and here. A night that failed has a report too.
func (a *app) reportNight(ctx context.Context, n *night, v visit, run catalog.Run, read ingest.Report, failure error) error {
	var findings []drift.Finding
	if failure == nil {
		findings, failure = n.lookForDrift(ctx, a.now(), run, read)
	}
	if failure != nil {
		run = failedRun(ctx, run, failure)
		if ctx.Err() != nil {
			var stop context.CancelFunc
			ctx, stop = context.WithTimeout(context.WithoutCancel(ctx), lastWord)
			defer stop()
		}
	}
	rep, err := report.Make(ctx, report.Material{Run: run, Read: read, Findings: findings, Record: n.catalog.Record, Organization: n.organization})
	if err == nil {
		err = a.lookAtWatches(ctx, n, &rep)
	}
	if failure == nil {
		rep.Run.Exit = exitOf(rep)
	}
	for i, s := range rep.Run.Sites {
		rep.Run.Sites[i].Drift = s.Drift || rep.Sites[i].Drift
	}
	rep.Run.Read = failure == nil
	err = errors.Join(failure, err, report.Keep(n.dir, rep), n.catalog.SaveRun(ctx, rep.Run))
	err = errors.Join(err, a.tell(ctx, n, &rep))
	switch {
	case v.json:
		err = errors.Join(err, report.JSON(a.stdout, rep))
	case err == nil:
		said := a.sayNight(v.out, rep) // the exit code, as an error
		if err := a.sayHeld(ctx, n.catalog); err != nil {
			return err
		}
		return said
	}
	if err == nil && rep.Run.Exit != 0 {
		return &exitError{code: rep.Run.Exit}
	}
	return err
}

func (n *night) organization(id string) string {
	p, err := n.set.ByID(id)
	if err != nil {
		return ""
	}
	return p.Organization
}

// lookForDrift looks at every site of a night whose pages have been read.
func (n *night) lookForDrift(ctx context.Context, now time.Time, run catalog.Run, read ingest.Report) ([]drift.Finding, error) {
	runs, err := n.catalog.Runs(ctx, remembered)
	if err != nil {
		return nil, err
	}
	look := drift.Look{
		Catalog: n.catalog, Now: now, Lost: read.Lost,
		Earlier: slices.DeleteFunc(runs, func(r catalog.Run) bool { return r.ID == run.ID }),
	}
	all, err := look.LostEras(ctx)
	if err != nil {
		return nil, err
	}
	for _, tonight := range run.Sites {
		s := drift.Site{ID: tonight.Site, Tonight: tonight}
		if p, err := n.set.ByID(tonight.Site); err == nil {
			s.Profile = p
		}
		for _, id := range slices.Concat(read.New, read.Changed) {
			if strings.HasPrefix(id, tonight.Site+":") {
				s.Read = append(s.Read, id)
			}
		}
		found, err := look.Site(ctx, s)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	return all, nil
}

// sayNight prints a report for a person, and turns it into the exit code.
func (a *app) sayNight(w io.Writer, rep report.Night) error {
	if err := report.Text(w, rep, a.look(w)); err != nil {
		return err
	}
	if rep.Run.Exit != 0 {
		return &exitError{code: rep.Run.Exit}
	}
	return nil
}

// look is how a report is set on a stream.
func (a *app) look(w io.Writer) report.Look {
	if !isTerminal(w) {
		return report.Look{}
	}
	s := a.style(w)
	return report.Look{Width: width(w), Bold: s.bold, Good: s.green, ID: s.cyan, Warn: s.mark}
}

// exitCode sums up what the crawl says of the sites: drift is worse than a
// failed page, and that no site answered is worse than either.
func exitCode(run catalog.Run) int {
	if report.Unanswered(run) {
		return exitFailed
	}
	code := 0
	for _, r := range run.Sites {
		switch {
		case r.Drift:
			return exitDrift
		case len(r.Problems) > 0:
			code = exitPartly
		}
	}
	return code
}

// exitOf sums up a whole night.
func exitOf(rep report.Night) int {
	code := exitCode(rep.Run)
	if code == exitFailed {
		return code
	}
	if code == 0 && len(rep.Read.Damage)+len(rep.Read.Problems) > 0 {
		code = exitPartly
	}
	if len(rep.Findings) > 0 {
		code = exitDrift
	}
	return code
}

// printChanges says which releases are new, changed or gone.
func (a *app) printChanges(ctx context.Context, db *catalog.DB, read ingest.Report) error {
	rep, err := report.Make(ctx, report.Material{Read: read, Record: db.Record})
	if err != nil {
		return err
	}
	return errors.Join(report.Changes(a.stderr, rep, a.look(a.stderr)), a.sayHeld(ctx, db))
}

// trouble says what of the archive could not be read or understood, and turns
// it into the exit code.
func (a *app) trouble(read ingest.Report) error {
	for _, d := range read.Damage {
		fmt.Fprintf(a.stderr, "damaged: %s\n", report.Line(d))
	}
	if note := read.Attached.Note(); note != "" {
		fmt.Fprintln(a.stderr, note)
	}
	for _, p := range read.Problems {
		fmt.Fprintf(a.stderr, "not understood: %s\n", report.Line(p))
	}
	if len(read.Damage)+len(read.Problems) > 0 {
		return &exitError{code: exitPartly}
	}
	return nil
}

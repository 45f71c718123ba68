// Package status says how a collection stands: how the last runs ended, how
// fresh what is known of each site is, and where nobody has looked.
//
// It reads the catalogue and the reports that runs have left, and writes
// nothing.
package status

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"time"

	"communique/internal/catalog"
	"communique/internal/report"
)

const (
	// shownRuns is how many runs are listed, and lookedAt how many are looked
	// through for the freshness of the sites.
	shownRuns, lookedAt = 10, 400
	// A gap is so long a time without a successful look at a site, and is told
	// for so long.
	gapAfter, gapsFor = 48 * time.Hour, 90 * 24 * time.Hour
)

// Exit codes of runs that end early: what they fetched has not been read; and of
// one that has done a part.
const failed, interrupted, partly = 1, 130, 3

// Status is how a collection stands. Its JSON form is what
// «communique status --json» prints.
type Status struct {
	At    time.Time `json:"at"`
	Runs  []Run     `json:"runs"` // the last ones, the latest first
	Sites []Site    `json:"sites"`
}

// Run is one run in short.
type Run struct {
	ID       string    `json:"id"`
	Command  string    `json:"command"`
	Started  time.Time `json:"started"`
	Seconds  float64   `json:"seconds"`
	Exit     *int      `json:"exit"`    // null where it is not known, or there is none
	Verdict  string    `json:"verdict"` // the same in words
	Note     string    `json:"note"`    // why it ended early
	Pages    int       `json:"pages"`
	New      *int      `json:"new"`     // null where the run left no report
	Changed  *int      `json:"changed"` // null likewise
	Failed   int       `json:"failed"`
	Requests int       `json:"requests"`
	Bytes    int64     `json:"bytes"`
}

// Site is one site.
type Site struct {
	Site        string         `json:"site"`
	Enabled     bool           `json:"enabled"` // communique nightly visits it
	Releases    int            `json:"releases"`
	Status      map[string]int `json:"status"` // releases by status
	Captures    int            `json:"captures"`
	Waiting     int            `json:"waiting"` // addresses to fetch, now or later
	Failed      int            `json:"failed"`  // addresses given up
	LastCapture *time.Time     `json:"last_capture"`
	LastRelease *string        `json:"last_release"` // day of publication
	// LastSuccess is when the last run ended in which a source of the site was
	// read, and whose pages were read too.
	LastSuccess *time.Time `json:"last_success"`
	Failing     []Failing  `json:"failing"`
	Gaps        []Gap      `json:"gaps"`
}

// Failing is a source that could not be read in the last run.
type Failing struct {
	URL   string    `json:"url"`
	Error string    `json:"error"`
	Since time.Time `json:"since"` // the first of the runs in a row in which it could not
	Runs  int       `json:"runs"`
}

// Gap is a time in which the site was not looked at with success; To is the
// time of the look when it has not ended.
type Gap struct {
	From time.Time `json:"from"`
	To   time.Time `json:"to"`
	Open bool      `json:"open"`
}

// Of gathers the status of a home.
func Of(ctx context.Context, db *catalog.DB, runsDir string, enabled []string, now time.Time) (Status, error) {
	s := Status{At: now.UTC(), Runs: []Run{}}
	runs, err := db.Runs(ctx, lookedAt)
	if err != nil {
		return s, err
	}
	dead, err := unfinished(runsDir)
	if err != nil {
		return s, err
	}
	for i := range runs {
		read, err := complete(&runs[i], runsDir, i < shownRuns)
		if err != nil {
			return s, err
		}
		if i < shownRuns {
			s.Runs = append(s.Runs, short(runs[i], read, slices.Contains(dead, runs[i].ID)))
		}
	}
	for _, id := range dead {
		if !slices.ContainsFunc(runs, func(r catalog.Run) bool { return r.ID == id }) {
			s.Runs = append(s.Runs, dying(id))
		}
	}
	slices.SortStableFunc(s.Runs, func(a, b Run) int { return b.Started.Compare(a.Started) })
	s.Runs = s.Runs[:min(len(s.Runs), shownRuns)]
	s.Sites, err = sites(ctx, db, enabled)
	for i := range s.Sites {
		s.Sites[i].look(runs, now.UTC())
	}
	return s, err
}

// complete takes a run's exit code from its report: the run as it stands in
// the archive was written before its pages were read.
func complete(run *catalog.Run, runsDir string, shown bool) (*report.Night, error) {
	if !shown {
		return nil, nil
	}
	n, err := report.Load(filepath.Join(runsDir, run.ID))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if n.Run.ID == run.ID {
		run.Exit, run.Note = n.Run.Exit, n.Run.Note
	}
	return &n, nil
}

// notEnded is said of a run that has left a log and no report.
const notEnded = "began and did not end: killed, or still at work"

// runForm is the form of a run's id.
const runForm = "20060102T150405.000Z"

// unfinished names the runs that have left a folder with a log in it and no
// report.
func unfinished(runsDir string) ([]string, error) {
	runs := os.DirFS(runsDir)
	logs, err := fs.Glob(runs, "*/log")
	if err != nil {
		return nil, fmt.Errorf("list runs: %w", err)
	}
	var ids []string
	for _, log := range logs {
		id := path.Dir(log)
		_, err := fs.Stat(runs, path.Join(id, "report.json"))
		if _, bad := time.Parse(runForm, id); bad == nil && errors.Is(err, fs.ErrNotExist) {
			ids = append(ids, id)
		}
	}
	return ids, nil
}

func dying(id string) Run {
	at, _ := time.Parse(runForm, id) // unfinished has looked
	return Run{ID: id, Started: at, Verdict: notEnded}
}

func short(r catalog.Run, n *report.Night, dead bool) Run {
	s := Run{ID: r.ID, Command: r.Command, Started: r.Started, Seconds: r.Finished.Sub(r.Started).Seconds(), Note: r.Note}
	if r.Finished.IsZero() {
		s.Seconds = 0
	}
	for _, site := range r.Sites {
		s.Pages += site.New
		s.Failed += site.Failed
		s.Requests += site.Requests
		s.Bytes += site.Bytes
	}
	switch {
	case n != nil:
		fresh, changed := len(n.Read.New), len(n.Read.Changed)
		s.New, s.Changed = &fresh, &changed
		s.Exit, s.Verdict = &r.Exit, n.Verdict()
	case dead, r.Finished.IsZero():
		s.Verdict = notEnded
	case r.Read, r.Exit != 0 && r.Exit != partly:
		s.Exit, s.Verdict = &r.Exit, report.Verdict(r.Exit)
	case r.Exit == partly:
		s.Verdict = "some pages or sites failed; what else is not known, its report is gone"
	default:
		s.Verdict = "not known: its report is gone"
	}
	return s
}

// sites are those that anything is known of, and the enabled ones.
func sites(ctx context.Context, db *catalog.DB, enabled []string) ([]Site, error) {
	counts, err := db.Counts(ctx)
	if err != nil {
		return nil, err
	}
	all := []Site{}
	for _, c := range counts {
		s := Site{
			Site: c.Site, Enabled: slices.Contains(enabled, c.Site), Releases: c.Releases, Status: c.Status, Captures: c.Captures,
			Waiting: c.Waiting, Failed: c.Failed, Failing: []Failing{}, Gaps: []Gap{},
		}
		if !c.LastCapture.IsZero() {
			s.LastCapture = &c.LastCapture
		}
		if c.LastRelease != "" {
			s.LastRelease = &c.LastRelease
		}
		all = append(all, s)
	}
	for _, id := range enabled {
		if !slices.ContainsFunc(all, func(s Site) bool { return s.Site == id }) {
			all = append(all, Site{Site: id, Enabled: true, Status: map[string]int{}, Failing: []Failing{}, Gaps: []Gap{}})
		}
	}
	return all, nil
}

// Stale names the enabled sites whose last success is older than age, or that
// had none.
func (s Status) Stale(age time.Duration) []Site {
	var all []Site
	for _, site := range s.Sites {
		if site.Enabled && (site.LastSuccess == nil || s.At.Sub(*site.LastSuccess) > age) {
			all = append(all, site)
		}
	}
	return all
}

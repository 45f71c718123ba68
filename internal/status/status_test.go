package status

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"communique/internal/catalog"
	"communique/internal/report"
)

var now = time.Date(2026, 3, 20, 12, 0, 0, 0, time.UTC)

// home is a catalogue with runs in it.
func home(t *testing.T, runs ...catalog.Run) (*catalog.DB, string) {
	t.Helper()
	dir := t.TempDir()
	db, err := catalog.Open(t.Context(), filepath.Join(dir, "catalog.sqlite"), func() time.Time { return now })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	for _, r := range runs {
		if err := db.SaveRun(t.Context(), r); err != nil {
			t.Fatal(err)
		}
	}
	return db, filepath.Join(dir, "runs")
}

// run is a run so many days ago that took an hour.
func run(daysAgo, exit int, sites ...catalog.SiteRun) catalog.Run {
	at := now.AddDate(0, 0, -daysAgo)
	return catalog.Run{ID: at.Format("20060102"), Command: "nightly", Started: at.Add(-time.Hour), Finished: at, Exit: exit, Sites: sites}
}

func read(site string) catalog.SiteRun {
	return catalog.SiteRun{Site: site, Requests: 3, Sources: []catalog.SourceRun{{URL: site + "/feed", Unchanged: 1}, {URL: site + "/list", Read: 2, Found: 9}}}
}

// half: the feed could be read, the listing not.
func half(site string) catalog.SiteRun {
	return catalog.SiteRun{Site: site, Requests: 2, Sources: []catalog.SourceRun{{URL: site + "/feed", Unchanged: 1}, {URL: site + "/list", Failed: 1, Error: "500"}}}
}

func none(site string) catalog.SiteRun {
	return catalog.SiteRun{Site: site, Requests: 1, Sources: []catalog.SourceRun{{URL: site + "/feed", Failed: 1, Error: "503"}, {URL: site + "/list", Failed: 1, Error: "503"}}}
}

func TestFreshness(t *testing.T) {
	for _, c := range []struct {
		name    string
		runs    []catalog.Run
		success int // days ago; -1: never
		failing map[string]int
		gaps    int
	}{
		{"no run", nil, -1, nil, 0},
		{"well", []catalog.Run{run(0, 0, read("a")), run(1, 3, read("a"))}, 0, nil, 0},
		{"drift was seen, so it was looked at", []catalog.Run{run(0, 4, read("a"))}, 0, nil, 0},
		{"a run of another site", []catalog.Run{run(0, 0, read("b")), run(1, 0, read("a"))}, 1, nil, 0},
		{"failed", []catalog.Run{run(0, 1, read("a")), run(1, 130, read("a")), run(2, 0, read("a"))}, 2, nil, 0},
		{"killed", []catalog.Run{{ID: "x", Started: now.Add(-time.Hour), Sites: []catalog.SiteRun{read("a")}}, run(1, 0, read("a"))}, 1, nil, 0},
		{"closed", []catalog.Run{run(0, 3, none("a")), run(1, 3, none("a")), run(2, 3, half("a")), run(3, 0, read("a"))}, 2, map[string]int{"a/feed": 2, "a/list": 3}, 0},
		{"mended", []catalog.Run{run(0, 0, read("a")), run(1, 3, none("a")), run(2, 0, read("a"))}, 0, nil, 0},
		{"nobody looked for a week", []catalog.Run{run(0, 0, read("a")), run(7, 0, read("a")), run(8, 0, read("a"))}, 0, nil, 1},
		{"nobody looks any more", []catalog.Run{run(5, 0, read("a")), run(10, 0, read("a"))}, 5, nil, 2},
		{"long ago", []catalog.Run{run(100, 0, read("a")), run(200, 0, read("a"))}, 100, nil, 1},
		{"a run of an older program", []catalog.Run{run(1, 0, catalog.SiteRun{Site: "a", Requests: 4})}, 1, nil, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			db, dir := home(t, c.runs...)
			s, err := Of(t.Context(), db, dir, []string{"a"}, now)
			if err != nil {
				t.Fatal(err)
			}
			a := s.Sites[0]
			if c.success < 0 != (a.LastSuccess == nil) || a.LastSuccess != nil && !a.LastSuccess.Equal(now.AddDate(0, 0, -c.success)) {
				t.Errorf("last success %v, want %d days ago", a.LastSuccess, c.success)
			}
			if len(a.Failing) != len(c.failing) {
				t.Errorf("failing %+v", a.Failing)
			}
			for _, f := range a.Failing {
				if f.Runs != c.failing[f.URL] || f.Error == "" || !f.Since.Equal(now.AddDate(0, 0, 1-f.Runs).Add(-time.Hour)) {
					t.Errorf("failing %+v, want %d runs", f, c.failing[f.URL])
				}
			}
			if len(a.Gaps) != c.gaps {
				t.Errorf("gaps %+v, want %d", a.Gaps, c.gaps)
			}
			stale := len(s.Stale(36*time.Hour)) == 1
			if want := c.success < 0 || c.success > 1; stale != want {
				t.Errorf("stale: %t, want %t", stale, want)
			}
		})
	}
}

// TestExitFromReport: the run in the catalogue is that of the archive after a
// rebuild, which knows nothing of drift.
func TestExitFromReport(t *testing.T) {
	db, dir := home(t, run(0, 0, read("a")), run(1, 0, read("a")))
	n := report.Night{Run: run(0, 4, read("a"))}
	n.Read.New = []string{"a:1", "a:2"}
	if err := report.Keep(filepath.Join(dir, n.Run.ID), n); err != nil {
		t.Fatal(err)
	}
	s, err := Of(t.Context(), db, dir, nil, now)
	if err != nil {
		t.Fatal(err)
	}
	if *s.Runs[0].Exit != 4 || *s.Runs[0].New != 2 || s.Runs[1].Exit != nil || s.Runs[1].New != nil {
		t.Errorf("runs %+v", s.Runs)
	}
	if len(s.Sites) != 0 {
		t.Errorf("sites of which nothing is known: %+v", s.Sites)
	}
}

// TestUnknownExit: of a run in the archive whose report is gone it is not known
// that all went well, and one that was killed is in the list.
func TestUnknownExit(t *testing.T) {
	whole := run(5, 0, read("a"))
	whole.Read = true
	db, dir := home(t, run(1, 0, read("a")), run(2, 3, half("a")), run(3, 130, read("a")), run(4, 4, read("a")), whole)
	killed := now.AddDate(0, 0, -1).Add(time.Hour).Format(runForm)
	if err := os.MkdirAll(filepath.Join(dir, killed), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, killed, "log"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	s, err := Of(t.Context(), db, dir, nil, now)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range s.Runs {
		exit := "—"
		if r.Exit != nil {
			exit = fmt.Sprint(*r.Exit)
		}
		got = append(got, exit+" "+r.Verdict)
	}
	want := []string{
		"— " + notEnded,
		"— not known: its report is gone",
		"— some pages or sites failed; what else is not known, its report is gone",
		"130 interrupted; what was done is kept",
		"4 a site stopped yielding",
		"0 all went well",
	}
	if !slices.Equal(got, want) {
		t.Errorf("runs are\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

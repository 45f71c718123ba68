package status

import (
	"time"

	"communique/internal/catalog"
)

// look goes through the runs, the latest first.
func (s *Site) look(runs []catalog.Run, now time.Time) {
	next := now
	over := map[string]bool{} // sources that were read after all
	last := true              // no run of the site has been met yet
	for _, run := range runs {
		for _, r := range run.Sites {
			if r.Site != s.Site {
				continue
			}
			s.failing(run, r, over, last)
			last = false
			if !success(run, r) {
				continue
			}
			at := run.Finished.UTC()
			if s.LastSuccess == nil {
				s.LastSuccess = &at
			}
			if next.Sub(at) > gapAfter && now.Sub(next) < gapsFor {
				s.Gaps = append(s.Gaps, Gap{From: at, To: next, Open: next.Equal(now)})
			}
			next = at
		}
	}
}

// success: a source of the site was read to where the profile wants it, and
// the run went on to read the pages.
func success(run catalog.Run, r catalog.SiteRun) bool {
	if run.Finished.IsZero() || run.Exit == failed || run.Exit == interrupted {
		return false
	}
	if len(r.Sources) == 0 { // a run that does not say what its sources gave
		return r.Requests > 0 && !r.Drift
	}
	for _, source := range r.Sources {
		if answered(source) {
			return true
		}
	}
	return false
}

func answered(s catalog.SourceRun) bool { return s.Error == "" && s.Read+s.Unchanged > 0 }

// failing notes the sources that could not be read in the last run of the
// site, and since when.
func (s *Site) failing(run catalog.Run, r catalog.SiteRun, over map[string]bool, last bool) {
	for _, source := range r.Sources {
		if answered(source) {
			over[source.URL] = true
		}
		if over[source.URL] {
			continue
		}
		at := run.Started.UTC()
		known := false
		for i := range s.Failing {
			if f := &s.Failing[i]; f.URL == source.URL {
				f.Since, known = at, true
				f.Runs++
			}
		}
		if !known && last {
			s.Failing = append(s.Failing, Failing{URL: source.URL, Error: source.Error, Since: at, Runs: 1})
		}
	}
}

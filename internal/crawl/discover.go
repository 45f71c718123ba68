package crawl

import (
	"cmp"
	"context"
	"net/http"
	"net/url"

	"communique/internal/catalog"
	"communique/internal/date"
	"communique/internal/discover"
	"communique/internal/site"
)

// sweep is the reading of one source tonight.
type sweep struct {
	*worker
	source site.Source
	listed map[string]bool // canonical addresses of releases the source names
	fresh  int             // of which new to us
	whole  bool            // read to the end
	asked  map[string]bool
	marks  []func(context.Context) error // validators, to be kept once the links are
}

// discover reads every source of the site and puts what it finds in the
// frontier.
func (w *worker) discover(ctx context.Context) error {
	if len(w.p.Sources) == 0 {
		w.problem("%s has no sources: nothing tells of its releases; name a feed, sitemap or listing in its profile", w.p.ID)
	}
	for _, source := range w.p.Sources {
		s := &sweep{worker: w, source: source, listed: map[string]bool{}, asked: map[string]bool{}}
		if err := s.read(ctx); err != nil {
			return err
		}
	}
	if w.DryRun && w.Catalog != nil {
		return w.planWaiting(ctx)
	}
	return nil
}

// planWaiting tells a dry run what earlier nights left to do.
func (w *worker) planWaiting(ctx context.Context) error {
	for known, err := range w.Catalog.KnownURLs(ctx, w.p.ID) {
		if err != nil {
			return err
		}
		if known.State == catalog.StateWaiting {
			w.Notify(Event{Site: w.p.ID, Step: "plan", URL: known.URL})
		}
	}
	return nil
}

func (s *sweep) read(ctx context.Context) error {
	var err error
	switch s.source.Kind {
	case site.KindFeed:
		s.whole, err = s.feed(ctx)
	case site.KindSitemap:
		s.whole, err = s.sitemap(ctx, s.source.URL, 0)
	default:
		s.whole, err = s.listing(ctx)
	}
	if err != nil {
		if fatal(ctx, err) {
			return err
		}
		s.problem("%s: %v", s.source.Kind, err)
		return nil
	}
	s.Notify(Event{Site: s.p.ID, Step: "source", URL: s.source.URL, Done: s.fetched, Found: len(s.listed)})
	if s.whole && s.Limit == 0 && s.Since == "" && !s.DryRun {
		s.run.Swept = append(s.run.Swept, s.source.URL)
		if s.source.Kind == site.KindSitemap {
			if err := s.lookForGone(ctx); err != nil {
				return err
			}
		}
	}
	if len(s.marks) > 0 {
		if err := s.sync(); err != nil {
			return err
		}
	}
	for _, mark := range s.marks {
		if err := mark(ctx); err != nil {
			return err
		}
	}
	return nil
}

// swept reports whether an earlier walk of this source went to its end.
func (s *sweep) swept(ctx context.Context) (bool, error) {
	if s.Catalog == nil {
		return false, nil
	}
	_, ok, err := s.Catalog.Swept(ctx, s.p.ID, s.source.URL)
	return ok, err
}

// known looks an address up in the frontier.
func (s *sweep) known(ctx context.Context, canonical string) (catalog.Known, bool, error) {
	if s.Catalog == nil {
		return catalog.Known{}, false, nil
	}
	return s.Catalog.IsKnown(ctx, canonical)
}

// enqueue puts the releases among links in the frontier: the new ones, and
// the known ones whose sitemap entry says they have changed.
func (s *sweep) enqueue(ctx context.Context, links []discover.Link) (fresh int, err error) {
	var tasks []catalog.Task
	for _, l := range links {
		u, err := url.Parse(l.URL)
		if err != nil || !s.p.IsRelease(u) || s.before(l) {
			continue
		}
		canonical := site.Canonical(l.URL)
		if s.listed[canonical] {
			continue
		}
		s.listed[canonical] = true
		known, found, err := s.known(ctx, canonical)
		if err != nil {
			return 0, err
		}
		task := catalog.Task{URL: l.URL, Canonical: canonical, Site: s.p.ID, Role: "release", FoundBy: s.source.Kind, LastMod: l.LastMod}
		switch {
		case !found:
			fresh++
			task.Due = s.Now()
		case s.source.Kind == site.KindSitemap && l.LastMod != "" && l.LastMod != known.LastMod:
			task.Due = s.Now()
		default:
			continue
		}
		tasks = append(tasks, task)
	}
	s.fresh += fresh
	s.run.Discovered += fresh
	if s.DryRun {
		for _, t := range tasks {
			s.Notify(Event{Site: s.p.ID, Step: "plan", URL: t.URL})
		}
		return fresh, nil
	}
	if _, err := s.Catalog.Enqueue(ctx, tasks); err != nil {
		return 0, err
	}
	return fresh, nil
}

// before reports whether a link is announced with a day before Since. What was
// last modified before it was published before it too.
func (s *sweep) before(l discover.Link) bool {
	if s.Since == "" {
		return false
	}
	iso, ok := date.Parse(cmp.Or(l.Date, l.LastMod), s.p.Language, s.p.Location())
	if !ok {
		return false
	}
	day := date.Day(iso, s.p.Location())
	return day != "" && day < s.Since
}

func (s *sweep) allBefore(links []discover.Link) bool {
	for _, l := range links {
		if !s.before(l) {
			return false
		}
	}
	return true
}

// lookForGone asks again for known releases that the sitemap no longer names.
// A night on which most are missing says more about the sitemap than about
// the releases, and is left alone.
func (s *sweep) lookForGone(ctx context.Context) error {
	var missing []catalog.Task
	named := 0
	for known, err := range s.Catalog.KnownURLs(ctx, s.p.ID) {
		if err != nil {
			return err
		}
		switch {
		case s.listed[known.Canonical]:
			named++
		case known.LastMod != "" && known.Fetched.Status == http.StatusOK:
			missing = append(missing, catalog.Task{
				URL: known.URL, Canonical: known.Canonical, Site: s.p.ID, Role: "release",
				FoundBy: "revisit", LastMod: known.LastMod, Due: s.Now(),
			})
		}
	}
	if len(missing) > named {
		s.problem("sitemap %s no longer names %d of %d known releases: not taken for deletions", s.source.URL, len(missing), len(missing)+named)
		return nil
	}
	_, err := s.Catalog.Enqueue(ctx, missing)
	return err
}

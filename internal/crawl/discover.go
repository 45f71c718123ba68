package crawl

import (
	"cmp"
	"context"
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
	tally  catalog.SourceRun
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
	return w.lookForGone(ctx)
}

// planWaiting tells a dry run what earlier nights left to do.
func (w *worker) planWaiting(ctx context.Context) error {
	for known, err := range w.Catalog.KnownURLs(ctx, w.p.ID) {
		if err != nil {
			return err
		}
		if known.State == catalog.StateWaiting {
			w.plan(known.URL, known.Canonical)
		}
	}
	return nil
}

// plan tells of an address that would be fetched: once, and no more than Limit.
func (w *worker) plan(address, canonical string) {
	if w.planned[canonical] || w.Limit > 0 && len(w.planned) >= w.Limit {
		return
	}
	w.planned[canonical] = true
	w.Notify(Event{Site: w.p.ID, Step: "plan", URL: address})
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
	if err != nil && fatal(ctx, err) {
		return err
	}
	s.noteSource(err)
	if err != nil {
		s.problem("%s: %v", s.source.Kind, err)
		s.partial = s.partial || s.source.Kind == site.KindSitemap
		return nil
	}
	s.Notify(Event{Site: s.p.ID, Step: "source", URL: s.source.URL, Done: s.fetched, Found: len(s.listed)})
	if s.whole && s.Limit == 0 && s.Since == "" && !s.DryRun {
		s.run.Swept = append(s.run.Swept, s.source.URL)
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
	links, err = s.withoutViews(ctx, links)
	if err != nil {
		return 0, err
	}
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
		if s.source.Kind == site.KindSitemap {
			s.named[canonical] = true
		}
		known, found, err := s.known(ctx, canonical)
		if err != nil {
			return 0, err
		}
		task := catalog.Task{URL: l.URL, Canonical: canonical, Site: s.p.ID, Role: "release", FoundBy: s.source.Kind, LastMod: l.LastMod}
		switch {
		case !found:
			fresh++
			task.Due = s.Now()
		case isGone(known.Fetched.Status): // and here it is again
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
			s.plan(t.URL, t.Canonical)
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

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
	found  int             // releases the source names
	fresh  int             // of which new to us
	whole  bool            // read to the end
	asked  map[string]bool // documents asked for, or known not to have changed
	tally  catalog.SourceRun
}

// discover reads every source of the site and puts what it finds in the
// frontier.
func (w *worker) discover(ctx context.Context) error {
	if len(w.p.Sources) == 0 {
		w.problem("%s has no sources: nothing tells of its releases; name a feed, sitemap or listing in its profile", w.p.ID)
	}
	if w.keeping() {
		var sources []string
		for _, s := range w.p.Sources {
			sources = append(sources, s.URL)
		}
		if err := w.Catalog.KeepSources(ctx, w.p.ID, sources); err != nil {
			return err
		}
	}
	for _, source := range w.p.Sources {
		s := &sweep{worker: w, source: source, asked: map[string]bool{}}
		if err := s.read(ctx); err != nil {
			return err
		}
	}
	switch {
	case w.DryRun && w.Catalog != nil:
		return w.planWaiting(ctx)
	case !w.keeping():
		return nil
	}
	if err := w.lookForGone(ctx); err != nil {
		return err
	}
	return w.compareSources(ctx)
}

// keeping reports whether tonight's reading of the sources is whole, so that
// it can stand for them until they change.
func (w *worker) keeping() bool { return !w.DryRun && w.Limit == 0 && w.Since == "" }

// planWaiting tells a dry run what earlier nights left to do.
func (w *worker) planWaiting(ctx context.Context) error {
	for known, err := range w.Catalog.KnownURLs(ctx, w.p.ID) {
		if err != nil {
			return err
		}
		if known.State == catalog.StateWaiting && (w.Since == "" || known.Announced == "" || known.Announced >= w.Since) {
			w.plan(known.URL, known.Canonical)
		}
	}
	return nil
}

// plan notes an address that would be fetched, once, and tells of no more than
// Limit of them: a sample is drawn from all.
func (w *worker) plan(address, canonical string) {
	if w.planned[canonical] {
		return
	}
	w.planned[canonical] = true
	w.plans = append(w.plans, address)
	if w.Limit == 0 || len(w.plans) <= w.Limit {
		w.Notify(Event{Site: w.p.ID, Step: "plan", URL: address})
	}
}

func (s *sweep) read(ctx context.Context) error {
	var err error
	switch s.source.Kind {
	case site.KindFeed:
		err = s.feed(ctx)
	case site.KindSitemap:
		err = s.sitemaps(ctx)
	default:
		err = s.listing(ctx)
	}
	if err != nil && fatal(ctx, err) {
		return err
	}
	s.noteSource(err)
	if err != nil {
		s.sourceProblem(err)
		s.partial = s.partial || s.source.Kind == site.KindSitemap
		return nil
	}
	s.Notify(Event{Site: s.p.ID, Step: "source", URL: s.source.URL, Done: s.fetched, Found: s.found})
	if s.whole && s.keeping() {
		s.run.Swept = append(s.run.Swept, s.source.URL)
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

// tasks are the releases among links, each once, but for other views of one.
func (s *sweep) tasks(ctx context.Context, links []discover.Link) ([]catalog.Task, error) {
	links, err := s.withoutViews(ctx, links)
	if err != nil {
		return nil, err
	}
	tasks := make([]catalog.Task, 0, len(links))
	seen := make(map[string]bool, len(links))
	for _, l := range links {
		u, err := url.Parse(l.URL)
		if err != nil || !s.p.IsRelease(u) {
			continue
		}
		canonical := site.Canonical(l.URL)
		if seen[canonical] {
			continue
		}
		seen[canonical] = true
		s.found++
		t := catalog.Task{
			URL: l.URL, Canonical: canonical, Site: s.p.ID, Role: roleRelease, FoundBy: s.source.Kind,
			LastMod: l.LastMod, Announced: s.day(l),
		}
		if s.Since == "" || t.Announced == "" || t.Announced >= s.Since {
			tasks = append(tasks, t)
		}
	}
	return tasks, nil
}

// day is the day that a link is announced with; "" when it is not. What was
// last modified on a day was published on it or before.
func (s *sweep) day(l discover.Link) string {
	iso, ok := date.Parse(cmp.Or(l.Date, l.LastMod), cmp.Or(s.source.Language, s.p.Language), s.p.Location())
	if !ok {
		return ""
	}
	return date.Day(iso, s.p.Location())
}

// planNew tells a dry run which of the releases it would ask for: the new
// ones, those whose lastmod has changed, and those that were gone.
func (s *sweep) planNew(ctx context.Context, tasks []catalog.Task) (fresh int, err error) {
	known := map[string]catalog.Known{}
	if s.Catalog != nil {
		all := make([]string, len(tasks))
		for i, t := range tasks {
			all[i] = t.Canonical
		}
		if known, err = s.Catalog.KnownOf(ctx, all); err != nil {
			return 0, err
		}
	}
	for _, t := range tasks {
		k, ok := known[t.Canonical]
		if !ok {
			fresh++
		}
		if !ok || isGone(k.Fetched.Status) || t.LastMod != "" && k.LastMod != "" && t.LastMod != k.LastMod {
			s.plan(t.URL, t.Canonical)
		}
	}
	return fresh, nil
}

// add notes how many addresses were new.
func (s *sweep) add(fresh int) {
	s.fresh += fresh
	s.run.Discovered += fresh
}

package crawl

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"communique/internal/catalog"
	"communique/internal/date"
	"communique/internal/discover"
	"communique/internal/site"
)

const (
	// maxPages bounds the walk of one listing: a calendar's «next» has no end.
	maxPages = 3000
	// knownPages is how many listing pages in a row must hold nothing new
	// before the walk stops, and only where an earlier walk went to the end.
	knownPages = 2
	// maxDepth bounds sitemap indexes that name each other.
	maxDepth = 3
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
		s.problem("%s %s: %v", s.source.Kind, s.source.URL, err)
		return nil
	}
	if s.whole && s.Limit == 0 && s.Since == "" && !s.DryRun {
		s.run.Swept = append(s.run.Swept, s.source.URL)
		if s.source.Kind == site.KindSitemap {
			if err := s.lookForGone(ctx); err != nil {
				return err
			}
		}
	}
	for _, mark := range s.marks {
		if err := mark(ctx); err != nil {
			return err
		}
	}
	return nil
}

// document fetches a discovery document; nil means that it has not changed
// since it was last read.
func (s *sweep) document(ctx context.Context, address string) (*answer, error) {
	s.asked[address] = true
	s.Notify(Event{Site: s.p.ID, Step: "discover", URL: address, Done: s.fetched})
	got, err := s.visitor.get(ctx, address)
	if err != nil {
		if !fatal(ctx, err) && !s.DryRun {
			if err := s.keepFailure(ctx, address, err, 1); err != nil {
				return nil, err
			}
		}
		return nil, err
	}
	switch got.Status {
	case http.StatusNotModified:
		return nil, nil
	case http.StatusOK:
		s.marks = append(s.marks, func(ctx context.Context) error {
			if s.DryRun || s.Limit > 0 || s.Since != "" {
				return nil // links were left out on purpose: read it again next time
			}
			return s.Catalog.SetValidators(ctx, address, got.Header.Get("ETag"), got.Header.Get("Last-Modified"))
		})
		return got, nil
	}
	return nil, fmt.Errorf("answered %d %s", got.Status, http.StatusText(got.Status))
}

func (s *sweep) feed(ctx context.Context) (bool, error) {
	doc, err := s.document(ctx, s.source.URL)
	if err != nil || doc == nil {
		return false, err
	}
	links, err := discover.Feed(doc.Body, doc.URL)
	if err != nil {
		return false, err
	}
	if len(links) == 0 {
		s.drift("feed %s holds no entries any more", s.source.URL)
	}
	// A feed names the latest only: reading it is never a whole sweep.
	_, err = s.enqueue(ctx, links)
	return false, err
}

// sitemap reads a sitemap and, of an index, the children the profile wants
// (all of them where it does not say).
func (s *sweep) sitemap(ctx context.Context, address string, depth int) (whole bool, err error) {
	doc, err := s.document(ctx, address)
	if err != nil || doc == nil {
		return false, err
	}
	links, children, err := discover.Sitemap(doc.Body, doc.URL)
	if _, err := s.enqueue(ctx, links); err != nil {
		return false, err
	}
	if err != nil {
		return false, err
	}
	whole = true
	for _, child := range children {
		if s.source.Include != nil && !s.source.Include.MatchString(child.URL) || s.asked[child.URL] {
			continue
		}
		if depth >= maxDepth {
			return false, fmt.Errorf("indexes more than %d deep at %s", maxDepth, child.URL)
		}
		below, err := s.sitemap(ctx, child.URL, depth+1)
		if err != nil {
			if fatal(ctx, err) {
				return false, err
			}
			s.problem("sitemap %s: %v", child.URL, err)
		}
		whole = whole && below
	}
	return whole, nil
}

// listing walks from the newest page to older ones. It stops early only where
// an earlier walk went to the end, and then only after several pages that hold
// nothing new.
func (s *sweep) listing(ctx context.Context) (whole bool, err error) {
	swept, err := s.swept(ctx)
	if err != nil {
		return false, err
	}
	quiet := 0
	for address := s.source.URL; address != ""; {
		if s.asked[address] {
			return false, fmt.Errorf("the listing leads in a circle at %s", address)
		}
		if len(s.asked) >= maxPages {
			return false, fmt.Errorf("more than %d pages: is «next» a calendar?", maxPages)
		}
		doc, err := s.document(ctx, address)
		if err != nil {
			return false, err
		}
		if doc == nil {
			// Unchanged, and what it led to was in reach when it was read.
			return swept, nil
		}
		links, next, err := discover.Listing(doc.Body, doc.URL, s.source)
		if err != nil {
			return false, err
		}
		if len(links) == 0 {
			s.drift("listing %s yields no link: %q finds nothing on it", address, s.source.Items)
			return false, nil
		}
		fresh, err := s.enqueue(ctx, links)
		if err != nil {
			return false, err
		}
		if fresh == 0 {
			quiet++
		} else {
			quiet = 0
		}
		switch {
		case next == "":
			return true, nil
		case swept && !s.Full && quiet >= knownPages:
			return true, nil
		case s.Limit > 0 && s.fresh >= s.Limit, s.Since != "" && s.allBefore(links):
			return false, nil
		}
		address = next
	}
	return true, nil
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

// drift says that a site stopped yielding, the way most such tools fail.
func (s *sweep) drift(format string, args ...any) {
	s.run.Drift = true
	s.problem(format+"; has the site changed its look? (communique sites check "+s.p.ID+")", args...)
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

// before reports whether a link is announced with a day before Since.
func (s *sweep) before(l discover.Link) bool {
	if s.Since == "" {
		return false
	}
	iso, ok := date.Parse(l.Date, s.p.Language, s.p.Location())
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

// retryAfter is when a failed address is tried again: later each time, and
// never after the last attempt (the zero time).
func retryAfter(now time.Time, attempts int) time.Time {
	if attempts >= maxAttempts {
		return time.Time{}
	}
	return now.Add(10 * time.Minute << attempts)
}

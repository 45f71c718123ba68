package crawl

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"communique/internal/catalog"
	"communique/internal/discover"
)

const (
	// maxPages bounds the walk of one listing: a calendar's «next» has no end.
	maxPages = 3000
	// overlap is how many listing pages in a row must hold nothing new before
	// the walk stops, and only where an earlier walk went to the end.
	overlap = 2
	// maxDepth bounds sitemap indexes that name each other.
	maxDepth = 3
	// An index is believed that a child has not changed when so many had
	// changed under another lastmod and none under the same, and for no longer
	// than believedFor.
	believedAfter = 3
	believedFor   = 7 * 24 * time.Hour
)

func (s *sweep) feed(ctx context.Context) error {
	got, was, err := s.document(ctx, s.source.URL, false)
	if err != nil || got == nil {
		s.found = was.Names
		return err
	}
	links, err := discover.Feed(got.Body, got.URL)
	if err != nil {
		return err
	}
	if len(links) == 0 {
		s.drift("feed %s holds no entries any more", s.source.URL)
	}
	// A feed names the latest only: reading it is never a whole sweep.
	tasks, err := s.tasks(ctx, links)
	if err == nil {
		_, err = s.remember(ctx, s.naming(s.source.URL, was, got, tasks))
	}
	return err
}

// sitemaps reads a sitemap, or an index and the children the profile wants
// (all of them where it does not say).
func (s *sweep) sitemaps(ctx context.Context) error {
	s.whole = true
	if _, err := s.sitemap(ctx, catalog.Child{URL: s.source.URL}, 0); err != nil {
		return err
	}
	if s.found == 0 && s.whole {
		s.drift("the sitemap %s names no address that the patterns under releases match", s.source.URL)
	}
	if s.whole && s.keeping() {
		return s.Catalog.DropDocuments(ctx, s.p.ID, s.source.URL, s.asked)
	}
	return nil
}

// sitemap reads one of them and those it names; differs tells that it names
// other releases, or gives other lastmods, than before.
func (s *sweep) sitemap(ctx context.Context, c catalog.Child, depth int) (differs bool, err error) {
	got, was, err := s.document(ctx, c.URL, false)
	if err != nil {
		return false, err
	}
	var children []catalog.Child
	if got == nil {
		s.found += was.Names
		if children, err = s.Catalog.Children(ctx, was.ID); err == nil {
			err = s.Catalog.AskedAgain(ctx, was.ID, c.LastMod, s.Now())
		}
		if err != nil {
			return false, err
		}
	} else if children, differs, err = s.readSitemap(ctx, c, was, got); err != nil {
		return false, err
	}
	for _, child := range children {
		if s.source.Include != nil && !s.source.Include.MatchString(child.URL) || s.asked[child.URL] {
			continue
		}
		if depth >= maxDepth {
			return differs, fmt.Errorf("%s is more than %d indexes deep", child.URL, maxDepth)
		}
		if err := s.child(ctx, c.URL, child, depth+1); err != nil {
			if fatal(ctx, err) {
				return differs, err
			}
			s.problem("sitemap: %v", err)
			s.partial, s.whole = true, false
		}
	}
	return differs, nil
}

// readSitemap remembers what a sitemap says. What was read before a break in
// it is kept, and it is read again tomorrow.
func (s *sweep) readSitemap(ctx context.Context, c catalog.Child, was catalog.Document, got *answer) (children []catalog.Child, differs bool, err error) {
	links, below, broken := discover.Sitemap(got.Body, got.URL)
	tasks, err := s.tasks(ctx, links)
	if err != nil {
		return nil, false, err
	}
	n := s.naming(c.URL, was, got, tasks)
	n.Document.LastMod = c.LastMod
	for _, l := range below {
		n.Children = append(n.Children, catalog.Child{URL: l.URL, LastMod: l.LastMod})
	}
	if broken != nil {
		partly(&n, was)
	}
	named, err := s.remember(ctx, n)
	return n.Children, named.Differs(), cmp.Or(err, broken)
}

// child reads a sitemap that an index names, unless the index can be believed
// that it has not changed.
func (s *sweep) child(ctx context.Context, index string, c catalog.Child, depth int) error {
	if s.Catalog == nil || s.DryRun {
		_, err := s.sitemap(ctx, c, depth)
		return err
	}
	was, known, err := s.Catalog.Document(ctx, s.p.ID, c.URL)
	if err != nil {
		return err
	}
	comparable := known && was.LastMod != "" && c.LastMod != ""
	if comparable && was.LastMod == c.LastMod && was.Rules == s.rules && was.Names > 0 && !s.Full && s.Now().Sub(was.Read) < believedFor {
		of, _, err := s.Catalog.Document(ctx, s.p.ID, index)
		if err != nil {
			return err
		}
		if of.Broke == 0 && of.Kept >= believedAfter {
			s.asked[c.URL] = true
			s.found += was.Names
			return nil
		}
	}
	differs, err := s.sitemap(ctx, c, depth)
	if err == nil && differs && comparable {
		err = s.Catalog.JudgeIndex(ctx, s.p.ID, index, was.LastMod != c.LastMod)
	}
	return err
}

// walk is what a listing has named so far tonight: it is remembered only when
// the walk has come to a good end, so that what was left unread once is read.
type walk struct {
	first catalog.Naming   // its names are those of all pages
	rest  []catalog.Naming // the further pages
}

// listing walks from the newest page to older ones. It stops early only where
// an earlier walk went to the end, and then only at a page that is as it was,
// or after several pages that hold nothing new.
func (s *sweep) listing(ctx context.Context) error {
	swept, err := s.swept(ctx)
	if err != nil {
		return err
	}
	s.settled = s.settled || swept
	var w walk
	quiet, way := 0, newTrail(s.p)
	for address := s.source.URL; address != ""; {
		if err := way.step(address); err != nil {
			return err
		}
		if len(s.asked) >= maxPages {
			return fmt.Errorf("%s has more than %d pages: is «next» a calendar?", s.source.URL, maxPages)
		}
		// What was left unread once has to be read, changed or not.
		got, was, err := s.document(ctx, address, !swept)
		if err != nil {
			return err
		}
		if got == nil {
			// Unchanged, and what it led to was in reach when it was read.
			s.found = max(s.found, was.Names)
			return s.keepWalk(ctx, w, false)
		}
		links, next, err := discover.Listing(got.Body, got.URL, s.source)
		if err != nil {
			return err
		}
		if len(links) == 0 && w.begun() {
			// Some sites' last «next» leads to an empty page. That it is the end is
			// not believed, since a page that failed looks like this too: the next
			// night walks all the way again.
			return nil
		}
		if len(links) == 0 {
			s.drift("listing %s yields no link: %q finds nothing on it", address, s.source.Items)
			return nil
		}
		tasks, err := s.tasks(ctx, links)
		if err != nil {
			return err
		}
		fresh, err := s.enqueue(ctx, tasks)
		if err != nil {
			return err
		}
		page := s.naming(address, was, got, tasks)
		w.add(page)
		quiet++
		if fresh > 0 {
			quiet = 0
		}
		same := was.Rules == s.rules && was.Digest == page.Document.Digest
		switch {
		case next == "":
			return s.keepWalk(ctx, w, true)
		case way.endless(links):
			s.problem("listing %s: %d pages in a row, up to %s, name no release that the pages before did not: not read further; is «next» a calendar?", s.source.URL, maxIdle, address)
			return s.keepWalk(ctx, w, false)
		case swept && !s.Full && (same || quiet >= cmp.Or(s.source.Overlap, overlap)):
			return s.keepWalk(ctx, w, false)
		case s.Limit > 0 && s.fresh >= s.Limit, s.Since != "" && s.allBefore(links):
			return nil
		}
		address = next
	}
	return nil
}

// begun says whether a page has been read.
func (w *walk) begun() bool { return w.first.Document.URL != "" }

func (w *walk) add(page catalog.Naming) {
	if !w.begun() {
		w.first = page
		return
	}
	w.first.Names = append(w.first.Names, page.Names...)
	page.Names, page.More = nil, true
	w.rest = append(w.rest, page)
}

// enqueue puts the releases of a listing page in the frontier at once: a walk
// that fails further on has found them all the same.
func (s *sweep) enqueue(ctx context.Context, tasks []catalog.Task) (fresh int, err error) {
	if s.DryRun {
		fresh, err = s.planNew(ctx, tasks)
	} else {
		fresh, err = s.Catalog.Enqueue(ctx, tasks)
	}
	s.add(fresh)
	return fresh, err
}

// keepWalk remembers the pages of a walk; toTheEnd means that all pages were
// read, and what none of them names is in the listing no more.
func (s *sweep) keepWalk(ctx context.Context, w walk, toTheEnd bool) error {
	s.whole = true
	if !s.keeping() || !w.begun() {
		return nil
	}
	w.first.More = !toTheEnd
	for _, page := range append(w.rest, w.first) {
		if _, err := s.remember(ctx, page); err != nil {
			return err
		}
	}
	return nil
}

// allBefore: behind a page of which all is from before Since there are only
// older ones.
func (s *sweep) allBefore(links []discover.Link) bool {
	for _, l := range links {
		if day := s.day(l); day == "" || day >= s.Since {
			return false
		}
	}
	return true
}

// drift says that a site stopped yielding, the way most such tools fail.
func (s *sweep) drift(format string, args ...any) {
	s.run.Drift = true
	s.problem(format+"; has the site changed its look? (communique sites check "+s.p.ID+")", args...)
}

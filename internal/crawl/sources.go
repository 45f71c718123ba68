package crawl

import (
	"context"
	"fmt"
	"net/http"

	"communique/internal/discover"
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

// document fetches a discovery document; nil means that it has not changed
// since it was last read, which can only be where fresh is not set.
func (s *sweep) document(ctx context.Context, address string, fresh bool) (*answer, error) {
	if s.outOfTime() {
		return nil, errOutOfTime
	}
	s.asked[address] = true
	s.Notify(Event{Site: s.p.ID, Step: "discover", URL: address, Done: s.fetched})
	get := s.get
	if fresh || s.Full {
		get = s.getFresh
	}
	got, err := s.persist(ctx, address, get)
	s.count(got, err)
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
		return got, nil
	}
	return nil, fmt.Errorf("%s answered %d %s", address, got.Status, http.StatusText(got.Status))
}

// remember sees to it that a document is asked for again only if it changes,
// once all it led to is in the frontier. Where links were left out on purpose
// it has to be read again in any case.
func (s *sweep) remember(address string, got *answer) {
	if s.DryRun || s.Limit > 0 || s.Since != "" {
		return
	}
	if got.URL.String() != address {
		return // they are the validators of the address it led to
	}
	s.marks = append(s.marks, func(ctx context.Context) error {
		return s.Catalog.SetValidators(ctx, address, got.Header.Get("ETag"), got.Header.Get("Last-Modified"))
	})
}

func (s *sweep) feed(ctx context.Context) (bool, error) {
	doc, err := s.document(ctx, s.source.URL, false)
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
	s.remember(s.source.URL, doc)
	// A feed names the latest only: reading it is never a whole sweep.
	_, err = s.enqueue(ctx, links)
	return false, err
}

// sitemap reads a sitemap and, of an index, the children the profile wants
// (all of them where it does not say).
func (s *sweep) sitemap(ctx context.Context, address string, depth int) (whole bool, err error) {
	doc, err := s.document(ctx, address, false)
	if err != nil {
		return false, err
	}
	if doc == nil {
		s.unchanged = append(s.unchanged, address)
		return true, nil
	}
	links, children, err := discover.Sitemap(doc.Body, doc.URL)
	if _, err := s.enqueue(ctx, links); err != nil {
		return false, err
	}
	if err != nil {
		return false, err
	}
	if len(children) == 0 {
		// An index is read every night: that it has not changed says nothing
		// of the sitemaps it names.
		s.remember(address, doc)
	}
	whole = true
	for _, child := range children {
		if s.source.Include != nil && !s.source.Include.MatchString(child.URL) || s.asked[child.URL] {
			continue
		}
		if depth >= maxDepth {
			return false, fmt.Errorf("%s is more than %d indexes deep", child.URL, maxDepth)
		}
		below, err := s.sitemap(ctx, child.URL, depth+1)
		if err != nil {
			if fatal(ctx, err) {
				return false, err
			}
			s.problem("sitemap: %v", err)
			s.partial = true
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
	quiet, way := 0, newTrail(s.p)
	for address := s.source.URL; address != ""; {
		if err := way.step(address); err != nil {
			return false, err
		}
		if len(s.asked) >= maxPages {
			return false, fmt.Errorf("%s has more than %d pages: is «next» a calendar?", s.source.URL, maxPages)
		}
		// What was left unread once has to be read, changed or not.
		doc, err := s.document(ctx, address, !swept)
		if err != nil {
			return false, err
		}
		if doc == nil {
			// Unchanged, and what it led to was in reach when it was read.
			return swept, nil
		}
		s.remember(address, doc)
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
		case way.endless(links):
			s.problem("listing %s: %d pages in a row, up to %s, name no release that the pages before did not: not read further; is «next» a calendar?", s.source.URL, maxIdle, address)
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

// drift says that a site stopped yielding, the way most such tools fail.
func (s *sweep) drift(format string, args ...any) {
	s.run.Drift = true
	s.problem(format+"; has the site changed its look? (communique sites check "+s.p.ID+")", args...)
}

package crawl

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"

	"communique/internal/catalog"
)

// document fetches a discovery document, with one request, and gives what is
// remembered of it; nil means that it has not changed since it was read, which
// can only be where fresh is not set.
func (s *sweep) document(ctx context.Context, address string, fresh bool) (got *answer, was catalog.Document, err error) {
	if s.outOfTime() {
		return nil, was, errOutOfTime
	}
	s.asked[address] = true
	s.Notify(Event{Site: s.p.ID, Step: "discover", URL: address, Done: s.fetched})
	if s.Catalog != nil {
		if was, _, err = s.Catalog.Document(ctx, s.p.ID, address); err != nil {
			return nil, was, err
		}
	}
	get := s.getFresh
	if !fresh && !s.Full && !s.DryRun && was.Rules == s.rules {
		get = func(ctx context.Context, address string) (*answer, error) {
			return s.ask(ctx, address, conditions(was))
		}
	}
	got, err = s.persist(ctx, address, get)
	s.count(got, err)
	if err == nil && got.Status == http.StatusNotModified && got.URL.String() != was.Answered {
		// Its redirect leads elsewhere than it did.
		got, err = s.getFresh(ctx, address)
	}
	if err != nil {
		if !fatal(ctx, err) && !s.DryRun {
			if err := s.keepFailure(ctx, address, err, 1); err != nil {
				return nil, was, err
			}
		}
		return nil, was, err
	}
	switch got.Status {
	case http.StatusNotModified:
		return nil, was, nil
	case http.StatusOK:
		return got, was, nil
	}
	return nil, was, fmt.Errorf("%s answered %d %s", address, got.Status, http.StatusText(got.Status))
}

// conditions ask for a document if it is another than the one that was read.
// They are this site's own: a document that two sites share is read by each.
func conditions(was catalog.Document) http.Header {
	h := http.Header{}
	if was.ETag != "" {
		h.Set("If-None-Match", was.ETag)
	}
	if was.LastModified != "" {
		h.Set("If-Modified-Since", was.LastModified)
	}
	if len(h) == 0 {
		h.Set("Cache-Control", "no-cache")
	}
	return h
}

// naming is what is to be remembered of a document. One that is not read whole
// tonight is remembered without its validators, and therefore read again.
func (s *sweep) naming(address string, was catalog.Document, got *answer, tasks []catalog.Task) catalog.Naming {
	n := catalog.Naming{Names: tasks, Otherwise: was.Rules != s.rules}
	n.Document = catalog.Document{
		URL: address, Site: s.p.ID, Source: s.source.URL, Kind: s.source.Kind, Rules: s.rules,
		Answered: got.URL.String(), Digest: digest(tasks), Read: s.Now(),
		ETag: got.Header.Get("ETag"), LastModified: got.Header.Get("Last-Modified"),
	}
	if !s.keeping() {
		partly(&n, was)
	}
	return n
}

// partly makes of what was read of a document an addition to what is known.
func partly(n *catalog.Naming, was catalog.Document) {
	n.More = true
	n.Document.Rules, n.Document.ETag, n.Document.LastModified = was.Rules, "", ""
}

// digest is over the addresses a document names, in their order.
func digest(tasks []catalog.Task) string {
	sum := sha256.New()
	for _, t := range tasks {
		fmt.Fprintln(sum, t.Canonical)
	}
	return hex.EncodeToString(sum.Sum(nil)[:8])
}

// remember puts what a document names in the frontier and sees to it that the
// document is asked for again only if it changes. The order is that of the
// marks: its bytes are safe before anything says that it has been read.
func (s *sweep) remember(ctx context.Context, n catalog.Naming) (catalog.Named, error) {
	if s.DryRun {
		fresh, err := s.planNew(ctx, n.Names)
		s.add(fresh)
		return catalog.Named{Fresh: fresh}, err
	}
	if err := s.sync(); err != nil {
		return catalog.Named{}, err
	}
	named, err := s.Catalog.SetNamed(ctx, n)
	s.add(named.Fresh)
	s.differ = s.differ || named.Differs()
	return named, err
}

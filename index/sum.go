package index

import (
	"context"
	"errors"

	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/query"
	bleveindex "github.com/blevesearch/bleve_index_api"
)

// sum finds what any of its queries finds; the scores are added. bleve's own
// disjunction multiplies the sum by the share of clauses that matched, so that
// a word in the title alone counts a third of what it should, and it adds in
// an order that differs from one generation to the next.
type sum []query.Query

func (q sum) Searcher(ctx context.Context, r bleveindex.IndexReader, m mapping.IndexMapping, o search.SearcherOptions) (search.Searcher, error) {
	if o.Score == "none" { // nothing to add: bleve joins lists as bitmaps
		return query.NewDisjunctionQuery(q).Searcher(ctx, r, m, o)
	}
	s := &sumSearcher{current: make([]*search.DocumentMatch, len(q))}
	for _, part := range q {
		p, err := part.Searcher(ctx, r, m, o)
		if err != nil {
			return nil, errors.Join(err, s.Close())
		}
		s.parts = append(s.parts, p)
	}
	s.SetQueryNorm(1) // without it, terms leave out their boost
	return s, nil
}

// sumSearcher merges its parts, each of which is in the order of documents.
type sumSearcher struct {
	parts   []search.Searcher
	current []*search.DocumentMatch // of each part; nil when it has no more
	begun   bool
}

func (s *sumSearcher) Next(ctx *search.SearchContext) (*search.DocumentMatch, error) {
	if !s.begun {
		s.begun = true
		for i := range s.parts {
			if err := s.step(ctx, i, nil); err != nil {
				return nil, err
			}
		}
	}
	first := s.first()
	if first < 0 {
		return nil, nil
	}
	found := s.current[first]
	for i := first + 1; i < len(s.parts); i++ {
		if c := s.current[i]; c != nil && c.IndexInternalID.Equals(found.IndexInternalID) {
			found.Score += c.Score
			ctx.DocumentMatchPool.Put(c)
			if err := s.step(ctx, i, nil); err != nil {
				return nil, err
			}
		}
	}
	return found, s.step(ctx, first, nil)
}

// first gives the part with the lowest document; -1 when there is none.
func (s *sumSearcher) first() int {
	first := -1
	for i, c := range s.current {
		if c != nil && (first < 0 || c.IndexInternalID.Compare(s.current[first].IndexInternalID) < 0) {
			first = i
		}
	}
	return first
}

// step moves one part on: to its next document, or to the first from id on.
func (s *sumSearcher) step(ctx *search.SearchContext, i int, id bleveindex.IndexInternalID) (err error) {
	if id == nil {
		s.current[i], err = s.parts[i].Next(ctx)
	} else {
		s.current[i], err = s.parts[i].Advance(ctx, id)
	}
	return err
}

func (s *sumSearcher) Advance(ctx *search.SearchContext, id bleveindex.IndexInternalID) (*search.DocumentMatch, error) {
	for i, c := range s.current {
		if s.begun && (c == nil || c.IndexInternalID.Compare(id) >= 0) {
			continue
		}
		if c != nil {
			ctx.DocumentMatchPool.Put(c)
		}
		if err := s.step(ctx, i, id); err != nil {
			return nil, err
		}
	}
	s.begun = true
	return s.Next(ctx)
}

func (s *sumSearcher) Close() error {
	var errs []error
	for _, p := range s.parts {
		errs = append(errs, p.Close())
	}
	return errors.Join(errs...)
}

func (s *sumSearcher) Weight() float64 {
	w := 0.0
	for _, p := range s.parts {
		w += p.Weight()
	}
	return w
}

func (s *sumSearcher) SetQueryNorm(n float64) {
	for _, p := range s.parts {
		p.SetQueryNorm(n)
	}
}

func (s *sumSearcher) Count() uint64 {
	n := uint64(0)
	for _, p := range s.parts {
		n += p.Count()
	}
	return n
}

func (s *sumSearcher) Min() int { return 0 }

func (s *sumSearcher) Size() int {
	n := 0
	for _, p := range s.parts {
		n += p.Size()
	}
	return n
}

func (s *sumSearcher) DocumentMatchPoolSize() int {
	n := len(s.parts)
	for _, p := range s.parts {
		n += p.DocumentMatchPoolSize()
	}
	return n
}

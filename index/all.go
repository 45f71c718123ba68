package index

import (
	"context"
	"fmt"
	"iter"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search"
)

// eachPage is how many hits are asked for at once. bleve sorts all up to the
// page's end each time, so that small pages cost time and large ones memory.
const eachPage = 10_000

// All gives every hit of a request that is public, in order and without
// snippets; the request's limit does not count. Releases are loaded one by one.
func (ix *Index) All(ctx context.Context, req Request, load Load) iter.Seq2[Hit, error] {
	return func(yield func(Hit, error) bool) {
		p, err := compile(req)
		if err != nil {
			yield(Hit{}, err)
			return
		}
		for h, err := range ix.each(ctx, req, p, load) {
			if !yield(h, err) || err != nil {
				return
			}
		}
	}
}

// each gives the public hits of a plan.
func (ix *Index) each(ctx context.Context, req Request, p plan, load Load) iter.Seq2[Hit, error] {
	return func(yield func(Hit, error) bool) {
		for from := req.Offset; ; from += eachPage {
			found, err := ix.page(ctx, req, p, from)
			if err != nil {
				yield(Hit{}, err)
				return
			}
			for _, h := range found {
				r, err := load(ctx, h.ID)
				if err != nil {
					yield(Hit{}, fmt.Errorf("load hit %s: %w", h.ID, err))
					return
				}
				if r.Public() && !yield(Hit{ID: h.ID, Score: h.Score, Release: r}, nil) {
					return
				}
			}
			if len(found) < eachPage {
				return
			}
		}
	}
}

func (ix *Index) page(ctx context.Context, req Request, p plan, from int) (search.DocumentMatchCollection, error) {
	order, err := sortOrder(req.Sort)
	if err != nil {
		return nil, err
	}
	asked := bleve.NewSearchRequestOptions(p.query, eachPage, from, false)
	asked.Sort = order
	found, err := ix.bleve.SearchInContext(ctx, asked)
	if err != nil {
		return nil, fmt.Errorf("search: %w", err)
	}
	return found.Hits, nil
}

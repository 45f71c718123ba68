package index

import (
	"context"
	"fmt"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search"
)

const (
	defaultLimit = 20
	facetSize    = 100
)

// FacetNames are the keys of Results.Facets, in the order to show them. Each
// facet holds the hundred most frequent values, and Value "" last for hits
// that have none.
var FacetNames = [...]string{fieldCountry, fieldYear, fieldSite, fieldOrg, fieldLanguage, fieldKind, fieldSpeaker, fieldTopic}

// Search answers a request. load gives the record of a release, out of the
// catalogue; its text is what snippets are cut from, in the language's
// analysis. A release that load shows not to be public by now is left out,
// of the total too.
//
// Of hits that are equally good, the newer comes first, then the lower id.
func (ix *Index) Search(ctx context.Context, req Request, load Load) (Results, error) {
	begun := time.Now()
	if req.Offset < 0 {
		return Results{}, &RequestError{"the number of hits to leave out is below zero; give 0 or more"}
	}
	p, err := compile(req)
	if err != nil {
		return Results{}, err
	}
	res, err := ix.answer(ctx, req, p, load)
	if err != nil {
		return Results{}, err
	}
	if res.Rest, err = ix.rest(ctx, req, res, load); err != nil {
		return Results{}, err
	}
	res.Took = time.Since(begun)
	return res, nil
}

// rest asks again, for releases with some of the words, where those with all
// leave room. They stand behind those with all in one order of releases, so
// that pages fit together.
func (ix *Index) rest(ctx context.Context, req Request, have Results, load Load) ([]Hit, error) {
	end := req.Offset + limitOf(req)
	if !req.Rest || req.Any || req.Sort == "date" || have.found >= end {
		return nil, nil
	}
	req.Any, req.Facets = true, false
	req.Offset = max(req.Offset, have.found)
	req.Limit = end - req.Offset
	p, err := compile(req)
	if err != nil {
		return nil, err
	}
	res, err := ix.answer(ctx, req, p, load)
	return res.Hits, err
}

// answer asks bleve what a request was made into.
func (ix *Index) answer(ctx context.Context, req Request, p plan, load Load) (Results, error) {
	order, err := sortOrder(req.Sort)
	if err != nil {
		return Results{}, err
	}
	counts := newTally(p.query)
	if req.Facets {
		p.query = counts
	}
	asked := bleve.NewSearchRequestOptions(p.query, limitOf(req), req.Offset, false)
	asked.Sort = order
	found, err := ix.bleve.SearchInContext(ctx, asked)
	if err != nil {
		return Results{}, fmt.Errorf("search: %w", err)
	}
	res := Results{Total: found.Total, found: int(found.Total)}
	if req.Facets {
		res.Facets = counts.facets(facetSize)
	}
	return res, res.fill(ctx, found.Hits, p, load)
}

// fill loads the hits' records and cuts their snippets.
func (res *Results) fill(ctx context.Context, found search.DocumentMatchCollection, p plan, load Load) error {
	m := newMarker(p.clauses)
	for _, h := range found {
		if err := ctx.Err(); err != nil {
			return err
		}
		r, err := load(ctx, h.ID)
		if err != nil {
			return fmt.Errorf("load hit %s: %w", h.ID, err)
		}
		if !r.Public() {
			res.Total--
			continue
		}
		hit := Hit{ID: h.ID, Score: h.Score, Release: r}
		if p.snippets {
			hit.Snippets = m.snippets(r)
		}
		res.Hits = append(res.Hits, hit)
	}
	return nil
}

func limitOf(req Request) int {
	switch {
	case req.Limit < 0:
		return 0
	case req.Limit == 0:
		return defaultLimit
	}
	return req.Limit
}

func sortOrder(name string) (search.SortOrder, error) {
	newest := &search.SortField{Field: fieldDate, Desc: true, Type: search.SortFieldAsString, Missing: search.SortFieldMissingLast}
	switch name {
	case "", "relevance":
		return search.SortOrder{&search.SortScore{Desc: true}, newest, &search.SortDocID{}}, nil
	case "date":
		return search.SortOrder{newest, &search.SortScore{Desc: true}, &search.SortDocID{}}, nil
	}
	return nil, &RequestError{fmt.Sprintf("hits cannot be sorted by %q; use relevance or date", name)}
}

package index

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search/query"
)

// maxGroups bounds the groups of one request.
const maxGroups = 10_000

// Groupings are the fields by which hits can be put together.
var Groupings = []string{fieldSite, fieldYear, fieldCountry, fieldSpeaker}

// Groups counts the hits of a request by one of Groupings: years newest first,
// the rest most frequent first, and Value "" last for hits that have none. A
// release of several countries is in several groups.
func (ix *Index) Groups(ctx context.Context, req Request, by string) ([]FacetCount, error) {
	if !slices.Contains(Groupings, by) {
		return nil, &RequestError{fmt.Sprintf("hits cannot be grouped by %q; use %s", by, strings.Join(Groupings, ", "))}
	}
	p, err := compile(req)
	if err != nil {
		return nil, err
	}
	counts := newTally(p.query)
	if _, err := ix.bleve.SearchInContext(ctx, bleve.NewSearchRequestOptions(counts, 0, 0, false)); err != nil {
		return nil, fmt.Errorf("search: %w", err)
	}
	groups := counts.facets(maxGroups + 1)[by]
	if len(groups) > maxGroups && groups[maxGroups].Value != "" {
		return nil, &RequestError{fmt.Sprintf("the hits have more than %d different values of %s; narrow the search", maxGroups, by)}
	}
	if by == fieldYear {
		slices.SortFunc(groups, func(a, b FacetCount) int { return strings.Compare(b.Value, a.Value) })
	}
	return groups, nil
}

// InGroup searches within one group, the value of a field of Groupings.
func (ix *Index) InGroup(ctx context.Context, req Request, by, value string, load Load) (Results, error) {
	p, err := compile(req)
	if err != nil {
		return Results{}, err
	}
	if value == "" {
		any := query.NewPrefixQuery("")
		any.SetField(by)
		p.query = &except{want: p.query, not: &unscored{any}}
	} else {
		p.query = allOf([]query.Query{p.query, &unscored{termsQuery(by, 1, []string{value})}})
	}
	return ix.answer(ctx, req, p, load)
}

package index

import (
	"context"
	"fmt"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search/query"
)

// amongBatch bounds how many releases one question of Among is about.
const amongBatch = 1000

// Check says whether a request makes sense: nil, a *SyntaxError or a
// *RequestError. It needs no index.
func (r Request) Check() error {
	if _, err := compile(r); err != nil {
		return err
	}
	_, err := sortOrder(r.Sort)
	return err
}

// Among gives those of the releases ids that a request finds, in the order of
// ids; the request's order, limit and offset do not count. It asks about these
// releases alone and loads none of them, so that a saved search over the few
// releases of a night costs little however large the index is.
func (ix *Index) Among(ctx context.Context, ids []string, req Request) ([]string, error) {
	p, err := compile(req)
	if err != nil {
		return nil, err
	}
	found := map[string]bool{}
	for from := 0; from < len(ids); from += amongBatch {
		some := ids[from:min(from+amongBatch, len(ids))]
		only := &unscored{query.NewDocIDQuery(some)}
		asked := bleve.NewSearchRequestOptions(allOf([]query.Query{only, p.query}), len(some), 0, false)
		asked.Score = "none"
		res, err := ix.bleve.SearchInContext(ctx, asked)
		if err != nil {
			return nil, fmt.Errorf("search: %w", err)
		}
		for _, h := range res.Hits {
			found[h.ID] = true
		}
	}
	var out []string
	for _, id := range ids {
		if found[id] {
			out = append(out, id)
		}
	}
	return out, nil
}

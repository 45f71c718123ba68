package index

import (
	"context"
	"math"

	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/query"
	"github.com/blevesearch/bleve/v2/search/searcher"
	bleveindex "github.com/blevesearch/bleve_index_api"
)

// term is one word in one field, with the rarity it is to count with; with nil
// it is as rare as it is in this field.
type term struct {
	field, term string
	boost       float64
	rarity      *rarity
}

func (q *term) Searcher(ctx context.Context, r bleveindex.IndexReader, _ mapping.IndexMapping, o search.SearcherOptions) (search.Searcher, error) {
	if o.Score == "none" { // bitmaps: bleve's own
		return searcher.NewTermSearcher(ctx, r, q.term, q.field, q.boost, o)
	}
	return newOkapi(ctx, r, q, o.IncludeTermVectors)
}

// idf is how much a word says that n of so many releases have.
func idf(releases, n uint64) float64 {
	return 1 + math.Log(float64(releases)/float64(n+1))
}

// rarity is how many releases have one word of a query, in the text and in any
// language. Each field by itself would make a name seem rare, and count for
// more, in every language with few releases.
type rarity struct {
	bodies, terms []string
	known         bool
	n             uint64
}

func (w *rarity) add(field, term string) {
	w.bodies, w.terms = append(w.bodies, field), append(w.terms, term)
}

func (w *rarity) count(ctx context.Context, r bleveindex.IndexReader) (uint64, error) {
	if w.known {
		return w.n, nil
	}
	w.n = 0
	for i, field := range w.bodies {
		n, err := frequency(ctx, r, field, w.terms[i])
		if err != nil {
			return 0, err
		}
		w.n += n
	}
	w.known = true
	return w.n, nil
}

// except is want without not. bleve's own boolean query drops a must clause
// that cannot match and then answers as if it had not been asked.
type except struct{ want, not query.Query }

func (q *except) Searcher(ctx context.Context, r bleveindex.IndexReader, m mapping.IndexMapping, o search.SearcherOptions) (search.Searcher, error) {
	want, err := q.want.Searcher(ctx, r, m, o)
	if err != nil {
		return nil, err
	}
	not, err := q.not.Searcher(ctx, r, m, o)
	if err != nil {
		_ = want.Close() // the first error is the one to tell
		return nil, err
	}
	return searcher.NewBooleanSearcher(ctx, r, want, nil, not, o)
}

// unscored narrows and adds nothing to scores.
type unscored struct{ query query.Query }

func (q *unscored) Searcher(ctx context.Context, r bleveindex.IndexReader, m mapping.IndexMapping, _ search.SearcherOptions) (search.Searcher, error) {
	s, err := q.query.Searcher(ctx, r, m, search.SearcherOptions{Score: "none"})
	if err != nil {
		return nil, err
	}
	return &constant{Searcher: s}, nil
}

// constant gives every match of a searcher the same score.
type constant struct {
	search.Searcher
	boost, norm float64
}

func (c *constant) Weight() float64        { return c.boost * c.boost }
func (c *constant) SetQueryNorm(n float64) { c.norm = n }

func (c *constant) Next(ctx *search.SearchContext) (*search.DocumentMatch, error) {
	return c.score(c.Searcher.Next(ctx))
}

func (c *constant) Advance(ctx *search.SearchContext, id bleveindex.IndexInternalID) (*search.DocumentMatch, error) {
	return c.score(c.Searcher.Advance(ctx, id))
}

func (c *constant) score(m *search.DocumentMatch, err error) (*search.DocumentMatch, error) {
	if m != nil && err == nil {
		m.Score = 0
		if c.boost > 0 {
			m.Score = c.boost * c.norm
		}
	}
	return m, err
}

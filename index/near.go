package index

import (
	"context"
	"slices"

	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/query"
	"github.com/blevesearch/bleve/v2/search/searcher"
	bleveindex "github.com/blevesearch/bleve_index_api"
)

// near finds words that stand in any order with at most slop others between
// them. bleve's phrases have no such distance.
type near struct {
	field string
	words [][]string // the forms of each
	slop  int
	boost float64
}

func (q *near) Searcher(ctx context.Context, r bleveindex.IndexReader, m mapping.IndexMapping, o search.SearcherOptions) (search.Searcher, error) {
	var all []query.Query
	for _, forms := range q.words {
		var any []query.Query
		for _, f := range forms {
			any = append(any, &term{q.field, f, q.boost, nil})
		}
		all = append(all, query.NewDisjunctionQuery(any)) // unlike sum, it keeps the places
	}
	o.IncludeTermVectors, o.Score = true, ""
	s, err := query.NewConjunctionQuery(all).Searcher(ctx, r, m, o)
	if err != nil {
		return nil, err
	}
	return searcher.NewFilteringSearcher(ctx, s, func(_ *search.SearchContext, d *search.DocumentMatch) bool { return q.accepts(d) }), nil
}

// accepts looks at the places of the words; each quotation is a text of its
// own, told apart by bleve's array position.
func (q *near) accepts(d *search.DocumentMatch) bool {
	places := map[uint64][][]int{}
	for i, forms := range q.words {
		for _, l := range d.FieldTermLocations {
			if l.Field != q.field || !slices.Contains(forms, l.Term) {
				continue
			}
			part := uint64(0)
			if a := l.Location.ArrayPositions; len(a) > 0 {
				part = a[0]
			}
			if places[part] == nil {
				places[part] = make([][]int, len(q.words))
			}
			places[part][i] = append(places[part][i], int(l.Location.Pos))
		}
	}
	for _, words := range places {
		if len(nearby(words, q.slop)) > 0 {
			return true
		}
	}
	return false
}

// nearby gives, for the places of each word, the choices of one place a word
// that lie together: for every place of any word, the choice that begins there
// and ends soonest, if it has at most slop other places within. No place
// stands for two words.
func nearby(places [][]int, slop int) (found [][]int) {
	for _, p := range places {
		if len(p) == 0 {
			return nil
		}
	}
	for i := range places {
		slices.Sort(places[i])
		places[i] = slices.Compact(places[i])
	}
	for _, begin := range places {
		for _, from := range begin {
			if choice := choose(places, from, from+len(places)+slop-1); choice != nil {
				found = append(found, choice)
			}
		}
	}
	return found
}

// choose takes, for each word in turn, its first free place in [from, to].
func choose(places [][]int, from, to int) []int {
	var taken []int
	for _, p := range places {
		i, _ := slices.BinarySearch(p, from)
		for i < len(p) && p[i] <= to && slices.Contains(taken, p[i]) {
			i++
		}
		if i == len(p) || p[i] > to {
			return nil
		}
		taken = append(taken, p[i])
	}
	return taken
}

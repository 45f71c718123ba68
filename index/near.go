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

// inSight finds the words of a clause by their places in an unstemmed field:
// those of a near clause in any order with at most slop others between them,
// those of any other side by side; and all within one quotation if the clause
// is about quotations. bleve's phrases can do neither, and do not know places
// as they are kept here (places.go).
type inSight struct {
	field  string
	clause *clause
	boost  float64
}

func (q *inSight) Searcher(ctx context.Context, r bleveindex.IndexReader, m mapping.IndexMapping, o search.SearcherOptions) (search.Searcher, error) {
	words := positionsOf(plain.Analyze([]byte(q.clause.text)))
	last := len(words) - 1
	if q.clause.kind == prefixClause || q.clause.kind == fuzzyClause {
		var err error
		if words[last], err = q.clause.expand(r, q.field, words[last][0], maxPlacedWords); err != nil {
			return nil, err
		}
	}
	var all []query.Query
	for _, forms := range words {
		all = append(all, inPlaces(q.field, q.boost, forms...))
	}
	quoted := q.clause.field == "quote"
	if quoted {
		all = append(all, inPlaces(q.field, 0, quoteOpens), inPlaces(q.field, 0, quoteEnds))
	}
	o.IncludeTermVectors, o.Score = true, ""
	s, err := query.NewConjunctionQuery(all).Searcher(ctx, r, m, o)
	if err != nil {
		return nil, err
	}
	accept := func(_ *search.SearchContext, d *search.DocumentMatch) bool { return q.accepts(d, words, quoted) }
	return searcher.NewFilteringSearcher(ctx, s, accept), nil
}

// inPlaces finds any of the terms. Unlike sum it keeps their places.
func inPlaces(field string, boost float64, terms ...string) query.Query {
	var any []query.Query
	for _, t := range terms {
		any = append(any, &term{field, t, boost, nil})
	}
	return query.NewDisjunctionQuery(any)
}

func (q *inSight) accepts(d *search.DocumentMatch, words [][]string, quoted bool) bool {
	at := map[string][]int{}
	for _, l := range d.FieldTermLocations {
		if l.Field == q.field {
			at[l.Term] = append(at[l.Term], int(l.Location.Pos))
		}
	}
	places := make([][]int, len(words))
	for i, forms := range words {
		for _, f := range forms {
			places[i] = append(places[i], at[f]...)
		}
	}
	found := q.clause.together(places)
	if !quoted {
		return len(found) > 0
	}
	opens, ends := at[quoteOpens], at[quoteEnds]
	slices.Sort(opens)
	slices.Sort(ends)
	return slices.ContainsFunc(found, func(choice []int) bool {
		for i := range opens {
			if slices.Min(choice) >= opens[i] && slices.Max(choice) <= ends[i] {
				return true
			}
		}
		return false
	})
}

// together gives, for the places of each word of a clause, the choices of one
// place a word that the clause asks for.
func (c *clause) together(places [][]int) [][]int {
	if c.kind == nearClause {
		return nearby(places, c.slop)
	}
	return adjacent(places)
}

// adjacent gives the choices of places that follow one another.
func adjacent(places [][]int) (found [][]int) {
	for _, from := range places[0] {
		choice := []int{from}
		for i := 1; i < len(places) && slices.Contains(places[i], from+i); i++ {
			choice = append(choice, from+i)
		}
		if len(choice) == len(places) {
			found = append(found, choice)
		}
	}
	return found
}

// nearby gives, for every place of any word, the choice that begins there or
// behind, if it has at most slop other places within. No place stands for two
// words.
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

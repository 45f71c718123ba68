package index

import (
	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/search/query"
)

// unstemmed is a field of words as they are, and how much a word in it counts.
type unstemmed struct {
	field  string
	weight float64
}

// unstemmedOf gives the unstemmed fields that a clause is about.
func unstemmedOf(field string) []unstemmed {
	switch field {
	case "title":
		return []unstemmed{{fieldTitle, titleWeight}}
	case "quote":
		return []unstemmed{{fieldText, textWeight}}
	case "attachment":
		return []unstemmed{{fieldAttached, textWeight}}
	}
	return []unstemmed{{fieldTitle, titleWeight}, {fieldText, textWeight}, {fieldAttached, attachedWeight}}
}

// exactClause asks for whatever needs no language: a value, or a phrase, a
// prefix, a fuzzy or a plain word in the unstemmed fields.
func exactClause(c *clause) query.Query {
	if c.kind == valueClause {
		return valueQuery(c)
	}
	positions := positionsOf(plain.Analyze([]byte(c.text)))
	if len(positions) == 0 {
		return nil
	}
	var in []query.Query
	for _, f := range unstemmedOf(c.field) {
		switch {
		case c.kind == nearClause, c.field == "quote":
			in = append(in, &inSight{f.field, c, f.weight})
		case c.kind == prefixClause:
			in = append(in, prefixQuery(c, f.field, f.weight, positions))
		case c.kind == fuzzyClause:
			in = append(in, termsQuery(f.field, f.weight, positions[0]), &expanded{f.field, positions[0][0], f.weight / 2, c})
		case len(positions) == 1:
			in = append(in, termsQuery(f.field, f.weight, positions[0]))
		default: // a phrase, or a word of several (sous-marin)
			in = append(in, &inSight{f.field, c, f.weight})
		}
	}
	return anyOf(in)
}

// prefixQuery takes the last word as the beginning of one, and those before
// it (Jean-Franç*) as they are.
func prefixQuery(c *clause, field string, weight float64, positions [][]string) query.Query {
	last := len(positions) - 1
	all := []query.Query{&expanded{field, positions[last][0], weight, c}}
	for _, forms := range positions[:last] {
		all = append(all, termsQuery(field, weight, forms))
	}
	return allOf(all)
}

func termsQuery(field string, boost float64, forms []string) query.Query {
	var any []query.Query
	for _, f := range forms {
		any = append(any, &term{field, f, boost, nil})
	}
	return anyOf(any)
}

func positionsOf(tokens analysis.TokenStream) [][]string {
	var out [][]string
	last := 0
	for _, t := range tokens {
		if t.Position != last {
			out, last = append(out, nil), t.Position
		}
		out[len(out)-1] = append(out[len(out)-1], string(t.Term))
	}
	return out
}

func anyOf(q []query.Query) query.Query {
	switch len(q) {
	case 0:
		return nil
	case 1:
		return q[0]
	}
	return sum(q)
}

func allOf(q []query.Query) query.Query {
	switch len(q) {
	case 0:
		return nil
	case 1:
		return q[0]
	}
	return query.NewConjunctionQuery(q)
}

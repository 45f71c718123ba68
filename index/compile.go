package index

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/search/query"
	"golang.org/x/text/unicode/norm"
)

// How much a word counts by where it stands. bleve's TF-IDF already divides by
// the square root of the field's length, which puts a title of ten words well
// above a text of five hundred; these put the title above a short text too.
// A language's stemmed fields and the shared unstemmed ones use the same.
const (
	titleWeight = 3
	leadWeight  = 1.5
	textWeight  = 1
)

// plan is a query made ready: what bleve is asked, and what snippets mark.
type plan struct {
	query   query.Query
	clauses []clause // without those that must not be there
}

// compile turns a request into a bleve query. A word is asked of every
// language's fields in that language's own analysis; a release has the fields
// of one language only, so it is judged by its own.
func compile(req Request) (plan, error) {
	clauses, err := parseQuery(norm.NFC.String(req.Query))
	if err != nil {
		return plan{}, err
	}
	codes(clauses)
	langs := languages
	if req.Lang != "" {
		langs = []language{languageOf(req.Lang)}
	}
	var words, must, not []query.Query
	var wanted []clause
	rare := rarities{}
	for _, l := range langs {
		if q := allWords(l, clauses, rare); q != nil {
			words = append(words, q)
		}
	}
	if len(words) > 0 {
		must = append(must, anyOf(words))
	}
	for _, c := range clauses {
		var q query.Query
		switch {
		case c.not:
			q = notClause(langs, c)
		case c.kind != wordClause:
			q = exactClause(c)
		}
		if q != nil && c.not {
			not = append(not, q)
		} else if q != nil {
			must = append(must, q)
		}
		if !c.not {
			wanted = append(wanted, c)
		}
	}
	if len(clauses) > 0 && len(must) == 0 && len(not) == 0 {
		return plan{}, &SyntaxError{clauses[0].at, fmt.Sprintf("there is no word in %q; write letters or digits", clauses[0].text)}
	}
	return combine(req, must, not, wanted)
}

func combine(req Request, must, not []query.Query, wanted []clause) (plan, error) {
	if len(must) == 0 {
		must = append(must, query.NewMatchAllQuery())
	}
	filters, err := filters(req)
	if err != nil {
		return plan{}, err
	}
	q := allOf(append(must, filters...))
	if len(not) > 0 {
		q = &except{want: q, not: anyOf(not)}
	}
	return plan{query: q, clauses: wanted}, nil
}

// allWords asks for every plain word in one language. Stop words of the
// language are left out, unless there is nothing else: then they are asked of
// the unstemmed fields, which have them.
func allWords(l language, clauses []clause, rare rarities) query.Query {
	var all, exact []query.Query
	for i, c := range clauses {
		if c.kind != wordClause || c.not {
			continue
		}
		if q := wordQuery(l, c.text, i, rare); q != nil {
			all = append(all, q)
		}
		if q := exactClause(c); q != nil {
			exact = append(exact, q)
		}
	}
	if len(all) == 0 {
		all = exact
	}
	return allOf(all)
}

// wordQuery asks for one word as typed; nil if the language drops it. A word
// may hold several (sous-marin).
func wordQuery(l language, word string, clause int, rare rarities) query.Query {
	positions := positionsOf(l.analyzer().Analyze([]byte(word)))
	var all []query.Query
	for i, forms := range positions {
		var in []query.Query
		r := rare.of(clause, i)
		for _, form := range forms {
			r.add("body_"+l.code, form)
			in = append(in, &term{"title_" + l.code, form, titleWeight, r},
				&term{"lead_" + l.code, form, leadWeight, r},
				&term{"body_" + l.code, form, textWeight, r})
		}
		all = append(all, anyOf(in))
	}
	return allOf(all)
}

// rarities holds the rarity of each word of a query, by clause and word.
type rarities map[[2]int]*rarity

func (r rarities) of(clause, word int) *rarity {
	key := [2]int{clause, word}
	if r[key] == nil {
		r[key] = &rarity{}
	}
	return r[key]
}

// codes turns words of several parts with digits (44/0541/2019, covid-19) into
// phrases: the parts mean nothing when they stand apart.
func codes(clauses []clause) {
	for i, c := range clauses {
		if c.kind == wordClause && strings.ContainsFunc(c.text, unicode.IsDigit) &&
			len(positionsOf(plain.Analyze([]byte(c.text)))) > 1 {
			clauses[i].kind = phraseClause
		}
	}
}

// exactClause asks the unstemmed fields for a phrase, a prefix or a word.
func exactClause(c clause) query.Query {
	positions := positionsOf(plain.Analyze([]byte(c.text)))
	if len(positions) == 0 {
		return nil
	}
	var in []query.Query
	for _, f := range []struct {
		name   string
		weight float64
	}{{fieldTitle, titleWeight}, {fieldText, textWeight}} {
		switch {
		case c.kind == prefixClause:
			in = append(in, prefixQuery(c, f.name, f.weight, positions))
		case len(positions) == 1:
			in = append(in, termsQuery(f.name, f.weight, positions[0]))
		default:
			q := query.NewMultiPhraseQuery(positions, f.name)
			q.SetBoost(f.weight)
			in = append(in, q)
		}
	}
	return anyOf(in)
}

// prefixQuery takes the last word as the beginning of one, and those before
// it (Jean-Franç*) as they are.
func prefixQuery(c clause, field string, weight float64, positions [][]string) query.Query {
	last := len(positions) - 1
	all := []query.Query{&prefix{field: field, prefix: positions[last][0], boost: weight, at: c.at, typed: c.text}}
	for _, forms := range positions[:last] {
		all = append(all, termsQuery(field, weight, forms))
	}
	return allOf(all)
}

// notClause is what must not be there, in any language. A stop word of some
// language is not in its stemmed fields, and is looked for as it is.
func notClause(langs []language, c clause) query.Query {
	if c.kind != wordClause {
		return exactClause(c)
	}
	var any []query.Query
	dropped := false
	for _, l := range langs {
		if q := wordQuery(l, c.text, 0, rarities{}); q != nil {
			any = append(any, q)
		} else {
			dropped = true
		}
	}
	if q := exactClause(c); dropped && q != nil {
		any = append(any, q)
	}
	return anyOf(any)
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

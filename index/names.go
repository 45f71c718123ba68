package index

import (
	"context"
	"strings"

	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/query"
	bleveindex "github.com/blevesearch/bleve_index_api"
)

// A synonym counts half of what was typed, so that releases with the very
// words come first. One of several words is looked for as a phrase, which has
// no rarity to be reckoned with; each counts as a word of middling rarity.
const (
	synonymWeight = 0.5
	phraseScore   = 4
)

// maxNames bounds the names of one query that have synonyms.
const maxNames = 16

// name is one or more typed words that are looked for together, and what else
// the same is called. A phrase in quotation marks has no synonyms: it is meant
// as it stands; and so has none what is asked of quotations.
type name struct {
	words  []*clause
	others []*clause
}

// named finds the names in words that must be there together.
func (c compiler) named(words []*clause) []name {
	var out []name
	texts := make([]string, len(words))
	for i, w := range words {
		texts[i] = w.text
	}
	for i, found := 0, 0; i < len(words); {
		n := name{words: words[i : i+1]}
		if others, taken := c.otherNames(texts[i:]); taken > 0 && found < maxNames && words[i].field != "quote" {
			found++
			n.words = words[i : i+taken]
			if taken > 1 { // the words side by side are better than apart
				others = append(others, synonym{text: strings.Join(texts[i:i+taken], " ")})
			}
			n.stand(others)
			*c.added = append(*c.added, n.others...)
		}
		out = append(out, n)
		i += len(n.words)
	}
	return out
}

// otherNames gives what else the first of some words are called, and how many
// of them that is.
func (c compiler) otherNames(words []string) (others []synonym, taken int) {
	others, taken = c.synonyms.of(words)
	if c.synonyms == nil || taken > 0 {
		return others, taken
	}
	others = grouped(words[0])
	return others, min(1, len(others))
}

// grouped gives the other ways in which a number of four digits or more is
// written: 3000 as 3 000 (whatever the space), 3.000, 3,000 and 3'000.
func grouped(number string) (others []synonym) {
	if len(number) < 4 || len(number) > 12 || strings.Trim(number, "0123456789") != "" || number[0] == '0' {
		return nil
	}
	for _, between := range []string{" ", ".", ",", "'"} {
		text := number
		for at := len(number) - 3; at > 0; at -= 3 {
			text = text[:at] + between + text[at:]
		}
		others = append(others, synonym{text: text})
	}
	return others
}

// stand makes clauses of synonyms.
func (n *name) stand(others []synonym) {
	typed := n.words[len(n.words)-1]
	for _, o := range others {
		c := &clause{kind: phraseClause, text: o.text, field: typed.field, of: typed, lang: o.lang, at: typed.at}
		if len(positionsOf(plain.Analyze([]byte(o.text)))) == 1 {
			c.kind = wordClause
		}
		n.others = append(n.others, c)
	}
}

// query asks for the name in one language; nil if the language drops it and has
// no other for it (UN is ONU in French).
func (n name) query(l language, rare rarities) query.Query {
	var all []query.Query
	for _, c := range n.words {
		if q := wordQuery(l, c, rare); q != nil {
			all = append(all, q)
		}
	}
	var any []query.Query
	if len(all) > 0 {
		any = append(any, allOf(all))
	}
	for _, o := range n.others {
		if q := synonymQuery(l, o, rare); q != nil && (o.lang == "" || o.lang == l.code) {
			any = append(any, q)
		}
	}
	return anyOf(any)
}

// synonymQuery asks for a word as for one that was typed. A phrase is asked
// for as it stands, in releases that have its words in this language: the
// unstemmed fields are shared by all, and each language is asked.
func synonymQuery(l language, c *clause, rare rarities) query.Query {
	if c.kind == wordClause {
		return wordQuery(l, c, rare)
	}
	words := wordQuery(l, c, rarities{})
	if words == nil {
		return nil
	}
	any := sum{}
	for _, f := range unstemmedOf(c.field) {
		any = append(any, &steady{&inSight{f.field, c, 0}, phraseScore * f.weight * synonymWeight})
	}
	return allOf([]query.Query{&unscored{words}, any})
}

// weight is how much a clause counts beside what was typed.
func (c *clause) weight() float64 {
	if c.of != nil {
		return synonymWeight
	}
	return 1
}

// steady gives all that a query finds the same score.
type steady struct {
	query query.Query
	score float64
}

func (q *steady) Searcher(ctx context.Context, r bleveindex.IndexReader, m mapping.IndexMapping, _ search.SearcherOptions) (search.Searcher, error) {
	s, err := q.query.Searcher(ctx, r, m, search.SearcherOptions{Score: "none"})
	if err != nil {
		return nil, err
	}
	return &constant{Searcher: s, boost: q.score, norm: 1}, nil
}

package index

import (
	"strings"
	"unicode"

	"github.com/blevesearch/bleve/v2/search/query"
)

// How much a word counts by where it stands. A word in the title alone counts
// more than one that the text has, and its first paragraph (which is of the
// text), but not the title. Titles of 1, 2 and 3 measured alike on
// testdata/search; questions, which seldom have a title's words, like 1 best.
// A language's stemmed fields and the shared unstemmed ones use the same.
const (
	titleWeight = 3
	leadWeight  = 1
	textWeight  = 1
	// A file says much, and little of it is what the release is about.
	attachedWeight = 0.25
)

// plan is a query made ready: what bleve is asked, and what snippets mark.
type plan struct {
	query    query.Query
	clauses  []*clause // without those that must not be there
	snippets bool      // whether any are wanted
}

// compile turns a request into a bleve query.
func compile(req Request) (plan, error) {
	root, err := parseQuery(req.Query)
	if err != nil {
		return plan{}, err
	}
	return compileNode(req, root)
}

func compileNode(req Request, root *node) (plan, error) {
	filters, err := filters(req)
	if err != nil {
		return plan{}, err
	}
	all := root.clauses(true)
	codes(all)
	c := compiler{langs: languages, rare: rarities{}, any: req.Any, synonyms: req.Synonyms, added: new([]*clause)}
	if req.Lang != "" {
		c.langs = []language{languageOf(req.Lang)}
	}
	must, not := c.conjunction(root)
	if len(all) > 0 && len(must) == 0 && len(not) == 0 {
		return plan{}, all[0].wrong("there is no word in %q; write letters or digits", all[0].text)
	}
	if len(must) == 0 {
		must = append(must, query.NewMatchAllQuery())
	}
	q := allOf(append(must, filters...))
	if len(not) > 0 {
		q = &except{want: q, not: anyOf(not)}
	}
	return plan{query: q, clauses: append(root.clauses(false), *c.added...), snippets: true}, nil
}

// compiler makes bleve queries of the parts of a query. A word is asked of
// every language's fields in that language's own analysis; a release has the
// fields of one language only, so it is judged by its own.
type compiler struct {
	langs    []language
	rare     rarities
	any      bool
	synonyms *Synonyms
	added    *[]*clause // synonyms asked for as well, for the marks of snippets
}

// conjunction gives what must and what must not be there. Words that must be
// there together are asked together, language by language, since what is a
// stop word in one language is none in another.
func (c compiler) conjunction(n *node) (must, not []query.Query) {
	if n == nil {
		return nil, nil
	}
	parts := []*node{n}
	if n.op == opAnd {
		parts = n.parts
	}
	words := map[string][]*clause{} // by field
	for _, p := range parts {
		if p.op == opClause && p.clause.kind == wordClause {
			words[p.clause.field] = append(words[p.clause.field], p.clause)
		}
	}
	for _, field := range []string{"", "title", "quote", "attachment"} {
		if q := c.words(words[field]); q != nil {
			must = append(must, q)
		}
	}
	for _, p := range parts {
		switch {
		case p.op == opClause && p.clause.kind == wordClause:
		case p.op == opNot:
			if q := c.refused(p.parts[0]); q != nil {
				not = append(not, q)
			}
		default:
			if q := c.node(p); q != nil {
				must = append(must, q)
			}
		}
	}
	return must, not
}

// node compiles a part that stands by itself; nil if there is nothing in it
// to look for.
func (c compiler) node(n *node) query.Query {
	switch {
	case n.op == opOr:
		var any []query.Query
		for _, p := range n.parts {
			if q := c.node(p); q != nil {
				any = append(any, q)
			}
		}
		return anyOf(any)
	case n.op == opClause && n.clause.kind != wordClause:
		return exactClause(n.clause)
	}
	must, not := c.conjunction(n)
	q := allOf(must)
	if len(not) == 0 {
		return q
	}
	if q == nil {
		q = &unscored{query.NewMatchAllQuery()}
	}
	return &except{want: q, not: anyOf(not)}
}

// refused is what must not be there, in any language.
func (c compiler) refused(n *node) query.Query {
	if n.op == opClause && n.clause.kind == wordClause {
		return c.anyLanguage(n.clause)
	}
	return c.node(n)
}

// anyLanguage finds a word in any language; one that is a stop word in some
// language is not in its stemmed fields, and is looked for as it is.
func (c compiler) anyLanguage(word *clause) query.Query {
	var any []query.Query
	dropped := false
	for _, l := range c.langs {
		if q := wordQuery(l, word, rarities{}); q != nil {
			any = append(any, q)
		} else {
			dropped = true
		}
	}
	if q := exactClause(word); dropped && q != nil {
		any = append(any, q)
	}
	return anyOf(any)
}

// words asks for all the words in some language; nil if there are none.
func (c compiler) words(all []*clause) query.Query {
	named := c.named(all)
	var any []query.Query
	for _, l := range c.langs {
		if q := c.allWords(l, named); q != nil {
			any = append(any, q)
		}
	}
	return anyOf(any)
}

// allWords asks for every word in one language. Stop words of the language
// are left out, unless there is nothing else: then they are asked of the
// unstemmed fields, which have them. Where any will do, the releases with all
// of them come first all the same.
func (c compiler) allWords(l language, names []name) query.Query {
	var all, exact []query.Query
	for _, n := range names {
		if q := n.query(l, c.rare); q != nil {
			all = append(all, q)
		}
		for _, w := range n.words {
			if q := exactClause(w); q != nil {
				exact = append(exact, q)
			}
		}
	}
	if len(all) == 0 {
		all = exact
	}
	if c.any && len(all) > 1 {
		return sum(append(all, &steady{allOf(all), allScore}))
	}
	return allOf(all)
}

// allScore is more than the words of a query (maxQueryWords) score together in
// practice.
const allScore = 10_000

// wordQuery asks for one word as typed; nil if the language drops it. A word
// may hold several (sous-marin).
func wordQuery(l language, c *clause, rare rarities) query.Query {
	positions := positionsOf(l.analyzer().Analyze([]byte(c.text)))
	var all []query.Query
	for i, forms := range positions {
		var in []query.Query
		r, w := rare.of(c, i), c.weight()
		for _, form := range forms {
			switch c.field {
			case "title":
				r.add("title_"+l.code, form)
				in = append(in, &term{"title_" + l.code, form, titleWeight * w, r})
			case "quote":
				r.add("quotes_"+l.code, form)
				in = append(in, &term{"quotes_" + l.code, form, textWeight * w, r})
			case "attachment":
				r.add("attached_"+l.code, form)
				in = append(in, &term{"attached_" + l.code, form, textWeight * w, r})
			default:
				r.add("body_"+l.code, form)
				in = append(in, &term{"title_" + l.code, form, titleWeight * w, r},
					&term{"lead_" + l.code, form, leadWeight * w, r},
					&term{"body_" + l.code, form, textWeight * w, r},
					&term{"attached_" + l.code, form, attachedWeight * w, r})
			}
		}
		all = append(all, anyOf(in))
	}
	return allOf(all)
}

// rarities holds the rarity of each word of a query.
type rarities map[rarityKey]*rarity

type rarityKey struct {
	clause *clause
	word   int
}

func (r rarities) of(c *clause, word int) *rarity {
	key := rarityKey{c, word}
	if c.of != nil { // as rare as the name that was typed, all its synonyms together
		key = rarityKey{c.of, 0}
	}
	if r[key] == nil {
		r[key] = &rarity{}
	}
	return r[key]
}

// codes turns words of several parts with digits (44/0541/2019, covid-19) into
// phrases: the parts mean nothing when they stand apart.
func codes(clauses []*clause) {
	for _, c := range clauses {
		if c.kind == wordClause && strings.ContainsFunc(c.text, unicode.IsDigit) &&
			len(positionsOf(plain.Analyze([]byte(c.text)))) > 1 {
			c.kind = phraseClause
		}
	}
}

package index

import (
	"context"
	"fmt"

	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/searcher"
	bleveindex "github.com/blevesearch/bleve_index_api"

	"communique/internal/fold"
)

// How many words one prefix or fuzzy word may stand for; fewer where their
// places are read, which takes fifty times as long.
const (
	maxPrefixWords = 5000
	maxPlacedWords = 500
)

// expanded finds the words that a prefix or a fuzzy word stands for. Each
// release counts the same: how rare a word is says nothing of a word that was
// not typed. The fuzzy word itself is asked for beside, and counts more.
type expanded struct {
	field, word string
	boost       float64
	clause      *clause
}

func (q *expanded) Searcher(ctx context.Context, r bleveindex.IndexReader, _ mapping.IndexMapping, _ search.SearcherOptions) (search.Searcher, error) {
	terms, err := q.clause.expand(r, q.field, q.word, maxPrefixWords)
	if err != nil {
		return nil, err
	}
	return anyTerm(ctx, r, q.field, terms, q.boost)
}

// expand gives the words of a field that a prefix or a fuzzy clause, whose
// last or only word is word, stands for.
func (c *clause) expand(r bleveindex.IndexReader, field, word string, limit int) (terms []string, err error) {
	if c.kind == fuzzyClause {
		terms, err = similarWords(r, field, word, c.edits, limit)
	} else {
		dict, e := r.FieldDictPrefix(field, []byte(word))
		if e != nil {
			return nil, e
		}
		terms, err = collect(dict, limit, func(string) bool { return true })
	}
	if err == nil && len(terms) > limit {
		err = c.wrong("%s stands for more than %d different words; write more of the word", c.typed(), limit)
	}
	return terms, err
}

// similarWords gives the words of a field that differ from one in up to edits
// letters, the word itself among them.
func similarWords(r bleveindex.IndexReader, field, word string, edits, limit int) ([]string, error) {
	reader, ok := r.(bleveindex.IndexReaderFuzzy)
	if !ok {
		return nil, fmt.Errorf("the search index cannot look for similar words; run `communique rebuild`")
	}
	dict, err := reader.FieldDictFuzzy(field, word, edits, "")
	if err != nil {
		return nil, err
	}
	return collect(dict, limit, func(string) bool { return true })
}

// named finds releases with a value in a field that has the words of a name:
// in which somebody of that name is quoted, that are about such a topic.
type named struct {
	field string
	name  fold.Name
}

func (q *named) Searcher(ctx context.Context, r bleveindex.IndexReader, _ mapping.IndexMapping, _ search.SearcherOptions) (search.Searcher, error) {
	dict, err := r.FieldDict(q.field)
	if err != nil {
		return nil, err
	}
	names, err := collect(dict, 1<<30, q.name.In)
	if err != nil {
		return nil, err
	}
	return anyTerm(ctx, r, q.field, names, 0)
}

// collect reads the terms of a dictionary that are wanted, at most one more
// than limit, and closes it.
func collect(dict bleveindex.FieldDict, limit int, wanted func(string) bool) (terms []string, err error) {
	defer func() {
		if e := dict.Close(); err == nil && e != nil {
			err = e
		}
	}()
	for len(terms) <= limit {
		entry, err := dict.Next()
		if err != nil {
			return nil, err
		}
		if entry == nil {
			break
		}
		if wanted(entry.Term) {
			terms = append(terms, entry.Term)
		}
	}
	return terms, nil
}

// anyTerm finds the releases with any of the terms, each with the same score.
func anyTerm(ctx context.Context, r bleveindex.IndexReader, field string, terms []string, boost float64) (search.Searcher, error) {
	if len(terms) == 0 {
		return searcher.NewMatchNoneSearcher(r)
	}
	// Without scores bleve joins the terms' lists into one bitmap.
	s, err := searcher.NewMultiTermSearcher(ctx, r, terms, field, 1, search.SearcherOptions{Score: "none"}, false)
	if err != nil {
		return nil, err
	}
	return &constant{Searcher: s, boost: boost, norm: 1}, nil
}

// flat finds the releases with a value in a field without frequencies, each
// with the same score.
type flat struct {
	field, value string
	boost        float64
}

func (q *flat) Searcher(ctx context.Context, r bleveindex.IndexReader, _ mapping.IndexMapping, _ search.SearcherOptions) (search.Searcher, error) {
	return anyTerm(ctx, r, q.field, []string{q.value}, q.boost)
}

package index

import (
	"context"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/searcher"
	bleveindex "github.com/blevesearch/bleve_index_api"
)

// How many words one prefix or fuzzy word may stand for; fewer where their
// places are read, which takes fifty times as long.
const (
	maxPrefixWords = 5000
	maxPlacedWords = 500
)

// prefix finds words by their beginning. Each release counts the same: how
// rare a word is says nothing of a word that was not typed.
type prefix struct {
	field, prefix string
	boost         float64
	clause        *clause
}

func (q *prefix) Searcher(ctx context.Context, r bleveindex.IndexReader, _ mapping.IndexMapping, _ search.SearcherOptions) (search.Searcher, error) {
	terms, err := beginning(r, q.field, q.prefix, q.clause, maxPrefixWords)
	if err != nil {
		return nil, err
	}
	return anyTerm(ctx, r, q.field, terms, q.boost)
}

// beginning gives the words of a field that begin with prefix.
func beginning(r bleveindex.IndexReader, field, prefix string, c *clause, limit int) ([]string, error) {
	dict, err := r.FieldDictPrefix(field, []byte(prefix))
	if err != nil {
		return nil, err
	}
	terms, err := collect(dict, limit, func(string) bool { return true })
	if err != nil {
		return nil, err
	}
	if len(terms) > limit {
		return nil, c.wrong("%s* stands for more than %d different words; write more of the word", c.text, limit)
	}
	return terms, nil
}

// fuzzy finds words that differ from one in a few letters. Like the words of
// a prefix they count the same, and less than the word itself, which is asked
// for beside.
type fuzzy struct {
	field, word string
	boost       float64
	clause      *clause
}

func (q *fuzzy) Searcher(ctx context.Context, r bleveindex.IndexReader, _ mapping.IndexMapping, _ search.SearcherOptions) (search.Searcher, error) {
	terms, err := likeWords(r, q.field, q.word, q.clause, maxPrefixWords)
	if err != nil {
		return nil, err
	}
	return anyTerm(ctx, r, q.field, terms, q.boost)
}

// likeWords gives the words of a field that a fuzzy clause stands for.
func likeWords(r bleveindex.IndexReader, field, word string, c *clause, limit int) ([]string, error) {
	terms, err := similarWords(r, field, word, c.edits, limit)
	if err != nil {
		return nil, err
	}
	if len(terms) > limit {
		return nil, c.wrong("%s~ stands for more than %d different words; write a longer word, or ~1", c.text, limit)
	}
	return terms, nil
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

// named finds releases with a value in a field whose words, folded, have those
// of part in this order, the last of them perhaps cut short: in which somebody
// of that name is quoted, that are about such a topic.
type named struct{ field, part string }

func (q *named) Searcher(ctx context.Context, r bleveindex.IndexReader, _ mapping.IndexMapping, _ search.SearcherOptions) (search.Searcher, error) {
	dict, err := r.FieldDict(q.field)
	if err != nil {
		return nil, err
	}
	names, err := collect(dict, 1<<30, func(name string) bool { return hasPart(foldText(name), q.part) })
	if err != nil {
		return nil, err
	}
	return anyTerm(ctx, r, q.field, names, 0)
}

// hasPart tells whether part stands in name at the beginning of a word.
func hasPart(name, part string) bool {
	for from := 0; ; {
		i := strings.Index(name[from:], part)
		if i < 0 {
			return false
		}
		at := from + i
		before, _ := utf8.DecodeLastRuneInString(name[:at])
		if at == 0 || !unicode.IsLetter(before) && !unicode.IsDigit(before) {
			return true
		}
		_, n := utf8.DecodeRuneInString(name[at:])
		from = at + n
	}
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

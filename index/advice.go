package index

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"

	bleveindex "github.com/blevesearch/bleve_index_api"
	"golang.org/x/text/unicode/norm"

	"communique/internal/fold"
)

// Advice is what can be said of a request that found nothing.
type Advice struct {
	Unfiltered uint64       // hits of the query without the filters
	Parts      []PartAdvice // what the query asks for, in its order
	Query      string       // the query with other words; "" when none are known
	Total      uint64       // hits of Query, with the filters
}

// PartAdvice is one word, phrase or value of a query: as it was typed, how
// many releases have it, and words of the index like one that none has.
type PartAdvice struct {
	Text  string
	Total uint64
	Like  []string
}

// maxAlike is how many words of the index are given for one of a query, and
// maxAlikeKnown how many are looked at.
const (
	maxAlike      = 3
	maxAlikeKnown = 1000
)

// Advise looks into why a request finds nothing. The words it offers are in
// the index, in its folded form; nothing is ever searched in their stead.
func (ix *Index) Advise(ctx context.Context, req Request) (Advice, error) {
	root, err := parseQuery(req.Query)
	if err != nil {
		return Advice{}, err
	}
	var a Advice
	if a.Unfiltered, err = ix.total(ctx, Request{Query: req.Query}); err != nil {
		return Advice{}, err
	}
	instead, changed := req.Query, false
	wanted := root.clauses(false)
	for i := len(wanted) - 1; i >= 0; i-- { // from the end: places before a change stay
		part, other, err := ix.advisePart(ctx, wanted[i])
		if err != nil {
			return Advice{}, err
		}
		a.Parts = append(a.Parts, part)
		if other != wanted[i].text {
			instead, changed = replaced(instead, wanted[i], other), true
		}
	}
	slices.Reverse(a.Parts)
	if !changed {
		return a, nil
	}
	req.Query = instead
	a.Total, err = ix.total(ctx, req)
	if err != nil || a.Total == 0 {
		return a, err
	}
	a.Query = instead
	return a, nil
}

// total counts the hits of a request.
func (ix *Index) total(ctx context.Context, req Request) (uint64, error) {
	p, err := compile(req)
	if err != nil {
		return 0, err
	}
	return ix.count(ctx, p)
}

func (ix *Index) count(ctx context.Context, p plan) (uint64, error) {
	res, err := ix.answer(ctx, Request{Limit: -1}, p, nil)
	return res.Total, err
}

// advisePart looks at one clause alone. other is its text with the words that
// no release has exchanged for the likest.
func (ix *Index) advisePart(ctx context.Context, c *clause) (part PartAdvice, other string, err error) {
	part, other = PartAdvice{Text: c.typed()}, c.text
	p, err := compileNode(Request{}, &node{clause: c})
	var syntax *SyntaxError
	if errors.As(err, &syntax) { // a sign that stands alone
		return part, other, nil
	}
	if err != nil {
		return part, other, err
	}
	if part.Total, err = ix.count(ctx, p); err != nil || part.Total > 0 || c.kind == prefixClause {
		return part, other, err
	}
	if c.kind == valueClause {
		like, err := ix.alikeValue(c)
		if like != "" {
			part.Like, other = []string{like}, like
		}
		return part, other, err
	}
	err = ix.read(func(r bleveindex.IndexReader) error {
		tokens := plain.Analyze([]byte(c.text))
		for i := len(tokens) - 1; i >= 0; i-- {
			like, err := alike(ctx, r, c, string(tokens[i].Term))
			if err != nil {
				return err
			}
			if len(like) > 0 {
				other = other[:tokens[i].Start] + like[0] + other[tokens[i].End:]
				part.Like = append(like, part.Like...)
			}
		}
		return nil
	})
	return part, other, err
}

// alikeValue gives what is most like a value that no release has: a site's id,
// or one word of a name.
func (ix *Index) alikeValue(c *clause) (like string, err error) {
	if !isNames(c.field) && c.field != "site" {
		return "", nil
	}
	err = ix.read(func(r bleveindex.IndexReader) error {
		dict, err := r.FieldDict(fieldOf(c.field))
		if err != nil {
			return err
		}
		names, err := collect(dict, 1<<30, func(string) bool { return true })
		if err != nil || c.field == "site" {
			like, _ = nearest(c.value, names)
			return err
		}
		words := map[string]bool{}
		for _, n := range names {
			for _, w := range strings.FieldsFunc(fold.Text(n), func(r rune) bool { return !unicode.IsLetter(r) }) {
				words[w] = true
			}
		}
		like, _ = nearest(c.value, slices.Sorted(maps.Keys(words)))
		return nil
	})
	return like, err
}

// replaced writes other into a query in the place of what a clause has.
func replaced(query string, c *clause, other string) string {
	in := []rune(norm.NFC.String(query))
	return string(in[:c.at-1]) + other + string(in[c.at-1+len([]rune(c.text)):])
}

// typed writes a clause as one would type it.
func (c *clause) typed() string {
	field := ""
	if c.field != "" {
		field = c.field + ":"
	}
	switch {
	case c.kind == phraseClause && strings.ContainsFunc(c.text, isBlank), c.kind == valueClause && strings.ContainsFunc(c.text, isBlank):
		return field + `"` + c.text + `"`
	case c.kind == nearClause:
		return fmt.Sprintf(`%s"%s"~%d`, field, c.text, c.slop)
	case c.kind == prefixClause:
		return field + c.text + "*"
	case c.kind == fuzzyClause:
		return fmt.Sprintf("%s%s~%d", field, c.text, c.edits)
	}
	return field + c.text
}

// alike gives the words most like one that no release has: those with the
// fewest letters changed, then the most frequent.
func alike(ctx context.Context, r bleveindex.IndexReader, c *clause, word string) ([]string, error) {
	type candidate struct {
		word  string
		away  int
		count uint64
	}
	letters := len([]rune(word))
	if letters < minFuzzy || letters > maxFuzzy {
		return nil, nil
	}
	most := 1
	if letters > 4 {
		most = 2
	}
	var all []candidate
	for _, f := range unstemmedOf(c.field) {
		if n, err := frequency(ctx, r, f.field, word); err != nil || n > 0 {
			return nil, err
		}
		words, err := similarWords(r, f.field, word, most, maxAlikeKnown)
		if err != nil {
			return nil, err
		}
		for _, w := range words {
			n, err := frequency(ctx, r, f.field, w)
			if err != nil {
				return nil, err
			}
			all = append(all, candidate{w, differs(word, w, most), n})
		}
	}
	slices.SortFunc(all, func(a, b candidate) int {
		return cmp.Or(a.away-b.away, -cmp.Compare(a.count, b.count), strings.Compare(a.word, b.word))
	})
	var out []string
	for _, a := range all {
		if !slices.Contains(out, a.word) && len(out) < maxAlike {
			out = append(out, a.word)
		}
	}
	return out, nil
}

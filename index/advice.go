package index

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"communique/internal/place"
)

// Advice is what can be said of a request that found nothing.
type Advice struct {
	Unfiltered uint64       // hits of the query without the filters
	Parts      []PartAdvice // what the query asks for, in its order
	Query      string       // the query with other words; "" when none are known
	Total      uint64       // hits of Query, with the filters
}

// PartAdvice is one word, phrase or value of a query: as it was typed, how
// many releases have it and, where none has, what does.
type PartAdvice struct {
	Text  string
	Words bool // looked for in texts; else it is the value of a field
	Total uint64
	Like  []string // words like one of it, as some release writes them
	Named []Naming // fields that have the words, while no text has
}

// Naming is part of a query, and how many releases it finds.
type Naming struct {
	Query string
	Total uint64
}

// hasWords: a value has the very words. Of a country they may be any name.
func (n Naming) hasWords() bool { return !strings.HasPrefix(n.Query, "country:") }

// Advise looks into why a request finds nothing. Nothing is ever searched in
// the stead of what was asked. What it offers stands in a release that load
// shows to be public: the index knows the words of a release that was taken
// out for a while longer, and to offer one would give it away.
func (ix *Index) Advise(ctx context.Context, req Request, load Load) (Advice, error) {
	root, err := parseQuery(req.Query)
	if err != nil {
		return Advice{}, err
	}
	var a Advice
	if a.Unfiltered, err = ix.total(ctx, Request{Query: req.Query}, load); err != nil {
		return Advice{}, err
	}
	instead, changed := req.Query, false
	wanted := root.clauses(false)
	for i := len(wanted) - 1; i >= 0; i-- { // from the end: places before a change stay
		part, other, err := ix.advisePart(ctx, wanted[i], load)
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
	a.Total, err = ix.total(ctx, req, load)
	if err != nil || a.Total == 0 {
		return a, err
	}
	a.Query = instead
	return a, nil
}

// total counts the hits of a request.
func (ix *Index) total(ctx context.Context, req Request, load Load) (uint64, error) {
	p, err := compile(req)
	if err != nil {
		return 0, err
	}
	return ix.count(ctx, p, load)
}

// fewHits is how many hits are looked at to tell whether any may be shown.
const fewHits = 20

// count counts the hits of a plan, without those of the first fewHits that are
// not public by now.
func (ix *Index) count(ctx context.Context, p plan, load Load) (uint64, error) {
	p.snippets = false
	res, err := ix.answer(ctx, Request{Limit: fewHits}, p, load)
	return res.Total, err
}

// advisePart looks at one clause alone. other is its text with the words that
// no release has exchanged for the likest.
func (ix *Index) advisePart(ctx context.Context, c *clause, load Load) (part PartAdvice, other string, err error) {
	part, other = PartAdvice{Text: c.typed(), Words: c.kind != valueClause}, c.text
	p, err := compileNode(Request{}, &node{clause: c})
	var syntax *SyntaxError
	if errors.As(err, &syntax) { // a sign that stands alone
		return part, other, nil
	}
	if err != nil {
		return part, other, err
	}
	if part.Total, err = ix.count(ctx, p, load); err != nil || part.Total > 0 || c.kind == prefixClause {
		return part, other, err
	}
	if c.kind == valueClause {
		like, err := ix.alikeValue(ctx, c, load)
		if like != "" {
			part.Like, other = []string{like}, like
		}
		return part, other, err
	}
	part.Named, err = ix.namings(ctx, c, load)
	if err != nil || slices.ContainsFunc(part.Named, Naming.hasWords) {
		return part, other, err // it is written as it is meant
	}
	tokens := plain.Analyze([]byte(c.text))
	for i := len(tokens) - 1; i >= 0; i-- {
		like, err := ix.alike(ctx, c, string(tokens[i].Term), load)
		if err != nil {
			return part, other, err
		}
		if len(like) > 0 {
			other = other[:tokens[i].Start] + like[0] + other[tokens[i].End:]
			part.Like = append(like, part.Like...)
		}
	}
	return part, other, nil
}

// namings asks for words that no text has as a topic, a country or somebody's
// name: records say of a release what its text may not.
func (ix *Index) namings(ctx context.Context, c *clause, load Load) (found []Naming, err error) {
	if c.field != "" || c.kind == fuzzyClause {
		return nil, nil
	}
	var asked []*clause
	if code, ok := place.Code(c.text); ok {
		asked = append(asked, &clause{kind: valueClause, field: "country", text: code, value: code})
	}
	for _, field := range []string{"topic", "speaker", "role", "org"} {
		asked = append(asked, &clause{kind: valueClause, field: field, text: c.text, value: c.text})
	}
	for _, value := range asked {
		n, err := ix.count(ctx, plan{query: valueQuery(value)}, load)
		if err != nil {
			return nil, err
		}
		if n > 0 {
			found = append(found, Naming{value.typed(), n})
		}
	}
	return found, nil
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
		return field + c.text + c.tilde
	}
	return field + c.text
}

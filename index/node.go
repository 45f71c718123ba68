package index

import "time"

type clauseKind int

const (
	wordClause   clauseKind = iota
	phraseClause            // side by side
	nearClause              // in any order, with at most slop words between them
	prefixClause
	fuzzyClause // with at most edits letters changed, added or left out
	valueClause // of a field that is no text
)

// clause is one thing to look for.
type clause struct {
	kind  clauseKind
	text  string
	field string // as it is written before the colon; "" is title and text
	slop  int
	edits int
	tilde string    // how edits was typed
	value string    // of a field that is no text, in the form of the index
	from  time.Time // of a date: the first day
	until time.Time // and the last
	of    *clause   // of a synonym: what was typed
	lang  string    // of a synonym: the language of the releases it is for; "" is all
	at    int       // character of the query at which text begins, from 1
}

// node is a query, or a part of one in parentheses: a clause, or an operator
// and what it joins.
type node struct {
	op     operator
	parts  []*node // one for not; else two or more
	clause *clause
}

type operator int

const (
	opClause operator = iota
	opAnd
	opOr
	opNot
)

// clauses gives what a query asks for and, with all, what it refuses too.
func (n *node) clauses(all bool) []*clause {
	switch {
	case n == nil, n.op == opNot && !all:
		return nil
	case n.op == opClause:
		return []*clause{n.clause}
	}
	var out []*clause
	for _, p := range n.parts {
		out = append(out, p.clauses(all)...)
	}
	return out
}

func joined(op operator, parts []*node) *node {
	switch len(parts) {
	case 0:
		return nil
	case 1:
		return parts[0]
	}
	return &node{op: op, parts: parts}
}

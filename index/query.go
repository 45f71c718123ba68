package index

import (
	"fmt"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Limits of one query. They bound the work a single question can cause.
const (
	maxQueryBytes   = 8 << 10
	maxQueryClauses = 128
	maxQueryWords   = 256 // of all clauses
	maxNearWords    = 10
	maxQueryDepth   = 20 // parentheses within parentheses
	maxSlop         = 50 // words between words that are near
	minPrefix       = 2  // letters before the *
	minFuzzy        = 3  // letters before the ~
	maxFuzzy        = 60
)

// parseQuery reads the query language. It gives nil for a query of nothing.
//
//	droits humains         both words, in any of their forms; AND may stand between them
//	"droits humains"       exactly these words side by side; “ ” „ “ « » work too
//	"droits femmes"~5      these words, in any order, with at most five others between them
//	prison OR détention    one of them or both; binds less than AND
//	-guerre, NOT guerre    must not be there
//	( … )                  groups
//	expuls*                words that begin so, two letters or more before the star
//	Kadhafi~               words that differ in a letter, or two in long ones; ~1 and ~2 say how many
//	field:value            see fieldsOfQuery; field:"two words" and field:(a OR b) too
//
// The language is read by hand and not by a generated parser, because most of
// it is about what is no operator: a hyphen, dot, apostrophe, slash, colon or
// parenthesis within a word belongs to the word (manifestant(e)s, 44/0541,
// http://…), AND, OR and NOT are words in small letters, and signs that stand
// alone are left out. A lexer would need all that context, too.
func parseQuery(s string) (*node, error) {
	if len(s) > maxQueryBytes {
		return nil, &SyntaxError{1, fmt.Sprintf("the query has %d characters; at most about %d can be asked at once, so make it shorter, or ask several queries with search --batch",
			utf8.RuneCountInString(s), maxQueryBytes)}
	}
	if !utf8.ValidString(s) {
		return nil, &SyntaxError{1, "the query is not valid UTF-8; check the terminal's encoding"}
	}
	p := parser{in: []rune(norm.NFC.String(s))}
	n, err := p.or()
	if err != nil {
		return nil, err
	}
	if p.pos < len(p.in) {
		return nil, p.wrong(p.pos, ") closes a group that was not opened; put ( before its first word, or leave the ) out")
	}
	return n, nil
}

type parser struct {
	in    []rune
	pos   int
	depth int    // of open parentheses
	count int    // of clauses
	words int    // of those that are text
	field string // of the parentheses being read
}

func (p *parser) wrong(at int, format string, args ...any) error {
	return &SyntaxError{at + 1, fmt.Sprintf(format, args...)}
}

// or reads up to the end of the query or of the group.
func (p *parser) or() (*node, error) {
	var any []*node
	for behind := 0; ; {
		n, err := p.and()
		if err != nil {
			return nil, err
		}
		if n != nil {
			any = append(any, n)
		}
		at := p.pos
		if !p.take("OR") {
			if n == nil && len(any) > 0 {
				return nil, p.wrong(behind, "there is nothing behind OR; write what else may be there, or \"or\" in small letters if the word is meant")
			}
			return joined(opOr, any), nil
		}
		if n == nil {
			return nil, p.wrong(at, "OR needs something before it; write what else may be there, or \"or\" in small letters if the word is meant")
		}
		behind = at
	}
}

func (p *parser) and() (*node, error) {
	var all []*node
	for open := -1; ; {
		p.blanks()
		at := p.pos
		switch {
		case p.pos == len(p.in), p.in[p.pos] == ')', p.sees("OR"):
			if open >= 0 {
				return nil, p.wrong(open, "there is nothing behind AND; write what else must be there, or \"and\" in small letters if the word is meant")
			}
			return joined(opAnd, all), nil
		case p.take("AND"):
			if len(all) == 0 || open >= 0 {
				return nil, p.wrong(at, "AND needs something before it; write what else must be there, or \"and\" in small letters if the word is meant")
			}
			open = at
			continue
		}
		n, err := p.not()
		if err != nil {
			return nil, err
		}
		open = -1
		all = append(all, n)
	}
}

func (p *parser) not() (*node, error) {
	at, refused := p.pos, false
	for {
		switch {
		case p.take("NOT"):
			p.blanks()
		case isMinus(p.in[p.pos]) && p.pos+1 < len(p.in) && !isBlank(p.in[p.pos+1]) && p.in[p.pos+1] != ')':
			p.pos++
		default:
			n, err := p.operand()
			if err == nil && refused {
				n = &node{op: opNot, parts: []*node{n}}
			}
			return n, err
		}
		if p.pos == len(p.in) || p.in[p.pos] == ')' || p.sees("OR") || p.sees("AND") {
			return nil, p.wrong(at, "there is nothing behind NOT; write what must not be there, or \"not\" in small letters if the word is meant")
		}
		refused = !refused
	}
}

// operand reads a group, a phrase or a word, perhaps of a field.
func (p *parser) operand() (*node, error) {
	if p.in[p.pos] == '(' {
		return p.group()
	}
	at := p.pos
	field, err := p.fieldName()
	if err != nil {
		return nil, err
	}
	if field == "" {
		return p.term(p.field)
	}
	if p.field != "" {
		return nil, p.wrong(at, "%s: cannot stand within %s:( ); close the parenthesis first", field, p.field)
	}
	if p.in[p.pos] != '(' {
		return p.term(field)
	}
	p.field = field
	n, err := p.group()
	p.field = ""
	return n, err
}

func (p *parser) group() (*node, error) {
	open := p.pos
	p.depth++
	if p.depth > maxQueryDepth {
		return nil, p.wrong(open, "more than %d parentheses within one another; write the query with fewer", maxQueryDepth)
	}
	p.pos++
	n, err := p.or()
	switch {
	case err != nil:
		return nil, err
	case p.pos == len(p.in):
		return nil, p.wrong(open, "the parenthesis is never closed; put ) behind the last word of the group")
	case n == nil:
		return nil, p.wrong(open, "there is nothing between the parentheses; write a word, or leave them out")
	}
	p.pos++
	p.depth--
	return n, nil
}

// term reads a phrase or a word.
func (p *parser) term(field string) (*node, error) {
	read := p.word
	if _, ok := closers[p.in[p.pos]]; ok {
		read = p.phrase
	} else if p.in[p.pos] == '»' {
		return nil, p.wrong(p.pos, "» closes a phrase that was not opened; put « before its first word")
	}
	c, err := read(field)
	if err != nil {
		return nil, err
	}
	if p.count++; p.count > maxQueryClauses {
		return nil, p.wrong(c.at-1, "a query can have at most %d words and phrases; put words that belong together in quotation marks, ask for fewer, or ask several queries with search --batch", maxQueryClauses)
	}
	if err := c.read(); err != nil {
		return nil, err
	}
	if isText(field) {
		p.words += len(plain.Analyze([]byte(c.text)))
	}
	if p.words > maxQueryWords {
		return nil, p.wrong(c.at-1, "a query can have at most %d words; ask for fewer", maxQueryWords)
	}
	return &node{clause: c}, nil
}

package index

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Limits of one query. They bound the work a single question can cause.
const (
	maxQueryBytes   = 8 << 10
	maxQueryClauses = 64
	minPrefix       = 2 // letters before the *
)

// SyntaxError is a query that cannot be understood. At is the character of
// the query, counted from 1, at which the trouble lies.
type SyntaxError struct {
	At      int
	Message string
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("query, character %d: %s", e.At, e.Message)
}

type clauseKind int

const (
	wordClause clauseKind = iota
	phraseClause
	prefixClause
)

// clause is one thing a release must have, or with not must not have.
type clause struct {
	kind clauseKind
	text string
	not  bool
	at   int // character of the query, from 1
}

// parseQuery reads the query language:
//
//	words            every word must be there, in any of its forms
//	"some words"     exactly these words in this order; “ ” „ “ « » work too
//	-word -"words"   must not be there
//	prefix*          words that begin so, two letters or more before the star
//
// A hyphen, dot, apostrophe or parenthesis within a word belongs to the word.
// Signs that stand alone are left out.
func parseQuery(s string) ([]clause, error) {
	if len(s) > maxQueryBytes {
		return nil, &SyntaxError{1, fmt.Sprintf("the query has %d characters; at most about %d can be asked at once, so make it shorter",
			utf8.RuneCountInString(s), maxQueryBytes)}
	}
	if !utf8.ValidString(s) {
		return nil, &SyntaxError{1, "the query is not valid UTF-8; check the terminal's encoding"}
	}
	p := parser{in: []rune(s)}
	var out []clause
	for {
		c, ok, err := p.next()
		if err != nil {
			return nil, err
		}
		if !ok {
			return out, nil
		}
		if len(out) == maxQueryClauses {
			return nil, &SyntaxError{c.at, fmt.Sprintf("a query can have at most %d words and phrases; put words that belong together in quotation marks, or ask for fewer", maxQueryClauses)}
		}
		out = append(out, c)
	}
}

type parser struct {
	in  []rune
	pos int
}

// closers gives the marks that end a phrase begun with the key.
var closers = map[rune]string{
	'"': `"”“„`, '“': `”"“`, '„': `“”"`, '”': `”"`, '‟': `”"`, '«': `»`, '＂': `＂"`,
}

func (p *parser) next() (clause, bool, error) {
	for p.pos < len(p.in) && isBlank(p.in[p.pos]) {
		p.pos++
	}
	if p.pos == len(p.in) {
		return clause{}, false, nil
	}
	c := clause{at: p.pos + 1}
	if isMinus(p.in[p.pos]) && p.pos+1 < len(p.in) && !isBlank(p.in[p.pos+1]) {
		c.not = true
		p.pos++
	}
	if end, ok := closers[p.in[p.pos]]; ok {
		return p.phrase(c, end)
	}
	if p.in[p.pos] == '»' {
		return c, false, &SyntaxError{p.pos + 1, "» closes a phrase that was not opened; put « before its first word"}
	}
	return p.word(c)
}

func (p *parser) phrase(c clause, end string) (clause, bool, error) {
	open := p.in[p.pos]
	p.pos++
	from := p.pos
	for p.pos < len(p.in) && !strings.ContainsRune(end, p.in[p.pos]) {
		p.pos++
	}
	if p.pos == len(p.in) {
		return c, false, &SyntaxError{from, fmt.Sprintf("the quotation mark %c is never closed; put its pair behind the last word of the phrase", open)}
	}
	c.kind, c.text = phraseClause, string(p.in[from:p.pos])
	p.pos++
	if strings.TrimFunc(c.text, isBlank) == "" {
		return c, false, &SyntaxError{from, "there is no word between the quotation marks; write one, or leave them out"}
	}
	return c, true, nil
}

func (p *parser) word(c clause) (clause, bool, error) {
	from := p.pos
	for p.pos < len(p.in) && !isBlank(p.in[p.pos]) && !isQuote(p.in[p.pos]) {
		p.pos++
	}
	c.text = string(p.in[from:p.pos])
	if err := notYet(c); err != nil {
		return c, false, err
	}
	star := strings.IndexRune(c.text, '*')
	if star < 0 {
		return c, true, nil
	}
	at := from + 1 + utf8.RuneCountInString(c.text[:star])
	if star != len(c.text)-1 {
		return c, false, &SyntaxError{at, "a * can only stand at the end of a word; write the beginning of the word and a *"}
	}
	c.kind, c.text = prefixClause, c.text[:star]
	if letters := utf8.RuneCount(fold([]byte(c.text))); letters < minPrefix {
		return c, false, &SyntaxError{at, fmt.Sprintf("a * needs at least %d letters before it; write more of the word", minPrefix)}
	}
	return c, true, nil
}

// notYet refuses what other search programs understand and this one does not:
// an answer to another question would be worse than none.
func notYet(c clause) error {
	switch c.text {
	case "AND":
		return &SyntaxError{c.at, "AND is not needed, since all words must be there; leave it out, or write it in small letters if the word is meant"}
	case "OR", "NOT":
		return &SyntaxError{c.at, c.text + " is not understood; use two searches for OR and -word for NOT, or write it in small letters if the word is meant"}
	}
	name, rest, ok := strings.Cut(c.text, ":")
	if !ok || rest == "" {
		return nil
	}
	switch name {
	case "title", "quote", "speaker", "role", "country", "site", "org", "kind", "lang", "topic", "status", "date", "after", "before":
		return &SyntaxError{c.at, name + ": is not understood in a query; use the options of search, or a space before the colon if the word is meant"}
	}
	return nil
}

func isBlank(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) || r == '\uFEFF' }

func isMinus(r rune) bool { return r == '-' || r == '−' }

func isQuote(r rune) bool { _, ok := closers[r]; return ok || r == '»' }

package quote

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// lexer cuts paragraphs into tokens. What it grows is kept for the next
// paragraph and the next release in the same language.
type lexer struct {
	rules *rules
	text  string
	toks  []token
	marks []mark
	from  int    // the first token of the paragraph being cut
	low   []byte // the folded form of the word being read
	// vocabulary holds each word met so far with what the table says of it, so
	// that a word is folded and looked up once and compared without copying it.
	vocabulary map[string]wordID
	words      []lexeme
}

// tokenize cuts text into tokens, and notes the quotation marks among them.
func (x *lexer) tokenize(text string) ([]token, []mark) {
	x.text = text
	x.from = len(x.toks)
	mark := len(x.marks)
	double := 0 // (( that are open
	for i := 0; i < len(text); {
		c, n := rune(text[i]), 1
		if c >= utf8.RuneSelf {
			c, n = utf8.DecodeRuneInString(text[i:])
		}
		switch {
		case isSpace(c):
			i += n
		case isLetter(c):
			t := x.word(i)
			x.add(t)
			i = int(t.end)
		case unicode.IsDigit(c):
			e := numberEnd(text, i)
			x.add(token{start: int32(i), end: int32(e), kind: number})
			i = e
		default:
			if (c == '’' || c == '\'') && apostropheS(text, i, x.rules) {
				x.add(token{start: int32(i), end: int32(i + n + 1), kind: word, flags: possessive})
				i += n + 1
				continue
			}
			if (c == '’' || c == '\'') && clipped(text, i, n) {
				x.add(token{start: int32(i), end: int32(i + n + 1), kind: word, flags: particle})
				i += n + 1
				continue
			}
			k := signKind(c)
			if r, size := x.rules.otherMark(text, i, c); r == '«' || r != 0 && (c != ')' || double > 0) {
				if c == '(' {
					double++
				} else if c == ')' {
					double-- // not the end of (a (b))
				}
				k, c, n = quoteMark, r, size
			}
			if c == '\'' && x.rules.singleQuotes {
				if m := straightSingle(text, i); m != 0 {
					c, k = m, quoteMark
				}
			}
			if k == quoteMark {
				if e := runEnd(text, i, n); e >= i+ornament*n {
					x.add(token{start: int32(i), end: int32(e), kind: other})
					i = e
					continue
				}
				if len(x.marks) == cap(x.marks) {
					x.marks = slices.Grow(x.marks, 1+x.ahead(len(x.marks)-mark, i))
				}
				x.marks = append(x.marks, newMark(text, i, n, c, len(x.toks)-x.from))
			}
			x.add(token{start: int32(i), end: int32(i + n), kind: k})
			i += n
		}
	}
	return x.toks[x.from:len(x.toks):len(x.toks)], x.marks[mark:len(x.marks):len(x.marks)]
}

// ornament is how many equal quotation marks in a row are a drawn line.
const ornament = 8

// otherMark gives the mark as which a sign of the text counts that some languages use
// for one, and its bytes: ((A)), ,,A”, ‚A‘, ›A‹. It is 0 for others.
func (r *rules) otherMark(text string, i int, c rune) (rune, int) {
	switch {
	case r.doubleParens && c == '(' && strings.HasPrefix(text[i:], "(("):
		return '«', 2
	case r.doubleParens && c == ')' && strings.HasPrefix(text[i:], "))"):
		return '»', 2
	case !r.capitalNouns:
	case c == '‚' || c == ',' && strings.HasPrefix(text[i:], ",,"):
		return '„', max(utf8.RuneLen(c), 2)
	case c == '‘' || c == '\'' && strings.HasPrefix(text[i:], "''"):
		n := max(utf8.RuneLen(c), 2)
		if next, _ := utf8.DecodeRuneInString(text[i+n:]); isLetter(next) {
			return 0, 0 // geht‘s
		}
		return '“', n
	case c == '›':
		return '»', utf8.RuneLen(c)
	case c == '‹':
		return '«', utf8.RuneLen(c)
	}
	return 0, 0
}

// runEnd gives the end of the row of equal characters, n bytes each, that
// begins at i.
func runEnd(text string, i, n int) int {
	e := i + n
	for e+n <= len(text) && text[e:e+n] == text[i:i+n] {
		e += n
	}
	return e
}

// tokenBlock is how many tokens memory is taken for at once, at least.
const tokenBlock = 1 << 11

// ahead says how many more are to come, about, of what the paragraph has n of before
// byte at: as many a byte as so far, and a few. A beginning may mislead, so there are
// never more than fifteen times as many.
func (x *lexer) ahead(n, at int) int {
	return min(n*(len(x.text)-at)/max(at, 1)+n/8, 15*n)
}

// add appends a token. Where the block is full, a new one takes the tokens of
// this paragraph over; those of the paragraphs before stay where they are.
func (x *lexer) add(t token) {
	if len(x.toks) == cap(x.toks) {
		n := len(x.toks) - x.from
		block := make([]token, n, max(tokenBlock, n+1+x.ahead(n, int(t.start))))
		copy(block, x.toks[x.from:])
		x.toks, x.from = block, 0
	}
	x.toks = append(x.toks, t)
}

// apostropheS says whether the English possessive ('s) begins at i.
func apostropheS(text string, i int, r *rules) bool {
	if !r.possessiveS || i == 0 {
		return false
	}
	for _, p := range [...]string{"’s", "'s"} {
		if strings.HasPrefix(text[i:], p) {
			prev, _ := utf8.DecodeLastRuneInString(text[:i])
			next, _ := utf8.DecodeRuneInString(text[i+len(p):])
			return (unicode.IsLetter(prev) || prev == '.') && !unicode.IsLetter(next)
		}
	}
	return false
}

// onX says whether a word is X after a preposition: no initial, but where things are
// posted, so that the full stop after it ends a sentence.
func (x *lexer) onX(w string) bool {
	return w == "X" && len(x.toks) > x.from && x.toks[len(x.toks)-1].is(preposition)
}

// clipped says whether the apostrophe at i begins a small word that has lost its
// first letter, within a name: van ’t Hoff.
func clipped(text string, i, n int) bool {
	return i > 0 && text[i-1] == ' ' && i+n+1 < len(text) && (text[i+n] == 't' || text[i+n] == 's') && text[i+n+1] == ' '
}

func numberEnd(text string, i int) int {
	for i < len(text) {
		c, n := utf8.DecodeRuneInString(text[i:])
		if !unicode.IsDigit(c) && !unicode.IsLetter(c) && c != '-' {
			next, _ := utf8.DecodeRuneInString(text[i+n:])
			if !strings.ContainsRune(".,:/", c) || !unicode.IsDigit(next) {
				break
			}
		}
		i += n
	}
	return i
}

// word reads the word at i: letters, hyphens and middle dots between them,
// apostrophes where they do not mark an elision, and the full stop of an
// initial or an abbreviation.
func (x *lexer) word(i int) token {
	text, r, low := x.text, x.rules, x.low[:0]
	e, elided, digit, hyphen := i, false, false, false
	letters := 0
scan:
	for e < len(text) {
		c, n := rune(text[e]), 1
		if c >= 'a' && c <= 'z' { // nearly always
			low = append(low, byte(c))
			letters++
			e++
			continue
		}
		if c >= utf8.RuneSelf {
			c, n = utf8.DecodeRuneInString(text[e:])
		}
		switch {
		case isLetter(c):
			letters++
		case c >= '0' && c <= '9':
			letters++
			digit = true
		case c == '\'' || c == '’':
			next, _ := utf8.DecodeRuneInString(text[e+n:])
			if r.elides(text[i:e], low, next) {
				e += n
				low = append(low, '\'')
				elided = true
				break scan
			}
			if !unicode.IsLetter(next) && nasalEnd(text, i, e) {
				e += n
				low = append(low, '\'')
				break scan
			}
			if !unicode.IsLetter(next) || apostropheS(text, e, r) {
				break scan
			}
		case c == '-' || c == '‑' || c == '·' || c == '‧':
			if next, _ := utf8.DecodeRuneInString(text[e+n:]); !unicode.IsLetter(next) && !unicode.IsDigit(next) {
				break scan
			}
			hyphen = true
		case c == '.':
			next, _ := utf8.DecodeRuneInString(text[e+n:])
			if unicode.IsLetter(next) && (letters == 1 || unicode.IsLower(next)) {
				letters = 0 // U.S., example.org
				break
			}
			if letters == 1 && isInitial(text[i:e]) && !x.onX(text[i:e]) || r.abbreviations[text[i:e]] {
				e += n
				low = append(low, '.')
			}
			break scan
		case c >= utf8.RuneSelf && !isPunctuation(c) && (unicode.IsMark(c) || unicode.IsDigit(c)):
			letters++
		case c == 0x200C || c == 0x200D: // how letters join, within a word
		default:
			break scan
		}
		low = appendFolded(low, c)
		e += n
	}
	x.low = low
	id := x.known(low, elided)
	t := token{start: int32(i), end: int32(e), kind: word, id: id, flags: x.words[id].flags}
	if !digit {
		first, _ := utf8.DecodeRuneInString(text[i:e])
		t.capital = unicode.IsUpper(first) || hyphen && hyphenName(text[i:e])
	}
	return t
}

package quote

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

type kind uint8

const (
	word kind = iota
	number
	comma
	stop // . ! ? …
	colon
	semicolon
	dash
	parenOpen
	parenClose
	quoteMark
	other
)

// token is a word, a number or a sign of a paragraph; start and end are byte
// offsets in its text. flags is what the language's table says of the word.
type token struct {
	start, end int32
	kind       kind
	capital    bool // begins with a capital, or is a name like al-Bashir
	flags      flag
}

func (t token) is(f flag) bool { return t.flags&f != 0 }

// tokenize cuts text into tokens, and notes the quotation marks among them.
func tokenize(text string, r *rules) ([]token, []mark) {
	toks := make([]token, 0, len(text)/5+4)
	var marks []mark
	for i := 0; i < len(text); {
		c, n := utf8.DecodeRuneInString(text[i:])
		switch {
		case unicode.IsSpace(c):
			i += n
		case unicode.IsLetter(c):
			t := wordAt(text, i, r)
			toks = append(toks, t)
			i = int(t.end)
		case unicode.IsDigit(c):
			e := numberEnd(text, i)
			toks = append(toks, token{start: int32(i), end: int32(e), kind: number})
			i = e
		default:
			if apostropheS(text, i, r) {
				toks = append(toks, token{start: int32(i), end: int32(i + n + 1), kind: word, flags: possessive})
				i += n + 1
				continue
			}
			k := signKind(c)
			if k == quoteMark {
				marks = append(marks, newMark(text, i, n, c, len(toks)))
			}
			toks = append(toks, token{start: int32(i), end: int32(i + n), kind: k})
			i += n
		}
	}
	return toks, marks
}

func signKind(c rune) kind {
	switch c {
	case ',', '،':
		return comma
	case '.', '!', '?', '…', '¿', '¡':
		if c == '¿' || c == '¡' {
			return other
		}
		return stop
	case ':':
		return colon
	case ';':
		return semicolon
	case '—', '–', '-', '―':
		return dash
	case '(', '[':
		return parenOpen
	case ')', ']':
		return parenClose
	case '«', '»', '“', '”', '„', '‟', '"', '‘', '’':
		return quoteMark
	}
	return other
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
			return unicode.IsLetter(prev) && !unicode.IsLetter(next)
		}
	}
	return false
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

// wordAt reads the word at i: letters, hyphens and middle dots between them,
// apostrophes where they do not mark an elision, and the full stop of an
// initial or an abbreviation.
func wordAt(text string, i int, r *rules) token {
	t := token{start: int32(i), kind: word}
	e, elided := i, false
	letters := 0
scan:
	for e < len(text) {
		c, n := utf8.DecodeRuneInString(text[e:])
		switch {
		case unicode.IsLetter(c) || unicode.IsMark(c) || unicode.IsDigit(c):
			letters++
		case c == '\'' || c == '’':
			next, _ := utf8.DecodeRuneInString(text[e+n:])
			if r.elides(text[i:e], next) {
				e += n
				elided = true
				break scan
			}
			if !unicode.IsLetter(next) || apostropheS(text, e, r) {
				break scan
			}
		case c == '-' || c == '‑' || c == '·' || c == '‧':
			if next, _ := utf8.DecodeRuneInString(text[e+n:]); !unicode.IsLetter(next) && !unicode.IsDigit(next) {
				break scan
			}
		case c == '.':
			next, _ := utf8.DecodeRuneInString(text[e+n:])
			if unicode.IsLetter(next) && (letters == 1 || unicode.IsLower(next)) {
				letters = 0 // U.S., example.org
			} else if letters == 1 && isInitial(text[i:e]) || r.abbreviations[text[i:e]] {
				e += n
				break scan
			} else {
				break scan
			}
		default:
			break scan
		}
		e += n
	}
	t.end = int32(e)
	w := text[i:e]
	first, _ := utf8.DecodeRuneInString(w)
	t.capital = (unicode.IsUpper(first) || hyphenName(w)) && !strings.ContainsAny(w, "0123456789")
	t.flags = r.lookup(w, elided)
	return t
}

// isInitial says whether w ends in a lone capital: "J", the last of "U.S".
func isInitial(w string) bool {
	c, _ := utf8.DecodeLastRuneInString(w)
	return unicode.IsUpper(c)
}

// hyphenName recognises names that begin with a small article: al-Bashir,
// el-Sisi, at-Tayyib.
func hyphenName(w string) bool {
	h := strings.IndexByte(w, '-')
	if h < 1 || h > 3 {
		return false
	}
	c, _ := utf8.DecodeRuneInString(w[h+1:])
	return unicode.IsUpper(c)
}

// fold gives the form in which words stand in the tables: small letters and
// straight apostrophes.
func fold(w string) string {
	for i := 0; i < len(w); i++ {
		if c := w[i]; c >= 'A' && c <= 'Z' || c >= 0x80 {
			return string(appendFold(make([]byte, 0, len(w)+8), w))
		}
	}
	return w
}

// appendFold is fold without a new string.
func appendFold(dst []byte, w string) []byte {
	for _, c := range w {
		switch {
		case c >= 'A' && c <= 'Z':
			c += 'a' - 'A'
		case c == '’':
			c = '\''
		case c >= 0x80:
			c = unicode.ToLower(c)
		}
		dst = utf8.AppendRune(dst, c)
	}
	return dst
}

// slice returns the words from one token to before another.
func (p *para) slice(from, to int) string {
	if from >= to {
		return ""
	}
	s := p.text[p.toks[from].start:p.toks[to-1].end]
	if strings.Contains(s, "\u00a0") || strings.Contains(s, "\u202f") {
		return plainSpaces.Replace(s)
	}
	return s
}

// plainSpaces undoes typographic spaces in names, which are compared.
var plainSpaces = strings.NewReplacer("\u00a0", " ", "\u202f", " ")

func (p *para) word(i int) string { return fold(p.text[p.toks[i].start:p.toks[i].end]) }

// glued says whether token i and the next stand together without a space.
func (p *para) glued(i int) bool {
	return i+1 < len(p.toks) && p.toks[i].end == p.toks[i+1].start
}

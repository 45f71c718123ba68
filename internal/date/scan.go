package date

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// fold brings a text to the form the word tables are in: compatibility forms
// resolved (full-width digits, presentation forms, NBSP), every script's
// decimal digits as 0–9, accents and invisible marks dropped, lower case.
func fold(raw string) string {
	ascii := true
	for i := 0; i < len(raw) && ascii; i++ {
		ascii = raw[i] < utf8.RuneSelf
	}
	if ascii {
		return strings.ToLower(raw)
	}
	var b strings.Builder
	b.Grow(len(raw))
	for _, r := range norm.NFKD.String(strings.Map(dropSuperscript, raw)) {
		switch {
		case unicode.Is(unicode.Mn, r), unicode.Is(unicode.Cf, r), r == 'ـ':
			continue // accents, bidi marks, soft hyphens, tatweel
		case r >= '٠' && r <= '٩':
			r = r - '٠' + '0'
		case r >= '۰' && r <= '۹':
			r = r - '۰' + '0'
		case r == '‐':
			r = '-'
		default:
			r = unicode.ToLower(r)
		}
		b.WriteRune(r)
	}
	return hanNumbers(b.String())
}

// hanNumbers writes the numbers of 二〇二〇年二月二十四日 in digits: those before a
// unit of a date, and no others.
func hanNumbers(text string) string {
	if !strings.ContainsAny(text, "年月日号號") {
		return text
	}
	var b strings.Builder
	var run []rune
	for _, r := range text {
		if r == '零' {
			r = '〇'
		}
		if strings.ContainsRune("〇一二三四五六七八九十", r) {
			run = append(run, r)
			continue
		}
		if n := hanNumber(run); n != "" && strings.ContainsRune("年月日号號", r) {
			b.WriteString(n)
		} else {
			b.WriteString(string(run))
		}
		run = run[:0]
		b.WriteRune(r)
	}
	b.WriteString(string(run))
	return b.String()
}

// hanNumber gives 二十四 and 二〇二〇 in digits, "" for what is neither.
func hanNumber(run []rune) string {
	value := func(r rune) int { return slices.Index([]rune("〇一二三四五六七八九"), r) }
	ten := slices.Index(run, '十')
	switch {
	case len(run) == 0 || len(run) > 4 || ten < 0 && len(run) > 1 && len(run) < 4:
		return ""
	case ten < 0:
		digits := make([]byte, len(run))
		for i, r := range run {
			digits[i] = byte('0' + value(r))
		}
		return string(digits)
	case ten > 1 || len(run) > ten+2:
		return ""
	}
	n := 10
	if ten == 1 {
		n = 10 * value(run[0])
	}
	if ten+1 < len(run) {
		unit := value(run[ten+1])
		if unit < 1 {
			return ""
		}
		n += unit
	}
	return strconv.Itoa(n)
}

// dropSuperscript takes away footnote marks, which would become digits of the
// number before them.
func dropSuperscript(r rune) rune {
	switch {
	case r == '¹', r == '²', r == '³', r == '⁰', r >= '⁴' && r <= '⁹', r >= '₀' && r <= '₉':
		return ' '
	}
	return r
}

type kind uint8

const (
	wordToken kind = iota
	numberToken
	tripleToken // three numbers with separators, or YYYYMMDD
	monthToken  // a year and a month in numbers: 2020-02, 02/2020
	clockToken
	layoutToken // what only page layout puts between things: | • · line break
)

// token is one element of a text. Which members count depends on its kind.
type token struct {
	kind  kind
	word  string
	num   [3]digits // a number has one, a triple three, a month year and month
	sep   rune      // of a triple
	unit  rune      // of a number: 年 月 日, or ' for a year shortened by an apostrophe
	clock *clock
}

type digits struct{ n, len int }

type scanner struct {
	text    string
	pos     int
	tokens  []token
	machine bool // a date in ISO's form has been seen
}

// scan cuts a folded text into tokens. It fails on a character that no date
// and no label contains.
func scan(text string) ([]token, bool) {
	s := &scanner{text: text, tokens: make([]token, 0, 6)}
	for s.pos < len(s.text) {
		if !s.next() {
			return nil, false
		}
	}
	return s.tokens, true
}

func (s *scanner) next() bool {
	r, size := utf8.DecodeRuneInString(s.text[s.pos:])
	switch {
	case r >= '0' && r <= '9':
		return s.number()
	case unicode.Is(unicode.Han, r):
		s.han()
	case unicode.IsLetter(r):
		s.add(token{kind: wordToken, word: s.word()})
	case r == '|' || r == '•' || r == '·' || r == '∙' || r == '\n' || r == '\r':
		s.pos += size
		s.add(token{kind: layoutToken})
	case r == '\'' || r == '’' || r == '‘':
		s.pos += size
		if d := s.digits(); d.len == 2 {
			s.add(token{kind: numberToken, num: [3]digits{d}, unit: '\''})
		} else if d.len == 1 { // «l'8 marzo»
			s.add(token{kind: numberToken, num: [3]digits{d}})
		} else if d.len > 0 {
			return false
		}
	case unicode.IsSpace(r), strings.ContainsRune(",.:;/-–—()[]«»\"“”،؛、。º°", r):
		s.pos += size
	default:
		return false
	}
	return true
}

func (s *scanner) add(t token) { s.tokens = append(s.tokens, t) }

func (s *scanner) eat(want rune) bool {
	r, size := utf8.DecodeRuneInString(s.text[s.pos:])
	if r != want || size == 0 {
		return false
	}
	s.pos += size
	return true
}

func (s *scanner) blanks() {
	for s.eat(' ') {
	}
}

func (s *scanner) word() string {
	from := s.pos
	for s.pos < len(s.text) {
		r, size := utf8.DecodeRuneInString(s.text[s.pos:])
		if !unicode.IsLetter(r) || unicode.Is(unicode.Han, r) {
			break
		}
		s.pos += size
	}
	return s.text[from:s.pos]
}

// digits reads a run of digits; len says how many there were, and n is only
// meaningful up to nine.
func (s *scanner) digits() digits {
	var d digits
	for s.pos < len(s.text) && s.text[s.pos] >= '0' && s.text[s.pos] <= '9' {
		if d.len < 9 {
			d.n = d.n*10 + int(s.text[s.pos]-'0')
		}
		d.len++
		s.pos++
	}
	return d
}

// han reads a known Chinese word, the longest first, or one character.
func (s *scanner) han() {
	rest := s.text[s.pos:]
	for _, day := range [...]string{"星期", "礼拜", "周", "週"} {
		if after, ok := strings.CutPrefix(rest, day); ok {
			if _, size := utf8.DecodeRuneInString(after); strings.ContainsAny(after[:size], "一二三四五六日天") && size > 0 {
				s.pos += len(day) + size // a weekday says nothing more
				return
			}
		}
	}
	best := ""
	for _, w := range hanWords {
		if len(w) > len(best) && strings.HasPrefix(rest, w) {
			best = w
		}
	}
	if best == "" {
		_, size := utf8.DecodeRuneInString(rest)
		best = rest[:size]
	}
	s.pos += len(best)
	s.add(token{kind: wordToken, word: best})
}

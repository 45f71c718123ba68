package place

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// gap says what stands between a token and the one before it.
type gap uint8

const (
	plainGap  gap = iota // blanks
	joinedGap            // a hyphen or an apostrophe
	softGap              // what a name may contain: a full stop, parentheses, an ampersand
	hardGap              // anything else, and the beginning
)

// token is one word of a text, a dotted acronym ("U.S.", key "u.s") or one
// Han character.
type token struct {
	start, end int    // bytes of the text
	key        string // folded; only valid while a lexicon reads it
	gap        gap
	upper      bool // begins with a capital
	capitals   bool // has only capitals
	first      bool // begins a sentence
}

// foldTable holds the base letter, in lower case and without accents, of the
// letters up to the end of the Arabic block; 0 where nothing remains.
var foldTable = sync.OnceValue(func() *[0x700]rune {
	var t [0x700]rune
	for r := range t {
		for _, d := range norm.NFD.String(string(rune(r))) {
			if !unicode.Is(unicode.Mn, d) {
				t[r] = unicode.ToLower(d)
				break
			}
		}
	}
	for from, to := range map[rune]rune{'ı': 'i', 'ł': 'l', 'Ł': 'l', 'ø': 'o', 'Ø': 'o', 'đ': 'd', 'Đ': 'd',
		'ى': 'ي', 'ة': 'ه', 'ـ': 0, 'ی': 'ي', 'ک': 'ك', 'İ': 'i', 0xAD: 0} {
		t[from] = to
	}
	return &t
})

// appendFolded adds the folded form of a letter.
func appendFolded(b []byte, r rune, table *[0x700]rune) []byte {
	switch r {
	case 'œ', 'Œ':
		return append(b, "oe"...)
	case 'æ', 'Æ':
		return append(b, "ae"...)
	case 'ß':
		return append(b, "ss"...)
	}
	if int(r) < len(table) {
		if r = table[r]; r == 0 {
			return b
		}
		return utf8.AppendRune(b, r)
	}
	if unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Cf, r) {
		return b
	}
	return utf8.AppendRune(b, unicode.ToLower(r))
}

func isWord(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Nd, r) || r == 0xAD
}

// tokenize cuts a text into tokens.
func tokenize(text string) []token {
	table := foldTable()
	tokens := make([]token, 0, len(text)/5+1)
	folded := make([]byte, 0, len(text)+16)
	ends := make([]int, 0, cap(tokens))
	last := 0
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if !isWord(r) {
			i += size
			continue
		}
		t := token{start: i}
		t.gap, t.first = between(text[last:i], len(tokens) == 0)
		t.upper = unicode.IsUpper(r)
		if end := dotted(text[i:]); end > 0 {
			t.capitals = t.upper
			for _, r := range text[i : i+end] {
				if isWord(r) {
					folded = append(appendFolded(folded, r, table), '.')
				}
			}
			folded = folded[:len(folded)-1]
			i += end
		} else {
			i, t.capitals, folded = word(text, i, folded, table)
		}
		t.end, last = i, i
		tokens = append(tokens, t)
		ends = append(ends, len(folded))
	}
	all, from := string(folded), 0
	for i := range tokens {
		tokens[i].key = all[from:ends[i]]
		from = ends[i]
	}
	return tokens
}

// word reads the word at i and gives its end, whether it is all capitals, and
// the folded text with the word's form added.
func word(text string, i int, folded []byte, table *[0x700]rune) (end int, capitals bool, out []byte) {
	capitals = true
	for n := 0; i < len(text); n++ {
		if c := text[i]; c < utf8.RuneSelf {
			switch {
			case c >= 'a' && c <= 'z':
				capitals = false
			case c >= 'A' && c <= 'Z':
				c += 'a' - 'A'
			case c >= '0' && c <= '9':
			default:
				return i, capitals, folded
			}
			folded = append(folded, c)
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if !isWord(r) {
			break
		}
		if han := unicode.Is(unicode.Han, r); han && n > 0 {
			break
		} else if han {
			return i + size, false, append(folded, text[i:i+size]...)
		}
		capitals = capitals && !unicode.IsLower(r)
		folded = appendFolded(folded, r, table)
		i += size
	}
	return i, capitals, folded
}

// dotted measures a dotted acronym at the beginning of s: two or more single
// letters, each with a full stop behind it but for the last, as "U.S" and
// "É.-U.". 0 for none.
func dotted(s string) int {
	i, letters, end := 0, 0, 0
	for {
		r, size := utf8.DecodeRuneInString(s[i:])
		if !unicode.IsLetter(r) {
			break
		}
		i += size
		if i < len(s) {
			if next, _ := utf8.DecodeRuneInString(s[i:]); isWord(next) {
				break
			}
		}
		letters, end = letters+1, i
		if i == len(s) || s[i] != '.' {
			break
		}
		i++
		if i < len(s) && s[i] == '-' {
			i++
		}
	}
	if letters < 2 {
		return 0
	}
	return end
}

// between classifies what separates two tokens, and tells whether a sentence
// begins behind it.
func between(s string, start bool) (gap, bool) {
	if start {
		return hardGap, true
	}
	g, first := plainGap, false
	for i, r := range s {
		switch {
		case r == ' ', r == '\n', r == '\u00a0', r == '\u202f', unicode.IsSpace(r), unicode.Is(unicode.Cf, r):
			if r == '\n' && strings.Count(s[i:], "\n") > 1 {
				return hardGap, true
			}
		case r == '-', r == '‐', r == '‑', r == '\'', r == '’', r == 'ʼ':
			g = max(g, joinedGap)
		case r == '.', r == '(', r == ')', r == '&', r == '（', r == '）':
			g = max(g, softGap)
			first = first || r == '.'
		default:
			g = hardGap
			first = first || strings.ContainsRune("!?:…«“\"–—•", r)
		}
	}
	return g, first
}

// Folded gives the form under which the names of towns are filed: its words in
// lower case and without accents, a blank between them.
func Folded(name string) string {
	var b strings.Builder
	for i, t := range tokenize(name) {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(t.key)
	}
	return b.String()
}

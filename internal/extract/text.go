package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/text/unicode/norm"
)

// trimSpace takes white space of every kind, and characters of no width, off
// both ends; what stands inside is kept as published.
func trimSpace(s string) string {
	if s == "" || s[0] > ' ' && s[0] < utf8.RuneSelf && s[len(s)-1] > ' ' && s[len(s)-1] < utf8.RuneSelf {
		return s
	}
	return strings.TrimFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' || r == '\u2060' || r == '\u00ad'
	})
}

// collapse folds the ASCII white space of a short text.
func collapse(s string) string {
	if !isFolded(s) {
		s = strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r < utf8.RuneSelf && isSpace(byte(r)) }), " ")
	}
	return composed(trimSpace(withoutHyphens(s)))
}

// isFolded: no white space of any kind but single blanks inside, as most texts are.
func isFolded(s string) bool {
	blank := true // before this character
	for _, c := range s {
		was := blank
		if blank = unicode.IsSpace(c); blank && (was || c != ' ') {
			return false
		}
	}
	return !blank || s == ""
}

// withoutHyphens takes the soft hyphens out of a text: they say where a line
// may be broken, and are no character of the word, which nobody would find with
// them in it.
func withoutHyphens(s string) string { return strings.ReplaceAll(s, "\u00ad", "") }

// composed is a text in the normal form NFC. Texts of Latin, Cyrillic and Arabic
// letters without vowels and of common punctuation are in it already; the tables
// of norm are for the others.
func composed(s string) string {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c < "\u0300"[0]: // all below U+0300
		case c == "\u0400"[0], c == "\u0440"[0]: // up to U+047F
		case c == "،"[0] && i+1 < len(s) && (s[i+1] == "،"[1] || s[i+1] >= "\u0621"[1]), c == "\u0640"[0] && i+1 < len(s) && s[i+1] <= "\u064a"[1]: // U+060C, U+0621 to U+064A
		case c == "\u2002"[0] && i+2 < len(s) && (s[i+1] == "\u2002"[1] && s[i+2] >= "\u2002"[2] || s[i+1] == "€"[1]):
			i += 2 // U+2002 to U+203F, U+2080 to U+20BF
		default:
			return norm.NFC.String(s)
		}
	}
	return s
}

// textOf is the visible text of one element, on one line.
func textOf(n *html.Node) string {
	blocks := collect(n)
	if len(blocks) == 1 {
		return blocks[0].text
	}
	return joinBlocks(blocks, " ")
}

func joinBlocks(blocks []block, sep string) string {
	var out strings.Builder
	for _, b := range blocks {
		if b.text == "" {
			continue
		}
		if out.Len() > 0 {
			out.WriteString(sep)
		}
		out.WriteString(b.text)
	}
	return out.String()
}

func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'
}

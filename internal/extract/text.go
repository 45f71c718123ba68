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
	s = strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r < utf8.RuneSelf && isSpace(byte(r)) }), " ")
	return norm.NFC.String(trimSpace(s))
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

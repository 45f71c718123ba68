package extract

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/text/unicode/norm"
)

// parseOffset reads the offset of a mark; -1 for what is none.
func parseOffset(s string) int {
	if at, err := strconv.Atoi(s); err == nil {
		return at
	}
	return -1
}

// shown is after how many characters the words of a long value are not looked
// for any more.
const shown = 60

// locate finds the beginning of some words in the visible text of markup,
// whatever stands between them: white space and tags do not count.
func locate(markup []byte, words string) (start, end int, ok bool) {
	want := bare(words, shown)
	if want == "" {
		return 0, 0, false
	}
	var have []byte     // the text without white space
	var at, until []int // where in the markup each byte of it begins, and ends
	z := html.NewTokenizer(bytes.NewReader(markup))
	hidden := false
	for offset := 0; ; {
		kind, raw := z.Next(), z.Raw()
		switch kind {
		case html.ErrorToken:
			return 0, 0, false
		case html.StartTagToken, html.EndTagToken:
			if name, _ := z.TagName(); string(name) == "script" || string(name) == "style" {
				hidden = kind == html.StartTagToken
			}
		case html.TextToken:
			if hidden {
				break
			}
			before := max(0, len(have)-len(want))
			eachRune(raw, func(r rune, from, to int) {
				if isBlank(r) {
					return
				}
				if n, c, ok := composes(have, r); ok { // the record has one character for the two
					from = at[n] - offset
					have, at, until = have[:n], at[:n], until[:n]
					r = c
				}
				n := len(have)
				have = utf8.AppendRune(have, r)
				for range len(have) - n {
					at, until = append(at, offset+from), append(until, offset+to)
				}
			})
			if i := bytes.Index(have[before:], []byte(want)); i >= 0 {
				i += before
				return at[i], until[i+len(want)-1], true
			}
		}
		offset += len(raw)
	}
}

// composes reports whether a combining mark makes one character, c, of itself
// and the last of a text, which begins at n.
func composes(text []byte, mark rune) (n int, c rune, ok bool) {
	if mark < 0x300 || !unicode.Is(unicode.Mn, mark) || len(text) == 0 {
		return 0, 0, false
	}
	last, size := utf8.DecodeLastRune(text)
	both := norm.NFC.String(string(last) + string(mark))
	c, whole := utf8.DecodeRuneInString(both)
	return len(text) - size, c, whole == len(both)
}

// bare gives the words of a text without white space, until there are n
// characters of them.
func bare(s string, n int) string {
	var out strings.Builder
	for _, r := range s {
		if isBlank(r) {
			if n <= 0 {
				break
			}
			continue
		}
		n--
		out.WriteRune(r)
	}
	return out.String()
}

func isBlank(r rune) bool {
	switch r {
	case ' ', '\n', '\t', '\r', '\f', '\u00a0', '\u202f', '\u2009', '\u200b', '\u00ad', '\ufeff', '\u2060':
		return true
	}
	return false
}

// eachRune gives the characters of a text token of HTML, entities decoded, each
// with where it begins and ends in raw.
func eachRune(raw []byte, visit func(r rune, from, to int)) {
	for i := 0; i < len(raw); {
		r, size := utf8.DecodeRune(raw[i:])
		if r != '&' {
			visit(r, i, i+size)
		} else {
			size = entity(raw[i:])
			for _, r := range html.UnescapeString(string(raw[i : i+size])) {
				visit(r, i, i+size)
			}
		}
		i += size
	}
}

// entity gives the length of the character reference at the beginning of s; 1
// for an ampersand that begins none.
func entity(s []byte) int {
	const longest = 33 // of HTML's names, with & and ;
	for i := 1; i < len(s) && i <= longest; i++ {
		if s[i] == ';' {
			if html.UnescapeString(string(s[:i+1])) != string(s[:i+1]) {
				return i + 1
			}
			break
		}
	}
	return 1
}

// jsonWords writes a text as it stands in JSON between quotation marks.
func jsonWords(s string) string {
	data, err := json.Marshal(s)
	if err != nil || !utf8.ValidString(s) {
		return s
	}
	return strings.Trim(string(data), `"`)
}

func isLinkedData(n *html.Node) bool {
	return n.Type == html.ElementNode && n.DataAtom == atom.Script && n.FirstChild != nil &&
		strings.EqualFold(trimSpace(attr(n, "type")), "application/ld+json")
}

package extract

import (
	"encoding/json"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

func formatOffset(at int) string { return strconv.Itoa(at) }

// parseOffset undoes formatOffset; -1 for what a page wrote itself.
func parseOffset(s string) int {
	if at, err := strconv.Atoi(s); err == nil {
		return at
	}
	return -1
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

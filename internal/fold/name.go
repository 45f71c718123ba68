package fold

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Name is what was typed of a name: its words, folded. A Name of no words
// means nobody.
type Name []string

// NewName reads the words of a name, in whatever order and between whatever
// signs: «VALOMBRE, Hortense» is «Hortense Valombre».
func NewName(typed string) Name {
	return strings.FieldsFunc(Text(norm.NFC.String(typed)), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	})
}

// In tells whether a whole name may be meant: it has all the words, and one
// that begins as the last does, which may have been typed in part.
func (n Name) In(full string) bool {
	if len(n) == 0 {
		return false
	}
	words, last := NewName(full), len(n)-1
	for _, w := range n[:last] {
		if !slices.Contains(words, w) {
			return false
		}
	}
	return slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(w, n[last]) })
}

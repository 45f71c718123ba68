// Package fold gives words and names the one form in which they are compared,
// whoever compares them: what the search index finds, the catalogue lets
// through too.
package fold

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Word gives the form in which words are compared: lower case, without
// accents, ligatures written out, typographic apostrophes and forms of the
// same letter made one. Folding is done on single words, after they have been
// cut out of the text: a filter over the whole text would shift the offsets
// that highlights need.
//
// Only Latin and Greek lose their marks. In Cyrillic й is not an и with a
// mark, and only ё becomes е; in Arabic the forms of alef, ya and ta marbuta
// are made one and short vowels and tatweel are dropped.
func Word(word []byte) []byte {
	out := make([]byte, 0, len(word)+4)
	for i := 0; i < len(word); {
		c := word[i]
		if c < utf8.RuneSelf {
			if 'A' <= c && c <= 'Z' {
				c += 'a' - 'A'
			}
			out = append(out, c)
			i++
			continue
		}
		r, n := utf8.DecodeRune(word[i:])
		out = foldRune(out, r)
		i += n
	}
	return out
}

func String(s string) string { return string(Word([]byte(s))) }

// Text folds a whole name or request and makes its white space single.
func Text(s string) string {
	return strings.Join(strings.Fields(String(s)), " ")
}

func foldRune(out []byte, r rune) []byte {
	r = unicode.ToLower(r)
	if s, ok := foldSpecial(r); ok {
		return append(out, s...)
	}
	if !decomposes(r) {
		return utf8.AppendRune(out, r)
	}
	var buf [utf8.UTFMax]byte
	n := utf8.EncodeRune(buf[:], r)
	d := norm.NFKD.Properties(buf[:n]).Decomposition()
	if len(d) == 0 {
		return utf8.AppendRune(out, r)
	}
	for len(d) > 0 {
		m, n := utf8.DecodeRune(d)
		if !unicode.Is(unicode.Mn, m) {
			out = utf8.AppendRune(out, unicode.ToLower(m))
		}
		d = d[n:]
	}
	return out
}

// foldSpecial handles what canonical decomposition does not.
func foldSpecial(r rune) (string, bool) {
	switch r {
	case 'œ':
		return "oe", true
	case 'æ':
		return "ae", true
	case 'ø':
		return "o", true
	case 'ß':
		return "ss", true
	case 'ł':
		return "l", true
	case 'đ', 'ð':
		return "d", true
	case 'þ':
		return "th", true
	case 'ı':
		return "i", true
	case 'ħ':
		return "h", true
	case 'ς':
		return "σ", true
	case 'ё':
		return "е", true
	case '’', '‘', 'ʼ', '＇', 'ʹ', '′':
		return "'", true
	case 'أ', 'إ', 'آ', 'ٱ':
		return "ا", true
	case 'ى':
		return "ي", true
	case 'ة':
		return "ه", true
	}
	return "", dropped(r)
}

// dropped reports marks that are left out: combining accents, Hebrew points,
// Arabic vowels and tatweel, soft hyphens and invisible joiners.
func dropped(r rune) bool {
	switch {
	case 0x0300 <= r && r <= 0x036F,
		0x0591 <= r && r <= 0x05C7,
		0x064B <= r && r <= 0x0652,
		r == 0x0640, r == 0x0670, r == 0x00AD,
		0x200B <= r && r <= 0x200F, r == 0x2060, r == 0xFEFF:
		return true
	}
	return false
}

// decomposes reports the blocks whose letters lose their marks: Latin, Greek,
// and the compatibility forms (ﬁ, ２, ²).
func decomposes(r rune) bool {
	switch {
	case 0x00A0 <= r && r < 0x0400,
		0x1E00 <= r && r < 0x2000,
		0x2070 <= r && r < 0x2190,
		0xFB00 <= r && r <= 0xFB06,
		0xFF00 <= r && r <= 0xFF5E:
		return true
	}
	return false
}

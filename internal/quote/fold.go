package quote

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// fold gives the form in which words stand in the tables and names are
// compared: small letters, straight apostrophes and plain spaces.
func fold(w string) string {
	for i := 0; i < len(w); i++ {
		if c := w[i]; c >= 'A' && c <= 'Z' || c >= utf8.RuneSelf {
			return string(appendFold(make([]byte, 0, len(w)+8), w))
		}
	}
	return w
}

// appendFold is fold without a new string.
func appendFold(dst []byte, w string) []byte {
	for _, c := range w {
		dst = appendFolded(dst, c)
	}
	return dst
}

func appendFolded(dst []byte, c rune) []byte {
	switch {
	case c >= 'A' && c <= 'Z':
		return append(dst, byte(c)+'a'-'A')
	case c < utf8.RuneSelf:
		return append(dst, byte(c))
	case c == '’':
		return append(dst, '\'')
	case c == '\u00a0', c == '\u202f':
		return append(dst, ' ')
	case c < 'à' || c > 'ÿ': // those are small letters already
		if c >= 0x0400 {
			c = foldFurther(c)
		}
		if c == 0 {
			return dst
		}
		c = unicode.ToLower(c)
	}
	return utf8.AppendRune(dst, c)
}

// foldFurther gives the letter as which one of the Cyrillic or the Arabic script
// counts, since as often as not it is written so: Ё is Е; alif is written with a
// hamza or without, and the vowel signs and the stretching line (tatweel) are
// left away, for which it returns 0.
func foldFurther(c rune) rune {
	switch {
	case c == 'ё' || c == 'Ё':
		return 'е'
	case c == 'أ' || c == 'إ' || c == 'آ' || c == 'ٱ':
		return 'ا'
	case c >= 0x064B && c <= 0x0655 || c == 0x0670 || c == 0x0640:
		return 0
	}
	return c
}

// plain is a name with its typographic spaces made plain, for comparing.
func plain(name string) string {
	if strings.Contains(name, "\u00a0") || strings.Contains(name, "\u202f") {
		return plainSpaces.Replace(name)
	}
	return name
}

var plainSpaces = strings.NewReplacer("\u00a0", " ", "\u202f", " ")

// severalWords says whether a name has a space in it.
func severalWords(name string) bool {
	return strings.IndexByte(name, ' ') >= 0 || strings.Contains(name, "\u00a0") || strings.Contains(name, "\u202f")
}

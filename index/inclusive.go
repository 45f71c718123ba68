package index

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Inclusive writing puts the feminine and plural endings behind a word, set
// off by a dot, a hyphen or parentheses: manifestant·e·s, défenseur.euse.s,
// tou-te-s, habitant(e)s. A reader looks for one of the words meant, so such a
// form is cut at its first sign and stands in the index as each of them, all
// at one position. It is cut only when every part behind the sign is a known
// ending, so that O.N.U. and amnesty.fr stay what they are.

// ending says how a feminine ending joins a masculine word: the word's own
// end is replaced. An empty end means the ending is appended.
type ending struct{ suffix, end string }

// endings in the order in which they are tried; longer ends first.
var endings = []ending{
	{"e", ""}, {"ne", ""}, {"te", ""}, {"le", ""}, {"sse", ""}, {"he", ""},
	{"se", "x"}, {"se", ""},
	{"euse", "eur"}, {"euse", "eux"}, {"rice", "eur"}, {"trice", "teur"}, {"drice", "deur"},
	{"ère", "er"}, {"ere", "er"}, {"ière", "ier"}, {"iere", "ier"},
	{"ve", "f"}, {"ive", "if"}, {"enne", "en"}, {"ienne", "ien"}, {"onne", "on"},
	{"elle", "el"}, {"ale", "al"}, {"ale", "aux"}, {"que", "c"}, {"che", "c"}, {"ète", "et"},
}

// inclusiveForms looks for inclusive writing whose base word ends at byte
// position at of text, and starts at start. It gives the words meant (lower
// case) and the position behind the form.
func inclusiveForms(text string, start, at int) (forms []string, end int, ok bool) {
	base := text[start:at]
	letters := utf8.RuneCountInString(base)
	if letters < 2 || letters > 40 {
		return nil, 0, false
	}
	sign, suffixes, end := readEndings(text, at, isUpper(base))
	if len(suffixes) == 0 || !trusted(sign, letters, suffixes) {
		return nil, 0, false
	}
	forms = expand(strings.ToLower(base), suffixes)
	return forms, end, len(forms) > 1
}

// readEndings reads the signs and endings that follow a word.
func readEndings(text string, at int, upper bool) (sign rune, suffixes []string, end int) {
	end = at
	for len(suffixes) < 3 {
		r, n := utf8.DecodeRuneInString(text[end:])
		afterParen := sign == '(' && len(suffixes) > 0 && unicode.IsLetter(r)
		if !afterParen && (!isSign(r) || sign != 0 && r != sign) {
			break
		}
		from := end
		if !afterParen {
			from += n
		}
		to := from
		for to < len(text) && to-from < 8 {
			r, n := utf8.DecodeRuneInString(text[to:])
			if !unicode.IsLetter(r) {
				break
			}
			to += n
		}
		suffix := text[from:to]
		if !upper && suffix != strings.ToLower(suffix) {
			return 0, nil, at
		}
		suffix = strings.ToLower(suffix)
		if !isEnding(suffix) {
			if len(suffixes) == 0 || suffix != "" {
				return 0, nil, at
			}
			break
		}
		if r == '(' {
			if to >= len(text) || text[to] != ')' {
				return 0, nil, at
			}
			to++
		}
		sign, end = signOr(sign, r), to
		suffixes = append(suffixes, suffix)
	}
	if r, _ := utf8.DecodeRuneInString(text[end:]); unicode.IsLetter(r) || unicode.IsDigit(r) {
		return 0, nil, at
	}
	return sign, suffixes, end
}

func signOr(sign, r rune) rune {
	if sign != 0 {
		return sign
	}
	return r
}

func isSign(r rune) bool {
	switch r {
	case '·', '•', '‧', '⋅', '.', '-', '‑', '/', '(':
		return true
	}
	return false
}

func isEnding(s string) bool {
	if s == "s" || s == "x" {
		return true
	}
	for _, e := range endings {
		if s == e.suffix || len(s) == len(e.suffix)+1 && s[len(s)-1] == 's' && s[:len(s)-1] == e.suffix {
			return true
		}
	}
	return false
}

// trusted leaves out what is more often something else: a full stop or hyphen
// behind a very short word, pronouns behind a verb (dis-le, va-te), and most of
// what a slash parts.
func trusted(sign rune, letters int, suffixes []string) bool {
	if sign == '.' && letters < 3 {
		return false
	}
	if sign == '/' && len(suffixes) == 1 {
		switch strings.TrimSuffix(suffixes[0], "s") {
		case "e", "euse", "rice", "trice", "drice", "ère", "ière", "enne":
			return letters > 2
		}
		return false // she/he, km/s
	}
	if sign != '-' && sign != '‑' && sign != '.' || len(suffixes) > 1 {
		return true
	}
	switch suffixes[0] {
	case "le", "les", "te", "tes", "se", "ses", "ne", "s", "x", "que", "elle", "elles":
		return false
	}
	return true
}

// expand gives the words that base with these endings stands for.
func expand(base string, suffixes []string) []string {
	plural, feminine := false, ""
	masculine := base
	for _, s := range suffixes {
		if s == "s" || s == "x" {
			plural = true
			continue
		}
		if t := strings.TrimSuffix(s, "s"); t != s && isEnding(t) {
			s, plural = t, true
			masculine = strings.TrimSuffix(base, "s")
		}
		feminine = join(masculine, s)
	}
	forms := []string{base}
	add := func(w string) {
		for _, f := range forms {
			if f == w {
				return
			}
		}
		forms = append(forms, w)
	}
	if plural && !strings.HasSuffix(base, "x") && !strings.HasSuffix(base, "s") {
		add(base + "s")
	}
	if feminine != "" {
		add(feminine)
		if plural {
			add(feminine + "s")
		}
	}
	return forms
}

func join(masculine, suffix string) string {
	for _, e := range endings {
		if e.suffix == suffix && strings.HasSuffix(masculine, e.end) {
			return masculine[:len(masculine)-len(e.end)] + suffix
		}
	}
	return masculine + suffix
}

func isUpper(s string) bool { return s == strings.ToUpper(s) }

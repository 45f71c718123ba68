package quote

import "strings"

// Knows reports whether there is a table for a language, by its BCP 47 tag: verbs
// of saying, roles and names. Without one few quotations are found, and those have
// no speaker.
func Knows(lang string) bool {
	primary, _, _ := strings.Cut(strings.ToLower(lang), "-")
	_, ok := byLanguage[primary]
	return ok
}

package quote

import (
	"strings"
	"sync"
)

// byLanguage are the rules of each language that has a table. A table is read
// when its first release comes.
var byLanguage = map[string]func() *rules{
	"ar": sync.OnceValue(func() *rules { return readTable("ar") }),
	"de": sync.OnceValue(func() *rules { return readTable("de") }),
	"en": sync.OnceValue(func() *rules { return readTable("en") }),
	"es": sync.OnceValue(func() *rules { return readTable("es") }),
	"fr": sync.OnceValue(func() *rules { return readTable("fr") }),
	"it": sync.OnceValue(func() *rules { return readTable("it") }),
	"pt": sync.OnceValue(func() *rules { return readTable("pt") }),
	"ru": sync.OnceValue(func() *rules { return readTable("ru") }),
}

// anyLanguage are the rules for a language without a table.
var anyLanguage = sync.OnceValue(func() *rules {
	return &rules{words: map[string]flag{}, options: options{closeLow: true}}
})

// table returns how the rules of a language with a table are had, by its BCP 47 tag.
func table(lang string) (rules func() *rules, ok bool) {
	primary, _, _ := strings.Cut(strings.ToLower(lang), "-")
	rules, ok = byLanguage[primary]
	return rules, ok
}

// rulesFor chooses the rules by the tag's primary language.
func rulesFor(lang string) *rules {
	if rules, ok := table(lang); ok {
		return rules()
	}
	return anyLanguage()
}

// Knows reports whether there is a table for a language, by its BCP 47 tag: verbs
// of saying, roles and names. Without one few quotations are found, and those have
// no speaker.
func Knows(lang string) bool {
	_, ok := table(lang)
	return ok
}

package index

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	bcp47 "golang.org/x/text/language"

	"communique/archive"
	"communique/internal/fold"
	"communique/internal/place"
)

// fieldsOfQuery are the names that may stand before a colon:
//
//	title quote attachment  words, phrases, prefixes… of the title, of quotations, of the release's files
//	speaker role org topic  words of the name, from the beginning of one of them
//	country                 an ISO code or a name in any language
//	site kind lang status   as in the record; lang:fr includes fr-CA
//	date                    a year, month or day, or two of them: 2020-02..2022, 2020.., ..2022
//	after before            date from, and date up to and without
var fieldsOfQuery = []string{"title", "quote", "attachment", "speaker", "role", "country", "site", "org", "kind", "lang", "topic", "status", "date", "after", "before"}

// meantFields are names that other programs and other languages have for them.
var meantFields = map[string]string{
	"titre": "title", "intitle": "title", "headline": "title", "titulo": "title",
	"citation": "quote", "quotes": "quote", "said": "quote",
	"pdf": "attachment", "file": "attachment", "annexe": "attachment", "adjunto": "attachment",
	"author": "speaker", "by": "speaker", "orateur": "speaker", "name": "speaker",
	"pays": "country", "pais": "country", "land": "country", "countries": "country",
	"organisation": "org", "organization": "org", "publisher": "org", "source": "site", "host": "site",
	"type": "kind", "genre": "kind", "language": "lang", "langue": "lang", "idioma": "lang", "sprache": "lang",
	"tag": "topic", "theme": "topic", "subject": "topic", "sujet": "topic", "state": "status",
	"year": "date", "annee": "date", "published": "date", "day": "date",
	"since": "after", "from": "after", "depuis": "after", "until": "before", "avant": "before",
}

// isText tells the fields that hold words and not values.
func isText(field string) bool {
	return field == "" || field == "title" || field == "quote" || field == "attachment"
}

// fieldName reads "title:" and the like; "" when no field begins here. What
// is no name of one is text, unless it is so near to a name that an answer to
// it as text would mislead.
func (p *parser) fieldName() (string, error) {
	end := p.pos
	for end < len(p.in) && (unicode.IsLetter(p.in[end]) || unicode.IsMark(p.in[end])) {
		end++
	}
	if end == p.pos || end == len(p.in) || p.in[end] != ':' {
		return "", nil
	}
	name, from := string(p.in[p.pos:end]), p.pos
	if strings.HasPrefix(string(p.in[end+1:]), "//") {
		return "", nil // an address
	}
	apart := end+1 == len(p.in) || isBlank(p.in[end+1]) || p.in[end+1] == ')'
	if slices.Contains(fieldsOfQuery, name) {
		if apart {
			return "", p.wrong(end, "%s: needs its value directly behind the colon; write %s:word, or \"%s\" in quotation marks if the word is meant", name, name, name)
		}
		p.pos = end + 1
		return name, nil
	}
	if apart {
		return "", nil
	}
	folded := fold.String(name)
	meant, ok := meantFields[folded]
	if !ok {
		meant, ok = nearest(folded, fieldsOfQuery)
	}
	if ok {
		return "", p.wrong(from, "unknown field %s:; did you mean %s:? Put a space before the colon if the words are meant", name, meant)
	}
	return "", nil
}

// read finds out what a word or phrase stands for: the kind of the clause,
// and the value of a field that is no text.
func (c *clause) read() error {
	if isText(c.field) {
		if c.kind != wordClause {
			return nil
		}
		return c.readWord()
	}
	if c.kind == nearClause {
		return c.wrong("~ is not understood in %s:; leave it out", c.field)
	}
	c.kind = valueClause
	c.text = strings.TrimFunc(c.text, isBlank)
	if isNames(c.field) {
		c.value = fold.Text(strings.TrimSuffix(c.text, "*"))
		if len(fold.NewName(c.value)) == 0 {
			return c.wrong("there is no word behind %s:; write one directly behind the colon", c.field)
		}
		return nil
	}
	if strings.ContainsAny(c.text, "*~") {
		return c.wrong("* and ~ are not understood in %s:; write the value as the records have it", c.field)
	}
	switch c.field {
	case "date", "after", "before":
		return c.readDate()
	}
	return c.readValue()
}

// isNames tells the fields that are searched by the words of their values.
func isNames(field string) bool {
	return field == "speaker" || field == "role" || field == "org" || field == "topic"
}

func (c *clause) wrong(format string, args ...any) error {
	return &SyntaxError{c.at, fmt.Sprintf(format, args...)}
}

// readWord tells plain words from prefixes, fuzzy words and mistakes.
func (c *clause) readWord() error {
	if n := len(c.text); n > 2 && c.text[0] == '/' && c.text[n-1] == '/' && strings.ContainsAny(c.text, `*+?[]|\^$`) {
		return c.wrong("regular expressions are not understood; use prefix* or fuzzy~")
	}
	if star := strings.IndexRune(c.text, '*'); star >= 0 {
		at := c.at + utf8.RuneCountInString(c.text[:star])
		if star != len(c.text)-1 {
			return &SyntaxError{at, "a * can only stand at the end of a word; write the beginning of the word and a *"}
		}
		c.kind, c.text = prefixClause, c.text[:star]
		if letters := utf8.RuneCount(fold.Word([]byte(c.text))); letters < minPrefix {
			return &SyntaxError{at, fmt.Sprintf("a * needs at least %d letters before it; write more of the word", minPrefix)}
		}
		return nil
	}
	word, n, ok := strings.Cut(c.text, "~")
	if !ok || word == "" || strings.Trim(n, "0123456789.") != "" {
		return nil
	}
	return c.readFuzzy(word, n)
}

func (c *clause) readFuzzy(word, n string) error {
	at := c.at + utf8.RuneCountInString(word)
	terms := plain.Analyze([]byte(word))
	letters := 0
	if len(terms) == 1 {
		letters = utf8.RuneCount(terms[0].Term)
	}
	if letters < minFuzzy || letters > maxFuzzy {
		return &SyntaxError{at, fmt.Sprintf("~ needs one word of %d to %d letters before it; write that word, or leave the ~ out", minFuzzy, maxFuzzy)}
	}
	switch n {
	case "":
		c.edits = 1
		if letters > 5 {
			c.edits = 2
		}
	case "1", "2":
		c.edits = int(n[0] - '0')
	default:
		return &SyntaxError{at, fmt.Sprintf("~%s behind a word is not understood; write ~1 or ~2, how many letters may differ, or put words that are to be near one another in quotation marks", n)}
	}
	c.kind, c.text, c.tilde = fuzzyClause, word, "~"+n
	return nil
}

// readValue reads the fields that have few values. A value that no release can
// have is a mistake: «nothing found» is a statement about the archive.
func (c *clause) readValue() error {
	c.value = strings.ToLower(c.text)
	switch c.field {
	case "country":
		code, ok := place.Code(c.text)
		if !ok {
			return c.wrong("%q is no country, or names more than one; write its ISO code, such as KZ, or its name, and country:(KZ OR KG) for several", c.text)
		}
		c.value = code
	case "kind":
		return c.oneOf(archive.Kinds())
	case "status":
		return c.oneOf(archive.Statuses())
	case "lang":
		if _, err := bcp47.Parse(c.text); err != nil {
			return c.wrong("%q is no language; write a code such as fr or en", c.text)
		}
	}
	return nil
}

// SitesIn gives the sites that a query names, for who knows which there are;
// none of a query that cannot be read.
func SitesIn(query string) (ids []string) {
	root, err := parseQuery(query)
	if err != nil {
		return nil
	}
	for _, c := range root.clauses(true) {
		if c.field == "site" {
			ids = append(ids, c.value)
		}
	}
	return ids
}

func (c *clause) oneOf(values []string) error {
	if slices.Contains(values, c.value) {
		return nil
	}
	hint := ""
	if v, ok := nearest(c.value, values); ok {
		hint = fmt.Sprintf("; did you mean %s:%s?", c.field, v)
	}
	return c.wrong("%s: is one of %s, and not %q%s", c.field, strings.Join(values, ", "), c.text, hint)
}

var firstDay, lastDay = time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC)

// readDate reads date:, after: and before:. A year or month is all its days;
// after: begins with the first of them, before: ends before it.
func (c *clause) readDate() error {
	from, until, span := strings.Cut(c.text, "..")
	if span && c.field != "date" {
		return c.wrong("%s: takes one date; write date:%s for a span", c.field, c.text)
	}
	if !span {
		until = from
	}
	c.from, c.until = firstDay, lastDay
	if from == "" && until == "" {
		return c.wrong("%s: needs a date; write 2020, 2020-02, 2020-02-24 or 2020-02..2022", c.field)
	}
	for _, end := range []struct {
		text string
		last bool
		into *time.Time
	}{{from, false, &c.from}, {until, true, &c.until}} {
		if end.text == "" {
			continue
		}
		first, last, ok := days(end.text)
		if !ok {
			return c.wrong("%q is no date; write 2020, 2020-02 or 2020-02-24, and date:2020-02..2022 for a span", end.text)
		}
		*end.into = first
		if end.last {
			*end.into = last
		}
	}
	switch {
	case c.field == "after":
		c.until = lastDay
	case c.field == "before":
		c.from, c.until = firstDay, c.from.AddDate(0, 0, -1)
	}
	if c.from.After(c.until) {
		return c.wrong("%s: %s ends before it begins; exchange the two dates", c.field, c.text)
	}
	return nil
}

// days gives the first and the last day of a year, a month or a day.
func days(s string) (first, last time.Time, ok bool) {
	for _, unit := range []struct {
		form              string
		years, months, of int
	}{{"2006", 1, 0, 0}, {"2006-01", 0, 1, 0}, {dayForm, 0, 0, 1}} {
		t, err := time.Parse(unit.form, s)
		if err == nil && t.Year() > 0 {
			return t, t.AddDate(unit.years, unit.months, unit.of-1), true
		}
	}
	return first, last, false
}

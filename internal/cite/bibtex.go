package cite

import (
	"fmt"
	"io"
	"strconv"
	"strings"
)

// bibtex writes an entry for BibTeX and BibLaTeX: @online with date and
// urldate for the one, and year and month for the other, which takes a type it
// does not know for @misc. Braces around the whole author keep
// it one name, and around the title its capitals.
func bibtex(w io.Writer, s Source) error {
	fmt.Fprintf(w, "@online{%s,\n", bibtexKey(s.key()))
	field := func(name, value string) {
		if value != "" {
			fmt.Fprintf(w, "  %s = {%s},\n", name, value)
		}
	}
	r := &s.Release
	if author := latex(plain(r.Organization)); author != "" {
		field("author", "{"+author+"}")
	}
	field("title", "{"+latex(s.title())+"}")
	year, month, day := s.published()
	field("date", dashed(year, month, day))
	field("year", year)
	if n, err := strconv.Atoi(month); err == nil && n >= 1 && n <= 12 {
		fmt.Fprintf(w, "  month = %s,\n", strings.Fields("jan feb mar apr may jun jul aug sep oct nov dec")[n-1]) // a macro of every style
	}
	field("type", s.genre())
	field("language", latex(plain(r.Language)))
	field("url", bareURL(oneLine(r.URL)))
	field("urldate", dashed(s.fetched()))
	_, err := fmt.Fprintf(w, "  note = {%s}\n}\n", latex(s.note()))
	return err
}

func dashed(year, month, day string) string {
	return strings.TrimRight(year+"-"+month+"-"+day, "-")
}

// bibtexKey keeps what every program takes in a key; another character becomes
// its code, so that two ids never have one key.
func bibtexKey(id string) string {
	var key strings.Builder
	for _, r := range id {
		switch {
		case r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-.:", r):
			key.WriteRune(r)
		default:
			fmt.Fprintf(&key, "+%x+", r)
		}
	}
	return key.String()
}

// latex writes text so that LaTeX prints it. Letters of all scripts stay as
// they are (UTF-8); spaces that may not break become LaTeX's own, since older
// versions stop at the characters.
var latex = strings.NewReplacer(
	`\`, `\textbackslash{}`, `{`, `\{`, `}`, `\}`, `$`, `\$`, `&`, `\&`, `%`, `\%`, `#`, `\#`, `_`, `\_`,
	`~`, `\textasciitilde{}`, `^`, `\textasciicircum{}`, "\u00a0", `~`, "\u202f", `\,`,
).Replace

// bareURL is an address in a field that is printed as it stands. Only what
// would end the field goes.
var bareURL = strings.NewReplacer(`{`, "%7B", `}`, "%7D", `\`, "%5C").Replace

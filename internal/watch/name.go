package watch

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// validName is what a watch can be called: a file is called after it.
var validName = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]{0,63}$`)

// freeName makes a name of a query and the filters, in the letters that any
// file system and any feed reader take. A query in another script gives none,
// and its watch is numbered.
func freeName(w Watch, all []Watch) string {
	base := slug(strings.Join(append(append([]string{w.Query, w.Speaker}, w.Countries...), w.Sites...), " "))
	if base == "" {
		base = "watch"
	}
	name := base
	for n := 2; slices.ContainsFunc(all, Watch{Name: name}.sameName); n++ {
		name = fmt.Sprintf("%s-%d", base, n)
	}
	return name
}

func slug(s string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(strings.ToLower(s)) {
		switch {
		case r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			b.WriteRune(r)
		case unicode.Is(unicode.Mn, r):
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
		if b.Len() >= 40 {
			break
		}
	}
	return strings.Trim(b.String(), "-")
}

package quote

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed names.txt
var givenNames string

// notAlone marks the first names that are words, places or surnames, too.
const notAlone = conjunction

// byGivenName are the first names of names.txt with their genders: "feminine:",
// "masculine:" and "not-alone:" with their names, and comments after #.
var byGivenName = sync.OnceValue(func() map[string]flag {
	genders := map[string]flag{}
	g := flag(0)
	for _, line := range strings.Split(givenNames, "\n") {
		line, _, _ = strings.Cut(line, "#")
		for _, w := range strings.Fields(line) {
			switch w {
			case "feminine:":
				g = feminine
			case "masculine:":
				g = masculine
			case "not-alone:":
				g = notAlone
			default:
				genders[w] |= g
			}
		}
	}
	return genders
})

// givenGender is the gender of those whose first name is that of a folded name, or 0.
func givenGender(name string) flag {
	first, _, _ := strings.Cut(name, " ")
	g := byGivenName()[first]
	if g == 0 {
		first, _, _ = strings.Cut(first, "-")
		g = byGivenName()[first]
	}
	return g &^ notAlone
}

// likelyGender is givenGender, and for other names what their ending makes likely: it
// chooses between two people, and excludes nobody.
func likelyGender(name string) flag {
	if g := givenGender(name); g != 0 {
		return g
	}
	first, _, several := strings.Cut(name, " ")
	switch {
	case several && strings.HasSuffix(first, "a"):
		return feminine
	case several && strings.HasSuffix(first, "o"):
		return masculine
	}
	return 0
}

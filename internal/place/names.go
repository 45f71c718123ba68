package place

import "strings"

// LocalName is what a country is called in a language.
type LocalName struct{ Code, Lang, Name string }

// Names gives the names of all countries that mean one country and the whole
// of it, in every language: CLDR's, without those in two parts («Congo (RDC)»)
// and those that two countries share, in the cases that a language has. Hand-written aliases are left out, since
// among them are parts of countries (Gaza, Scotland).
func Names() []LocalName {
	shared := map[[2]string]bool{}
	for _, lang := range languages {
		data, err := aliases.ReadFile("aliases/" + lang + ".tsv")
		if err != nil {
			panic("place: no embedded aliases for " + lang) // a language without its file is a mistake of the build
		}
		for line := range strings.Lines(string(data)) {
			if !strings.HasPrefix(line, "split\t") {
				continue
			}
			for _, r := range rowsOf(line) {
				for _, name := range r.list() {
					shared[[2]string{lang, name}] = true
				}
			}
		}
	}
	var out []LocalName
	for line := range strings.Lines(countries) {
		f := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(f) != 4 {
			continue
		}
		for _, name := range append([]string{f[2]}, (row{forms: f[3]}).list()...) {
			if name != "" && !strings.ContainsAny(name, "(（,") && !strings.Contains(name, " - ") && !shared[[2]string{f[1], name}] {
				for _, form := range append([]string{name}, inflectName(name, f[1])...) {
					out = append(out, LocalName{f[0], f[1], form})
				}
			}
		}
	}
	return out
}

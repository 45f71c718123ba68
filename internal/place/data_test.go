package place

import (
	"strings"
	"testing"
)

// TestEveryCountryByItsName holds the round trip of each country in each
// language, and that a sentence with its name is read.
func TestEveryCountryByItsName(t *testing.T) {
	for _, lang := range languages {
		l := lexiconOf(lang)
		if len(l.display) < 240 {
			t.Errorf("%s has %d countries", lang, len(l.display))
		}
		for code, name := range l.display {
			if len(code) != 2 {
				t.Errorf("%s: code %q", lang, code)
			}
			if got, ok := ByName(Name(code, lang), lang); !ok || got != code {
				t.Errorf("ByName(Name(%q, %q) = %q) = %q, %v", code, lang, name, got, ok)
			}
			if got := About(name+": x", nil, "", lang); len(got) == 0 || got[0] != code {
				t.Errorf("the title %q in %q gives %q, want %s", name+": x", lang, got, code)
			}
		}
	}
}

func TestSameCountriesInEveryLanguage(t *testing.T) {
	want := lexiconOf("en").display
	for _, lang := range languages {
		for code := range want {
			if _, ok := lexiconOf(lang).display[code]; !ok {
				t.Errorf("%s has no name for %s", lang, code)
			}
		}
	}
}

// TestAliasFiles holds their form: three columns, known kinds, known codes, no
// form with two meanings of one sense.
func TestAliasFiles(t *testing.T) {
	kinds := " name weak split cue display drop person block org adj splitadj language tongue speaker institution function people at agent thing apart rival notown meeting town venue "
	for _, lang := range languages {
		data, err := aliases.ReadFile("aliases/" + lang + ".tsv")
		if err != nil {
			t.Fatal(err)
		}
		demonyms := map[string]bool{}
		for i, line := range strings.Split(strings.TrimRight(string(data), "\n"), "\n") {
			if strings.HasPrefix(line, "#") {
				continue
			}
			f := strings.Split(line, "\t")
			if len(f) != 3 || strings.TrimSpace(f[2]) == "" || !strings.Contains(kinds, " "+f[0]+" ") {
				t.Errorf("%s.tsv:%d: malformed: %q", lang, i+1, line)
				continue
			}
			for _, code := range strings.Fields(f[1]) {
				if _, ok := lexiconOf(lang).display[code]; !ok && code != "-" {
					t.Errorf("%s.tsv:%d: %s is no country", lang, i+1, code)
				}
			}
			if f[0] != "adj" {
				continue
			}
			demonyms[f[1]] = true
			for _, form := range strings.Fields(f[2]) {
				form = strings.ReplaceAll(form, "_", " ")
				for _, inflected := range inflectDemonym(form, lang) {
					if got := demonymOf(lang, inflected); got != f[1] {
						t.Errorf("%s.tsv:%d: demonym %q is %q, want %s", lang, i+1, inflected, got, f[1])
					}
				}
			}
		}
		t.Logf("%s: demonyms of %d countries", lang, len(demonyms))
	}
}

func demonymOf(lang, form string) string {
	l := lexiconOf(lang)
	for _, e := range l.entries[l.node(tokenize(form))] {
		if e.sense == adjSense {
			return e.code
		}
	}
	return ""
}

// TestCLDRNamesAgree finds a name that CLDR gives to two countries in one
// language.
func TestCLDRNamesAgree(t *testing.T) {
	seen := map[string]string{}
	for line := range strings.Lines(countries) {
		f := strings.Split(strings.TrimRight(line, "\n"), "\t")
		for _, name := range append([]string{f[2]}, strings.Split(f[3], " | ")...) {
			key := f[1] + "\t" + strings.ToLower(name)
			if name != "" && seen[key] != "" && seen[key] != f[0] {
				t.Errorf("%s: %q is %s and %s", f[1], name, seen[key], f[0])
			}
			seen[key] = f[0]
		}
	}
}

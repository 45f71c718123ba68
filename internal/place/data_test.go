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
			if got := about(name+": x", nil, "", lang); len(got) == 0 || got[0] != code {
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
	kinds := " name weak split cue display drop person block org adj splitadj language tongue speaker institution function people at agent thing apart rival notown meeting town capital venue "
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

// reported are the countries that human-rights releases write most about, and
// some more: each must have its demonym in every language.
const reported = "AF AL DZ AO AR AM AU AT AZ BH BD BY BE BJ BO BA BW BR BG BF BI KH CM CA TD CL CN CO CD CG CR CI HR CU CY " +
	"CZ DK DJ DO EC EG SV GQ ER EE ET FI FR GA GM GE DE GH GR GT GN HT HN HU IN ID IR IQ IE IL IT JM JP JO KZ KE KP KR KW KG XK LA " +
	"LV LB LR LY LT MG MW MY MV ML MR MU MX MD MN ME MA MZ MM NA NP NL NI NE NG MK NO PK PS PA PY PE PH PL PT QA RU RW SA SN RS SL " +
	"SG SK SI SO ZA SS ES LK SD SE CH SY TW TJ TZ TH TG TN TR TM UG UA AE GB US UY UZ VE VN YE ZM ZW"

// homonym are demonyms left out for what they mean besides: in Arabic
// "financial" and "Roman", in Spanish any Indian of the Americas.
var homonym = map[string]bool{"arML": true, "arRO": true, "esIN": true}

// TestDemonyms holds that every form of every demonym leads to its country, and
// that none is missing. In Chinese a demonym is the name and 人 or 籍.
func TestDemonyms(t *testing.T) {
	for _, lang := range languages {
		var missing []string
		forms := demonymForms(t, lang)
		for code := range strings.FieldsSeq(reported) {
			if lang == "zh" {
				forms[code] = []string{Name(code, lang) + "人", Name(code, lang) + "籍男子"}
			}
			split := (code == "CD" || code == "CG") && lang != "zh" || homonym[lang+code]
			if len(forms[code]) == 0 && !split {
				missing = append(missing, code)
			}
			for _, form := range forms[code] {
				if got := about("", nil, form, lang); len(got) == 0 || got[0] != code {
					t.Errorf("%s: %q gives %q, want %s", lang, form, got, code)
				}
			}
		}
		if missing != nil {
			t.Errorf("%s has no demonym for %s", lang, strings.Join(missing, " "))
		}
	}
}

func demonymForms(t *testing.T, lang string) map[string][]string {
	t.Helper()
	data, err := aliases.ReadFile("aliases/" + lang + ".tsv")
	if err != nil {
		t.Fatal(err)
	}
	forms := map[string][]string{}
	for _, r := range rowsOf(string(data)) {
		if r.kind != "adj" {
			continue
		}
		for _, form := range strings.Fields(r.forms) {
			forms[r.code] = append(forms[r.code], inflectDemonym(strings.ReplaceAll(form, "_", " "), lang)...)
		}
	}
	return forms
}

// TestFormsAreOneCountrys finds a form that two rows give to two countries
// without saying so (weak, split): the second would be lost in silence.
func TestFormsAreOneCountrys(t *testing.T) {
	for _, lang := range languages {
		data, err := aliases.ReadFile("aliases/" + lang + ".tsv")
		if err != nil {
			t.Fatal(err)
		}
		names, demonyms := map[string]string{}, map[string]string{}
		check := func(seen map[string]string, form, code string) {
			key := Folded(form)
			if seen[key] != "" && seen[key] != code {
				t.Errorf("%s: %q is %s and %s", lang, form, seen[key], code)
			}
			seen[key] = code
		}
		for _, r := range rowsOf(string(data)) {
			switch r.kind {
			case "name", "town", "capital":
				for _, form := range r.list() {
					check(names, form, r.code)
				}
			case "adj":
				for _, form := range strings.Fields(r.forms) {
					for _, f := range inflectDemonym(strings.ReplaceAll(form, "_", " "), lang) {
						check(demonyms, f, r.code)
					}
				}
			}
		}
	}
}

package main

import (
	"cmp"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"communique/internal/place"
)

// town is a city, or a country's region of the first order.
type town struct {
	id         string // GeoNames' number; "KZ.06" for a region
	name       string
	country    string
	population uint64
	capital    bool
	small      bool // too small to be listed; still a namesake
}

// otherThings are towns by whose name every language means something else, which
// its dictionary does not have.
var otherThings = map[string]bool{"corona": true}

// smallest is the population below which a town is not listed, unless it is
// the seat of a region's government.
const smallest = 20000

// weightOfRegion is how many people a region's name stands for beside its
// namesakes: GeoNames' names do not say.
const weightOfRegion = 500000

// disputed are regions whose country the organisations do not agree on, or
// take care not to say: no place in them leads to a country.
var disputed = map[string]bool{"281184": true /* Jerusalem */, "UA.11": true, "UA.20": true, "IN.12": true, "IN.41": true, "PK.06": true, "PK.07": true, "GE.02": true}

// generic is what administrations call their regions and people leave out.
var generic = regexp.MustCompile(`(?i)^(the |autonomous republic of |republic of |province of |canton of |state of |municipality of |oblast d[e’']? ?|province d[eu’'] ?|région autonome d[eu’'] ?|région d[eu’'] ?|république d[e’'] ?|état d[e’'] ?|gouvernorat d[eu’'] ?|provincia d[ei] |provincia del |estado de |departamento de |cantón de[l]? |cantone? |província d[eo] |oblast |provinz |kanton )|( autonomous region| uyghur autonomous region| province| governorate| region| prefecture| oblast| state| district| department| county| municipality| voivodeship| republic| island and internal islands city| city|省|邦|大区|州|市|область| область)$`)

// writeTowns writes a file a language into dir, and latin.tsv with the names
// that no language changes. A line is the folded name, a tab, the country's
// code and an asterisk for the seat of its government, a plus for another city
// of half a million, a tilde for another that is a word of the language;
// sorted by bytes. A name that stands for places in two countries is left out, or, where a
// language makes it so, has - for a code.
func writeTowns(cities, names, dir string) error {
	towns, err := readCities(filepath.Join(cities, "cities.pbf"))
	if err != nil {
		return err
	}
	english, err := readNames(names, "en")
	if err != nil {
		return err
	}
	regions := regionsOf(english)
	latin := settle(slices.Concat(named(towns, nil), named(towns, english), named(regions, english)), unicode.Latin)
	if err := writeKeys(filepath.Join(dir, "latin.tsv"), latin, nil); err != nil {
		return err
	}
	for _, l := range locales {
		local, err := readNames(names, l.lang)
		if err != nil {
			return err
		}
		script := map[string]*unicode.RangeTable{"ru": unicode.Cyrillic, "ar": unicode.Arabic, "zh": unicode.Han}[l.lang]
		list, base := named(slices.Concat(towns, regions), local), latin
		if script == nil {
			script = unicode.Latin
			list = slices.Concat(list, named(towns, nil)) // namesakes under their own names
		} else {
			base = nil
		}
		keys := settle(list, script)
		if err := markWords(keys, base, filepath.Join(names, "usr/share/dict"), l.lang); err != nil {
			return err
		}
		if err := writeKeys(filepath.Join(dir, l.lang+".tsv"), keys, base); err != nil {
			return err
		}
	}
	return nil
}

// settle gives the country of each name that leads to one: the others of that
// name have together a twentieth of its people, or half of a capital's.
func settle(towns []town, script *unicode.RangeTable) map[string]string {
	people := map[string]map[string]uint64{}
	listed, capital, big := map[string]string{}, map[string]string{}, map[string]bool{}
	for _, t := range towns {
		key := place.Folded(t.name)
		if !isKey(key, script, t) || otherThings[key] {
			continue
		}
		if people[key] == nil {
			people[key] = map[string]uint64{}
		}
		people[key][t.country] = max(people[key][t.country], t.population)
		if t.capital {
			capital[key] = t.country
		}
		big[key] = big[key] || t.population >= 500000 && !strings.Contains(t.id, ".")
		if !t.small {
			listed[key] = t.country
		}
	}
	out := map[string]string{}
	for key := range listed {
		best, all := "", uint64(0)
		for _, c := range slices.Sorted(maps.Keys(people[key])) {
			all += people[key][c]
			if best == "" || people[key][c] > people[key][best] {
				best = c
			}
		}
		others := all - people[key][best]
		switch {
		case capital[key] == best && others*2 <= people[key][best]:
			out[key] = best + "*"
		case others*20 > people[key][best]:
			out[key] = "-"
		case big[key]:
			out[key] = best + "+"
		default:
			out[key] = best
		}
	}
	return out
}

// dictionaries are Debian's lists of words (wamerican, wfrench, …).
var dictionaries = map[string]string{"en": "american-english", "fr": "french", "es": "spanish", "pt": "portuguese", "de": "ngerman", "it": "italian"}

// markWords marks the names that are words, and no capital's or great city's:
// «Peine : …» is no news from Lower Saxony. Words with a capital are left out:
// most are names, in the German list too.
func markWords(keys, base map[string]string, dir, lang string) error {
	file := dictionaries[lang]
	if file == "" {
		return nil
	}
	data, err := os.ReadFile(filepath.Join(dir, file))
	if err != nil {
		return err
	}
	for word := range strings.Lines(string(data)) {
		first, _ := utf8.DecodeRuneInString(word)
		if unicode.IsUpper(first) {
			continue
		}
		key := place.Folded(word)
		if code := cmp.Or(keys[key], base[key]); len(code) == 2 && code != "-" {
			keys[key] = code + "~"
		}
	}
	return nil
}

// isKey tells a name that can be looked for: in the language's script, and
// not so short that it is likelier to be something else.
func isKey(key string, script *unicode.RangeTable, t town) bool {
	letters := 0
	for _, r := range key {
		if unicode.IsLetter(r) && !unicode.Is(script, r) || unicode.IsDigit(r) {
			return false
		}
		letters++
	}
	least := 4
	switch {
	case script == unicode.Han:
		least = 2 + strings.Count(key, " ")
	case script == unicode.Arabic, t.capital, t.population > 250000:
		least = 3
	}
	return letters >= least && strings.Count(key, " ") < 6
}

// writeKeys writes the names of a language that base does not have alike.
func writeKeys(path string, keys, base map[string]string) error {
	var b strings.Builder
	for _, key := range slices.Sorted(maps.Keys(keys)) {
		if keys[key] != base[key] && (keys[key] != "-" || base[key] != "") {
			fmt.Fprintf(&b, "%s\t%s\n", key, keys[key])
		}
	}
	return os.WriteFile(path, []byte(b.String()), 0o644)
}

// named gives the towns under the names of a language; with nil, under
// GeoNames' own. Those without one are left out.
func named(towns []town, names map[string]string) []town {
	var out []town
	for _, t := range towns {
		if names != nil {
			t.name = names[t.id]
		}
		if t.name == "" {
			continue
		}
		out = append(out, t)
		if bare := generic.ReplaceAllString(generic.ReplaceAllString(t.name, ""), ""); bare != t.name {
			t.name = bare
			out = append(out, t)
		}
	}
	return out
}

func regionsOf(names map[string]string) []town {
	var out []town
	for _, id := range slices.Sorted(maps.Keys(names)) {
		if country, _, ok := strings.Cut(id, "."); ok && !disputed[id] {
			out = append(out, town{id: id, country: country, population: weightOfRegion})
		}
	}
	return out
}

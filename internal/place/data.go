package place

import (
	"embed"
	"strings"
	"unicode"
	"unicode/utf8"
)

// countries.tsv is written by gen: code, language, display name, other names.
//
//go:generate sh -c "go run ./gen $CLDR_PACKAGE > countries.tsv"
//go:embed countries.tsv
var countries string

// aliases holds a hand-written file a language. A line is a kind, a country's
// code (two for the split kinds, - where none is meant) and forms, with tabs
// between. Forms are separated by | in the first group of kinds and by blanks
// in the second, where _ stands for a blank inside a form.
//
//	name      other names of a country
//	weak      a name that is also something else: needs confirmation in a text
//	split     a name two countries share
//	cue       a place or person that confirms a weak or a split name
//	display   the name to show, where CLDR's is one that two countries share
//	drop      a name of CLDR's that is not used
//	person    names of countries that people are called
//	block     things with a country's name in them that mean no country
//	org       organisations whose branches carry a country's name
//	town      towns, regions and public bodies of a country, besides those of towns/
//	capital   towns that are seats of a government, likewise
//	rival     weak names by which another country's region or town goes; its cues decide
//	notown    names of towns/ that are likelier to be something else
//	venue     towns that courts and councils sit in: they mean no country
//
//	adj       demonyms, singular; regular plurals and cases are added
//	splitadj  demonyms two countries share
//	language  demonyms that are names of languages
//	tongue    prepositions that make them so: «en français»
//	speaker   words that make them so: "French version"
//	people    nouns for several people, whose demonym says where they are from
//	thing     nouns whose country or demonym is a name of theirs: streets, waters, dishes
//	apart     words behind which a country is only compared with, or lived in
//	agent     what stands before one who acts: "by Moscow"
//	at        prepositions of place
//	meeting   what towns lend their rooms to
//	institution  nouns whose demonym speaks of the country itself
//	function  words that may stand, capitalised, before or behind a country
//
//go:embed aliases
var aliases embed.FS

// load builds the lexicon of a language.
func load(lang string) *lexicon {
	l := &lexicon{lang: lang, ids: make(map[string]int32, 4096), edges: make(map[uint64]int32, 4096),
		entries: make([][]entry, 1, 4096), display: make(map[string]string, 256),
		hard: make(map[int32]bool), towns: townFiles(lang), noTowns: make(map[string]bool), tongues: make(map[string]bool)}
	data, err := aliases.ReadFile("aliases/" + lang + ".tsv")
	if err != nil {
		panic("place: no embedded aliases for " + lang) // a language without its file is a mistake of the build
	}
	rows := rowsOf(string(data))
	for _, r := range rows { // classes first: capitals depends on them
		l.addClass(r)
	}
	for _, r := range rows {
		l.addRow(r)
	}
	l.addCountries()
	for _, r := range rows { // what is said of forms that are there by now
		l.mark(r)
	}
	return l
}

// mark notes the names that people have and the demonyms that are languages.
func (l *lexicon) mark(r row) {
	switch r.kind {
	case "person":
		for _, p := range r.list() {
			at := l.node(tokenize(p))
			for i := range l.entries[at] {
				l.entries[at][i].person = true
			}
		}
	case "rival":
		for _, p := range r.list() {
			at := l.node(tokenize(p))
			for i := range l.entries[at] {
				l.entries[at][i].rival = r.code
			}
		}
	case "notown":
		for _, p := range r.list() {
			l.noTowns[Folded(p)] = true
		}
	case "language":
		for _, form := range strings.Fields(r.forms) {
			for _, e := range l.entries[l.node(tokenize(form))] {
				if e.sense == adjSense {
					l.tongues[e.code] = true
				}
			}
		}
	}
}

type row struct{ kind, code, forms string }

func (r row) list() []string {
	list := strings.Split(r.forms, "|")
	for i := range list {
		list[i] = strings.TrimSpace(list[i])
	}
	return list
}

func rowsOf(data string) []row {
	var rows []row
	for line := range strings.Lines(data) {
		f := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(f) == 3 && !strings.HasPrefix(line, "#") {
			rows = append(rows, row{f[0], f[1], f[2]})
		}
	}
	return rows
}

func (l *lexicon) addClass(r row) {
	class := map[string]uint16{"institution": institutionClass, "function": functionClass, "language": languageClass,
		"tongue": tongueClass, "speaker": speakerClass, "at": placeClass, "meeting": meetingClass, "people": peopleClass, "agent": agentClass, "thing": thingClass, "apart": apartClass}[r.kind]
	if class == 0 {
		return
	}
	for _, w := range strings.Fields(r.forms) {
		for _, t := range tokenize(w) {
			l.class[l.id(t.key)] |= class
		}
	}
}

func (l *lexicon) addRow(r row) {
	switch r.kind {
	case "adj", "splitadj":
		s := adjSense
		if r.kind == "splitadj" {
			s = splitAdjSense
		}
		for _, form := range strings.Fields(r.forms) {
			form = strings.ReplaceAll(form, "_", " ")
			for _, f := range inflectDemonym(form, l.lang) {
				if e := l.add(s, r.code, f); e != nil {
					e.plural = f == form+"s" || l.lang == "de" && strings.HasSuffix(f, "n") && f != form+"en"
				}
			}
		}
	case "display":
		l.display[r.code] = r.forms
	default:
		s := map[string]sense{"name": nameSense, "weak": weakSense, "split": splitSense, "cue": cueSense,
			"drop": dropSense, "block": blockSense, "venue": venueSense, "org": orgSense, "town": townSense, "capital": townSense}[r.kind]
		for _, form := range r.list() {
			if s != 0 {
				l.addName(s, r.code, form)
			}
			if s == townSense {
				l.rank(form, r.kind)
			}
		}
	}
}

// rank notes how well a hand-written town is known. Chinese has no capitals to
// tell names by, so that only its well-known ones are written down.
func (l *lexicon) rank(form, kind string) {
	at := l.entries[l.node(tokenize(form))]
	for i := range at {
		at[i].known = bigCity
		if kind == "capital" || l.lang == "zh" {
			at[i].known = capital
		}
	}
}

func (l *lexicon) addCountries() {
	for line := range strings.Lines(countries) {
		f := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(f) != 4 || f[1] != l.lang {
			continue
		}
		if _, ok := l.display[f[0]]; !ok {
			l.display[f[0]] = f[2]
		}
		for _, name := range append([]string{f[2]}, (row{forms: f[3]}).list()...) {
			l.addName(nameSense, f[0], name)
		}
	}
}

// addName adds a name in its spellings: with and without an abbreviated
// Saint, and in the cases the language adds to it.
func (l *lexicon) addName(s sense, code, name string) {
	l.add(s, code, name)
	if l.lang == "en" {
		with := strings.ReplaceAll(name, " & ", " and ")
		l.add(s, code, with)
		if rest, ok := strings.CutPrefix(with, "St. "); ok {
			l.add(s, code, "Saint "+rest)
		}
	}
	if isName(s) {
		for _, f := range inflectName(name, l.lang) {
			l.add(s, code, f)
		}
	}
}

// inflectDemonym gives a demonym with its regular plurals and cases.
func inflectDemonym(form, lang string) []string {
	ends := func(list ...string) bool {
		for _, e := range list {
			if strings.HasSuffix(form, e) {
				return true
			}
		}
		return false
	}
	switch {
	case lang == "fr" && !ends("s", "x", "z"), lang == "en" && !ends("s", "x", "z", "ese", "ish"):
		return []string{form, form + "s"}
	case (lang == "es" || lang == "pt") && ends("a", "e", "i", "o", "u", "é"):
		return []string{form, form + "s"}
	case lang == "es" && ends("í", "ú"):
		return []string{form, form + "es", form + "s"}
	case (lang == "es" || lang == "pt") && !ends("ã", "ão", "ães", "ãos"):
		return []string{form, form + "es"}
	case lang == "de" && ends("sch"):
		return []string{form, form + "e", form + "en", form + "er", form + "es", form + "em"}
	case lang == "de" && ends("er") && unicode.IsUpper([]rune(form)[0]):
		return []string{form, form + "s", form + "n", form + "in", form + "innen"}
	case lang == "it" && ends("o") && !ends("co"):
		return withEndings(strings.TrimSuffix(form, "o"), "o a i e")
	case lang == "it" && ends("ese"):
		return []string{form, strings.TrimSuffix(form, "e") + "i"}
	case lang == "ar" && ends("ي") && !strings.HasPrefix(form, "ال"):
		return arabicDemonym(form)
	case lang == "ru" && ends("ец"):
		stem := strings.TrimSuffix(form, "ец")
		if strings.HasSuffix(stem, "и") || strings.HasSuffix(stem, "е") || strings.HasSuffix(stem, "а") {
			stem += "й"
		}
		return append(withEndings(stem, "ца цу цем цы цев цам цами цах"), form)
	case lang == "ru" && ends("ий"):
		return withEndings(strings.TrimSuffix(form, "ий"), "ий ого ому им ом ая ую ой ие их ими ое")
	}
	return []string{form}
}

// arabicDemonym gives the feminine and the plurals, each with and without the
// article, which stands before the second word of two as well.
func arabicDemonym(form string) []string {
	first, second, two := strings.Cut(form, " ")
	var out []string
	for _, ending := range []string{"", "ة", "ين", "ون", "ات"} {
		if !two {
			out = append(out, first+ending, "ال"+first+ending)
			continue
		}
		whole := first
		if strings.HasSuffix(first, "ي") {
			whole += ending
		}
		out = append(out, whole+" "+second+ending, "ال"+whole+" ال"+second+ending, whole+" ال"+second+ending)
	}
	return out
}

// inflectName gives the other cases of a name of one word.
func inflectName(name, lang string) []string {
	last, _ := utf8.DecodeLastRuneInString(name)
	switch {
	case strings.ContainsAny(name, " -.") || strings.ToUpper(name) == name:
		return nil
	case lang == "de" && !strings.ContainsRune("szxß", last):
		return []string{name + "s"}
	case lang != "ru" || !unicode.Is(unicode.Cyrillic, last):
		return nil
	}
	stem := strings.TrimSuffix(name, string(last))
	switch last {
	case 'а':
		return withEndings(stem, "ы и е у ой")
	case 'я':
		return withEndings(stem, "и е ю ей")
	case 'ы':
		return withEndings(stem, "ов ам ами ах")
	case 'ь':
		return withEndings(stem, "я и ю ем е")
	case 'й':
		return withEndings(stem, "я ю ем е")
	case 'о', 'и', 'е', 'э', 'у', 'ё', 'ю':
		return nil
	}
	return withEndings(name, "а у ом е")
}

func withEndings(stem, endings string) []string {
	list := strings.Fields(endings)
	for i, e := range list {
		list[i] = stem + e
	}
	return list
}

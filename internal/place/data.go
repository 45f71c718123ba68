package place

import (
	"embed"
	"strings"
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

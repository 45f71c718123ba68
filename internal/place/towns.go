package place

import (
	"embed"
	"strings"
	"sync"
	"unicode"
)

// towns holds the cities of twenty thousand people and more, the seats of
// government and the regions of the first order that no other country has a
// namesake of: GeoNames' (geonames.org, CC BY 4.0), written by gen, which
// describes the form. latin.tsv is read behind each language's own file.
//
//go:generate sh -c "go run ./gen $CITIES_PACKAGE $NAMES_FOLDER towns"
//go:embed towns
var towns embed.FS

// townFiles gives each file when it is first asked for. They are searched as
// they are, since reading them all would cost more than a night's look-ups.
var townFiles = sync.OnceValue(func() map[string]func() string {
	m := make(map[string]func() string, len(languages)+1)
	for _, name := range append([]string{"latin"}, languages[:]...) {
		m[name] = sync.OnceValue(func() string {
			data, err := towns.ReadFile("towns/" + name + ".tsv")
			if err != nil {
				panic("place: no embedded towns for " + name) // a language without its file is a mistake of the build
			}
			return string(data)
		})
	}
	return m
})

// rank is how well a town is known.
type rank uint8

const (
	ordinary rank = iota // and a word of the language too
	anyTown
	bigCity // of half a million
	capital // seat of a government
)

// townOf gives the country of a town under its folded name, "" for none or
// for more than one.
func townOf(key, lang string) (code string, known rank) {
	code = lineOf(townFiles()[lang](), key)
	if code == "" && lang != "ru" && lang != "ar" && lang != "zh" {
		code = lineOf(townFiles()["latin"](), key)
	}
	switch {
	case code == "-":
		return "", anyTown
	case strings.HasSuffix(code, "*"):
		return code[:2], capital
	case strings.HasSuffix(code, "+"):
		return code[:2], bigCity
	case strings.HasSuffix(code, "~"):
		return code[:2], ordinary
	}
	return code, anyTown
}

// lineOf finds what stands behind key and a tab in lines sorted by key.
func lineOf(lines, key string) string {
	at := search(lines, key)
	if name, value, ok := strings.Cut(lines[at:], "\t"); ok && name == key {
		value, _, _ = strings.Cut(value, "\n")
		return value
	}
	return ""
}

// search gives the offset of the first of the lines, sorted, whose key is not
// below key.
func search(lines, key string) int {
	lo, hi := 0, len(lines)
	for lo < hi {
		mid := lo + (hi-lo)/2
		start := strings.LastIndexByte(lines[lo:mid], '\n') + 1 + lo
		size := strings.IndexByte(lines[start:], '\n') + 1
		if name, _, _ := strings.Cut(lines[start:start+size], "\t"); name < key {
			lo = start + size
		} else {
			hi = start
		}
	}
	return lo
}

// beginsTown tells whether a town's name in the Latin script begins with word.
func beginsTown(word, lang string) bool {
	for _, file := range [...]string{lang, "latin"} {
		lines := townFiles()[file]()
		if rest, ok := strings.CutPrefix(lines[search(lines, word):], word); ok && (rest[0] == '\t' || rest[0] == ' ') {
			return true
		}
	}
	return false
}

// longestTown is how many words, or Han characters, a town's name has at most.
const longestTown = 5

// town finds the longest town's name that begins at tokens[i]; e is what else
// begins there, which goes before a town of as many words.
func (r *reading) town(i int, e *entry) (code string, words int, known rank) {
	lang := r.lex.lang
	least := 0
	if e != nil && e.sense == townSense {
		code, known = e.code, e.known
	}
	switch {
	case e == nil || e.sense == cueSense:
	case e.sense == blockSense: // «New Mexico» is not Mexico, and is American
		least = e.words - 1
	default:
		least = e.words
	}
	cased := lang != "ar" && lang != "zh"
	if r.namesOnly || cased && (!r.tokens[i].upper || r.shouting) {
		return code, least, known
	}
	key := r.tokens[i].key
	if lang != "ru" && lang != "ar" && lang != "zh" && !beginsTown(key, lang) {
		return code, least, known
	}
	keys := []string{key}
	for j := i + 1; j < len(r.tokens) && j < i+longestTown && r.tokens[j].gap <= joinedGap; j++ {
		key += " " + r.tokens[j].key
		keys = append(keys, key)
	}
	for n := len(keys); n > least; n-- {
		for _, k := range townForms(keys[n-1], lang) {
			if r.lex.noTowns[k] {
				continue
			}
			if code, known := townOf(k, lang); code != "" {
				return code, n, known
			}
		}
	}
	return code, least, known
}

// townForms gives what a word may be a case of, or a particle joined to.
func townForms(key, lang string) []string {
	switch lang {
	case "ar":
		for _, p := range [...]string{"وب", "ب", "ل", "و"} {
			if rest, ok := strings.CutPrefix(key, p); ok {
				return []string{key, rest}
			}
		}
	case "ru":
		letters := []rune(key)
		last := len(letters) - 1
		if last < 3 || !unicode.Is(unicode.Cyrillic, letters[last]) {
			break
		}
		stem := string(letters[:last])
		switch letters[last] {
		case 'а', 'у', 'е', 'ы', 'и', 'ю', 'я':
			return []string{key, stem, stem + "а", stem + "ь", stem + "я", stem + "ы"}
		case 'м', 'й':
			return []string{key, string(letters[:last-1]), string(letters[:last-1]) + "а"}
		}
	}
	return []string{key}
}

// noteTown notes the town at token i, where it stands as towns do: at the head
// of a title, behind a preposition of place, at an institution, or, for a
// capital, as one who acts («Pékin étend …», "by Moscow"). It gives how many
// tokens it read, 0 for none.
func (r *reading) noteTown(i int, e *entry) int {
	code, words, known := r.town(i, e)
	if code == "" || r.partOfTownName(i, i+words, known) {
		return 0
	}
	after := i + words
	cased := r.lex.lang != "ar" && r.lex.lang != "zh"
	placed := i > 0 && r.tokens[i].gap <= joinedGap && r.lex.is(r.ids[i-1], placeClass) || r.lex.lang == "ar" && r.joined(i)
	head := i == 0 && r.isTitle && after < len(r.tokens) && r.endsHead(after)
	office := r.officeOf(i, after)
	subject := known == capital && cased && (r.isSubject(i, after) || i > 0 && r.tokens[i].gap <= joinedGap && r.lex.is(r.ids[i-1], agentClass))
	if known < capital && r.insideCountry(i, after, code) {
		r.mentions = r.mentions[:len(r.mentions)-1]
		r.mentions = append(r.mentions, mention{code: code, at: i, sense: townSense, strong: true})
		return words
	}
	switch {
	case known == ordinary && (r.tokens[i].first || r.lex.lang == "en"): // which writes Law, March and University so
		return 0
	case i == 0 && !head && after < len(r.tokens) && r.tokens[after].gap > joinedGap: // "(Beirut) – …", the place of writing
	case (placed || office) && r.atMeeting(i), r.setApart(i), r.nameOfThing(i, after):
	case head, office, subject:
		r.mentions = append(r.mentions, mention{code: code, at: i, sense: townSense, strong: true})
	case placed, r.isTitle && cased && known >= bigCity, known == capital && !cased:
		r.mentions = append(r.mentions, mention{code: code, at: i, sense: townSense})
	default:
		r.cues = append(r.cues, code)
	}
	return words
}

// insideCountry tells that the last country named is itself a town, of which
// the place at from is the region: «Argelia, Cauca: …», "Lebanon, Pennsylvania".
func (r *reading) insideCountry(from, to int, code string) bool {
	if len(r.mentions) == 0 || from == 0 || r.text[r.tokens[from-1].end:r.tokens[from].start] != ", " {
		return false
	}
	m := r.mentions[len(r.mentions)-1]
	return isName(m.sense) && m.at == from-1 && m.code != code && (to == len(r.tokens) || r.tokens[to].gap >= softGap)
}

// joined tells an Arabic town that is written in one with «in»: بطهران, and not
// بيروت, which only begins so.
func (r *reading) joined(i int) bool {
	key := r.tokens[i].key
	whole, _ := townOf(key, "ar")
	return strings.HasPrefix(key, "ب") && r.ids[i] < 0 && whole == ""
}

// endsHead is endsPrefix, and a comma too: «Argelia, Cauca: …».
func (r *reading) endsHead(i int) bool {
	return r.endsPrefix(i) || strings.HasPrefix(r.text[r.tokens[i-1].end:r.tokens[i].start], ", ")
}

// officeOf tells a town whose court, police or council is spoken of: the word
// before it, with nothing but particles between, or right behind it.
func (r *reading) officeOf(from, to int) bool {
	if to < len(r.tokens) && r.tokens[to].gap <= joinedGap && r.lex.is(r.ids[to], institutionClass) && r.lex.lang == "en" {
		return true
	}
	for i := from - 1; i >= 0 && i >= from-4 && r.tokens[i+1].gap <= joinedGap; i-- {
		if r.lex.is(r.ids[i], institutionClass) {
			return i < from-1 || r.adjoins()
		}
		if !r.lex.is(r.ids[i], placeClass) && !isGenitive(r.tokens[i].key) && !isNumber(r.tokens[i].key) {
			return false
		}
	}
	return false
}

// adjoins tells languages that put a town behind its court without a particle:
// Gericht Hamburg, суд Минска. In others that is a name ("Defence League").
func (r *reading) adjoins() bool {
	switch r.lex.lang {
	case "de", "ru", "ar", "zh":
		return true
	}
	return false
}

// isGenitive tells the particles between a court and its town.
func isGenitive(word string) bool {
	switch word {
	case "of", "de", "d", "du", "des", "del", "di", "della", "da", "do", "von", "города", "г":
		return true
	}
	return false
}

func isNumber(word string) bool { return strings.Trim(word, "0123456789") == "" }

// isSubject tells a capital that acts: with no preposition before it, and a
// word without a capital behind.
func (r *reading) isSubject(from, to int) bool {
	if to == len(r.tokens) || r.tokens[to].gap != plainGap || r.tokens[to].upper && !r.titled || r.lex.is(r.ids[to], functionClass) && !r.titled {
		return false
	}
	return from == 0 || r.tokens[from].gap == hardGap
}

// partOfTownName tells a town's name that is a piece of a longer name.
func (r *reading) partOfTownName(from, to int, known rank) bool {
	if r.compoundTail(to) {
		return true
	}
	if r.lex.lang == "ar" || r.lex.lang == "zh" || r.titled {
		return false
	}
	if from > 0 && r.tokens[from].gap <= joinedGap && r.tokens[from-1].upper && !r.tokens[from-1].first && r.lex.lang != "de" &&
		!r.lex.is(r.ids[from-1], functionClass|placeClass|institutionClass) {
		return true
	}
	next := to
	if next+1 < len(r.tokens) && r.tokens[next].gap <= joinedGap && isNameParticle(r.tokens[next].key) &&
		r.tokens[next+1].gap <= joinedGap && r.tokens[next+1].upper && known <= anyTown {
		return true // «Wadi al-Safa», «Ocaña del Valle»
	}
	return next < len(r.tokens) && r.tokens[next].gap <= joinedGap && r.tokens[next].upper && r.lex.lang != "de" &&
		!r.lex.is(r.ids[next], functionClass|institutionClass)
}

func isNameParticle(word string) bool {
	switch word {
	case "al", "el", "ul", "ibn", "bin", "ben", "de", "del", "da", "do", "dos", "das", "di", "du", "della":
		return true
	}
	return false
}

// meetingReach is how many words may stand between a town and the meeting it
// is the place of.
const meetingReach = 8

// atMeeting tells a town that only lends its rooms: a congress, a session or
// an embassy in the same sentence.
func (r *reading) atMeeting(at int) bool {
	for i := at - 1; i >= 0 && i > at-meetingReach && !r.tokens[i+1].first; i-- {
		if r.lex.is(r.ids[i], meetingClass) {
			return true
		}
	}
	for i := at + 1; i < len(r.tokens) && i < at+meetingReach && !r.tokens[i].first; i++ {
		if r.lex.is(r.ids[i], meetingClass) {
			return true
		}
	}
	return false
}

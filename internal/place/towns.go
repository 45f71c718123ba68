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

// latinTowns is one file for all languages of the Latin script.
var latinTowns = sync.OnceValue(func() string { return townFile("latin") })

// townFiles gives the files of a language, its own first. They are searched as
// they are, since reading them all would cost more than a night's look-ups.
func townFiles(lang string) []string {
	switch lang {
	case "ru", "ar", "zh":
		return []string{townFile(lang)}
	}
	return []string{townFile(lang), latinTowns()}
}

func townFile(name string) string {
	data, err := towns.ReadFile("towns/" + name + ".tsv")
	if err != nil {
		panic("place: no embedded towns for " + name) // a language without its file is a mistake of the build
	}
	return string(data)
}

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
func (l *lexicon) townOf(key string) (code string, known rank) {
	for _, lines := range l.towns {
		if code = lineOf(lines, key); code != "" {
			break
		}
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
// below key. The tab behind a line's key is below all that keys are made of.
func search(lines, key string) int {
	lo, hi := 0, len(lines)
	for lo < hi {
		mid := lo + (hi-lo)/2
		start := strings.LastIndexByte(lines[lo:mid], '\n') + 1 + lo
		if lines[start:min(start+len(key), len(lines))] < key {
			lo = start + strings.IndexByte(lines[start:], '\n') + 1
		} else {
			hi = start
		}
	}
	return lo
}

// beginsTown tells whether a town's name begins with some words.
func (l *lexicon) beginsTown(words string) bool {
	for _, lines := range l.towns {
		if rest, ok := strings.CutPrefix(lines[search(lines, words):], words); ok && (rest[0] == '\t' || rest[0] == ' ') {
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
	inflected := lang == "ru" || lang == "ar" // townForms has more than the words
	var buf [longestTown]string
	keys, key := buf[:0], r.tokens[i].key
	for j := i + 1; inflected || r.lex.beginsTown(key); j++ {
		keys = append(keys, key)
		if j == len(r.tokens) || j == i+longestTown || r.tokens[j].gap > joinedGap {
			break
		}
		key += " " + r.tokens[j].key
	}
	for n := len(keys); n > least; n-- {
		for _, k := range townForms(keys[n-1], lang) {
			if r.lex.noTowns[k] {
				continue
			}
			if code, known := r.lex.townOf(k); code != "" {
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

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

// townFile is one file. It is searched as it is, since reading it all would
// cost more than a night's look-ups. Most words begin no town: heads has a bit
// for each first word of a name, by a hash, and spares them the search.
type townFile struct {
	lines string
	heads [1 << 12]uint64
}

// latinTowns is one file for all languages of the Latin script.
var latinTowns = sync.OnceValue(func() *townFile { return openTowns("latin") })

// townFiles gives the files of a language, its own first.
func townFiles(lang string) []*townFile {
	switch lang {
	case "ru", "ar", "zh":
		return []*townFile{openTowns(lang)}
	}
	return []*townFile{openTowns(lang), latinTowns()}
}

func openTowns(name string) *townFile {
	data, err := towns.ReadFile("towns/" + name + ".tsv")
	if err != nil {
		panic("place: no embedded towns for " + name) // a language without its file is a mistake of the build
	}
	f := &townFile{lines: string(data)}
	for line := range strings.Lines(f.lines) {
		word, bit := headOf(line)
		f.heads[word] |= bit
	}
	return f
}

// headOf gives the place in heads of a name's first word (FNV-1a, 18 bits).
func headOf(name string) (word uint32, bit uint64) {
	hash := uint32(2166136261)
	for i := 0; i < len(name) && name[i] != ' ' && name[i] != '\t'; i++ {
		hash = (hash ^ uint32(name[i])) * 16777619
	}
	hash >>= 14
	return hash / 64, 1 << (hash % 64)
}

// mayBegin is false for words that no name in the file begins with.
func (f *townFile) mayBegin(words string) bool {
	word, bit := headOf(words)
	return f.heads[word]&bit != 0
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
	for _, f := range l.towns {
		if code = f.lineOf(key); code != "" {
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

// lineOf finds what stands behind a key and a tab.
func (f *townFile) lineOf(key string) string {
	if !f.mayBegin(key) {
		return ""
	}
	if name, value, ok := strings.Cut(f.lines[f.search(key):], "\t"); ok && name == key {
		value, _, _ = strings.Cut(value, "\n")
		return value
	}
	return ""
}

// search gives the offset of the first of the lines, which are sorted, whose
// key is not below key. The tab behind a line's key is below all that keys are
// made of.
func (f *townFile) search(key string) int {
	lo, hi := 0, len(f.lines)
	for lo < hi {
		mid := lo + (hi-lo)/2
		start := strings.LastIndexByte(f.lines[lo:mid], '\n') + 1 + lo
		if f.lines[start:min(start+len(key), len(f.lines))] < key {
			lo = start + strings.IndexByte(f.lines[start:], '\n') + 1
		} else {
			hi = start
		}
	}
	return lo
}

// beginsTown tells whether a town's name begins with some words.
func (l *lexicon) beginsTown(words string) bool {
	for _, f := range l.towns {
		if !f.mayBegin(words) {
			continue
		}
		if rest, ok := strings.CutPrefix(f.lines[f.search(words):], words); ok && (rest[0] == '\t' || rest[0] == ' ') {
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

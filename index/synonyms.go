package index

import (
	_ "embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"communique/internal/fold"
	"communique/internal/place"
)

// builtinSynonyms is the list that is there without a file of the user's; its
// head describes the form.
//
//go:embed synonyms.txt
var builtinSynonyms string

// Synonyms are other names of what a query asks for: of countries, in all
// languages (package place), and of what a file lists. A nil *Synonyms has
// none.
type Synonyms struct {
	others map[string][]synonym // by the words as they are looked up (synonymKey)
	most   int                  // words of the longest
}

// synonym is a name; with a language it counts in releases of that language
// only.
type synonym struct{ text, lang string }

// ReadSynonyms reads the built-in synonyms and the user's file, which need not
// be there. A line of the user's says all that is to be found for its words:
// the built-in lines that they stand in no longer count for them. A mistake is
// reported with the file and its line.
func ReadSynonyms(path string) (*Synonyms, error) {
	s := &Synonyms{others: map[string][]synonym{}}
	s.addCountries()
	if err := s.read("built-in synonyms", builtinSynonyms, true); err != nil {
		return nil, err
	}
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return s, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read synonyms: %w", err)
	}
	if !utf8.Valid(b) {
		return nil, fmt.Errorf("%s is not valid UTF-8; save it as UTF-8", path)
	}
	return s, s.read(path, string(b), false)
}

// minCountryName leaves out abbreviations, which mean something else in
// another language.
const minCountryName = 4

// addCountries makes a group of each country's names.
func (s *Synonyms) addCountries() {
	groups, owner := map[string][]synonym{}, map[string]string{}
	for _, n := range place.Names() {
		if utf8.RuneCountInString(n.Name) < minCountryName && isASCII(n.Name) {
			continue
		}
		groups[n.Code] = append(groups[n.Code], synonym{n.Name, n.Lang})
		key := synonymKey(n.Name)
		if o, known := owner[key]; known && o != n.Code {
			owner[key] = "" // two countries'
			continue
		}
		owner[key] = n.Code
	}
	for key, code := range owner {
		if code != "" {
			s.set(key, groups[code])
		}
	}
}

func isASCII(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r > unicode.MaxASCII }) < 0
}

func (s *Synonyms) set(key string, others []synonym) {
	s.others[key] = others
	s.most = max(s.most, 1+strings.Count(key, " "))
}

// read adds the groups of a file. With join, the names of a country that a
// group names belong to it too.
func (s *Synonyms) read(name, text string, join bool) error {
	number := 0
	for line := range strings.Lines(strings.TrimPrefix(text, "\ufeff")) {
		number++
		line = strings.TrimSpace(norm.NFC.String(line))
		if line == "" || line[0] == '#' {
			continue
		}
		if err := s.line(line, join); err != nil {
			return fmt.Errorf("%s, line %d: %w", name, number, err)
		}
	}
	return nil
}

func (s *Synonyms) line(line string, join bool) error {
	left, right, oneWay := strings.Cut(line, "=>")
	names, err := synonymNames(left)
	if err != nil {
		return err
	}
	if len(names) == 0 {
		return errors.New("there is nothing before =>; write the word that is searched for")
	}
	if oneWay {
		others, err := synonymNames(right)
		if err != nil {
			return err
		}
		for _, n := range names {
			s.set(synonymKey(n.text), others)
		}
		return nil
	}
	if len(names) < 2 {
		return fmt.Errorf("%q stands alone; write what means the same behind a comma, or => behind it if nothing does", names[0].text)
	}
	group := slices.Clone(names)
	if join {
		for _, n := range names {
			group = append(group, s.others[synonymKey(n.text)]...)
		}
	}
	for _, n := range group {
		s.set(synonymKey(n.text), group)
	}
	return nil
}

// synonymNames reads names with commas between.
func synonymNames(list string) ([]synonym, error) {
	if strings.TrimSpace(list) == "" {
		return nil, nil
	}
	var out []synonym
	for _, name := range strings.Split(list, ",") {
		n := synonym{text: strings.TrimSpace(name)}
		if lang, text, ok := strings.Cut(n.text, ":"); ok {
			if n.lang = languageOf(lang).code; n.lang != lang {
				return nil, fmt.Errorf("%q is no language that is analysed; use one of %s before the colon, or none", lang, strings.Join(languageCodes(), ", "))
			}
			n.text = strings.TrimSpace(text)
		}
		if synonymKey(n.text) == "" {
			return nil, fmt.Errorf("there is no word in %q; write one between the commas", name)
		}
		out = append(out, n)
	}
	return out, nil
}

func languageCodes() []string {
	var out []string
	for _, l := range languages {
		if l.code != otherLanguage {
			out = append(out, l.code)
		}
	}
	return out
}

// synonymKey is how a name is looked up: its words, folded, without elided
// articles. It is the analysis of names made short: all of it would take a
// search 50 ms for the names of all countries.
func synonymKey(name string) string {
	var words []string
	for _, part := range strings.Fields(name) {
		b := []byte(part)
		folded := string(acronym(fold.Word(b[elided(b):])))
		words = append(words, strings.FieldsFunc(folded, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })...)
	}
	return strings.Join(words, " ")
}

// of gives the synonyms of the longest name that words begin with, and how
// many of the words it takes; 0 when there are none. A word that some language
// drops (un) names nothing unless it is written in capitals (UN).
func (s *Synonyms) of(words []string) (others []synonym, taken int) {
	if s == nil {
		return nil, 0
	}
	for n := min(len(words), s.most); n > 0; n-- {
		name := strings.Join(words[:n], " ")
		key := synonymKey(name)
		found := s.others[key]
		if len(found) == 0 || n == 1 && name != strings.ToUpper(name) && droppedSomewhere(key) {
			continue
		}
		seen := map[synonym]bool{}
		for _, o := range found {
			k := synonym{synonymKey(o.text), o.lang}
			if k.text != key && !seen[k] && !seen[synonym{k.text, ""}] {
				seen[k] = true
				others = append(others, o)
			}
		}
		return others, n
	}
	return nil, 0
}

func droppedSomewhere(word string) bool {
	return slices.ContainsFunc(languages, func(l language) bool { return l.analyzer().stop[word] })
}

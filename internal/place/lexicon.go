package place

import (
	"strings"
	"sync"
	"unicode/utf8"
)

// sense is what a sequence of words means in a language.
type sense uint8

const (
	nameSense     sense = 1 + iota // a country
	weakSense                      // a country's name that has other meanings
	splitSense                     // a name that two countries share
	adjSense                       // a demonym
	splitAdjSense                  // a demonym that two countries share
	dropSense                      // nothing
	cueSense                       // a place or person that tells the country meant
	blockSense                     // another thing's name, with a country's in it
	orgSense                       // an organisation with branches named by country
	townSense                      // a town of a country
	venueSense                     // a town that courts and councils sit in
)

// entry is one meaning of one sequence of words.
type entry struct {
	sense    sense
	code     string // two codes in a split one
	exact    bool   // an acronym: only in capitals
	capitals uint32 // the words, as bits, one of which must have its capital; 0: none need
	person   bool   // also a first name or surname
	known    rank   // of a town
	rival    string // the country of a weak name's better-known namesake, a region or town
	plural   bool   // a regular plural of a demonym
	words    int
	letters  int
}

// word classes
const (
	institutionClass = 1 << iota
	functionClass
	languageClass
	tongueClass
	speakerClass
	placeClass
	meetingClass
	peopleClass
	agentClass
	thingClass
	apartClass
)

// lexicon is what is known of one language: a trie over words.
type lexicon struct {
	lang    string
	ids     map[string]int32 // folded word → id
	class   []uint16         // by id
	edges   map[uint64]int32 // node<<32 | id → node
	entries [][]entry        // by node; a node can be a name and a demonym (Suisse, suisse)
	hard    map[int32]bool   // nodes whose form has a hard gap before its last word (Папуа — Новая Гвинея)
	towns   []*townFile
	noTowns map[string]bool // folded names of towns that are likelier to be something else
	tongues map[string]bool // countries whose demonym is also a language's name
	display map[string]string
}

var languages = [...]string{"en", "fr", "es", "pt", "de", "it", "ru", "ar", "zh"}

// lexicons builds each language's lexicon when it is first asked for.
var lexicons = sync.OnceValue(func() map[string]func() *lexicon {
	m := make(map[string]func() *lexicon, len(languages))
	for _, lang := range languages {
		m[lang] = sync.OnceValue(func() *lexicon { return load(lang) })
	}
	return m
})

// lexiconOf gives the lexicon of a BCP 47 tag's language, nil without data.
func lexiconOf(tag string) *lexicon {
	lang, _, _ := strings.Cut(strings.ReplaceAll(tag, "_", "-"), "-")
	if f := lexicons()[strings.ToLower(lang)]; f != nil {
		return f()
	}
	return nil
}

// id gives a word its number, a new one where it has none.
func (l *lexicon) id(word string) int32 {
	id, ok := l.ids[word]
	if !ok {
		id = int32(len(l.class))
		l.ids[word] = id
		l.class = append(l.class, 0)
	}
	return id
}

// node walks the trie along the words of a form, making what is missing.
func (l *lexicon) node(tokens []token) int32 {
	at := int32(0)
	for i, t := range tokens {
		key := uint64(at)<<32 | uint64(l.id(t.key))
		next, ok := l.edges[key]
		if !ok {
			next = int32(len(l.entries))
			l.entries = append(l.entries, nil)
			l.edges[key] = next
		}
		if i > 0 && t.gap == hardGap {
			l.hard[next] = true
		}
		at = next
	}
	return at
}

// add notes a form of a sense. What was added first stays: the hand-written
// files are read before CLDR's names and overrule them. It gives the new entry, nil where there is none.
func (l *lexicon) add(s sense, code, form string) *entry {
	tokens := tokenize(form)
	if len(tokens) == 0 {
		return nil
	}
	at := l.node(tokens)
	for _, e := range l.entries[at] {
		if e.sense == s || e.sense == dropSense || isName(e.sense) && isName(s) {
			return nil
		}
	}
	e := entry{sense: s, code: code, words: len(tokens)}
	e.capitals, e.exact = l.capitals(s, tokens)
	for _, t := range tokens {
		e.letters += utf8.RuneCountInString(t.key)
	}
	l.entries[at] = append(l.entries[at], e)
	return &l.entries[at][len(l.entries[at])-1]
}

func isName(s sense) bool { return s == nameSense || s == weakSense || s == splitSense }

// capitals says which words of a form carry its capital, and whether it is an
// acronym.
func (l *lexicon) capitals(s sense, tokens []token) (bits uint32, exact bool) {
	exact = true
	for i, t := range tokens {
		exact = exact && t.capitals && t.upper && len(t.key) <= 5
		if t.upper && l.class[l.id(t.key)]&functionClass == 0 {
			bits |= 1 << i
		}
	}
	switch s {
	case nameSense, weakSense, splitSense, cueSense:
		return bits, exact
	case adjSense, splitAdjSense:
		if l.lang == "en" {
			return bits, false
		}
	}
	return 0, false
}

// accepts tells whether the tokens at i are written as the entry must be.
func (e *entry) accepts(tokens []token, shouting bool) bool {
	if e.exact {
		for _, t := range tokens {
			if !t.capitals {
				return false
			}
		}
		return !shouting
	}
	if e.capitals == 0 {
		return true
	}
	for i, t := range tokens {
		if t.upper && e.capitals&(1<<i) != 0 {
			return true
		}
	}
	return false
}

// longest finds the longest sequence from tokens[i] that means something, and
// the meaning its writing allows. It returns nil where there is none.
func (l *lexicon) longest(tokens []token, ids []int32, i int, shouting bool) *entry {
	var best *entry
	at := int32(0)
	for j := i; j < len(tokens) && ids[j] >= 0; j++ {
		next, ok := l.edges[uint64(at)<<32|uint64(ids[j])]
		if !ok || j > i && tokens[j].gap == hardGap && !l.hard[next] {
			break
		}
		at = next
		for k := range l.entries[at] {
			if e := &l.entries[at][k]; e.accepts(tokens[i:j+1], shouting) {
				if best == nil || best.words < e.words || isName(e.sense) || best.sense == cueSense {
					best = e
				}
			}
		}
	}
	if best != nil && best.sense == dropSense {
		return nil
	}
	return best
}

// number gives the ids of tokens, -1 for a word no form contains. In Arabic a
// joined particle is taken off where the word is not known with it.
func (l *lexicon) number(tokens []token) []int32 {
	ids := make([]int32, len(tokens))
	for i, t := range tokens {
		id, ok := l.ids[t.key]
		if !ok && l.lang == "ar" {
			id, ok = l.withoutParticle(t.key)
		}
		if !ok {
			id = -1
		}
		ids[i] = id
	}
	return ids
}

func (l *lexicon) withoutParticle(word string) (int32, bool) {
	for _, p := range [...]string{"و", "ف"} {
		if rest, ok := strings.CutPrefix(word, p); ok {
			if id, ok := l.ids[rest]; ok {
				return id, true
			}
			word = rest
			break
		}
	}
	if rest, ok := strings.CutPrefix(word, "لل"); ok {
		id, ok := l.ids["ال"+rest]
		return id, ok
	}
	for _, p := range [...]string{"ب", "ل", "ك"} {
		if rest, ok := strings.CutPrefix(word, p); ok && utf8.RuneCountInString(rest) > 2 {
			id, ok := l.ids[rest]
			return id, ok
		}
	}
	return 0, false
}

func (l *lexicon) is(id int32, class uint16) bool { return id >= 0 && l.class[id]&class != 0 }

// whole gives the country that a whole text names.
func (l *lexicon) whole(name string) (string, bool) {
	if len(name) > 200 {
		return "", false
	}
	tokens := tokenize(name)
	if len(tokens) > 1 && l.is(l.number(tokens[:1])[0], functionClass) {
		if code, ok := l.wholeTokens(tokens); ok {
			return code, ok
		}
		tokens = tokens[1:]
	}
	return l.wholeTokens(tokens)
}

func (l *lexicon) wholeTokens(tokens []token) (string, bool) {
	at := int32(0)
	for i, t := range tokens {
		id, ok := l.ids[t.key]
		if !ok {
			return "", false
		}
		next, ok := l.edges[uint64(at)<<32|uint64(id)]
		if !ok || i > 0 && t.gap == hardGap && !l.hard[next] {
			return "", false
		}
		at = next
	}
	for _, want := range [...]sense{nameSense, weakSense, adjSense} {
		for _, e := range l.entries[at] {
			if e.sense == want && (!e.exact || e.letters > 2 || tokens[0].capitals) {
				return e.code, true
			}
		}
	}
	return "", false
}

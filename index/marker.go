package index

import (
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/blevesearch/bleve/v2/analysis"
)

// marker finds in a text what a query asked for.
type marker struct {
	clauses []*clause
	terms   map[string]map[string]int // language and kind of text → stem → clause
}

func newMarker(clauses []*clause) *marker {
	return &marker{clauses, map[string]map[string]int{}}
}

// meant tells whether a clause is about a kind of text in a language: "title",
// "quote", "attachment" or "text", which holds the quotations.
func meant(c *clause, l language, kind string) bool {
	return (c.lang == "" || c.lang == l.code) && c.kind != valueClause && (c.field == "" || c.field == kind || c.field == "quote" && kind == "text")
}

// typed gives the clause that a synonym stands for, and others themselves.
func (m *marker) typed(i int) int {
	if of := m.clauses[i].of; of != nil {
		return slices.Index(m.clauses, of)
	}
	return i
}

// match is a stretch of bytes that answers a clause.
type match struct{ start, end, clause int }

// stems gives the query's words in the analysis of one language.
func (m *marker) stems(l language, kind string) map[string]int {
	stems, ok := m.terms[l.code+kind]
	if !ok {
		stems = map[string]int{}
		for i, c := range m.clauses {
			if c.kind != wordClause || !meant(c, l, kind) {
				continue
			}
			for _, t := range l.analyzer().Analyze([]byte(c.text)) {
				stems[string(t.Term)] = m.typed(i)
			}
		}
		m.terms[l.code+kind] = stems
	}
	return stems
}

// maxMarkedText bounds the text that is looked through for one release, in
// bytes: a long report's first megabyte.
const maxMarkedText = 1 << 20

// find returns the matches in a text of some kind (see meant), in order and
// without overlap.
func (m *marker) find(text string, l language, kind string) []match {
	if len(m.clauses) == 0 || text == "" {
		return nil
	}
	if n := maxMarkedText; len(text) > n {
		for !utf8.RuneStart(text[n]) {
			n--
		}
		text = text[:n]
	}
	var found []match
	if stems := m.stems(l, kind); len(stems) > 0 {
		for _, t := range l.analyzer().Analyze([]byte(text)) {
			if c, ok := stems[string(t.Term)]; ok {
				found = append(found, match{t.Start, t.End, c})
			}
		}
	}
	found = append(found, m.findExact(text, l, kind)...)
	sort.Slice(found, func(i, j int) bool {
		a, b := found[i], found[j]
		return a.start < b.start || a.start == b.start && a.end > b.end
	})
	out := found[:0]
	for _, f := range found {
		if len(out) == 0 || f.start >= out[len(out)-1].end {
			out = append(out, f)
		}
	}
	return out
}

// findExact looks for whatever is asked of the unstemmed fields, and for the
// stop words of a query that has nothing else.
func (m *marker) findExact(text string, l language, kind string) []match {
	onlyStops := len(m.stems(l, kind)) == 0
	var words []word
	var found []match
	for i, c := range m.clauses {
		if c.kind == wordClause && !onlyStops || !meant(c, l, kind) {
			continue
		}
		if words == nil {
			words = wordsOf(plain.Analyze([]byte(text)))
		}
		for _, w := range c.in(words) {
			found = append(found, match{words[w[0]].start, words[w[1]].end, m.typed(i)})
		}
	}
	return found
}

// in gives the stretches of words, by the first and the last, that are what
// the clause asks for.
func (c *clause) in(words []word) (found [][2]int) {
	sought := positionsOf(plain.Analyze([]byte(c.text)))
	n := len(sought)
	if n == 0 {
		return nil
	}
	if c.kind == nearClause {
		return c.nearIn(words, sought)
	}
	for at := range words {
		if at+n <= len(words) && c.follows(words[at:at+n], sought) {
			found = append(found, [2]int{at, at + n - 1})
		}
	}
	return found
}

func (c *clause) nearIn(words []word, sought [][]string) (found [][2]int) {
	places := make([][]int, len(sought))
	for at, w := range words {
		for i, forms := range sought {
			if meets(w.forms, forms) {
				places[i] = append(places[i], at)
			}
		}
	}
	for _, choice := range nearby(places, c.slop) {
		for _, at := range choice {
			found = append(found, [2]int{at, at})
		}
	}
	return found
}

// word is one word of a text with all its forms.
type word struct {
	start, end int
	forms      []string
}

func wordsOf(tokens analysis.TokenStream) []word {
	var out []word
	last := 0
	for _, t := range tokens {
		if t.Position != last {
			out, last = append(out, word{start: t.Start, end: t.End}), t.Position
		}
		w := &out[len(out)-1]
		w.forms = append(w.forms, string(t.Term))
	}
	return out
}

// follows tells whether words are what is sought. The last of a prefix may be
// the beginning of a word.
func (c *clause) follows(words []word, sought [][]string) bool {
	last := len(sought) - 1
	for i, forms := range sought {
		switch have := words[i].forms; {
		case meets(have, forms):
		case c.kind == prefixClause && i == last && slices.ContainsFunc(have, func(h string) bool { return strings.HasPrefix(h, forms[0]) }):
		case c.kind == fuzzyClause && slices.ContainsFunc(have, func(h string) bool { return differs(h, forms[0], c.edits) <= c.edits }):
		default:
			return false
		}
	}
	return true
}

func meets(have, want []string) bool {
	return slices.ContainsFunc(have, func(h string) bool { return slices.Contains(want, h) })
}

package index

import (
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/blevesearch/bleve/v2/analysis"
)

// marker finds in a text what a query asked for.
type marker struct {
	clauses []clause
	terms   map[string]map[string]int // language → stem → clause
}

func newMarker(clauses []clause) *marker {
	return &marker{clauses, map[string]map[string]int{}}
}

// match is a stretch of bytes that answers a clause.
type match struct{ start, end, clause int }

// stems gives the query's words in the analysis of one language.
func (m *marker) stems(l language) map[string]int {
	stems, ok := m.terms[l.code]
	if !ok {
		stems = map[string]int{}
		for i, c := range m.clauses {
			if c.kind != wordClause {
				continue
			}
			for _, t := range l.analyzer().Analyze([]byte(c.text)) {
				stems[string(t.Term)] = i
			}
		}
		m.terms[l.code] = stems
	}
	return stems
}

// maxMarkedText bounds the text that is looked through for one release, in
// bytes: a long report's first megabyte.
const maxMarkedText = 1 << 20

// find returns the matches in order, without overlap.
func (m *marker) find(text string, l language) []match {
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
	if stems := m.stems(l); len(stems) > 0 {
		for _, t := range l.analyzer().Analyze([]byte(text)) {
			if c, ok := stems[string(t.Term)]; ok {
				found = append(found, match{t.Start, t.End, c})
			}
		}
	}
	found = append(found, m.findExact(text, l)...)
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

// findExact looks for phrases and prefixes, and for the stop words of a query
// that has nothing else, in the unstemmed analysis.
func (m *marker) findExact(text string, l language) []match {
	onlyStops := len(m.stems(l)) == 0
	var words []word
	var found []match
	for i, c := range m.clauses {
		if c.kind == wordClause && !onlyStops {
			continue
		}
		if words == nil {
			words = wordsOf(plain.Analyze([]byte(text)))
		}
		sought := positionsOf(plain.Analyze([]byte(c.text)))
		for at := range words {
			if n := len(sought); n > 0 && follows(words[at:], sought, c.kind == prefixClause) {
				found = append(found, match{words[at].start, words[at+n-1].end, i})
			}
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

// follows tells whether words begin with what is sought; the last of it may
// be the beginning of a word.
func follows(words []word, sought [][]string, prefix bool) bool {
	if len(words) < len(sought) {
		return false
	}
	for i, forms := range sought {
		cut := prefix && i == len(sought)-1
		if !meets(words[i].forms, forms, cut) {
			return false
		}
	}
	return true
}

func meets(have, want []string, prefix bool) bool {
	for _, h := range have {
		for _, w := range want {
			if h == w || prefix && strings.HasPrefix(h, w) {
				return true
			}
		}
	}
	return false
}

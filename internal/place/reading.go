package place

import (
	"slices"
	"strings"
)

// mention is one country named at one token of a text.
type mention struct {
	code  string
	at    int
	sense sense
	// strong: a demonym at an institution, or any name.
	strong bool
}

// reading is a text on its way to countries.
type reading struct {
	lex       *lexicon
	text      string
	tokens    []token
	ids       []int32
	namesOnly bool // the text's language has no data: English names only
	shouting  bool // all in capitals: case says nothing
	titled    bool // an English Headline in Capitals: they are no sign of a name
	mentions  []mention
	cues      []string
}

func newReading(text, lang string) *reading {
	r := &reading{lex: lexiconOf(lang), text: text, tokens: tokenize(text)}
	if r.lex == nil {
		r.lex, r.namesOnly = lexiconOf("en"), true
	}
	r.ids = r.lex.number(r.tokens)
	long, upper, capitals := 0, 0, 0
	for _, t := range r.tokens {
		if t.end-t.start >= 4 {
			long++
			if t.upper {
				upper++
			}
			if t.upper && t.capitals {
				capitals++
			}
		}
	}
	r.shouting = long > 1 && capitals*10 >= long*9
	r.titled = r.lex.lang == "en" && long > 2 && upper*10 >= long*7
	return r
}

// prefix gives the countries a title begins with, when everything up to the
// first colon, full stop or dash is countries.
func (r *reading) prefix() []string {
	var codes []string
	for i := 0; i < len(r.tokens); {
		if i > 0 && r.endsPrefix(i) {
			return codes
		}
		e := r.lex.longest(r.tokens, r.ids, i, false)
		switch {
		case e != nil && (e.sense == nameSense || e.sense == weakSense):
			codes = append(codes, e.code)
			i += e.words
		case e != nil && e.sense == splitSense:
			i += e.words // settled below, by the cues of the whole title
		case i > 0 && isConjunction(r.tokens[i].key):
			i++
		default:
			return nil
		}
	}
	return nil
}

func (r *reading) endsPrefix(i int) bool {
	s := strings.TrimRight(r.text[r.tokens[i-1].end:r.tokens[i].start], "«»“”\"'‘’( \u00a0\u202f")
	trimmed := strings.TrimSpace(s)
	switch {
	case trimmed == "":
		return false
	case strings.ContainsAny(trimmed, ":|：–—"):
		return true
	case strings.HasPrefix(trimmed, "."):
		return true
	}
	return trimmed == "-" && s != trimmed // a hyphen with a blank before it
}

func isConjunction(word string) bool {
	switch word {
	case "et", "and", "y", "e", "und", "и", "و", "à", "a":
		return true
	}
	return false
}

// countries puts the mentions in order behind the codes of a title's head.
func (r *reading) countries(codes []string) []string {
	r.scan()
	r.settle()
	codes = slices.Compact(codes)
	for _, m := range r.mentions {
		if m.strong && !slices.Contains(codes, m.code) {
			codes = append(codes, m.code)
		}
	}
	named := len(codes) > 0
	times := map[string]int{}
	for _, m := range r.mentions {
		if !m.strong {
			times[m.code]++
		}
	}
	for _, m := range r.mentions {
		if !m.strong && (!named || times[m.code] > 1) && !slices.Contains(codes, m.code) {
			codes = append(codes, m.code)
		}
	}
	return codes
}

// scan notes every mention and cue of the text.
func (r *reading) scan() {
	afterOrg := false
	for i := 0; i < len(r.tokens); {
		if r.ids[i] < 0 {
			afterOrg = false
			i++
			continue
		}
		e := r.lex.longest(r.tokens, r.ids, i, r.shouting)
		if e == nil {
			afterOrg = false
			i++
			continue
		}
		branch := afterOrg && r.tokens[i].gap <= softGap && !r.tokens[i].first
		afterOrg = e.sense == orgSense
		if !branch {
			r.note(e, i)
		}
		i += e.words
	}
}

func (r *reading) note(e *entry, i int) {
	switch e.sense {
	case nameSense, weakSense, splitSense:
		if !r.partOfName(e, i) {
			r.mentions = append(r.mentions, mention{e.code, i, e.sense, true})
		}
	case adjSense, splitAdjSense:
		if !r.namesOnly && !r.emptyDemonym(e, i) {
			r.mentions = append(r.mentions, mention{e.code, i, e.sense, r.atInstitution(i, i+e.words)})
		}
	case cueSense:
		r.cues = append(r.cues, e.code)
	}
}

// partOfName tells a country's name that is a piece of a longer name.
func (r *reading) partOfName(e *entry, i int) bool {
	after := i + e.words
	if r.compoundTail(after) {
		return true
	}
	before := i > 0 && r.tokens[i].gap == plainGap && r.tokens[i-1].upper && !r.lex.is(r.ids[i-1], functionClass)
	if before && !r.introduces(i-1) {
		switch {
		case e.person:
			return true
		case r.titled, r.lex.lang == "de", r.tokens[i-1].first && r.lex.lang != "fr", e.exact:
		default:
			return true
		}
	}
	if !e.person || after == len(r.tokens) || r.tokens[after].gap != plainGap || !r.tokens[after].upper {
		return false
	}
	return !r.lex.is(r.ids[after], functionClass|institutionClass) && r.lex.longest(r.tokens, r.ids, after, false) == nil
}

// introduces tells words that stand capitalised before a country without
// making one name with it: another country, an institution, a demonym.
func (r *reading) introduces(i int) bool {
	if r.lex.is(r.ids[i], institutionClass) {
		return true
	}
	e := r.lex.longest(r.tokens, r.ids, i, false)
	return e != nil && (isName(e.sense) || e.sense == adjSense)
}

// compoundTail tells the second half of "US-based", "Iran-born", which says
// where somebody is from and not what the text is about.
func (r *reading) compoundTail(after int) bool {
	if after == len(r.tokens) || r.tokens[after].gap != joinedGap {
		return false
	}
	switch r.tokens[after].key {
	case "based", "born", "style", "educated", "registered", "made", "speaking", "funded", "listed", "trained", "manufactured", "language":
		return true
	}
	return false
}

// emptyDemonym tells a demonym that names a language or half of a pair.
func (r *reading) emptyDemonym(e *entry, i int) bool {
	after := i + e.words
	if i > 0 && r.tokens[i].gap == joinedGap && hyphened(r.text[r.tokens[i-1].end:r.tokens[i].start]) || r.compoundTail(after) {
		return true
	}
	if !r.lex.tongues[e.code] {
		return false
	}
	if after < len(r.tokens) && r.lex.is(r.ids[after], speakerClass) || i > 0 && r.lex.is(r.ids[i-1], speakerClass) {
		return true
	}
	// Back over a list of languages: "in French, Spanish and Arabic".
	before := i - 1
	for before > 0 && before > i-8 && (isConjunction(r.tokens[before].key) || r.lex.is(r.ids[before], languageClass)) {
		before--
	}
	if before < 0 || !r.lex.is(r.ids[before], tongueClass) || before == i-1 && r.tokens[i].gap != plainGap {
		return false
	}
	// «en français» is always the language; "in French prisons" is not.
	return r.lex.lang != "en" || after == len(r.tokens) || r.tokens[after].gap > joinedGap || r.lex.is(r.ids[after], functionClass)
}

func hyphened(s string) bool { return strings.ContainsAny(s, "-‐‑") }

// institutionReach is how many words may stand between a demonym and the noun
// it belongs to: «forces de sécurité égyptiennes».
const institutionReach = 3

// atInstitution tells whether one of the nouns of institutions is near the
// tokens from..to, in the same stretch of text.
func (r *reading) atInstitution(from, to int) bool {
	for i := to; i < len(r.tokens) && i < to+institutionReach && r.tokens[i].gap <= joinedGap; i++ {
		if r.lex.is(r.ids[i], institutionClass) {
			return true
		}
	}
	for i := from - 1; i >= 0 && i >= from-institutionReach && r.tokens[i+1].gap <= joinedGap; i-- {
		if r.lex.is(r.ids[i], institutionClass) {
			return true
		}
	}
	return false
}

// settle decides the weak and the shared names by the rest of the text, and
// drops those that nothing decides.
func (r *reading) settle() {
	sure := slices.Clone(r.cues)
	for _, m := range r.mentions {
		if m.sense == nameSense || m.sense == adjSense {
			sure = append(sure, m.code)
		}
	}
	kept := r.mentions[:0]
	for _, m := range r.mentions {
		switch m.sense {
		case weakSense:
			if !slices.Contains(sure, m.code) {
				continue
			}
		case splitSense, splitAdjSense:
			a, b, _ := strings.Cut(m.code, " ")
			hasA, hasB := slices.Contains(sure, a), slices.Contains(sure, b)
			if hasA == hasB {
				continue
			}
			m.code = a
			if hasB {
				m.code = b
			}
		}
		kept = append(kept, m)
	}
	r.mentions = kept
}

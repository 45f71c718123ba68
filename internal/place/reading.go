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
	// strong: a demonym or a town at an institution, or any name.
	strong bool
	rival  string // of a weak name: see entry
	people bool   // a demonym of several people: "Afghan women"
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
	isTitle   bool
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
func (r *reading) prefix(sure, cues []string) []string {
	var codes []string
	for i := 0; i < len(r.tokens); {
		if i > 0 && r.endsPrefix(i) {
			return codes
		}
		e := r.lex.longest(r.tokens, r.ids, i, false)
		switch {
		case e != nil && (e.sense == nameSense || e.sense == weakSense):
			if e.rival != "" && !slices.Contains(sure, e.code) && slices.Contains(cues, e.rival) {
				codes = append(codes, e.rival)
			} else {
				codes = append(codes, e.code)
			}
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

// scan notes every mention and cue of the text.
func (r *reading) scan() {
	afterOrg := false
	for i := 0; i < len(r.tokens); {
		var e *entry
		if r.ids[i] >= 0 {
			e = r.lex.longest(r.tokens, r.ids, i, r.shouting)
		}
		if !afterOrg || r.tokens[i].gap > softGap || r.tokens[i].first {
			if words := r.noteTown(i, e); words > 0 {
				if e != nil && e.sense == cueSense {
					r.cues = append(r.cues, e.code)
				}
				afterOrg = false
				i += words
				continue
			}
		}
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
			r.mentions = append(r.mentions, mention{code: e.code, at: i, sense: e.sense, rival: e.rival, strong: true})
		}
	case adjSense, splitAdjSense:
		if !r.namesOnly && !r.emptyDemonym(e, i) {
			r.mentions = append(r.mentions, mention{code: e.code, at: i, sense: e.sense, strong: r.atInstitution(i, i+e.words), people: r.ofPeople(e, i)})
		}
	case cueSense:
		r.cues = append(r.cues, e.code)
	}
}

// ofPeople tells a demonym of several people: a noun for them beside it, or
// the demonym's own plural where that is a noun.
func (r *reading) ofPeople(e *entry, i int) bool {
	after := i + e.words
	if e.plural && (r.lex.lang == "en" || (r.lex.lang == "fr" || r.lex.lang == "de") && r.tokens[i].upper) {
		return true
	}
	for j := max(i-2, 0); j < min(after+2, len(r.tokens)); j++ {
		if r.lex.is(r.ids[j], peopleClass) && (j < i && r.tokens[j+1].gap <= joinedGap || j >= after && r.tokens[j].gap <= joinedGap) {
			return true
		}
	}
	return false
}

// partOfName tells a country's name that is a piece of a longer name.
func (r *reading) partOfName(e *entry, i int) bool {
	after := i + e.words
	if r.compoundTail(after) || r.setApart(i) || r.nameOfThing(i, after) {
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

// setApart tells a place that is only compared with («comme en Russie»), or
// lived in ("exiled in Vilnius"): the nearest word before it that is no
// particle says so.
func (r *reading) setApart(i int) bool {
	for j := i - 1; j >= 0 && j >= i-4 && r.tokens[j+1].gap <= joinedGap; j-- {
		if r.lex.is(r.ids[j], apartClass) {
			return true
		}
		if !r.lex.is(r.ids[j], functionClass|placeClass) {
			return false
		}
	}
	return false
}

// nameOfThing tells a country or town that is the name of something else: a
// street, a river («rue de Turquie», "Jordan River").
func (r *reading) nameOfThing(from, to int) bool {
	if r.isThing(to, to) && r.lex.lang == "en" {
		return true
	}
	for j := from - 1; j >= 0 && j >= from-3; j-- {
		if r.isThing(j, j+1) {
			return true
		}
		if !r.lex.is(r.ids[j], functionClass) || r.tokens[j+1].gap > joinedGap {
			return false
		}
	}
	return false
}

// isThing tells whether the token at is a thing, with no punctuation before
// the token behind.
func (r *reading) isThing(at, behind int) bool {
	return at >= 0 && behind < len(r.tokens) && r.tokens[behind].gap <= joinedGap && r.lex.is(r.ids[at], thingClass)
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
	if r.isThing(i-1, i) || r.isThing(after, after) {
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

// sure gives the countries whose mention decides what a weak or a shared name
// means.
func (r *reading) sure() []string {
	codes := slices.Clone(r.cues)
	for _, m := range r.mentions {
		if m.sense == nameSense || m.sense == adjSense || m.sense == townSense {
			codes = append(codes, m.code)
		}
	}
	return codes
}

// settle decides the weak and the shared names by what is sure, and drops
// those that nothing decides.
func (r *reading) settle(sure, cues []string) {
	kept := r.mentions[:0]
	for _, m := range r.mentions {
		switch m.sense {
		case weakSense:
			switch {
			case slices.Contains(sure, m.code):
			case m.rival != "" && slices.Contains(cues, m.rival):
				m.code = m.rival
			default:
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

package place

import "strings"

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
func (r *reading) prefix(known evidence) []string {
	var codes []string
	for i := 0; i < len(r.tokens); {
		if i > 0 && r.endsPrefix(i) {
			return codes
		}
		e := r.lex.longest(r.tokens, r.ids, i, false)
		switch {
		case e != nil && (e.sense == nameSense || e.sense == weakSense):
			if known.towns[e.rival] && !known.sure[e.code] {
				codes = append(codes, e.rival)
			} else {
				codes = append(codes, e.code)
			}
			i += e.words
		case e != nil && e.sense == splitSense:
			i += e.words // settled below, by the cues of the whole title
		case i > 0 && (isConjunction(r.tokens[i].key) || isConjunction(r.tokens[i-1].key) && r.lex.is(r.ids[i], functionClass)):
			i++ // "Israel and the Occupied Palestinian Territory"
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
	case "et", "and", "y", "e", "und", "и", "و", "à", "a", "和", "与":
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

// partOfName tells a country's name that is a piece of a longer name.
func (r *reading) partOfName(e *entry, i int) bool {
	after := i + e.words
	if r.compoundTail(after) || r.setApart(i) || r.nameOfThing(i, after) || r.isMoney(after-1) {
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

// isMoney tells a country that is the name of its money: "US$1 billion".
func (r *reading) isMoney(last int) bool {
	end := r.tokens[last].end
	return end < len(r.text) && r.text[end] == '$'
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

// settle decides the weak and the shared names, and drops those that nothing
// decides.
func (r *reading) settle(known evidence) {
	kept := r.mentions[:0]
	for _, m := range r.mentions {
		switch m.sense {
		case weakSense:
			switch {
			case known.sure[m.code]:
			case known.towns[m.rival]:
				m.code = m.rival
			default:
				continue
			}
		case splitSense, splitAdjSense:
			a, b, _ := strings.Cut(m.code, " ")
			hasA, hasB := known.sure[a], known.sure[b]
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

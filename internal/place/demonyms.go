package place

import "strings"

// ofPeople tells a demonym of several people: a noun for them beside it, or
// the demonym's own plural where that is a noun.
func (r *reading) ofPeople(e *entry, i int) bool {
	after := i + e.words
	switch noun := r.tokens[i].upper && !r.tokens[i].first; {
	case e.plural && r.lex.lang == "en", e.plural && noun && r.lex.lang == "de":
		return true
	case noun && r.lex.lang == "fr" && strings.HasSuffix(r.tokens[after-1].key, "s"):
		return true
	}
	for j := max(i-2, 0); j < min(after+2, len(r.tokens)); j++ {
		if r.lex.is(r.ids[j], peopleClass) && (j < i && r.tokens[j+1].gap <= joinedGap || j >= after && r.tokens[j].gap <= joinedGap) {
			return true
		}
	}
	return false
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

package place

import "strings"

// noteTown notes the town at token i, where it stands as towns do: at the head
// of a title, behind a preposition of place, at an institution, or, for a
// capital, as one who acts («Pékin étend …», "by Moscow"). It gives how many
// tokens it read, 0 for none.
func (r *reading) noteTown(i int, e *entry) int {
	code, words, known := r.town(i, e)
	if code == "" || r.partOfTownName(i, i+words, known) {
		return 0
	}
	after := i + words
	cased := r.lex.lang != "ar" && r.lex.lang != "zh"
	placed := i > 0 && r.tokens[i].gap <= joinedGap && r.lex.is(r.ids[i-1], placeClass) || r.lex.lang == "ar" && r.joined(i)
	head := i == 0 && r.isTitle && after < len(r.tokens) && r.endsHead(after)
	office := r.officeOf(i, after)
	subject := known == capital && cased && (r.isSubject(i, after) || i > 0 && r.tokens[i].gap <= joinedGap && r.lex.is(r.ids[i-1], agentClass))
	if known < capital && r.insideCountry(i, after, code) {
		r.mentions = r.mentions[:len(r.mentions)-1]
		r.mentions = append(r.mentions, mention{code: code, at: i, sense: townSense, strong: true})
		return words
	}
	switch {
	case known == ordinary && (r.tokens[i].first || r.lex.lang == "en"): // which writes Law, March and University so
		return 0
	case i == 0 && !head && after < len(r.tokens) && r.tokens[after].gap > joinedGap: // "(Beirut) – …", the place of writing
	case (placed || office) && r.atMeeting(i), r.setApart(i), r.nameOfThing(i, after):
	case head, office, subject:
		r.mentions = append(r.mentions, mention{code: code, at: i, sense: townSense, strong: true})
	case placed, r.isTitle && cased && known >= bigCity, known == capital && !cased:
		r.mentions = append(r.mentions, mention{code: code, at: i, sense: townSense})
	default:
		r.cues = append(r.cues, code)
	}
	return words
}

// insideCountry tells that the last country named is itself a town, of which
// the place at from is the region: «Argelia, Cauca: …», "Lebanon, Pennsylvania".
func (r *reading) insideCountry(from, to int, code string) bool {
	if len(r.mentions) == 0 || from == 0 || r.text[r.tokens[from-1].end:r.tokens[from].start] != ", " {
		return false
	}
	m := r.mentions[len(r.mentions)-1]
	return isName(m.sense) && m.at == from-1 && m.code != code && (to == len(r.tokens) || r.tokens[to].gap >= softGap)
}

// joined tells an Arabic town that is written in one with «in»: بطهران, and not
// بيروت, which only begins so.
func (r *reading) joined(i int) bool {
	key := r.tokens[i].key
	whole, _ := r.lex.townOf(key)
	return strings.HasPrefix(key, "ب") && r.ids[i] < 0 && whole == ""
}

// endsHead is endsPrefix, and a comma too: «Argelia, Cauca: …».
func (r *reading) endsHead(i int) bool {
	return r.endsPrefix(i) || strings.HasPrefix(r.text[r.tokens[i-1].end:r.tokens[i].start], ", ")
}

// officeOf tells a town whose court, police or council is spoken of: the word
// before it, with nothing but particles between, or right behind it.
func (r *reading) officeOf(from, to int) bool {
	if to < len(r.tokens) && r.tokens[to].gap <= joinedGap && r.lex.is(r.ids[to], institutionClass) && r.lex.lang == "en" {
		return true
	}
	for i := from - 1; i >= 0 && i >= from-4 && r.tokens[i+1].gap <= joinedGap; i-- {
		if r.lex.is(r.ids[i], institutionClass) {
			return i < from-1 || r.adjoins()
		}
		if !r.lex.is(r.ids[i], placeClass) && !isGenitive(r.tokens[i].key) && !isNumber(r.tokens[i].key) {
			return false
		}
	}
	return false
}

// adjoins tells languages that put a town behind its court without a particle:
// Gericht Hamburg, суд Минска. In others that is a name ("Defence League").
func (r *reading) adjoins() bool {
	switch r.lex.lang {
	case "de", "ru", "ar", "zh":
		return true
	}
	return false
}

// isGenitive tells the particles between a court and its town.
func isGenitive(word string) bool {
	switch word {
	case "of", "de", "d", "du", "des", "del", "di", "della", "da", "do", "von", "города", "г":
		return true
	}
	return false
}

func isNumber(word string) bool { return strings.Trim(word, "0123456789") == "" }

// isSubject tells a capital that acts: with no preposition before it, and a
// word without a capital behind.
func (r *reading) isSubject(from, to int) bool {
	if to == len(r.tokens) || r.tokens[to].gap != plainGap || r.tokens[to].upper && !r.titled || r.lex.is(r.ids[to], functionClass) && !r.titled {
		return false
	}
	return from == 0 || r.tokens[from].gap == hardGap
}

// partOfTownName tells a town's name that is a piece of a longer name.
func (r *reading) partOfTownName(from, to int, known rank) bool {
	if r.compoundTail(to) {
		return true
	}
	if r.lex.lang == "ar" || r.lex.lang == "zh" || r.titled {
		return false
	}
	if from > 0 && r.tokens[from].gap <= joinedGap && r.tokens[from-1].upper && !r.tokens[from-1].first && r.lex.lang != "de" &&
		!r.lex.is(r.ids[from-1], functionClass|placeClass|institutionClass) {
		return true
	}
	next := to
	if next+1 < len(r.tokens) && r.tokens[next].gap <= joinedGap && isNameParticle(r.tokens[next].key) &&
		r.tokens[next+1].gap <= joinedGap && r.tokens[next+1].upper && known <= anyTown {
		return true // «Wadi al-Safa», «Ocaña del Valle»
	}
	return next < len(r.tokens) && r.tokens[next].gap <= joinedGap && r.tokens[next].upper && r.lex.lang != "de" &&
		!r.lex.is(r.ids[next], functionClass|institutionClass)
}

func isNameParticle(word string) bool {
	switch word {
	case "al", "el", "ul", "ibn", "bin", "ben", "de", "del", "da", "do", "dos", "das", "di", "du", "della":
		return true
	}
	return false
}

// meetingReach is how many words may stand between a town and the meeting it
// is the place of.
const meetingReach = 8

// atMeeting tells a town that only lends its rooms: a congress, a session or
// an embassy in the same sentence.
func (r *reading) atMeeting(at int) bool {
	for i := at - 1; i >= 0 && i > at-meetingReach && !r.tokens[i+1].first; i-- {
		if r.lex.is(r.ids[i], meetingClass) {
			return true
		}
	}
	for i := at + 1; i < len(r.tokens) && i < at+meetingReach && !r.tokens[i].first; i++ {
		if r.lex.is(r.ids[i], meetingClass) {
			return true
		}
	}
	return false
}

package quote

import "strings"

type subjectKind uint8

const (
	nobody       subjectKind = iota
	person                   // a proper name
	organization             // the name of an organisation
	pronoun                  // she, elle
	description              // une survivante de 23 ans
	shortOrg                 // l'organisation: one that was named before
)

// subject is the noun phrase that a cue verb is said of. name is as written,
// for persons without courtesy titles; written keeps those. gender holds
// feminine, masculine, both (not known) or they.
type subject struct {
	kind     subjectKind
	name     string
	written  string
	gender   flag
	job      job
	from, to int   // tokens
	several  bool  // a verb says that the subject is several, and nothing who
	same     bool  // whoever has just spoken goes on: Et d'ajouter
	nameAt   int   // the token of the name, where something stands before it
	first    words // its own words, where from is a second verb's: see again
}

// again is the subject of a second verb at token i: its words stay where they are.
func (s subject) again(i int) subject {
	if s.first == (words{}) {
		s.first = words{s.from, s.to}
	}
	s.from = i
	return s
}

// words are a stretch of tokens.
type words struct{ from, to int }

// phraseLimit is how many tokens a noun phrase may have, and reach how far a
// verb may be from what it belongs to: both keep the search linear.
const (
	phraseLimit = 16
	reach       = 60
)

// parseSubject reads the noun phrase that begins at token i and ends before
// lim: a pronoun, a name with what stands before it, or a description.
func (d *document) parseSubject(p *para, i, lim int) (subject, bool) {
	if i >= lim || p.toks[i].kind != word && p.toks[i].kind != number {
		return subject{}, false
	}
	t := p.toks[i]
	if t.is(he|she|they) && !t.is(inverted) {
		s := subject{kind: pronoun, gender: pronounGender(t), name: p.slice(i, i+1), from: i, to: i + 1}
		return s, true
	}
	if t.kind == word && p.in(i, someonePronoun) {
		return d.someone(p, i, lim), true
	}
	if d.rules.bareNouns {
		return d.bareSubject(p, i, lim)
	}
	if d.rules.capitalNouns {
		return d.nounSubject(p, i, lim)
	}
	if s, ok := d.orgSubject(p, i, lim); ok {
		return s, true
	}
	if s, ok := d.titledName(p, i, lim); ok {
		return s, true
	}
	if i+1 < lim && !t.capital && p.in(i, nameTitle) && d.startsName(p, i+1) { // sor Clemencia
		return d.named(p, i, d.nameEnd(p, i+1, lim, false)), true
	}
	if d.startsName(p, i) {
		if end := d.nameEnd(p, i, lim, false); end > i {
			if end < lim && !p.toks[end].capital && (d.isRole(p, end) || !d.rules.lowOrgNames && d.bareRole(p, end, lim)) { // Opposition leader X
				if s, ok := d.rolePhrase(p, i, end, lim); ok && s.kind == person {
					return s, true
				}
			}
			if s, ok := d.peopleOf(p, i, end, lim); ok {
				return s, true
			}
			s := d.capitalPhrase(p, i, end, lim)
			return s, s.kind != nobody
		}
	}
	if n := i + 1; t.is(particle) && !t.capital && n < lim && p.toks[n].capital && d.startsName(p, n) { // de Búrca said
		if end := d.nameEnd(p, n, lim, false); d.known(p.slice(i, end)) {
			return d.named(p, i, end), true
		}
	}
	if t.is(definite | indefinite) {
		return d.phrase(p, i, lim)
	}
	if t.kind == number && i+1 < lim && p.toks[i+1].kind == word && !p.toks[i+1].capital && !p.toks[i+1].is(preposition|adverb|conjunction) { // 63 organisations
		s, ok := d.phrase(p, i, lim)
		s.gender = they
		return s, ok && s.kind == description
	}
	if t.is(role) || d.bareRole(p, i, lim) {
		// A role without an article counts before a name only: said guard X.
		s, ok := d.rolePhrase(p, i, i, lim)
		if ok && d.rules.possessiveS && s.kind == description && s.to == i+1 && strings.HasSuffix(p.word(i), "s") {
			s.gender = they // residents said
			return s, true
		}
		return s, ok && s.kind == person
	}
	return subject{}, false
}

// someone reads a pronoun for whoever it is, and where they are: somebody in the
// gallery.
func (d *document) someone(p *para, i, lim int) subject {
	j := i + 1
	for j < lim && j < i+6 && p.toks[j].kind == word && (j > i+1 || p.toks[j].is(preposition)) && !d.verbAt(p, j).ok() {
		j++
	}
	if j > i+2 && (j == lim || p.toks[j].kind == word && j < i+6) {
		return subject{kind: description, name: p.slice(i, j), written: p.slice(i, j), from: i, to: j}
	}
	return subject{kind: pronoun, gender: they, name: p.slice(i, i+1), from: i, to: i + 1}
}

// bareRole says whether the words from i on, which have no article, lead to a
// role and a name right after it: high school librarian Wen Liu.
func (d *document) bareRole(p *para, i, lim int) bool {
	for k := i; k+1 < lim && k < i+5; k++ {
		t := p.toks[k]
		if t.kind != word || t.capital && k > i || t.flags&functionWord&^(role|orgNoun|titleNoun) != 0 || t.is(adverb) && !t.is(role) {
			return false
		}
		if d.isRole(p, k) {
			return p.toks[k+1].kind == word && p.toks[k+1].capital && (p.toks[k+1].is(honorific) || d.startsName(p, k+1))
		}
		if d.verbAt(p, k).ok() {
			return false
		}
	}
	return false
}

func pronounGender(t token) flag {
	switch {
	case t.is(they):
		return they
	case t.is(she):
		return feminine
	}
	return masculine
}

// publisherRun says whether the capitals from j to k are an organisation's
// whole name, so that a person's may follow: Amnesty International Marie X.
func (d *document) publisherRun(p *para, j, k int) bool {
	return d.isPublisher(p.slice(j, k)) || k == j+1 && acronym(p.slice(j, k))
}

// known says whether a name stands elsewhere in the release; one word alone
// after an organisation's name is a name only then.
func (d *document) known(name string) bool {
	return d.names().full(name) != ""
}

// genderOf reads the gender that the role or the article from i to j shows.
func (d *document) genderOf(p *para, i, j int) flag {
	const both = feminine | masculine
	for k := i; k < j; k++ {
		t := p.toks[k]
		if g := t.flags & both; t.is(role) && (g == feminine || g == masculine) {
			return g
		}
	}
	if t := p.toks[i]; t.is(definite|indefinite) && (t.flags&both == feminine || t.flags&both == masculine) {
		return t.flags & both
	}
	return 0
}

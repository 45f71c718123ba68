package quote

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// isAnother says whether a description says of whom or what somebody is, and r is
// not said to be of it, or of anything: the representative for Tuvalu, after the one
// for Samoa, or after Olga Brandt; his brother. A job is nobody's who has another, and
// an office with a capital nobody's who has been described with a small one.
func (d *document) isAnother(n *nounPhrase, r *referent) bool {
	head := n.p.toks[n.at]
	if r.who != nil && r.who.described && head.capital && n.at > 0 && !n.p.starts(n.at) && !n.p.starts(n.at-1) {
		return true
	}
	if r.who != nil && r.who.described && d.rules.in(n.head, childNoun) && d.hasOneOf(r.who.folded, parentNoun) {
		return true // the girl, after the mother of two
	}
	if d.ofAnother(n, r) {
		return true
	}
	of := n.complement()
	if d.likeness(n, r) == 0 {
		fresh := n.p.in(n.from, thisWord) && r.who != nil && !r.who.described && r.who.job.role == "" // Solène … cette mère de deux enfants
		return of > 0 && !fresh || d.isOwned(n) || r.who != nil && r.who.job.role != "" && head.is(role) && !head.is(private) && !d.identifies(n.p, n.subject)
	}
	if of == 0 {
		return false
	}
	known := ""
	switch {
	case r.org != nil:
		known = r.org.name
	case r.who.described:
		known = r.who.name
	default:
		known = r.who.job.role + " " + r.who.job.affiliation
	}
	for k := of; k < n.to; k++ {
		if n.content(k) && hasNoun(known, n.p.word(k)) {
			return false
		}
	}
	return true
}

// ofAnother says whether a description names before its noun whose somebody is, and r
// is known to be somebody else's: the UN chief, after the head of the harbour board.
func (d *document) ofAnother(n *nounPhrase, r *referent) bool {
	if r.who == nil || r.who.described || r.who.job.affiliation == "" {
		return false
	}
	for k := n.from + 1; k < n.at; k++ {
		if n.p.toks[k].capital && n.content(k) && !d.demonym(n.p.word(k)) {
			return !hasNoun(r.who.job.role+" "+r.who.job.affiliation, n.p.word(k)) && initials(r.who.job.affiliation) != n.p.word(k)
		}
	}
	return false
}

// initials are the first letters of a name's words with a capital, folded.
func initials(name string) string {
	var b strings.Builder
	for _, w := range strings.Fields(name) {
		if c, _ := utf8.DecodeRuneInString(w); unicode.IsUpper(c) {
			b.WriteString(string(unicode.ToLower(c)))
		}
	}
	return b.String()
}

// hasOneOf says whether one of the words of a description is in a class.
func (d *document) hasOneOf(words string, c class) bool {
	return slices.ContainsFunc(strings.Fields(words), func(w string) bool { return d.rules.in(w, c) })
}

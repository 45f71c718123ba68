package quote

import "strings"

// wordID is the place of a word in the vocabulary; 0 is no word.
type wordID uint32

// lexeme is a folded word, its flags, whether it is a job by its ending, and
// whether it is a common verb that says nothing.
type lexeme struct {
	low       string
	flags     flag
	classes   classes
	job, verb bool
}

// mostWords is how many words of a vocabulary are kept for the next release.
const mostWords = 1 << 14

// known returns the place of a folded word in the vocabulary.
func (x *lexer) known(low []byte, elided bool) wordID {
	if id, ok := x.vocabulary[string(low)]; ok {
		return id
	}
	id := wordID(len(x.words))
	l := lexeme{low: string(low), flags: x.rules.flagsOf(low, elided), classes: x.rules.classes[string(low)]}
	if x.rules.prefixes != nil && l.flags == 0 && l.classes == (classes{}) {
		if w := x.rules.withoutPrefix(l.low); w != l.low {
			l.flags, l.classes = x.rules.words[w], x.rules.classes[w]
			if x.rules.leads(strings.TrimSuffix(l.low, w)) {
				l.classes.add(oblique)
			}
		} else if strings.HasPrefix(w, "لل") || strings.HasPrefix(w, "بال") {
			l.classes.add(oblique)
		}
	}
	l.job = l.flags&(functionWord|adverb|cueFinite|cueNonfinite|cueParticiple) == 0 && endsRole(l.low, x.rules.roleEndings)
	l.verb = x.rules.in(l.low, plainVerb) || x.rules.in(l.low, directingVerb) || x.rules.in(l.low, copula)
	x.words = append(x.words, l)
	x.vocabulary[l.low] = id
	return id
}

package quote

import (
	"slices"
	"strings"
)

// pick chooses among people of one name: forms of the same person's name count
// as one, the longest; two different persons are told apart by gender alone.
func pick(candidates []*somebody, gender flag) *somebody {
	var best *somebody
	for _, w := range candidates {
		if clash(w.gender, gender) {
			continue
		}
		switch {
		case best == nil:
			best = w
		case samePerson(best, w):
			if len(plain(w.name)) > len(plain(best.name)) {
				best = w
			}
		default:
			return nil
		}
	}
	return best
}

func samePerson(a, b *somebody) bool {
	fa, fb := strings.Fields(a.folded), strings.Fields(b.folded)
	if len(fa) > len(fb) {
		fa, fb = fb, fa
	}
	return fa[len(fa)-1] == fb[len(fb)-1] && (fa[0] == fb[0] || slices.Equal(fa, fb[len(fb)-len(fa):]))
}

// clash says whether two genders contradict each other.
func clash(a, b flag) bool {
	const both = feminine | masculine
	a, b = a&both, b&both
	return a == feminine && b == masculine || a == masculine && b == feminine
}

// latter is the one of whom the text has spoken last, whether or not the clause is about
// them: fue a ver al gerente, y este le contestó; celui-ci, the latter.
func (t *discourse) latter(a asked) *referent {
	for k := len(t.seen) - 1; k >= 0 && k > len(t.seen)-lookBack; k-- {
		r := &t.seen[k]
		if r.at.para != a.at.para || t.d.sentencesBetween(r.at.para, r.at.tok, a.at.tok) > 1 {
			return nil
		}
		if r.who != nil && r.who.gender&they == 0 && !clash(r.who.gender, a.gender) && !clash(givenGender(r.who.folded), a.gender) && r.at.before(a.at) {
			return r
		}
	}
	return nil
}

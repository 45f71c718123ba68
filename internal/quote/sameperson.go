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

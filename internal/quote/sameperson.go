package quote

import (
	"slices"
	"strings"
	"unicode/utf8"
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

// spelledOut finds whose first names the initials of a name, in folded words, stand
// for: S. Belkaïd of Samira Belkaïd, N. T. Phiri of Nomsa Phiri. It is nil where
// they may be of two people's.
func (pp *people) spelledOut(words []string, gender flag) *somebody {
	n, letters := 0, ""
	for n < len(words)-1 {
		l, ok := initialLetters(words[n])
		if !ok {
			break
		}
		letters += l
		n++
	}
	if n == 0 {
		return nil
	}
	surname := words[n:]
	var full []*somebody
	for _, w := range pp.byLast[words[len(words)-1]] {
		all := strings.Fields(w.folded)
		given := len(all) - len(surname)
		if w.described || given < 1 || !slices.Equal(all[given:], surname) {
			continue
		}
		if _, short := initialLetters(all[0]); short {
			continue
		}
		first := ""
		for _, part := range strings.FieldsFunc(strings.Join(all[:given], " "), func(c rune) bool { return c == ' ' || c == '-' || c == '.' }) {
			c, _ := utf8.DecodeRuneInString(part)
			first += string(c)
		}
		if strings.HasPrefix(first, letters) || strings.HasPrefix(letters, first) {
			full = append(full, w)
		}
	}
	return pick(full, gender)
}

// initialLetters are the letters of a word that is nothing but initials: s., j.p.
func initialLetters(w string) (string, bool) {
	letters := strings.ReplaceAll(w, ".", "")
	return letters, letters != "" && strings.HasSuffix(w, ".") && strings.Count(w, ".") == utf8.RuneCountInString(letters)
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

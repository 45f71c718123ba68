package quote

import "strings"

// aliasAt is the one capital by which somebody goes whose name ends before token i:
// X, alias Bic.
func (d *document) aliasAt(p *para, i int) string {
	if i+2 >= len(p.toks) || p.toks[i].kind != comma || p.toks[i+1].kind != word || !p.in(i+1, aliasWord) || !d.startsName(p, i+2) ||
		d.nameEnd(p, i+2, len(p.toks), false) != i+3 {
		return ""
	}
	return fold(p.slice(i+2, i+3))
}

// alias lets somebody be found by another name, folded, if it is one.
func (w *somebody) alias(pp *people, name string) {
	if name != "" {
		pp.byFirst[name] = append(pp.byFirst[name], w)
	}
}

// onlyInitials says whether the words of a name, folded, are letters with full stops: A. S.
func onlyInitials(words []string) bool {
	for _, w := range words {
		if letters := strings.TrimSuffix(w, "."); letters == w || !initial(letters) {
			return false
		}
	}
	return true
}

// byLetters finds the one person whose name begins with words of such letters, or who is
// named with no more than them: A. S. of Ana Soto Mora, in an interview.
func (pp *people) byLetters(words []string) *somebody {
	if w := pp.byName[pp.rules.nameKey(strings.Join(words, " "))]; w != nil {
		return w
	}
	var found *somebody
	for _, w := range pp.list[:min(len(pp.list), manyPeople)] {
		name := strings.Fields(w.folded)
		k := 0
		for k < len(words) && k < len(name) && strings.HasPrefix(name[k], strings.TrimSuffix(words[k], ".")) && !strings.HasSuffix(name[k], ".") {
			k++
		}
		if k < len(words) {
			continue
		}
		if found != nil && !samePerson(found, w) && !strings.HasPrefix(found.folded, w.folded+" ") && !strings.HasPrefix(w.folded, found.folded+" ") {
			return nil
		}
		if found == nil || len(w.name) > len(found.name) {
			found = w
		}
	}
	return found
}

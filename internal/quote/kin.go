package quote

import "strings"

// kinOf reads lists of nouns, one a line, that a release uses for the same
// person in turn: la maestra, la docente. Each word leads to its list's number.
func kinOf(lines string) map[string]int {
	kin := map[string]int{}
	for i, words := range phrases(lines) {
		for _, w := range words {
			kin[w] = i + 1
		}
	}
	return kin
}

// byKin finds the one person named in the release whose job is another word for
// the noun that a description is about.
func (d *document) byKin(p *para, s subject) *somebody {
	kind := d.rules.kin[d.headOf(p, s)]
	if kind == 0 {
		return nil
	}
	var found *somebody
	for _, w := range d.people.list {
		if w.job.role == "" || clash(w.gender, s.gender) || !d.hasKin(w.job.role, kind) {
			continue
		}
		if found != nil && !samePerson(found.name, w.name) {
			return nil
		}
		found = w
	}
	return found
}

// withoutAge counts the tokens of a description before "de 38 ans".
func (d *document) withoutAge(p *para, s subject) int {
	for k := s.from + 1; k+1 < s.to; k++ {
		if p.toks[k].is(ofWord) && p.toks[k+1].kind == number {
			return k - s.from
		}
	}
	return s.to - s.from
}

func (d *document) hasKin(role string, kind int) bool {
	for _, w := range strings.Fields(fold(role)) {
		if d.rules.kin[w] == kind {
			return true
		}
	}
	return false
}

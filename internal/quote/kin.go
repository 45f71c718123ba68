package quote

import "strings"

// byKin finds the one person named in the release whose job is another word for
// the noun that a description is about.
func (d *document) byKin(p *para, s subject) *somebody {
	kind := d.rules.sameJob[d.headOf(p, s)]
	if kind == 0 {
		return nil
	}
	var found *somebody
	for _, w := range d.people.list {
		if w.job.role == "" || clash(w.gender, s.gender) || !d.hasKin(w.job.role, kind) {
			continue
		}
		if found != nil && !samePerson(found, w) {
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
		if d.rules.sameJob[w] == kind {
			return true
		}
	}
	return false
}

package quote

// officeHeld says whether the release names who holds the office that begins with a
// capital at token k: La Défenseure des enfants, Maud X; the Ombudsman, Lea Y.
func (d *document) officeHeld(p *para, k int) bool {
	if d.offices == nil {
		d.offices = map[string]bool{}
		for q := range d.forNames() {
			for j := range q.toks {
				if !q.toks[j].capital || q.toks[j].kind != word || !q.in(j, ombudsNoun) {
					continue
				}
				end, _ := d.orgNameEnd(q, j)
				if end+2 >= len(q.toks) || q.toks[end].kind != comma {
					continue
				}
				if n, _ := q.honorifics(end+1, len(q.toks)); n > end+1 || d.nameEnd(q, n, len(q.toks), false) > n+1 && !d.isRole(q, n) {
					d.offices[q.word(j)] = true
				}
			}
		}
	}
	return d.offices[p.word(k)]
}

// datelined says whether token k is the place of a dateline: PARIS, le 12 septembre; GENÈVE –.
func (p *para) datelined(k int) bool {
	if k > 0 || len(p.toks) < 4 {
		return false
	}
	switch p.toks[1].kind {
	case dash:
		return !p.glued(0)
	case comma, parenOpen:
		return p.toks[2].kind == number || p.toks[2].is(definite) && p.toks[3].kind == number
	}
	return false
}

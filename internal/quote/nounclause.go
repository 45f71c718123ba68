package quote

// readVerbLast reads what a relative clause whose verb comes last says of a person: die
// für X als Koordinatorin arbeitet; der der Kommission Y vorsteht.
func (d *document) readVerbLast(p *para, i, lim int, w *somebody) {
	end := i
	for end < lim && end < i+25 && p.toks[end].kind <= number {
		end++
	}
	works := end > i && (p.in(end-1, directingVerb) || end > i+1 && p.toks[end-1].is(auxiliary) && p.in(end-2, directingVerb))
	for k := i; k < end; k++ {
		if p.toks[k].kind == word && p.in(k, asRole) && k+1 < end {
			if s, ok := d.nounPhrase(p, k+1, k+1, k+2, end); ok && d.isRole(p, k+1) {
				w.learn(subject{job: d.readJob(p, k+1, s.to), gender: d.genderOf(p, k+1, s.to)}, place{p.number, k})
				works = true
			}
		}
	}
	if works {
		for k := i; k < end; k++ {
			if m := p.orgAt(k); m != nil && !m.generic {
				w.learn(subject{job: job{affiliation: m.org.name}}, place{p.number, k})
				return
			}
		}
	}
}

// reportedBy returns who was speaking when the sentence from lo to open goes on with
// what they said, as the form of its verb shows: Nötig sei „…“. Man brauche „…“.
func (t *discourse) reportedBy(p *para, lo, open int) *referent {
	for k := lo; k < open; k++ {
		if p.toks[k].kind != word || !p.in(k, reportedForm) || p.quoted(k) {
			continue
		}
		for n := len(t.seen) - 1; n >= 0 && n > len(t.seen)-lookBack && t.seen[n].at.para >= p.number-1; n-- {
			if r := &t.seen[n]; r.at.para < p.number || r.at.tok < open {
				if r.clause && (r.org != nil || r.one() || r.who != nil && r.who.collective) {
					return r
				}
			}
		}
		return nil
	}
	return nil
}

// closedBy reads a participle of saying that ends its clause right after a quotation,
// whose subject stands before it: X hatte sie als „…“ verhöhnt.
func (d *document) closedBy(p *para, i, lo, open int) (subject, bool) {
	if i >= len(p.toks) || p.toks[i].kind != word || !p.toks[i].is(cueParticiple) || i+1 < len(p.toks) && p.toks[i+1].kind == word {
		return subject{}, false
	}
	for k := lo; k < open; k++ {
		if !p.toks[k].is(auxiliary) || p.quoted(k) {
			continue
		}
		if s, ok := d.subjectBefore(p, lo, k); ok {
			return s, true
		}
		return d.verbSubject(p, verb{from: k, to: k + 1}, open)
	}
	return subject{}, false
}

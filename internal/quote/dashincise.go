package quote

// dashIncise reads an attribution between dashes: «A, — сказал X. — B». The dash
// is token c, after a comma or the sign that ends a sentence; the attribution ends
// with the dash after the next such sign, or with its sentence. It returns the
// last token of it.
func (d *document) dashIncise(p *para, para, c, end int) (*attribution, int, bool) {
	if c < 1 || p.toks[c].kind != dash || p.toks[c-1].kind != comma && p.toks[c-1].kind != stop && p.toks[c-1].kind != quoteMark {
		return nil, 0, false
	}
	lim := min(end, c+reach)
	v := d.cueAt(p, c+1, true)
	if !v.ok() || v.nonfinite || v.to > lim {
		s, w, ok := d.subjectVerb(p, c+1, lim, false)
		if !ok {
			return nil, 0, false
		}
		next := inciseDash(p, w.to, lim)
		return &attribution{cue: p.slice(w.from, w.to), subject: s, para: para, from: c, to: next}, next, true
	}
	next := inciseDash(p, v.to, lim)
	s, ok := d.verbSubject(p, v, next)
	if !ok && !d.verbAt(p, v.from).ok() {
		return nil, 0, false
	}
	return &attribution{cue: p.slice(v.from, v.to), subject: s, para: para, from: c, to: next}, next, true
}

// inciseDash returns the token that ends an attribution whose verb ends before i.
func inciseDash(p *para, i, lim int) int {
	for k := i; k < lim; k++ {
		switch p.toks[k].kind {
		case dash:
			if k > i && (p.toks[k-1].kind == comma || p.toks[k-1].kind == stop || p.toks[k-1].kind == colon) {
				return k
			}
		case stop:
			if k+1 == lim || p.toks[k+1].kind != dash {
				return k
			}
		}
	}
	return lim
}

// inciseStart returns the byte at which the words before an attribution end: before
// the comma that leads to its dash.
func inciseStart(p *para, c int) int {
	if c > 0 && p.toks[c-1].kind == comma {
		c--
	}
	return int(p.toks[c].start)
}

// pronounIncise reads “A, she said with a grin, B” where the marks run on over the words of
// the narrator. Where the quotation speaks of somebody before, she is that one, and it goes on.
func (d *document) pronounIncise(p *para, c, lim int) (subject, verb, bool) {
	if !d.rules.possessiveS || p.toks[c].kind != comma || c+2 >= lim || !p.toks[c+1].is(he|she) || p.toks[c+1].is(they) {
		return subject{}, verb{}, false
	}
	v := d.verbAt(p, c+2)
	if !v.ok() || v.nonfinite || v.to >= lim {
		return subject{}, verb{}, false
	}
	end := plainWords(p, v.to, lim)
	if end >= lim || p.toks[end].kind != comma || end-v.to > 5 || end > v.to && !p.toks[v.to].is(preposition|adverb) || d.finiteIn(p, v.to, end) {
		return subject{}, verb{}, false
	}
	for k := c - 1; k >= 0 && p.toks[k].kind != quoteMark; k-- {
		if t := p.toks[k]; t.is(he|she|they) && !p.in(k, neuterPronoun) && !p.in(k, firstSingular) || d.isRole(p, k) || t.capital && !p.starts(k) && !p.in(k, firstSingular) {
			return subject{}, verb{}, false
		}
	}
	return subject{kind: pronoun, gender: pronounGender(p.toks[c+1]), name: p.slice(c+1, c+2), from: c + 1, to: c + 2}, v, true
}

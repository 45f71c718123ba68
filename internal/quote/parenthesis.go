package quote

// colonAndCopula finds the colon before a few words like "it is": X n'hésite pas :
// c'est « un pillage sous licence ». It returns -1 where there is none.
func (d *document) colonAndCopula(p *para, lo, h int) int {
	seen := false
	for k := h - 1; k > lo && k > h-6; k-- {
		t := p.toks[k]
		if t.kind == colon && seen && !p.quoted(k) {
			return k
		}
		if t.kind != word || t.capital {
			return -1
		}
		seen = seen || t.is(passive) || p.in(k, copula)
	}
	return -1
}

// elliptic reads the subject of a verb that is not said again: X dijo que «…», y
// la alcaldesa, que «…». It ends before the comma at h.
func (d *document) elliptic(p *para, lo, h int) (subject, bool) {
	for c := h - 1; c > lo && c > h-phraseLimit; c-- {
		if !p.toks[c-1].is(conjunction) && p.toks[c-1].kind != semicolon {
			continue
		}
		s, ok := d.subjectWithJob(p, c, h)
		if ok && s.to == h && s.kind != pronoun && (s.kind != description || d.hasRole(p, s)) {
			return s, true
		}
		return subject{}, false
	}
	return subject{}, false
}

// carried is the attribution of the quotation before where a colon leads to both
// of them: two questions: “A?” and “B?”
func (l *lead) carried() *attribution {
	p := l.p
	if l.k == 0 || l.k >= len(p.spans) {
		return nil
	}
	prev := &p.spans[l.k-1]
	if prev.before == nil || !prev.before.strong || prev.close+1 >= l.h {
		return nil
	}
	for i := prev.close + 1; i < l.h; i++ {
		if t := p.toks[i]; t.kind != comma && (t.kind != word || !t.is(conjunction) || t.is(demonstrate|relative)) {
			return nil
		}
	}
	a := *prev.before
	a.subject = a.subject.again(l.h - 1)
	return &a
}

// gapped reads the subject of a verb that is not said again, between two
// quotations of a sentence: X parle d'« A », la préfète d'un « B »; X habla de
// «A»; el prefecto, de «B».
func (l *lead) gapped() (subject, bool) {
	p := l.p
	if l.k == 0 || l.k >= len(p.spans) {
		return subject{}, false
	}
	prev := &p.spans[l.k-1]
	i := prev.close + 1
	if prev.before == nil || i+1 >= l.h || p.toks[i].kind != comma && p.toks[i].kind != semicolon {
		return subject{}, false
	}
	for i++; i < l.h && p.toks[i].is(conjunction|adverb) && !p.toks[i].is(definite); i++ {
	}
	s, ok := l.d.subjectWithJob(p, i, l.h)
	if !ok || s.to == l.h || s.kind == pronoun {
		return subject{}, false
	}
	leads := false
	for k := s.to; k < l.h; k++ {
		t := p.toks[k]
		if t.kind == comma && k == s.to {
			continue
		}
		if t.kind != word || t.capital || !t.is(preposition|definite|indefinite|demonstrate) {
			return subject{}, false
		}
		leads = leads || t.is(preposition|demonstrate)
	}
	return s, leads
}

// forWhom reads whose opinion follows a relative pronoun: X, pour qui « A »; Y, para
// quien la ley es «B».
func (d *document) forWhom(p *para, lo, h int) (subject, int, int, bool) {
	if d.rules.capitalNouns {
		return subject{}, 0, 0, false // für alle, die
	}
	for i := h - 1; i > lo+1 && i > h-reach/2; i-- {
		if p.toks[i].kind != word || !p.toks[i].is(relative) || p.toks[i].is(demonstrate) || p.quoted(i) {
			continue
		}
		for c := i - 1; c > lo && c > i-3; c-- {
			if n, ok := d.sourceAt(p, c); !ok || n != i {
				continue
			}
			if s, ok := d.antecedent(p, lo, c); ok {
				return s, c, i + 1, true
			}
		}
	}
	return subject{}, 0, 0, false
}

// parenthesis reads an attribution between commas in the sentence that leads to
// the quotation: Le projet, explique X, est « … »; which, says Y, has “…”.
func (d *document) parenthesis(p *para, lo, h int) (subject, verb, bool) {
	for c := h - 1; c >= lo && c > h-reach; c-- {
		if p.toks[c].kind != comma || c+1 >= h || p.quoted(c) {
			continue
		}
		v := d.verbAt(p, c+1)
		if v.ok() && !v.nonfinite && v.to <= h && h < len(p.toks) {
			s, ok := d.verbSubject(p, v, h)
			if !ok && p.toks[v.to].kind == comma {
				s, ok = d.nullSubject(p, v, h)
			}
			to := max(s.to, v.to)
			if to < h && p.toks[to].is(preposition) && p.toks[to].kind == word { // explique X devant la commission,
				if n := plainWords(p, to, h); n-to < 7 && !d.finiteIn(p, to, n) {
					to = n
				}
			}
			if ok && s.gender&they == 0 && to <= h && p.toks[to].kind == comma {
				return s, v, true
			}
		} else if !v.ok() {
			s, v, ok := d.subjectVerb(p, c+1, h, false)
			if to := plainWords(p, v.to, h); ok && s.gender&they == 0 && to < h && p.toks[to].kind == comma && to-v.to < 6 && v.to-s.to < 3 {
				return s, v, true
			}
		}
	}
	return subject{}, verb{}, false
}

// inserted reads a clause between commas with its subject first, which interrupts the
// one that the quotation is in: The results, a spokeswoman said, were “…”. What stands
// between the first comma and the verb is its subject, and no apposition, where the
// interrupted clause goes on with its verb after it, or where it is a pronoun.
func (d *document) inserted(p *para, lo, h int) (subject, verb, bool) {
	for c := h - 1; c > lo && c > h-reach; c-- {
		if p.toks[c].kind != comma || c+1 >= h || p.quoted(c) {
			continue
		}
		s, v, ok := d.subjectVerb(p, c+1, h, false)
		to := plainWords(p, v.to, h)
		if !ok || s.gender&they != 0 || s.to != v.from || to+1 >= h || p.toks[to].kind != comma || to-v.to > 5 {
			continue
		}
		next := p.toks[to+1]
		if s.kind == pronoun || next.kind == word && (next.is(auxiliary|passive) || p.in(to+1, copula) || p.in(to+1, modalVerb)) && !next.is(preposition|conjunction) {
			return s, v, true
		}
	}
	return subject{}, verb{}, false
}

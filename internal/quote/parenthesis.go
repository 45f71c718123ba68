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
			if to := max(s.to, v.to); ok && s.gender&they == 0 && to <= h && p.toks[to].kind == comma {
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

package quote

// verbLast reads an attribution in German whose verb stands at the end, right after a
// quotation that is a part of its sentence: X hatte sie als „…“ verhöhnt; er sei „…“
// behandelt worden, erzählt X.
func (t *tail) verbLast() *attribution {
	d, p, i := t.d, t.p, t.i
	if !d.rules.capitalNouns || t.separated {
		return nil
	}
	lo, _ := d.sentenceStartAt(p, spanBefore(p, t.s.open), t.s.open)
	if s, ok := d.closedBy(p, i, lo, t.s.open); ok {
		return &attribution{para: t.para, from: i, to: i + 1, subject: s, cue: p.slice(i, i+1)}
	}
	c := plainWords(p, i, min(t.end, i+8))
	if c == i || c+1 >= t.end || p.toks[c].kind != comma {
		return nil
	}
	v := d.verbAt(p, c+1)
	if !v.ok() || v.nonfinite || v.to >= t.end {
		return nil
	}
	if s, ok := d.verbSubject(p, v, t.end); ok && s.from <= v.to+1 {
		return t.found(s, v.from, v.to)
	}
	return nil
}

// closedBy reads a participle of saying that ends its clause right after a quotation,
// whose subject stands before it: X hatte sie als „…“ verhöhnt.
func (d *document) closedBy(p *para, i, lo, open int) (subject, bool) {
	if i >= len(p.toks) || p.toks[i].kind != word || !p.toks[i].is(cueParticiple) || i+1 < len(p.toks) && p.toks[i+1].kind == word {
		return subject{}, false
	}
	for k := max(lo, open-2*reach); k < open; k++ {
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

// reported says whether the form of a verb shows that the sentence up to a quotation tells
// what somebody has said, though not who: Nötig sei „…“. Man brauche „…“.
func (d *document) reported(u *utterance) bool {
	if !d.rules.capitalNouns {
		return false
	}
	p, s := &d.paras[u.first], d.headSpan(u)
	lo, _ := d.sentenceStartAt(p, spanBefore(p, s.open), s.open)
	for k := max(lo, s.open-2*reach); k < s.open; k++ {
		if p.toks[k].kind == word && p.in(k, reportedForm) && !p.quoted(k) {
			return true
		}
	}
	return false
}

package quote

// mergeInterrupted joins two quotations where nothing but the attribution of
// the first stands between them: in a paragraph, or where the paragraph ends
// with that attribution and the next is the rest.
func (d *document) mergeInterrupted() {
	for i := range d.paras {
		p := &d.paras[i]
		for k := 1; k < len(p.spans); k++ {
			a, b := &p.spans[k-1], &p.spans[k]
			if a.u != b.u && d.onlyAttribution(p, a, b) {
				if a.u.att == nil && a.after == nil { // somebody who is said, and could not be read
					a.u.att = &attribution{para: i, from: a.close + 1, to: b.open}
				}
				d.merge(a.u, b.u)
			}
		}
		if n := len(p.spans); n > 0 {
			if b := d.restBelow(i, &p.spans[n-1]); b != nil {
				d.merge(p.spans[n-1].u, b)
			}
		}
	}
}

// merge makes the words of b the end of a.
func (d *document) merge(a, b *utterance) {
	if a.att == nil {
		a.att = b.att
	}
	a.pieces = append(a.pieces, b.pieces...)
	a.last, a.tail, a.closed = b.last, b.tail, b.closed
	b.merged = true
	for _, pc := range b.pieces {
		d.paras[pc.para].spans[pc.span].u = a
	}
}

// onlyAttribution says whether the words between two spans are one sentence
// that attributes the first, and the second is not someone else's. Words that
// could not be read attribute it where it breaks off with a comma.
func (d *document) onlyAttribution(p *para, a, b *span) bool {
	if b.open < 0 || a.after == nil && !d.breaksOff(p, a, b) {
		return false
	}
	to := a.close + 1
	if a.after != nil {
		to = a.after.to
	}
	last := b.open - 1
	whole := false
	switch p.toks[last].kind {
	case stop:
		whole = true
	case comma, colon, semicolon, dash:
	default:
		return false
	}
	for t := a.close + 1; t < last; t++ {
		if k := p.toks[t].kind; k == stop || k == semicolon || k == colon {
			return false
		}
		if t >= to && !whole && d.verbAt(p, t).ok() {
			return false
		}
	}
	if b.u != nil && p.toks[last].kind == comma && d.titleAside(p, b, b.u) {
		return false // “A,” it says in its report, “B”
	}
	// With an attribution of its own, the second is a second utterance.
	return (b.after == nil || d.sameAgain(p, a, b)) && (b.before == nil || b.before.from < to || whole && !b.before.strong)
}

// breaksOff says whether a span that begins a sentence ends with a comma before
// the words of the narrator, a full stop and the span b: “A,” her aunt sums up. “B.”
func (d *document) breaksOff(p *para, a, b *span) bool {
	if a.close >= len(p.toks)-1 || a.close < 1 || p.toks[b.open-1].kind != stop || b.after != nil {
		return false
	}
	if a.open > 0 && p.toks[a.open-1].kind != stop && p.toks[a.open-1].kind != quoteMark {
		return false
	}
	return p.toks[a.close-1].kind == comma && p.toks[a.close+1].kind == word && p.text[p.toks[b.open-1].start] == '.'
}

// restBelow returns the utterance that fills the next paragraph and goes on
// with the one that a ends: “A,” said X. ¶ “B.”
func (d *document) restBelow(i int, a *span) *utterance {
	p := &d.paras[i]
	if a.after == nil || a.u.last != i || i+1 >= len(d.paras) || d.paras[i+1].heading || len(d.paras[i+1].spans) != 1 {
		return nil
	}
	for t := a.close + 1; t < len(p.toks); t++ {
		if k := p.toks[t].kind; k == colon || k == semicolon || k == stop && t < len(p.toks)-1 {
			return nil
		}
	}
	q := &d.paras[i+1]
	b := &q.spans[0]
	if b.u.merged || b.open != 0 || b.u.first != i+1 || b.u.att != nil || b.u.style != a.u.style || b.close < len(q.toks) && wordsAfter(q, b.close) {
		return nil
	}
	return b.u
}

// severalIn says whether a subject is of several people: the experts, ils.
func (d *document) severalIn(p *para, s subject) bool {
	if s.gender&they != 0 {
		return true
	}
	for k := s.from; k < s.to && s.kind == description; k++ {
		if p.toks[k].is(role) {
			return plural(p.word(k))
		}
	}
	return false
}

// sameAgain says whether the attribution of b only repeats with a pronoun, or
// without any subject, who speaks in a: “A,” said X. “B,” she added. A question
// may have been answered by somebody else.
func (d *document) sameAgain(p *para, a, b *span) bool {
	if a.after == nil {
		return false
	}
	s, t := b.after.subject, a.after.subject
	asked := a.close > 0 && p.text[p.toks[a.close-1].start] == '?'
	if s.kind != pronoun || asked {
		return false
	}
	if s.gender&they != 0 || d.severalIn(p, t) {
		return (s.gender&they != 0 || s.gender == 0) && d.severalIn(p, t) && !p.in(max(s.from, b.after.from), neuterPronoun)
	}
	return !clash(s.gender, t.gender)
}

package quote

// lead is what stands between the start of a sentence and the quotation to which
// it leads: tokens lo to h, with the marks and small words before the quotation
// left out. k is the number of the span at its end, prev the attribution that
// the same sentence holds for the one before.
type lead struct {
	d      *document
	p      *para
	para   int
	lo, h  int
	k      int
	prev   *attribution
	strong bool // a colon leads to the quotation
}

// leadIn looks between tokens lo and hi for who says what opens at hi.
func (d *document) leadIn(para, lo, hi, k int, prev *attribution) *attribution {
	l := &lead{d: d, p: &d.paras[para], para: para, lo: lo, k: k, prev: prev}
	l.h, l.strong = d.leadEnd(l.p, lo, hi)
	if l.h < hi && l.h > lo+1 && l.p.toks[l.h].is(demonstrate) && l.p.toks[l.h-1].kind == comma {
		if s, ok := d.elliptic(l.p, lo, l.h-1); ok {
			return l.found(s, l.h, l.h+1, s.from, l.h)
		}
	}
	if a := l.carried(); a != nil {
		return a
	}
	if s, ok := l.gapped(); ok {
		return l.found(s, s.from, s.from, s.from, l.h)
	}
	if s, from, to, ok := d.byVoiceOf(l.p, lo, l.h); ok {
		return l.source(s, from, to, from)
	}
	l.lo = d.afterSemicolon(l.p, lo, l.h)
	if s, from, to, ok := d.forWhom(l.p, l.lo, l.h); ok {
		return l.source(s, from, to, s.from)
	}
	if a := l.sourceOf(); a != nil {
		return a
	}
	if s, v, ok := d.inserted(l.p, l.lo, l.h); ok {
		return l.found(s, v.from, v.to, s.from, l.h)
	}
	if a := l.sayingOf(); a != nil {
		return a
	}
	if s, v, ok := d.parenthesis(l.p, l.lo, l.h); ok {
		return l.source(s, v.from, v.to, v.from)
	}
	if s, from, to, ok := d.sourceBefore(l.p, l.lo, l.h, l.strong); ok {
		return l.source(s, from, to, from)
	}
	return l.aboutWhom()
}

// found makes the attribution to a subject whose cue is from one token to before
// another; at and end are the first and the last token of all of it.
func (l *lead) found(s subject, from, to, at, end int) *attribution {
	if from == to && l.d.onlyCapital(l.p, s) {
		return nil
	}
	return &attribution{para: l.para, from: at, to: end, subject: s, cue: l.p.slice(from, to), strong: l.strong}
}

// source is found for a phrase like "selon X".
func (l *lead) source(s subject, from, to, at int) *attribution {
	a := l.found(s, from, to, at, l.h)
	if a != nil {
		a.bySource = true
	}
	return a
}

// leadEnd returns the token before which a lead ends, and whether a colon does.
func (d *document) leadEnd(p *para, lo, hi int) (h int, strong bool) {
	h = hi
	for h > lo && p.toks[h-1].kind == parenOpen {
		h--
	}
	if h > lo && p.toks[h-1].kind == colon {
		strong = true
		h--
	} else if h > lo && p.toks[h-1].kind == comma {
		h--
	}
	for h > lo && p.toks[h-1].kind == word && p.toks[h-1].is(demonstrate) {
		h--
	}
	if c := d.colonAndCopula(p, lo, h); c > lo && !strong {
		return c, true
	}
	return h, strong
}

// sourceOf reads whose answer, opinion or account all of the sentence is.
func (l *lead) sourceOf() *attribution {
	d, p := l.d, l.p
	if s, from, to, ok := d.answerOf(p, l.lo, l.h); ok {
		return l.source(s, from, to, from)
	}
	if s, to, ok := d.opinionOf(p, l.lo, l.h); ok {
		return l.source(s, l.lo, to, l.lo)
	}
	if s, to, ok := d.sourceFirst(p, l.lo, l.h); ok && !l.strong {
		return l.source(s, l.lo, to, l.lo)
	}
	return nil
}

// sayingOf looks from the quotation backwards for a verb of saying and its subject.
func (l *lead) sayingOf() *attribution {
	d, p, k := l.d, l.p, l.k
	inSpan := func(i int) int { // the opening token of the span i is in, or -1
		for ; k > 0 && i <= p.spans[k-1].close; k-- {
			if i >= p.spans[k-1].open {
				return p.spans[k-1].open
			}
		}
		return -1
	}
	for i := l.h - 1; i >= l.lo && i > l.h-reach; i-- {
		if open := inSpan(i); open >= 0 {
			i = open
			k--
			continue
		}
		if s, ok := d.heardSaying(p, l.lo, i, l.strong); ok {
			return l.found(s, i, i+1, s.from, l.h)
		}
		if s, ok := d.byWhom(p, i, l.h); ok && !l.strong {
			return l.found(s, i, i+1, i, max(s.to, i+1))
		}
		if s, ok := d.fondOfSaying(p, l.lo, i, l.h); ok {
			return l.found(s, i, i+1, i, l.h)
		}
		if d.afterAuxiliary(p, l.lo, i) {
			continue
		}
		if s, ok := d.wouldSay(p, l.lo, i, l.h); ok {
			return l.found(s, i, i+1, s.from, l.h)
		}
		v := d.cueAt(p, i, d.leadsClause(p, i, l.h))
		if r := d.reportedBefore(p, l.lo, i); r.ok() {
			v = r
		}
		if !v.ok() || v.to > l.h {
			continue
		}
		if !l.strong && l.h-v.to > 20 && !(v.to < l.h && p.toks[v.to].is(demonstrate) && l.h-v.to <= reach) {
			break
		}
		s, ok := d.subjectOf(p, l.lo, l.h, v, l.prev, l.strong)
		if ok && l.strong && s.kind == pronoun && s.gender&they != 0 && v.to < l.h && s.from > l.lo && p.toks[s.from-1].is(demonstrate) {
			continue // raconte qu'on lui a reproché ses pauses : « A »
		}
		if ok && s.kind == pronoun && !s.several && v.to == l.h-1 && p.in(v.to, toWord) && s.from > l.lo+1 && p.toks[s.from-1].is(demonstrate) && d.saidThat(p, l.lo, s.from-1) {
			continue // X a soutenu qu'elle répondait à « A »
		}
		if ok && s.kind == description && !d.hasRole(p, s) && (s.from > v.from || !d.cueKnown(p, v.from) && !d.leadsThat(p, v.to)) {
			continue // publicará la segunda entrega: «A»
		}
		if ok && (s.kind != pronoun && !d.onlyCapital(p, s) || l.strong && s.kind == pronoun || d.verbAt(p, i).ok()) {
			return l.found(s, v.from, v.to, min(s.from, v.from), v.to)
		}
	}
	return nil
}

// saidThat says whether a verb of saying ends right before the "that" at token i.
func (d *document) saidThat(p *para, lo, i int) bool {
	for k := i - 1; k >= lo && k > i-7; k-- {
		if v := d.verbAt(p, k); v.ok() && v.to == i {
			return true
		}
	}
	return false
}

// aboutWhom reads whom the sentence is about where a colon alone says that it
// leads to the quotation.
func (l *lead) aboutWhom() *attribution {
	if !l.strong {
		return nil
	}
	d := l.d
	s, ok := d.subjectWithJob(l.p, l.lo, l.h)
	if ok && s.to == l.h && (s.kind == person && (severalWords(s.name) || d.known(s.name)) || s.kind == organization) {
		return l.found(s, l.lo, l.lo, l.lo, l.h)
	}
	if s, ok := d.testimonyOf(l.p, l.lo, l.h); ok {
		return l.found(s, s.from, s.from, s.from, l.h)
	}
	if s, ok := d.aboutSentence(l.p, l.lo, l.h); ok {
		return l.found(s, s.from, s.from, s.from, l.h)
	}
	return nil
}

package quote

// commented reads who speaks from what the narrator says about words that have
// been quoted whole: “A” was her reply; «A»: así lo resume X; « A ? » C'est la
// question que pose X.
func (d *document) commented(u *utterance) *attribution {
	p, s := &d.paras[u.last], d.tailSpan(u)
	i := s.close + 1
	if !u.closed || i+1 >= len(p.toks) {
		return nil
	}
	if a := d.wereWords(p, u.last, i); a != nil {
		return a
	}
	if h := d.headSpan(u); h.open > 0 && d.paras[u.first].toks[h.open-1].kind == word {
		return nil // part of a narrator's sentence
	}
	switch t := p.toks[i]; {
	case t.kind == colon:
		return d.commentOn(p, u.last, i+1, false)
	case t.kind == stop:
		i++
	case !s.endsIn(p, stop):
		return nil
	}
	if n := d.thus(p, i); n > i {
		return d.commentOn(p, u.last, n, true)
	}
	return nil
}

// endsIn says whether the last sign within the marks is of a kind.
func (s *span) endsIn(p *para, k kind) bool { return s.close > 0 && p.toks[s.close-1].kind == k }

// wereWords reads whose words the quotation before token i is said to be: “A,” was
// all that X would say; «A», fueron sus palabras.
func (d *document) wereWords(p *para, para, i int) *attribution {
	if p.toks[i].kind == comma {
		i++
	}
	if i >= len(p.toks) || p.toks[i].kind != word || !p.in(i, copula) && !p.toks[i].is(passive) && !p.toks[i].is(auxiliary) {
		return nil
	}
	end := clauseEnd(p, i, len(p.toks))
	for k := i + 1; k < end && k < i+9 && p.toks[k].kind == word; k++ {
		if p.in(k, answerNoun) {
			if s, ok := d.whose(p, i, k, end); ok {
				return &attribution{para: para, from: i, to: max(k+1, s.to), subject: s, cue: p.slice(i, k+1)}
			}
			return nil
		}
		if k > i+1 && !p.toks[k].is(demonstrate) && (p.toks[k-1].is(demonstrate) || p.in(k-1, bothWord) || p.in(k-1, mannerWord)) {
			s, ok := d.parseSubject(p, k, end)
			if ok && s.to < end && (d.cueAt(p, s.to, true).ok() || p.toks[s.to].is(clitic|auxiliary|adverb)) {
				return &attribution{para: para, from: i, to: s.to, subject: s, cue: p.slice(i, i+1)}
			}
		}
	}
	return nil
}

// thus returns the token after a phrase that points back at what was quoted:
// C'est, así, that is. Where none stands at i it returns i.
func (d *document) thus(p *para, i int) int {
	for _, ph := range d.rules.thus {
		if p.matches(i, ph) {
			return i + len(ph)
		}
	}
	return i
}

// commentOn reads who speaks in the clause at token i that comments on the words
// before it: a subject with which it begins, one after "que" and a verb, or, where
// it points back, after the verb or at its end.
func (d *document) commentOn(p *para, para, i int, back bool) *attribution {
	end := clauseEnd(p, i, len(p.toks))
	for k := i; k < end; k++ {
		if p.toks[k].kind == quoteMark {
			return nil
		}
	}
	found := func(s subject, from, to int) *attribution {
		return &attribution{para: para, from: i, to: max(s.to, to), subject: s, cue: p.slice(from, to)}
	}
	if n := d.thus(p, i); n > i {
		i, back = n, true
	}
	for k := i; k < end && k < i+3; k++ {
		back = back || p.toks[k].kind == word && p.in(k, answerNoun) // la formule est de X
	}
	if s, ok := d.subjectWithJob(p, i, end); !back && ok && d.surely(p, s) {
		return found(s, i, i)
	}
	for k := i; back && k < end && k < i+14; k++ {
		if p.toks[k].kind == word && p.in(k, answerNoun) {
			if s, ok := d.whose(p, i, k, end); ok {
				return found(s, i, i)
			}
		}
		leads := k == i || p.toks[k-1].kind == word && (p.toks[k-1].is(demonstrate|relative|conjunction) || p.toks[k-1].is(adverb))
		if v := d.cueAt(p, k, leads); leads && v.ok() && !v.nonfinite && v.to < end {
			if s, ok := d.verbSubject(p, v, end); ok && d.surely(p, s) {
				return found(s, v.from, v.to)
			}
		}
		if k == i || p.toks[k-1].kind != word {
			continue
		}
		s, ok := d.subjectWithJob(p, k, end)
		if !ok || !d.surely(p, s) {
			continue
		}
		if p.toks[k-1].is(ofWord|conjunction) && s.to == end {
			return found(s, i, i)
		}
		if v := d.cueAt(p, min(s.to, end-1), true); p.toks[k-1].is(conjunction|relative|demonstrate) && v.ok() && s.to < end && !v.nonfinite {
			return found(s, v.from, v.to)
		}
	}
	return nil
}

// surely says whether a subject is a person or an organisation that the words
// name, or somebody with a job.
func (d *document) surely(p *para, s subject) bool {
	switch s.kind {
	case person:
		return severalWords(s.name) || d.known(s.name) || !s.job.empty() || s.written != s.name
	case organization:
		return true
	case description:
		return d.hasRole(p, s)
	}
	return false
}

package quote

// readFacts reads what the words after a person say of where they work or what
// they are: ", who heads Y", "est chercheur à Y", "dirige depuis 2016 Y". i is
// the token after the name, or after what stands for it.
func (d *document) readFacts(p *para, i, lim int, w *somebody) {
	i = skipParens(p, i, lim)
	k := i
	if a := skipAge(p, k+1, lim); k < lim && p.toks[k].kind == comma && a > k+1 && a < lim && !p.in(a, whoseWord) {
		k = a // X, 67, has been
	} else if k < lim && p.toks[k].kind == comma {
		// Over an apposition to the relative clause or the verb after it.
		for c := k; c < lim && c < k+25; c++ {
			if t := p.toks[c]; t.kind == stop || t.kind == colon || t.kind == quoteMark || t.kind == semicolon {
				break
			}
			if p.toks[c].kind == comma && c+1 < lim && (p.toks[c+1].is(relative) && !p.in(c+1, whoseWord) || p.in(c+1, directingVerb) || p.in(c+1, copula)) {
				k = c + 1
				break
			}
		}
		if end := d.appositionEnd(p, k+1, lim); p.toks[k].kind == comma && end+1 < lim && p.toks[end].kind == comma {
			k = end + 1 // X, a former drone operator, resigned and now advises Y
		}
	}
	if k < lim && p.toks[k].is(relative) && !p.toks[k].is(definite) {
		if !p.in(k, subjectRelative) {
			return
		}
		k++
	}
	there := k
	for k < lim && p.toks[k].kind == word && (p.toks[k].is(adverb|clitic|auxiliary) || p.in(k, sinceWord)) && !p.in(k, copula) && !p.in(k, directingVerb) {
		if p.in(k, formerlyWord) {
			return
		}
		k++
	}
	if k >= lim || p.toks[k].kind != word || k > i+30 {
		return
	}
	switch v := p.word(k); {
	case d.rules.in(v, copula), p.toks[k].is(passive) && k+1 < lim && p.in(k+1, appointing):
		d.readIs(p, k, lim, w)
		if there < k && p.in(there, thereWord) && w.job.role != "" {
			w.learn(subject{job: job{affiliation: d.contextOrg(p, i)}}, place{p.number, k}) // X y est éducatrice
		}
	case d.rules.in(v, directingVerb):
		w.learn(d.directs(p, i, k, lim), place{p.number, k})
		d.readLater(p, k, lim, w)
	default:
		d.readLater(p, k, lim, w)
	}
}

// readIs reads what somebody is said to be, after the verb at k.
func (d *document) readIs(p *para, k, lim int, w *somebody) {
	for k++; k < lim && p.toks[k].kind == word && (p.toks[k].is(adverb) && !p.toks[k].is(indefinite|definite) || p.in(k, copula) || p.in(k, appointing)); k++ {
	}
	end := d.appositionEnd(p, k, lim)
	if k < end && !p.toks[k].is(preposition) && d.startsRole(p, k, end) && !p.toks[k].is(negation) {
		w.learn(subject{job: d.readJob(p, k, end), gender: d.genderOf(p, k, end)}, place{p.number, k})
	}
}

// jobIs returns the token where a sentence begins that says, up to the verb before the
// name at start, whose job that is: Y’s legal officer is X. It returns -1 elsewhere.
func (d *document) jobIs(p *para, start int) int {
	c := start - 1
	if c < 2 || p.toks[c].kind != word || !p.in(c, copula) {
		return -1
	}
	if b, has := d.jobStart(p, c, start); has && b >= 0 && b < c && p.starts(b) && (p.toks[b].is(definite) || d.ownedFrom(p, b, c)) {
		return b
	}
	return -1
}

// readAppointment reads to what the verb before the name that begins at start appoints
// somebody: elected X president of Y, nommé X directrice, nombró a X, abogada, directora.
func (d *document) readAppointment(p *para, start, k, lim int, w *somebody) {
	v := start - 1
	if v > 0 && p.toks[v].is(preposition) {
		v--
	}
	if v < 0 || k+1 >= lim || p.toks[v].kind != word || !p.in(v, appointing) {
		return
	}
	if p.toks[k].kind == comma && p.in(k+1, asWord) {
		k++
	}
	if p.in(k, asWord) {
		k++
	}
	end := d.appositionEnd(p, k, lim)
	if k < end && p.toks[k].kind == word && !p.toks[k].capital && d.startsRole(p, k, end) {
		w.learn(subject{job: d.readJob(p, k, end), gender: d.genderOf(p, k, end)}, place{p.number, k})
	}
}

// directs reads what the words after the verb at k say: dirige Y, works as a lawyer
// for Y, and without a name whose it is: que lo dirige.
func (d *document) directs(p *para, i, k, lim int) subject {
	if n := k + 1; n < lim && p.in(n, asWord) {
		end := d.appositionEnd(p, n+1, lim)
		return subject{job: d.readJob(p, n+1, end), gender: d.genderOf(p, n+1, end)}
	}
	o := d.orgWithin(p, k+1, lim)
	if o == "" && (p.toks[k-1].is(clitic) || k+2 < lim && p.toks[k+1].is(definite) && p.toks[k+2].is(orgNoun|orgWord|lowOrg) && !p.toks[k+2].capital) {
		o = d.contextOrg(p, i)
	}
	return subject{job: job{affiliation: o}}
}

// readLater reads where somebody works from a second verb of the same clause:
// X tiene 38 años y dirige Y.
func (d *document) readLater(p *para, k, lim int, w *somebody) {
	for c := max(k+1, 2); c < lim && c < k+25; c++ {
		switch p.toks[c].kind {
		case stop, colon, semicolon, quoteMark:
			return
		case word:
			if (p.toks[c-1].is(conjunction) || p.toks[c-1].is(adverb) && p.toks[c-2].is(conjunction)) && p.in(c, directingVerb) && !p.toks[c].is(role) {
				w.learn(d.directs(p, c, c, lim), place{p.number, c})
				return
			}
			if (p.toks[c-1].is(conjunction) || p.toks[c-1].is(adverb) && p.toks[c-2].is(conjunction)) && p.in(c, copula) { // founded Y and is still its secretary
				d.readIs(p, c, lim, w)
				return
			}
			if (p.in(c, forWord) || p.in(c, heldAtWord)) && c+1 < lim { // who follows this for Y
				n := c + 1
				for n < lim && p.toks[n].is(definite) {
					n++
				}
				if m := p.orgAt(n); m != nil && !m.generic {
					w.learn(subject{job: job{affiliation: m.org.name}}, place{p.number, c})
					return
				}
			}
		}
	}
}

// readWhere reads where somebody works from the relative clause that is about them, after
// the organisation: Y, where she was senior monitor; Y, of which X is president; Y, which
// she chairs. i is the first token of what stands for them, k the one after it.
func (d *document) readWhere(p *para, i, k int, w *somebody) {
	c := i - 1
	if c < 1 || k >= len(p.toks) || p.toks[c].kind != word || !p.toks[c].is(relative) || p.toks[c].is(definite) {
		return
	}
	c--
	if p.toks[c].kind == word && p.toks[c].is(preposition) {
		c--
	}
	if c < 1 || p.toks[c].kind != comma {
		return
	}
	n := p.orgsBefore(c)
	if n == 0 || p.orgs[n-1].to != c || p.orgs[n-1].generic {
		return
	}
	for k+1 < len(p.toks) && p.toks[k].kind == word && p.toks[k].is(adverb|auxiliary) && !p.in(k, copula) && !p.in(k, directingVerb) {
		k++
	}
	if p.in(k, directingVerb) || p.in(k, copula) && d.startsRole(p, k+1, min(len(p.toks), k+6)) {
		w.learn(subject{job: job{affiliation: p.orgs[n-1].org.name}}, place{p.number, k})
	}
}

// orgWithin finds the first organisation that the clause from i on names.
func (d *document) orgWithin(p *para, i, lim int) string {
	for k := i; k < lim && k < i+12; k++ {
		switch p.toks[k].kind {
		case word, number:
		default:
			return ""
		}
		if p.toks[k].is(relative) && !p.toks[k].is(definite) {
			return ""
		}
		if m := p.orgAt(k); m != nil {
			return m.org.name
		}
	}
	return ""
}

package quote

// readFacts reads what the words after a person say of where they work or what
// they are: ", who heads Y", "est chercheur à Y", "dirige depuis 2016 Y". i is
// the token after the name, or after what stands for it.
func (d *document) readFacts(p *para, i, lim int, w *somebody) {
	i = skipParens(p, i, lim)
	if d.rules.capitalNouns && i+1 < lim && p.toks[i].kind == comma && p.toks[i+1].is(relative) {
		d.readVerbLast(p, i+2, lim, w)
		return
	}
	k := i
	if a := skipAge(p, k+1, lim); k < lim && p.toks[k].kind == comma && a > k+1 && a < lim {
		k = a // X, 67, has been
	} else if k < lim && p.toks[k].kind == comma {
		// Over an apposition to the relative clause or the verb after it.
		for c := k; c < lim && c < k+25; c++ {
			if t := p.toks[c]; t.kind == stop || t.kind == colon || t.kind == quoteMark || t.kind == semicolon {
				break
			}
			if p.toks[c].kind == comma && c+1 < lim && (p.toks[c+1].is(relative) || p.in(c+1, directingVerb)) {
				k = c + 1
				break
			}
		}
	}
	if k < lim && p.toks[k].is(relative) && !p.toks[k].is(definite) {
		if !p.in(k, subjectRelative) {
			return
		}
		k++
	}
	for k < lim && p.toks[k].kind == word && p.toks[k].is(adverb|clitic|auxiliary) && !p.in(k, copula) && !p.in(k, directingVerb) {
		if p.in(k, formerlyWord) {
			return
		}
		k++
	}
	if k >= lim || p.toks[k].kind != word || k > i+30 {
		return
	}
	switch v := p.word(k); {
	case d.rules.in(v, copula):
		for k++; k < lim && p.toks[k].kind == word && (p.toks[k].is(adverb) && !p.toks[k].is(indefinite|definite) || p.in(k, copula)); k++ {
		}
		end := d.appositionEnd(p, k, lim)
		if k < end && !p.toks[k].is(preposition) && d.startsRole(p, k, end) && !p.toks[k].is(negation) {
			w.learn(subject{job: d.readJob(p, k, end), gender: d.genderOf(p, k, end)}, place{p.number, k})
		}
	case d.rules.in(v, directingVerb):
		o := d.orgWithin(p, k+1, lim)
		if o == "" && p.toks[k-1].is(clitic) { // que lo dirige
			o = d.contextOrg(p, i)
		}
		if o != "" {
			w.learn(subject{job: job{affiliation: o}}, place{p.number, k})
		}
	default:
		d.readLater(p, k, lim, w)
	}
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
				if o := d.orgWithin(p, c+1, lim); o != "" {
					w.learn(subject{job: job{affiliation: o}}, place{p.number, c})
				}
				return
			}
		}
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

package quote

// caption reads a line that says who somebody is and no more, as pages set it below a
// quotation: "Vincent X Head of the technology desk", "Vincent X, head of …". jobAt is
// the token of the job.
func (d *document) caption(p *para, i int) (s subject, jobAt int, ok bool) {
	if p.heading || len(p.toks)-i > 2*phraseLimit {
		return subject{}, 0, false
	}
	for k := i; k < len(p.toks); k++ {
		switch p.toks[k].kind {
		case stop, colon, quoteMark, semicolon:
			return subject{}, 0, false
		}
		if p.toks[k].is(auxiliary) && !p.toks[k].is(preposition|definite|ofWord) {
			return subject{}, 0, false
		}
	}
	k := i
	for k < len(p.toks) && k < i+6 && p.toks[k].kind == word && (p.toks[k].capital && !d.captionJob(p, k) || k > i && p.toks[k].is(particle)) {
		k++
	}
	name := d.named(p, i, k)
	if k < i+2 || k >= len(p.toks) || !p.toks[k-1].capital || name.kind != person || !severalWords(name.name) || d.isThing(p, i, k) {
		return subject{}, 0, false
	}
	if p.toks[k].kind == comma {
		k++
	}
	if k >= len(p.toks) || !d.captionJob(p, k) && !d.startsRole(p, k, min(len(p.toks), k+4)) {
		return subject{}, 0, false
	}
	name.job, name.gender = d.readJob(p, k, len(p.toks)), d.genderOf(p, k, len(p.toks))
	name.to = len(p.toks)
	return name, k, name.job.role != ""
}

// captionJob says whether token k is a job: in a language where all nouns have a
// capital, also one that ends as jobs do.
func (d *document) captionJob(p *para, k int) bool {
	return d.isRole(p, k) || d.rules.capitalNouns && k+1 < len(p.toks) && p.toks[k+1].is(preposition|definite) && endsRole(p.word(k), d.rules.jobEndings)
}

// unparted says whether a caption has its job right behind the name, with no sign
// between: read as a sentence, it would be one long name.
func (d *document) unparted(p *para) (subject, bool) {
	if len(p.toks) < 3 || !p.toks[0].capital || !d.rules.capitalNouns && byGivenName()[p.word(0)]&(feminine|masculine) == 0 {
		return subject{}, false
	}
	s, jobAt, ok := d.caption(p, 0)
	return s, ok && p.toks[jobAt-1].kind == word
}

package quote

import "strings"

// declined says whether a word is in the genitive, as the release shows by another form
// of it.
func (d *document) declined(w string) bool {
	form := d.form(w)
	return form != "" && form != w && endsIn(w, d.rules.obliqueEndings)
}

// loneName says whether a word, folded, stands with a capital within a sentence:
// then it is a name at the start of one, too.
func (d *document) loneName(w string) bool { return d.form(w) != "" }

// form returns a form in which a word stands with a capital within a sentence, the
// shortest of those in which it is the first of a name, or "".
func (d *document) form(w string) string {
	if d.within == nil {
		d.within = map[string]string{}
		for p := range d.forNames() {
			for k, t := range p.toks {
				if !t.capital || t.kind != word || p.starts(k) {
					continue
				}
				w := p.word(k)
				stem := d.rules.stem(w)
				if old := d.within[stem]; old == "" || endsIn(old, d.rules.obliqueEndings) && !endsIn(w, d.rules.obliqueEndings) {
					d.within[stem] = w
				}
			}
		}
	}
	return d.within[d.rules.stem(w)]
}

// bareComplement steps over a preposition, or an oblique form, and what hangs on
// it, up to the first job in the nominative, name or organisation.
func (d *document) bareComplement(p *para, i, end int) int {
	j := i + 1
	for j < end && j < i+reach && p.toks[j].kind == word && !p.toks[j].is(he|she|they) {
		if p.toks[j].is(role) && !p.in(j, oblique) || p.orgAt(j) != nil && !p.toks[j-1].is(preposition) || p.toks[j].capital && !p.toks[j-1].is(preposition) {
			break
		}
		j++
	}
	return j
}

// bareRightBefore reads the subject that ends right before a verb though no sign
// shows where it begins: в письме министру профсоюз пишет.
func (d *document) bareRightBefore(p *para, lo, k int) (subject, bool) {
	for c := max(lo+1, k-phraseLimit); c < k; c++ {
		if t := p.toks[c-1]; t.kind == word && t.is(preposition) || p.in(c, oblique) {
			continue
		}
		if s, ok := d.parseSubject(p, c, k); ok && s.to == k && s.kind != pronoun {
			return s, true
		}
	}
	return subject{}, false
}

// verbGender is what the form of a verb of saying shows of its subject.
func (d *document) verbGender(p *para, v verb) flag {
	if !d.rules.bareNouns {
		return 0
	}
	for k := v.from; k < v.to; k++ {
		if g := p.toks[k].flags & (feminine | masculine); p.toks[k].is(cueFinite) && g != 0 {
			return g
		}
	}
	return 0
}

// startsBare says whether the capital at token i, which begins its sentence, may be
// a name's: one word alone is one only if it is one elsewhere.
func (d *document) startsBare(p *para, i int) bool {
	if d.rules.placedNames {
		return true
	}
	if n := i + 1; n < len(p.toks) && p.toks[n].kind == word && p.toks[n].capital && !p.toks[n].is(notName) {
		return !d.declined(p.word(n)) || d.loneName(p.word(i)) // not Дом Мастуры
	}
	return strings.HasSuffix(p.slice(i, i+1), ".") || d.loneName(p.word(i))
}

// bareSubjectOf finds the subject of a verb before a quotation: before the verb or
// after it, as the language has it more often, or nobody but whom the verb's form means.
func (d *document) bareSubjectOf(p *para, lo, hi int, v verb) (subject, bool) {
	if d.rules.verbFirst {
		if s, ok := d.toldBy(p, v, hi); ok {
			return s, true
		}
		if s, ok := d.verbSubject(p, v, hi); ok {
			return s, true
		}
		if s, ok := d.unknownSubject(p, v, hi); ok {
			return s, s.kind != nobody
		}
	}
	if v.from > lo {
		if s, ok := d.subjectBefore(p, lo, v.from); ok {
			return s, true
		}
	}
	if !d.rules.verbFirst {
		if s, ok := d.verbSubject(p, v, hi); ok {
			return s, true
		}
	}
	return d.nullSubject(p, v, hi)
}

// nominative says whether a name that ends before token end, and the job from start to
// before it at token at, may be as a subject has them.
func (d *document) nominative(p *para, start, at, end int) bool {
	k, ok := d.jobAt(p, start, at)
	return !(ok && p.in(k, oblique)) && !d.declined(p.word(end-1))
}

// takeForm takes a form of a name for the name, and what it shows of who bears it, where
// it stands as a subject.
func (d *document) takeForm(w *somebody, name string, subject bool) {
	w.nameAs(name, subject)
	if subject && w.gender == 0 {
		w.gender = d.rules.nameGender(name)
	}
}

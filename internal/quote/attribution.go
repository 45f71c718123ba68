package quote

// attribution is what a sentence says of who speaks: the cue as written, the
// subject, and the tokens of a paragraph that say so.
type attribution struct {
	cue      string
	subject  subject
	para     int
	from, to int
	strong   bool // a colon leads from it to the quotation
	bySource bool // selon X, according to X
}

// attributeAll looks for the attribution of every utterance: after it, before
// it, at the end of the paragraph before, inside it, and on a line of its own
// below it.
func (d *document) attributeAll() {
	for i := range d.paras {
		p := &d.paras[i]
		for k := range p.spans {
			s := &p.spans[k]
			right := len(p.toks)
			next := k + 1
			for d.rules.bareNouns && next < len(p.spans) && p.partOfOrg(p.spans[next].open) {
				next++ // сказал директор центра «Щит» X
			}
			if next < len(p.spans) {
				right = p.spans[next].open
			}
			if s.u.last == i && s.close < len(p.toks) && !(d.rules.bareNouns && p.partOfOrg(s.open)) {
				s.after = d.after(i, s, right)
				s.u.offer(s.after)
			}
			if s.u.first == i {
				s.before = d.before(i, k)
				s.u.offer(s.before)
			}
		}
	}
	for _, u := range d.utterances {
		if u.att == nil || u.style == dialogue {
			d.readIncises(u)
		}
		if u.att == nil && u.closed {
			u.offer(d.commented(u))
		}
		if u.att == nil && u.closed {
			u.offer(d.signature(u))
		}
		if u.att != nil && d.hasOneOf(fold(u.att.cue), irrealVerb) { // que les élus qualifieront de « … »
			u.att.subject, u.att.cue = subject{kind: pronoun, gender: they, from: u.att.from, to: u.att.to}, ""
		}
	}
}

// offer keeps the better of two attributions: what follows the quotation
// directly, unless a name with a colon led to it.
func (u *utterance) offer(a *attribution) {
	if a == nil {
		return
	}
	if u.att == nil || a.strong && (u.att.bySource || u.att.subject.kind == pronoun) {
		u.att = a
	}
}

// clauseEnd returns the first token from i on that ends a clause.
func clauseEnd(p *para, i, lim int) int {
	for k := i; k < lim; k++ {
		switch p.toks[k].kind {
		case stop, semicolon, colon, parenClose:
			return k
		}
		if k > i+2*reach {
			return k
		}
	}
	return lim
}

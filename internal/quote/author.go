package quote

import "strings"

// author finds whose a text is: X’s letter, its complaint, el escrito de X. It
// returns nil where the words do not say.
func (d *document) author(p *para, s subject) *referent {
	if p.in(s.from, ownerWord) {
		if o := d.contextOrg(p, s.from); o != "" {
			return &referent{org: d.institution(o)}
		}
		return nil
	}
	if r := d.signer(p, s); r != nil {
		return r
	}
	for k := s.from; k < len(p.toks) && k < s.to+8; k++ {
		t := p.toks[k]
		if t.kind != word {
			return nil
		}
		owned := k == s.from || k == s.from+1 && p.toks[s.from].is(definite)
		if !owned && !(p.toks[k-1].is(ofWord) || p.in(k-1, byWord)) {
			continue
		}
		end := 0
		if m := p.orgAt(k); m != nil {
			end = m.to
			if !owned || end < len(p.toks) && p.toks[end].is(possessive) {
				return &referent{org: m.org}
			}
			continue
		}
		q, ok := d.parseSubject(p, k, min(len(p.toks), k+phraseLimit))
		if ok && q.kind == organization && !owned {
			return &referent{org: d.institution(q.name)}
		}
		if ok && !owned && q.kind == description && p.in(k-1, byWord) && d.hasRole(p, q) { // a note pinned up by one patient
			return &referent{who: &somebody{name: q.written, folded: fold(q.written), gender: q.gender, described: true, job: q.job}}
		}
		if ok && q.kind == person && (!owned || q.to < len(p.toks) && p.toks[q.to].is(possessive)) {
			if w := d.people.find(q.name, q.gender); w != nil {
				return &referent{who: w}
			}
		}
	}
	return nil
}

// hisText gives whatever "his" or "her" before a text says to whoever they mean: her letter
// says. It returns false for a text of which no such word says whose it is.
func (t *discourse) hisText(u *utterance, p *para, s subject) (*referent, bool) {
	g := t.d.rules.owns[p.word(s.from)] & (feminine | masculine)
	if g != feminine && g != masculine {
		return nil, false
	}
	c := t.choose(asked{situation: heOrShe, gender: g, at: place{u.att.para, u.att.from}, said: u})
	if c == nil {
		return nil, true
	}
	t.attribute(u, &c.referent, Resolved)
	return &c.referent, true
}

// isWrittenUp says whether a description is of what words are written up on: los
// carteles decían «…».
func (d *document) isWrittenUp(p *para, s subject) bool {
	for k := s.from; k < s.to && k < s.from+3; k++ {
		if p.toks[k].kind == word && !p.in(k, someonePronoun) && (p.in(k, writtenUpWord) || d.rules.in(strings.TrimSuffix(p.word(k), "s"), writtenUpWord)) {
			return true
		}
	}
	return false
}

// signer finds who is said, right after a text is named, to have signed or written
// it: the letter, which X signed last week, says; la carta que firma X.
func (d *document) signer(p *para, s subject) *referent {
	k := s.to
	if k < len(p.toks) && p.toks[k].kind == comma {
		k++
	}
	for c := k; c+1 < len(p.toks) && c < k+8 && p.toks[c].kind == word; c++ {
		var q subject
		var ok bool
		switch {
		case p.in(c, signingVerb):
			n := c + 1
			if p.in(n, byWord) {
				n++
			} else if !p.toks[k].is(relative | demonstrate) {
				return nil
			}
			q, ok = d.parseSubject(p, n, min(len(p.toks), n+phraseLimit))
		case c == k && p.toks[c].is(relative|demonstrate):
			q, ok = d.parseSubject(p, c+1, min(len(p.toks), c+phraseLimit))
			ok = ok && q.to < len(p.toks) && p.in(q.to, signingVerb)
		}
		switch {
		case !ok:
		case q.kind == organization:
			return &referent{org: d.institution(q.name)}
		case q.kind == person:
			if w := d.people.find(q.name, q.gender); w != nil {
				return &referent{who: w}
			}
		}
	}
	return nil
}

// isDocument says whether a description is of a text: a letter, the indictment.
func (d *document) isDocument(p *para, s subject) bool {
	k := s.from
	if k+2 < s.to && p.toks[k].is(indefinite) && p.toks[k+1].is(ofWord) {
		k += 2 // one of the messages
	}
	for ; k < s.to; k++ {
		if d.isRole(p, k) {
			return false
		}
		if p.in(k, documentNoun) {
			return true
		}
		if k > s.from && p.toks[k].is(preposition) && !p.toks[k].is(definite) {
			return false
		}
	}
	return false
}

package quote

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// lookBack is how many mentions a pronoun or a noun may reach back over.
const lookBack = 64

// manyPeople is how many of a name, or of a word, are gone through: a page with
// more is a list of names and not a release.
const manyPeople = 100

// resolveAll gives every utterance its speaker, and then every speaker's job
// to all of that speaker's utterances. It goes through the release in the
// order of the text: whoever a clause is about, and whoever has spoken, is
// whom a pronoun after it means.
func (d *document) resolveAll() {
	pp := d.names()
	for _, u := range d.utterances {
		if u.att != nil && u.att.subject.kind == person && severalWords(u.att.subject.name) && !beginsLow(u.att.subject.name) {
			w := pp.add(u.att.subject.name)
			w.learn(u.att.subject, place{u.att.para, u.att.from})
			if d.rules.caseEndings != nil {
				w.nameAs(u.att.subject.name, !u.att.bySource)
			}
		}
	}
	t := &discourse{d: d}
	next := 0
	for i := range d.paras {
		if !d.paras[i].cut || d.paras[i].heading {
			continue
		}
		t.paragraph(i, &next)
	}
	for _, u := range d.utterances {
		if u.who != nil {
			u.job = u.who.job
		}
	}
}

// beginsLow says whether a name begins with a particle, as a surname does.
func beginsLow(name string) bool {
	first, _ := utf8.DecodeRuneInString(name)
	return unicode.IsLower(first)
}

// nearQuotation says whether a quotation stands in a paragraph beside this one:
// what this one says may matter to it.
func (d *document) nearQuotation(i int) bool {
	return i+1 < len(d.paras) && len(d.paras[i+1].spans) > 0 || i > 0 && len(d.paras[i-1].spans) > 0
}

// resolve finds the speaker that an attribution names or means.
func (t *discourse) resolve(u *utterance, at place) *referent {
	s := u.att.subject
	switch s.kind {
	case person:
		return &referent{who: t.resolveName(u, s)}
	case organization:
		u.speaker, u.how = s.name, Explicit
		if s.written != s.name {
			u.how = Resolved
		}
		return &referent{org: t.d.institution(s.name)}
	case shortOrg:
		return t.shortOrganization(u, s)
	case description:
		return t.described(u, s)
	case pronoun:
		if s.gender&they != 0 {
			return t.several(u, s)
		}
		r := t.pronoun(s.gender, at)
		if r == nil {
			return nil
		}
		if r.who != nil {
			r.who.gender |= s.gender
		}
		t.attribute(u, r, Resolved)
		return r
	}
	return nil
}

// institution returns the organisation of a name as parseSubject gives it.
func (d *document) institution(name string) *institution {
	if o := d.orgs.byName[d.rules.key(name)]; o != nil {
		return o
	}
	return d.orgs.add(d.rules, name)
}

// resolveName leads a surname back to the full name, and leaves a name that is
// full, or has no fuller form, as it is.
func (t *discourse) resolveName(u *utterance, s subject) *somebody {
	d := t.d
	w := d.people.find(s.name, s.gender)
	if w == nil {
		w = t.lastNamed(s)
	}
	long := severalWords(s.name)
	if w == nil {
		u.speaker, u.how = s.name, Explicit
		w = d.people.add(s.name)
	} else {
		u.speaker, u.how = w.name, Resolved
		if long || d.rules.nameKey(w.name) == d.rules.nameKey(s.name) {
			u.how = Explicit
		}
	}
	u.who = w
	w.learn(s, place{u.att.para, u.att.from})
	return w
}

// lastNamed finds, of several who share a surname, the one spoken of last.
func (t *discourse) lastNamed(s subject) *somebody {
	if severalWords(s.name) {
		return nil
	}
	low := t.d.rules.key(s.name)
	var last *somebody
	at := 0
	for k := len(t.seen) - 1; k >= 0 && k > len(t.seen)-lookBack; k-- {
		w := t.seen[k].who
		if w == nil || w.gender&they != 0 && strings.HasSuffix(w.folded, " "+low) {
			if w != nil {
				return nil // two of the name, together
			}
			continue
		}
		if w == last || !strings.HasSuffix(w.folded, " "+low) || clash(w.gender, s.gender) {
			continue
		}
		if last != nil {
			if at == t.seen[k].at.para {
				return nil // both in one paragraph
			}
			break
		}
		last, at = w, t.seen[k].at.para
	}
	return last
}

// described gives the speaker that a description is of: a person whose job it
// repeats, somebody described more fully before, or whom it describes itself.
func (t *discourse) described(u *utterance, s subject) *referent {
	d := t.d
	p := d.para(u.att.para)
	if s.first.to > 0 {
		s.from, s.to = s.first.from, s.first.to
	}
	if d.isDocument(p, s) || d.isWrittenUp(p, s) {
		u.att.strong = true // somebody’s words, but nobody’s name
		if r := d.author(p, s); r != nil {
			t.attribute(u, r, Resolved)
			return r
		}
		return nil
	}
	if d.rules.bareNouns && s.gender&they != 0 {
		if r := t.bodyOf(d.rules.stem(d.headOf(p, s))); r != nil {
			t.attribute(u, r, Resolved)
			return &referent{org: r.org}
		}
	}
	if w := d.people.byName["& "+d.rules.nameKey(s.written)]; w != nil {
		if w.job.role == "" {
			w.job = s.job
		}
		t.attribute(u, &referent{who: w}, Explicit)
		return &referent{who: w}
	}
	if w := d.people.byHead[p.word(min(s.from+1, s.to-1))]; s.gender&they != 0 && p.toks[s.from].is(definite) && s.to == s.from+2 && w != nil && w.described && w.gender&they != 0 && w.folded != fold(s.written) {
		t.attribute(u, &referent{who: w}, Resolved) // the experts: three experts of Y
		return &referent{who: w}
	}
	if s.gender&they == 0 && d.identifies(p, s) {
		if r := t.named(s.gender, place{u.att.para, u.att.from}); r != nil {
			t.attribute(u, r, Resolved)
			return &referent{who: r.who}
		}
	}
	if s.gender&they == 0 {
		if w := d.byRole(p, s); w != nil {
			t.attribute(u, &referent{who: w}, Resolved)
			return &referent{who: w}
		}
	}
	w := &somebody{name: s.written, folded: fold(s.written), gender: s.gender, described: true, job: s.job, collective: d.isPower(p, s)}
	u.who, u.speaker, u.how = w, s.written, Explicit
	return &referent{who: w}
}

// shortOrganization leads "l'organisation" back to the organisation named
// last, or to the publisher as the text names it. The company, the ministry or
// the court are those whom a release accuses: they are the publisher only where
// its name says so, and otherwise stay who they are.
func (t *discourse) shortOrganization(u *utterance, s subject) *referent {
	d := t.d
	head := d.para(u.att.para).word(min(s.from+1, s.to-1))
	if !d.rules.in(head, anyOrgNoun) && !slices.Contains(strings.Fields(d.orgFolded), head) {
		u.speaker, u.how = s.written, Explicit
		u.who = &somebody{name: s.written, folded: fold(s.written), described: true}
		return &referent{who: u.who}
	}
	for k := len(t.seen) - 1; k >= 0 && k > len(t.seen)-lookBack && d.rules.in(head, anyOrgNoun); k-- {
		if o := t.seen[k].org; o != nil && !o.state {
			t.attribute(u, &t.seen[k], Resolved)
			return &referent{org: o}
		}
	}
	if d.orgNamed == nil {
		name := d.publisherAsNamed()
		d.orgNamed = &name
	}
	if name := *d.orgNamed; name != "" {
		r := &referent{org: d.institution(name)}
		t.attribute(u, r, Resolved)
		return r
	}
	u.speaker, u.how = s.written, Explicit
	return nil
}

// several leads "they", "ils" back to those who were named together, and "it"
// to the organisation.
func (t *discourse) several(u *utterance, s subject) *referent {
	w := fold(s.name)
	for k := len(t.seen) - 1; k >= 0 && k > len(t.seen)-lookBack; k-- {
		r := &t.seen[k]
		if r.at.para < u.att.para && t.d.rules.in(w, neuterPronoun) {
			return nil // too far for "it"
		}
		together := r.who != nil && r.who.gender&they != 0
		if together && (s.several || t.d.rules.in(w, pluralPronoun)) || r.clause && t.d.rules.in(w, neuterPronoun) && (r.org != nil || r.who != nil && r.who.collective) {
			t.attribute(u, r, Resolved)
			return &referent{who: r.who, org: r.org}
		}
	}
	return nil
}

// publisherAsNamed returns the publisher's name as the text has it: whole, or
// its first words (Amnesty International of Amnesty International France).
func (d *document) publisherAsNamed() string {
	for i := range d.paras {
		if d.paras[i].heading {
			continue
		}
		p := d.para(i)
		for k := 0; k < len(p.toks); k++ {
			if !p.toks[k].capital || p.toks[k].kind != word || k > 0 && p.toks[k-1].capital && p.toks[k-1].kind == word {
				continue
			}
			end := d.nameEnd(p, k, len(p.toks), true)
			for e := end; e > k; e-- {
				if name := p.slice(k, e); d.isPublisher(name) && len(plain(name)) <= len(plain(d.org)) {
					return name
				}
			}
		}
	}
	return ""
}

package quote

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// lookBack is how many mentions a pronoun or a noun may reach back over.
const lookBack = 64

// fewPlaces is at how many of the places where the text speaks of somebody it is looked
// for what it calls them there.
const fewPlaces = 5

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
			pp.add(u.att.subject.name).learn(u.att.subject, place{u.att.para, u.att.from})
		}
	}
	for _, m := range pp.mentions {
		if m.who != nil && len(m.who.places) < fewPlaces {
			m.who.places = append(m.who.places, place{m.para, m.at})
		}
	}
	t := &discourse{d: d, asked: d.questions()}
	for i := range d.paras {
		if t.asked != nil && t.asked[i] && t.answerer == nil {
			t.answerer = t.interviewed()
		}
		if !d.paras[i].cut || d.paras[i].heading {
			continue
		}
		t.paragraph(i)
	}
	for _, u := range d.utterances {
		if u.who != nil {
			if w := u.who; w.phrase.to > 0 && w.job.empty() {
				w.job = d.describedJob(d.para(w.para), w.phrase)
			}
			u.job = u.who.job
			if u.job.affiliation == "" && !u.who.described {
				u.job.affiliation = d.bodyOf(u.job)
			}
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
		a := asked{situation: heOrShe, gender: s.gender, at: at, said: u}
		switch w := fold(s.name); {
		case s.same && t.lastSpoke != nil && t.lastSpoke.at.para >= at.para-1:
			t.attribute(u, t.lastSpoke, Resolved)
			return t.lastSpoke
		case t.d.rules.in(w, thisWord) || t.d.rules.in(w, latterPronoun):
			if r := t.latter(a); r != nil {
				t.attribute(u, r, Resolved)
				return r
			}
		case s.gender == 0:
			a.situation = verbAlone
		case s.gender&they == 0:
		case t.d.rules.in(w, neuterPronoun):
			a.situation = itself
		case s.several || t.d.rules.in(w, pluralPronoun):
			a.situation = themselves
		default:
			return nil // somebody: whoever it is
		}
		if t.answersStill(a) {
			t.attribute(u, t.lastSpoke, Resolved)
			return t.lastSpoke
		}
		r := t.choose(a)
		if r == nil {
			return nil
		}
		if r.who != nil {
			r.who.takeGender(s.gender)
		}
		t.attribute(u, &r.referent, Resolved)
		return &r.referent
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
		if w == last || w.described || !strings.HasSuffix(w.folded, " "+low) || clash(w.gender, s.gender) {
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
		if r, ok := t.hisText(u, p, s); ok {
			return r
		}
		if r := d.author(p, s); r != nil {
			t.attribute(u, r, Resolved)
			return r
		}
		return nil
	}
	if k := s.from + 1; p.toks[s.from].is(definite) && k < s.to && p.in(k, answerNoun) && (k+1 == s.to || p.in(k+1, plainOf)) {
		u.att.strong = true // la respuesta del ministro no tardó
		return nil
	}
	if w := d.people.byName["& "+d.rules.nameKey(s.written)]; w != nil {
		if w.job.role == "" {
			w.job = s.job
		}
		t.attribute(u, &referent{who: w}, Explicit)
		return &referent{who: w}
	}
	if p.toks[s.from].is(definite) {
		a := asked{situation: describing, gender: s.gender, at: place{u.att.para, u.att.from}, said: u, phrase: d.nounPhrase(p, s)}
		if c := t.choose(a); c != nil {
			if w := c.who; w != nil && !w.described && w.job.role == "" && c.is&unlikeDescription == 0 && p.toks[a.phrase.at].is(role) && !p.toks[a.phrase.at].is(private) {
				w.learn(subject{job: d.readJob(p, s.from, s.to).or(s.job), gender: s.gender}, place{u.att.para, s.from})
			}
			t.attribute(u, &c.referent, Resolved)
			return &c.referent
		}
		if r := t.onlyOne(a.phrase); r != nil {
			if !d.identifies(p, s) {
				r.who.learn(subject{job: d.readJob(p, s.from, s.to).or(s.job), gender: s.gender}, place{u.att.para, s.from})
			}
			t.attribute(u, r, Resolved)
			return r
		}
	}
	if w := d.namedLater(p, s); w != nil {
		w.learn(subject{job: s.job.or(d.describedJob(p, s))}, place{u.att.para, s.from})
		t.attribute(u, &referent{who: w}, Resolved)
		return &referent{who: w}
	}
	w := &somebody{name: s.written, folded: fold(s.written), gender: s.gender, described: true, job: s.job.or(d.describedJob(p, s)), collective: d.isPower(p, s)}
	if met := d.people.byHead[d.headOf(p, s)]; met != nil && met.described && met.para == p.number && strings.HasPrefix(s.written, met.name+" ") {
		met.name, met.folded, met.job = w.name, w.folded, w.job // un cadre de Y qui requiert l'anonymat
		w = met
	}
	u.who, u.speaker, u.how = w, s.written, Explicit
	return &referent{who: w}
}

// shortOrganization leads "l'organisation" back to the likeliest of the organisations
// named before, and to the publisher as the text names it. A noun that says more, the
// union, is only of one that has it in its name or is said to be one; the company, the
// ministry or the court are those whom a release accuses, and stay who they are.
func (t *discourse) shortOrganization(u *utterance, s subject) *referent {
	d := t.d
	n := d.nounPhrase(d.para(u.att.para), s)
	a := asked{situation: bodyMeant, gender: s.gender, at: place{u.att.para, u.att.from}, said: u, phrase: n}
	n.anyBody = d.rules.in(n.p.word(s.from+1), anyOrgNoun)
	if c := t.choose(a); c != nil {
		t.attribute(u, &c.referent, Resolved)
		return &c.referent
	}
	u.speaker, u.how = s.written, Explicit
	u.who = &somebody{name: s.written, folded: fold(s.written), described: true}
	return &referent{who: u.who}
}

// publisher is the publisher where the text names it, or nil.
func (d *document) publisher() *institution {
	if d.orgNamed == nil {
		name := d.publisherAsNamed()
		d.orgNamed = &name
	}
	if *d.orgNamed == "" {
		return nil
	}
	return d.institution(*d.orgNamed)
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

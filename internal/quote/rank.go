package quote

import "math"

// situation is what a quotation, or a clause, says of a person or body that it does not
// name: the weights of each are learned by themselves, see weights.go.
type situation uint8

const (
	heOrShe     situation = iota // elle, he
	verbAlone                    // dijo
	itself                       // it: a body
	themselves                   // they, ils: several
	describing                   // la chercheuse, the experts
	bodyMeant                    // l'organisation
	ledTo                        // nothing; words of its paragraph stand before it
	goesOn                       // nothing; its paragraph begins with it and goes on
	alone                        // nothing; it fills its paragraph
	withinWords                  // nothing; it is part of a narrator's sentence
	situations
)

// asked is the question whom an attribution, or the lack of one, means.
type asked struct {
	situation
	gender flag
	at     place
	said   *utterance  // nil for a pronoun of the narrator's
	phrase *nounPhrase // a description
	since  place       // the first place that counts
	sure   float64     // how sure the weights must be
	after  []step      // what its paragraph goes on with
}

// candidate is somebody who may be meant: the nearest place at which the text speaks of
// them, and what is true of them there.
type candidate struct {
	referent
	subject *referent // where a clause was last about them
	spoke   *referent // where they last spoke
	shown   bool      // something says that a name is a person's
	met     int       // how often, as far back as is looked
	rank    int       // how many others were spoken of since
	ahead   bool      // they are first spoken of after the quotation
	is      features
}

// picker returns which of several candidates a question means, or -1.
type picker func(a asked, cs []candidate, nobody features) int

// threshold is how sure the weights must be of somebody.
const threshold = .45

// mostCandidates is among how many it is chosen at most.
const mostCandidates = 12

// choose finds whom a question means, or nil where nobody is sure enough.
func (t *discourse) choose(a asked) *candidate {
	if a.said != nil && a.said.folded == "" {
		t.d.hear(a.said)
	}
	if a.situation == verbAlone || a.situation == ledTo {
		if since := t.d.someoneNew(a.at); a.since.before(since) {
			a.since = since
		}
	}
	a.sure = t.d.rules.certainty()
	cs := t.candidates(a)
	if len(cs) == 0 {
		return nil
	}
	nobody := t.nobodyIs(a, cs)
	if a.phrase != nil {
		nobody = t.itselfIs(a.phrase, cs)
	}
	pick := t.d.pick
	if pick == nil {
		pick = learnt().pick
	}
	if k := pick(a, cs, nobody); k >= 0 && t.d.unmissed(&cs[k]) {
		return &cs[k]
	}
	return nil
}

// someoneNew is the place before another, in its paragraph, where a sentence begins with
// somebody or something new, and the beginning of the text where none does: what
// follows is about nobody before. Il centro ne segue 300. Una di loro …
func (d *document) someoneNew(at place) place {
	p := d.para(at.para)
	for k := min(at.tok, len(p.toks)) - 1; k >= 0 && k > at.tok-2*reach; k-- {
		if p.toks[k].is(indefinite) && p.toks[k].capital && p.starts(k) && !p.quoted(k) {
			return place{at.para, k}
		}
	}
	return place{}
}

// pick returns the candidate who is meant more likely than not, or -1.
func (w *weights) pick(a asked, cs []candidate, nobody features) int {
	best, most := -1, math.Exp(w.score(a.situation, nobody))
	sum := most
	for k := range cs {
		e := math.Exp(w.score(a.situation, cs[k].is))
		sum += e
		if e > most {
			best, most = k, e
		}
	}
	if most < a.sure*sum {
		return -1
	}
	return best
}

// candidates are those whom the text has spoken of before a place, the last first, and
// who may be meant as far as gender and number go.
func (t *discourse) candidates(a asked) []candidate {
	d := t.d
	var cs []candidate
	for k := len(t.seen) - 1; k >= 0 && k > len(t.seen)-lookBack; k-- {
		r := &t.seen[k]
		if r.at.before(a.since) {
			break
		}
		if a.covers(r.at) || t.tooFar(a, r) {
			continue
		}
		if c := sameAs(cs, r); c != nil {
			c.met++
			c.shown = c.shown || r.solid || r.spoke
			if c.subject == nil && r.clause {
				c.subject = r
			}
			if c.spoke == nil && r.spoke {
				c.spoke = r
			}
			continue
		}
		if len(cs) == mostCandidates {
			continue
		}
		if !d.mayBe(a, r) {
			continue
		}
		c := candidate{referent: *r, met: 1, rank: len(cs), shown: r.solid || r.spoke || r.who != nil && (r.who.gender != 0 || r.who.job.role != "" || likelyGender(r.who.folded) != 0)}
		if r.clause {
			c.subject = r
		}
		if r.spoke {
			c.spoke = r
		}
		cs = append(cs, c)
	}
	cs = t.more(a, cs)
	for k := range cs {
		cs[k].shown = cs[k].shown || cs[k].ahead
		cs[k].is = t.featuresOf(a, &cs[k], cs)
	}
	return cs
}

// covers says whether a place is within the description that is asked about.
func (a asked) covers(at place) bool {
	return a.phrase != nil && at.para == a.phrase.p.number && at.tok >= a.phrase.from && at.tok < a.phrase.to
}

func sameAs(cs []candidate, r *referent) *candidate {
	for k := range cs {
		if c := &cs[k]; c.who == r.who && c.org == r.org || c.who != nil && r.who != nil && c.who.described && r.who.described && c.who.folded == r.who.folded {
			return c
		}
	}
	return nil
}

// more adds those whom the text speaks of only after a quotation without an
// attribution, and those whose job a description repeats wherever it was said.
func (t *discourse) more(a asked, cs []candidate) []candidate {
	d := t.d
	switch a.situation {
	case describing:
		if len(d.people.list) > manyPeople {
			break
		}
		for _, w := range d.people.list {
			c := candidate{referent: referent{who: w}, rank: len(cs), ahead: true}
			if len(w.places) > 0 && sameAs(cs, &c.referent) == nil && d.mayBe(a, &c.referent) && d.likeness(a.phrase, &c.referent) != 0 {
				cs = append(cs, c)
			}
		}
	case bodyMeant:
		if o := d.publisher(); o != nil && sameAs(cs, &referent{org: o}) == nil && d.mayBe(a, &referent{org: o}) {
			cs = append(cs, candidate{referent: referent{org: o}, rank: len(cs), ahead: true})
		}
	case goesOn, alone:
		if r := t.ahead(a); r != nil && sameAs(cs, r) == nil && d.mayBe(a, r) {
			cs = append(cs, candidate{referent: *r, rank: len(cs), ahead: true})
		}
	}
	return cs
}

// ahead is whom the text speaks of next, after a quotation.
func (t *discourse) ahead(a asked) *referent {
	for _, s := range a.after {
		if s.said != nil {
			return nil
		}
		if m := s.mention; m != nil && m.who != nil {
			return &referent{who: m.who, at: place{m.para, m.at}, to: m.to, clause: m.subject, solid: m.solid}
		}
	}
	if a.situation != alone {
		return nil
	}
	ms := t.d.people.mentions
	for k := t.next; k < len(ms) && ms[k].para <= a.said.last+1; k++ {
		if m := &ms[k]; m.para == a.said.last+1 && m.who != nil {
			return &referent{who: m.who, at: place{m.para, m.at}, to: m.to, clause: m.subject, solid: m.solid}
		}
	}
	return nil
}

// prefersPeople says whether nothing but what is usual speaks against a body, or
// somebody without a name.
func (a asked) prefersPeople() bool {
	switch a.situation {
	case itself, bodyMeant, describing, withinWords:
		return false
	}
	return true
}

// mayBe says whether what is certain of gender and number lets somebody be meant.
func (d *document) mayBe(a asked, r *referent) bool {
	several := r.who != nil && r.who.gender&they != 0
	if a.said != nil && d.namedIn(a, r) {
		return false
	}
	switch a.situation {
	case heOrShe:
		if r.org != nil {
			return d.rules.lowOrgNames && (r.clause || r.spoke) && !clash(r.org.gender, a.gender)
		}
		if w := r.who; w.described && w.phrase.to > 0 && d.severalIn(&d.paras[w.para], w.phrase) {
			return false // when the soldiers left, she said
		}
		return !several && !clash(r.who.gender, a.gender) && (a.said != nil || !clash(givenGender(r.who.folded), a.gender))
	case verbAlone:
		return !several
	case itself:
		return r.at.para == a.at.para && (r.org != nil || r.who.collective)
	case themselves:
		return r.org != nil || several || r.who.collective
	case describing:
		if a.phrase.plural || several {
			return a.phrase.plural && (several || r.org != nil)
		}
		if r.org != nil && (a.phrase.p.toks[a.phrase.at].is(role) || d.identifies(a.phrase.p, a.phrase.subject)) {
			return false // the old man
		}
		return (r.org != nil || !clash(r.who.gender, a.gender)) && !d.isAnother(a.phrase, r)
	case bodyMeant:
		return r.org != nil && (a.phrase.anyBody && !r.org.state || d.likeness(a.phrase, r) != 0)
	}
	return !several || r.spoke
}

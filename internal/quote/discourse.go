package quote

import "sort"

// discourse is whom the release has spoken of, while it is gone through.
type discourse struct {
	d         *document
	seen      []referent
	lastSpoke *referent
	speakers  int       // how many have spoken
	asked     []bool    // the paragraphs that are questions of an interview
	answerer  *somebody // who is interviewed, once the first question has been asked
	next      int       // of the mentions, the first that is not yet met
}

// referent is a person or an organisation at a place of the text.
type referent struct {
	who    *somebody
	org    *institution
	at     place
	to     int  // the token after the mention
	clause bool // the clause is about them
	spoke  bool
	solid  bool
}

// step is what happens at a token of a paragraph: somebody is mentioned, a
// clause begins with a pronoun, somebody speaks.
type step struct {
	tok     int
	mention *mention
	pronoun *token
	said    *utterance
	fact    int // one more than the verb of a clause without a subject that says who somebody is
}

// paragraph goes through one paragraph.
func (t *discourse) paragraph(i int) {
	d := t.d
	p := &d.paras[i]
	var steps []step
	ms := d.people.mentions
	for ; t.next < len(ms) && ms[t.next].para <= i; t.next++ {
		if ms[t.next].para == i {
			steps = append(steps, step{tok: ms[t.next].at, mention: &ms[t.next]})
		}
	}
	for k := range p.toks {
		if tok := &p.toks[k]; (tok.is(he|she) || tok.is(they) && p.in(k, neuterPronoun) && p.starts(k)) && tok.kind == word && !p.quoted(k) && (tok.is(inverted) && !p.attributes(k) || !tok.is(inverted) && d.pronounSubject(p, k) && !(k+1 < len(p.toks) && p.in(k+1, impersonalVerb))) {
			steps = append(steps, step{tok: k, pronoun: tok})
		} else if v := d.leftOutFact(p, k); v >= 0 {
			steps = append(steps, step{tok: k, fact: v + 1})
		}
	}
	for k := range p.spans {
		u := p.spans[k].u
		if u.merged || u.first != i || u.head != k {
			continue
		}
		at := max(p.spans[k].open, 0)
		if u.att != nil {
			at = u.att.from
			if u.att.para != i {
				at = max(p.spans[k].open, 0)
			}
		}
		steps = append(steps, step{tok: at, said: u})
	}
	sort.SliceStable(steps, func(a, b int) bool { return steps[a].tok < steps[b].tok })
	for n, s := range steps {
		switch {
		case s.said != nil:
			t.say(s.said, steps[n+1:], i)
		case s.fact > 0:
			if r := t.choose(asked{situation: verbAlone, at: place{i, s.tok}}); r != nil && r.who != nil && !r.who.described {
				d.readFacts(p, s.fact-1, min(len(p.toks), s.fact+reach), r.who)
			}
		case s.pronoun != nil:
			a := asked{situation: heOrShe, gender: pronounGender(*s.pronoun), at: place{i, s.tok}}
			if s.pronoun.is(they) {
				a.situation = itself
			}
			if r := t.choose(a); r != nil {
				if k := s.tok - 1; k < 1 || p.toks[k].kind != word || !p.toks[k].is(relative) || p.starts(k) { // but: ha medido lo que ella oye
					t.meet(referent{who: r.who, org: r.org, at: a.at, to: s.tok + 1, clause: true, solid: true})
				}
				t.learnAt(p, s.tok, r.who)
			}
		default:
			m := s.mention
			if d.rules.capitalNouns && m.who != nil && !m.solid && !m.again {
				continue // die Vorteile von Systemen
			}
			if m.again || m.who != nil && m.who.described && m.who.gender&they == 0 && p.toks[m.at].is(definite) {
				n := d.nounPhrase(p, subject{kind: description, gender: m.who.gender, from: m.at, to: max(m.to, m.at+1)})
				a := asked{situation: describing, gender: m.who.gender, at: place{i, m.at}, phrase: n}
				if r := t.choose(a); r != nil && r.who != nil {
					m.who = r.who
					t.learnFrom(p, m)
				}
			}
			t.meet(referent{who: m.who, org: m.org, at: place{i, m.at}, to: m.to, clause: m.subject, solid: m.solid})
		}
	}
}

// pronounSubject says whether the pronoun at token k is what a clause is about.
func (d *document) pronounSubject(p *para, k int) bool {
	if d.rules.capitalNouns && k > 0 && p.toks[k-1].kind == word && (p.in(k-1, copula) || p.toks[k-1].is(auxiliary)) {
		return true // Eigentlich ist er …
	}
	return p.starts(k) || d.boundary(p, 0, k)
}

// leftOutFact returns the verb of a sentence that begins at token k and says without a
// subject who somebody is or what they head, or -1: Hoy es abogada de Y. Dirige Y.
func (d *document) leftOutFact(p *para, k int) int {
	if !d.rules.nullSubject || !p.starts(k) || p.toks[k].kind != word || p.quoted(k) {
		return -1
	}
	v := k
	if t := p.toks[k]; t.flags&(functionWord|adverb)&^notName == 0 && !p.in(k, copula) && !p.in(k, directingVerb) && !p.in(k, sinceWord) { // Absuelta en 2021, hoy es
		for v < len(p.toks) && v < k+6 && (p.toks[v].kind == word || p.toks[v].kind == number) && !d.verbAt(p, v).ok() {
			v++
		}
		if v >= len(p.toks) || p.toks[v].kind != comma {
			return -1
		}
		v++
	}
	for ; v < len(p.toks) && v < k+10; v++ {
		switch t := p.toks[v]; {
		case t.kind == word && (p.in(v, copula) || p.in(v, directingVerb) && !t.is(role)):
			return v
		case t.kind == number, t.kind == word && (t.is(adverb|preposition) && !t.is(definite|indefinite) || p.in(v, sinceWord)):
		default:
			return -1
		}
	}
	return -1
}

// attributes says whether token k stands right after a quotation.
func (p *para) attributes(k int) bool {
	for i := k - 1; i >= 0 && i > k-6; i-- {
		switch p.toks[i].kind {
		case quoteMark:
			return true
		case stop:
			return false
		}
	}
	return false
}

// learnAt reads what a clause with a pronoun says of the person it means:
// "She heads Y", and "Ancienne employée, elle …" before it.
func (t *discourse) learnAt(p *para, k int, w *somebody) {
	if w == nil {
		return
	}
	d := t.d
	w.takeGender(pronounGender(p.toks[k]))
	d.readFacts(p, k+1, min(len(p.toks), k+reach), w)
	first := k
	for first > 0 && !p.starts(first) {
		first--
	}
	if !p.toks[first].is(preposition) || t.metSince(w, place{p.number, first}, k) { // not: In a letter to Y, which she founded, X asked
		d.readWhere(p, k, k+1, w)
	}
	if k < 2 || p.toks[k-1].kind != comma {
		return
	}
	c := k - 1
	for c > 0 && (p.toks[c-1].kind == word || p.toks[c-1].kind == number) {
		c--
	}
	for i := c; i < k-1; i++ { // A guard had thrown a stone, he recalled
		if t := p.toks[i]; k-c > 10 || t.is(auxiliary|passive|he|she|they) && !t.is(preposition|definite|indefinite) || i > c && d.verbAt(p, i).ok() {
			return
		}
	}
	if (c == 0 || p.toks[c-1].kind == stop) && !p.toks[c].is(preposition|definite) && d.startsRole(p, c, min(k-1, c+3)) {
		w.learn(subject{job: d.readJob(p, c, k-1)}, place{p.number, c})
	}
}

// metSince says whether the text speaks of somebody between a place and token k of its
// paragraph.
func (t *discourse) metSince(w *somebody, from place, k int) bool {
	for n := len(t.seen) - 1; n >= 0 && !t.seen[n].at.before(from); n-- {
		if t.seen[n].who == w && t.seen[n].at.tok < k {
			return true
		}
	}
	return false
}

func (t *discourse) meet(r referent) { t.seen = append(t.seen, r) }

// say gives an utterance its speaker. after are the steps of the paragraph
// that follow it.
func (t *discourse) say(u *utterance, after []step, para int) {
	u.how = None
	var r *referent
	if u.att == nil {
		if r = t.unsaid(u, after); r != nil {
			t.attribute(u, r, Resolved)
		}
	} else {
		r = t.resolve(u, place{para, u.att.from})
	}
	if r == nil {
		return
	}
	at := place{max(para, u.last), 0}
	if u.last > para {
		// whoever spoke until here is met where the words end
	} else if u.att != nil {
		at = place{u.att.para, u.att.from}
	} else if s := t.d.headSpan(u); s.open > 0 {
		at.tok = s.open
	}
	said := referent{who: r.who, org: r.org, at: at, to: at.tok + 1, clause: true, spoke: true, solid: true}
	if !t.hasSpoken(&said) {
		t.speakers++
	}
	t.meet(said)
	t.lastSpoke = &said
}

// hasSpoken says whether somebody has spoken before, as far back as is looked.
func (t *discourse) hasSpoken(r *referent) bool {
	for k := len(t.seen) - 1; k >= 0 && k > len(t.seen)-lookBack; k-- {
		if o := &t.seen[k]; o.spoke && o.who == r.who && o.org == r.org {
			return true
		}
	}
	return false
}

func (t *discourse) attribute(u *utterance, r *referent, how string) {
	u.how = how
	if r.who != nil {
		u.who, u.speaker = r.who, r.who.name
		return
	}
	u.speaker = r.org.name
}

// learnFrom learns the job of a person from a description: «Cette juriste de 41
// ans dirige Y».
func (t *discourse) learnFrom(p *para, m *mention) {
	d := t.d
	if !p.in(m.at, thisWord) {
		return
	}
	end := m.to
	for k := m.at + 1; k < m.to; k++ {
		if p.toks[k].is(ofWord) && k+1 < m.to && p.toks[k+1].kind == number {
			end = k // de 41 ans
		}
	}
	m.who.learn(subject{job: d.readJob(p, m.at, end), gender: d.genderOf(p, m.at, end)}, place{p.number, m.at})
	d.readFacts(p, m.to, min(len(p.toks), m.to+reach), m.who)
}

package quote

import (
	"slices"
	"sort"
	"strings"
)

// speaking is who spoke last while the utterances are gone through in order.
type speaking struct {
	who  *somebody // a person
	org  string    // or an organisation
	at   place
	list []*somebody // who has spoken, latest last, those only described too
}

type place struct{ para, tok int }

func (a place) before(b place) bool { return a.para < b.para || a.para == b.para && a.tok < b.tok }

// resolveAll gives every utterance its speaker, and then every speaker's job
// to all of that speaker's utterances.
func (d *document) resolveAll() {
	if !slices.ContainsFunc(d.utterances, func(u *utterance) bool { return u.att != nil }) {
		return // nobody's name is needed
	}
	pp := d.names()
	for _, u := range d.utterances {
		if u.att == nil {
			continue
		}
		if s := u.att.subject; s.kind == person && severalWords(s.name) {
			pp.add(s.name).learn(s)
		}
	}
	var sp speaking
	for _, u := range d.utterances {
		u.how = None
		if !u.merged && u.att != nil {
			u.who = d.resolve(u, &sp)
		}
	}
	for _, u := range d.utterances {
		if u.who != nil {
			u.job = u.who.job
		}
	}
}

// resolve finds the speaker of one utterance; it returns the person, or nil
// for any other speaker.
func (d *document) resolve(u *utterance, sp *speaking) *somebody {
	s := u.att.subject
	at := place{u.att.para, u.att.from}
	var w *somebody
	switch s.kind {
	case person:
		w = d.resolveName(u, s)
	case organization:
		u.speaker, u.how = s.name, Explicit
		sp.org, sp.who, sp.at = s.name, nil, at
		return nil
	case shortOrg:
		d.resolveOrganization(u, s, sp)
		return nil
	case description:
		if w = d.byRole(s); w == nil {
			u.speaker, u.how = s.written, Explicit
			w = &somebody{name: s.written, gender: s.gender}
			break
		}
		u.speaker, u.how = w.name, Resolved
	case pronoun:
		w = d.resolvePronoun(u, s, sp, at)
	}
	if w != nil {
		sp.who, sp.org, sp.at = w, "", at
		sp.list = append(sp.list, w)
	}
	return w
}

// resolveName leads a surname back to the full name, and leaves a name that is
// full, or has no fuller form, as it is.
func (d *document) resolveName(u *utterance, s subject) *somebody {
	w := d.people.find(s.name, s.gender)
	long := severalWords(s.name)
	if w == nil {
		u.speaker, u.how = s.written, Explicit
		if long {
			u.speaker = s.name
		}
		w = d.people.add(u.speaker)
		w.learn(s)
		return w
	}
	u.speaker, u.how = w.name, Resolved
	if long {
		u.how = Explicit
	}
	w.learn(s)
	return w
}

// resolveOrganization leads "l'organisation" back to the organisation that
// spoke last, or to the publisher as the text names it.
func (d *document) resolveOrganization(u *utterance, s subject, sp *speaking) {
	u.speaker, u.how = s.written, Explicit
	if sp.org != "" {
		u.speaker, u.how = sp.org, Resolved
		return
	}
	if d.orgNamed == nil {
		name := d.publisherAsNamed()
		d.orgNamed = &name
	}
	if name := *d.orgNamed; name != "" {
		u.speaker, u.how = name, Resolved
		sp.org = name
	}
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

// manyPeople is how many persons of a release are searched by role, and how
// many of a name: a page with more is a list of names and not a release.
const manyPeople = 500

// byRole finds the one person whose role a definite description repeats: la
// directrice, the High Commissioner.
func (d *document) byRole(s subject) *somebody {
	written := plain(s.written)
	first, rest, ok := strings.Cut(written, " ")
	if elided, after, found := strings.Cut(written, "'"); found && len(elided) <= 2 {
		first, rest, ok = elided+"'", after, true
	}
	if !ok || len(d.people.list) > manyPeople || !d.rules.lookup(first, strings.HasSuffix(first, "'")).has(definite) {
		return nil
	}
	core := " " + fold(strings.TrimSpace(rest)) + " "
	var found *somebody
	for _, w := range d.people.list {
		if w.job.role == "" || clash(w.gender, s.gender) || !strings.Contains(" "+fold(w.job.role)+" ", core) {
			continue
		}
		if found != nil && !samePerson(found.name, w.name) {
			return nil
		}
		found = w
	}
	return found
}

func (f flag) has(g flag) bool { return f&g != 0 }

// nearby is how many tokens before a pronoun anybody's name makes it uncertain.
const nearby = 25

// lookBack is how many speakers and mentions a pronoun may reach back over.
const lookBack = 64

// resolvePronoun leads she, he, elle or il back to the person who spoke last
// and does not contradict it. Somebody else named since, with a job, makes it
// uncertain, and then nobody is named, unless the paragraph is about that
// person.
func (d *document) resolvePronoun(u *utterance, s subject, sp *speaking, at place) *somebody {
	if s.gender&they != 0 {
		return nil
	}
	ms := d.people.mentions
	end := sort.Search(len(ms), func(k int) bool { return !place{ms[k].para, ms[k].at}.before(at) })
	if t := d.topic(ms[:end], s, at); t != nil && sp.at.para != at.para {
		u.speaker, u.how = t.name, Resolved
		return t
	}
	if sp.org != "" && s.gender == feminine && d.rules.elisions != nil {
		// Organisations are feminine in French: Amnesty International … elle.
		u.speaker, u.how = sp.org, Resolved
		return nil
	}
	var w *somebody
	for k := len(sp.list) - 1; k >= 0 && k > len(sp.list)-lookBack && w == nil; k-- {
		if g := sp.list[k].gender; !clash(g, s.gender) && g&they == 0 {
			w = sp.list[k]
		}
	}
	for k := end - 1; k >= 0 && k > end-lookBack; k-- {
		m := ms[k]
		if w != nil && (place{m.para, m.at}).before(sp.at) {
			break
		}
		inSentence := m.para == at.para && m.at > at.tok-nearby
		if !m.solid && !inSentence || m.who == w || clash(m.who.gender, s.gender) {
			continue
		}
		if w != nil && sp.who != m.who && !samePerson(w.name, m.who.name) {
			return nil
		}
		if w == nil && m.para < at.para-1 {
			break // named long before, and has not spoken
		}
		w = m.who
	}
	if w == nil {
		return nil
	}
	w.gender |= s.gender
	u.speaker, u.how = w.name, Resolved
	return w
}

// topic is the one person named in a paragraph before a pronoun in it, if the
// paragraph begins with that name and a title or a job shows the pronoun's
// gender: «Rim Tawadros, sa compagne, lui a rendu visite. « … », a-t-elle
// raconté». Whoever spoke in a paragraph before is not meant then.
func (d *document) topic(before []mention, s subject, at place) *somebody {
	var who *somebody
	first := -1
	for k := len(before) - 1; k >= 0 && k > len(before)-lookBack && before[k].para == at.para; k-- {
		if who != nil && who != before[k].who {
			return nil
		}
		who, first = before[k].who, before[k].at
	}
	if who == nil || who.gender&(feminine|masculine) != s.gender {
		return nil
	}
	if first > 0 && !(first == 1 && d.para(at.para).toks[0].is(honorific)) {
		return nil
	}
	return who
}

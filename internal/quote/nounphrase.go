package quote

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// nounPhrase is a description of which it is asked whom it means: its head noun and that
// noun's token, the groups of other words for it (see the tables' same-job), and its words,
// folded, without the article.
type nounPhrase struct {
	subject
	p       *para
	head    string
	at      int
	kinds   []int
	core    string
	plural  bool
	like    map[*somebody]features // likeness, of those asked for
	anyBody bool                   // it may be of any organisation: the group
}

func (d *document) nounPhrase(p *para, s subject) *nounPhrase {
	n := &nounPhrase{subject: s, p: p}
	n.head, n.at = d.headNoun(p, s)
	if t := p.toks[n.at]; !t.capital || p.starts(n.at) || n.at == s.from+1 && p.starts(s.from) || !t.is(role) {
		n.kinds = d.rules.sameJob[n.head] // the Secretary is no director
	}
	n.plural = s.gender&they != 0 || p.in(s.from, severalWord) && !p.in(s.from, ownerWord) || n.at > s.from && d.severalHold(n.head)
	n.core = strings.TrimSpace(fold(p.slice(s.from+1, s.to)))
	return n
}

// headNoun is the noun that a description is about, and its token: its role, or what
// stands before a preposition or at its end.
func (d *document) headNoun(p *para, s subject) (string, int) {
	at, from := -1, s.from
	for k := s.from; k < s.to; k++ {
		if p.toks[k].is(possessive) {
			from = k + 1 // the minister’s lawyers
		}
	}
	for k := from; k < s.to; k++ {
		t := p.toks[k]
		if d.isRole(p, k) {
			return p.word(k), k
		}
		if t.kind != word || k > s.from && t.is(preposition|ofWord|relative) && !t.is(definite|indefinite) {
			break
		}
		if !t.is(definite|indefinite) && (at < 0 || !d.rules.lowOrgNames) {
			at = k
		}
	}
	if at < 0 {
		return "", s.from
	}
	return p.word(at), at
}

// isOwned says whether a description says whose somebody is: his brother.
func (d *document) isOwned(n *nounPhrase) bool {
	return n.p.in(n.from, ownerWord) || d.rules.owns[n.p.word(n.from)] != 0
}

// complement is the token with which a description begins to say of whom or what, or 0.
func (n *nounPhrase) complement() int {
	for k := n.at + 1; k+1 < n.to; k++ {
		if t := n.p.toks[k]; t.is(preposition|ofWord) && !t.is(conjunction) && n.p.toks[k+1].kind == word {
			return k + 1
		}
	}
	return 0
}

// content says whether token k is one of the words that say something.
func (n *nounPhrase) content(k int) bool {
	t := n.p.toks[k]
	return t.kind == word && t.flags&functionWord&^(role|orgNoun|titleNoun) == 0 && !t.is(possessive)
}

// likeness is what a description and a candidate have in common.
func (d *document) likeness(n *nounPhrase, r *referent) features {
	if r.org != nil {
		return nameHasHead.when(hasNoun(r.org.name, n.head) || slices.Contains(r.org.kinds, n.head) || d.bodyKin(r.org, n.kinds))
	}
	if r.who.described {
		return nameHasHead.when(hasNoun(r.who.name, n.head))
	}
	f, ok := n.like[r.who]
	if !ok {
		f = d.likePerson(n, r.who)
		if n.like == nil {
			n.like = map[*somebody]features{}
		}
		n.like[r.who] = f
	}
	return f
}

// likePerson is likeness for somebody with a name.
func (d *document) likePerson(n *nounPhrase, w *somebody) features {
	f := nounBeside.when(d.beside(w, n))
	if !d.headsJob(w.job.role, n.head) && !(n.kinds != nil && d.hasKin(w.job.role, n.kinds)) {
		return f | wordsKnown.when(w.job.role == "" && n.isOf(w.job.affiliation))
	}
	return f | roleHasHead | wordsKnown.when(n.knownOf(w.job)) | roleIs.when(n.core != "" && d.holdsRole(w.job, n.core))
}

// isOf says whether a description says of somebody that they are of an organisation.
func (n *nounPhrase) isOf(affiliation string) bool {
	of := n.complement()
	if of == 0 {
		return false
	}
	for k := of; k < n.to; k++ {
		if n.content(k) && !hasNoun(affiliation, n.p.word(k)) {
			return false
		}
	}
	return true
}

// knownOf says whether all that a description says stands in a job: the head of the
// union, of whom the text has said "head of the dockers' union".
func (n *nounPhrase) knownOf(j job) bool {
	known := false
	for k := n.from; k < n.to; k++ {
		if !n.content(k) {
			continue
		}
		if !hasNoun(j.role, n.p.word(k)) && !hasNoun(j.affiliation, n.p.word(k)) {
			return false
		}
		known = true
	}
	return known
}

// near is a word near the name of somebody.
type near struct {
	at    place
	low   string
	kinds []int
}

// beside says whether the text has the head noun, a verb like it or another word for it
// where it speaks of somebody by name: its tenth laureate, the lawyer X; Father X, who
// coordinates Y.
func (d *document) beside(w *somebody, n *nounPhrase) bool {
	if len(n.head) < 4 {
		return false
	}
	if w.near == nil {
		w.near = d.wordsNear(w)
	}
	for _, x := range w.near {
		if x.at.para == n.p.number && x.at.tok >= n.from && x.at.tok < n.to {
			continue
		}
		if sameButEnding(x.low, n.head) || n.kinds != nil && sharesOne(x.kinds, n.kinds) {
			return true
		}
	}
	return false
}

// wordsNear gathers the words of the sentences that speak of somebody by name, a few
// before and more after it; what a preposition leads to after it is somebody else: X,
// adviser to the prime minister.
func (d *document) wordsNear(w *somebody) []near {
	words := []near{}
	for _, at := range w.places {
		p := d.para(at.para)
		add := func(k int) {
			if p.toks[k].kind == word && !p.quoted(k) {
				words = append(words, near{place{at.para, k}, p.word(k), d.rules.sameJob[p.word(k)]})
			}
		}
		for k := at.tok - 1; k >= 0 && k >= at.tok-8 && p.toks[k].kind != stop; k-- {
			add(k)
		}
		for k := at.tok; k < len(p.toks) && k < at.tok+16 && p.toks[k].kind != stop && p.toks[k].kind != quoteMark; k++ {
			if !p.ledTo(at.tok, k) {
				add(k)
			}
		}
	}
	return words
}

// ledTo says whether a preposition stands a little before token k, in the same part of the
// sentence, and after token from.
func (p *para) ledTo(from, k int) bool {
	for i := k - 1; i > from && i > k-4 && p.toks[i].kind == word; i-- {
		if t := p.toks[i]; t.is(preposition|ofWord) && !t.is(conjunction) {
			return true
		}
	}
	return false
}

// sameButEnding says whether two words have the same stem: coordina, coordinador.
func sameButEnding(a, b string) bool {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n >= 4 && n >= min(len(a), len(b))-2 && n >= max(len(a), len(b))-5
}

func sharesOne(a, b []int) bool {
	return slices.ContainsFunc(a, func(x int) bool { return slices.Contains(b, x) })
}

// hasNoun says whether words have a noun, in either number.
func hasNoun(words, noun string) bool {
	if words == "" || len(noun) < 3 {
		return false
	}
	noun = singular(noun)
	for rest := fold(words); rest != ""; {
		w := rest
		if i := strings.IndexFunc(rest, betweenWords); i >= 0 {
			_, n := utf8.DecodeRuneInString(rest[i:])
			w, rest = rest[:i], rest[i+n:]
		} else {
			rest = ""
		}
		if singular(w) == noun {
			return true
		}
	}
	return false
}

func betweenWords(c rune) bool { return isSpace(c) || c == '\'' || c == '’' }

// headsJob says whether a role is about a noun: it has it, and not as what somebody else
// is with whom it is held.
func (d *document) headsJob(role, noun string) bool {
	if !hasNoun(role, noun) {
		return false
	}
	before, _, found := strings.Cut(fold(role), singular(noun))
	return found && d.headsRole(before)
}

// singular takes the sign of the plural off a noun: the same noun gives the same, whatever
// else it takes off.
func singular(w string) string {
	w = strings.TrimSuffix(strings.TrimSuffix(w, "s"), "x")
	return strings.TrimSuffix(w, "e")
}

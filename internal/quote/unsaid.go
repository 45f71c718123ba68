package quote

import (
	"slices"
	"strings"
)

// unsaid finds who speaks where nothing at the quotation says so: whoever is
// interviewed, if it answers a question; else who is likeliest of those spoken of around it.
// Within a narrator's sentence, and after a colon, only who stands in the
// sentence can be meant; words that are written up somewhere are nobody's.
func (t *discourse) unsaid(u *utterance, after []step) *referent {
	d := t.d
	if t.answers(u) && u.style != dialogue {
		return &referent{who: t.answerer}
	}
	a := asked{situation: alone, at: place{u.first, 0}, said: u, after: after}
	p, s := &d.paras[u.first], d.headSpan(u)
	last, tail := &d.paras[u.last], d.tailSpan(u)
	a.at.tok = max(s.open, 0)
	switch {
	case !d.standsAlone(u):
		if !t.narrates(u) {
			return nil
		}
		lo, _ := d.sentenceStartAt(p, spanBefore(p, s.open), s.open)
		a.situation, a.since = withinWords, place{u.first, lo}
	case s.open > 0 && wordsBefore(p, s.open):
		a.situation = ledTo
	case tail.close+1 < len(last.toks) && wordsAfter(last, tail.close):
		a.situation = goesOn
	}
	if a.situation == ledTo && t.d.quotesAnother(p, s.open) {
		return nil
	}
	if a.situation == ledTo && p.toks[s.open-1].kind == colon && !t.colonLeads(&a, p, s.open) {
		return nil
	}
	if c := t.choose(a); c != nil && !(a.situation == alone && t.endsInList(u)) {
		return &c.referent
	}
	return nil
}

// quotesAnother says whether the sentence before a token says that somebody quotes
// somebody: whose words follow may be either's.
func (d *document) quotesAnother(p *para, open int) bool {
	lo, _ := d.sentenceStartAt(p, spanBefore(p, open), open-1)
	for k := lo + 1; k < open; k++ {
		if p.toks[k].kind == word && !p.quoted(k) && p.in(k, quotingVerb) && !p.toks[k-1].is(passive|definite|ofWord) {
			return true
		}
	}
	return false
}

// endsInList says whether the paragraph before ends with people of whom one is as near
// as the other: The boy, his brother and their parents.
func (t *discourse) endsInList(u *utterance) bool {
	for k := len(t.seen) - 1; k > 0 && k > len(t.seen)-lookBack && t.seen[k].at.para >= u.first-1; k-- {
		if r := &t.seen[k]; r.clause && r.who != nil && r.who.gender&they == 0 {
			return t.listed(k)
		}
	}
	return false
}

// colonLeads says whether the words that a colon ends may be somebody's way to speak: not if
// they tell what was done to somebody, or written somewhere. Only who stands in
// them can be meant, unless they are few and have no verb (Puis, plus bas : « … »), or
// a verb alone says who it is (Leyó sin levantar la vista: «…»).
func (t *discourse) colonLeads(a *asked, p *para, open int) bool {
	lo, _ := t.d.sentenceStartAt(p, spanBefore(p, open), open-1)
	if t.d.passiveIn(p, lo, open) {
		return false
	}
	since := place{p.number, lo}
	named := len(t.seen) > 0 && !t.seen[len(t.seen)-1].at.before(since)
	if (named || !t.d.rules.nullSubject) && (countWords(p.toks[lo:open]) > 4 || t.d.finiteIn(p, lo, open)) {
		a.since = since
	}
	return true
}

// narrates says whether words within a narrator's sentence may be somebody's, whatever
// its verb is: not where it says what was done to them, or what something is
// or is called.
func (t *discourse) narrates(u *utterance) bool {
	d := t.d
	p, s := &d.paras[u.first], d.headSpan(u)
	if s.open < 2 || d.countWords(u) < fewestWords+1 || !u.closed {
		return false
	}
	prev := p.toks[s.open-1]
	if prev.is(titleNoun|passive|role) || prev.kind == word && p.in(s.open-1, copula) || d.isOffence(p, s.open) || d.capitalised(u) {
		return false
	}
	lo, _ := d.sentenceStartAt(p, spanBefore(p, s.open), s.open)
	if d.passiveIn(p, lo, s.open) {
		return false
	}
	for k := max(lo, s.open-5); k < s.open; k++ {
		if p.toks[k].kind == word && (p.in(k, notWord) || p.word(k) == "which" || p.in(k, documentNoun) && !p.toks[k].is(cueFinite)) {
			return false // did not say “…”; a contract which promises “…”
		}
	}
	return true
}

// standsAlone says whether the utterance is sentences of its own and no part
// of a narrator's.
func (d *document) standsAlone(u *utterance) bool {
	p, s := &d.paras[u.first], d.headSpan(u)
	if s.open > 0 {
		switch p.toks[s.open-1].kind {
		case stop, colon:
		default:
			return false
		}
	}
	return len(u.pieces) > 0 && d.wholeSentence(u)
}

// spanBefore is the number of spans of p that open before a token.
func spanBefore(p *para, tok int) int {
	n := 0
	for n < len(p.spans) && p.spans[n].open < tok {
		n++
	}
	return n
}

// passiveIn says whether the words between two tokens tell what was done to
// somebody, or written somewhere.
func (d *document) passiveIn(p *para, lo, hi int) bool {
	for k := lo; k < hi; k++ {
		if p.toks[k].is(passive) && k+1 < hi && !p.toks[k+1].is(adverb) && !(k > 0 && p.toks[k-1].is(ofWord)) && !p.quoted(k) && k+1 < hi && !d.isRole(p, k+1) && endsIn(p.word(k+1), d.rules.participleEndings) {
			return true
		}
		if w := p.toks[k]; w.kind == word && !p.quoted(k) && (p.in(k, writtenUpWord) || d.rules.in(strings.TrimSuffix(p.word(k), "s"), writtenUpWord) || p.in(k, receivingVerb)) {
			return true
		}
	}
	return false
}

// listed says whether whoever was seen at k stands after a comma in a sentence that has
// begun with somebody else: one of a list.
func (t *discourse) listed(k int) bool {
	r := &t.seen[k]
	p := t.d.para(r.at.para)
	if k == 0 || r.at.tok < 1 || p.toks[r.at.tok-1].kind != comma {
		return false
	}
	o := &t.seen[k-1]
	if o.who == nil || o.who == r.who || !o.clause || o.at.para != r.at.para {
		return false
	}
	return !slices.ContainsFunc(p.toks[o.at.tok:r.at.tok], func(x token) bool { return x.kind == stop })
}

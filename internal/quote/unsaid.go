package quote

import (
	"slices"
	"sort"
	"strings"
)

// unsaid finds who speaks where nothing at the quotation says so: whoever the
// sentences before it in the paragraph are about; whom the sentence after it
// names, where the quotation comes first; whom the paragraph before is about,
// where the quotation fills its own. Words within a narrator's sentence, and
// words that are written up somewhere, are left without a speaker.
func (t *discourse) unsaid(u *utterance, after []step) *referent {
	d := t.d
	if u.style == dialogue {
		return nil
	}
	if !d.standsAlone(u) {
		return t.narrated(u)
	}
	p, s := &d.paras[u.first], d.headSpan(u)
	if s.open > 0 && wordsBefore(p, s.open) {
		return t.aboutBefore(p, u.first, s.open)
	}
	tail := d.tailSpan(u)
	last := &d.paras[u.last]
	if tail.close+1 < len(last.toks) && wordsAfter(last, tail.close) && u.first == u.last {
		return t.namedAfter(last, after, tail.close)
	}
	return t.aroundParagraph(u)
}

// narrated returns whom the narrator's sentence is about within which words
// stand, whatever its verb is: what it quotes is theirs, unless it says what
// was done to them, or what something is or is called.
func (t *discourse) narrated(u *utterance) *referent {
	d := t.d
	p, s := &d.paras[u.first], d.headSpan(u)
	if s.open < 2 || d.countWords(u) < fewestWords+1 || !u.closed {
		return nil
	}
	prev := p.toks[s.open-1]
	if prev.is(titleNoun|passive|role) || prev.kind == word && p.in(s.open-1, copula) || d.isOffence(p, s.open) || d.capitalised(u) {
		return nil
	}
	lo, _ := d.sentenceStartAt(p, spanBefore(p, s.open), s.open)
	if d.passiveIn(p, lo, s.open) {
		return nil
	}
	for k := max(lo, s.open-5); k < s.open; k++ {
		if p.toks[k].kind == word && (p.in(k, notWord) || p.word(k) == "which" || p.in(k, documentNoun) && !p.toks[k].is(cueFinite)) {
			return nil // did not say “…”; a contract which promises “…”
		}
	}
	if r := t.reportedBy(p, lo, s.open); d.rules.capitalNouns && r != nil {
		return r
	}
	var first *referent
	for k := len(t.seen) - 1; k >= 0 && k > len(t.seen)-lookBack && t.seen[k].at.para == u.first; k-- {
		if r := &t.seen[k]; r.at.tok >= lo && r.at.tok < s.open && r.clause && s.open-r.at.tok < reach {
			first = r
		}
	}
	return first
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

// aboutBefore returns whom the sentence before token open is about, or else
// the one before that; after a colon only the sentence that leads to it.
func (t *discourse) aboutBefore(p *para, para, open int) *referent {
	lo := 0
	if p.toks[open-1].kind == colon {
		lo, _ = t.d.sentenceStartAt(p, spanBefore(p, open), open-1)
		if t.d.passiveIn(p, lo, open) {
			return nil
		}
		if countWords(p.toks[lo:open]) <= 4 && !t.d.finiteIn(p, lo, open) { // Puis, plus bas : « … »
			lo = 0
		}
	}
	for k := len(t.seen) - 1; k >= 0 && k > len(t.seen)-lookBack && t.seen[k].at.para == para; k-- {
		r := &t.seen[k]
		if r.at.tok < open && r.at.tok >= lo && r.clause && r.one() {
			return r
		}
	}
	return nil
}

// one says whether a referent is one person.
func (r *referent) one() bool {
	return r.who != nil && (r.who.gender&they == 0 || !r.who.described) && (r.solid || severalWords(r.who.name))
}

// spanBefore is the number of spans of p that open before a token.
func spanBefore(p *para, tok int) int {
	return sort.Search(len(p.spans), func(n int) bool { return p.spans[n].open >= tok })
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

// namedAfter returns whom the sentence right after a quotation begins with, or
// thanks for it: «…» C'est par ces mots que Me X a clos la conférence.
func (t *discourse) namedAfter(p *para, after []step, closing int) *referent {
	if p.toks[closing+1].kind == stop && closing+2 < len(p.toks) {
		closing++
	}
	if p.toks[closing+1].kind == comma || !p.toks[closing+1].capital {
		return nil
	}
	for _, s := range after {
		if s.said != nil {
			return nil
		}
		if s.tok <= closing || s.mention == nil || s.mention.who == nil {
			continue
		}
		for k := closing + 1; k < s.tok; k++ {
			if p.toks[k].kind == stop {
				return nil
			}
		}
		m := s.mention
		if m.subject || m.solid {
			return &referent{who: m.who, at: place{m.para, m.at}, clause: true, solid: true}
		}
	}
	return nil
}

// aroundParagraph returns whom the paragraph before a quotation that fills its
// own is about, or whom the one after it begins with.
func (t *discourse) aroundParagraph(u *utterance) *referent {
	d := t.d
	before := u.first - 1
	for before >= 0 && d.paras[before].blank() {
		before--
	}
	if before >= 0 && !d.paras[before].heading && !d.fullOfQuotation(before) {
		for k := len(t.seen) - 1; k >= 0 && k > len(t.seen)-lookBack && t.seen[k].at.para >= before; k-- {
			r := &t.seen[k]
			if r.at.para == before && r.clause && r.one() {
				if t.listed(k) {
					return nil // The boy, his brother and their parents
				}
				return r
			}
		}
	}
	if before >= 0 && !d.paras[before].heading && u.first > 1 {
		return nil
	}
	ms := d.people.mentions
	for k := sort.Search(len(ms), func(k int) bool { return ms[k].para > u.last }); k < len(ms) && ms[k].para == u.last+1; k++ {
		m := ms[k]
		if m.who != nil && (m.subject || m.solid || severalWords(m.who.name)) {
			return &referent{who: m.who, at: place{m.para, m.at}, clause: true, solid: true}
		}
	}
	return nil
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

// fullOfQuotation says whether a paragraph begins with a quotation.
func (d *document) fullOfQuotation(i int) bool {
	p := &d.paras[i]
	return len(p.spans) > 0 && p.spans[0].open <= 0
}

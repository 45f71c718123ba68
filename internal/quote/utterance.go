package quote

import (
	"strings"
	"unicode/utf8"
)

// utterance is one quotation while its attribution is sought.
type utterance struct {
	style       style
	pieces      []piece  // in text order; several in a paragraph when interrupted
	piece       [1]piece // where the first of them is kept: most have no other
	first, last int      // paragraphs
	head, tail  int      // its first span in the first, its last span in the last
	orphan      int      // the paragraph that closes it without opening; -1 none, 0 not looked for
	closed      bool
	merged      bool         // its pieces belong to the utterance before
	partial     bool         // stands within a narrator's sentence
	att         *attribution // nil when nobody is said to speak
	who         *somebody    // nil for an organisation, and for nobody
	speaker     string
	job         job
	how         string // Explicit, Resolved or None
}

// piece is a stretch of an utterance's words: bytes of a paragraph, within one
// of its spans.
type piece struct{ para, span, from, to int }

func (d *document) headSpan(u *utterance) *span { return &d.paras[u.first].spans[u.head] }
func (d *document) tailSpan(u *utterance) *span { return &d.paras[u.last].spans[u.tail] }

// readIncises takes the attributions out of the utterance's own marks:
// « A, a déclaré X, B ». Only the first names the speaker; later ones count
// when they are pronouns in inversion (a-t-elle ajouté).
func (d *document) readIncises(u *utterance) {
	pieces := d.pieces[:0]
	for _, pc := range u.pieces {
		p := &d.paras[pc.para]
		open, end := p.spans[pc.span].open+1, p.spans[pc.span].close
		from := pc.from
		for c := open; c < end; c++ {
			k := p.toks[c].kind
			if k != comma && k != dash && k != stop || c+1 >= end {
				continue
			}
			a, next, ok := d.incise(p, pc.para, c, end)
			if !ok || u.att != nil && a.subject.kind != pronoun {
				continue
			}
			if u.att == nil {
				u.att = a
			}
			cut := int(p.toks[c].start)
			if k == stop {
				cut = int(p.toks[c].end)
			}
			pieces = append(pieces, piece{para: pc.para, span: pc.span, from: from, to: cut})
			from, c = pc.to, next
			if next < end {
				from = int(p.toks[next].end)
			}
		}
		pieces = append(pieces, piece{para: pc.para, span: pc.span, from: from, to: pc.to})
	}
	u.pieces = append(u.pieces[:0], pieces...)
	d.pieces = pieces
}

// incise reads an attribution between the sign c and the next comma, dash or
// full stop, which it returns.
func (d *document) incise(p *para, para, c, end int) (*attribution, int, bool) {
	sign := p.toks[c].kind
	if sign == stop && p.text[p.toks[c].start] == '.' {
		return nil, 0, false
	}
	v := d.verbAt(p, c+1)
	if !v.ok() || v.nonfinite || v.to > end {
		return nil, 0, false
	}
	lim := min(end, c+reach)
	s, ok := d.verbSubject(p, v, lim)
	if !ok || s.kind == description && !d.hasRole(p, s) || s.kind == pronoun && !v.inverted && sign != dash {
		return nil, 0, false
	}
	if s.kind == pronoun && s.gender&they != 0 {
		return nil, 0, false
	}
	next := max(s.to, v.to)
	for next < lim && next < s.to+12 && p.toks[next].kind == word {
		next++
	}
	if next < end {
		switch k := p.toks[next].kind; {
		case sign == dash && k != dash && k != comma:
			return nil, 0, false
		case k != comma && k != stop && k != dash:
			return nil, 0, false
		}
	}
	return &attribution{cue: p.slice(v.from, v.to), subject: s, para: para, from: c, to: next}, next, true
}

func (d *document) hasRole(p *para, s subject) bool {
	for k := s.from; k < s.to; k++ {
		if p.toks[k].is(role) {
			return true
		}
	}
	return false
}

// signature reads a line below a quotation that says whose it is: "— X,
// director of Y", in its paragraph or in the next.
func (d *document) signature(u *utterance) *attribution {
	p := &d.paras[u.last]
	i, para := d.tailSpan(u).close+1, u.last
	if i >= len(p.toks) {
		if para++; para >= len(d.paras) {
			return nil
		}
		first, _ := utf8.DecodeRuneInString(strings.TrimSpace(d.paras[para].text))
		if signKind(first) != dash {
			return nil
		}
		p, i = d.para(para), 0
	}
	if p.heading || i+1 >= len(p.toks) || p.toks[i].kind != dash {
		return nil
	}
	end := clauseEnd(p, i+1, len(p.toks))
	s, ok := d.subjectWithJob(p, i+1, end)
	if !ok || s.kind == pronoun || s.kind == description && s.to != end {
		return nil
	}
	if s.to != end && s.job.empty() || end < len(p.toks)-1 {
		return nil
	}
	return &attribution{subject: s, para: para, from: i, to: end}
}

// mergeInterrupted joins two quotations of a paragraph when nothing but the
// attribution of the first stands between them.
func (d *document) mergeInterrupted() {
	for i := range d.paras {
		p := &d.paras[i]
		for k := 1; k < len(p.spans); k++ {
			a, b := &p.spans[k-1], &p.spans[k]
			if a.u == b.u || !d.onlyAttribution(p, a, b) {
				continue
			}
			u := a.u
			u.pieces = append(u.pieces, b.u.pieces...)
			u.last, u.tail, u.closed = b.u.last, b.u.tail, b.u.closed
			b.u.merged = true
			d.replace(b.u, u)
		}
	}
}

// replace makes the spans of old those of u.
func (d *document) replace(old, u *utterance) {
	for _, pc := range old.pieces {
		d.paras[pc.para].spans[pc.span].u = u
	}
}

// onlyAttribution says whether the words between two spans are one sentence
// that attributes the first, and the second is not someone else's.
func (d *document) onlyAttribution(p *para, a, b *span) bool {
	if a.after == nil || b.open < 0 {
		return false
	}
	last := b.open - 1
	switch p.toks[last].kind {
	case stop, comma, colon, semicolon, dash:
	default:
		return false
	}
	for t := a.close + 1; t < last; t++ {
		if k := p.toks[t].kind; k == stop || k == semicolon || k == colon {
			return false
		}
		if t >= a.after.to && d.verbAt(p, t).ok() {
			return false
		}
	}
	// With an attribution of its own, the second is a second utterance.
	return b.after == nil && (b.before == nil || b.before.from < a.after.to)
}

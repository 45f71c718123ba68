package quote

// attribution is what a sentence says of who speaks: the cue as written, the
// subject, and the tokens of a paragraph that say so.
type attribution struct {
	cue      string
	subject  subject
	para     int
	from, to int
	strong   bool // a colon leads from it to the quotation
	bySource bool // selon X, according to X
}

// attributeAll looks for the attribution of every utterance: after it, before
// it, at the end of the paragraph before, inside it, and on a line of its own
// below it.
func (d *document) attributeAll() {
	for i := range d.paras {
		p := &d.paras[i]
		for k := range p.spans {
			s := &p.spans[k]
			right := len(p.toks)
			next := k + 1
			for d.rules.bareNouns && next < len(p.spans) && p.partOfOrg(p.spans[next].open) {
				next++ // сказал директор центра «Щит» X
			}
			if next < len(p.spans) {
				right = p.spans[next].open
			}
			if s.u.last == i && s.close < len(p.toks) && !(d.rules.bareNouns && p.partOfOrg(s.open)) {
				s.after = d.after(i, s, right)
				s.u.offer(s.after)
			}
			if s.u.first == i {
				s.before = d.before(i, k)
				s.u.offer(s.before)
			}
		}
	}
	for _, u := range d.utterances {
		if u.att == nil || u.style == dialogue {
			d.readIncises(u)
		}
		if u.att == nil && u.closed {
			u.offer(d.commented(u))
		}
		if u.att == nil && u.closed {
			u.offer(d.signature(u))
		}
	}
}

// offer keeps the better of two attributions: what follows the quotation
// directly, unless a name with a colon led to it.
func (u *utterance) offer(a *attribution) {
	if a == nil {
		return
	}
	if u.att == nil || a.strong && (u.att.bySource || u.att.subject.kind == pronoun) {
		u.att = a
	}
}

// after reads the attribution that begins after the closing mark of s.
func (d *document) after(para int, s *span, right int) *attribution {
	p := &d.paras[para]
	i := s.close + 1
	if i >= right {
		return nil
	}
	if a := d.inBrackets(p, para, i, right); a != nil {
		return a
	}
	separated := false
	switch p.toks[i].kind {
	case comma, dash:
		separated = true
		i++
	case stop:
		if p.text[p.toks[i].start] == '.' && !(d.rules.verbFirst && i+1 < right && p.in(i+1, soWord)) {
			return nil
		}
		i++
	}
	if d.rules.dashIncise && i < right && p.toks[i].kind == dash { // «A», — сказал X
		separated = true
		i++
	}
	end := clauseEnd(p, i, right)
	found := func(s subject, cue string, to int, bySource bool) *attribution {
		return &attribution{para: para, from: i, to: to, subject: s, cue: cue, bySource: bySource}
	}
	if d.rules.capitalNouns && !separated {
		lo, _ := d.sentenceStartAt(p, spanBefore(p, s.open), s.open)
		if subj, ok := d.closedBy(p, i, lo, s.open); ok {
			return &attribution{para: para, from: i, to: i + 1, subject: subj, cue: p.slice(i, i+1)}
		}
		if c := plainWords(p, i, min(end, i+8)); c > i && c+1 < end && p.toks[c].kind == comma {
			if v := d.verbAt(p, c+1); v.ok() && !v.nonfinite && v.to < end { // „…“ behandelt, erzählt X
				if subj, ok := d.verbSubject(p, v, end); ok && subj.from <= v.to+1 {
					return found(subj, p.slice(v.from, v.to), max(subj.to, v.to), false)
				}
			}
		}
	}
	j := i
	for j < end && j < i+3 && p.toks[j].kind == word && d.leadsIn(p, j) {
		j++
	}
	if j >= end {
		return nil
	}
	fresh := !separated && p.toks[j].capital // a new sentence
	if n, ok := d.sourceAt(p, j); ok && n < end && !fresh && !(n == j+1 && p.in(j, startSource)) {
		if subj, ok := d.sourceSubject(p, n, end); ok {
			return found(subj, p.slice(j, n), subj.to, true)
		}
	}
	if s, to, ok := d.inWords(p, j, end); ok && separated {
		return found(s, p.slice(j, to), max(to, s.to), true)
	}
	if s, to, ok := d.readIn(p, j, end); ok {
		return found(s, p.slice(j, to), s.to, false)
	}
	loose := separated || s.asks(p)
	if n := d.infinitiveCue(p, j, end); n > 0 && loose && !fresh { // quiso saber X
		v := verb{from: j, to: n}
		if s, ok := d.verbSubject(p, v, end); ok {
			return found(s, p.slice(j, n), max(s.to, n), false)
		}
	}
	if v := d.cueAt(p, j, loose); v.ok() && !v.nonfinite && v.to <= end && !fresh {
		if !separated && (d.rules.capitalNouns || d.rules.bareNouns) && leadsOut(p, end, right) {
			return nil // Zum «…» schreibt X: «…»
		}
		if subj, ok := d.verbSubject(p, v, end); ok {
			return found(subj, p.slice(v.from, v.to), max(subj.to, v.to), false)
		}
		if subj, ok := d.unknownSubject(p, v, end); ok && d.rules.verbFirst {
			if subj.kind == nobody {
				return nil
			}
			return found(subj, p.slice(v.from, v.to), subj.to, false)
		}
		if s, ok := d.nullSubject(p, v, end); ok && (separated || d.verbAt(p, j).ok()) {
			return found(s, p.slice(v.from, v.to), v.to, false)
		}
		if d.verbAt(p, j).ok() {
			return nil
		}
	}
	subj, v, ok := d.subjectVerb(p, j, end, loose)
	if ok && end == right && right < len(p.toks) && (separated || v.to < right) && nothingButWords(p, v.to, right) {
		return nil // what the verb leads to is the next quotation
	}
	if ok && (separated || !s.endsSentence(p) || subj.kind == pronoun && !p.toks[j].capital || d.endsClause(p, v.to, end)) &&
		(separated || end >= len(p.toks) || !leadsOut(p, end, right)) {
		return found(subj, p.slice(v.from, v.to), v.to, false)
	}
	return nil
}

// inBrackets reads a source in brackets right after a quotation: «…» (comunicado
// del comité de huelga, 4 de mayo).
func (d *document) inBrackets(p *para, para, i, right int) *attribution {
	if p.toks[i].kind != parenOpen {
		return nil
	}
	end := i + 1
	for end < right && end < i+20 && p.toks[end].kind != parenClose {
		end++
	}
	if end >= right || p.toks[end].kind != parenClose {
		return nil
	}
	s, ok := d.subjectWithJob(p, i+1, end)
	if ok && (s.kind == person && severalWords(s.name) || s.kind == organization) {
		return &attribution{para: para, from: i, to: end + 1, subject: s}
	}
	for c := i + 1; c < end && c < i+4; c++ {
		if p.toks[c].kind == word && p.in(c, documentNoun) {
			s := subject{kind: description, name: p.slice(i+1, end), written: p.slice(i+1, end), from: i + 1, to: end}
			return &attribution{para: para, from: i, to: end + 1, subject: s}
		}
	}
	return nil
}

// readIn reads whose text the words stand in: «…», lit-on dans le rapport de X;
// peut-on lire dans l'ordonnance du juge Y.
func (d *document) readIn(p *para, j, end int) (subject, int, bool) {
	k := j
	for k < end && k < j+4 && p.toks[k].kind == word && !p.in(k, readingVerb) {
		k++
	}
	if k >= end || k >= j+4 || p.toks[k].kind != word || p.toks[k].capital {
		return subject{}, 0, false
	}
	for c := k + 1; c < end && c < k+25; c++ {
		if p.toks[c].kind != word && p.toks[c].kind != comma {
			break
		}
		if m := p.orgAt(c); m != nil && d.rules.bareNouns {
			return subject{kind: organization, name: m.org.name, written: p.slice(m.from, m.to), from: m.from, to: m.to}, k + 1, true
		}
		if !p.toks[c-1].is(ofWord) && !p.in(c-1, byWord) && !p.in(c-1, signingVerb) || p.toks[c-1].kind != word {
			continue
		}
		if s, ok := d.parseSubject(p, c, end); ok && (s.kind == person && (severalWords(s.name) || d.known(s.name)) || s.kind == organization) {
			return s, k + 1, true
		}
	}
	if d.rules.capitalNouns { // heißt es darin
		return subject{kind: pronoun, from: j, to: k + 1}, k + 1, true
	}
	return subject{kind: pronoun, gender: they, from: j, to: k + 1}, k + 1, true
}

// leadsIn says whether token j may stand before an attribution: comme l'a
// déclaré X, then said X.
func (d *document) leadsIn(p *para, j int) bool {
	t := p.toks[j]
	if t.capital || t.is(he|she) || d.verbAt(p, j).ok() {
		return false
	}
	if _, ok := d.sourceAt(p, j); ok {
		return false
	}
	return comparing(p, j) || p.in(j, soWord) || t.is(adverb) && !t.is(definite|indefinite)
}

// comparing says whether token i is the "as" of "as X says".
func comparing(p *para, i int) bool {
	return p.toks[i].kind == word && p.in(i, asWord)
}

// leadsOut says whether the clause that ends at end leads on to the quotation
// that opens at right.
func leadsOut(p *para, end, right int) bool {
	if end < right && p.toks[end].kind == stop {
		return false // the sentence is over
	}
	for k := end; k < right; k++ {
		if p.toks[k].kind == colon {
			return true
		}
	}
	return right > 0 && right < len(p.toks) && p.toks[right-1].kind == colon
}

// endsClause says whether little stands between the verb and the full stop, as
// in «“A.” Marie Dupont said.»
func (d *document) endsClause(p *para, from, end int) bool {
	return end-from <= 4 && (end >= len(p.toks) || p.toks[end].kind == stop)
}

// endsSentence says whether the quotation's own last sign is a full stop.
func (s *span) endsSentence(p *para) bool {
	return s.close > 0 && p.toks[s.close-1].kind == stop && p.text[p.toks[s.close-1].start] == '.'
}

// asks says whether the quotation's own last sign shows that the sentence goes
// on after it: “Why?” he said; “No,” she said.
func (s *span) asks(p *para) bool {
	if s.close <= 0 {
		return false
	}
	t := p.toks[s.close-1]
	return t.kind == comma || t.kind == stop && p.text[t.start] != '.'
}

// clauseEnd returns the first token from i on that ends a clause.
func clauseEnd(p *para, i, lim int) int {
	for k := i; k < lim; k++ {
		switch p.toks[k].kind {
		case stop, semicolon, colon, parenClose:
			return k
		}
		if k > i+2*reach {
			return k
		}
	}
	return lim
}

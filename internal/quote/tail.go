package quote

// tail is what stands between the closing mark of a quotation and the next one, or
// the paragraph's end: tokens i to end are its first clause, and at j it begins
// without the small words before an attribution.
type tail struct {
	d         *document
	p         *para
	para      int
	s         *span
	i, j, end int
	right     int
	separated bool // a comma or a dash stands after the mark
	fresh     bool // a new sentence begins
	loose     bool // nothing but an attribution can stand here
}

// after reads the attribution that begins after the closing mark of s.
func (d *document) after(para int, s *span, right int) *attribution {
	t := &tail{d: d, p: &d.paras[para], para: para, s: s, i: s.close + 1, right: right}
	if t.i >= right {
		return nil
	}
	if a := d.inBrackets(t.p, para, t.i, right); a != nil {
		return a
	}
	switch sign := t.p.toks[t.i]; sign.kind {
	case comma, dash:
		t.separated = true
		t.i++
	case stop:
		if t.p.text[sign.start] == '.' {
			return nil
		}
		t.i++
	}
	if d.rules.dashIncise && t.i < right && t.p.toks[t.i].kind == dash { // «A», — сказал X
		t.separated = true
		t.i++
	}
	t.end = clauseEnd(t.p, t.i, right)
	t.j = t.i
	for t.j < t.end && t.j < t.i+3 && t.p.toks[t.j].kind == word && d.leadsIn(t.p, t.j) {
		t.j++
	}
	if t.j >= t.end {
		return nil
	}
	if t.unreal() {
		return t.found(subject{kind: pronoun, gender: they, from: t.j, to: t.j + 1}, t.j, t.j)
	}
	t.fresh = !t.separated && t.p.toks[t.j].capital
	t.loose = t.separated || s.asks(t.p)
	if a := t.source(); a != nil {
		return a
	}
	if a := t.verbLast(); a != nil {
		return a
	}
	if a, over := t.verbFirst(); over {
		return a
	}
	return t.subjectFirst()
}

// unreal says whether what follows says that somebody could have said so, and did not:
// pourrait commenter le Président.
func (t *tail) unreal() bool {
	k := t.j
	if s, ok := t.d.parseSubject(t.p, k, t.end); ok && s.kind != pronoun {
		k = s.to
	}
	return k+1 < t.end && t.p.toks[k].kind == word && t.p.in(k, irrealVerb) && t.p.toks[k+1].kind == word
}

// found makes the attribution to a subject whose cue is from one token to before
// another.
func (t *tail) found(s subject, from, to int) *attribution {
	return &attribution{para: t.para, from: t.i, to: max(s.to, to), subject: s, cue: t.p.slice(from, to)}
}

// source reads whose words they are where no verb of saying says so: selon X; par X;
// in X’s words; lit-on dans le rapport de X.
func (t *tail) source() *attribution {
	d, p, j := t.d, t.p, t.j
	bySource := func(a *attribution) *attribution {
		a.bySource = true
		return a
	}
	if n, ok := d.sourceAt(p, j); ok && n < t.end && !t.fresh && !(n == j+1 && p.in(j, startSource)) {
		if s, ok := d.sourceSubject(p, n, t.end); ok {
			return bySource(t.found(s, j, n))
		}
	}
	if p.in(j, byWord) && d.calledBefore(p, t.s.open) {
		if s, ok := d.subjectWithJob(p, j+1, t.end); ok && d.surely(p, s) {
			return t.found(s, j, j+1)
		}
	}
	if s, to, ok := d.inWords(p, j, t.end); ok && t.loose {
		return bySource(t.found(s, j, to))
	}
	if s, to, ok := d.readIn(p, j, t.end); ok {
		return t.found(s, j, to)
	}
	return nil
}

// verbFirst reads a verb and the subject after it, or none where the language needs
// none. over says that nothing else is to be looked for.
func (t *tail) verbFirst() (a *attribution, over bool) {
	d, p := t.d, t.p
	if t.fresh {
		return nil, false
	}
	if n := d.infinitiveCue(p, t.j, t.end); n > 0 && t.loose { // quiso saber X
		if s, ok := d.verbSubject(p, verb{from: t.j, to: n}, t.end); ok {
			return t.found(s, t.j, n), true
		}
	}
	v := d.cueAt(p, t.j, t.loose)
	if !v.ok() || v.nonfinite || v.to > t.end {
		return nil, false
	}
	if !t.separated && (d.rules.capitalNouns || d.rules.bareNouns) && leadsOut(p, t.end, t.right) {
		return nil, true // Zum «…» schreibt X: «…»
	}
	if s, ok := d.verbSubject(p, v, t.end); ok {
		return t.found(s, v.from, v.to), true
	}
	if s, ok := d.unknownSubject(p, v, t.end); ok && d.rules.verbFirst {
		if s.kind == nobody {
			return nil, true
		}
		return t.found(s, v.from, v.to), true
	}
	if s, ok := d.nullSubject(p, v, t.end); ok && (t.separated && t.s.beginsSentence(p) || d.cueKnown(p, t.j)) {
		return t.found(s, v.from, v.to), true
	}
	said := d.verbAt(p, t.j).ok()
	if said && d.rules.cautious {
		return t.found(subject{from: v.from, to: v.to}, v.from, v.to), true // somebody whom no list knows
	}
	return nil, said
}

// subjectFirst reads a subject and the verb after it.
func (t *tail) subjectFirst() *attribution {
	d, p := t.d, t.p
	s, v, ok := d.subjectVerb(p, t.j, t.end, t.loose)
	switch {
	case !ok:
		return nil
	case t.end == t.right && t.right < len(p.toks) && (t.separated || v.to < t.right) && nothingButWords(p, v.to, t.right):
		return nil // what the verb leads to is the next quotation
	case t.separated:
	case t.s.endsSentence(p) && !(s.kind == pronoun && !p.toks[t.j].capital) && !d.endsClause(p, v.to, t.end):
		return nil
	case t.end < len(p.toks) && leadsOut(p, t.end, t.right):
		return nil
	}
	return &attribution{para: t.para, from: t.i, to: v.to, subject: s, cue: p.slice(v.from, v.to)}
}

// calledBefore says whether a participle of calling leads to what opens at a token:
// called “…” by X, qualifié de « … » par X.
func (d *document) calledBefore(p *para, open int) bool {
	for k := open - 1; k >= 0 && k > open-4 && p.toks[k].kind == word; k-- {
		if p.in(k, callingVerb) || p.toks[k].is(cueParticiple) {
			return true
		}
	}
	return false
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
		if p.in(c-1, inWord) && p.toks[c].capital {
			if s, ok := d.parseSubject(p, c, end); ok && s.kind != pronoun && s.kind != shortOrg { // peut-on lire dans Le Courrier
				return s, k + 1, true
			}
		}
		if !p.toks[c-1].is(ofWord) && !p.in(c-1, byWord) && !p.in(c-1, signingVerb) || p.toks[c-1].kind != word {
			continue
		}
		if s, ok := d.parseSubject(p, c, end); ok && (s.kind == person && (severalWords(s.name) || d.known(s.name)) || s.kind == organization) {
			return s, k + 1, true
		}
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
	if t.is(clitic) && !t.is(adverb) && p.toks[j-1].kind == quoteMark && j+1 < len(p.toks) && d.verbAt(p, j+1).ok() {
		return true // nos dijo X
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

// beginsSentence says whether nothing of a narrator's sentence stands before the
// quotation.
func (s *span) beginsSentence(p *para) bool {
	return s.open <= 0 || p.toks[s.open-1].kind == stop || p.toks[s.open-1].kind == quoteMark
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

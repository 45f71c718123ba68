package quote

import (
	"iter"
	"slices"
)

// institution is an organisation that the release names. name is its fullest
// form as written, words are that form's words without the small ones, kinds
// what it is said to be (the network Border Lanterns).
type institution struct {
	name    string
	words   []string
	kinds   []string
	state   bool // a court, a ministry: nobody calls it "the organisation"
	gender  flag
	subject bool // name is as a clause's subject has it
	// clauses is how many clauses are about it.
	clauses int
}

// institutions are the organisations of a release by name, short name and word.
type institutions struct {
	list   []*institution
	byName map[string]*institution
	byWord map[string][]*institution
	first  map[string]int // first words of names, and how many words one that begins so may have
	// initials leads an abbreviation to the organisation that it abbreviates, or to
	// nil where it may be two; made when it is first asked for.
	initials map[string]*institution
}

// orgMention is where an organisation is named, or meant by a noun (the group).
type orgMention struct {
	from, to int // tokens, without the article
	org      *institution
	generic  bool
	subject  bool // a clause is about it
}

// readInstitutions registers the organisations of the release and then marks
// every mention of them.
func (d *document) readInstitutions() {
	d.orgs = &institutions{byName: map[string]*institution{}, byWord: map[string][]*institution{}, first: map[string]int{}}
	if d.rules.placedNames {
		d.placeNames()
	}
	var weak []orgMention // capitals that only whose they are makes an organisation
	var weakParas []int
	for p := range d.forNames() {
		for k := 0; k < len(p.toks); k++ {
			if d.rules.bareNouns {
				if end := d.bareInstitution(p, k); end > 0 {
					d.register(p, k, end)
					k = end - 1
				}
				continue
			}
			if from, to := d.ownedRun(p, k); to > 0 {
				weak, weakParas = append(weak, orgMention{from: from, to: to}), append(weakParas, p.number)
			}
			if end := d.institutionAt(p, k); end > 0 {
				d.register(p, k, end)
				k = end - 1
			}
		}
	}
	for n, m := range weak {
		p := &d.paras[weakParas[n]]
		if !d.surnameRecurs(p.slice(m.to-1, m.to)) {
			d.register(p, m.from, m.to)
		}
	}
	if para, from, to := d.presupposed(); to > 0 {
		d.register(&d.paras[para], from, to)
	}
	d.orgs.joinForms(d.rules)
	for p := range d.cutProse() {
		d.markMentions(p)
	}
}

// mayMatter says whether paragraph i is read for names: it has some, or it
// stands beside a quotation.
func (d *document) mayMatter(i int) bool {
	p := &d.paras[i]
	return !p.heading && (p.cut || mayName(p.text) || d.nearQuotation(i))
}

// forNames yields the paragraphs that are read for names, cut into tokens.
func (d *document) forNames() iter.Seq[*para] {
	return func(yield func(*para) bool) {
		for i := range d.paras {
			if d.mayMatter(i) && !yield(d.para(i)) {
				return
			}
		}
	}
}

// cutProse yields the paragraphs that have been cut into tokens, but for headings.
func (d *document) cutProse() iter.Seq[*para] {
	return func(yield func(*para) bool) {
		for i := range d.paras {
			if p := &d.paras[i]; p.cut && !p.heading && !yield(p) {
				return
			}
		}
	}
}

// register adds the organisation that the tokens name, and the abbreviation
// in brackets after it.
func (d *document) register(p *para, from, to int) {
	last := p.slice(to-1, to)
	if to > from+3 && acronym(last) && len(last) > 3 && !acronym(p.slice(to-2, to-1)) && !p.toks[to-2].is(definite|ofWord) {
		to-- // la Asociación de Defensa del Río ADR
	} else {
		last = ""
	}
	name := p.slice(from, to)
	if d.rules.placedNames {
		name = d.rules.unprefixed(name, p.word(from))
	}
	o := d.orgs.add(d.rules, name)
	if d.rules.caseEndings != nil && !o.subject && d.clauseSubject(p, from, to) {
		o.name, o.subject = p.slice(from, to), true // the nominative
	}
	if last != "" {
		d.orgs.alias(d.rules, last, o)
	}
	for k := from + 1; k+1 < to; k++ { // conseil de fondation de l’université de Y
		if d.rules.lowOrgNames && p.toks[k].is(lowOrg) && !p.toks[k].capital && p.toks[k-1].is(definite|ofWord) && p.toks[to-1].capital && d.commonInstitution(p, k) == to {
			d.orgs.add(d.rules, p.slice(k, to))
			break
		}
	}
	if h := p.nounBeforeComma(from); h > 0 && d.definiteBefore(p, h) {
		o.kinds = append(o.kinds, p.word(h)) // la empresa, X
	}
	if k := kindBefore(p, from); k != "" && !slices.Contains(o.kinds, k) {
		o.kinds = append(o.kinds, k)
		o.gender |= p.toks[from-1].flags & (feminine | masculine)
		if from > 1 && p.word(from-1) == k { // la plateforme X
			o.gender |= p.toks[from-2].flags & (feminine | masculine)
		}
	}
	if from > 0 {
		o.gender |= p.toks[from-1].flags & (feminine | masculine)
	}
	o.gender |= p.toks[from].flags & (feminine | masculine)
	if to+2 < len(p.toks) && p.toks[to].kind == parenOpen && p.toks[to+2].kind == parenClose && shortForm(p.slice(to+1, to+2)) {
		d.orgs.alias(d.rules, p.slice(to+1, to+2), o)
	}
	if to+2 < len(p.toks) && p.toks[to].kind == comma && p.toks[to+2].kind == comma && to > from+1 && acronym(p.slice(to+1, to+2)) {
		d.orgs.alias(d.rules, p.slice(to+1, to+2), o) // la Confederación Sindical, CS,
	}
	if to+1 < len(p.toks) && p.toks[to].kind == comma {
		for k := to + 1; k < to+4 && k < len(p.toks); k++ {
			if p.toks[k].is(orgNoun) {
				o.kinds = append(o.kinds, p.word(k))
			}
		}
	}
}

// shortForm recognises an abbreviation in brackets: capitals, most of it.
func shortForm(w string) bool {
	upper, n := 0, 0
	for _, c := range w {
		if c >= 'A' && c <= 'Z' {
			upper++
		}
		n++
	}
	return upper >= 2 && n <= 10 && upper*2 > n
}

// kindBefore is the common noun before a name, right before it or with its
// adjective or complement between: l'association Cap Solidaire, la agencia de
// noticias Faro.
func kindBefore(p *para, from int) string {
	for k := from - 1; k >= 0 && k > from-5; k-- {
		t := p.toks[k]
		if t.kind != word || t.capital && !(t.is(orgNoun) && (acronym(p.slice(k, k+1)) || k == from-1 && p.lexer.rules.kindOfMany(p.word(k)))) {
			break
		}
		if t.is(orgNoun) {
			return p.word(k)
		}
		if t.is(ofWord) && !t.is(definite) && k < from-1 || t.is(definite) && k == from-1 && k > 0 && p.in(k-1, plainOf) {
			continue // la congregación de las Hermanas de Y
		}
		if t.is(role) && !(k > 0 && p.toks[k-1].is(ofWord) && plural(p.word(k))) || t.flags&^(private|role|feminine|masculine|lowOrg) != 0 || endsIn(p.word(k), p.lexer.rules.tensed) {
			break
		}
	}
	return ""
}

// longestInitials is how many words an abbreviation may stand for.
const longestInitials = 10

// surnameRecurs says whether the last word of a name stands alone somewhere in
// the release, as a person's does: then the name is no organisation's.
func (d *document) surnameRecurs(last string) bool {
	if d.lone == nil {
		d.lone = map[string]bool{}
		for p := range d.forNames() {
			p.loneNames(d.lone)
		}
	}
	return d.lone[last]
}

// loneNames adds the words with a capital that no other capital stands beside.
func (p *para) loneNames(lone map[string]bool) {
	for k, t := range p.toks {
		if k > 1 && !p.toks[k-1].capital && p.toks[k-1].is(particle) && p.toks[k-2].capital {
			continue // Casa del Alba
		}
		if t.capital && (k == 0 || !p.toks[k-1].capital || p.toks[k-1].is(notName)) && (k+1 == len(p.toks) || !p.toks[k+1].capital) {
			lone[p.text[t.start:t.end]] = true
		}
	}
}

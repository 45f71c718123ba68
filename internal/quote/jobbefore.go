package quote

import "strings"

// jobBefore reads a role that stands before the name at k: la directrice
// régionale X; the Centre’s director, X; Commissioner X. It returns the token
// where the phrase begins.
func (d *document) jobBefore(p *para, k int) (job, int) {
	if d.rules.bareNouns {
		return d.bareJobBefore(p, k)
	}
	c := k
	if c > 0 && p.toks[c-1].kind == comma {
		c--
	}
	for n := c - 1; n > 1 && n > c-4 && p.toks[n].kind == word && (p.in(n, namedParticiple) || p.in(n, asWord) || p.toks[n].is(adverb|clitic)); n-- {
		if p.in(n, namedParticiple) {
			c = n // a prisoner named only as X
			break
		}
	}
	if c == k && k > 0 && (p.in(k-1, plainOf) || p.in(k-1, placeLink)) && p.toks[k-1].kind == word && !p.toks[k-1].capital {
		return job{}, k // la hija de X
	}
	begin, hasRole := d.jobStart(p, c, k)
	if begin > 1 && p.toks[begin-1].is(preposition) && p.in(begin-2, onceHadVerb) {
		return job{}, k // qui eut pour directrice X
	}
	if c < k && begin > 0 && d.besideWhom(p, begin) {
		return job{}, k
	}
	if begin >= 0 && !hasRole && c == k && d.plainNoun(p, begin, c) {
		hasRole = true
	}
	capacity := begin > 1 && (p.in(begin-1, asWord) || p.in(begin-2, capacityNoun)) // en su calidad de asesora, X
	known := begin >= 0 && p.toks[begin].is(possessive)                             // Ana Ruiz’s mother, X
	if known {
		begin++
	}
	owned := known || begin >= 0 && begin < c && d.ownedFrom(p, begin, c) // Y’s director, X
	if begin < 0 || !hasRole || begin >= c || c < k && !capacity && !owned && !d.boundary(p, 0, begin) && !p.toks[begin].is(definite|indefinite) && !d.articleInside(p, begin) {
		return job{}, k
	}
	if c < k && !capacity && !owned && !p.toks[begin].is(definite|indefinite) && p.orgAt(begin) == nil && !p.starts(begin) && !d.roleWithin(p, begin, min(begin+3, c)) {
		return job{}, k
	}
	switch {
	case begin > 0 && p.toks[begin-1].is(indefinite) && p.toks[begin].is(ofWord):
		begin-- // l'une des mères, X
	case begin > 1 && p.toks[begin-2].is(indefinite) && p.toks[begin-1].is(ofWord):
		begin -= 2 // una de sus portavoces, X
	}
	if begin > 0 && p.in(begin-1, whoseWord) { // Y, whose chair, X
		begin--
	}
	j := d.readJob(p, begin, c)
	if c == k && begin > 1 && p.toks[begin-1].kind == comma { // MADL’s president, the novelist X
		outer, from := d.jobBefore(p, begin)
		switch {
		case outer.affiliation != "" && j.affiliation == "" || j.rank <= called && outer.role != "":
			return outer.or(j), from
		case d.rules.lowOrgNames && outer.open && !j.open:
			return outer.then(j), from // el delegado, el sacerdote X
		}
	}
	return j, begin
}

// besideWhom says whether what begins with the article at token k is somebody else, with
// whom whoever is named next does something: Speaking through an interpreter, X said.
func (d *document) besideWhom(p *para, k int) bool {
	if !p.toks[k].is(indefinite) || p.toks[k].is(preposition) || !p.toks[k-1].is(preposition) {
		return false
	}
	i := k - 1
	for i > 0 && i > k-10 && !p.starts(i) && p.toks[i].kind == word {
		i--
	}
	if i+1 < k && p.toks[i].is(reflexive) {
		i++
	}
	w := p.word(i)
	return p.toks[i].kind == word && i < k-1 && (p.starts(i) || p.starts(i-1)) && (endsIn(w, d.rules.gerundEndings) || d.rules.possessiveS && (strings.HasSuffix(w, "ing") || strings.HasSuffix(w, "ed")))
}

// jobStart goes back from token c, which ends a job that may stand before the name at
// k, to where it begins, and says whether a role is in it. It gives -1 where no
// beginning is near.
func (d *document) jobStart(p *para, c, k int) (begin int, hasRole bool) {
	begin = -1
	for i := c - 1; i >= 0 && i > c-phraseLimit && begin < 0; i-- {
		t := p.toks[i]
		if t.kind != word && t.kind != number || p.quoted(i) {
			begin = i + 1
			break
		}
		switch {
		case i == c-1 && i > 0 && p.in(i, appointing) && p.toks[i-1].is(auxiliary|passive):
			begin = i + 1 // a élu X présidente
		case t.is(cueFinite) && i > 0 && i == c-1 && (p.toks[i-1].kind == comma || p.toks[i-1].kind == quoteMark):
			begin = i + 1 // «…», juge X
		case d.isRole(p, i) && (p.orgAt(i) != nil || !p.partOfOrg(i)):
			hasRole = true
		case t.is(possessive):
		case hasRole && t.is(preposition) && !t.capital && d.afterSource(p, i+1):
			begin = i + 1 // according to the network’s director, X
		case t.capital && i > 0 && p.toks[i-1].capital && d.people.byName[d.rules.nameKey(p.slice(i-1, i+1))] != nil:
			begin = i + 1 // somebody else
		case !t.capital && t.flags == 0 && p.toks[i+1].capital && d.isRole(p, i+1):
			begin = i + 1 // ordered Justice X
		case i > 0 && !d.rules.lowOrgNames && d.rules.participleEndings != nil && t.flags == 0 && endsIn(p.word(i), d.rules.participleEndings) && p.toks[i-1].kind == word && p.toks[i-1].flags&(definite|indefinite|possessive|adverb|preposition|conjunction) == 0:
			begin = i + 1 // the panel acquitted swimming coach X
		case p.partOfOrg(i):
			// the name of an organisation, with its small words
		case t.is(relative) && !t.is(definite|ofWord), t.is(adverb|auxiliary|passive|reflexive|negation|he|she|they) && !t.is(definite|indefinite|ofWord|clitic|role), d.verbAt(p, i).ok(), d.lexer.words[t.id].verb && t.flags == 0:
			begin = i + 1
		case t.is(indefinite) && i > 0 && p.toks[i-1].kind == word && p.toks[i-1].is(definite): // the three
		case c < k && !hasRole && i > 0 && t.is(definite) && p.toks[i-1].kind == word && p.toks[i-1].is(preposition) && !p.starts(i-1): // déléguée dans la région de Y, X
		case c < k && !hasRole && i > 0 && p.in(i+1, withinWord): // au sein de
		case c < k && !hasRole && i > 0 && t.is(preposition) && !t.is(definite) && (d.isRole(p, i-1) || i > 1 && p.toks[i-1].capital && d.isRole(p, i-2)): // relatora sobre movilidad de Y, X
		case t.is(definite|indefinite) && !t.capital && i > 0 && p.toks[i-1].is(ofWord|atWord) && !(hasRole && d.isRole(p, i+1)):
		case c < k && !hasRole && i > 2 && p.in(i, plainOf) && p.toks[i+1].capital && !p.toks[i-1].capital && p.toks[i-1].kind == word && p.toks[i-2].is(definite): // directeur de la prison des Saugettes, X
		case c == k && i > 1 && i == c-2 && t.is(definite) && p.toks[i-1].kind == word && p.toks[i-1].is(preposition) && !p.toks[i-1].is(ofWord|definite) && d.isRole(p, i-2) && !p.toks[i+1].capital: // le général à la retraite X
		case t.is(definite | indefinite):
			begin = i
		case c < k && p.in(i, plainOf) && hasRole && i > 0 && d.isRole(p, i-1): // l'avocat du caricaturiste, X
		case d.rules.possessiveS && hasRole && p.in(i, plainOf) && i > 0 && p.toks[i-1].kind == word && p.toks[i-1].flags == 0 && !p.toks[i-1].capital && !d.isRole(p, i-1):
			begin = i + 1 // the shooting of television reporter X
		case p.in(i, andWord) && i > 0 && d.isRole(p, i+1) && d.isRole(p, i-1) && !p.toks[i-1].capital: // spokesperson and survivor X
		case t.is(preposition|conjunction) && hasRole && d.isRole(p, i+1):
			begin = i + 1
		case c < k && !hasRole && p.in(i, andWord) && p.toks[i+1].capital && i > 0 && p.toks[i-1].capital: // ministra de la Mujer y Poblaciones, X
		case t.is(conjunction) && !t.is(ofWord) && p.word(i) != "and":
			begin = i + 1
		case t.is(preposition) && (!t.is(ofWord|atWord) || hasRole && !p.in(i, plainOf) && !p.toks[i+1].is(definite)):
			begin = i + 1
		case !t.capital && p.orgAt(i+1) != nil && !t.is(ofWord|atWord|definite|orgNoun):
			begin = i + 1 // holding Sunrise FM presenter X
		}
		if i == 0 && begin < 0 {
			begin = 0
		}
	}
	return begin, hasRole
}

// ownedFrom says whether capitals with a possessive begin what stands from i to c.
func (d *document) ownedFrom(p *para, i, c int) bool {
	for ; i < c && p.toks[i].kind == word && (p.toks[i].capital || p.toks[i].is(possessive)); i++ {
		if p.toks[i].is(possessive) {
			return true
		}
	}
	return false
}

// afterSource says whether a phrase that names a source ends before token i: according
// to the network’s director, X; aux yeux de la présidente, X.
func (d *document) afterSource(p *para, i int) bool {
	for c := max(0, i-5); c < i; c++ {
		if n, ok := d.sourceAt(p, c); ok && n == i {
			return true
		}
	}
	return false
}

// articleInside says whether the preposition before a job has its article in it: dalla
// nipote, X; l'allarme del garante, X. Whose son somebody is, is not their name, and
// whom one writes to may be followed by who writes.
func (d *document) articleInside(p *para, k int) bool {
	if k == 0 || p.toks[k-1].kind != word || !p.in(k-1, byWord) && !p.in(k-1, withArticle) {
		return false
	}
	return p.in(k-1, byWord) || p.in(k-1, plainOf) && !(k > 1 && p.toks[k-2].kind == word && d.isRole(p, k-2))
}

// afterOffice returns the token after what an office of state is of, with which
// the capitals from k to end begin, where a person's name is left: la ministra de
// Justicia Laura Conti; o prefeito de Olinda Caio Reis; Head of Operations Jon Lind.
func (d *document) afterOffice(p *para, k, end int) int {
	j := k - 1
	if j > 0 && p.toks[j].kind == word && p.toks[j].is(definite) && !p.in(j, plainOf) {
		j--
	}
	if j > 0 && end > k+2 && p.toks[j].kind == word && (p.in(j, plainOf) || p.in(j, forWord)) && p.toks[j-1].kind == word && p.in(j-1, leadNoun) && !d.isOrg(p, k, end) && (j < k-1 || byGivenName()[p.word(end-2)] != 0) {
		return end - 2 // chief for the Horn Ayaan Wara
	}
	if j < 1 || p.toks[j].kind != word || !p.in(j, plainOf) || p.toks[j-1].kind != word || !p.in(j-1, stateRole) && !p.in(j-1, leadNoun) {
		return k
	}
	n := k
	for n < end-1 && (p.in(n, portfolioNoun) || n > k && !p.toks[n].capital) {
		n++
	}
	if n == k && end == k+3 && !p.toks[k+1].is(particle) && p.in(j-1, stateRole) {
		n++
	}
	if end < n+2 || d.isOrg(p, n, end) {
		return k
	}
	return n
}

// plainNoun says whether an article and one or two words that no table knows
// stand from i to j, before a name: le toxicologue X, the harbour pilot Y.
func (d *document) plainNoun(p *para, i, j int) bool {
	if j-i < 2 || j-i > 3 || !p.toks[i].is(definite) || j+1 >= len(p.toks) || !p.toks[j].capital || !p.toks[j+1].capital || p.toks[j+1].kind != word {
		return false
	}
	if i > 0 && p.toks[i-1].kind == word && (p.toks[i-1].flags == 0 || p.toks[i-1].is(preposition|ofWord|atWord)) {
		return false // sin levantar la voz X; dijo a la salida X
	}
	for k := i + 1; k < j; k++ {
		if t := p.toks[k]; t.flags != 0 || t.capital || p.in(k, thingNoun) || p.in(k, timeNoun) {
			return false
		}
	}
	return true
}

// capitalJob says whether token k of the capitals that end at j is a job though no
// table knows it, in a language where all nouns begin with a capital: an article or
// "und" leads to it, it ends as jobs do, and a full name is left.
func (d *document) capitalJob(p *para, k, j int) bool {
	return d.rules.capitalNouns && j-k > 2 && k > 0 && p.toks[k-1].is(definite|indefinite|conjunction) && endsRole(p.word(k), d.rules.jobEndings)
}

// partOfOrg says whether token i stands within an organisation's name.
func (p *para) partOfOrg(i int) bool {
	for k := i; k >= 0 && k > i-phraseLimit; k-- {
		if m := p.orgAt(k); m != nil {
			return m.to > i
		}
	}
	return false
}

package quote

import "strings"

// apposition reads what stands between commas after a name: ", directrice de
// Y à Z". i is the token after the name. closer is the token that must come
// right after the apposition's closing comma (the verb), or -1 when it may end
// with its clause. It returns the token after the apposition.
func (d *document) apposition(p *para, i, closer, lim int) (job, int, bool) {
	i = skipParens(p, i, lim)
	if end := d.dashed(p, i, lim); end > 0 && closer < 0 {
		return d.readJob(p, i+1, end-1), end, true
	}
	if i >= lim || p.toks[i].kind != comma {
		return job{}, i, false
	}
	start := skipAge(p, i+1, lim)
	if d.rules.capitalNouns && start+1 < lim && p.in(start, sinceWord) && p.toks[start+1].kind == number {
		start += 2 // seit 2019 Vorsitzende
	}
	end := d.appositionEnd(p, start, lim)
	if closer >= 0 {
		if start >= closer && start > i+1 {
			return job{}, closer, true // nothing but an age
		}
		if p.toks[closer-1].kind != comma || closer-1 < start {
			if !d.startsRole(p, start, closer) {
				return job{}, i, false
			}
			return d.readJob(p, start, min(end, closer)), closer, true
		}
		if d.startsOtherName(p, start, closer-1) {
			return job{}, i, false
		}
		if !d.startsRole(p, start, closer-1) && !d.looksJob(p, start, min(end, closer-1)) {
			return job{}, closer, true // a relative clause, a place: no role
		}
		return d.readJob(p, start, min(end, closer-1)), closer, true
	}
	if start < end && end < lim && p.toks[start].is(definite) && p.toks[end].kind == word && d.beginsClause(p, end, lim) {
		return job{}, i, false // selon X, le président a menti
	}
	aged := start > i+1
	if !d.startsRole(p, start, end) && (aged && !p.toks[min(start, len(p.toks)-1)].is(indefinite) || !d.looksJob(p, start, end)) {
		return job{}, i, false
	}
	return d.readJob(p, start, end), end, true
}

// skipParens steps over a bracket after a name: (HRW), (23 ans).
func skipParens(p *para, i, lim int) int {
	if i < lim && p.toks[i].kind == parenOpen {
		for k := i + 1; k < lim && k < i+20; k++ {
			if p.toks[k].kind == parenClose {
				return k + 1
			}
		}
	}
	if i+1 < lim && p.toks[i].kind == other && p.text[p.toks[i].start] == '*' {
		return i + 1
	}
	return i
}

// skipAge steps over an age before a role: X, 65, a teacher.
func skipAge(p *para, i, lim int) int {
	if i+1 < lim && p.toks[i].is(ofWord) && p.toks[i+1].kind == number {
		i++ // de 34 años
	}
	if i < lim && p.toks[i].kind == number {
		for k := i + 1; k < lim && k <= i+3; k++ {
			if p.toks[k].kind == comma {
				return k + 1
			}
		}
	}
	return i
}

// appositionEnd finds where a role that begins at i ends: with the clause, or
// at a comma after which something else begins (a date, a place, "qui …").
func (d *document) appositionEnd(p *para, i, lim int) int {
	k := i
	for ; k < lim && k < i+reach; k++ {
		t := p.toks[k]
		switch t.kind {
		case stop, colon, semicolon, quoteMark, parenOpen, parenClose:
			return k
		case dash:
			if !p.glued(k) || p.toks[k+1].kind != word {
				return k
			}
		case comma:
			if k+1 >= lim || d.leavesRole(p.toks[k+1], p, k+1) || k+2 < lim && p.toks[k+1].is(ofWord) && d.infinitiveAt(p, k+2) {
				return k
			}
		case word:
			if k > i && t.is(adverb) && p.toks[k-1].is(conjunction) && k+1 < lim && d.isRole(p, k+1) {
				continue // and now president of Y
			}
			if k > i && !t.capital && (t.is(relative) && !t.is(definite|preposition) || t.is(adverb) && !t.is(role|ofWord|definite) && !oneOfThem(p, k) || t.is(cueNonfinite) && !t.is(ofWord)) {
				return k
			}
			if k > i && t.is(auxiliary|passive) && !t.is(preposition|indefinite|definite|role|adverb) && p.toks[k-1].kind == word && !t.capital {
				return k
			}
			if k > i && k+1 < lim && inOrDans(p, k) && p.toks[k+1].is(indefinite) {
				return k
			}
			if k > i && t.is(conjunction) && k+1 < lim && d.beginsClause(p, k+1, lim) {
				return k // and was born in Y
			}
			if k > i+1 && k+1 < lim && t.flags == 0 && p.in(k+1, byWord) && endsIn(p.word(k), d.rules.passives) {
				return k // livreur à vélo défendu par X
			}
			if k > i && !t.is(role|ofWord) && d.verbAt(p, k).ok() && !p.toks[k-1].is(definite|indefinite|preposition|ofWord) {
				return k
			}
		}
	}
	return k
}

// oneOfThem says whether token k is a pronoun right after its preposition, without
// which the role has no end: mère de l’un d’eux.
func oneOfThem(p *para, k int) bool {
	return k > 0 && p.toks[k-1].is(ofWord) && !p.toks[k-1].is(conjunction|definite) && p.glued(k-1)
}

// beginsClause says whether a verb or a subject stands at token i, after "and".
func (d *document) beginsClause(p *para, i, lim int) bool {
	if i+1 < lim && p.toks[i].is(adverb) && !p.toks[i].is(role|definite|indefinite|preposition) && (p.in(i+1, plainVerb) || p.in(i+1, directingVerb) || p.in(i+1, copula)) {
		return true // y ahora coordina
	}
	t := p.toks[i]
	if t.is(auxiliary|passive|he|she) || p.in(i, copula) || p.in(i, plainVerb) || p.in(i, directingVerb) {
		return !t.is(role | preposition)
	}
	return t.flags == 0 && endsIn(p.word(i), d.rules.tensed) || t.is(definite) && !d.rules.lowOrgNames && !d.startsRole(p, i, min(lim, i+6))
}

func inOrDans(p *para, k int) bool {
	return !p.toks[k].capital && p.toks[k].is(preposition) && p.in(k, inWord)
}

// leavesRole says whether what begins with t after a comma is no longer part
// of a role.
func (d *document) leavesRole(t token, p *para, i int) bool {
	if t.kind != word {
		return true
	}
	if t.capital || t.is(role) {
		return false
	}
	if t.is(preposition) && !t.is(definite|indefinite) {
		return !p.in(i, plainOf)
	}
	// A list goes on: l'Asie centrale, l'Europe et le Caucase; et présidente.
	k := i
	for k < len(p.toks) && p.toks[k].kind == word && !p.toks[k].capital && p.toks[k].is(definite|indefinite|conjunction) && !p.toks[k].is(role) {
		k++
	}
	if k > i && k+1 < len(p.toks) && p.toks[k-1].is(conjunction) && p.toks[k].capital && p.toks[k+1].capital && p.orgAt(k) == nil {
		return true // X, gerente de la mina, y Carmen Ospina
	}
	if k > i && k < len(p.toks) && p.toks[k].kind == word {
		return !p.toks[k].capital && !d.isRole(p, k) || d.isRole(p, k) && k+2 < len(p.toks) && p.toks[k+1].capital && p.toks[k+2].capital && p.orgAt(k+1) == nil
	}
	return true
}

// startsRole says whether the words from i on name a role: an article, perhaps
// an organisation or an adjective, and then a role.
func (d *document) startsRole(p *para, i, lim int) bool {
	if n, ok := d.oneOf(p, i, lim); ok {
		return d.roleWithin(p, n, min(lim, n+6))
	}
	if i < lim && (p.toks[i].is(conjunction) || p.toks[i].is(preposition) && !p.toks[i].is(definite|indefinite|ofWord|atWord)) {
		return false
	}
	if i < lim && p.toks[i].is(atWord|ofWord) && !p.toks[i].is(definite) {
		j := i + 1
		for j < lim && p.toks[j].is(definite) {
			j++
		}
		return j < lim && p.toks[j].capital && d.isOrg(p, j, d.nameEnd(p, j, lim, false))
	}
	if i+1 < lim && (p.toks[i].is(auxiliary|passive) || p.in(i, copula) || p.in(i, severalWord) && !p.toks[i].is(ofWord)) {
		return false
	}
	if i+1 < lim && !p.toks[i].capital && !d.isRole(p, i) && p.toks[i].flags == 0 && p.toks[i+1].is(definite|indefinite) && !p.toks[i+1].is(ofWord) {
		return false // veille sa sœur
	}
	for k := i; k < lim && k < i+9; k++ {
		if m := p.orgAt(k); m != nil && !m.generic && m.to < lim {
			k = m.to - 1
			continue
		}
		t := p.toks[k]
		if t.kind == number && strings.HasSuffix(p.word(k), "-year-old") {
			continue
		}
		if t.kind != word || t.is(relative) && !t.is(definite) {
			return false
		}
		if d.isRole(p, k) && k+1 < lim && p.toks[k+1].is(possessive) {
			k++ // the guards’ spokesman
			continue
		}
		if d.isRole(p, k) {
			return !(d.rules.possessiveS && (p.toks[i].is(definite) || k == i+1 && p.toks[i].is(cueFinite)) && strings.HasSuffix(p.word(k), "s") && !(k+1 < lim && d.isRole(p, k+1)))
		}
		if k > i && t.is(preposition) && !t.capital || d.lexer.words[t.id].verb && !t.is(role|definite|indefinite|preposition) {
			return false
		}
	}
	return false
}

// startsOtherName says whether another person's name stands where an
// apposition was expected: «…le président X, Marie Y, directrice, a dit».
func (d *document) startsOtherName(p *para, i, lim int) bool {
	if i >= lim || !d.startsName(p, i) {
		return false
	}
	end := d.nameEnd(p, i, lim, false)
	return end >= i+2 && !d.startsRole(p, i, end) && (end >= lim || !p.toks[end].is(possessive|role))
}

// dashed ends a job that stands between dashes from token i on, or returns 0: Luis Ruiz
// —codirector de Y—.
func (d *document) dashed(p *para, i, lim int) int {
	if i+2 >= lim || p.toks[i].kind != dash || p.quoted(i) || !d.startsRole(p, i+1, min(lim, i+4)) {
		return 0
	}
	for k := i + 1; k < lim && k < i+phraseLimit; k++ {
		if t := p.toks[k]; t.kind == dash {
			return k + 1
		} else if t.kind != word && t.kind != comma && t.kind != number || t.kind == word && d.verbAt(p, k).ok() && !d.isRole(p, k) {
			return 0
		}
	}
	return 0
}

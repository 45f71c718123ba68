package quote

import "unicode/utf8"

// bareOrg reads an organisation at token i, or after a noun like "organisation".
func (d *document) bareOrg(p *para, i, lim int) (subject, bool) {
	k := i
	if k+1 < lim && p.toks[k].is(orgNoun) && p.orgAt(k) == nil {
		k++
	}
	m := p.orgAt(k)
	if m == nil || m.to > lim || m.to < lim && d.startsName(p, m.to) && p.toks[m.to-1].kind != quoteMark {
		return subject{}, false
	}
	return subject{kind: organization, name: m.org.name, written: p.slice(m.from, m.to), gender: m.org.gender, from: i, to: m.to}, true
}

// longestTitle is how many tokens the name of an organisation in marks has.
const longestTitle = 8

// titleEnd returns the token after what stands in marks from token k on, where it
// is short enough for a name, or 0.
func (p *para) titleEnd(k, lim int) int {
	if n := spanBefore(p, k); n < len(p.spans) {
		if s := p.spans[n]; s.open == k && s.close < lim && s.close-k <= longestTitle {
			return s.close + 1
		}
	}
	return 0
}

// bareInstitution returns the token after the organisation's name that begins at
// token k, or 0: an abbreviation, a noun and what hangs on it where either begins
// with a capital, or what stands in marks after such a noun.
func (d *document) bareInstitution(p *para, k int) int {
	lim := min(len(p.toks), k+phraseLimit)
	t := p.toks[k]
	if t.kind == quoteMark {
		if k == 0 || k+1 == len(p.toks) || p.toks[k-1].kind != word || !p.toks[k-1].is(orgNoun) || p.toks[k-1].is(titleNoun) ||
			!d.rules.placedNames && !p.toks[k+1].capital || d.rules.placedNames && hasArticle(p.word(k-1)) {
			return 0
		}
		return p.titleEnd(k, len(p.toks))
	}
	if t.kind != word || p.quoted(k) {
		return 0
	}
	if d.rules.placedNames {
		return d.placedInstitution(p, k)
	}
	if t.capital && acronym(p.slice(k, k+1)) && !t.is(role) {
		return k + 1
	}
	if e := d.foreignRun(p, k); e > k+1 || e > k && t.is(orgWord) {
		return e
	}
	noun := k
	for noun < lim && noun < k+4 && p.toks[noun].kind == word && !p.toks[noun].is(orgNoun) && d.adjective(p, noun) {
		noun++
	}
	if noun >= lim || p.toks[noun].kind != word || !p.toks[noun].is(orgNoun) || noun > k && !t.capital {
		return 0
	}
	end := noun + 1
	proper := t.capital && (noun > k || !p.starts(k))
	for end < lim && p.toks[end].kind == word {
		t := p.toks[end]
		switch {
		case t.capital && !t.is(notName|role|honorific) && d.inOrgName(p, end):
			proper = true
		case t.is(preposition) && p.in(end, orgLink) && end+1 < lim && p.toks[end+1].kind == word && p.in(end+1, fieldNoun):
			end++
		case t.is(conjunction) && end+1 < lim && d.genitive(p, end+1):
			end++
		case d.genitive(p, end-1) && d.adjective(p, end-1) && t.flags&^(role|orgNoun) == 0 && !t.capital && !d.verbAt(p, end).ok():
			// внутренних дел
		case !d.genitive(p, end):
			goto done
		}
		end++
	}
done:
	if t.capital && end < lim && p.toks[end].kind == quoteMark { // Центр помощи «Щит»
		if e := p.titleEnd(end, len(p.toks)); e > 0 {
			return e
		}
	}
	if !proper && !(t.capital && end > noun+1) {
		return 0
	}
	return end
}

// foreignRun returns the token after a run of Latin capitals in a text of another
// script: people's names are written in that, and organisations' are not.
func (d *document) foreignRun(p *para, k int) int {
	for k < len(p.toks) && p.toks[k].kind == word && p.toks[k].capital && p.text[p.toks[k].start] < utf8.RuneSelf {
		k++
	}
	return k
}

// inOrgName says whether the capital at token k goes on with an organisation's name:
// an abbreviation, an adjective, or one word in the genitive and no full name.
func (d *document) inOrgName(p *para, k int) bool {
	if acronym(p.slice(k, k+1)) {
		return true
	}
	full := k+1 < len(p.toks) && p.toks[k+1].kind == word && p.toks[k+1].capital
	return d.adjective(p, k) || !full && (endsIn(p.word(k), d.rules.obliqueEndings) || p.in(k, placeWord))
}

// genitive says whether token k is a common noun or an adjective in the genitive.
func (d *document) genitive(p *para, k int) bool {
	t := p.toks[k]
	return t.kind == word && !t.capital && t.flags&^(role|orgNoun|orgWord|feminine|masculine|private|lowOrg) == 0 && !p.in(k, copula) && !p.in(k, plainVerb) &&
		endsIn(p.word(k), d.rules.genitiveEndings) && !endsIn(p.word(k), d.rules.tensed)
}

// bareNamedOrg finds the longest registered name that begins at token k.
func (d *document) bareNamedOrg(p *para, k int) (*institution, int) {
	for e := max(d.bareInstitution(p, k), p.titleEnd(k, len(p.toks)), k+1); e > k; e-- {
		if o := d.orgs.byName[d.rules.key(p.slice(k, e))]; o != nil {
			return o, e
		}
	}
	return nil, 0
}

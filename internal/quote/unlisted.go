package quote

import "strings"

// looksJob says whether the words between commas after a name are a job though
// no table knows it: a noun with what hangs on it, no verb, no participle, nothing
// that says where or how.
func (d *document) looksJob(p *para, i, end int) bool {
	if d.rules.bareNouns {
		return false
	}
	if i < end && p.toks[i].is(definite) && !d.rules.lowOrgNames && (end-i < 3 || !p.toks[i+2].is(ofWord)) {
		return false // for X, the silence
	}
	article := i < end && p.toks[i].is(indefinite)
	if i < end && p.toks[i].is(definite|indefinite) && !p.in(i, ownerWord) && !p.in(i, severalWord) {
		i++
	}
	if i+1 < end && p.toks[i].kind == number && strings.HasSuffix(p.word(i), "-year-old") {
		i++ // a 34-year-old vet
	}
	if i >= end || end-i > 12 || !d.mayBeJob(p, i) || i+1 < end && p.in(i+1, ageUnit) {
		return false
	}
	if end < len(p.toks) && (p.toks[end].kind == quoteMark || p.toks[end].is(auxiliary|passive|he|she) || p.in(end, copula)) || takesObject(p, i, end) {
		return false // d'après X, le nom du bénéficiaire est connu
	}
	head := i // the noun and its adjectives, up to what hangs on it
	for head < end && p.toks[head].kind == word && !p.toks[head].is(preposition|ofWord|atWord) {
		head++
	}
	if head > i+4 || head < end && p.toks[head].kind != word || head > i+2 && !d.rules.possessiveS && head < end && p.toks[head].capital {
		return false
	}
	if head < end && !p.in(head, plainOf) && !d.heldOrAged(p, head, end, article) {
		return false
	}
	for k := i; k < end; k++ {
		t := p.toks[k]
		if t.kind == number && k > i+1 && p.toks[k-1].is(ofWord) {
			continue // religieuse contemplative de 70 ans
		}
		if t.kind != word || t.is(adverb) && !t.is(role|ofWord|definite|preposition) || t.is(conjunction) && !t.is(preposition) && k+1 < end && !d.isRole(p, k+1) && !p.toks[k+1].is(indefinite) {
			return false // less loudly; German Nazism, fascism and militarism
		}
		if t.is(he|she|they|auxiliary|passive|reflexive|negation|conjunction) && !t.is(ofWord|definite|preposition) || t.is(relative) && !t.is(definite|ofWord) || d.verbAt(p, k).ok() && !d.isRole(p, k) {
			return false
		}
	}
	return true
}

// readNounJobs marks the words that are a job only after a noun that says of what: the
// network’s policy lead, X; and not: these steps lead to it.
func (d *document) readNounJobs(p *para) {
	for k := 2; k+1 < len(p.toks); k++ {
		if p.toks[k].kind != word || !p.in(k, nounJob) || p.toks[k-1].kind != word || p.toks[k-1].flags&functionWord&^(titleNoun|orgNoun|orgWord) != 0 {
			continue
		}
		switch n := p.toks[k+1]; {
		case n.kind == comma, n.kind == word && (n.capital || n.is(cueFinite) || p.in(k+1, heldAtWord) || p.in(k+1, forWord) || p.in(k+1, plainOf)):
		default:
			continue
		}
		c := k - 1
		for c > k-4 && c > 0 && p.toks[c].kind == word && !p.toks[c].is(definite|indefinite|possessive|relative) && !d.verbAt(p, c).ok() {
			c--
		}
		if t := p.toks[c]; t.kind == comma || t.kind == word && (t.is(definite|indefinite|possessive) || p.in(c, whoseWord)) {
			p.toks[k].flags |= role
		}
	}
}

// mayBeJob says whether the word at token i, by its form, may be a job: no capital,
// no function, no thing, time or text, and no form of a verb.
func (d *document) mayBeJob(p *para, i int) bool {
	t := p.toks[i]
	if t.kind != word || t.capital || t.flags&^(titleNoun|orgWord|orgNoun|role|private|feminine|masculine) != 0 || p.in(i, comparative) {
		return false
	}
	for _, c := range [...]class{thingNoun, timeNoun, documentNoun, plainVerb, answerNoun} {
		if p.in(i, c) && !t.is(role) {
			return false
		}
	}
	w := p.word(i)
	return !endsIn(w, d.rules.participleEndings) && !endsIn(w, d.rules.gerundEndings) && !endsIn(w, d.rules.tensed) && !d.demonym(w) && !(d.rules.lowOrgNames && strings.HasSuffix(w, "ent"))
}

// heldOrAged says whether the preposition at k leads to an organisation or an age,
// or with an article before the noun to anywhere: a tiler in his fifties, newsreader
// at Radio Umuco.
func (d *document) heldOrAged(p *para, k, end int, article bool) bool {
	if d.ageAt(p, k, end) {
		return true
	}
	for n := k + 1; n < end && n < k+4; n++ {
		if p.toks[n].capital || p.orgAt(n) != nil {
			return article || p.orgAt(n) != nil || p.in(k, heldAtWord)
		}
		if !p.toks[n].is(definite | ofWord) {
			break
		}
	}
	return article && p.in(k, placeLink)
}

// takesObject says whether the first word is rather a verb: something with an article
// stands right after it.
func takesObject(p *para, i, end int) bool {
	return i+1 < end && p.toks[i+1].is(definite|indefinite) && !p.toks[i+1].is(preposition) && !p.in(i+1, plainOf)
}

package quote

import "strings"

// meetDescribed records somebody without a name: un homme de 40 ans, a lorry
// driver. It returns the token after the description.
func (d *document) meetDescribed(p *para, k int) int {
	if !d.rules.bareNouns && !d.mayDescribe(p, k) {
		return k
	}
	s, ok := d.parseSubject(p, k, min(len(p.toks), k+phraseLimit))
	if ok && (s.kind == description || s.kind == shortOrg) && d.isPower(p, s) && d.clauseSubject(p, k, s.to) {
		w := d.describe(p, s, p.word(k+1), false)
		w.collective = true
		d.people.mentions = append(d.people.mentions, mention{para: p.number, at: k, to: s.to, who: w, solid: true, subject: true})
		return s.to
	}
	group := ok && s.kind == description && d.isGroup(p, s)
	if !ok || s.kind != description || !group && !d.headIsRole(p, s) && !d.identifies(p, s) && !(s.to < len(p.toks) && s.to <= k+3 && p.in(s.to, whoPronoun) && p.toks[k].is(indefinite)) {
		return k
	}
	if s.to < len(p.toks) && p.toks[s.to].is(possessive) || s.to+1 < len(p.toks) && p.toks[s.to].kind == comma && d.startsName(p, s.to+1) {
		return k
	}
	if p.starts(k) && (p.toks[k].is(indefinite) && d.saidAhead(p, s.to) || p.toks[k].is(definite) && d.saidWho(p, k)) {
		return k
	}
	if group {
		s.gender = they
	}
	w := d.describe(p, s, d.headOf(p, s), p.toks[k].is(indefinite) || d.anothers(p, s))
	if w != nil {
		d.people.mentions = append(d.people.mentions, mention{para: p.number, at: k, to: s.to, who: w, solid: true, subject: d.clauseSubject(p, k, s.to), again: d.identifies(p, s)})
	}
	return d.relation(p, s)
}

// isGroup says whether a description is of several people by the noun for them together:
// a group of UN experts, un grupo de madres.
func (d *document) isGroup(p *para, s subject) bool {
	k := s.from + 1
	for k < s.to && k < s.from+3 && !p.in(k, groupNoun) {
		k++
	}
	if k+2 >= s.to || !p.in(k, groupNoun) || !p.toks[k+1].is(ofWord) {
		return false
	}
	for k += 2; k < s.to && k < s.from+8; k++ {
		if d.severalHold(p.word(k)) {
			return true
		}
	}
	return false
}

// severalHold says whether a word is the plural of a job.
func (d *document) severalHold(w string) bool {
	one, ok := strings.CutSuffix(w, "s")
	return ok && (d.rules.words[one]|d.rules.words[strings.TrimSuffix(one, "e")])&role != 0
}

// meetOfBody records the people of an organisation that a sentence begins with: UN
// experts, Amnesty researchers. It returns the token after them.
func (d *document) meetOfBody(p *para, k, end int) int {
	if !p.starts(k) || d.rules.lowOrgNames {
		return end
	}
	for i := end; i < len(p.toks) && i < end+4; i++ {
		t := p.toks[i]
		if t.kind != word || t.capital || t.flags&functionWord&^role != 0 || d.verbAt(p, i).ok() {
			return end
		}
		if d.severalHold(p.word(i)) {
			name := p.slice(k, i+1)
			w := d.describe(p, subject{written: name, gender: they}, p.word(i), false)
			d.people.mentions = append(d.people.mentions, mention{para: p.number, at: k, to: i + 1, who: w, solid: true, subject: true})
			return i + 1
		}
	}
	return end
}

// relation returns the token after a description, or the name in it of whom it is
// related to, who is spoken of as well: the husband of Mariam, who is 22.
func (d *document) relation(p *para, s subject) int {
	for k := s.from + 2; k < s.to; k++ {
		if p.toks[k].capital && p.toks[k-1].is(ofWord) && p.toks[k-2].is(private) && d.startsName(p, k) {
			return k
		}
	}
	return s.to
}

// mayDescribe says whether one of the words after the article at token k can make
// a phrase somebody's description: it is looked for before the phrase is read.
func (d *document) mayDescribe(p *para, k int) bool {
	for j := k + 1; j < len(p.toks) && j < k+8; j++ {
		t := p.toks[j]
		if t.kind != word && t.kind != number {
			return false
		}
		if d.isRole(p, j) || t.is(relative) && p.in(j, whoPronoun) || t.capital && d.rules.peoples != nil {
			return true
		}
		if w := p.word(j); j == k+1 && d.rules.in(w, stateNoun) || p.in(j, groupNoun) || d.rules.in(w, identityNoun) || t.kind == number && strings.HasSuffix(w, "-year-old") {
			return true
		}
	}
	return false
}

// isPower says whether a description is of a body of the state that the release
// names by its noun alone: the ministry, la police.
func (d *document) isPower(p *para, s subject) bool {
	ofPlace := s.to == s.from+4 && p.in(s.from+2, plainOf) && p.toks[s.from+3].capital // la polizia di Durazzo
	return p.toks[s.from].is(definite) && (s.to <= s.from+3 || ofPlace) && s.from+1 < s.to && p.in(s.from+1, stateNoun) && !p.toks[s.from+1].is(role) && s.gender&they == 0
}

// meetRelative records somebody described by whose they are: Bishal's brother.
func (d *document) meetRelative(p *para, k int) int {
	end := d.nameEnd(p, k, len(p.toks), false)
	if end+1 >= len(p.toks) || !p.toks[end].is(possessive) {
		return k
	}
	s, ok := d.parseSubject(p, k, min(len(p.toks), k+phraseLimit))
	if !ok || s.kind != description || s.to <= end+1 {
		return k
	}
	for i := end + 1; i < s.to; i++ {
		if p.toks[i].is(private) {
			w := d.describe(p, s, p.word(i), true)
			d.people.mentions = append(d.people.mentions, mention{para: p.number, at: k, to: s.to, who: w, solid: true, subject: d.clauseSubject(p, k, s.to)})
			return s.to
		}
	}
	return k
}

// identifies says whether a description can only be of somebody the release
// has spoken of: l'octogénaire, le jeune Malien, the 31-year-old, cette juriste.
func (d *document) identifies(p *para, s subject) bool {
	if !p.toks[s.from].is(definite) || s.to-s.from > 4 && !p.in(s.from, thisWord) {
		return false
	}
	if p.in(s.from, thisWord) {
		return d.headIsRole(p, s)
	}
	for k := s.from + 1; k < s.to; k++ {
		t := p.toks[k]
		if p.in(k, identityNoun) || t.capital && d.demonym(p.word(k)) && k > s.from+1 && d.rules.lowOrgNames && p.toks[k-1].kind == word && !p.toks[k-1].is(ofWord) || strings.HasSuffix(p.word(k), "-year-old") {
			return true
		}
		if t.is(preposition) {
			return false
		}
	}
	return false
}

// demonym says whether a word ends as the names of peoples do: Malien, sudanesa.
func (d *document) demonym(w string) bool { return endsIn(strings.TrimSuffix(w, "s"), d.rules.peoples) }

// headOf is the role that a description is about: its first one.
func (d *document) headOf(p *para, s subject) string {
	for k := s.from; k < s.to; k++ {
		if d.isRole(p, k) {
			return p.word(k)
		}
	}
	return ""
}

func (d *document) headIsRole(p *para, s subject) bool {
	for k := s.from; k < s.to && k < s.from+6; k++ {
		if d.isRole(p, k) && !(k+1 < s.to && p.toks[k+1].is(possessive)) {
			return !(k+1 < s.to && !d.rules.lowOrgNames && (p.in(k+1, documentNoun) || p.in(k+1, paperNoun))) // the operative paragraph
		}
		if t := p.toks[k]; k > s.from && t.is(preposition) && !t.is(definite|indefinite) || k > s.from+1 && t.is(ofWord) && !t.is(definite|conjunction) {
			return false // la question des violences policières
		}
	}
	return false
}

// anothers says whether a description says whose, or for whom, and the person whom the
// release described with the same noun is not that one's: the envoy of X after the
// envoy of Y, the representative for Z.
func (d *document) anothers(p *para, s subject) bool {
	w := d.people.byHead[d.rules.stem(d.headOf(p, s))]
	if w == nil {
		return false
	}
	for k := s.from + 1; k+1 < s.to; k++ {
		if t := p.toks[k]; t.is(preposition|ofWord) && !t.is(conjunction|role) && p.toks[k+1].kind == word && d.isRole(p, k-1) {
			return !strings.HasSuffix(" "+w.folded, " "+fold(p.slice(s.from+1, s.to)))
		}
	}
	return false
}

// describe returns the person that a description is of: the one already
// described or employed so, or somebody new.
func (d *document) describe(p *para, s subject, head string, fresh bool) *somebody {
	pp := d.people
	if w := pp.byHead[head]; w != nil && !fresh {
		return w
	}
	w := &somebody{name: s.written, folded: fold(s.written), gender: s.gender, described: true, phrase: s, para: p.number}
	if pp.byHead == nil {
		pp.byHead = map[string]*somebody{}
	}
	pp.byHead[pp.rules.stem(head)] = w
	return w
}

// describedJob is the job that a description tells: un policier, a 34-year-old
// farmer, a Home Office spokesperson. Several people have no job of one; what only
// says who somebody is, a survivor or a girl, is none, and a relative has to be
// somebody's.
func (d *document) describedJob(p *para, s subject) job {
	i := s.from
	if n, ok := d.oneOf(p, i, s.to); ok { // one of the guards, l'une de ses membres
		if n < s.to && p.in(n, ownerWord) {
			return job{affiliation: d.ownerOrg(p, n)}
		}
		return job{}
	}
	for k := i; k < s.to; k++ {
		if p.toks[k].kind == comma || k > i+1 && p.toks[k].is(relative) && !p.toks[k].is(definite|preposition) { // what follows has been read
			s.to = k
		}
	}
	j := d.oneJob(p, i, s.to)
	kin, listed := false, false
	for _, w := range strings.Fields(fold(j.role)) {
		kin = kin || d.rules.in(w, kinNoun)
		listed = listed || d.rules.flagsOf([]byte(w), false)&role != 0 || endsRole(w, d.rules.roleEndings)
	}
	owned := d.somebodys(p, i, min(i+2, s.to)) || d.owner(p, i, s.to) > 0 || i+2 < s.to && p.toks[i].is(definite) && p.in(i+1, kinNoun) && p.in(i+2, plainOf)
	switch {
	case s.gender&they != 0, d.isPower(p, s), !d.personHeads(p, i, s.to), j.rank == personal && !(owned && kin),
		!listed && !(i+1 < s.to && p.toks[i].is(indefinite) && d.plainPerson(p, s)):
		j.role, j.rank = "", unsaid
	}
	if words := strings.Fields(fold(j.role)); d.rules.lowOrgNames && len(words) > 1 { // un pescador maliense
		if last := len(words) - 1; d.demonym(words[last]) && d.rules.words[words[last]]&role == 0 && d.rules.words[words[last-1]]&role != 0 {
			j.role = j.role[:strings.LastIndexByte(j.role, ' ')]
		}
	}
	return j
}

// plainPerson says whether a description of no known noun may be of a person by its
// form: a noun with no capital that is no thing, time or organisation.
func (d *document) plainPerson(p *para, s subject) bool {
	k := s.from + 1
	t := p.toks[k]
	return t.kind == word && !t.capital && t.flags&^(feminine|masculine) == 0 && !p.in(k, thingNoun) && !p.in(k, timeNoun) && !p.in(k, documentNoun)
}

// personHeads says whether a phrase is about a person and not a body or several
// people: not the mayor’s office, la compañía operadora, the appeal judges.
func (d *document) personHeads(p *para, i, to int) bool {
	head := -1
	for k := i; k < to; k++ {
		t := p.toks[k]
		if t.is(definite|indefinite) && !t.is(role) || t.kind == number || strings.HasSuffix(p.word(k), "-year-old") {
			continue
		}
		if head >= 0 && t.is(preposition) {
			break
		}
		head = k
		if d.rules.lowOrgNames && (d.isRole(p, k) || t.flags&(orgNoun|orgWord|lowOrg) != 0) {
			break
		}
	}
	if head < 0 {
		return false
	}
	if t := p.toks[head]; t.is(orgNoun|orgWord|lowOrg) && !t.is(role) || p.in(head, stateNoun) {
		return false
	}
	w := p.word(head)
	return d.rules.lowOrgNames || !strings.HasSuffix(w, "s") || strings.HasSuffix(w, "ss")
}

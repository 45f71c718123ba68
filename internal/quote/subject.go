package quote

type subjectKind uint8

const (
	nobody       subjectKind = iota
	person                   // a proper name
	organization             // the name of an organisation
	pronoun                  // she, elle
	description              // une survivante de 23 ans
	shortOrg                 // l'organisation: one that was named before
)

// subject is the noun phrase that a cue verb is said of. name is as written,
// for persons without courtesy titles; written keeps those. gender holds
// feminine, masculine, both (not known) or they.
type subject struct {
	kind     subjectKind
	name     string
	written  string
	gender   flag
	job      job
	from, to int // tokens
	nameAt   int // the token of the name, where something stands before it
}

// phraseLimit is how many tokens a noun phrase may have, and reach how far a
// verb may be from what it belongs to: both keep the search linear.
const (
	phraseLimit = 16
	reach       = 60
)

// parseSubject reads the noun phrase that begins at token i and ends before
// lim: a pronoun, a name with what stands before it, or a description.
func (d *document) parseSubject(p *para, i, lim int) (subject, bool) {
	if i >= lim || p.toks[i].kind != word && p.toks[i].kind != number {
		return subject{}, false
	}
	t := p.toks[i]
	if t.is(he|she|they) && !t.is(inverted) {
		s := subject{kind: pronoun, gender: pronounGender(t), name: p.slice(i, i+1), from: i, to: i + 1}
		return s, true
	}
	if s, ok := d.orgSubject(p, i, lim); ok {
		return s, true
	}
	h, gender := p.honorifics(i, lim)
	if h > i && h < lim {
		if end := d.nameEnd(p, h, lim, true); end > h {
			s := d.named(p, h, end)
			s.written, s.from = p.slice(i, end), i
			s.gender |= gender
			return s, true
		}
	}
	if d.startsName(p, i) {
		if end := d.nameEnd(p, i, lim, false); end > i {
			if end < lim && !p.toks[end].capital && d.isRole(p, end) { // Opposition leader X
				if s, ok := d.rolePhrase(p, i, end, lim); ok && s.kind == person {
					return s, true
				}
			}
			return d.capitalPhrase(p, i, end, lim), true
		}
	}
	if t.is(definite | indefinite) {
		return d.phrase(p, i, lim)
	}
	if t.is(role) {
		// A role without an article counts before a name only: said guard X.
		s, ok := d.rolePhrase(p, i, i, lim)
		return s, ok && s.kind == person
	}
	return subject{}, false
}

// orgSubject reads a mention of an organisation at token i, or after the article
// there, unless somebody of it is meant: the Council's lawyer.
func (d *document) orgSubject(p *para, i, lim int) (subject, bool) {
	k := i
	if p.toks[i].is(definite) && p.orgAt(i) == nil {
		k++
	}
	m := p.orgAt(k)
	if k >= lim || m == nil || m.to > lim {
		return subject{}, false
	}
	if d.rules.owners[p.word(i)] && !m.generic {
		return subject{}, false
	}
	if m.to < lim && d.isRole(p, m.to) && !p.toks[m.to].capital {
		if s, ok := d.rolePhrase(p, i, m.to, lim); ok && s.kind == person {
			return s, true
		}
	}
	if m.generic && k == i {
		return subject{}, false
	}
	if n := m.to + 1; n < lim && p.toks[m.to].is(possessive) && d.startsName(p, n) && p.orgAt(n) == nil {
		if end := d.nameEnd(p, n, lim, false); end > n+1 && !d.roleWithin(p, n, end) { // the Forum’s Nadia Haddad
			return subject{kind: person, name: p.slice(n, end), written: p.slice(n, end), job: job{affiliation: m.org.name}, from: i, to: end, nameAt: n}, true
		}
	}
	if m.to < len(p.toks) {
		if t := p.toks[m.to]; t.is(possessive) || d.isRole(p, m.to) || t.kind == word && t.capital && !t.is(notName) && m.to < lim {
			return subject{}, false
		}
	}
	return subject{kind: organization, name: m.org.name, written: p.slice(k, m.to), gender: m.org.gender, from: i, to: m.to}, true
}

func pronounGender(t token) flag {
	switch {
	case t.is(they):
		return they
	case t.is(she):
		return feminine
	}
	return masculine
}

// named makes the subject of the name from i to j.
func (d *document) named(p *para, i, j int) subject {
	for k := i + 1; k+1 < j; k++ {
		if d.publisherRun(p, i, k) && !d.isOrg(p, k, j) {
			i = k // AFP Marie X: two names side by side
			break
		}
	}
	s := subject{kind: person, name: p.slice(i, j), written: p.slice(i, j), from: i, to: j, nameAt: i}
	if d.isOrg(p, i, j) {
		s.kind = organization
	}
	return s
}

// capitalPhrase reads a run of capitals that may hold a role and a name:
// Secretary-General António Guterres, Amnesty International’s Director X.
func (d *document) capitalPhrase(p *para, i, end, lim int) subject {
	last := -1
	stopAt := end
	if end+1 < lim && p.toks[end].is(possessive) {
		// The owner is not the speaker: look at what is owned.
		return d.owned(p, i, end, lim)
	}
	for k := i; k < end; k++ {
		if p.toks[k].is(role) && !(k == i && d.rules.nameTitles[p.word(k)]) {
			last = k
		}
	}
	switch {
	case last < 0:
		return d.named(p, i, end)
	case last < end-1 && !p.toks[last+1].is(ofWord):
		s := d.named(p, last+1, end)
		s.job = d.readJob(p, i, last+1)
		s.gender |= d.genderOf(p, i, last+1)
		s.from = i
		return s
	}
	// The run ends with the role, or goes on: High Commissioner for Human
	// Rights Michelle Bachelet.
	s, _ := d.rolePhrase(p, i, stopAt, lim)
	return s
}

// owned reads "Amnesty International’s director for Europe, X" after the
// owner's name, which ends at end.
func (d *document) owned(p *para, i, end, lim int) subject {
	if k := end + 1; k < lim && p.toks[k].capital && p.toks[k].kind == word {
		if e := d.nameEnd(p, k, lim, true); e > k {
			if s := d.capitalPhrase(p, k, e, lim); s.kind == person && !s.job.empty() {
				if o := p.orgAt(i); o != nil && s.job.affiliation == "" {
					s.job.affiliation = o.org.name
				}
				s.from = i
				return s
			}
		}
	}
	s, ok := d.rolePhrase(p, i, end+1, lim)
	if !ok {
		return d.named(p, i, end)
	}
	return s
}

// phrase reads a noun phrase that begins with an article: a role before a
// name, an organisation, or a description.
func (d *document) phrase(p *para, i, lim int) (subject, bool) {
	if i+1 >= lim {
		return subject{}, false
	}
	next := p.toks[i+1]
	if p.toks[i].is(indefinite) && next.is(ofWord) && i+2 < lim { // one of the guards, l'un des rescapés
		s, ok := d.rolePhrase(p, i, i+2, lim)
		s.gender &^= they
		return s, ok
	}
	if next.kind != word && next.kind != number || next.is(adverb|conjunction|relative) && !next.is(role|ofWord) && !next.capital {
		return subject{}, false
	}
	if d.verbAt(p, i+1).ok() && p.word(i) == "l'" {
		return subject{}, false // l'a déclaré
	}
	return d.rolePhrase(p, i, i+1, lim)
}

// rolePhrase scans on from token j of a phrase that began at i.
func (d *document) rolePhrase(p *para, i, j, lim int) (subject, bool) {
	hasRole := false
	for k := i; k < j; k++ {
		hasRole = hasRole || p.toks[k].is(role) && !p.toks[k].is(private)
	}
	start := j
	for j < lim && j < i+phraseLimit && !d.endsPhrase(p, i, j, hasRole) {
		t := p.toks[j]
		if t.capital && !t.is(role) && j > i {
			end := d.nameEnd(p, j, lim, false)
			if end == j {
				break
			}
			if at, ok := d.nameInside(p, i, j, end, hasRole); ok {
				if !hasRole && d.cueWithin(p, i, at) {
					return subject{}, false // comme le dit X
				}
				s := d.named(p, at, end)
				s.from = i
				if s.kind == person {
					s.job = d.readJob(p, i, at)
					s.gender |= d.genderOf(p, i, at)
				}
				return s, true
			}
			for ; j < end; j++ {
				hasRole = hasRole || p.toks[j].is(role) && !p.toks[j].is(private)
			}
			continue
		}
		hasRole = hasRole || t.is(role) && !t.is(private)
		j++
	}
	for j > start && p.toks[j-1].is(preposition|definite|indefinite|conjunction) && !p.toks[j-1].capital {
		j--
	}
	return d.unnamed(p, i, j, lim)
}

// cueWithin says whether a word that may be a cue verb stands between two tokens.
func (d *document) cueWithin(p *para, i, j int) bool {
	for k := i; k < j; k++ {
		if p.toks[k].is(cueFinite) && !p.toks[k].is(role|orgNoun) {
			return true
		}
	}
	return false
}

// endsPhrase says whether token j cannot belong to the noun phrase from i.
func (d *document) endsPhrase(p *para, i, j int, hasRole bool) bool {
	t := p.toks[j]
	switch t.kind {
	case word, number:
	default:
		return true
	}
	switch {
	case t.capital || t.is(possessive):
		return false
	case t.is(ofWord) && j+1 < len(p.toks) && p.toks[j+1].kind == number && inOrDans(p, j):
		return true
	case t.is(ofWord):
		return d.verbAt(p, j).ok() || p.word(j) == "et" && !hasRole
	case t.is(auxiliary) && j > i && !t.is(definite|preposition):
		return true
	case t.is(relative | reflexive | negation), t.is(adverb) && j > i+1 && !t.is(role):
		return true
	case t.is(atWord) && hasRole:
		return false
	case t.is(preposition|conjunction) && !t.is(indefinite|definite):
		return true
	}
	if j > i+1 && !p.toks[j-1].is(definite|indefinite|preposition) {
		w := p.word(j)
		if n := j + 1; (hasRole || !d.rules.lowOrgNames && plural(w)) && t.flags == 0 && n < len(p.toks) && (p.toks[n].kind == quoteMark || p.toks[n].kind == word && p.toks[n].is(definite|indefinite) && !p.toks[n].is(ofWord|preposition)) {
			return true // l'ambassadeur balaie «…»
		}
		if d.rules.verbs[w] || d.rules.directs[w] || d.rules.copulas[w] || hasRole && !t.is(ofWord|role) && endsIn(w, d.rules.participleEndings) && !d.rules.lowOrgNames {
			return true
		}
	}
	return j > i+1 && d.verbAt(p, j).ok() && !p.toks[j-1].is(definite|indefinite|preposition)
}

// nameInside finds the person's name in the run of capitals from j to end that
// stands within a phrase begun at i: all of it after a common noun, what is
// left after an organisation's name, the last two words after a preposition.
func (d *document) nameInside(p *para, i, j, end int, hasRole bool) (int, bool) {
	if end < len(p.toks) && (p.toks[end].is(possessive) || p.toks[end].kind == word && !p.toks[end].is(preposition|conjunction|adverb|relative|auxiliary|cueFinite|reflexive|clitic|passive|definite) && j == i+1) {
		return 0, false // the UN chief
	}
	prev := p.toks[j-1]
	if !prev.is(preposition | definite | indefinite | possessive) {
		return j, hasRole || prev.is(role) || d.isOrg(p, j, end) || end-j >= 2
	}
	if j == i+1 {
		return 0, false // la Ligue, l'ONU
	}
	for k := j + 1; k < end; k++ {
		if d.publisherRun(p, j, k) && (end-k >= 2 || d.known(p.slice(k, end))) {
			return k, true
		}
	}
	if hasRole && end-j >= 3 && !d.isOrg(p, end-2, end) {
		return end - 2, true
	}
	return 0, false
}

// publisherRun says whether the capitals from j to k are an organisation's
// whole name, so that a person's may follow: Amnesty International Marie X.
func (d *document) publisherRun(p *para, j, k int) bool {
	return d.isPublisher(p.slice(j, k)) || k == j+1 && acronym(p.slice(j, k))
}

// known says whether a name stands elsewhere in the release; one word alone
// after an organisation's name is a name only then.
func (d *document) known(name string) bool {
	return d.names().full(name) != ""
}

// unnamed makes the subject of a phrase without a name in it, and looks past a
// comma for one: le ministre de l'Intérieur, Jean Petit, …
func (d *document) unnamed(p *para, i, j, lim int) (subject, bool) {
	hasRole := d.hasRole(p, subject{from: i, to: j})
	core := i
	if p.toks[i].is(definite|indefinite) && !p.toks[i].capital || p.toks[i].is(definite|indefinite) && p.starts(i) {
		core = i + 1
	}
	if j <= core {
		return subject{}, false
	}
	if s, ok := d.nameAfterRole(p, i, j, lim); ok && (hasRole || d.plainlyRole(p, i, j, s)) {
		return s, true
	}
	s := subject{kind: description, name: p.slice(i, j), written: p.slice(i, j), gender: d.genderOf(p, i, j), from: i, to: j}
	if d.rules.several[p.word(i)] {
		s.gender = they
	}
	head := p.toks[core]
	switch {
	case head.is(orgNoun) && j <= core+2 && p.toks[i].is(definite) && !head.capital:
		s.kind = shortOrg
	case head.capital && core > i && !hasRole && d.properThroughout(p, core, j):
		s.kind, s.name = organization, p.slice(core, j)
	}
	return s, true
}

// nameAfterRole reads the name after a role and a comma: le ministre, Jean
// Petit; the commissioner, retired judge Alan X; MADL’s president, the novelist Y.
func (d *document) nameAfterRole(p *para, i, j, lim int) (subject, bool) {
	if j+3 < lim && p.word(j) == "in" && p.word(j+1) == "question" {
		j += 2
	}
	if j < lim && p.toks[j].is(preposition) && d.hasRole(p, subject{from: i, to: j}) {
		for k := j; k < lim && k < j+7 && p.toks[k].kind == word && !d.verbAt(p, k).ok() && !p.toks[k].is(auxiliary); k++ {
			if k+1 < lim && p.toks[k+1].kind == comma && k+2 < lim && d.startsName(p, k+2) {
				j = k + 1 // rapporteuse de l'ONU sur la torture, X
			}
		}
	}
	if j+1 >= lim || p.toks[j].kind != comma || p.toks[i].is(indefinite) && p.word(i) != "one" && p.word(i) != "two" {
		return subject{}, false
	}
	if k, _ := p.honorifics(j+1, lim); k > j+1 {
		s, ok := d.parseSubject(p, j+1, lim)
		return d.employ(p, s, i, j), ok && s.kind == person
	}
	if d.startsName(p, j+1) {
		end := d.nameEnd(p, j+1, lim, false)
		single := end == j+2 && !(end+1 < lim && p.toks[end].is(conjunction) && d.startsName(p, end+1)) && (end >= lim || p.toks[end].kind != comma || !p.toks[i].is(definite))
		if single || d.isOrg(p, j+1, end) {
			return subject{}, false
		}
		s := d.named(p, j+1, end)
		return d.employ(p, s, i, j), s.kind == person
	}
	if t := p.toks[j+1]; t.kind != word || !t.is(definite) && !d.roleWithin(p, j+1, min(j+4, lim)) {
		return subject{}, false
	}
	s, ok := d.parseSubject(p, j+1, lim)
	if !ok || s.kind != person {
		if s, ok = d.rolePhrase(p, j+1, j+1, lim); !ok || s.kind != person {
			return subject{}, false
		}
	}
	return d.employ(p, s, i, j), true
}

// plainlyRole says whether a phrase that no table knows for a job is one: a full
// name follows it between commas, and it is no time or thing. «Its harbour
// pilot, Joseph Makinda, said».
func (d *document) plainlyRole(p *para, i, j int, s subject) bool {
	if p.toks[i].is(indefinite) && p.toks[i+1].is(ofWord) {
		return severalWords(s.name) // one of them, X
	}
	if !severalWords(s.name) || !p.toks[i].is(definite) || j-i > 8 || j <= i+1 {
		return false
	}
	for k := i; k < j; k++ {
		if w := p.word(k); d.rules.things[w] || d.rules.times[w] || p.toks[k].is(orgNoun|titleNoun) && k == i+1 && p.orgAt(k) == nil {
			return false
		}
	}
	return true
}

// employ gives a person the job that stands from i to j before the name.
func (d *document) employ(p *para, s subject, i, j int) subject {
	if p.toks[i+1].is(ofWord) && !d.roleWithin(p, i, j) {
		s.from = i
		return s
	}
	o := d.readJob(p, i, j)
	if s.job.role == "" || o.affiliation != "" && s.job.affiliation == "" {
		s.job.role = o.role
	}
	if s.job.affiliation == "" {
		s.job.affiliation = o.affiliation
	}
	s.gender |= d.genderOf(p, i, j)
	s.from = i
	return s
}

// properThroughout says whether a phrase that begins with a capital is a name:
// it ends with a capital too, or begins with a word that organisations have.
func (d *document) properThroughout(p *para, i, j int) bool {
	return p.toks[j-1].capital || p.toks[i].is(orgWord)
}

// genderOf reads the gender that the role or the article from i to j shows.
func (d *document) genderOf(p *para, i, j int) flag {
	const both = feminine | masculine
	for k := i; k < j; k++ {
		t := p.toks[k]
		if g := t.flags & both; t.is(role) && (g == feminine || g == masculine) {
			return g
		}
	}
	if t := p.toks[i]; t.is(definite|indefinite) && (t.flags&both == feminine || t.flags&both == masculine) {
		return t.flags & both
	}
	return 0
}

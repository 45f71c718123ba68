package quote

import "strings"

// naming is how the capitals from at to end name a person: what stands before them
// begins at start, and titled is set where it shows that they do.
type naming struct {
	subject
	start, at, end int
	titled         bool
}

// meet records the mention of a person named by the capitals from k to end. It
// returns the token after the name and the apposition.
func (d *document) meet(p *para, k, end int) int {
	s := d.capitalPhrase(p, k, end, min(len(p.toks), end+phraseLimit))
	if (s.kind == description || s.kind == person && s.nameAt >= end) && end < len(p.toks) && p.toks[end].is(possessive) {
		s = d.named(p, k, end) // Leyla Amini’s testimony, Leyla Amini’s son Omid
	}
	if s.kind != person || d.isThing(p, k, end) {
		return end
	}
	at := max(s.nameAt, k) // a role may stand within the capitals, or a name after them
	if at >= end {
		return end
	}
	n := &naming{subject: s, start: at, at: at, end: end, titled: at > k} // Sœur X
	d.addTitles(p, n, k)
	d.addJobBefore(p, n)
	lim := min(len(p.toks), n.to+reach)
	before := n.job
	n.job = job{}
	d.addApposition(p, &n.subject, lim)
	n.job = before.or(n.job)
	if w := d.calledSo(p, n.start); w != nil && !severalWords(n.name) {
		d.people.byLast[fold(n.name)] = append(d.people.byLast[fold(n.name)], w)
		return n.to
	}
	w, solid := d.whoIs(p, n)
	if w == nil {
		return end // Réaction du Réseau X : the capital is the sentence's
	}
	if to := d.meetTogether(p, n.start, n.subject, lim, before); to > 0 {
		return to
	}
	w.learn(n.subject, place{p.number, n.start})
	subject := d.clauseSubject(p, n.start, end)
	if d.rules.caseEndings != nil {
		subject = subject && d.nominative(p, n.start, at, end)
		d.takeForm(w, n.name, subject)
	}
	d.readFacts(p, n.to, lim, w)
	d.readWhere(p, n.start, n.to, w)
	d.readAppointment(p, n.start, n.to, lim, w)
	d.people.mentions = append(d.people.mentions, mention{para: p.number, at: n.start, to: n.to, who: w, solid: solid, subject: subject})
	return n.to
}

// addTitles takes what stands right before a name with it: an age, courtesy titles,
// little Vika. k is where its capitals begin.
func (d *document) addTitles(p *para, n *naming, k int) {
	at := n.at
	if n.start == k && k > 0 && strings.HasSuffix(p.word(k-1), "-year-old") {
		n.start, n.titled = k-1, true // 10-year-old Sonya
	}
	if at > k && p.in(at-1, nameAdjective) {
		n.start, n.titled = k, true // Little Vika
	}
	if n.start > 3 && p.toks[n.start-4].is(honorific) && p.retired(n.start-3) {
		n.start -= 3
	}
	for n.start > 0 && p.toks[n.start-1].is(honorific) && p.toks[n.start-1].kind == word {
		n.start--
		n.titled = true
		n.gender |= p.toks[n.start].flags & (feminine | masculine)
	}
	if n.start < at && initial(n.name) {
		n.name = p.slice(at-1, n.to) // Ms K
	}
	start := n.start
	if start < at && start > 1 && p.toks[start-1].is(definite) && p.toks[start-2].kind == comma && p.toks[start-1].kind == word {
		n.start-- // the chair, the Rt. Rev. X
	}
	if start == at && start > 0 && !p.toks[start-1].capital && p.toks[start-1].kind == word && p.in(start-1, nameTitle) && p.in(start-1, titleOnly) {
		n.start-- // sor María
		n.name, n.titled = p.slice(n.start, n.to), true
	}
}

// addJobBefore reads the job that stands before a name, and in whose name somebody
// speaks.
func (d *document) addJobBefore(p *para, n *naming) {
	from := ""
	if n.start > 2 && p.toks[n.start-1].kind == comma {
		from = d.inNameOf(p, n.start-1)
	}
	if j, begin := d.jobBefore(p, n.start); begin < n.start && from == "" {
		n.gender |= d.genderOf(p, begin, n.start)
		n.job, n.start = j, begin
		if begin > 2 && p.toks[begin-1].kind == comma {
			from = d.inNameOf(p, begin-1)
		}
	} else if b := d.jobIs(p, n.start); b >= 0 && !(n.end < len(p.toks) && p.toks[n.end].is(possessive)) {
		n.job, n.gender = d.readJob(p, b, n.start-1), n.gender|d.genderOf(p, b, n.start-1)
	}
	if n.job.affiliation == "" {
		n.job.affiliation = from
	}
	if n.job.affiliation == "" {
		n.job.affiliation = d.headedBy(p, n.start)
	}
}

// whoIs returns who is named, and whether it is certain that capitals name a person;
// nobody where a single capital is a sentence's.
func (d *document) whoIs(p *para, n *naming) (*somebody, bool) {
	at, end := n.at, n.end
	titled := n.titled || severalWords(n.name) && (end < len(p.toks) && p.toks[end].is(possessive) || at > 1 && p.toks[at-1].is(ofWord) && p.in(at-2, ofWhomNoun))
	aged := n.to+1 < len(p.toks) && p.toks[n.to].kind == comma && p.toks[n.to+1].kind == number && !d.dateline(p, n.to+1)
	lives := d.starred(p, end) || d.livesOn(p, end)
	solid := titled || aged || lives || !n.job.empty() || d.rules.capitalNouns && d.surelyNamed(p, n.subject, at, end)
	w := d.people.find(n.name, n.gender)
	if w == nil {
		w = d.people.lastNamed(n.name, n.gender, p.number)
	}
	if w != nil {
		return w, solid
	}
	if d.rules.capitalNouns && !titled && !aged && n.job.role == "" && !severalWords(n.name) {
		solid = false // Schätzungen von Amnesty
	}
	known := d.rules.placedNames || d.isGivenName(p, at, end) || titled || aged || lives || n.job.role != "" || solid && !p.starts(at)
	if !known && !severalWords(n.name) {
		return nil, false
	}
	return d.people.add(n.name), solid
}

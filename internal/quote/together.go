package quote

import "strings"

// meetTogether records two people named together, «X et Y, coprésidents de Z»,
// who may speak as one. It returns 0 where one is named alone.
func (d *document) meetTogether(p *para, start int, s subject, lim int, before job) int {
	if s.to+1 >= lim || p.toks[s.to].kind != word {
		return 0
	}
	both := d.joined(p, s, lim)
	if both.kind != description {
		return 0
	}
	w := d.people.pair(both.name)
	w.gender = they
	w.job = before
	if j, to, ok := d.apposition(p, both.to, -1, lim); ok {
		if w.job.role == "" {
			w.job = j
		}
		both.to = to
	}
	d.learnEach(p, s, w.job, lim)
	d.people.mentions = append(d.people.mentions, mention{para: p.number, at: start, to: both.to, who: w, solid: true, subject: d.clauseSubject(p, start, both.to)})
	return both.to
}

// learnEach gives each of two people named together, the first as s, the job in the plural
// that is said of both.
func (d *document) learnEach(p *para, s subject, both job, lim int) {
	if head, _, _ := strings.Cut(both.role, " "); !plural(head) {
		return
	}
	if one := d.singular(both.role); one != "" {
		both.role = one
	}
	if w := d.people.find(s.name, s.gender); w != nil {
		w.learn(subject{job: both}, place{p.number, s.from})
	}
	n, gender := p.honorifics(s.to+1, lim)
	if name := p.slice(n, d.nameEnd(p, n, lim, false)); severalWords(name) {
		d.people.add(name).learn(subject{job: both, gender: gender}, place{p.number, n})
	}
}

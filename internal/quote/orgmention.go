package quote

import (
	"sort"
	"strings"
)

// markMentions notes where paragraph i names organisations, and which one a
// noun stands for: the Centre, l'institut, the group.
func (d *document) markMentions(p *para) {
	for k := 0; k < len(p.toks); k++ {
		t := p.toks[k]
		if t.kind != word && !(d.rules.bareNouns && t.kind == quoteMark) {
			continue
		}
		if o, end := d.namedOrg(p, k); o != nil {
			p.mentions(orgMention{from: k, to: end, org: o})
			d.lastOrgs = append(d.lastOrgs, o)
			if d.clauseSubject(p, k, end) {
				p.orgs[len(p.orgs)-1].subject = true
				d.subjectOrgs = append(d.subjectOrgs, o)
				o.clauses++
			}
			k = end - 1
			continue
		}
		if !t.is(orgNoun|orgWord|lowOrg) || t.is(role) && !t.capital {
			continue
		}
		if o := d.genericOrg(p, k); o != nil {
			p.mentions(orgMention{from: k, to: k + 1, org: o, generic: true, subject: d.clauseSubject(p, k, k+1)})
			if !p.quoted(k) {
				d.lastOrgs = append(d.lastOrgs, o)
			}
		}
	}
}

// namedOrg finds the longest registered name that begins at token k.
func (d *document) namedOrg(p *para, k int) (*institution, int) {
	if d.rules.bareNouns {
		return d.bareNamedOrg(p, k)
	}
	w := p.word(k)
	if d.orgs.first[w] == 0 {
		if p.toks[k].capital && acronym(p.slice(k, k+1)) {
			if o := d.orgs.byInitials(p.slice(k, k+1)); o != nil {
				return o, k + 1
			}
		}
		if !strings.HasSuffix(w, "'") {
			return nil, 0
		}
	}
	end, _ := d.orgNameEnd(p, k)
	end = max(end, d.withFunctionWord(p, k), d.withSmallWord(p, k), d.nameEnd(p, k, len(p.toks), false))
	end = min(max(end, k+d.orgs.first[w]), len(p.toks))
	if p.toks[k].capital && kindBefore(p, k) != "" {
		end = max(end, d.kindNameEnd(p, k))
	}
	if !p.toks[k].capital {
		end = d.commonInstitution(p, k)
	}
	for e := end; e > k; e-- {
		if o := d.orgs.byName[d.rules.key(p.slice(k, e))]; o != nil && d.wholeName(p, k, e) {
			if e == k+1 && acronym(o.name) {
				if full := d.orgs.byInitials(o.name); full != nil {
					o = full
				}
			}
			return o, e
		}
	}
	return nil, 0
}

// wholeName says whether the name from k to e is not the beginning of a longer
// run of capitals that is a person's, a place's or another organisation's.
func (d *document) wholeName(p *para, k, e int) bool {
	if k > 0 && p.toks[k-1].capital && p.toks[k-1].kind == word && !p.toks[k-1].is(notName|definite|role|orgNoun) {
		return false
	}
	if e > k+1 || e >= len(p.toks) || !p.toks[e].capital || p.toks[e].kind != word {
		return true
	}
	return acronym(p.slice(k, e)) || p.toks[e].is(role) || d.orgs.byName[d.rules.key(p.slice(k, e))].name != p.slice(k, e)
}

// genericOrg finds what a noun stands for: the organisation named last whose
// name has it, or that is said to be one; for "l'organisation" and its like,
// the one named last.
func (d *document) genericOrg(p *para, k int) *institution {
	t := p.toks[k]
	if d.rules.placedNames && !hasArticle(p.word(k)) && !p.in(k, oblique) {
		return nil // ثلاثون منظمة
	}
	det := k > 0 && p.toks[k-1].is(definite) || d.contracted(p, k) || d.rules.bareNouns
	beforeRole := k+1 < len(p.toks) && p.toks[k+1].is(role) && (!t.capital || p.starts(k))
	if !det && !beforeRole {
		return nil
	}
	if k+1 < len(p.toks) && p.toks[k+1].capital && p.toks[k+1].kind == word && !p.toks[k+1].is(role) && !d.rules.bareNouns {
		return nil // the organisation’s own name follows
	}
	for c := k + 2; c < len(p.toks) && c < k+5 && p.toks[c].kind == word; c++ {
		if p.toks[c].capital {
			if kindBefore(p, c) == p.word(k) {
				return nil // la fédération d'employeurs X
			}
			break
		}
	}
	w := d.rules.stem(strings.TrimSuffix(p.word(k), "s"))
	for n := len(d.lastOrgs) - 1; n >= 0 && n > len(d.lastOrgs)-lookBack; n-- {
		if o := d.lastOrgs[n]; len(o.words) > 0 && (o.words[0] == w || o.words[0] == p.word(k)) {
			return o // its head, before any name that has the word in it
		}
	}
	var only *institution
	for _, o := range d.orgs.byWord[w] {
		if o.words[0] == w && len(o.words) > 1 {
			if only != nil {
				only = nil
				break
			}
			only = o
		}
	}
	if only != nil && d.spokenOf(only) {
		return only // the university, of which the foundation has been named
	}
	for n := len(d.lastOrgs) - 1; n >= 0 && n > len(d.lastOrgs)-lookBack; n-- {
		o := d.lastOrgs[n]
		if d.rules.placedNames && len(o.words) > 0 && o.words[0] != w {
			if inner := d.innerOrg(o, w); inner != nil {
				return inner
			}
			continue
		}
		for _, word := range o.words {
			if word == w || word == p.word(k) {
				return o
			}
		}
		for _, kind := range o.kinds {
			if kind == w || kind == p.word(k) || p.in(k, companyNoun) && d.rules.in(kind, companyNoun) {
				return o
			}
		}
		if t.is(orgNoun) && !t.capital && d.bodyKin(o, d.rules.sameJob[p.word(k)]) {
			return o
		}
	}
	if !p.in(k, anyOrgNoun) || t.capital && !d.rules.capitalNouns && !acronym(p.slice(k, k+1)) || beforeRole {
		return nil
	}
	for n := len(d.subjectOrgs) - 1; n >= 0 && n > len(d.subjectOrgs)-lookBack; n-- {
		if o := d.subjectOrgs[n]; (!o.state || o == d.lastOrgs[0] && p.in(k, bodyNoun)) && !d.rules.in(fold(o.name), mediaName) {
			return o
		}
	}
	for n := len(d.lastOrgs) - 1; n >= 0 && n > len(d.lastOrgs)-lookBack; n-- {
		if o := d.lastOrgs[n]; !o.state && !d.rules.in(fold(o.name), mediaName) {
			return o
		}
	}
	return nil
}

// spokenOf says whether an organisation's name stands in a longer one that has been
// named.
func (d *document) spokenOf(o *institution) bool {
	for n := len(d.lastOrgs) - 1; n >= 0 && n > len(d.lastOrgs)-lookBack; n-- {
		if strings.HasSuffix(d.lastOrgs[n].name, o.name) {
			return true
		}
	}
	return false
}

// contracted says whether the article of token k is in the preposition: du
// centre, al ministerio.
func (d *document) contracted(p *para, k int) bool {
	return k > 0 && p.toks[k-1].kind == word && p.in(k-1, withArticle)
}

// quoted says whether token k stands within a quotation.
func (p *para) quoted(k int) bool {
	i := sort.Search(len(p.spans), func(i int) bool { return p.spans[i].close > k })
	return i < len(p.spans) && p.spans[i].open < k
}

// mentions adds the mention of an organisation behind the others of the paragraph.
func (p *para) mentions(m orgMention) {
	p.orgs = append(p.orgs, m)
	p.toks[m.from].org = true
}

// orgAt returns the mention of an organisation that begins at token i.
func (p *para) orgAt(i int) *orgMention {
	if i < 0 || i >= len(p.toks) || !p.toks[i].org {
		return nil
	}
	lo, hi := 0, len(p.orgs)
	for lo < hi {
		if m := (lo + hi) / 2; p.orgs[m].from < i {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return &p.orgs[lo]
}

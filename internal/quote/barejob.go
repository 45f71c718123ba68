package quote

import "strings"

// adjective says whether token k is a word that may stand before a job.
func (d *document) adjective(p *para, k int) bool {
	t := p.toks[k]
	return t.kind == word && t.flags&^(notName|feminine|masculine) == 0 && endsIn(p.word(k), d.rules.adjectiveEndings)
}

// jobAt returns the token of the job to which the words from i on lead.
func (d *document) jobAt(p *para, i, lim int) (int, bool) {
	if i >= lim {
		return i, false
	}
	k := i
	if k+1 < lim && p.in(k, ownerWord) {
		k++ // наш собеседник
	}
	if p.toks[k].kind == number && !strings.HasSuffix(p.slice(k, k+1), "-") && strings.Contains(p.slice(k, k+1), "-") {
		k++ // 19-летний юноша
	}
	for k < lim && k < i+4 && !p.toks[k].is(role) && d.adjective(p, k) {
		k++
	}
	return k, k < lim && p.toks[k].kind == word && p.toks[k].is(role) && (!p.toks[k].capital || k == i || p.in(k-1, oblique) || !p.starts(k))
}

// leadsToJob says whether the words from token k on lead to a job in the nominative.
func (d *document) leadsToJob(p *para, k int) bool {
	at, ok := d.jobAt(p, k, len(p.toks))
	if d.rules.placedNames && k > 0 && p.toks[k-1].kind == word && p.toks[k-1].flags == 0 && !p.toks[k-1].capital {
		return false // مؤتمر صحفي
	}
	return ok && !p.in(at, oblique)
}

// ownerName returns the token after the name of whose relative somebody is, in the
// genitive: сестра Марии Зуевой. It returns k where the relative's own name stands there.
func (d *document) ownerName(p *para, i, k, end int) int {
	at, _ := d.jobAt(p, i, k)
	if d.rules.caseEndings == nil || at >= k || k != at+1 || !p.toks[at].is(private) || p.in(at, oblique) {
		return k
	}
	for k < end && endsIn(p.word(k), d.rules.obliqueEndings) {
		k++
	}
	return k
}

// bareJob splits what the words from i to j say of a person into the role and
// the organisation it is held at.
func (d *document) bareJob(p *para, i, j int) job {
	var o job
	end, whole := j, false
	at, ok := d.jobAt(p, i, j)
	if !ok {
		at = i
	}
	for k := at + 1; k < j; k++ {
		if m := p.orgAt(k); m != nil && m.to <= j {
			o.affiliation, end = m.org.name, k
			if d.rules.placedNames && m.generic && !p.in(k, oblique) && p.toks[k-1].kind == word && !p.toks[k-1].is(preposition) {
				end, whole = m.to, true // رئيسة الديوان
			}
			break
		}
		if p.toks[k].kind == comma {
			end = k
			break
		}
		if d.rules.caseEndings != nil && p.toks[k].is(orgNoun) && !p.toks[k].is(titleNoun) && k+1 < j && d.genitive(p, k+1) { // профсоюза учителей
			for end = k; end > at+1 && d.adjective(p, end-1); end-- {
			}
			o.affiliation = p.slice(end, j)
			break
		}
	}
	for k := at + 1; k < end; k++ {
		if p.in(k, sinceWord) || d.rules.placedNames && p.toks[k].kind == word && p.toks[k].is(preposition) {
			end = k // с тридцатилетним стажем, من مالي
		}
	}
	if d.rules.placedNames && end > at+2 && p.toks[end-1].is(role) && hasArticle(p.word(end-1)) {
		end-- // مدير السجن العميد
	}
	if !whole && end > at+1 && o.affiliation != "" && p.toks[end-1].is(orgNoun) && !p.toks[end-1].is(role) {
		for end--; end > at+1 && d.adjective(p, end-1); end-- { // международной организации «…»
		}
	}
	for end > at+1 && p.toks[end-1].kind == word && p.toks[end-1].is(honorific) {
		end--
	}
	for end > at+1 && p.toks[end-1].kind == word && (p.toks[end-1].is(preposition|conjunction) || o.affiliation != "" && !whole && p.toks[end-1].is(orgNoun)) && !p.toks[end-1].is(role) {
		end--
	}
	o.role = p.slice(i, end)
	if o.affiliation == "" && d.rules.placedNames && !p.toks[at].is(private) {
		for k := at + 1; k < end; k++ {
			if p.toks[k].flags == 0 && hasOwner(p.word(k)) { // مدير عملياتها
				o.affiliation = d.contextOrg(p, i)
			}
		}
	}
	if end == i+1 && p.in(i, noJobNoun) {
		o.role = ""
	}
	return o
}

// bareJobBefore finds the job before the name at token k, and where it begins.
func (d *document) bareJobBefore(p *para, k int) (job, int) {
	best, from := job{}, k
	for c := k - 1; c >= 0 && c > k-phraseLimit; c-- {
		if t := p.toks[c]; t.kind == stop || t.kind == colon || p.quoted(c) && t.kind == word && !p.toks[k-1].is(role) && c == k-1 {
			break
		}
		if p.toks[c].kind != word || p.quoted(c) {
			continue
		}
		if at, ok := d.jobAt(p, c, k); !ok || from < k && p.in(at, oblique) {
			continue
		}
		if s, ok := d.barePhrase(p, c, min(len(p.toks), k+phraseLimit)); ok && s.kind == person && s.nameAt >= k && s.nameAt < k+3 {
			best, from = s.job, c
		}
	}
	return best, from
}

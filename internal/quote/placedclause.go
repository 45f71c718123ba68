package quote

import "strings"

// nameAfterJob returns the token of the name to which the job at token k leads, or
// 0: after the job and its adjectives (الطالب الجامعي), after what it is of
// (محامية الشركة, المتحدث باسم X), or after a comma.
func (d *document) nameAfterJob(p *para, k int) int {
	w := p.word(k)
	proper := hasArticle(w) || hasOwner(w)
	if p.toks[k].is(private) && !proper {
		return 0 // والدة زيد: whose she is
	}
	n := k + 1
	if proper {
		n = adjectives(p, n, k+3)
	} else {
		n = d.complement(p, n, k+8)
	}
	of := n
	for n < len(p.toks) && n < k+12 && p.toks[n].kind == word && (p.toks[n].is(atWord) || p.in(n, oblique)) {
		next := d.complement(p, n, k+16)
		if next == n {
			break
		}
		n = next
	}
	apart := n < len(p.toks) && p.toks[n].kind == comma
	if apart {
		n++
	}
	if !apart && n < len(p.toks) && (!proper || n > of) && strings.HasPrefix(p.word(n), "ب") {
		return 0 // رئيس البلدية بحل المشكلة
	}
	if n >= len(p.toks) || !d.nameWord(p, n) && (apart || !proper || !d.jobAsName(p, n)) || hasArticle(p.word(n)) && (apart || !d.properAt(p, n)) {
		return 0
	}
	if end := d.placedEnd(p, n); apart && (end < n+2 || end < len(p.toks) && p.toks[end].kind == word && !p.toks[end].is(demonstrate)) {
		return 0
	}
	return n
}

// adjectives steps over the adjectives at token n, up to lim.
func adjectives(p *para, n, lim int) int {
	for n < len(p.toks) && n < lim && p.toks[n].kind == word && hasArticle(p.word(n)) && (adjectival(p.word(n)) || p.in(n, nameAdjective)) && !p.toks[n].is(role|honorific) {
		n++
	}
	return n
}

// complement steps over what a job is of, from token n on: an organisation, or words up
// to the first one with the article, and its adjectives.
func (d *document) complement(p *para, n, lim int) int {
	lim = min(lim, len(p.toks))
	for n < lim && p.toks[n].kind == word && !hasArticle(p.word(n)) && !strings.HasPrefix(p.word(n), "لل") && !p.toks[n].is(role|honorific) && !hasOwner(p.word(n)) {
		if p.toks[n].is(orgNoun) {
			if e := d.placedInstitution(p, n); e > n {
				return e
			}
		}
		n++
	}
	if n < lim && p.toks[n].kind == word && !p.toks[n].is(role|honorific) {
		n++
	}
	return adjectives(p, n, lim)
}

// adjectival says whether a word with the article has the ending of an adjective.
func adjectival(w string) bool {
	return strings.HasSuffix(w, "ي") || strings.HasSuffix(w, "ة") || strings.HasSuffix(w, "ون") || strings.HasSuffix(w, "ين")
}

// afterFirstVerb reads the subject of the verb with which a sentence begins, whatever
// it is, or the subject with which it begins.
func (d *document) afterFirstVerb(p *para, lo, hi int) (subject, bool) {
	for c := lo; c < hi; c++ {
		if c > lo && p.toks[c-1].kind != comma {
			continue
		}
		for c < hi && p.toks[c].kind == word && p.toks[c].is(conjunction|adverb|auxiliary) && !p.toks[c].is(cueFinite) {
			c++
		}
		if c >= hi || p.toks[c].kind != word || p.toks[c].is(preposition) {
			continue
		}
		s, ok := d.subjectWithJob(p, c, hi)
		if !ok {
			s, ok = d.verbSubject(p, verb{from: c, to: c + 1}, hi)
		}
		if ok && (s.kind != description || d.hasRole(p, s)) {
			return s, true
		}
	}
	return subject{}, false
}

// toldBy reads whom somebody tells of: ونقلت الشبكة عن X قوله.
func (d *document) toldBy(p *para, v verb, hi int) (subject, bool) {
	if !p.in(v.to-1, receivingVerb) {
		return subject{}, false
	}
	for c := v.to; c+1 < hi && c < v.to+8; c++ {
		if p.toks[c].kind == word && p.in(c, orgInnerWord) {
			return d.subjectWithJob(p, c+1, hi)
		}
	}
	return subject{}, false
}

// unknownSubject reads the noun right after a verb where nothing shows what it is: the
// subject as it is written where it has the article, and otherwise nobody. It does not
// hold where no noun follows, or the verb may have an object there.
func (d *document) unknownSubject(p *para, v verb, hi int) (subject, bool) {
	k := v.to
	const small = preposition | demonstrate | conjunction | adverb | relative | negation | he | she | they | auxiliary | passive | source
	if k >= hi || p.toks[k].kind != word || p.toks[k].is(small) || p.in(k, oblique) {
		return subject{}, false
	}
	if p.in(v.to-1, callingVerb) || strings.HasSuffix(p.word(v.to-1), "وا") {
		return subject{}, false // وصف القرار بأنه: it is what the decision is called
	}
	if !hasArticle(p.word(k)) || p.toks[k].flags != 0 || p.in(k, commonWord) || p.in(k, timeNoun) || p.in(k, documentNoun) {
		return subject{}, true
	}
	end := k + 1
	for end < hi && end < k+4 && p.toks[end].kind == word && hasArticle(p.word(end)) && p.toks[end].flags == 0 {
		end++
	}
	return subject{kind: description, name: p.slice(k, end), written: p.slice(k, end), gender: d.verbGender(p, v), from: k, to: end}, true
}

package quote

import (
	"slices"
	"strings"
)

// placedInstitution returns the token after the organisation's name that begins at
// token k, or 0: a noun like "association" and what it is of, up to the first
// word with the article and its adjectives; or such a noun with the article, its
// adjectives, and what it is for.
func (d *document) placedInstitution(p *para, k int) int {
	t := p.toks[k]
	if !t.is(orgNoun) || strings.HasPrefix(p.word(k), "لل") {
		return 0
	}
	w, n := p.word(k), k+1
	lim := min(len(p.toks), k+9)
	if !hasArticle(w) {
		for n < lim && p.toks[n].kind == word && !hasArticle(p.word(n)) && d.inPlacedName(p, k, n) {
			n++
		}
		if n < lim && p.toks[n].kind == word && hasArticle(p.word(n)) && !p.toks[n].is(relative|adverb) && !p.in(n, timeNoun) {
			n++
		}
		if n+1 < lim && n > k+1 && p.in(n, orgInnerWord) && p.toks[n+1].kind == word && hasArticle(p.word(n+1)) {
			n += 2 // لجنة الدفاع عن الحريات
		}
	}
	for n < lim && p.toks[n].kind == word && hasArticle(p.word(n)) && !p.toks[n].is(role|relative|adverb) && !p.in(n, timeNoun) && attributive(p.word(n)) {
		n++
	}
	if n < lim && p.toks[n].kind == word && n > k && strings.HasPrefix(p.word(n), "ل") && p.toks[n].flags == 0 { // للحريات, لنجدة المهاجرين
		long := strings.HasPrefix(p.word(n), "لل")
		n++
		if !long && n < lim && p.toks[n].kind == word && hasArticle(p.word(n)) {
			n++
		}
	}
	if n > k+1 && n+1 < lim && p.in(n, inWord) && p.toks[n+1].kind == word && !p.in(n+1, documentNoun) {
		switch c := n + 1; {
		case p.in(c, placeWord) && !hasArticle(p.word(c)) && c+1 < lim:
			n = c + 2
		case hasArticle(p.word(c)) && p.toks[c].flags == 0 && !p.in(c, timeNoun):
			n = c + 1
		}
	}
	if n == k+1 || n == k+2 && p.in(k+1, teamNoun) {
		return 0
	}
	return n
}

// attributive says whether a word with the article goes on with the name before it:
// it ends as adjectives do.
func attributive(w string) bool {
	return strings.HasSuffix(w, "ة") || strings.HasSuffix(w, "ي") || strings.HasSuffix(w, "ون") || strings.HasSuffix(w, "ين") && !strings.HasSuffix(w, "يين")
}

// inPlacedName says whether a word without the article goes on with the name of the
// organisation at token k.
func (d *document) inPlacedName(p *para, k, n int) bool {
	t := p.toks[n]
	return t.flags&^(role|private|feminine|masculine|orgNoun|orgWord|particle) == 0 && !p.in(n, timeNoun) && !p.in(n, documentNoun) && !tanwin(p.slice(n, n+1)) &&
		!verbForm(p.word(n)) && !strings.HasPrefix(p.word(n), "لل") && !hasOwner(p.word(n)) && !(p.in(n, commonWord) && p.in(k, namedKindNoun))
}

// innerOrg finds the organisation within the name of another that begins with the
// noun w: the university in the council of the university of X.
func (d *document) innerOrg(o *institution, w string) *institution {
	for _, c := range d.orgs.byWord[w] {
		if len(c.words) > 0 && c.words[0] == w && len(c.words) < len(o.words) && slices.Contains(o.words, w) {
			return c
		}
	}
	return nil
}

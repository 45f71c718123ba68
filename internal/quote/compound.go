package quote

import (
	"bytes"
	"strings"
)

// part says whether the word at token k is the first or the last of a name of two
// words or more somewhere in the release.
func (d *document) part(p *para, k int) bool {
	if d.parts == nil {
		d.parts = map[string]bool{}
		for p := range d.forNames() {
			d.nameParts(p)
		}
	}
	return d.parts[d.rules.stem(p.word(k))]
}

// nameParts notes the words of names in a paragraph.
func (d *document) nameParts(p *para) {
	for k := 0; k < len(p.toks); k++ {
		if t := p.toks[k]; t.kind != word || !t.capital || t.is(notName|adverb) || p.in(k, timeNoun) {
			continue
		}
		end := d.nameEnd(p, k, len(p.toks), true)
		at := d.afterJobs(p, k, end)
		if at < end && !p.toks[at].capital || at == k && ofKind(p, k, end) {
			continue
		}
		if at == k && k > 0 && p.toks[k-1].is(definite|indefinite) && p.toks[k-1].kind == word && end > k+2 {
			at++
		}
		det := k > 0 && p.toks[k-1].kind == word && p.toks[k-1].is(definite|indefinite)
		if countCapitals(p, at, end) >= 2 && !(at == k && det) || at > k && at < end && end == at+1 && !p.toks[at].is(adverb) && !p.in(at, timeNoun) {
			for c := at; c < end; c++ {
				if w := p.word(c); p.toks[c].capital && p.toks[c].flags&(orgWord|orgNoun|titleNoun|role) == 0 && (c == at || c == end-1) {
					d.parts[d.rules.stem(w)] = true
				}
			}
		}
		k = max(k, end-1)
	}
}

// startsNoun says whether a person's name begins with the capital at token i.
func (d *document) startsNoun(p *para, i int) bool {
	t := p.toks[i]
	if t.is(notName|honorific|possessive|adverb) || p.in(i, timeNoun) {
		return false
	}
	if n := i + 1; n < len(p.toks) && p.toks[n].kind == word && (p.toks[n].capital && !p.toks[n].is(notName) || p.toks[n].is(particle) && d.nameEnd(p, i, len(p.toks), true) > n) {
		return true
	}
	return d.part(p, i) || i > 0 && p.toks[i-1].kind == word && p.toks[i-1].capital && (d.isRole(p, i-1) || p.toks[i-1].is(honorific)) && !t.is(adverb) && !p.in(i, timeNoun) ||
		i > 0 && p.toks[i-1].capital && strings.HasSuffix(p.slice(i-1, i), ".")
}

// kindOfMany says whether a noun with a capital only says what kind of organisation is
// named after it: die Hilfsorganisation Stille Wasser, die Firma X.
func (r *rules) kindOfMany(w string) bool {
	for i := max(0, len(w)-longestHead); r.capitalNouns && i+shortestHead <= len(w); i++ {
		if r.in(w[i:], namedKindNoun) {
			return true
		}
	}
	return false
}

// The last part of a compound has at least, and at most, so many bytes.
const shortestHead, longestHead = 4, 24

// compound returns the flags of the last part of a compound noun, where a language
// makes such: Kampagnenleiterin is a Leiterin, a Umweltverband a Verband. What somebody
// is to somebody makes no compounds.
func (r *rules) compound(low []byte) flag {
	if !r.capitalNouns {
		return 0
	}
	if f := r.declined(low); f != 0 {
		return f
	}
	for i := max(3, len(low)-longestHead); i+shortestHead <= len(low); i++ {
		f := r.words[string(low[i:])]
		if f == 0 {
			f = r.declined(low[i:])
		}
		if f&private != 0 || f&(role|orgNoun|titleNoun) == 0 {
			continue
		}
		return f & (role | orgNoun | orgWord | titleNoun | feminine | masculine)
	}
	return 0
}

// declined returns the flags of a noun in another case or number: des Verbands, die
// Expertinnen, den Beauftragten.
func (r *rules) declined(w []byte) flag {
	if stem, ok := bytes.CutSuffix(w, []byte("s")); ok {
		return r.words[string(stem)] & (orgNoun | orgWord | titleNoun)
	}
	for _, ending := range [...]string{"nen", "en", "n"} {
		if stem, ok := bytes.CutSuffix(w, []byte(ending)); ok && len(stem) > shortestHead {
			if f := r.words[string(stem)]; f&role != 0 {
				return f & (role | private)
			}
		}
	}
	return 0
}

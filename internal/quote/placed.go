package quote

import "strings"

// In a script without capitals only its place shows that a word is a name: it
// stands after a title, a job or a verb of saying, begins with a word that names
// are made with (ابن, أبو), or is part of a name that stands so elsewhere in the
// release. Tokens of names are given the capital that the script does not have, and
// all else reads them as it reads capitals.

// longestName is how many words a name has at most, those that belong together
// (عبد الرحمن) counted as one.
const longestName = 4

// placeNames marks the names of the release.
func (d *document) placeNames() {
	known := map[string]bool{}
	for i := range d.paras {
		if d.paras[i].heading {
			continue
		}
		p := d.para(i)
		for k := 0; k < len(p.toks); k++ {
			at := d.nameAfter(p, k)
			if at == 0 || p.quoted(at) {
				continue
			}
			end := d.placedEnd(p, at)
			for c := at; c < end; c++ {
				p.toks[c].capital = true
				p.toks[c].flags &= particle // فلاح is a name here, and no farmer
			}
			if end > at+1 {
				d.knowParts(p, at, end, known)
			} else if end > at && !p.toks[at].is(particle) {
				known[d.rules.stem(p.word(at))] = true
			}
			k = max(k, end-1)
		}
	}
	for i := range d.paras {
		if d.paras[i].heading {
			continue
		}
		p := d.para(i)
		for k := range p.toks {
			if t := &p.toks[k]; t.kind == word && !t.capital && t.flags&^(feminine|masculine) == 0 && known[d.rules.stem(p.word(k))] {
				t.capital = true
				if k > 0 && p.toks[k-1].kind == word && p.toks[k-1].is(particle) && !p.toks[k-1].is(conjunction) {
					p.toks[k-1].capital = true // بن سالم
				}
			}
		}
	}
}

// knowParts notes the first and the last word of the name from one token to before
// another: either may stand for the whole.
func (d *document) knowParts(p *para, at, end int, known map[string]bool) {
	for _, k := range [...]int{at, end - 1} {
		if t := p.toks[k]; t.flags&^(feminine|masculine) == 0 && !p.in(k, commonWord) {
			known[d.rules.stem(p.word(k))] = true
		}
	}
}

// nameAfter returns the token at which a name begins for which token k makes place,
// or 0.
func (d *document) nameAfter(p *para, k int) int {
	t := p.toks[k]
	n := k + 1
	if t.kind != word || n >= len(p.toks) {
		return 0
	}
	switch {
	case t.is(honorific), p.in(k, nameTitle):
		if p.toks[n].kind == word && (d.nameWord(p, n) || d.jobAsName(p, n)) {
			return n
		}
	case t.is(role) && !p.in(k, severalWord):
		return d.nameAfterJob(p, k)
	case d.verbAt(p, k).ok() && !d.verbAt(p, k).nonfinite:
		for n < len(p.toks) && n < k+4 && p.toks[n].is(adverb) {
			n++
		}
		if n < len(p.toks) && d.nameWord(p, n) && (!hasArticle(p.word(n)) || d.properAt(p, n)) {
			return n
		}
	case t.is(source):
		if c, ok := d.sourceAt(p, k); ok && c < len(p.toks) && d.nameWord(p, c) && !hasArticle(p.word(c)) {
			return c
		}
	}
	if d.kunya(p, k) {
		return max(k, 1)
	}
	return 0
}

// kunya says whether token k begins a name with "father of" or "mother of"; the
// second is the word for "or", too, and begins a name only after a verb's form.
func (d *document) kunya(p *para, k int) bool {
	if k == 0 || k+1 >= len(p.toks) || !p.toks[k].is(particle) || !d.nameWord(p, k+1) {
		return false
	}
	if p.word(k) != "ام" {
		return p.in(k, kunyaWord)
	}
	return p.in(k, kunyaWord) && (p.toks[k-1].kind == comma || p.toks[k-1].kind == word && p.toks[k-1].flags == 0 && strings.HasSuffix(p.word(k-1), "ت"))
}

// hasArticle says whether a folded word begins with the article.
func hasArticle(w string) bool {
	w = strings.TrimPrefix(strings.TrimPrefix(w, "و"), "ف")
	return strings.HasPrefix(w, "ال") && len(w) > 8
}

// nameWord says whether token n may be part of a name: it is in no list, or one of
// the words that names are made with.
func (d *document) nameWord(p *para, n int) bool {
	t := p.toks[n]
	return t.kind == word && t.flags&^(particle|feminine|masculine) == 0 && !p.in(n, commonWord) && !p.in(n, timeNoun) && !p.in(n, documentNoun) && !p.in(n, placeWord) && !p.in(n, thingNoun) && !p.in(n, oblique) && !hasOwner(p.word(n)) && !ofHim(p.slice(n, n+1)) && !tanwin(p.slice(n, n+1))
}

// jobAsName says whether token n, right after a title or a job with the article, is a
// name that is a job's noun too: العميد فلاح مهدي.
func (d *document) jobAsName(p *para, n int) bool {
	t := p.toks[n]
	return t.kind == word && t.is(role) && !t.is(private) && !hasArticle(p.word(n)) && n+1 < len(p.toks) && d.nameWord(p, n+1)
}

// otherSurname returns the token after a surname that is another word too, and token k
// where it is that word: a job's noun is a surname where nothing hangs on it (سعاد حداد،),
// and a preposition where nothing follows (حسن خلف،). A noun
// with the article is one after a first name only. words are those of the name before it.
func (d *document) otherSurname(p *para, k, words int) int {
	t, n := p.toks[k], k+1
	const small = preposition | conjunction | demonstrate | adverb | cueFinite | cueNonfinite
	switch {
	case t.kind != word || p.in(k, oblique) || p.in(k, severalWord) || words > 1 && hasArticle(p.word(k)):
	case n < len(p.toks) && p.toks[n].kind == word && !(t.is(role|honorific) && p.toks[n].is(small) && !p.in(n, oblique)):
	case t.is(role|honorific) && !t.is(private), t.is(preposition) && !t.is(cueFinite|demonstrate|conjunction):
		return n
	}
	return k
}

// tanwin says whether a word ends in the sign of an indefinite noun or adverb.
func tanwin(w string) bool {
	return strings.HasSuffix(w, "ًا") || strings.HasSuffix(w, "اً") || strings.HasSuffix(w, "ٌ") || strings.HasSuffix(w, "ٍ")
}

// placedEnd returns the token after the name that begins at token k: it ends with a
// word that has the article, with one that no name has, or with its fourth.
func (d *document) placedEnd(p *para, k int) int {
	n := 0
	for k < len(p.toks) && n < longestName && (d.nameWord(p, k) || n == 0 && d.jobAsName(p, k) || n > 0 && d.otherSurname(p, k, n) > k) {
		if p.toks[k].is(particle) && k+1 < len(p.toks) && (d.nameWord(p, k+1) || p.toks[k+1].is(honorific)) {
			k++
			for p.toks[k].is(particle) && k+1 < len(p.toks) && d.nameWord(p, k+1) {
				k++
			}
		} else if n > 0 && p.toks[k].is(role|honorific|preposition) {
			return d.otherSurname(p, k, n)
		} else if w := p.word(k); n > 0 && !hasArticle(w) && verbForm(w) {
			return k
		} else if hasArticle(w) && (n > 0 || k+1 == len(p.toks) || hasArticle(p.word(k+1))) {
			if k++; k < len(p.toks) && p.toks[k].kind == word && d.nameWord(p, k) && (p.toks[k].is(particle) || n == 1 && d.endsName(p, k)) {
				n++
				continue
			}
			return k
		}
		k++
		n++
	}
	return k
}

// endsName says whether token k is the last word of a name, after one with the
// article: محمد العربي زيتوت, with a sign or a small word after it.
func (d *document) endsName(p *para, k int) bool {
	if n := k + 1; n < len(p.toks) && p.toks[n].kind == word {
		return (p.toks[n].is(preposition|demonstrate|conjunction) || p.in(n, oblique)) && !hasArticle(p.word(k)) && !verbForm(p.word(k))
	}
	return !hasArticle(p.word(k)) && !verbForm(p.word(k))
}

// properAt says whether a name that begins with the article stands at token n: الطاهر
// حميدي, and no noun with its adjective.
func (d *document) properAt(p *para, n int) bool {
	return n+1 < len(p.toks) && d.nameWord(p, n) && hasArticle(p.word(n)) && d.nameWord(p, n+1) && !hasArticle(p.word(n+1)) && !verbForm(p.word(n+1))
}

// verbForm says whether an unknown word has the form of a verb in the past of a
// woman (فصلت) or with the pronoun of what it is done to.
func verbForm(w string) bool {
	return strings.HasSuffix(w, "ت") && !strings.HasSuffix(w, "ات") && len(w) > 6 || strings.HasSuffix(w, "وا") && len(w) > 6
}

// hasOwner says whether a word ends in the pronoun of whose it is: شقيقها, عملياتها.
func hasOwner(w string) bool {
	return len(w) > 8 && (strings.HasSuffix(w, "ها") || strings.HasSuffix(w, "هم") || strings.HasSuffix(w, "ته") || strings.HasSuffix(w, "قه"))
}

// ofHim says whether a word, as written, ends in the pronoun for "his".
func ofHim(w string) bool {
	return strings.HasSuffix(w, "ه") && !strings.HasSuffix(w, "الله") && len(w) >= 12
}

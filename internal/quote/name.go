package quote

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// honorifics skips courtesy titles: Mme, le Dr.
func (p *para) honorifics(i, lim int) (int, flag) {
	j := i
	if j+1 < lim && p.toks[j].is(definite) && p.toks[j+1].is(honorific) {
		j++
	}
	var gender flag
	start := j
	if j+1 < lim && p.toks[j].capital && p.in(j, honourWord) && p.toks[j+1].is(honorific) {
		j++ // the Most Rev. X
	}
	if j+2 < lim && p.toks[j].is(definite) && p.in(j+1, honourWord) && p.toks[j+1].capital && p.toks[j+2].is(honorific) {
		j += 2
	}
	for j < lim && p.toks[j].kind == word && p.toks[j].is(honorific) && (p.toks[j].capital || j > start || !p.toks[j].is(clitic|private)) {
		gender |= p.toks[j].flags & (feminine | masculine)
		j++
	}
	if j == start {
		return i, 0
	}
	if p.retired(j) && j+3 < lim {
		j += 3
	}
	return j, gender
}

// retired says whether brackets with one or two letters stand at token i between a rank
// and a name: la Gral. (R) Mora.
func (p *para) retired(i int) bool {
	return i > 0 && i+3 < len(p.toks) && p.toks[i].kind == parenOpen && p.toks[i+1].kind == word && len(p.word(i+1)) <= 3 && p.toks[i+2].kind == parenClose &&
		p.toks[i+3].kind == word && p.toks[i+3].capital
}

// startsName says whether a proper name may begin with token i.
func (d *document) startsName(p *para, i int) bool {
	t := p.toks[i]
	if i+1 < len(p.toks) && p.in(i, honourWord) && p.toks[i+1].is(honorific) {
		return false // the Very Revd X
	}
	if i > 0 && t.capital && p.toks[i-1].is(preposition) && p.in(i, platform) {
		return false
	}
	if t.is(auxiliary|reflexive|passive|negation|clitic|preposition|conjunction|relative|he|she|they) && !t.is(role|orgWord) && p.starts(i) &&
		!(t.is(particle|definite) && i+1 < len(p.toks) && p.toks[i+1].capital) {
		return false // Han pasado veinte años; Lo dijo
	}
	if p.starts(i) && i+2 < len(p.toks) && t.kind == word && t.capital && p.toks[i+1].kind == comma && p.toks[i+2].kind == word &&
		(t.is(cueParticiple) || endsIn(p.word(i), d.rules.passives)) {
		return false // Consultado, el ministro; Asked, she
	}
	if g := byGivenName()[p.word(i)]; g != 0 && t.is(adverb) && t.kind == word && t.capital && i+1 < len(p.toks) && p.toks[i+1].kind == word && p.toks[i+1].capital && !p.toks[i+1].is(notName|orgWord) &&
		!(i > 0 && p.toks[i-1].is(preposition|conjunction|demonstrate)) {
		return true // Domingo Caal, June Harper
	}
	if t.is(notName) && !t.is(definite) && t.kind == word && t.capital && !p.starts(i) && i+1 < len(p.toks) && p.toks[i+1].capital && p.toks[i+1].kind == word {
		return !t.is(honorific | conjunction | adverb) // Ma Thida Aung
	}
	if d.rules.capitalNouns {
		return t.kind == word && t.capital && d.startsNoun(p, i)
	}
	if d.rules.bareNouns && t.capital && p.starts(i) && !d.startsBare(p, i) {
		return false
	}
	return t.kind == word && t.capital && !t.is(notName|honorific|possessive) && (!t.is(adverb) || !p.starts(i))
}

// starts says whether token i is the first of its sentence.
func (p *para) starts(i int) bool {
	if i == 0 {
		return true
	}
	switch p.toks[i-1].kind {
	case stop, quoteMark, colon, dash:
		return true
	}
	return false
}

// nameEnd returns the token after the run of capitals that begins at i, with
// the particles inside it (de, van, bin, al-).
func (d *document) nameEnd(p *para, i, lim int, titled bool) int {
	if i >= lim || p.toks[i].kind != word || !p.toks[i].capital || !titled && p.toks[i].is(notName) && !d.startsName(p, i) {
		return i
	}
	j := i + 1
	for j < lim && j < i+phraseLimit {
		t := p.toks[j]
		if t.kind == word && t.capital && !t.is(possessive) {
			if t.is(notName) && !t.is(particle) && p.toks[j-1].capital && (p.in(j, dayWord) || t.is(he|she|they) || !d.rules.possessiveS) {
				break // Guterres Monday
			}
			j++
			continue
		}
		if e := nickname(p, j, lim); e > j {
			j = e
			continue
		}
		k := j
		for k < lim && k < j+2 && p.toks[k].kind == word && p.toks[k].is(particle) && !p.toks[k].capital {
			k++
		}
		if k > j && d.rules.capitalNouns && p.toks[j].is(definite) {
			break // Mitglieder der Firma
		}
		if k == j+1 && p.toks[j].is(conjunction) && (j < i+2 || k+1 < lim && p.toks[k+1].kind == word && p.toks[k+1].capital) {
			break // Elif Sezer y Orhan Tan; Poadja y Wea
		}
		if k == j || k >= lim || p.toks[k].kind != word || !p.toks[k].capital || d.linksAffiliation(p, i, j, k, lim) {
			break
		}
		j = k + 1
	}
	return j
}

// nickname returns the token after one or two capitals in marks between a first
// name and a surname: Rosalinda “Baby” Macaraeg. Where none stand at j it returns j.
func nickname(p *para, j, lim int) int {
	if j+3 >= lim || p.toks[j].kind != quoteMark {
		return j
	}
	for k := j + 1; k+1 < lim && k < j+4; k++ {
		if p.toks[k].kind == quoteMark && k > j+1 {
			if t := p.toks[k+1]; t.kind == word && t.capital {
				return k + 1
			}
		}
		if t := p.toks[k]; t.kind != word || !t.capital && !(k == j+1 && t.is(definite)) { // “la Chata”
			break
		}
	}
	return j
}

// linksAffiliation says whether the particles at j, before the capital at k,
// lead from a person to where that person works and not on in the name:
// «Marie Dupont de Human Rights Watch».
func (d *document) linksAffiliation(p *para, i, j, k, lim int) bool {
	if d.isOrg(p, i, j) {
		return false
	}
	if w := p.text[p.toks[j].start:p.toks[j].end]; strings.HasSuffix(w, "'") || strings.HasSuffix(w, "’") {
		return !(p.toks[j].capital && k == j+1)
	}
	end := k + 1
	for end < lim && p.toks[end].kind == word && p.toks[end].capital {
		end++
	}
	return d.isOrg(p, k, end)
}

// isOrg says whether the capitals from i to j name an organisation.
func (d *document) isOrg(p *para, i, j int) bool {
	if j <= i {
		return false
	}
	if m := p.orgAt(i); m != nil && m.to >= j {
		return true
	}
	for k := i; k < j; k++ {
		if p.toks[k].is(orgWord) && p.toks[k].capital && !(p.toks[k].is(role) && k == i) && !(k > i && p.in(k, placeWord)) {
			return true
		}
	}
	name := p.slice(i, j)
	if j == i+1 && acronym(name) && !d.inCapitals(name) {
		return true
	}
	return d.isPublisher(name)
}

// inCapitals says whether a word in capitals is a surname, which the release has
// after a first name: Joséphine OLINGA, Yannick LE GOUÉREC.
func (d *document) inCapitals(w string) bool {
	if d.capitals == nil {
		d.capitals = map[string]bool{}
		for p := range d.forNames() {
			for k := 1; k < len(p.toks); k++ {
				first := k - 1
				if first > 0 && p.toks[first].is(definite|particle) && acronym(p.slice(first, k)) {
					first--
				}
				if t := p.toks[k]; t.capital && t.kind == word && p.toks[first].capital && p.toks[k-1].kind == word && byGivenName()[p.word(first)] != 0 && !p.toks[first].is(orgWord|orgNoun) {
					if name := p.slice(k, k+1); len(name) > 2 && acronym(name) {
						d.capitals[name] = true
					}
				}
			}
		}
	}
	return d.capitals[w]
}

// isPublisher says whether name is the publisher's, or its beginning:
// Amnesty International for Amnesty International France.
func (d *document) isPublisher(name string) bool {
	if d.org == "" {
		return false
	}
	var buf [64]byte
	a, b := appendFold(buf[:0], name), d.orgFolded
	switch n := len(a); {
	case n == len(b):
		return string(a) == b
	case n < len(b):
		return b[n] == ' ' && string(a) == b[:n] && bytes.IndexByte(a, ' ') >= 0
	default:
		return a[len(b)] == ' ' && string(a[:len(b)]) == b
	}
}

func acronym(w string) bool {
	n := 0
	for _, c := range w {
		if !unicode.IsUpper(c) && c != '-' && c != '.' {
			return false
		}
		if unicode.IsUpper(c) {
			n++
		}
	}
	return n >= 2 && n <= 8
}

// postNominal says whether the last word of the capitals from i, at token k, is letters
// after a name: OBE, or others after a full name that is not in capitals itself.
func (d *document) postNominal(p *para, i, k int) bool {
	w := p.slice(k, k+1)
	if strings.Trim(w, "IVX") == "" {
		return false // Dale Hutchens II
	}
	return d.rules.postNominals[w] || k > i+1 && k < i+4 && len(w) <= 3 && acronym(w) && !strings.HasSuffix(w, ".") && !acronym(p.slice(k-1, k))
}

// initial says whether a name is one letter, which is none without the title before it.
func initial(name string) bool { return utf8.RuneCountInString(strings.TrimSuffix(name, ".")) == 1 }

package quote

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// people are the persons whose full names the release gives, with the jobs it
// gives them.
type people struct {
	rules    *rules
	list     []*somebody
	byName   map[string]*somebody   // the name with plain spaces
	byLast   map[string][]*somebody // last word, folded
	byFirst  map[string][]*somebody
	byMiddle map[string][]*somebody
	mentions []mention
	byHead   map[string]*somebody // described, by the noun
}

type somebody struct {
	name      string // as written
	folded    string
	job       job
	jobAt     place // where the text first says it
	gender    flag
	subject   bool    // name is as a subject has it
	places    []place // where the text speaks of them, the first few
	near      []near  // the words near those places, once they were asked for
	described bool    // without a name: une survivante de 23 ans
	// phrase is the description, in the paragraph para, that nothing has been read of.
	phrase subject
	para   int
	// collective is set for a body that the release names by its noun alone.
	collective bool
}

// mention is where somebody, or an organisation, is spoken of outside the
// quotations. subject is set where the clause is about them, solid where a
// title or a job shows that a name is a person's.
type mention struct {
	para, at, to int
	who          *somebody
	org          *institution
	subject      bool
	solid        bool
	again        bool // a description that may be of somebody named before
}

// mayName says whether a full name can stand in a text: two capitals apart by
// white space, with no more than two words, a name's particles, between them.
func mayName(text string) bool {
	const far = 4
	since, blank := far, false // stretches of white space since the last capital
	for i := 0; i < len(text); {
		c, n := rune(text[i]), 1
		if c >= utf8.RuneSelf {
			c, n = utf8.DecodeRuneInString(text[i:])
		}
		i += n
		if isSpace(c) {
			if !blank {
				since++
			}
			blank = true
			continue
		}
		blank = false
		if c >= 'A' && c <= 'Z' || c >= utf8.RuneSelf && !isPunctuation(c) && unicode.IsUpper(c) {
			if since > 0 && since < far {
				return true
			}
			since = 0
		}
	}
	return false
}

func (pp *people) add(name string) *somebody {
	key := pp.rules.nameKey(name)
	if w := pp.byName[key]; w != nil {
		return w
	}
	w := &somebody{name: name, folded: pp.rules.key(name)}
	pp.byName[key] = w
	pp.list = append(pp.list, w)
	words := strings.Fields(w.folded)
	if pp.rules.placedNames {
		if first := strings.Fields(fold(name))[0]; pp.rules.in(first, kunyaWord) {
			return w // أم زيد is not Zaid
		}
	}
	last, first := words[len(words)-1], words[0]
	pp.byLast[last] = append(pp.byLast[last], w)
	pp.byFirst[first] = append(pp.byFirst[first], w)
	for _, m := range words[1:] {
		if m != last {
			pp.byMiddle[m] = append(pp.byMiddle[m], w)
		}
	}
	return w
}

// pair is two people as one speaker.
func (pp *people) pair(name string) *somebody {
	key := "& " + pp.rules.nameKey(name)
	if w := pp.byName[key]; w != nil {
		return w
	}
	w := &somebody{name: name, folded: pp.rules.key(name), described: true}
	pp.byName[key] = w
	pp.bySurnames(key, w)
	return w
}

// bySurnames leads the surnames of two people to them: Leighton y Curihuinca.
func (pp *people) bySurnames(key string, w *somebody) {
	words := strings.Fields(strings.TrimPrefix(key, "& "))
	and := slices.IndexFunc(words, func(x string) bool { return pp.rules.in(fold(x), andWord) })
	if and < 2 || and > len(words)-3 {
		return
	}
	first, second := words[1:and], words[and+2:]
	for i := range first {
		for j := range second {
			short := "& " + strings.Join(first[i:i+1], " ") + " " + words[and] + " " + second[j]
			if pp.byName[short] == nil {
				pp.byName[short] = w
			}
		}
	}
}

// learn keeps what a place of the text says of a person's job and gender.
func (w *somebody) learn(s subject, at place) {
	if !s.job.empty() {
		if w.job.empty() || at.before(w.jobAt) {
			w.job, w.jobAt = s.job.then(w.job), at
		} else {
			w.job = w.job.then(s.job)
		}
	}
	if w.gender&(feminine|masculine) == 0 {
		w.takeGender(s.gender)
	}
}

// takeGender keeps what a job or a pronoun says of somebody's gender, unless their
// first name says something else: what seems to be her job may be her son's.
func (w *somebody) takeGender(g flag) {
	if w.described || !clash(g, givenGender(w.folded)) {
		w.gender |= g & (feminine | masculine)
	}
}

// nameAs takes a form of the name that is declined for the name where it stands as
// a subject, and the one before did not.
func (w *somebody) nameAs(name string, subject bool) {
	if subject && !w.subject && !w.described && len(strings.Fields(plain(name))) >= len(strings.Fields(plain(w.name))) {
		w.name, w.subject = name, true
	}
}

// full returns the one full name that a short name stands for, or the longest
// form of a full name; "" when the release has none or more than one.
func (pp *people) full(name string) string {
	w := pp.find(name, 0)
	if w == nil {
		return ""
	}
	return w.name
}

// find is full for a name and the gender of the title before it.
func (pp *people) find(name string, gender flag) *somebody {
	low := pp.rules.key(name)
	words := strings.Fields(low)
	if len(words) == 0 {
		return nil
	}
	var candidates []*somebody
	if len(words) > 1 && onlyInitials(words) {
		return pp.byLetters(words)
	}
	last := words[len(words)-1]
	if len(pp.byLast[last]) > manyPeople {
		return pp.byName[pp.rules.nameKey(name)]
	}
	if w := pp.spelledOut(words, gender); w != nil {
		return w
	}
	for _, w := range pp.byLast[last] {
		switch {
		case w.folded == low, len(words) == 1, strings.HasSuffix(w.folded, " "+low),
			len(words) > 1 && strings.HasPrefix(w.folded, words[0]+" "):
			candidates = append(candidates, w)
		}
	}
	if len(words) == 2 && len(candidates) == 1 && candidates[0].folded == low && len(pp.byFirst[words[0]]) <= manyPeople {
		for _, w := range pp.byFirst[words[0]] {
			next, _, _ := strings.Cut(strings.TrimPrefix(w.folded, low+" "), " ")
			if strings.HasPrefix(w.folded, low+" ") && pp.rules.words[next]&conjunction == 0 {
				candidates[0] = w // Maria Rita of Maria Rita X
			}
		}
	}
	if len(candidates) == 0 && len(pp.byFirst[words[0]]) <= manyPeople {
		for _, w := range pp.byFirst[words[0]] {
			if len(words) == 1 || strings.HasPrefix(w.folded, low+" ") {
				candidates = append(candidates, w) // Dame Frances, Ghita
			}
		}
	}
	if len(words) == 2 && len(candidates) == 1 && candidates[0].folded == low && pp.rules.in(words[0], nameTitle) {
		for _, w := range pp.byLast[last] {
			if w.folded != low && !clash(w.gender, gender) {
				candidates[0] = w // Father Tembo, of whom the first name has been said
			}
		}
	}
	if len(candidates) == 0 && len(words) == 1 && len(pp.byMiddle[low]) <= manyPeople {
		candidates = pp.byMiddle[low] // the first of two surnames
	}
	return pick(candidates, gender)
}

// lastNamed finds, of several who share a surname, the one mentioned last in the
// paragraph or the two before it.
func (pp *people) lastNamed(name string, gender flag, para int) *somebody {
	if severalWords(name) {
		return nil
	}
	low := pp.rules.key(name)
	if len(pp.byLast[low]) < 2 {
		return nil
	}
	var last *somebody
	at, end := 0, " "+low
	for k := len(pp.mentions) - 1; k >= 0 && k > len(pp.mentions)-4*lookBack && pp.mentions[k].para >= para-2; k-- {
		w := pp.mentions[k].who
		if w == nil || w.described || w.gender&they != 0 || w == last || !strings.HasSuffix(w.folded, end) || clash(w.gender, gender) {
			continue
		}
		if last != nil {
			if at == pp.mentions[k].para {
				return nil // both in one paragraph
			}
			break
		}
		last, at = w, pp.mentions[k].para
	}
	return last
}

// place is a token of a paragraph.
type place struct{ para, tok int }

func (a place) before(b place) bool { return a.para < b.para || a.para == b.para && a.tok < b.tok }

// calledSo returns the person that the words before token k say is called so: X, conocido
// como don Chepe; X, known as Jo.
func (d *document) calledSo(p *para, k int) *somebody {
	i := k - 1
	if i > 0 && p.toks[i].kind == word && p.in(i, asWord) {
		i--
	}
	if i > 1 && p.toks[i].kind == word && p.in(i, namingVerb) && p.toks[i-1].kind == word && p.toks[i-1].is(adverb) {
		i--
	}
	n := len(d.people.mentions) - 1
	if i < 1 || n < 0 || p.toks[i-1].kind != comma || !p.in(i, namingVerb) && !p.in(i+1, namingVerb) {
		return nil
	}
	if m := d.people.mentions[n]; m.para == p.number && m.to == i-1 && m.who != nil && !m.who.described {
		return m.who
	}
	return nil
}

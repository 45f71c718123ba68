package quote

import "strings"

// hear notes an utterance's words, folded, as far as it matters whom they name, and in
// which person they speak.
func (d *document) hear(u *utterance) {
	const enough = 1500
	var b strings.Builder
	for _, pc := range u.pieces {
		if b.Len() > enough {
			break
		}
		b.WriteString(fold(d.paras[pc.para].text[pc.from:pc.to]))
		b.WriteByte(' ')
		p := d.para(pc.para)
		s := &p.spans[pc.span]
		for k := max(s.open, 0); k < s.close && k < len(p.toks) && k < s.open+4*reach; k++ {
			if p.toks[k].kind != word {
				continue
			}
			if p.in(k, firstSingular) {
				u.firstPerson |= 1
			}
			if p.in(k, firstPlural) {
				u.firstPerson |= 2
			}
		}
	}
	u.folded = b.String()
}

// namedIn says whether words that nobody is said to speak name somebody in full, or speak
// of a mother as "my mother": they are about them. A pronoun may mean them still.
func (d *document) namedIn(a asked, r *referent) bool {
	switch a.situation {
	case ledTo, goesOn, alone, withinWords:
		if r.who != nil && r.who.described {
			return d.ownParent(a.said, r.who)
		}
		return r.who != nil && severalWords(r.who.name) && strings.Contains(a.said.folded, r.who.folded)
	}
	return false
}

// ownParent says whether the words speak of somebody as the speaker's own mother or
// father: my mom, after "Ana and her mom".
func (d *document) ownParent(u *utterance, w *somebody) bool {
	if !d.hasOneOf(w.folded, parentNoun) {
		return false
	}
	said := strings.Fields(u.folded)
	for i := 1; i < len(said); i++ {
		if d.rules.in(said[i-1], firstSingular) && containsWord(w.folded, strings.TrimRight(said[i], ".,;:!?")) && d.rules.in(strings.TrimRight(said[i], ".,;:!?"), parentNoun) {
			return true
		}
	}
	return false
}

// tooFar says whether the text has not spoken of somebody, or of a body, for so long
// that a pronoun does not mean them.
func (t *discourse) tooFar(a asked, r *referent) bool {
	n := t.d.paragraphsBetween(r.at.para, a.at.para)
	return a.situation == heOrShe && (n > farthest || n > farthestBody && r.org != nil)
}

// farthest is over how many paragraphs a pronoun reaches back to a person, and
// farthestBody to an organisation.
const farthest, farthestBody = 5, 2

package quote

import "strings"

// features are what is true of a candidate, or of a place where nobody may be meant: a bit
// for each of featureNames.
type features uint64

const (
	nobodyMeant     features = 1 << iota // always true of nobody
	nobodyOther                          // its paragraph begins with something of which nobody spoke
	nobodySentence                       // the quotation is a sentence of its own
	itselfWritten                        // always true of a description as the name of whom it describes
	itselfOwned                          // his mother
	itselfHeadKnown                      // somebody has its noun in their job or description
	oneName                              // a person named with one word
	doubtful                             // nothing shows that a name is a person’s
	describedOnly                        // without a name
	aBody                                // an organisation
	pairOfPeople                         // several, as one
	genderSame                           // the gender asked for
	genderUnknown
	nameEndsLike // the first name makes it likely
	nameEndsUnlike
	thisSentence // the nearest mention of them: five in this order, see distance
	lastSentence
	thisParagraph
	lastParagraph
	fewParagraphs
	rankFirst           // nobody was spoken of since
	subjectThisSentence // the nearest mention that a clause is about: five, too
	subjectLastSentence
	subjectThisParagraph
	subjectLastParagraph
	subjectFewParagraphs
	subjectFirst      // no clause since was about anybody else
	subjectSays       // with a verb of saying and no quotation
	colonLeads        // they stand in the words that a colon ends
	subjectIndefinite // a boy
	spokeLast         // of all
	spokeThisParagraph
	spokeBefore // at any time
	spokeAlone  // nobody else has
	metOften
	unlikeDescription // nothing in common with it
	namedInWords      // the quotation speaks of them
	bodyAndI          // an organisation, and the quotation says I
	comesAhead        // spoken of only after, or far before
	aheadHere         // in the same paragraph
	roleIs            // the description is their role
	roleHasHead       // their role is about its noun
	nameHasHead       // their name or description has it
	nounBeside        // the text has it beside their name
	bodyHere          // an organisation that the last clause is about
	wordsKnown        // all that the description says is known of them
)

var featureNames = strings.Fields(`nobody nobody-other nobody-sentence
	itself itself-owned itself-head-known
	one-name doubtful described body pair gender-same gender-unknown name-ends-like name-ends-unlike
	this-sentence last-sentence this-paragraph last-paragraph few-paragraphs rank-first
	subject-this-sentence subject-last-sentence subject-this-paragraph subject-last-paragraph subject-few-paragraphs
	subject-first subject-says colon-leads subject-indefinite
	spoke-last spoke-this-paragraph spoke-before spoke-alone met-often unlike-description named-in-words
	body-and-i ahead ahead-here role-is role-has-head name-has-head noun-beside body-here words-known`)

// when is f if a thing is true, and nothing otherwise.
func (f features) when(yes bool) features {
	if yes {
		return f
	}
	return 0
}

// featuresOf are what is true of one of several candidates for a question.
func (t *discourse) featuresOf(a asked, c *candidate, cs []candidate) features {
	d := t.d
	f := c.whoTheyAre(a) | spokeAlone.when(t.speakers == 1 && c.spoke != nil) | metOften.when(c.met > 2) | colonLeads.when(a.situation == ledTo && a.since != place{})
	if c.ahead {
		f |= comesAhead | aheadHere.when(c.at.para == a.at.para)
	} else {
		f |= d.distance(c.at, a.at, thisSentence) | rankFirst.when(c.rank == 0)
	}
	if s := c.subject; s != nil {
		f |= d.distance(s.at, a.at, subjectThisSentence) | subjectSays.when(d.says(s)) | subjectIndefinite.when(d.isIndefinite(s))
		nearer := 0
		for k := range cs {
			if o := cs[k].subject; o != nil && o != s && s.at.before(o.at) {
				nearer++
			}
		}
		here := nearer == 0 && s.at.para == a.at.para
		f |= subjectFirst.when(nearer == 0) | bodyHere.when(here && c.org != nil)
	}
	if c.spoke != nil {
		last := t.lastSpoke != nil && (t.lastSpoke.who == c.who && t.lastSpoke.org == c.org)
		f |= spokeBefore | spokeLast.when(last) | spokeThisParagraph.when(last && c.spoke.at.para == a.at.para)
	}
	if a.said != nil {
		f |= t.wordsOf(a, c)
	}
	if n := a.phrase; n != nil {
		like := d.likeness(n, &c.referent)
		f |= like | unlikeDescription.when(like == 0 && !d.identifies(n.p, n.subject))
	}
	return f
}

// whoTheyAre is what is true of a candidate anywhere in the text.
func (c *candidate) whoTheyAre(a asked) features {
	if o := c.org; o != nil {
		g := a.gender & (feminine | masculine)
		return aBody.when(a.prefersPeople()) | genderSame.when(g != 0 && o.gender&(feminine|masculine) == g) | genderUnknown.when(g != 0 && o.gender&(feminine|masculine) == 0)
	}
	w := c.who
	f := describedOnly.when(w.described && a.prefersPeople()) | oneName.when(!w.described && !severalWords(w.name)) | doubtful.when(!w.described && !c.shown) |
		pairOfPeople.when(w.gender&they != 0)
	g := a.gender & (feminine | masculine)
	if g == 0 || g == feminine|masculine {
		return f
	}
	own := w.gender & (feminine | masculine)
	if own == g {
		return f | genderSame
	}
	f |= genderUnknown
	if w.described {
		return f
	}
	likely := likelyGender(w.folded)
	return f | nameEndsLike.when(likely == g) | nameEndsUnlike.when(likely != 0 && likely != g)
}

// distance says how far a place is from another, as one of the five features from near
// on: in the same sentence, the one before, the same paragraph, the one before, a few
// before.
func (d *document) distance(from, to place, near features) features {
	switch n := d.paragraphsBetween(from.para, to.para); {
	case n == 0:
		return near << min(d.sentencesBetween(to.para, from.tok, to.tok), 2)
	case n == 1:
		return near << 3
	case n <= 3:
		return near << 4
	}
	return 0
}

// paragraphsBetween is how many paragraphs one is after another, headings not counted,
// as far as it matters.
func (d *document) paragraphsBetween(from, to int) int {
	n := to - from
	for i := from + 1; i < to && i < from+4*farthest; i++ {
		if d.paras[i].heading {
			n--
		}
	}
	return n
}

// sentencesBetween counts the ends of sentences outside quotations between two tokens, up
// to two.
func (d *document) sentencesBetween(para, from, to int) int {
	p := d.para(para)
	if to-from > 4*reach {
		return 2
	}
	n := 0
	for k := from; k < to && k < len(p.toks) && n < 2; k++ {
		if p.toks[k].kind == stop && !p.quoted(k) {
			n++
		}
	}
	return n
}

// restOf is the last token of the sentence in which r stands, as far as it matters.
func (d *document) restOf(r *referent) (*para, int, int) {
	p := d.para(r.at.para)
	from := max(r.to, r.at.tok+1)
	end := from
	for end < len(p.toks) && end < from+reach/2 && p.toks[end].kind != stop && p.toks[end].kind != quoteMark {
		end++
	}
	return p, from, end
}

// says says whether the clause about r has a verb of saying, but no quotation.
func (d *document) says(r *referent) bool {
	p, from, end := d.restOf(r)
	for k := from; k < end; k++ {
		if p.toks[k].kind == word && d.verbAt(p, k).ok() {
			return true
		}
	}
	return false
}

// isIndefinite says whether r is spoken of as somebody new: a boy.
func (d *document) isIndefinite(r *referent) bool {
	p := d.para(r.at.para)
	return r.at.tok < len(p.toks) && p.toks[r.at.tok].is(indefinite)
}

// wordsOf is what the quotation's own words say of a candidate.
func (t *discourse) wordsOf(a asked, c *candidate) features {
	if c.org != nil {
		return bodyAndI.when(a.said.firstPerson&1 != 0) | namedInWords.when(len(c.org.name) > 3 && strings.Contains(a.said.folded, fold(c.org.name)))
	}
	if c.who.described {
		return 0
	}
	words := strings.Fields(c.who.folded)
	return namedInWords.when(len(words) > 0 && (containsWord(a.said.folded, words[0]) || containsWord(a.said.folded, words[len(words)-1])))
}

// containsWord says whether a folded text has a word, with no letter around it.
func containsWord(text, w string) bool {
	if len(w) < 3 {
		return false
	}
	for at := 0; ; {
		i := strings.Index(text[at:], w)
		if i < 0 {
			return false
		}
		from, to := at+i, at+i+len(w)
		if (from == 0 || !isLetterByte(text[from-1])) && (to == len(text) || !isLetterByte(text[to])) {
			return true
		}
		at = to
	}
}

func isLetterByte(c byte) bool { return c >= 'a' && c <= 'z' || c >= 0x80 }

// itselfIs is what is true of a description as the name of whom it describes.
func (t *discourse) itselfIs(n *nounPhrase, cs []candidate) features {
	f := itselfWritten | itselfOwned.when(t.d.isOwned(n))
	for k := range cs {
		f |= itselfHeadKnown.when(t.d.likeness(n, &cs[k].referent)&(nameHasHead|roleHasHead) != 0)
	}
	return f
}

// nobodyIs is what is true of a place where nobody may be meant.
func (t *discourse) nobodyIs(a asked, cs []candidate) features {
	d := t.d
	subjects := 0
	for k := range cs {
		if s := cs[k].subject; s != nil && s.at.para == a.at.para {
			subjects++
		}
	}
	f := nobodyMeant | nobodyOther.when(subjects == 0 && d.otherSubject(a.at))
	if a.said != nil {
		f |= nobodySentence.when(len(a.said.pieces) > 0 && d.wholeSentence(a.said))
	}
	return f
}

// otherSubject says whether a sentence before a place in its paragraph begins with
// something that is nobody: El batallón emitió un comunicado. Habla de «…».
func (d *document) otherSubject(at place) bool {
	p := d.para(at.para)
	if len(p.toks) == 0 || !p.toks[0].is(definite|indefinite) || p.quoted(0) {
		return false
	}
	for k := 0; k < at.tok && k < len(p.toks); k++ {
		switch p.toks[k].kind {
		case stop:
			return true
		case quoteMark:
			return false
		}
	}
	return false
}

package quote

import "strings"

// fewestQuestions is how many questions of the narrator's make a release an interview.
const fewestQuestions = 2

// longestQuestion is how many bytes a question may have.
const longestQuestion = 400

// questions says which paragraphs, headings too, are a question without a quotation, where
// there are several of them: the release is an interview. It is nil for any other.
func (d *document) questions() []bool {
	var asked []bool
	n := 0
	for i := range d.paras {
		p := &d.paras[i]
		if !strings.HasSuffix(strings.TrimRight(p.text, " \u00a0\u202f"), "?") || len(p.spans) > 0 || len(p.text) > longestQuestion {
			continue
		}
		if asked == nil {
			asked = make([]bool, len(d.paras))
		}
		asked[i] = true
		n++
	}
	if n < fewestQuestions {
		return nil
	}
	return asked
}

// interviewed is who answers the questions of an interview: the person named last before
// the first of them.
func (t *discourse) interviewed() *somebody {
	var last *somebody
	for k := len(t.seen) - 1; k >= 0 && k > len(t.seen)-lookBack; k-- {
		w := t.seen[k].who
		if w == nil || w.described {
			continue
		}
		if t.seen[k].solid || t.seen[k].clause {
			return w
		}
		if last == nil && severalWords(w.name) {
			last = w
		}
	}
	return last
}

// answers says whether an utterance answers a question of the interview: its paragraph comes
// right after one.
func (t *discourse) answers(u *utterance) bool {
	if t.answerer == nil {
		return false
	}
	i := u.first - 1
	for i >= 0 && t.d.paras[i].blank() {
		i--
	}
	return i >= 0 && t.asked[i]
}

// answersStill says whether a pronoun means whoever is interviewed: nobody else has
// spoken, and the last words were theirs. The narrator's waiter is not asked.
func (t *discourse) answersStill(a asked) bool {
	last := t.lastSpoke
	for k := len(t.seen) - 1; k >= 0 && t.seen[k].at.para == a.at.para; k-- {
		if w := t.seen[k].who; w != nil && !w.described && last != nil && w != last.who {
			return false
		}
	}
	return t.answerer != nil && a.situation == heOrShe && t.speakers == 1 && last != nil && last.who == t.answerer && !clash(last.who.gender, a.gender) &&
		!clash(givenGender(last.who.folded), a.gender)
}

package quote

import "strings"

// cautiousThreshold is how sure the weights must be of somebody in a language of whose
// releases they have seen few: a missing speaker can be found by reading on, a wrong one
// cannot.
const cautiousThreshold = .7

// certainty is how sure the weights must be of somebody.
func (r *rules) certainty() float64 {
	if r.cautious {
		return cautiousThreshold
	}
	return threshold
}

// unsure says whether whom an utterance is given to is not certain enough to be said,
// in a language that asks for caution: somebody without a name may be somebody whom the
// release names elsewhere, and where only their place shows names, one is sure only if it
// is of two words or more, has a job, and ends where a sign or a small word shows it.
func (d *document) unsure(u *utterance) bool {
	w := u.who
	if !d.rules.cautious || w == nil {
		return false
	}
	return w.described || d.rules.placedNames && !(severalWords(w.name) && w.job.role != "" && d.looksWhole(w.name) && d.endsClearly(w))
}

// looksWhole says whether a name has no more words than most have, or ends with one that
// has the article or a particle before it, as many do: an adverb after it looks like one
// more, if it is in no list.
func (d *document) looksWhole(name string) bool {
	n, last, led := 0, "", false
	for _, w := range strings.Fields(fold(name)) {
		led = d.rules.words[last]&particle != 0
		last = w
		if d.rules.words[w]&particle == 0 {
			n++
		}
	}
	return led || hasArticle(last) || n <= 2 && !strings.HasSuffix(last, "ة")
}

// endsClearly says whether at one of the first places at which a person is named, no
// unknown word stands right after the name, which might be of it, or no name at all.
func (d *document) endsClearly(w *somebody) bool {
	for _, at := range w.places {
		p := d.para(at.para)
		from := int(p.toks[at.tok].start)
		i := strings.Index(p.text[from:min(len(p.text), from+farthestName)], w.name)
		if i < 0 {
			continue
		}
		k, end := at.tok, from+i+len(w.name)
		for k < len(p.toks) && int(p.toks[k].start) < end {
			k++
		}
		if k == len(p.toks) || p.toks[k].kind != word || p.toks[k].flags&^(feminine|masculine) != 0 || p.in(k, commonWord) {
			return true
		}
	}
	return false
}

// farthestName is within how many bytes after the beginning of what is said of a person
// the name ends.
const farthestName = 400

// unmissed says whether nobody else can be meant who has gone unseen, as people do where
// only their place shows names: only whoever spoke last is sure to be meant.
func (d *document) unmissed(c *candidate) bool {
	return !d.rules.placedNames || c.is&spokeLast != 0 || c.is&rankFirst != 0 && c.is&(subjectThisSentence|subjectLastSentence) != 0
}

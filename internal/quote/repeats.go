package quote

import (
	"bytes"
	"slices"
	"unicode"
)

// A pull quote has at least so many letters, and at most so many bytes.
const (
	shortestPullQuote = 12
	longestPullQuote  = 400
)

// dropPullQuotes drops utterances that fill a paragraph and are a stretch of a
// longer one, whatever their case.
func (d *document) dropPullQuotes() {
	if len(d.utterances) < 2 {
		return
	}
	alone := map[string][]pullQuote{} // by their first letters
	for _, u := range d.utterances {
		if u.first != u.last || u.style == dialogue || d.headSpan(u).open != 0 ||
			u.pieces[0].to-u.pieces[0].from >= longestPullQuote || !d.fillsParagraph(u) {
			continue
		}
		if w, _ := u.letters(d, nil, nil); len(w) >= shortestPullQuote {
			key := string(w[:shortestPullQuote])
			alone[key] = append(alone[key], pullQuote{u, w})
		}
	}
	if len(alone) == 0 {
		return
	}
	var all []byte
	var words []int // where each begins in all
	for _, u := range d.utterances {
		begin := len(all)
		all, words = u.letters(d, all, words[:0])
		for _, at := range words {
			if at+shortestPullQuote > len(all) {
				break
			}
			for _, q := range alone[string(all[at:at+shortestPullQuote])] {
				if len(q.words) < len(all)-begin && bytes.HasPrefix(all[at:], q.words) {
					q.u.merged = true
				}
			}
		}
	}
}

// pullQuote is an utterance that may be one, and its letters.
type pullQuote struct {
	u     *utterance
	words []byte
}

// letters adds the utterance's letters and digits, folded, to low, and where
// its words begin in it to words.
func (u *utterance) letters(d *document, low []byte, words []int) ([]byte, []int) {
	for _, pc := range u.pieces {
		in := false
		for _, c := range d.paras[pc.para].text[pc.from:pc.to] {
			letter := isLetter(c) || unicode.IsDigit(c)
			if letter {
				if !in {
					words = append(words, len(low))
				}
				low = appendFolded(low, c)
			}
			in = letter
		}
	}
	return low, words
}

// withoutRepeats drops pull quotes: utterances whose every sentence stands in
// another one. Of two that say the same, the one with a speaker stays, or else
// the first.
func withoutRepeats(d *document, us []*utterance) []*utterance {
	if len(us) < 2 {
		return us
	}
	whole := make([]string, len(us))
	sentences := make([][]string, len(us))
	owners := map[string][]int{} // the first utterances that hold a sentence
	best := map[string]int{}
	for i, u := range us {
		sentences[i], whole[i] = u.sentences(d)
		for _, s := range sentences[i] {
			if o := owners[s]; len(o) < 4 {
				owners[s] = append(o, i)
			}
		}
		if j, ok := best[whole[i]]; !ok || us[j].speaker == "" && u.speaker != "" {
			best[whole[i]] = i
		}
	}
	kept := us[:0:0]
	for i, u := range us {
		j := best[whole[i]]
		same := j != i && (u.speaker == "" || plain(u.speaker) == plain(us[j].speaker))
		if same || d.fillsParagraph(u) && heldElsewhere(i, sentences, owners) {
			continue
		}
		kept = append(kept, u)
	}
	return kept
}

// heldElsewhere says whether another utterance with more sentences has all of
// those of utterance i.
func heldElsewhere(i int, sentences [][]string, owners map[string][]int) bool {
	if len(sentences[i]) == 0 {
		return false
	}
	for _, j := range owners[sentences[i][0]] {
		if j == i || len(sentences[j]) <= len(sentences[i]) {
			continue
		}
		held := true
		for _, h := range sentences[i] {
			held = held && slices.Contains(owners[h], j)
		}
		if held {
			return true
		}
	}
	return false
}

// sentences returns the utterance's sentences as small letters and digits, and
// all of them joined by spaces.
func (u *utterance) sentences(d *document) (each []string, all string) {
	low := d.lexer.low[:0]
	var ends []int
	end := func() {
		from := 0
		if len(ends) > 0 {
			from = ends[len(ends)-1] + 1
		}
		if len(low) > from {
			ends = append(ends, len(low))
			low = append(low, ' ')
		}
	}
	for _, pc := range u.pieces {
		for _, c := range d.paras[pc.para].text[pc.from:pc.to] {
			switch {
			case isLetter(c) || unicode.IsDigit(c):
				low = appendFolded(low, c)
			case c == '.' || c == '!' || c == '?' || c == '…' || c == '؟':
				end()
			}
		}
	}
	end()
	d.lexer.low = low
	all = string(low[:max(len(low)-1, 0)])
	each = make([]string, len(ends))
	from := 0
	for i, e := range ends {
		each[i] = all[from:e]
		from = e + 1
	}
	return each, all
}

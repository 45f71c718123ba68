package index

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"

	"communique/archive"
)

const (
	snippetLength = 200 // characters, about
	textSnippets  = 2   // of one release's text
	cutSign       = "…"
)

// snippets shows why a release was found: its title if that has what was
// asked, the best quotation, the best passages of the text. Without any match
// (a search by filters alone) it is the beginning of the text.
func (m *marker) snippets(r archive.Release) []Snippet {
	l := languageOf(value(r.Language))
	var out []Snippet
	title := value(r.Title)
	if found := m.find(title, l, "title"); len(found) > 0 {
		out = append(out, cut(title, 0, len(title), found, "title"))
	}
	text := value(r.Text)
	found := m.find(text, l, "text")
	if s, best := m.bestQuote(r.Quotes, l); best >= 0 {
		out = append(out, s)
		said := quotedIn(archive.Release{Text: r.Text, Quotes: r.Quotes[best : best+1]})
		if found = outside(found, said); len(found) == 0 {
			return out // the text has it in these words, which are shown
		}
	}
	if len(found) == 0 {
		if s, ok := m.bestAttached(r.Attached, l); ok {
			return append(out, s)
		}
		if text != "" {
			p := paragraphs(text)[0]
			start, end := window(text, p, p[0], p[0])
			out = append(out, cut(text, start, end, nil, "text"))
		}
		return out
	}
	for _, p := range bestPassages(text, found, textSnippets) {
		out = append(out, cut(text, p[0], p[1], found, "text"))
	}
	return out
}

// bestPassages returns up to n stretches of text that do not overlap, in the
// order of the text: those with the most different things asked for, then with
// the most of them.
func bestPassages(text string, found []match, n int) [][2]int {
	var out [][2]int
	paras := paragraphs(text)
	for len(out) < n {
		from, to := densest(text, paras, found)
		if from == to {
			break
		}
		p := around(paras, found[from].start)
		start, end := window(text, p, found[from].start, found[to-1].end)
		out = append(out, [2]int{start, end})
		var rest []match
		for _, f := range found {
			if f.end <= start || f.start >= end {
				rest = append(rest, f)
			}
		}
		found = rest
	}
	sort.Slice(out, func(i, j int) bool { return out[i][0] < out[j][0] })
	return separate(out)
}

// separate cuts what a later passage shares with the one before it.
func separate(passages [][2]int) [][2]int {
	out := passages[:0]
	for _, p := range passages {
		if len(out) > 0 && p[0] < out[len(out)-1][1] {
			continue
		}
		out = append(out, p)
	}
	return out
}

// densest gives the range of matches, within one paragraph and a snippet's
// length, that weighs most.
func densest(text string, paras [][2]int, found []match) (from, to int) {
	bestScore := 0.0
	p := 0
	for i := range found {
		for p < len(paras) && paras[p][1] <= found[i].start {
			p++
		}
		j, length := i, 0
		for j < len(found) && found[j].end <= paras[min(p, len(paras)-1)][1] {
			behind := found[i].start
			if j > i {
				behind = found[j-1].end
			}
			length += utf8.RuneCountInString(text[behind:found[j].end])
			if j > i && length > snippetLength*4/5 {
				break
			}
			j++
		}
		if j == i {
			j = i + 1 // a match that runs over the end of a paragraph
		}
		if s := weigh(found[i:j]); s > bestScore {
			bestScore, from, to = s, i, j
		}
	}
	return from, to
}

// weigh counts different clauses first, repetitions a little.
func weigh(found []match) float64 {
	seen := map[int]bool{}
	score := 0.0
	for _, f := range found {
		if !seen[f.clause] {
			seen[f.clause] = true
			score++
		} else {
			score += 0.01
		}
	}
	return score
}

// paragraphs splits at line breaks, leaving out white space. There is at
// least one, perhaps empty.
func paragraphs(text string) [][2]int {
	var out [][2]int
	for at := 0; at < len(text); {
		end := strings.IndexByte(text[at:], '\n')
		if end < 0 {
			end = len(text)
		} else {
			end += at
		}
		p := text[at:end]
		start := at + len(p) - len(strings.TrimLeftFunc(p, unicode.IsSpace))
		stop := start + len(strings.TrimSpace(p))
		if stop > start {
			out = append(out, [2]int{start, stop})
		}
		at = end + 1
	}
	if out == nil {
		out = [][2]int{{0, 0}}
	}
	return out
}

func around(paras [][2]int, at int) [2]int {
	for _, p := range paras {
		if at < p[1] {
			return p
		}
	}
	return paras[len(paras)-1]
}

// window widens [from, to) to about a snippet's length within its paragraph.
func window(text string, para [2]int, from, to int) (start, end int) {
	if to > para[1] {
		para[1] = to
	}
	spare := snippetLength - utf8.RuneCountInString(text[from:to])
	start, end = from, to
	for n := 0; n < spare/3 && start > para[0]; n++ {
		_, size := utf8.DecodeLastRuneInString(text[para[0]:start])
		start -= size
	}
	for n := utf8.RuneCountInString(text[start:to]); n < snippetLength && end < para[1]; n++ {
		_, size := utf8.DecodeRuneInString(text[end:])
		end += size
	}
	for n := utf8.RuneCountInString(text[start:end]); n < snippetLength && start > para[0]; n++ {
		_, size := utf8.DecodeLastRuneInString(text[para[0]:start])
		start -= size
	}
	return borders(text, para, start, end, from, to)
}

// borders moves both ends inward to the borders of words, but never into
// [from, to); in a text without spaces, to the borders of graphemes.
func borders(text string, para [2]int, start, end, from, to int) (int, int) {
	if start > para[0] {
		start = forward(text, start, from)
	}
	if end < para[1] {
		end = backward(text, end, max(to, start))
	}
	return start, end
}

// isBorder tells whether at lies between white space and a new grapheme.
func isBorder(text string, at int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:at])
	after, _ := utf8.DecodeRuneInString(text[at:])
	return unicode.IsSpace(before) && !unicode.IsSpace(after) && !unicode.In(after, unicode.M, unicode.Cf, unicode.Sk)
}

func forward(text string, at, limit int) int {
	for i := at; i < limit; i++ {
		if utf8.RuneStart(text[i]) && isBorder(text, i) {
			return i
		}
	}
	for _, b := range graphemeBorders(text, at, limit) {
		if b >= at {
			return b
		}
	}
	return limit
}

func backward(text string, at, limit int) int {
	for i := at; i > limit; i-- {
		if utf8.RuneStart(text[i]) && isBorder(text, i) {
			return max(limit, len(strings.TrimRightFunc(text[:i], unicode.IsSpace)))
		}
	}
	last := limit
	for _, b := range graphemeBorders(text, limit, at) {
		if b <= at {
			last = b
		}
	}
	return last
}

// graphemeBorders lists the borders between from and to. It begins to count
// at a word's beginning a little before, since a grapheme cannot be
// recognised from its middle.
func graphemeBorders(text string, from, to int) []int {
	at := from
	for at > 0 && from-at < 400 && !(utf8.RuneStart(text[at]) && isBorder(text, at)) {
		at--
	}
	for at < from && !utf8.RuneStart(text[at]) {
		at++
	}
	var out []int
	for g := graphemes.FromString(text[at:min(len(text), to+64)]); g.Next(); {
		if b := at + g.Start(); b >= from && b <= to {
			out = append(out, b)
		}
	}
	return out
}

// cut makes the snippet of text[start:end] with the matches that lie in it.
func cut(text string, start, end int, found []match, field string) Snippet {
	s := Snippet{Field: field, Text: text[start:end], Marks: [][2]int{}}
	shift := -start
	if strings.TrimSpace(text[:start]) != "" && !startsParagraph(text, start) {
		s.Text = cutSign + s.Text
		shift += len(cutSign)
	}
	if strings.TrimSpace(text[end:]) != "" && !endsParagraph(text, end) {
		s.Text += cutSign
	}
	for _, f := range found {
		if f.start >= start && f.end <= end {
			s.Marks = append(s.Marks, [2]int{f.start + shift, f.end + shift})
		}
	}
	return s
}

func startsParagraph(text string, at int) bool {
	return strings.HasSuffix(strings.TrimRight(text[:at], " \t\u00a0"), "\n")
}

func endsParagraph(text string, at int) bool {
	return strings.HasPrefix(strings.TrimLeft(text[at:], " \t\u00a0"), "\n")
}

package extract

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"communique/archive"
	"communique/internal/site"
)

// visibleDates are the dates a reader sees on the page as the release's own,
// surest first: those the markup says are dates and those with a label, then,
// near the title, a line that is nothing but a date. Dates inside sentences
// are not looked at.
func (w *work) visibleDates(blocks []block, wholePage bool) []dateClaim {
	title := 0
	if wholePage {
		title = w.titleIndex(blocks)
	}
	var labelledDates, marked, bare []dateClaim
	prose := false // stands between the title and the block
	for i := range blocks {
		b := &blocks[i]
		near := i >= title-8 && i <= title+12
		prose = prose || i > title && b.prose() > 0
		if wholePage && hasDates(b) && w.isOthers(b.node, prose || i < title) {
			continue
		}
		if text, ok := w.labelledDate(b.text, publishLabel); ok {
			labelledDates = append(labelledDates, dateClaim{raw: text, source: archive.SourceVisible, evidence: fromLabel, node: b.node})
		}
		if !near || wholePage && hasDates(b) && inMargin(b.node, w.titleNode) {
			continue
		}
		if text, ok := w.labelledDate(b.text, modifyLabel); ok && wholePage && len(b.dates) == 0 {
			w.modified = append(w.modified, dateClaim{raw: text, source: archive.SourceVisible, evidence: fromLabel, node: b.node})
		}
		for _, d := range b.dates {
			claim := dateClaim{raw: d.text, exact: d.datetime, source: archive.SourceVisible, evidence: selectorOf(d.node), node: d.node}
			claim.raw, _ = cutLabel(claim.raw, publishLabels)
			if d.modified {
				w.modified = append(w.modified, claim)
				continue
			}
			marked = append(marked, claim)
		}
		if _, changed := modifyLabel(b.text); b.level == 0 && len(b.text) <= 90 && len(b.dates) == 0 && !changed {
			piece, ok := w.dateLine(b.text)
			if !ok && wholePage && !prose {
				piece, ok = w.signedDate(b.text)
			}
			if ok {
				bare = append(bare, dateClaim{raw: piece, source: archive.SourceVisible, evidence: fromText, node: b.node})
			}
		}
	}
	found := append(append(labelledDates, marked...), bare...)
	if wholePage && len(found) == 0 {
		return w.onlyDay()
	}
	return found
}

func hasDates(b *block) bool { return len(b.dates) > 0 || len(b.text) <= 120 && hasNumber(b.text) }

// isOthers reports whether what stands at an element is said of another page or
// of a file: it is in a link that leads there or, apart from the title, in a
// small box that has a heading or a file of its own.
func (w *work) isOthers(n *html.Node, apart bool) bool {
	for ; n != nil && n != w.head.body; n = n.Parent {
		if n.DataAtom == atom.A {
			to := w.resolve(attr(n, "href"))
			return to != "" && site.Canonical(to) != w.out.URL
		}
		if !apart || n.DataAtom == atom.Article || n.DataAtom == atom.Main || isInside(w.titleNode, n) || !textLenWithin(n, 400) {
			apart = false
			continue
		}
		if w.hasOwn(n) {
			return true
		}
	}
	return false
}

// hasOwn: a heading that is not the title, or a link to a file.
func (w *work) hasOwn(box *html.Node) bool {
	for d := range box.Descendants() {
		switch {
		case headingLevel(d) > 0 && (w.out.Title == nil || fold(textOf(d)) != fold(*w.out.Title)):
			return true
		case d.DataAtom == atom.A && mediaType(attr(d, "href")) != "":
			return true
		}
	}
	return false
}

// inMargin: beside the article, and not with its title.
func inMargin(n, title *html.Node) bool {
	for ; n != nil && n.DataAtom != atom.Body && !isInside(title, n); n = n.Parent {
		if n.DataAtom == atom.Aside {
			return true
		}
		for name := range strings.FieldsSeq(attr(n, "class")) {
			switch strings.ToLower(name) {
			case "marginal", "marginalia", "sidebar", "aside":
				return true
			}
		}
	}
	return false
}

// titleIndex finds the title among blocks; 0 where it is not there. White space
// and quotation marks vary between a page's head and its heading.
func (w *work) titleIndex(blocks []block) int {
	if w.out.Title == nil {
		return 0
	}
	title := titleKey(*w.out.Title)
	for i := range blocks {
		if d := len(blocks[i].text) - len(*w.out.Title); d >= -24 && d <= 24 && titleKey(blocks[i].text) == title {
			return i
		}
	}
	return 0
}

func titleKey(s string) string {
	return strings.Join(strings.FieldsFunc(fold(s), func(r rune) bool { return r == ' ' || strings.ContainsRune("«»“”„\"'‘", r) }), " ")
}

// labelledDate reads "Publié le : 12.01.22", alone or as one piece of a line.
func (w *work) labelledDate(text string, cut func(string) (string, bool)) (string, bool) {
	if len(text) > 120 || !hasNumber(text) {
		return "", false
	}
	for piece := range strings.FieldsFuncSeq(text, isDivider) {
		piece = trimSpace(piece)
		rest, ok := cut(piece)
		if !ok || len(rest) > 60 || !hasNumber(rest) {
			continue
		}
		for _, raw := range [...]string{rest, strings.TrimSuffix(rest, ".")} {
			if _, ok := w.parseDate(raw); ok {
				return raw, true
			}
		}
	}
	return "", false
}

func publishLabel(piece string) (rest string, ok bool) {
	rest, ok = cutLabel(piece, publishLabels)
	if !ok && len(piece) <= 80 {
		rest, ok = innerLabel(piece)
	}
	return rest, ok
}

func modifyLabel(piece string) (rest string, ok bool) { return cutLabel(piece, modifyLabels) }

// innerLabel finds a label behind another ("Ort Berlin Datum 28.01.2022").
func innerLabel(text string) (rest string, ok bool) {
	folded := strings.ToLower(text)
	if len(folded) != len(text) {
		return "", false
	}
	for _, l := range [...]string{" datum ", " date ", " publié le ", " published ", " veröffentlicht am "} {
		if i := strings.LastIndex(folded, l); i > 0 {
			return text[i+len(l):], true
		}
	}
	return "", false
}

// dateLine reads a line, or a piece of one, that is only a date to the day.
func (w *work) dateLine(text string) (string, bool) {
	if !hasNumber(text) {
		return "", false
	}
	for piece := range strings.FieldsFuncSeq(text, isDivider) {
		piece = trimSpace(piece)
		if len(piece) < 6 || !hasNumber(piece) {
			continue
		}
		if w.isDay(piece) {
			return piece, true
		}
		// "jeudi 13 juin 2019, par X"
		for i, r := range piece {
			if r == ',' && i >= 6 && w.isDay(piece[:i]) {
				return piece[:i], true
			}
		}
	}
	return "", false
}

// isDay reports whether a text is a date, to the day at least.
func (w *work) isDay(text string) bool {
	iso, ok := w.parseDate(text)
	return ok && len(iso) >= len("2006-01-02")
}

func isDivider(r rune) bool { return r == '|' || r == '•' || r == '·' || r == '\n' }

// hasNumber says whether digits can stand in a text, Latin or others: no date
// is without.
func hasNumber(s string) bool {
	for i := range len(s) {
		if c := s[i]; isDigit(c) || c >= "\u0600"[0] && c != "’"[0] {
			return true
		}
	}
	return false
}

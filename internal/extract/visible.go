package extract

import (
	"strings"

	"communique/archive"
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
	for i := range blocks {
		b := &blocks[i]
		near := i >= title-8 && i <= title+12
		if text, ok := w.labelledDate(b.text); ok {
			labelledDates = append(labelledDates, dateClaim{raw: text, source: archive.SourceVisible, evidence: fromLabel, node: b.node})
		}
		if !near {
			continue
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
		if b.level == 0 && len(b.text) <= 90 && len(b.dates) == 0 {
			if piece, ok := w.dateLine(b.text); ok {
				bare = append(bare, dateClaim{raw: piece, source: archive.SourceVisible, evidence: fromText, node: b.node})
			}
		}
	}
	return append(append(labelledDates, marked...), bare...)
}

func (w *work) titleIndex(blocks []block) int {
	if w.out.Title == nil {
		return 0
	}
	for i := range blocks {
		if blocks[i].text == *w.out.Title {
			return i
		}
	}
	return 0
}

// labelledDate reads "Publié le : 12.01.22", alone or as one piece of a line.
func (w *work) labelledDate(text string) (string, bool) {
	if len(text) > 120 || !hasNumber(text) {
		return "", false
	}
	for piece := range strings.FieldsFuncSeq(text, isDivider) {
		piece = trimSpace(piece)
		rest, ok := cutLabel(piece, publishLabels)
		if !ok && len(piece) <= 80 {
			rest, ok = innerLabel(piece)
		}
		if !ok || len(rest) > 60 || !hasNumber(rest) {
			continue
		}
		if _, ok := w.parseDate(rest); ok {
			return rest, true
		}
	}
	return "", false
}

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

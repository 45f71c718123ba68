package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// isByline reports whether a block is nothing but who wrote the page and when:
// "By Ana Lisboa on 2 November 2021", "Par Ana Lisboa, le 2 novembre 2021".
func (w *work) isByline(b block) bool {
	if len(b.text) > 120 || b.level > 0 || !hasNumber(b.text) {
		return false
	}
	for _, by := range [...]string{"by ", "par ", "von ", "por ", "publié par "} {
		rest, ok := cutFold(b.text, by)
		if !ok {
			continue
		}
		for _, on := range [...]string{" on ", " le ", " am ", " el ", " em ", ", ", " | ", " – ", " - "} {
			if who, when, found := strings.Cut(rest, on); found && isSignature(strings.ReplaceAll(who, " ,", ",")) && w.isDay(when) {
				return true
			}
		}
	}
	return false
}

// isOnlyDate reports whether a block is nothing but a day, with a time or not:
// "3 May 2021 · 23:57". A place beside it is of the text.
func (w *work) isOnlyDate(b block) bool {
	if b.level > 0 || len(b.text) > 60 || !hasNumber(b.text) {
		return false
	}
	days := 0
	for piece := range strings.FieldsFuncSeq(b.text, isDivider) {
		piece = trimSpace(piece)
		switch {
		case w.isDay(piece):
			days++
		case strings.Trim(piece, "0123456789:. hH") != "":
			return false
		}
	}
	return days == 1
}

// isAuthorLine: "By Ana Lisboa", in capitals as names have them.
func isAuthorLine(b block) bool {
	if b.level > 0 || len(b.text) > 48 {
		return false
	}
	for _, by := range [...]string{"by ", "par ", "von ", "por "} {
		if rest, ok := cutFold(b.text, by); ok && strings.Contains(rest, " ") && isSignature(rest) && !strings.Contains(rest, ",") {
			first, _ := utf8.DecodeRuneInString(rest)
			return unicode.IsUpper(first)
		}
	}
	return false
}

package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// onlyDay gives the day that the markup of the article around the title names,
// wherever it stands in it, where it names one day only: many sites have it
// below the text, in a footer of the article. A day that stands there very often
// is that of many things.
func (w *work) onlyDay() []dateClaim {
	root := w.landmark()
	if w.titleNode == nil || !isInside(w.titleNode, root) {
		return nil
	}
	var found []dateClaim
	var day string
	for n := range root.Descendants() {
		if n.DataAtom != atom.Time && !markedAsDate(n) || !textLenWithin(n, 80) || w.isOthers(n, true) || isAnothers(n, root) {
			continue
		}
		claim, ok := nodeDate(n, "", selectorOf(n))
		read := w.firstDate([]dateClaim{claim}, nil)
		if !ok || read == nil || markedAsModified(n) {
			continue
		}
		if day != "" && writtenDay(read.iso) != day || len(found) == 32 {
			return nil
		}
		day = writtenDay(read.iso)
		found = append(found, claim)
	}
	if day == "" {
		return nil
	}
	return found
}

// isAnothers reports whether an element of an article is said by a reader, or of
// another page.
func isAnothers(n, root *html.Node) bool {
	for ; n != nil && n != root; n = n.Parent {
		if n.DataAtom == atom.Aside || n.DataAtom == atom.Article || isCardClass(n) {
			return true
		}
		switch furnitureWord(n, nil) {
		case "comment", "comments", "disqus", "rating", "ratings", "promo", "promos", "trending", "outbrain", "taboola":
			return true
		}
	}
	return false
}

// signedDate reads a line between title and text that is a date to the day and
// who wrote the release or where: "Hamburg, 2. November 2021", "Paris, le 3 mai
// 2021", "Ana Lisboa — 3 May 2021", "03.05.2021 - Ana Lisboa". Two dates are a
// span of time.
func (w *work) signedDate(text string) (string, bool) {
	if len(text) > 80 || !hasNumber(text) {
		return "", false
	}
	for _, sep := range [...]string{" — ", " – ", " - ", ", "} {
		for from := 0; ; {
			i := strings.Index(text[from:], sep)
			if i < 0 {
				break
			}
			head, tail := text[:from+i], text[from+i+len(sep):]
			from += i + len(sep)
			for _, article := range [...]string{"le ", "den "} {
				tail = strings.TrimPrefix(tail, article)
			}
			if isSignature(head) && w.isDay(tail) {
				return tail, true
			}
			if sep != ", " && isSignature(tail) && w.isDay(head) {
				return head, true
			}
		}
	}
	return "", false
}

// isSignature: a few words with capitals, as names of people and places are.
func isSignature(text string) bool {
	words := strings.Fields(text)
	if len(words) == 0 || len(words) > 5 || hasNumber(text) || strings.ContainsAny(text, ":;.!?") {
		return false
	}
	if _, ok := cutLabel(text, modifyLabels); ok {
		return false
	}
	for i, word := range words {
		first, _ := utf8.DecodeRuneInString(strings.TrimLeft(word, "("))
		if !unicode.IsUpper(first) && (i == 0 && len(words) > 1 || len(word) > 3) {
			return false
		}
	}
	return true
}

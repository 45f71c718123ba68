package extract

import "strings"

// ways is how much of a page leads to others: headings on links, and the bytes
// of all links.
type ways struct{ headings, bytes int }

func leadingAway(page []block) (a ways) {
	for i := range page {
		linked := page[i].linked()
		a.bytes += linked
		if page[i].level > 1 && linked > 0 {
			a.headings++
		}
	}
	return a
}

// isListing knows a page that leads elsewhere with many headings, on links of
// four times as many words as it has text, and has no date and nowhere says that
// it is an article.
func (w *work) isListing(length int) bool {
	if w.out.Published != nil || w.head.meta["og:type"] == "article" || strings.HasSuffix(w.ld.kind, "Article") || strings.HasSuffix(w.ld.kind, "Posting") {
		return false
	}
	return w.away.headings >= 8 && w.away.bytes > 4*length
}

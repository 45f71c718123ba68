package change

import (
	"path"
	"slices"
	"strings"

	"github.com/aymanbagabas/go-udiff/lcs"

	"communique/archive"
)

// body gives the paragraphs and headings of a release without its lead.
func body(r *archive.Release) []string {
	var all []string
	lead := fold(value(r.Lead))
	for p := range strings.SplitSeq(value(r.Text), "\n\n") {
		if p = fold(p); p == lead {
			lead = ""
			continue
		}
		if p != "" {
			all = append(all, p)
		}
	}
	return all
}

// paragraphs finds which kinds of change paragraphs show. One that moved is
// removed at one place and added at the other.
func paragraphs(found map[string]bool, old, new []string) {
	for _, d := range lcs.DiffLines(old, new) {
		a, b := old[d.Start:d.End], new[d.ReplStart:d.ReplEnd]
		pairs := pair(a, b)
		found[ParagraphChanged] = found[ParagraphChanged] || pairs > 0
		found[ParagraphRemoved] = found[ParagraphRemoved] || len(a) > pairs
		found[ParagraphAdded] = found[ParagraphAdded] || len(b) > pairs
	}
}

// ahead is how many paragraphs one may have moved on and still be found: it
// bounds the comparisons in a text of which all has changed.
const ahead = 20

// pair counts the paragraphs of a that stand, reworded, in b, in their order.
func pair(a, b []string) (pairs int) {
	next := 0
	for _, p := range a {
		for j := next; j < min(len(b), next+ahead); j++ {
			if alike(p, b[j]) {
				pairs, next = pairs+1, j+1
				break
			}
		}
	}
	return pairs
}

// alike: the two have half of their words in common, whatever the order.
func alike(a, b string) bool { return likeness(a, b) >= 0.5 }

func likeness(a, b string) float64 {
	x, y := strings.Fields(a), strings.Fields(b)
	count := map[string]int{}
	for _, w := range x {
		count[w]++
	}
	common := 0
	for _, w := range y {
		if count[w] > 0 {
			count[w]--
			common++
		}
	}
	if len(x)+len(y) == 0 {
		return 1
	}
	return 2 * float64(common) / float64(len(x)+len(y))
}

// quotes finds which kinds of change quotations show: those that stayed as
// they are find each other first, then those that are most alike.
func quotes(found map[string]bool, old, new []archive.Quote) {
	old, new = slices.Clone(old), slices.Clone(new)
	match := func(same func(a, b string) bool, altered bool) {
		old = slices.DeleteFunc(old, func(q archive.Quote) bool {
			best := -1
			for j, other := range new {
				if same(q.Text, other.Text) && (best < 0 || likeness(q.Text, other.Text) > likeness(q.Text, new[best].Text)) {
					best = j
				}
			}
			if best < 0 {
				return false
			}
			found[QuoteAltered] = found[QuoteAltered] || altered
			found[SpeakerChanged] = found[SpeakerChanged] || value(q.Speaker) != value(new[best].Speaker)
			new = slices.Delete(new, best, best+1)
			return true
		})
	}
	match(func(a, b string) bool { return fold(a) == fold(b) }, false)
	match(alike, true)
	found[QuoteRemoved], found[QuoteAdded] = len(old) > 0, len(new) > 0
}

func quotations(r *archive.Release) string {
	all := make([]string, len(r.Quotes))
	for i, q := range r.Quotes {
		all[i] = q.Text
		if q.Speaker != nil {
			all[i] += "\n— " + *q.Speaker
		}
	}
	return strings.Join(all, "\n\n")
}

// attachments finds which kinds of change files show, and whether any does. A
// file is replaced when another stands under its title, or under its address
// with another title (the size is often written there), or when it was the
// only one to go and one came.
func attachments(found map[string]bool, old, new []archive.Attachment) bool {
	match := func(same func(a, b archive.Attachment) bool, replaced bool) {
		old = slices.DeleteFunc(slices.Clone(old), func(a archive.Attachment) bool {
			j := slices.IndexFunc(new, func(b archive.Attachment) bool { return same(a, b) })
			if j < 0 {
				return false
			}
			found[AttachmentReplaced] = found[AttachmentReplaced] || replaced
			new = slices.Delete(slices.Clone(new), j, j+1)
			return true
		})
	}
	title := func(a archive.Attachment) string { return fold(value(a.Title)) }
	match(func(a, b archive.Attachment) bool { return a.URL == b.URL && title(a) == title(b) }, false)
	match(func(a, b archive.Attachment) bool { return a.URL == b.URL }, true)
	match(func(a, b archive.Attachment) bool { return title(a) != "" && title(a) == title(b) }, true)
	match(func(a, b archive.Attachment) bool { return path.Base(a.URL) == path.Base(b.URL) }, true)
	if len(old) == 1 && len(new) == 1 {
		match(func(a, b archive.Attachment) bool { return true }, true)
	}
	found[AttachmentRemoved], found[AttachmentAdded] = len(old) > 0, len(new) > 0
	return found[AttachmentRemoved] || found[AttachmentAdded] || found[AttachmentReplaced]
}

func files(r *archive.Release) string {
	all := make([]string, len(r.Attachments))
	for i, a := range r.Attachments {
		all[i] = strings.TrimSpace(value(a.Title) + "\n" + a.URL)
	}
	return strings.Join(all, "\n\n")
}

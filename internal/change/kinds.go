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
func alike(a, b string) bool { return likeness(sorted(a), sorted(b)) >= 0.5 }

func sorted(s string) []string {
	words := strings.Fields(s)
	slices.Sort(words)
	return words
}

// likeness is the share of their words that two texts have in common; x and y
// are sorted.
func likeness(x, y []string) float64 {
	if len(x)+len(y) == 0 {
		return 1
	}
	common := 0
	for i, j := 0, 0; i < len(x) && j < len(y); {
		switch c := strings.Compare(x[i], y[j]); {
		case c < 0:
			i++
		case c > 0:
			j++
		default:
			i, j, common = i+1, j+1, common+1
		}
	}
	return 2 * float64(common) / float64(len(x)+len(y))
}

// saying is a quotation as it is compared.
type saying struct {
	text, speaker string // folded
	attributed    bool
	words         []string // sorted
}

func sayings(quotes []archive.Quote) []saying {
	all := make([]saying, len(quotes))
	for i, q := range quotes {
		all[i] = saying{fold(q.Text), fold(value(q.Speaker)), q.Speaker != nil, sorted(q.Text)}
	}
	return all
}

// maxPairs bounds the comparisons of quotations that did not stay as they were:
// a page of hundreds whose every word was exchanged is another page.
const maxPairs = 100_000

// quotes finds which kinds of change quotations show: those that stayed as
// they are find each other first, then those that are most alike; a fifth of
// the words is enough where the speaker is the same: that the words in
// somebody's mouth were exchanged is what a reader wants to know. It reports
// whether there is any change.
func quotes(found map[string]bool, before, after []archive.Quote) bool {
	old, new := sayings(before), sayings(after)
	match := func(likeness func(a, b saying) float64, altered bool) {
		old = slices.DeleteFunc(old, func(q saying) bool {
			best, most := -1, 0.0
			for j, other := range new {
				if l := likeness(q, other); l > most {
					best, most = j, l
				}
			}
			if best < 0 {
				return false
			}
			found[QuoteAltered] = found[QuoteAltered] || altered
			found[SpeakerChanged] = found[SpeakerChanged] || q.speaker != new[best].speaker
			new = slices.Delete(new, best, best+1)
			return true
		})
	}
	match(func(a, b saying) float64 { return exactly(a.text == b.text && a.speaker == b.speaker) }, false)
	match(func(a, b saying) float64 { return exactly(a.text == b.text) }, false)
	if len(old)*len(new) <= maxPairs {
		match(func(a, b saying) float64 { return atLeast(0.5, likeness(a.words, b.words)) }, true)
		match(func(a, b saying) float64 {
			if !a.attributed || a.speaker != b.speaker {
				return 0
			}
			return atLeast(0.2, likeness(a.words, b.words))
		}, true)
	}
	found[QuoteRemoved], found[QuoteAdded] = len(old) > 0, len(new) > 0
	return len(old)+len(new) > 0 || found[QuoteAltered] || found[SpeakerChanged]
}

func exactly(same bool) float64 {
	if same {
		return 1
	}
	return 0
}

// atLeast is 0 for less.
func atLeast(enough, likeness float64) float64 {
	if likeness < enough {
		return 0
	}
	return likeness
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
	match(func(a, b archive.Attachment) bool { return lasting(a.URL) == lasting(b.URL) && title(a) == title(b) }, false)
	match(func(a, b archive.Attachment) bool { return lasting(a.URL) == lasting(b.URL) }, true)
	match(func(a, b archive.Attachment) bool { return title(a) != "" && title(a) == title(b) }, true)
	match(func(a, b archive.Attachment) bool { return path.Base(lasting(a.URL)) == path.Base(lasting(b.URL)) }, true)
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

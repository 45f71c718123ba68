// Package change says what differs between two versions of a release.
package change

import (
	"math"
	"strings"

	"communique/archive"
)

// Kinds of change, in the order in which a Change lists them.
const (
	Headline           = "headline"
	Lead               = "lead"
	ParagraphAdded     = "paragraph-added"
	ParagraphRemoved   = "paragraph-removed"
	ParagraphChanged   = "paragraph-changed"
	QuoteAdded         = "quote-added"
	QuoteRemoved       = "quote-removed"
	QuoteAltered       = "quote-altered"
	SpeakerChanged     = "speaker-changed"
	DateMoved          = "date-moved"
	AttachmentAdded    = "attachment-added"
	AttachmentRemoved  = "attachment-removed"
	AttachmentReplaced = "attachment-replaced"
)

var order = []string{
	Headline, Lead, ParagraphAdded, ParagraphRemoved, ParagraphChanged, QuoteAdded, QuoteRemoved, QuoteAltered,
	SpeakerChanged, DateMoved, AttachmentAdded, AttachmentRemoved, AttachmentReplaced,
}

// Change is what differs between two versions. Kinds and Fields are never nil;
// both are empty when a reader reads the same.
//
// Score is the share of words that changed, from 0 to 1: of all words of both
// titles and both texts, those that only one version has, to four digits. A
// word exchanged in a text of a hundred is 0.01; 1 is a text of which nothing
// stayed. Dates and attachments have no words in it.
type Change struct {
	Kinds  []string `json:"kinds"`
	Score  float64  `json:"score"`
	Fields []Field  `json:"fields"`
}

// Field is one field that differs: "title", "published", "text" (the lead is
// in it), "quotes" or "attachments", in this order. The quotes are the words of
// each and, after a dash, the speaker; the attachments are the title and the
// address of each; both with a blank line between two.
//
// The texts of the hunks that are not insertions, one after the other, are the
// field as it was; those of the hunks that are not deletions are the field as
// it is.
type Field struct {
	Name  string `json:"name"`
	Hunks []Hunk `json:"hunks"`
}

// Hunk is a stretch of a field: words and the white space around them.
type Hunk struct {
	Op   string `json:"op"` // Equal, Delete or Insert
	Text string `json:"text"`
}

// Values of Hunk.Op.
const (
	Equal  = "equal"
	Delete = "delete"
	Insert = "insert"
)

// Between says what differs between two versions of a release. Where a reader
// reads the same (see Content) nothing does: white space alone shows only in
// the hunks of a field that differs otherwise.
func Between(old, new *archive.Release) Change {
	c := Change{Fields: []Field{}}
	var changed, all int // words
	add := func(name, a, b string, scored bool) bool {
		same := fold(a) == fold(b)
		if scored {
			all += len(strings.Fields(a)) + len(strings.Fields(b))
		}
		if same {
			return false
		}
		f := Field{Name: name, Hunks: Words(a, b)}
		c.Fields = append(c.Fields, f)
		if scored {
			changed += f.changed()
		}
		return true
	}
	found := map[string]bool{}
	found[Headline] = add("title", value(old.Title), value(new.Title), true)
	if Read(old).Published != Read(new).Published {
		found[DateMoved] = add("published", value(old.Published), value(new.Published), false)
	}
	if add("text", value(old.Text), value(new.Text), true) {
		found[Lead] = fold(value(old.Lead)) != fold(value(new.Lead))
		paragraphs(found, body(old), body(new))
		if !found[Lead] && !found[ParagraphAdded] && !found[ParagraphRemoved] {
			found[ParagraphChanged] = true // the lead stands elsewhere
		}
	}
	if quotes(found, old.Quotes, new.Quotes) {
		add("quotes", quotations(old), quotations(new), false)
	}
	if attachments(found, old.Attachments, new.Attachments) {
		add("attachments", files(old), files(new), false)
	}
	c.Kinds = []string{}
	for _, kind := range order {
		if found[kind] {
			c.Kinds = append(c.Kinds, kind)
		}
	}
	if all > 0 {
		c.Score = math.Round(float64(changed)/float64(all)*1e4) / 1e4
	}
	return c
}

// changed counts the words that only one side has.
func (f Field) changed() (n int) {
	for _, h := range f.Hunks {
		if h.Op != Equal {
			n += len(strings.Fields(h.Text))
		}
	}
	return n
}

func value(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

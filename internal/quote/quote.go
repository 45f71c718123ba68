// Package quote finds the quotations in a release and says who is quoted.
//
// It works on the paragraphs of a release in four steps: quotation marks are
// paired (marks.go), the words outside them are cut into tokens and looked up
// once in the language's table (token.go; fr.go, en.go, es.go, de.go), each
// quotation is given the attribution that its own sentence states
// (attribution.go, subject.go), and short names and pronouns are led back to
// the names the release gives (people.go). Every step is linear in the length
// of the text, and the result depends on nothing but the arguments.
//
// Where the text does not say who speaks, nobody does: a missing speaker can
// be looked up, a wrong one is cited.
package quote

import (
	"strings"
	"unicode/utf8"
)

// How a quotation's speaker is known.
const (
	Explicit = "explicit" // named, or described, at the quotation
	Resolved = "resolved" // a pronoun, a surname or "the organisation", led back to a name
	None     = "none"
)

// Paragraph is one paragraph or heading of a release. Offset is the position
// of Text in the release's text, in Unicode code points.
type Paragraph struct {
	Text    string
	Heading bool
	Offset  int
}

// Quote is one quotation. Start, End (exclusive) and Parts count Unicode code
// points in the release's text; Parts are the stretches that are the
// quotation's own words. Paragraphs are those words paragraph by paragraph,
// the parts of one joined by a space, and Text is the paragraphs joined by a
// blank line. Speaker, Role, Affiliation and Cue (the verb phrase as written)
// are empty where the release does not say.
type Quote struct {
	Text        string
	Paragraphs  []string
	Start, End  int
	Parts       [][2]int
	Speaker     string
	Role        string
	Affiliation string
	Cue         string
	Attribution string
}

// Find returns the quotations of a release in the order of the text. lang is
// the release's language as a BCP 47 tag; for a language without rules only
// quotations that are whole sentences are found, and nobody is named.
// organization is the publisher's name, by which its own people and "the
// organisation" are recognised; it may be empty.
func Find(paragraphs []Paragraph, lang, organization string) []Quote {
	if !anyMark(paragraphs) {
		return nil
	}
	d := newDocument(paragraphs, rulesFor(lang), organization)
	d.pairMarks()
	d.attributeAll()
	d.mergeInterrupted()
	d.resolveAll()
	return d.quotes()
}

// document is one release while it is being read.
type document struct {
	rules     *rules
	org       string
	orgFolded string
	orgNamed  *string // publisherAsNamed, once it was asked for
	paras     []para
	// utterances are the quotations found so far, in text order; see marks.go.
	utterances []*utterance
	people     *people
}

// para is a paragraph with its tokens and the utterances that begin in it or
// run through it, each with the stretch it takes here.
type para struct {
	text    string
	heading bool
	offset  int
	toks    []token
	marks   []mark
	spans   []span
}

func newDocument(paragraphs []Paragraph, r *rules, organization string) *document {
	d := &document{rules: r, org: organization, orgFolded: fold(organization), paras: make([]para, len(paragraphs))}
	for i, p := range paragraphs {
		text := p.Text
		if !utf8.ValidString(text) {
			// One replacement character a bad byte keeps the count of code points.
			text = string([]rune(text))
		}
		d.paras[i] = para{text: text, heading: p.Heading, offset: p.Offset}
		d.paras[i].toks, d.paras[i].marks = tokenize(text, r)
	}
	return d
}

func anyMark(paragraphs []Paragraph) bool {
	for _, p := range paragraphs {
		if !p.Heading && strings.ContainsAny(p.Text, "«»“”„‟\"‘") {
			return true
		}
	}
	return false
}

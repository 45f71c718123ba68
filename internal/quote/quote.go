// Package quote finds the quotations in a release and says who is quoted.
//
// It works on the paragraphs of a release in five steps: quotation marks are
// paired, or made up for where one is missing (marks.go, pair.go, single.go, recover.go);
// the words outside them are cut into tokens and looked up once in the
// language's table (lexer.go, tables.go); the organisations and the people of the
// release are read into a register, with all that it says of their jobs, wherever
// it says it (institution.go, orgname.go, people.go, meeting.go, facts.go), split
// into role and organisation (jobsplit.go) and chosen among in one place (ranks.go); each
// quotation is given the attribution that its own sentence states (attribution.go,
// lead.go, tail.go, incise.go, comment.go, caption.go, relative.go); and the release is gone through in its order, so that
// pronouns, verbs without a subject, descriptions and quotations without an
// attribution find whom they mean (discourse.go, resolve.go, unsaid.go): all who have
// been spoken of are ranked by weights that are learned from annotated releases (rank.go,
// features.go, weights.go). Every step is linear in the length of the text, and the
// result depends on nothing but the arguments.
//
// Where the text does not say who speaks, nobody does: a missing speaker can
// be looked up, a wrong one is cited. In German, Russian and Arabic, of which few
// releases have been seen, more certainty is asked for (cautious.go).
package quote

import (
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
	d := newDocument(paragraphs, rulesFor(lang), organization)
	defer d.close()
	return d.find()
}

func (d *document) find() []Quote {
	d.pairMarks()
	if len(d.utterances) == 0 {
		return nil
	}
	d.dropPullQuotes()
	d.readInstitutions()
	d.attributeAll()
	d.mergeInterrupted()
	d.resolveAll()
	return d.quotes()
}

// document is one release while it is being read.
type document struct {
	rules       *rules
	org         string
	orgFolded   string
	orgNamed    *string // publisherAsNamed, once it was asked for
	orgs        *institutions
	lone        map[string]bool   // loneNames, once they were asked for
	capitals    map[string]bool   // surnames in capitals: see inCapitals
	offices     map[string]bool   // offices whose holders are named: see officeHeld
	places      map[string]bool   // placeNamed, once it was asked for
	lastOrgs    []*institution    // mentions in order, while they are read
	subjectOrgs []*institution    // of them, those that a clause is about
	mostSpoken  *[2]*institution  // the two that most clauses are about, once they were asked for
	parts       map[string]bool   // stems of the words of names, once part asked for them
	within      map[string]string // forms of capitals within a sentence, by their stems, once they were asked for
	paras       []para
	lexer       *lexer
	paired      bool // pairMarks is done
	nested      int  // calls of nameAfterRole
	rowEnd      int  // after the last row of paragraphs that open with dashes
	rowSpoken   bool // that row is a dialogue
	// utterances are the quotations found so far, in text order; see marks.go.
	utterances []*utterance
	pieces     []piece // scratch
	people     *people
	// pick chooses whom a question means; nil for the weights that are learned.
	pick picker
}

// para is a paragraph with its tokens and the utterances that begin in it or
// run through it, each with the stretch it takes here. Its tokens are there
// once document.para has given it.
type para struct {
	text    string
	heading bool
	cut     bool // into tokens
	offset  int
	number  int // of the paragraph
	lexer   *lexer
	toks    []token
	marks   []mark
	spans   []span
	orgs    []orgMention
}

// mostKept is how many tokens' memory is kept for the next release.
const mostKept = 1 << 14

func newDocument(paragraphs []Paragraph, r *rules, organization string) *document {
	d := &document{rules: r, org: organization, orgFolded: fold(organization), paras: make([]para, len(paragraphs))}
	d.lexer, _ = r.lexers.Get().(*lexer)
	if d.lexer == nil {
		d.lexer = &lexer{rules: r, vocabulary: map[string]wordID{}, words: make([]lexeme, 1)}
	}
	for i, p := range paragraphs {
		text := p.Text
		if !utf8.ValidString(text) {
			// One replacement character a bad byte keeps the count of code points.
			text = string([]rune(text))
		}
		d.paras[i] = para{text: text, heading: p.Heading, offset: p.Offset, number: i, lexer: d.lexer}
	}
	return d
}

func (d *document) close() {
	x := d.lexer
	if cap(x.toks) > mostKept || cap(x.marks) > mostKept || cap(x.low) > mostKept || len(x.words) > mostWords {
		return
	}
	x.text, x.toks, x.marks = "", x.toks[:0], x.marks[:0]
	d.rules.lexers.Put(x)
}

// para returns paragraph i cut into tokens. Many paragraphs never need it:
// they have no marks, no names, and stand beside none that has.
func (d *document) para(i int) *para {
	p := &d.paras[i]
	if !p.cut {
		p.cut = true
		p.toks, p.marks = d.lexer.tokenize(p.text)
		if d.paired && d.rules.possessiveS {
			p.readPossessives()
		}
		d.readNounJobs(p)
		d.readNames(p)
	}
	return p
}

func (p *para) blank() bool { return trimSpace(p.text) == "" }

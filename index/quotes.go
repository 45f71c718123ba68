package index

import (
	"context"
	"iter"
	"slices"
	"strings"

	"github.com/blevesearch/bleve/v2/analysis"

	"communique/archive"
	"communique/internal/fold"
)

// QuoteHit is a quotation that answers a request. Ordinal is its place among
// the release's quotations, from 0; Marks are byte ranges of its text.
type QuoteHit struct {
	Release archive.Release
	Ordinal int
	Marks   [][2]int
}

// Quote is the quotation itself.
func (h QuoteHit) Quote() archive.Quote { return h.Release.Quotes[h.Ordinal] }

// Quotes gives the quotations that answer a request, those of the best release
// first. Words, phrases and the rest are looked for in each quotation by
// itself, and speaker: and role: are of who said it; all other fields are of
// the release. Limit and offset do not count: end the loop when there are
// enough.
func (ix *Index) Quotes(ctx context.Context, req Request, load Load) iter.Seq2[QuoteHit, error] {
	return func(yield func(QuoteHit, error) bool) {
		root, p, err := compileQuotes(req)
		if err != nil {
			yield(QuoteHit{}, err)
			return
		}
		req.Offset = 0
		m := newMarker(p.clauses)
		speaker := fold.NewName(req.Speaker)
		for hit, err := range ix.each(ctx, req, p, load) {
			if err != nil {
				yield(QuoteHit{}, err)
				return
			}
			l := languageOf(value(hit.Release.Language))
			for i, q := range hit.Release.Quotes {
				if req.Speaker != "" && !speaker.In(value(q.Speaker)) || !newUtterance(hit.Release, q, l).answers(root) {
					continue
				}
				found := QuoteHit{Release: hit.Release, Ordinal: i}
				for _, f := range m.find(q.Text, l, "quote") {
					found.Marks = append(found.Marks, [2]int{f.start, f.end})
				}
				if !yield(found, nil) {
					return
				}
			}
		}
	}
}

// compileQuotes asks for the releases in which a quotation may answer: those
// whose quotations together have what one of them must have. What must not be
// in a quotation may be in another. Synonyms do not count: who is looked up
// is quoted with these words.
func compileQuotes(req Request) (*node, plan, error) {
	req.Synonyms = nil
	root, err := parseQuery(req.Query)
	if err != nil {
		return nil, plan{}, err
	}
	for _, c := range root.clauses(true) {
		if c.field == "" {
			c.field = "quote"
		}
	}
	codes(root.clauses(true))
	if _, err := compileNode(req, root); err != nil { // a query of no words
		return nil, plan{}, err
	}
	root = pruned(root)
	wanted, _ := loosened(root)
	p, err := compileNode(req, wanted)
	p.clauses = root.clauses(false)
	return root, p, err
}

// pruned leaves out signs that stand alone, as compiler does.
func pruned(n *node) *node {
	if n == nil || n.op == opClause {
		if n != nil && n.clause.kind != valueClause && len(plain.Analyze([]byte(n.clause.text))) == 0 {
			return nil
		}
		return n
	}
	var parts []*node
	for _, p := range n.parts {
		if p = pruned(p); p != nil {
			parts = append(parts, p)
		}
	}
	if n.op == opNot && len(parts) > 0 {
		return &node{op: opNot, parts: parts}
	}
	return joined(n.op, parts)
}

// loosened leaves out what must not be there. It is not ok where nothing is
// left that every answer must have.
func loosened(n *node) (*node, bool) {
	switch {
	case n == nil || n.op == opNot:
		return nil, false
	case n.op == opClause:
		return n, true
	}
	var parts []*node
	for _, p := range n.parts {
		if p, ok := loosened(p); ok {
			parts = append(parts, p)
		} else if n.op == opOr {
			return nil, false
		}
	}
	out := joined(n.op, parts)
	return out, out != nil
}

// utterance is one quotation, ready to be asked.
type utterance struct {
	release archive.Release
	quote   archive.Quote
	lang    language
	words   []word          // as they are
	stems   map[string]bool // in the analysis of the release's language
}

func newUtterance(r archive.Release, q archive.Quote, l language) *utterance {
	u := &utterance{release: r, quote: q, lang: l, words: wordsOf(plain.Analyze([]byte(q.Text)))}
	u.stems = stemsOf(l.analyzer().Analyze([]byte(q.Text)))
	return u
}

func stemsOf(tokens analysis.TokenStream) map[string]bool {
	stems := map[string]bool{}
	for _, t := range tokens {
		stems[string(t.Term)] = true
	}
	return stems
}

// answers tells whether the quotation is what a query asks for, as compiler
// has bleve tell of a release.
func (u *utterance) answers(n *node) bool {
	switch {
	case n == nil:
		return true
	case n.op == opAnd:
		return u.answersAll(n.parts)
	case n.op == opOr:
		return slices.ContainsFunc(n.parts, u.answers)
	case n.op == opNot:
		return !u.answers(n.parts[0])
	}
	return u.answersAll([]*node{n})
}

// answersAll leaves stop words of the language out, unless there is nothing
// else.
func (u *utterance) answersAll(parts []*node) bool {
	var stops []*clause
	words := 0
	for _, p := range parts {
		switch {
		case p.op != opClause:
			if !u.answers(p) {
				return false
			}
		case p.clause.kind != wordClause:
			if !u.has(p.clause) {
				return false
			}
		case len(u.lang.analyzer().Analyze([]byte(p.clause.text))) == 0:
			stops = append(stops, p.clause)
		default:
			words++
			if !u.hasWord(p.clause) {
				return false
			}
		}
	}
	return words > 0 || !slices.ContainsFunc(stops, func(c *clause) bool { return !u.has(c) })
}

func (u *utterance) hasWord(c *clause) bool {
	stems := u.stems
	if c.field == "title" {
		stems = stemsOf(u.lang.analyzer().Analyze([]byte(value(u.release.Title))))
	}
	for _, forms := range positionsOf(u.lang.analyzer().Analyze([]byte(c.text))) {
		if !slices.ContainsFunc(forms, func(f string) bool { return stems[f] }) {
			return false
		}
	}
	return true
}

// has answers whatever needs no language.
func (u *utterance) has(c *clause) bool {
	if c.kind == valueClause {
		return u.hasValue(c)
	}
	words := u.words
	if c.field == "title" {
		words = wordsOf(plain.Analyze([]byte(value(u.release.Title))))
	}
	return len(c.in(words)) > 0
}

func (u *utterance) hasValue(c *clause) bool {
	r := u.release
	name := fold.NewName(c.value)
	switch c.field {
	case "speaker":
		return name.In(value(u.quote.Speaker))
	case "role":
		return name.In(value(u.quote.Role))
	case "org":
		return name.In(value(r.Organization))
	case "topic":
		return slices.ContainsFunc(r.Topics, name.In)
	case "country":
		return slices.Contains(r.Countries, c.value)
	case "site":
		return r.Site == c.value
	case "kind":
		return value(r.Kind) == c.value
	case "status":
		return r.Status == c.value
	case "lang":
		tag := languageTag(value(r.Language))
		return tag == c.value || strings.HasPrefix(tag, c.value+"-")
	}
	published := value(r.PublishedDay)
	if published == "" {
		published = value(r.Published)
	}
	first, last, ok := days(published)
	return ok && !first.Before(c.from) && !last.After(c.until)
}

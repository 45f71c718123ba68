package quote

import (
	"strings"
	"unicode/utf8"
)

// utterance is one quotation while its attribution is sought.
type utterance struct {
	style       style
	pieces      []piece  // in text order; several in a paragraph when interrupted
	piece       [1]piece // where the first of them is kept: most have no other
	first, last int      // paragraphs
	head, tail  int      // its first span in the first, its last span in the last
	orphan      int      // the paragraph that closes it without opening; -1 none, 0 not looked for
	closed      bool
	merged      bool         // its pieces belong to the utterance before
	partial     bool         // stands within a narrator's sentence
	att         *attribution // nil when nobody is said to speak
	who         *somebody    // nil for an organisation, and for nobody
	speaker     string
	job         job
	how         string // Explicit, Resolved or None
	folded      string // its words: see hear
	firstPerson uint8  // 1 for I, 2 for we, 3 for both
}

// piece is a stretch of an utterance's words: bytes of a paragraph, within one
// of its spans.
type piece struct{ para, span, from, to int }

func (d *document) headSpan(u *utterance) *span { return &d.paras[u.first].spans[u.head] }
func (d *document) tailSpan(u *utterance) *span { return &d.paras[u.last].spans[u.tail] }

func (d *document) hasRole(p *para, s subject) bool {
	for k := s.from; k < s.to; k++ {
		if p.toks[k].is(role) {
			return true
		}
	}
	return false
}

// signature reads a line below a quotation that says whose it is: "— X,
// director of Y", in its paragraph or in the next.
func (d *document) signature(u *utterance) *attribution {
	p := &d.paras[u.last]
	i, para := d.tailSpan(u).close+1, u.last
	if i >= len(p.toks) {
		if para++; para >= len(d.paras) {
			return nil
		}
		first, _ := utf8.DecodeRuneInString(strings.TrimSpace(d.paras[para].text))
		if signKind(first) != dash {
			return nil
		}
		p, i = d.para(para), 0
	}
	if p.heading || i+1 >= len(p.toks) || p.toks[i].kind != dash {
		return nil
	}
	end := clauseEnd(p, i+1, len(p.toks))
	s, ok := d.subjectWithJob(p, i+1, end)
	if !ok || s.kind == pronoun || s.kind == description && s.to != end {
		return nil
	}
	if s.to != end && s.job.empty() || end < len(p.toks)-1 {
		return nil
	}
	return &attribution{subject: s, para: para, from: i, to: end}
}

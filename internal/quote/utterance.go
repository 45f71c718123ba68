package quote

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
// director of Y", in its paragraph or in the next, where it needs no dash, nor a
// quotation that fills its paragraph: « A » X, directrice de Y.
func (d *document) signature(u *utterance) *attribution {
	p := &d.paras[u.last]
	i, para := d.tailSpan(u).close+1, u.last
	whole := d.headSpan(u).open <= 0
	if i >= len(p.toks) {
		if para++; para >= len(d.paras) {
			return nil
		}
		if p = &d.paras[para]; p.heading {
			return nil
		}
		p, i = d.para(para), 0
	}
	if i+1 >= len(p.toks) {
		return nil
	}
	if p.toks[i].kind != dash {
		if !whole {
			return nil
		}
		if para == u.last {
			return d.signedBehind(p, i)
		}
		if s, _, ok := d.caption(p, i); ok {
			return &attribution{subject: s, para: para, from: i, to: s.to}
		}
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

// signedBehind reads a full name and a job right behind a quotation, where no sentence
// begins with them.
func (d *document) signedBehind(p *para, i int) *attribution {
	end := clauseEnd(p, i, len(p.toks))
	s, ok := d.subjectWithJob(p, i, end)
	if !ok || s.kind != person || !severalWords(s.name) || s.job.role == "" || end < len(p.toks)-1 || d.finiteIn(p, s.to, end) {
		return nil
	}
	return &attribution{subject: s, para: p.number, from: i, to: s.to}
}

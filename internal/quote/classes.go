package quote

// classes are the lists that a word is in.
type classes [(classCount + 63) / 64]uint64

func (s *classes) add(c class) { s[c/64] |= 1 << (c % 64) }

func (s classes) has(c class) bool { return s[c/64]>>(c%64)&1 != 0 }

// in says whether the word at token i is in a class.
func (p *para) in(i int, c class) bool { return p.lexer.words[p.toks[i].id].classes.has(c) }

// addClass puts a folded word into a class.
func (r *rules) addClass(w string, c class) {
	s := r.classes[w]
	s.add(c)
	r.classes[w] = s
}

// in says whether a folded word is in a class.
func (r *rules) in(w string, c class) bool { return r.classes[w].has(c) }

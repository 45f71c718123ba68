package quote

// aliasAt is the one capital by which somebody goes whose name ends before token i:
// X, alias Bic.
func (d *document) aliasAt(p *para, i int) string {
	if i+2 >= len(p.toks) || p.toks[i].kind != comma || p.toks[i+1].kind != word || !p.in(i+1, aliasWord) || !d.startsName(p, i+2) ||
		d.nameEnd(p, i+2, len(p.toks), false) != i+3 {
		return ""
	}
	return fold(p.slice(i+2, i+3))
}

// alias lets somebody be found by another name, folded, if it is one.
func (w *somebody) alias(pp *people, name string) {
	if name != "" {
		pp.byFirst[name] = append(pp.byFirst[name], w)
	}
}

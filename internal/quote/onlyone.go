package quote

// onlyOne is the one person of whom the text has spoken, where a description says no
// more than a job or an age that may be theirs: la fillette, the farmer. An article
// says that the reader knows who is meant. It is nil where the text has spoken of
// others, too, or where the description is of whoever holds an office, or comes into
// anybody's story so: le procureur, the guard.
func (t *discourse) onlyOne(n *nounPhrase) *referent {
	d := t.d
	head := n.p.toks[n.at]
	if n.plural || n.complement() > 0 || d.isOwned(n) || len(t.seen) > lookBack || head.capital || !d.isRole(n.p, n.at) && !d.identifies(n.p, n.subject) {
		return nil
	}
	if n.to != n.from+2 && !d.identifies(n.p, n.subject) {
		return nil // the duty clerk is somebody new
	}
	if next := n.p.toks[n.from+1]; next.kind == number && n.to == n.from+3 || n.p.in(n.from+1, comparative) {
		return nil // the 46 signatories; la más joven, of several
	}
	if d.official(n.p, n.at) || n.p.in(n.at, counterpart) || n.p.in(n.at, kinNoun) || n.p.in(n.at, groupNoun) {
		return nil
	}
	var only *referent
	for k := range t.seen {
		r := &t.seen[k]
		switch {
		case r.who == nil || r.who.described:
			continue
		case only == nil:
			only = r
		case only.who != r.who:
			return nil
		}
	}
	if only == nil || clash(only.who.gender|givenGender(only.who.folded), n.gender) || only.who.job.role != "" && head.is(role) && !head.is(private) {
		return nil
	}
	return only
}

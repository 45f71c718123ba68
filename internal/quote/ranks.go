package quote

import "strings"

// job is what a person is said to be: the role as written, without its
// article, and the organisation it is held at.
type job struct {
	role, affiliation string
	rank              rank
	open              bool // the role is one that a body has to give, and none is named
}

func (j job) empty() bool { return j.role == "" && j.affiliation == "" }

// rank is how much a role says of why somebody is quoted.
type rank uint8

const (
	unsaid   rank = iota
	personal      // mère, survivor
	called        // colonel, doctor: what somebody is called besides
	beside        // former prefect, coautora del estudio: what is over, or of one text
	function      // directrice, fisherman
)

// rankOf is the highest rank that the words of a role have before its complement.
func (d *document) rankOf(p *para, i, end int) rank {
	r, over := unsaid, false
	for k := i; k < end; k++ {
		t := p.toks[k]
		over = over || p.in(k, formerWord) || d.formerly(p.word(k))
		switch {
		case k > i && t.is(preposition) && !t.is(role):
			return max(r, personal)
		case !d.isRole(p, k):
		case p.in(k, kinNoun), t.is(private):
			r = max(r, personal)
		case (p.in(k, rankNoun) || t.is(honorific)) && !(k+1 < end && p.in(k+1, plainOf)): // but: maître de conférences
			r = max(r, called)
		case over || p.in(k, memberNoun) || p.in(k, authorNoun) && d.headIn(p, k, end, documentNoun):
			r = max(r, beside)
		default:
			return function
		}
	}
	if r == unsaid {
		return function // a job that no table knows
	}
	return r
}

// formerly says whether a role says by its prefix that it is over: exfiscal.
func (d *document) formerly(w string) bool {
	rest, ok := strings.CutPrefix(w, "ex")
	return ok && d.rules.words[strings.TrimPrefix(rest, "-")]&role != 0
}

// or joins what is said of one person in one place: the higher rank, of two of a rank
// the longer, which says more.
func (j job) or(o job) job {
	if o.rank == j.rank && j.role != "" && j.affiliation == "" && o.affiliation == "" && len(o.role) > len(j.role) {
		j, o = o, j
	}
	return j.then(o)
}

// then joins what two places say of one person: the higher rank, of two of a rank the
// first, unless the other says it more fully. An organisation is kept with its role.
func (j job) then(o job) job {
	first, other := j, o
	if o.rank > j.rank || o.rank == j.rank && j.role != "" && (fuller(o.role, j.role) || j.affiliation == "" && o.affiliation != "" && !severalWords(j.role)) {
		first, other = o, j
	}
	if first.role == "" {
		first.role, first.rank, first.open = other.role, other.rank, other.open
	}
	if first.affiliation == "" {
		first.affiliation = other.affiliation
	}
	return first
}

// fuller says whether role a is b and more.
func fuller(a, b string) bool {
	return len(a) > len(b) && strings.Contains(" "+fold(a)+" ", " "+fold(b)+" ")
}

func (d *document) roleWithin(p *para, i, j int) bool {
	for k := i; k < j; k++ {
		if d.isRole(p, k) {
			return true
		}
	}
	return false
}

// isRole says whether token k is a role, by the table or by its ending.
func (d *document) isRole(p *para, k int) bool {
	t := p.toks[k]
	return t.is(role) || (!t.capital || d.rules.capitalNouns) && t.id != 0 && d.lexer.words[t.id].job
}

// endsRole is endsIn for words that may be an ending and no more: driver.
func endsRole(w string, endings []string) bool {
	for _, e := range endings {
		if w == e || len(w) >= len(e)+3 && strings.HasSuffix(w, e) {
			return true
		}
	}
	return false
}

// official says whether the role at token k may be a title within capitals: Foreign
// Minister X. Other jobs are surnames there: Ruth Baker, Itzel Guardia.
func (d *document) official(p *para, k int) bool {
	return p.in(k, leadNoun) || p.in(k, stateRole) || p.in(k, rankNoun) || p.in(k, spokesNoun) || p.in(k, ministerNoun) || strings.Contains(p.word(k), "-")
}

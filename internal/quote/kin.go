package quote

import (
	"slices"
	"strings"
)

// namedSo says whether the release names somebody with the job that a description is of.
func (d *document) namedSo(p *para, s subject) bool {
	n := d.nounPhrase(p, s)
	for _, w := range d.names().list[:min(len(d.people.list), manyPeople)] {
		if w.job.role != "" && !clash(w.gender, s.gender) && (d.holdsRole(w.job, n.core) || d.hasKin(w.job.role, n.kinds)) {
			return true
		}
	}
	return false
}

// holdsRole says whether a description without its article is of a job: the
// head of the role (the prosecutor: deputy prosecutor of Y), or the role and the
// organisation. Whom the role is held with is somebody else: an adviser to the
// prime minister is not the prime minister.
func (d *document) holdsRole(j job, core string) bool {
	role := " " + fold(j.role) + " "
	if i := strings.Index(role, " "+core+" "); i >= 0 && d.headsRole(role[:i]) {
		return true
	}
	return j.affiliation != "" && strings.HasPrefix(core, fold(j.role)+" ") && strings.HasSuffix(core, fold(j.affiliation))
}

// headsRole says whether the words of a role before some of it leave those its
// head: adjectives do, and another job with "and"; what leads to whom it is held
// with does not.
func (d *document) headsRole(before string) bool {
	words := strings.FieldsFunc(before, betweenWords)
	if n := len(words); n > 0 && d.rules.words[words[n-1]]&conjunction != 0 {
		return true
	}
	for _, w := range words {
		if f := d.rules.words[w] | d.rules.words[w+"'"]; f&(preposition|ofWord) != 0 && f&role == 0 {
			return false
		}
	}
	return true
}

// hasKin says whether a role is about a noun of one of the groups.
func (d *document) hasKin(job string, kinds []int) bool {
	for _, w := range strings.Fields(fold(job)) {
		if f := d.rules.words[w]; f&(preposition|ofWord) != 0 && f&(role|conjunction) == 0 {
			return false // adviser to the prime minister
		}
		if sharesOne(d.rules.sameJob[w], kinds) {
			return true
		}
	}
	return false
}

// bodyKin says whether an organisation is called by a noun of one of the groups: Radio X,
// of which the text speaks as of the station.
func (d *document) bodyKin(o *institution, kinds []int) bool {
	if len(kinds) == 0 {
		return false
	}
	return len(o.words) > 1 && sharesOne(d.rules.sameJob[o.words[0]], kinds) || slices.ContainsFunc(o.kinds, func(w string) bool { return sharesOne(d.rules.sameJob[w], kinds) })
}

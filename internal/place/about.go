package place

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Country is one that a release is about, and the part that says so first.
type Country struct {
	Code string // ISO 3166-1 alpha-2
	From Part
}

// Part is a part of a release.
type Part string

const (
	Title Part = "title"
	Tags  Part = "tags"
	Lead  Part = "lead"
)

// About gives the countries a release is about, most important first, from its
// title, the countries of the site's own tags and its lead. The title's
// countries come first, then the tags', then the lead's; the package comment
// says which of a text's count.
func About(title string, tagged []string, lead, lang string) []Country {
	t, l := newReading(beginning(title), lang), newReading(withoutDateline(beginning(lead)), lang)
	t.isTitle = true
	t.scan()
	l.scan()
	known := evidence{sure: map[string]bool{}, towns: map[string]bool{}}
	for _, c := range tagged {
		known.sure[c] = true
	}
	known.of(t)
	known.of(l)
	head := t.prefix(known)
	t.settle(known)
	l.settle(known)

	var list found
	list.add(Title, head)
	if named := list.add(Title, t.said(strong)) || len(head) > 0; !named && !list.add(Title, t.said(weakTown)) {
		list.add(Title, t.said(weakDemonym))
	}
	list.add(Tags, tagged)
	list.add(Lead, l.said(strong))
	guests, more := t.said(people), l.said(people)
	if len(list) == 0 && (len(guests)+len(more) > 0 || !list.add(Lead, l.said(weakTown))) {
		list.add(Lead, l.said(weakDemonym))
	}
	list.add(Title, guests)
	list.add(Lead, more)
	list.add(Lead, l.said(repeated))
	for _, c := range list { // the range is over the list as it was
		if state := stateOf(c.Code); state != "" {
			list.add(c.From, []string{state})
		}
	}
	return list
}

type found []Country

// add puts codes behind those that are there, and tells whether there were any.
func (l *found) add(from Part, codes []string) bool {
	for _, code := range codes {
		if !slices.ContainsFunc(*l, func(c Country) bool { return c.Code == code }) {
			*l = append(*l, Country{code, from})
		}
	}
	return len(codes) > 0
}

// longest is how many bytes of a title and of a lead are read: what comes later
// in a lead of that length is details, and pages are there that are one
// paragraph of five megabytes.
const longest = 4000

func beginning(text string) string {
	if len(text) <= longest {
		return text
	}
	cut := longest
	for !utf8.RuneStart(text[cut]) {
		cut--
	}
	return text[:cut]
}

// dateline is where and when a lead was written: "(Beirut, Lebanon) – ",
// "KYIV, 22 August 2023 - ", «Malta, 9 de octubre. – ».
var dateline = regexp.MustCompile(`^\s*(\([^()]{2,60}\)|(\p{Lu}[\p{L}'’.-]*[ ,/]+){1,6}(le |den |el |il )?(\p{L}+\.? )?\d{1,2}(er|st|nd|rd|th|º|\.)?,? ?(de )?(\p{L}+\.?)?,?( de)? ?(\d{4})?\.?)\s*[–—:-]+\s`)

func withoutDateline(lead string) string { return lead[len(dateline.FindString(lead)):] }

// evidence is what decides the meaning of weak and shared names: the countries
// that are mentioned for sure, and those of towns and other cues alone.
type evidence struct{ sure, towns map[string]bool }

func (e evidence) of(r *reading) {
	for _, c := range r.cues {
		e.sure[c], e.towns[c] = true, true
	}
	for _, m := range r.mentions {
		switch m.sense {
		case nameSense, adjSense:
			e.sure[m.code] = true
		case townSense:
			e.sure[m.code], e.towns[m.code] = true, true
		}
	}
}

// ways in which a country is mentioned
const (
	strong      = iota // named, or its demonym at an institution
	people             // by a demonym of several people
	repeated           // by a demonym, more than once
	weakDemonym        // by a demonym
	weakTown           // by a town of it
)

// said gives the countries mentioned in one way, in order of first mention.
func (r *reading) said(way int) []string {
	times := map[string]int{}
	var codes []string
	for _, m := range r.mentions {
		if !m.strong && m.sense != townSense {
			times[m.code]++
		}
		var is bool
		switch way {
		case strong:
			is = m.strong
		case people:
			is = m.people
		case repeated:
			is = times[m.code] > 1
		case weakDemonym:
			is = !m.strong && !m.people && m.sense != townSense
		case weakTown:
			is = !m.strong && m.sense == townSense
		}
		if is && !slices.Contains(codes, m.code) {
			codes = append(codes, m.code)
		}
	}
	return codes
}

// states have territories with a code of their own, whose laws and courts are
// theirs. Territories over which states contend (PS, EH, HK, TW, FK) are not
// among them.
var states = map[string]string{
	"FR": "BL GF GP MF MQ NC PF PM RE TF WF YT",
	"US": "AS GU MP PR UM VI",
	"GB": "AI BM GG IM JE KY MS PN SH TC VG",
	"NL": "AW BQ CW SX",
	"DK": "FO GL",
	"NZ": "CK NU TK",
	"AU": "CC CX NF",
	"FI": "AX",
	"NO": "SJ",
}

// stateOf gives the state that a territory is part of, "" for what is none.
func stateOf(code string) string {
	for state, territories := range states {
		if strings.Contains(territories, code) {
			return state
		}
	}
	return ""
}

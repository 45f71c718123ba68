package quote

import (
	"slices"
	"strings"
)

func (is *institutions) add(r *rules, name string) *institution {
	key := r.key(name)
	if o := is.byName[key]; o != nil {
		return o
	}
	o := &institution{name: name}
	for _, w := range strings.FieldsFunc(key, func(c rune) bool { return isSpace(c) || c == '\'' }) {
		f := r.words[w]
		if f&(orgNoun|orgWord) == 0 && f&(definite|indefinite|preposition|conjunction|particle) != 0 || len(w) < 2 {
			continue
		}
		o.words = append(o.words, w)
		o.state = o.state || r.in(w, stateNoun)
		if len(is.byWord[w]) < manyPeople {
			is.byWord[w] = append(is.byWord[w], o)
		}
	}
	is.alias(r, name, o)
	is.list = append(is.list, o)
	return o
}

func (is *institutions) alias(r *rules, name string, o *institution) {
	key := r.key(name)
	is.byName[key] = o
	first, _, _ := strings.Cut(key, " ")
	first = strings.TrimRight(first, "'")
	is.first[first] = max(is.first[first], len(strings.FieldsFunc(key, func(c rune) bool { return isSpace(c) || c == '\'' })))
}

// joinForms leads a name that is part of exactly one longer one to that one:
// the Centre, Open Cells for the Open Cells Initiative.
func (is *institutions) joinForms(r *rules) {
	full := map[*institution]*institution{}
	for _, o := range is.list {
		if len(o.words) > 0 {
			if f := is.longer(o, o); f == nil || !r.in(f.words[0], placeWord) || !slices.Equal(f.words[1:], o.words) {
				full[o] = f // but: New Amnesty International research
			}
		}
		if before, _, ok := strings.Cut(fold(o.name), " in "); ok && full[o] == nil {
			if n := len(strings.Fields(before)); n > 1 && n < len(o.words)+1 { // the Liaison Office in Tunis
				if f := is.longer(&institution{words: o.words[:min(n, len(o.words))]}, o); f != nil {
					full[o] = f
				}
			}
		}
	}
	for key, o := range is.byName {
		if f := full[o]; f != nil {
			f.kinds = append(f.kinds, o.kinds...)
			is.byName[key] = f
		}
	}
}

// longer finds the one organisation whose name holds all the words of o's,
// from its first word or as its head, besides itself.
func (is *institutions) longer(o, itself *institution) *institution {
	var found *institution
	for _, c := range is.byWord[o.words[0]] {
		if c == itself || len(c.words) <= len(o.words) || !inSequence(o.words, c.words) || acronym(itself.name) {
			continue // the UN is not the UN Assembly
		}
		if c.words[0] != o.words[0] && beginsLow(c.name) {
			continue // le conseil d'administration de la Ligue, of the Ligue
		}
		if found != nil && found != c {
			if inSequence(found.words, c.words) {
				found = c
				continue
			}
			if inSequence(c.words, found.words) {
				continue
			}
			return nil
		}
		found = c
	}
	return found
}

func inSequence(short, long []string) bool {
	i := 0
	for _, w := range long {
		if i < len(short) && w == short[i] {
			i++
		}
	}
	return i == len(short)
}

// byInitials finds the one organisation that an abbreviation abbreviates:
// PFB for Press Freedom Bridge.
func (is *institutions) byInitials(short string) *institution {
	if is.initials == nil {
		is.initials = map[string]*institution{}
		for _, o := range is.list {
			if len(o.words) < 2 || len(o.words) > longestInitials {
				continue
			}
			var low []byte
			for _, w := range o.words {
				low = append(low, w[0])
			}
			if _, twice := is.initials[string(low)]; twice {
				o = nil
			}
			is.initials[string(low)] = o
		}
	}
	return is.initials[strings.ReplaceAll(fold(short), ".", "")]
}

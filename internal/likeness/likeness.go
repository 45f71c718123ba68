// Package likeness tells whether two releases of different sites are one
// release, published twice: near-duplicate words under a like title, in one
// language, within days of each other.
//
// What it does not find is a republication missed; what it finds wrongly is a
// false statement about a publisher. So every rule here refuses in doubt.
package likeness

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode"

	"communique/archive"
)

const (
	// Apart is how many days may lie between the two days of publication. What
	// an organisation says every year or every month is said in nearly the same
	// words.
	Apart = 7

	// shingle is how many words in a row are compared as one. Two texts on one
	// subject share words, and few runs of four.
	shingle = 4
	// fewest is how many shingles a text must have: less says too little.
	fewest = 25
	// short is up to how many a text is held against the stricter measure: the
	// sentences with which all releases of a publisher end are much of it.
	short = 120

	// The share of the shingles of both that they have in common (Jaccard's):
	// for two texts under like titles, for two of which one is short, and under
	// whatever titles, within days.
	alike      = 0.60
	alikeShort = 0.72
	identical  = 0.90
	// likeTitle is the share of the words of both titles (Dice's) that they
	// have in common.
	likeTitle = 0.5
	// retitled is how many days may lie between two of different titles.
	retitled = 2
)

// Text is what of a release is compared.
type Text struct {
	Site, Language string
	Day            int // of publication, days since 1970
	title          []string
	shingles       []uint64 // sorted, each once
	numbers        []string // of the text, sorted, each once
}

// Of reads a release; ok is false for one that is compared with none: without
// title, day, language, or words enough.
func Of(r *archive.Release) (t Text, ok bool) {
	if r.Title == nil || r.Text == nil || r.PublishedDay == nil || r.Language == nil {
		return t, false
	}
	day, err := time.Parse(time.DateOnly, *r.PublishedDay)
	if err != nil {
		return t, false
	}
	t = Text{Site: r.Site, Day: int(day.Unix() / (24 * 60 * 60)), title: words(*r.Title)}
	t.Language, _, _ = strings.Cut(*r.Language, "-")
	all := words(*r.Text)
	for i := 0; i+shingle <= len(all); i++ {
		t.shingles = append(t.shingles, hashOf(all[i:i+shingle]))
	}
	slices.Sort(t.shingles)
	t.shingles = slices.Compact(t.shingles)
	t.numbers = numbersOf(all)
	return t, len(t.shingles) >= fewest
}

// Apart is how many days lie between two.
func (t Text) Apart(other Text) int { return max(t.Day-other.Day, other.Day-t.Day) }

// Same gives how much of the words of two releases is the same, 0 to 1, and
// whether they are one release.
func Same(a, b Text) (share float64, same bool) {
	days := a.Apart(b)
	if a.Site == b.Site || a.Language != b.Language || days > Apart {
		return 0, false
	}
	share = jaccard(a.shingles, b.shingles)
	atLeast := alike
	if min(len(a.shingles), len(b.shingles)) < short {
		atLeast = alikeShort
	}
	switch {
	case share < atLeast, otherNumbers(a, b), marked(a.title) != marked(b.title):
		return share, false
	case dice(a.title, b.title) >= likeTitle:
		return share, true
	}
	return share, share >= identical && days <= retitled
}

// otherNumbers: each says a number that the other does not, more than once or
// in the title. A series of reports differs in these; so does a correction, and
// is not found.
func otherNumbers(a, b Text) bool {
	inTitle, inOther := numbersOf(a.title), numbersOf(b.title)
	return min(without(inTitle, inOther), without(inOther, inTitle)) > 0 ||
		min(without(a.numbers, b.numbers), without(b.numbers, a.numbers)) > 1
}

// updates are the words by which a title says that it is a later release on
// the same events.
var updates = map[string]bool{
	"update": true, "updated": true, "actualisation": true, "actualización": true, "actualizacion": true, "atualização": true,
	"aktualisierung": true, "aktualisiert": true, "aggiornamento": true, "обновление": true, "обновлено": true, "تحديث": true,
	"correction": true, "erratum": true, "rectificatif": true, "corrección": true, "korrektur": true,
}

func marked(title []string) bool {
	for i, w := range title {
		if updates[w] || w == "jour" && i > 1 && title[i-1] == "à" && strings.HasPrefix(title[i-2], "mis") {
			return true
		}
	}
	return false
}

// words are the letters and digits of a text, in lower case; of scripts without
// spaces, each character.
func words(s string) (all []string) {
	from := -1
	end := func(at int) {
		if from >= 0 {
			all = append(all, strings.ToLower(s[from:at]))
		}
		from = -1
	}
	for i, r := range s {
		switch {
		case r >= 0x0E00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Khmer, unicode.Myanmar):
			end(i)
			all = append(all, string(r))
		case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r):
			if from < 0 {
				from = i
			}
		default:
			end(i)
		}
	}
	end(len(s))
	return all
}

func numbersOf(all []string) (numbers []string) {
	for _, w := range all {
		if strings.IndexFunc(w, unicode.IsDigit) >= 0 {
			numbers = append(numbers, w)
		}
	}
	slices.Sort(numbers)
	return slices.Compact(numbers)
}

// without counts what of a is not in b; both are sorted.
func without(a, b []string) (n int) {
	for _, s := range a {
		if _, ok := slices.BinarySearch(b, s); !ok {
			n++
		}
	}
	return n
}

func jaccard(a, b []uint64) float64 {
	both := common(a, b)
	return float64(both) / float64(len(a)+len(b)-both)
}

func dice(a, b []string) float64 {
	a, b = slices.Compact(slices.Sorted(slices.Values(a))), slices.Compact(slices.Sorted(slices.Values(b)))
	if len(a)+len(b) == 0 {
		return 0
	}
	return 2 * float64(common(a, b)) / float64(len(a)+len(b))
}

// common counts what two sorted lists share.
func common[T cmp.Ordered](a, b []T) (n int) {
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch c := cmp.Compare(a[i], b[j]); {
		case c < 0:
			i++
		case c > 0:
			j++
		default:
			n, i, j = n+1, i+1, j+1
		}
	}
	return n
}

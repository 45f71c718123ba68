package date

import "strings"

// habits are what a language (and its region) settles about dates.
type habits struct {
	lang   string
	orders []order // the orders a date in numbers may be in
}

// order is a permutation: where year, month and day stand in a triple.
type order struct{ year, month, day int }

var (
	dayFirst   = order{year: 2, month: 1, day: 0}
	monthFirst = order{year: 2, month: 0, day: 1}
	yearFirst  = order{year: 0, month: 1, day: 2}
)

func habitsOf(tag string) habits {
	lang, rest, _ := strings.Cut(strings.ToLower(strings.ReplaceAll(tag, "_", "-")), "-")
	region := rest[strings.LastIndexByte(rest, '-')+1:]
	h := habits{lang: lang, orders: []order{dayFirst, monthFirst, yearFirst}}
	switch lang {
	case "fr", "es", "pt", "de", "it", "ru", "uk", "ar":
		h.orders = []order{dayFirst}
	case "en":
		h.orders = []order{dayFirst, monthFirst}
		switch region {
		case "us":
			h.orders = []order{monthFirst}
		case "gb", "uk", "ie", "au", "nz", "in", "ng", "ke", "gh", "ug", "tz", "zm", "zw", "bw", "mw", "sl", "gm", "mu", "sg", "hk", "my", "pk",
			"jm", "bz", "mt", "cy", "001", "150":
			h.orders = []order{dayFirst}
		}
	}
	return h
}

// readTriple reads three numbers in every order the language allows, and
// answers when exactly one day comes out. A year of four digits settles where
// the year is; two digits behind a dash may also be ISO's order with a short
// year.
func readTriple(t token, h habits) (fields, bool) {
	orders := h.orders
	switch short := t.num[0].len <= 2 && t.num[2].len == 2; {
	case t.num[0].len == 4:
		orders = []order{yearFirst}
	case short && t.sep == '-':
		orders = append([]order{yearFirst}, orders...)
	case !short && t.num[2].len != 4:
		return fields{}, false
	}
	var found fields
	for _, o := range orders {
		f, ok := o.apply(t.num)
		if !ok || f == found {
			continue
		}
		if found.year != 0 {
			return fields{}, false
		}
		found = f
	}
	return found, found.year != 0
}

func (o order) apply(num [3]digits) (fields, bool) {
	y, m, d := num[o.year], num[o.month], num[o.day]
	if m.len > 2 || d.len > 2 {
		return fields{}, false
	}
	f := fields{year: y.n, month: m.n, day: d.n}
	if y.len == 2 {
		f.year = century(y.n)
	} else if y.len != 4 {
		return fields{}, false
	}
	return f, m.n > 0 && d.n > 0 && f.valid()
}

// century completes a year of two digits: 00–49 are 2000–2049 and 70–99 are
// 1970–1999. Between them it is not known, and 0 no year.
func century(yy int) int {
	switch {
	case yy < 50:
		return 2000 + yy
	case yy >= 70:
		return 1900 + yy
	}
	return 0
}

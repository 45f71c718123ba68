package date

import "strings"

// read finds the one date in the tokens: first taking them as one line, then,
// where layout marks cut it, as parts of which one is a date and the others
// have no numbers.
func read(tokens []token, h habits) (fields, bool) {
	if f, _, ok := readLine(tokens, h); ok {
		return f, true
	}
	var found fields
	count := 0
	for _, part := range splitLayout(tokens) {
		f, updated, ok := readLine(part, h)
		switch {
		case ok && updated:
		case ok && f.day > 0:
			found = f
			count++
		case ok || !isCaption(part):
			return fields{}, false
		}
	}
	return found, count == 1
}

func splitLayout(tokens []token) [][]token {
	var parts [][]token
	from := 0
	for i, t := range tokens {
		if t.kind == layoutToken {
			parts = append(parts, tokens[from:i])
			from = i + 1
		}
	}
	return append(parts, tokens[from:])
}

// isCaption tells a few words without numbers, or the time a text takes to
// read ("5 min read"), which layouts put beside a date.
func isCaption(part []token) bool {
	if len(part) > 8 {
		return false
	}
	for i, t := range part {
		switch t.kind {
		case wordToken, layoutToken:
		case numberToken:
			if i+1 == len(part) || !strings.HasPrefix(part[i+1].word, "min") && !strings.HasPrefix(part[i+1].word, "мин") {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// readLine reads a line whose every word belongs to a date, a label or a
// byline. Of a date published and a date updated it gives the former; updated
// says that there was only the latter.
func readLine(tokens []token, h habits) (f fields, updated, ok bool) {
	var published, changed group
	into := &published
	for i := 0; i < len(tokens); i++ {
		t := &tokens[i]
		if t.kind != wordToken {
			into.add(t)
			continue
		}
		word, size := joined(tokens[i:])
		if m := words().month(word, h.lang); m > 0 {
			into.addMonth(m, words().roles[word] == weekdayRole)
			i += size - 1
			continue
		}
		switch words().roles[t.word] {
		case publishedRole:
			into = &published
		case updatedRole:
			into = &changed
		case documentRole:
			into.whole = true
		case bylineRole:
			if i, ok = skipByline(tokens, i, into.hasYear()); !ok {
				return fields{}, false, false
			}
		case unknownRole:
			return fields{}, false, false
		}
	}
	if published.empty() {
		f, ok = changed.fields(h)
		return f, true, ok
	}
	f, ok = published.fields(h)
	return f, false, ok
}

// joined gives the word at the head of tokens, together with the next one
// where the two name an Arabic month (كانون الثاني).
func joined(tokens []token) (word string, size int) {
	word = tokens[0].word
	if (word == "كانون" || word == "تشرين") && len(tokens) > 1 && tokens[1].kind == wordToken {
		second := tokens[1].word
		if !strings.HasPrefix(second, "ال") {
			second = "ال" + second
		}
		return word + "_" + second, 2
	}
	return word, 1
}

// skipByline passes over "by Jane Doe". Behind a date the byline ends the
// line; before one it must be followed by the word that introduces the date,
// since a name can contain a month (May, Avril, Augusto).
func skipByline(tokens []token, at int, dated bool) (last int, ok bool) {
	for i := at + 1; i < len(tokens); i++ {
		t := tokens[i]
		if t.kind != wordToken {
			return 0, dated && t.kind == layoutToken && isCaption(tokens[i:])
		}
		switch t.word {
		case "le", "on", "el", "am", "il", "em":
			if !dated && i+1 < len(tokens) && (tokens[i+1].kind != wordToken || words().roles[tokens[i+1].word] == weekdayRole) {
				return i, true
			}
		}
	}
	return len(tokens), dated
}

// group collects what belongs to one date.
type group struct {
	numbers []token
	months  []int // the month; a second 0 where its word may be a weekday
	monthAt int   // how many numbers stood before it
	triple  *token
	pair    *token
	clock   *clock
	whole   bool // only a whole day is a date here
	bad     bool
}

func (g *group) add(t *token) {
	switch t.kind {
	case numberToken:
		g.numbers = append(g.numbers, *t)
	case tripleToken:
		g.bad = g.bad || g.triple != nil
		g.triple = t
	case monthToken:
		g.bad = g.bad || g.pair != nil
		g.pair = t
	case clockToken:
		g.bad = g.bad || g.clock != nil
		g.clock = t.clock
	}
}

// addMonth notes a month's name. A name said twice (آذار/مارس) is one month;
// one that may be a weekday («mar. 5 mai») gives way to another.
func (g *group) addMonth(m int, orWeekday bool) {
	switch {
	case len(g.months) == 0:
		g.months, g.monthAt = []int{m}, len(g.numbers)
		if orWeekday {
			g.months = []int{m, 0}
		}
	case g.months[0] == m, orWeekday:
	case len(g.months) == 2:
		g.months, g.monthAt = []int{m}, len(g.numbers)
	default:
		g.bad = true
	}
}

func (g *group) empty() bool {
	return !g.bad && len(g.numbers) == 0 && len(g.months) == 0 && g.triple == nil && g.pair == nil && g.clock == nil
}

func (g *group) hasYear() bool {
	for _, n := range g.numbers {
		if n.num[0].len == 4 {
			return true
		}
	}
	return g.triple != nil
}

// fields reads the group by the kind of date it is; mixtures are refused.
func (g *group) fields(h habits) (f fields, ok bool) {
	kinds := 0
	for _, has := range [...]bool{g.triple != nil, g.pair != nil, len(g.numbers) > 0 || len(g.months) > 0} {
		if has {
			kinds++
		}
	}
	if g.bad || kinds != 1 {
		return fields{}, false
	}
	switch {
	case g.triple != nil:
		f, ok = readTriple(*g.triple, h)
	case g.pair != nil:
		f, ok = fields{year: g.pair.num[0].n, month: g.pair.num[1].n}, g.pair.num[1].n > 0
	case len(g.numbers) > 0 && g.numbers[0].unit == '年':
		f, ok = g.units()
	default:
		f, ok = g.named()
	}
	f.clock = g.clock
	return f, ok && (f.day > 0 || !g.whole)
}

// named reads a date whose month is a word, or a year alone.
func (g *group) named() (fields, bool) {
	if len(g.months) == 0 {
		return fields{year: g.numbers[0].num[0].n}, len(g.numbers) == 1 && g.numbers[0].num[0].len == 4
	}
	f := fields{month: g.months[0]}
	switch len(g.numbers) {
	case 1:
		f.year = g.numbers[0].num[0].n
		return f, g.numbers[0].num[0].len == 4
	case 2:
		a, b := g.numbers[0].num[0], g.numbers[1].num[0]
		switch {
		case a.len <= 2 && b.len == 4 && g.monthAt < 2: // 24 May 2020, May 24, 2020
			f.day, f.year = a.n, b.n
		case a.len == 4 && b.len <= 2 && g.monthAt == 1: // 2020 May 24
			f.year, f.day = a.n, b.n
		case a.len <= 2 && b.len == 2 && (g.monthAt == 1 || g.monthAt == 0 && g.numbers[1].unit == '\''): // 24 May 20
			f.day, f.year = a.n, century(b.n)
		default:
			return f, false
		}
		return f, f.day > 0
	}
	return f, false
}

// units reads 2024年3月5日: numbers that carry their meaning.
func (g *group) units() (f fields, ok bool) {
	for i, want := range [...]rune{'年', '月', '日'} {
		if i == len(g.numbers) {
			break
		}
		n := g.numbers[i]
		if n.unit != want || n.num[0].n == 0 || (n.num[0].len > 2) != (i == 0) {
			return fields{}, false
		}
		*[...]*int{&f.year, &f.month, &f.day}[i] = n.num[0].n
	}
	return f, len(g.numbers) <= 3 && len(g.months) == 0
}

package date

// number reads what begins with a digit: a time, a date in numbers, or a
// number with its ordinal ending or Chinese unit.
func (s *scanner) number() bool {
	first := s.digits()
	if first.len == 8 {
		return s.compact(first)
	}
	if c, ok := s.clock(first); ok {
		return s.addClock(c)
	}
	if done, ok := s.numeric(first); done {
		return ok
	}
	mark := s.pos
	t := token{kind: numberToken, num: [3]digits{first}}
	s.blanks()
	if t.unit = s.hanUnit(); t.unit == 0 {
		s.pos = mark
		s.ordinal()
	} else if t.unit == '时' {
		return s.hanClock(first)
	}
	s.add(t)
	return true
}

// separator consumes one of . / - and tells which, 0 for none.
func (s *scanner) separator() rune {
	for _, sep := range [...]rune{'.', '/', '-'} {
		if s.eat(sep) {
			return sep
		}
	}
	return 0
}

// numeric reads the rest of a date in numbers, the first of which is known.
// done is false when there is none, and nothing consumed.
func (s *scanner) numeric(first digits) (done, ok bool) {
	mark := s.pos
	s.blanks()
	sep := s.separator()
	s.blanks()
	second := s.digits()
	end := s.pos
	s.blanks()
	if sep != 0 && second.len > 0 && s.eat(sep) {
		s.blanks()
		if third := s.digits(); third.len > 0 {
			s.machine = s.machine || first.len == 4
			s.add(token{kind: tripleToken, num: [3]digits{first, second, third}, sep: sep})
			return true, s.tripleEnds() && s.isoClock()
		}
	}
	s.pos = mark
	if s.separator() == sep && s.digits().len == second.len && s.pos == end {
		return s.pair(first, second, sep, mark)
	}
	s.pos = mark
	return false, true
}

// tripleEnds refuses a fourth number joined to three: that is a telephone
// number or an address.
func (s *scanner) tripleEnds() bool {
	mark := s.pos
	more := s.separator() != 0 && s.digits().len > 0
	s.pos = mark
	return !more
}

// pair takes 2020-02, 2020/02, 02/2020 and the times 14.30 that words beside
// them call a time. Otherwise a dot is no sign of a month: 12.2020 is as often
// a number.
func (s *scanner) pair(first, second digits, sep rune, mark int) (done, ok bool) {
	t := token{kind: monthToken}
	switch {
	case sep == '.' && first.len <= 2 && second.len == 2 && s.besideHourWord():
		return true, s.addClock(&clock{hour: first.n, minute: second.n})
	case sep != '.' && first.len == 4 && second.len == 2:
		t.num = [3]digits{first, second}
	case sep != '.' && first.len <= 2 && second.len == 4:
		t.num = [3]digits{second, first}
	default:
		s.pos = mark
		return false, true
	}
	s.add(t)
	return true, true
}

func (s *scanner) besideHourWord() bool {
	if n := len(s.tokens); n > 0 {
		switch s.tokens[n-1].word {
		case "ore", "alle", "um", "kl", "heure":
			return true
		}
	}
	mark := s.pos
	s.blanks()
	word := s.word()
	s.pos = mark
	_, zone := zoneNames[word]
	return word == "uhr" || word == "gmt" || word == "utc" || word == "bst" || zone
}

// compact reads YYYYMMDD, with ThhmmssZ behind it or nothing.
func (s *scanner) compact(d digits) bool {
	s.machine = true
	s.add(token{kind: tripleToken, sep: '-', num: [3]digits{{d.n / 10000, 4}, {d.n / 100 % 100, 2}, {d.n % 100, 2}}})
	return s.isoClock()
}

// ordinal skips the ending of 1er, 2nd, 3º, 24-го, and of «1 er» whose er was
// set high.
func (s *scanner) ordinal() {
	mark := s.pos
	switch s.word() {
	case "er", "re", "e", "eme", "st", "nd", "rd", "th", "o", "a", "ro", "го":
		return
	}
	s.pos = mark
	if s.eat('-') {
		if w := s.word(); w == "го" || w == "е" {
			return
		}
	}
	s.pos = mark
	s.blanks()
	if s.word() != "er" {
		s.pos = mark
	}
}

func (s *scanner) hanUnit() rune {
	for _, u := range [...][2]rune{{'年', '年'}, {'月', '月'}, {'日', '日'}, {'号', '日'}, {'號', '日'}, {'时', '时'}, {'時', '时'}, {'点', '时'}} {
		if s.eat(u[0]) {
			return u[1]
		}
	}
	return 0
}

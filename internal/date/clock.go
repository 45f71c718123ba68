package date

import (
	"fmt"
	"strings"
)

// clock is a printed time of day. seconds holds what was printed behind the
// minutes, with its fraction ("05", "05.123"), and is "" when nothing was.
// zone is the printed zone as ISO 8601 wants it, "" when none was printed.
type clock struct {
	hour, minute int
	seconds      string
	zone         string
	unsure       bool // the zone printed means different offsets in different places, or only the hour is known
}

func (c *clock) text() string {
	s := fmt.Sprintf("%02d:%02d", c.hour, c.minute)
	if c.seconds != "" {
		s += ":" + c.seconds
	}
	return s
}

// twelveHour applies a.m. or p.m. It fails for hours no such clock shows.
func (c *clock) twelveHour(pm bool) bool {
	if c.hour > 12 {
		return pm // "14:30 PM" is printed by careless templates and still clear
	}
	if c.hour == 0 {
		return !pm
	}
	c.hour %= 12
	if pm {
		c.hour += 12
	}
	return true
}

// clock reads the time of day whose hour is consumed: ":30", ":30:05.123",
// "h30", " h 30", " Uhr", " pm". It leaves the position alone when there is
// none. The hour alone is not precise enough to be written: unsure.
func (s *scanner) clock(hour digits) (*clock, bool) {
	if hour.len == 0 || hour.len > 2 {
		return nil, false
	}
	mark := s.pos
	if s.eat(':') {
		if minute := s.digits(); minute.len == 2 {
			if c := (&clock{hour: hour.n, minute: minute.n}); s.seconds(c) {
				return c, true
			}
		}
		s.pos = mark
		return nil, false
	}
	s.blanks()
	before := s.pos
	switch s.word() {
	case "h", "hs", "hrs", "heure", "heures", "uhr":
		end := s.pos
		s.blanks()
		if minute := s.digits(); minute.len == 2 {
			end = s.pos
			s.blanks()
			if w := s.word(); w != "min" && w != "mn" {
				s.pos = end
			}
			return &clock{hour: hour.n, minute: minute.n}, true
		}
		s.pos = end
		return &clock{hour: hour.n, unsure: true}, true
	case "am", "pm":
		s.pos = before
		return &clock{hour: hour.n, unsure: true}, true
	}
	s.pos = mark
	return nil, false
}

// seconds reads ":05" or ":05.123" behind the minutes, where it stands. It
// fails on what looks like seconds and is not.
func (s *scanner) seconds(c *clock) bool {
	if !s.eat(':') {
		return true
	}
	from := s.pos
	if sec := s.digits(); sec.len != 2 || sec.n > 59 {
		return false
	}
	end := s.pos
	if s.eat('.') || s.eat(',') {
		if frac := s.digits(); frac.len > 0 && frac.len <= 9 {
			c.seconds = strings.Replace(s.text[from:s.pos], ",", ".", 1)
			return true
		}
	}
	s.pos = end
	c.seconds = s.text[from:end]
	return true
}

// compactClock reads the "230000" or "2300" of 20190616T230000Z.
func (s *scanner) compactClock() (*clock, bool) {
	from := s.pos
	d := s.digits()
	t := s.text[from:s.pos]
	switch d.len {
	case 4:
		return &clock{hour: d.n / 100, minute: d.n % 100}, true
	case 6:
		return &clock{hour: d.n / 10000, minute: d.n / 100 % 100, seconds: t[4:]}, d.n%100 < 60
	}
	return nil, false
}

// isoClock reads the time joined to a date by a T.
func (s *scanner) isoClock() bool {
	if !s.eat('t') {
		return true
	}
	from := s.pos
	hour := s.digits()
	if c, ok := s.clock(hour); ok {
		return s.addClock(c)
	}
	s.pos = from
	c, ok := s.compactClock()
	return ok && s.addClock(c)
}

// addClock takes a time together with the half of the day and the zone
// printed around it.
func (s *scanner) addClock(c *clock) bool {
	half := 0
	if n := len(s.tokens); n > 0 {
		// Chinese says it before the hour; "am" there is a German preposition.
		switch w := s.tokens[n-1].word; w {
		case "上午", "下午", "晚上":
			half = halfOfDay(w)
			s.tokens = s.tokens[:n-1]
		}
	}
	mark := s.pos
	s.blanks()
	word := s.word()
	if h := halfOfDay(word); h != 0 {
		half = h
	} else if (word == "a" || word == "p") && s.meridiemRest() {
		half = halfOfDay(word + "m")
	} else if word != "uhr" { // behind which a zone may come
		s.pos = mark
	}
	if half != 0 && !c.twelveHour(half > 0) {
		return false
	}
	if c.hour > 23 || c.minute > 59 || !s.zone(c, s.machine) {
		return false
	}
	s.add(token{kind: clockToken, clock: c})
	return true
}

// halfOfDay is -1 for the words of the morning, 1 for the afternoon's.
func halfOfDay(word string) int {
	switch word {
	case "am", "ص", "上午":
		return -1
	case "pm", "م", "下午", "晚上":
		return 1
	}
	return 0
}

// meridiemRest reads the ". m." of "p. m.".
func (s *scanner) meridiemRest() bool {
	s.eat('.')
	s.blanks()
	if s.word() != "m" {
		return false
	}
	s.eat('.')
	return true
}

// hanClock reads 14时30分, its hour being consumed.
func (s *scanner) hanClock(hour digits) bool {
	c := &clock{hour: hour.n, unsure: true}
	if m := s.digits(); m.len > 0 {
		if !s.eat('分') || m.len > 2 || hour.len > 2 {
			return false
		}
		c.minute, c.unsure = m.n, false
	}
	return s.addClock(c)
}

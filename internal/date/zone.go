package date

import (
	"fmt"
	"strings"
	"time"
)

// zoneNames are the offsets, in minutes, of zone abbreviations with a single
// meaning in the dates of feeds (RFC 822) and of European organisations.
var zoneNames = map[string]int{
	"est": -300, "edt": -240, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420,
	"cet": 60, "cest": 120, "mez": 60, "mesz": 120, "eet": 120, "eest": 180, "wet": 0, "west": 60, "msk": 180, "мск": 180,
}

// unsureZones are abbreviations that name two or more zones: the time they
// stand beside is not used.
var unsureZones = map[string]bool{"et": true, "ct": true, "mt": true, "pt": true, "ist": true, "bst": true, "ast": true, "cst": true, "gst": true, "sst": true, "pkt": true, "eat": true, "wat": true, "cat": true, "sast": true, "hkt": true, "aest": true, "aedt": true, "nzst": true, "nzdt": true}

// zoneText gives the zone to write, and false when the time has to be left
// out because its zone is not known.
func (c *clock) zoneText(f fields, loc *time.Location) (string, bool) {
	if c.unsure {
		return "", false
	}
	if c.zone != "" {
		return c.zone, true
	}
	if loc == nil {
		return "", false
	}
	_, offset := time.Date(f.year, time.Month(f.month), f.day, c.hour, c.minute, 0, 0, loc).Zone()
	if offset%60 != 0 {
		return "", false // local mean time: ISO 8601 has no seconds in an offset
	}
	if loc == time.UTC {
		return "Z", true
	}
	return formatOffset(offset / 60), true
}

func formatOffset(minutes int) string {
	sign := '+'
	if minutes < 0 {
		sign, minutes = '-', -minutes
	}
	return fmt.Sprintf("%c%02d:%02d", sign, minutes/60, minutes%60)
}

// zone reads the zone behind a time and the zone's long name in parentheses
// behind that, as JavaScript prints it.
func (s *scanner) zone(c *clock, machine bool) bool {
	if !s.zoneCode(c, machine) {
		return false
	}
	if i := strings.IndexByte(s.text[s.pos:], ')'); i > 0 && strings.HasPrefix(s.text[s.pos:], " (") {
		if name := s.text[s.pos+2 : s.pos+i]; c.zone != "" && !strings.ContainsAny(name, "0123456789") {
			s.pos += i + 1
		}
	}
	return true
}

// zoneCode reads the zone behind a time, with or without a blank between.
// machine says that the date is in ISO's form, where "08:00-10:00" has a zone; behind
// a date in words that is a range of hours.
func (s *scanner) zoneCode(c *clock, machine bool) bool {
	mark := s.pos
	s.blanks()
	s.eat('(')
	from := s.pos
	word := s.word()
	minutes, named := zoneNames[word]
	switch {
	case word == "z" || word == "utc" || word == "gmt" || word == "ut":
		c.zone = "Z"
		after := s.pos
		if s.sign() {
			s.pos = after
			return s.offset(c, true)
		}
		return true
	case named:
		c.zone = formatOffset(minutes)
		return true
	case unsureZones[word]:
		c.unsure = true
		return true
	case word == "" && s.sign():
		s.pos = from
		return s.offset(c, machine)
	}
	s.pos = mark
	return true
}

// sign consumes a plus or minus that digits follow.
func (s *scanner) sign() bool {
	mark := s.pos
	if (s.eat('+') || s.eat('-') || s.eat('−')) && s.digits().len > 0 {
		return true
	}
	s.pos = mark
	return false
}

// offset reads ±hh:mm, ±hhmm or ±hh.
func (s *scanner) offset(c *clock, machine bool) bool {
	negative := !s.eat('+')
	if negative && !s.eat('-') {
		s.eat('−')
	}
	d := s.digits()
	minutes := 0
	switch {
	case d.len == 4:
		minutes = d.n/100*60 + d.n%100
		if d.n%100 > 59 {
			return false
		}
	case d.len <= 2 && s.eat(':'):
		m := s.digits()
		if m.len != 2 || m.n > 59 || negative && !machine {
			return false
		}
		minutes = d.n*60 + m.n
	case d.len <= 2 && (machine || !negative):
		minutes = d.n * 60
	default:
		return false
	}
	if minutes > 14*60 {
		return false
	}
	if negative {
		minutes = -minutes
	}
	c.zone = formatOffset(minutes)
	return true
}

// Package date reads the dates organisations print beside what they publish.
//
// It answers with ISO 8601 text that is exactly as precise as its source:
//
//	2020                            a year
//	2020-02                         a month
//	2020-02-24                      a day
//	2019-06-16T23:00+01:00          a minute
//	2019-06-16T23:00:00+01:00       a second (a fraction is kept as printed)
//
// and with nothing where the source can be read in two ways, because a date in
// a citation must never be a guess. What is refused, and why:
//
//   - Days that do not exist (31 February) and times that do not (25:00).
//   - Years before 1945 and after 2100: other calendars (Hijri 1445, Buddhist
//     2567), street numbers and typing errors, not publication dates.
//   - The Unix epoch, which content managers print for "no date": the day
//     1970-01-01 alone or at midnight in any zone, and the instant zero in
//     whatever zone it is shown. Other times of that day are read.
//   - Numbers whose order the language does not settle: 12/01/2022 is
//     12 January in French and in en-GB, 1 December in en-US, and unknown in
//     plain "en" or without a language.
//   - Text with words that belong to no date: a sentence is not a date.
//   - Two dates, unless labels tell which one is the publication ("Published
//     … Updated …": the former is read).
//
// Languages: fr, en, es, pt, de, it, ru, uk, ar, zh. Month names are known in
// all of them whatever the page says its language is, since templates often
// keep another language's dates; abbreviations of three letters or fewer count
// only in their own language and in English.
package date

import (
	"fmt"
	"strings"
	"time"
)

const (
	firstYear = 1945
	lastYear  = 2100
	// maxRaw is the longest text, in bytes, that is looked at: labels, a
	// weekday, two dates with times and a byline fit well within it.
	maxRaw = 300
)

// fields is what a text says: zero is not said. clock is nil without a time.
type fields struct {
	year, month, day int
	clock            *clock
}

// Parse reads raw in the order of the language's habits. lang is a BCP 47 tag
// ("fr", "en-GB") or "" when unknown. The zone is the source's own where one
// is printed; a time without one gets the offset of loc at that time, and with
// loc nil (or a zone that is not known for certain, as "IST") the time is left
// out and the day kept. ok is false when raw is no date, or not surely one.
func Parse(raw, lang string, loc *time.Location) (iso string, ok bool) {
	if len(raw) > maxRaw {
		return "", false
	}
	tokens, ok := scan(fold(raw))
	if !ok {
		return "", false
	}
	f, ok := read(tokens, habitsOf(lang))
	if !ok || !f.valid() {
		return "", false
	}
	iso = f.format(loc)
	if isEpoch(iso) {
		return "", false
	}
	return iso, true
}

// Day gives the publisher's local day of a date that Parse wrote, as
// "2006-01-02": the day itself, or the day in loc at that moment (in the
// date's own zone when loc is nil). It is "" when the date is less precise
// than a day or is not of Parse's form.
func Day(iso string, loc *time.Location) string {
	if len(iso) == len(time.DateOnly) {
		if _, err := time.Parse(time.DateOnly, iso); err != nil {
			return ""
		}
		return iso
	}
	t, ok := instant(iso)
	if !ok {
		return ""
	}
	if loc != nil {
		t = t.In(loc)
	}
	return t.Format(time.DateOnly)
}

// instant reads the forms with a time that Parse writes.
func instant(iso string) (time.Time, bool) {
	for _, layout := range [...]string{time.RFC3339, "2006-01-02T15:04Z07:00"} {
		if t, err := time.Parse(layout, iso); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

func (f fields) valid() bool {
	if f.year < firstYear || f.year > lastYear || f.month < 0 || f.month > 12 || f.day < 0 {
		return false
	}
	if f.day > 0 {
		return f.month > 0 && f.day <= daysIn(f.year, f.month)
	}
	return f.clock == nil
}

func daysIn(year, month int) int {
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// format writes valid fields as ISO 8601.
func (f fields) format(loc *time.Location) string {
	switch {
	case f.month == 0:
		return fmt.Sprintf("%04d", f.year)
	case f.day == 0:
		return fmt.Sprintf("%04d-%02d", f.year, f.month)
	}
	day := fmt.Sprintf("%04d-%02d-%02d", f.year, f.month, f.day)
	if f.clock == nil {
		return day
	}
	zone, ok := f.clock.zoneText(f, loc)
	if !ok {
		return day
	}
	return day + "T" + f.clock.text() + zone
}

func isEpoch(iso string) bool {
	rest, ok := strings.CutPrefix(iso, "1970-01-01")
	if ok && (rest == "" || strings.HasPrefix(rest, "T00:00") && strings.Trim(clockPart(rest), "T0:.") == "") {
		return true
	}
	if !ok && !strings.HasPrefix(iso, "1969-12-31") {
		return false
	}
	t, ok := instant(iso)
	return ok && t.Unix() == 0
}

// clockPart is the time of "T15:04:05.0+01:00" without its zone.
func clockPart(s string) string {
	if i := strings.IndexAny(s, "Z+-"); i >= 0 {
		return s[:i]
	}
	return s
}

package report

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"communique/internal/catalog"
)

// Verdict says in words what an exit code says of a run.
func Verdict(exit int) string {
	switch exit {
	case 0:
		return "all went well"
	case 1:
		return "failed"
	case 3:
		return "some pages or sites failed"
	case 4:
		return "a site stopped yielding"
	case 130:
		return "interrupted; what was done is kept"
	}
	return fmt.Sprintf("exit %d", exit)
}

// Verdict says in words how the night went.
func (n Night) Verdict() string {
	said := Verdict(n.Run.Exit)
	if !n.Untold {
		return said
	}
	if n.Run.Exit == partly && !n.partly() {
		said = Verdict(0)
	}
	return said + ", but not everybody could be told"
}

// partly is the exit code of a run that has done a part.
const partly = 3

// partly: some pages or sites failed.
func (n Night) partly() bool {
	return len(n.Read.Damage)+len(n.Read.Problems) > 0 || slices.ContainsFunc(n.Run.Sites, func(s catalog.SiteRun) bool { return len(s.Problems) > 0 })
}

// Size prints a number of bytes for people, in powers of ten.
func Size(n int64) string {
	switch {
	case n < 1000:
		return fmt.Sprintf("%d bytes", n)
	case n < 1e6:
		return fmt.Sprintf("%.1f kB", float64(n)/1e3)
	case n < 1e9:
		return fmt.Sprintf("%.1f MB", float64(n)/1e6)
	}
	return fmt.Sprintf("%.1f GB", float64(n)/1e9)
}

// Duration prints a time for people: "0.4 s", "2 min 14 s", "3 h 05 min".
func Duration(d time.Duration) string {
	switch {
	case d < 10*time.Second:
		return fmt.Sprintf("%.1f s", d.Seconds())
	case d < time.Minute:
		return fmt.Sprintf("%d s", d/time.Second)
	case d < time.Hour:
		return fmt.Sprintf("%d min %02d s", d/time.Minute, d%time.Minute/time.Second)
	}
	return fmt.Sprintf("%d h %02d min", d/time.Hour, d%time.Hour/time.Minute)
}

// Moment prints a time for people, to the minute.
func Moment(t time.Time) string { return t.UTC().Format("2006-01-02 15:04 UTC") }

// Line makes one line of text that came from a web page: without characters
// that steer a terminal or turn the direction of what follows.
func Line(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r):
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// clip cuts text to n characters; 0: not at all.
func clip(text string, n int) string {
	r := []rune(text)
	if n < 2 || len(r) <= n {
		return text
	}
	return string(r[:n-1]) + "…"
}

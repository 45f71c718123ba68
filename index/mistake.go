package index

import (
	"fmt"
	"strings"

	"github.com/mattn/go-runewidth"
	"golang.org/x/text/unicode/norm"
)

// SyntaxError is a query that cannot be understood. At is the character of
// the query, counted from 1 in Unicode NFC, at which the trouble lies.
type SyntaxError struct {
	At      int
	Message string
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("query, character %d: %s", e.At, e.Message)
}

// shownAround is how many characters of a long query are shown on each side
// of a mistake.
const shownAround = 30

// Point gives two lines: the query, or what of it stands around the mistake,
// and a caret below the place.
func (e *SyntaxError) Point(query string) string {
	in := []rune(strings.Map(func(r rune) rune {
		if isBlank(r) || runewidth.RuneWidth(r) == 0 && (r < 0x300 || r > 0x36F) {
			return ' ' // what would break the line, or turn its direction
		}
		return r
	}, norm.NFC.String(query)))
	at := min(max(e.At-1, 0), len(in))
	from, to := max(0, at-shownAround), min(len(in), at+shownAround)
	before, behind := string(in[from:at]), string(in[at:to])
	if from > 0 {
		before = cutSign + before
	}
	if to < len(in) {
		behind += cutSign
	}
	return before + behind + "\n" + strings.Repeat(" ", runewidth.StringWidth(before)) + "^"
}

// differs counts the letters to change, add, leave out or exchange with their
// neighbour that make a of b. It gives most+1 for more than most.
func differs(a, b string, most int) int {
	x, y := []rune(a), []rune(b)
	if len(x)-len(y) > most || len(y)-len(x) > most {
		return most + 1
	}
	var before []int
	last, row := make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range last {
		last[j] = j
	}
	for i := range x {
		row[0] = i + 1
		for j := range y {
			cost := 1
			if x[i] == y[j] {
				cost = 0
			}
			row[j+1] = min(last[j]+cost, last[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && x[i] == y[j-1] && x[i-1] == y[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last, row = last, row, make([]int, len(y)+1)
	}
	return min(last[len(y)], most+1)
}

// nearest gives the name that differs least from s, if by few letters.
func nearest(s string, names []string) (string, bool) {
	most := 2
	if len([]rune(s)) < 5 {
		most = 1
	}
	best := ""
	for _, name := range names {
		if n := differs(s, name, most); n <= most && (best == "" || n < most) {
			best, most = name, n
		}
	}
	return best, best != ""
}

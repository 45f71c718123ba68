package report

import (
	"fmt"
	"time"

	"communique/internal/drift"
)

// column is one number of a site.
type column struct {
	name string
	of   func(*Site) int
	// rare columns are shown only where a site has something in them.
	rare bool
}

var columns = []column{
	{"new", func(s *Site) int { return s.New.Count }, false},
	{"changed", func(s *Site) int { return s.Changed.Count }, false},
	{"gone", func(s *Site) int { return s.Suspect.Count }, true},
	{"removed", func(s *Site) int { return s.Removed.Count }, true},
	{"moved", func(s *Site) int { return s.Redirected.Count }, true},
	{"held", func(s *Site) int { return s.Held.Count }, true},
	{"failed", func(s *Site) int { return s.Failed }, true},
	{"disallowed", func(s *Site) int { return s.Disallowed }, true},
	{"reserved", func(s *Site) int { return s.Reserved }, true},
	{"waiting", func(s *Site) int { return s.Waiting }, true},
	{"pages", func(s *Site) int { return s.Fetched }, false},
	{"unchanged", func(s *Site) int { return s.Unchanged }, true},
	{"revisited", func(s *Site) int { return s.Revisited }, true},
	{"linked", func(s *Site) int { return s.Linked }, true},
	{"PDFs", func(s *Site) int { return s.PDFs }, true},
	{"requisites", func(s *Site) int { return s.Requisites }, true},
	{"requests", func(s *Site) int { return s.Requests }, false},
}

// table is the numbers of all sites; the first row names the columns.
func (n Night) table() [][]string {
	head, rows := []string{"site"}, make([][]string, len(n.Sites))
	for i, s := range n.Sites {
		rows[i] = []string{s.Site}
	}
	for _, c := range columns {
		total := 0
		for i := range n.Sites {
			total += c.of(&n.Sites[i])
		}
		if c.rare && total == 0 {
			continue
		}
		head = append(head, c.name)
		for i := range n.Sites {
			rows[i] = append(rows[i], fmt.Sprint(c.of(&n.Sites[i])))
		}
	}
	head = append(head, "bytes", "time")
	for i, s := range n.Sites {
		rows[i] = append(rows[i], Size(s.Bytes), Duration(time.Duration(s.Seconds*float64(time.Second))))
	}
	return append([][]string{head}, rows...)
}

// where says how to see the page that a finding names.
func where(p drift.Page) string {
	place := fmt.Sprintf("%s at %d", p.File, p.Offset)
	switch {
	case p.ID != "":
		return fmt.Sprintf("look at: communique show %s --html  (%s)", p.ID, place)
	case p.File != "":
		return fmt.Sprintf("look at: %s  (%s)", p.URL, place)
	}
	return "look at: " + p.URL
}

package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// segmented is a page of trafilatura's evaluation: pieces of text that must be
// in what a reader gives, and pieces that must not.
type segmented struct {
	page
	with, without []string
}

func readSegments(dir string) ([]segmented, error) {
	data, err := os.ReadFile(filepath.Join(dir, "trafilatura", "evaldata.json"))
	if err != nil {
		return nil, fmt.Errorf("%w: give the folder with -sets", err)
	}
	var truth map[string]struct {
		File          string
		With, Without []string
	}
	if err := json.Unmarshal(data, &truth); err != nil {
		return nil, fmt.Errorf("evaldata.json: %w", err)
	}
	var all []segmented
	for address, t := range truth {
		body, err := readUTF8(filepath.Join(dir, "trafilatura", "html", t.File))
		if err != nil {
			return nil, err
		}
		if !strings.HasPrefix(address, "http") { // the hard part names no address
			host, _, _ := strings.Cut(t.File, "-")
			address = "https://" + host + "/page.html"
		}
		all = append(all, segmented{page{t.File, address, body}, t.With, t.Without})
	}
	slices.SortFunc(all, func(a, b segmented) int { return strings.Compare(a.name, b.name) })
	return all, nil
}

// counts are segments: right ones found and missed, wrong ones taken.
type counts struct{ found, missed, wrong int }

func (c counts) precision() float64 { return float64(c.found) / float64(c.found+c.wrong) }
func (c counts) recall() float64    { return float64(c.found) / float64(c.found+c.missed) }
func (c counts) f1() float64 {
	return 2 * c.precision() * c.recall() / (c.precision() + c.recall())
}

func (s segmented) count(text string) counts {
	var c counts
	text = plainSpaces(text)
	for _, seg := range s.with {
		if strings.Contains(text, plainSpaces(seg)) {
			c.found++
		} else {
			c.missed++
		}
	}
	for _, seg := range s.without {
		if strings.Contains(text, plainSpaces(seg)) {
			c.wrong++
		}
	}
	return c
}

// plainSpaces makes all white space one space, for every reader: our records
// keep the non-breaking ones of the page, the segments were typed without.
func plainSpaces(s string) string { return strings.Join(strings.Fields(withoutHyphens(s)), " ") }

// withoutHyphens: the truth was copied from pages with their soft hyphens, and
// readers differ in whether they keep them; they are no character of a word.
func withoutHyphens(s string) string { return strings.ReplaceAll(s, "\u00ad", "") }

func countAll(r reader, set []segmented, half string) (sum counts, n int) {
	for _, s := range set {
		if half != "" && halfOf(s.name) != half {
			continue
		}
		c := s.count(r.text(s.page))
		sum.found, sum.missed, sum.wrong = sum.found+c.found, sum.missed+c.missed, sum.wrong+c.wrong
		n++
	}
	return sum, n
}

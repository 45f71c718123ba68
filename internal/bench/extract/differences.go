package main

import (
	"fmt"
	"strings"
)

// printDifferences shows where our reader was wrong, for those who work on it.
func printDifferences(ours reader, aeb []article, segments []segmented, name string) error {
	for _, a := range aeb {
		if !strings.Contains(a.name, name) {
			continue
		}
		read := ours.text(a.page)
		fmt.Printf("== %s %s\n", a.name, a.address)
		printMissing("added", read, a.truth)
		printMissing("missed", a.truth, read)
	}
	for _, s := range segments {
		if !strings.Contains(s.name, name) {
			continue
		}
		text := plainSpaces(ours.text(s.page))
		fmt.Printf("== %s %s\n", s.name, s.address)
		for _, seg := range s.with {
			if !strings.Contains(text, plainSpaces(seg)) {
				fmt.Printf("missed %q\n", seg)
			}
		}
		for _, seg := range s.without {
			if strings.Contains(text, plainSpaces(seg)) {
				fmt.Printf("added %q\n", seg)
			}
		}
	}
	return nil
}

// printMissing prints the paragraphs of a text most of whose 4-grams another
// lacks.
func printMissing(what, text, other string) {
	have := shingles(other)
	for line := range strings.SplitSeq(text, "\n") {
		lacking, all := 0, 0
		for key, n := range shingles(line) {
			all += n
			if have[key] == 0 {
				lacking += n
			}
		}
		if all > 0 && lacking*2 >= all {
			fmt.Printf("%s %.300q\n", what, line)
		}
	}
}

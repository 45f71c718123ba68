// Extract reads pages of which a person has said what their article is, with
// our generic reader, with readeck's go-readability and with go-trafilatura,
// in one run on this machine, and prints how near each comes and what each
// costs. The script run does it all.
//
// The pages are those of ../shared/extraction-sets: a part of
// scrapinghub/article-extraction-benchmark (aeb) and of trafilatura's
// evaluation pages, measured as these two projects measure.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	"text/tabwriter"
)

var (
	sets     = flag.String("sets", "../../../shared/extraction-sets", "the pages and their truth")
	fixtures = flag.String("fixtures", "../../testdata/sites", "the project's own pages")
	saved    = flag.String("saved", "../../../shared/pages", "saved pages of publishers")
	half     = flag.String("half", "", "a or b: one half only (by a hash of the page's name)")
	pages    = flag.Bool("pages", false, "print the score of each reader on each page")
	diff     = flag.String("diff", "", "print what our reader missed and added on the pages whose name holds this")
	cost     = flag.Bool("cost", true, "measure cost")
	rounds   = flag.Int("rounds", 3, "the least of how many measurements of cost")
)

func main() {
	flag.Parse()
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "extract:", err)
		os.Exit(1)
	}
}

func run() error {
	aeb, err := readAEB(*sets)
	if err != nil {
		return err
	}
	segments, err := readSegments(*sets)
	if err != nil {
		return err
	}
	own, err := readFixtures(*fixtures)
	if err != nil {
		return err
	}
	readers := newReaders()
	if *diff != "" {
		return printDifferences(readers[0], append(aeb, own...), segments, *diff)
	}
	if err := printQuality(readers, aeb, own, segments); err != nil {
		return err
	}
	if *cost {
		return printCost(readers, aeb, segments)
	}
	return nil
}

// halves are the whole set, then the half on which the reader was tuned and
// the one it was not.
var halves = []struct{ name, what string }{{"", "all"}, {"a", "half a (looked at)"}, {"b", "half b (looked at once, in an audit)"}}

func printQuality(readers []reader, aeb, own []article, segments []segmented) error {
	out := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	for _, h := range halves {
		if *half == "" || h.name == *half {
			printMatches(out, readers, aeb, h.name, "aeb, 4-grams: "+h.what)
		}
	}
	for _, h := range halves {
		if *half != "" && h.name != *half {
			continue
		}
		fmt.Fprintf(out, "\ntrafilatura, segments: %s\tprecision\trecall\tF1\tmissed\tnot its text\n", h.what)
		for _, r := range readers {
			s, n := countAll(r, segments, h.name)
			fmt.Fprintf(out, "%s, %d pages\t%.4f\t%.4f\t%.4f\t%d\t%d\n", r.name, n, s.precision(), s.recall(), s.f1(), s.missed, s.wrong)
		}
	}
	printMatches(out, readers, own, "", "our fixtures without their profiles, 4-grams")
	if *pages {
		printPages(out, readers, append(aeb, own...), segments)
	}
	return out.Flush()
}

func printMatches(out io.Writer, readers []reader, set []article, half, title string) {
	fmt.Fprintf(out, "\n%s\tprecision\trecall\tF1\t± 95 %%\tours minus it\t± 95 %%\n", title)
	var ours []match
	for i, r := range readers {
		matches := matchAll(r, set, half)
		m := measure(matches)
		fmt.Fprintf(out, "%s, %d pages\t%.4f\t%.4f\t%.4f\t%.4f", r.name, len(matches), m.precision, m.recall, m.f1, spread(matches, nil))
		if i == 0 {
			ours = matches
		} else {
			fmt.Fprintf(out, "\t%+.4f\t%.4f", measure(ours).f1-m.f1, spread(ours, matches))
		}
		fmt.Fprintln(out)
	}
}

func printPages(out *tabwriter.Writer, readers []reader, aeb []article, segments []segmented) {
	for _, a := range aeb {
		if *half != "" && halfOf(a.name) != *half {
			continue
		}
		fmt.Fprintf(out, "%.40s\t%.60s", a.name, strings.TrimPrefix(a.address, "https://"))
		for _, r := range readers {
			m := matchText(a.truth, r.text(a.page))
			fmt.Fprintf(out, "\t%s %.3f %.3f", r.name[:4], m.precision(), m.recall())
		}
		fmt.Fprintln(out)
	}
	for _, s := range segments {
		if *half != "" && halfOf(s.name) != *half {
			continue
		}
		fmt.Fprintf(out, "%.40s\t%d with, %d without", s.name, len(s.with), len(s.without))
		for _, r := range readers {
			c := s.count(r.text(s.page))
			fmt.Fprintf(out, "\t%s -%d +%d", r.name[:4], c.missed, c.wrong)
		}
		fmt.Fprintln(out)
	}
}

package notify

import (
	"cmp"
	"fmt"
	"strings"

	"communique/internal/report"
	"communique/internal/watch"
)

// shownHits is how many hits of a watch an e-mail names; a first crawl finds
// thousands.
const shownHits = 50

// text is the word as people read it: warnings first, then what the watches
// found, then the sites in numbers.
func (w Word) text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "communique %s of %s: %s (exit %d).\n", w.Command, report.Moment(w.Started), report.Verdict(w.Exit), w.Exit)
	if w.Note != "" {
		fmt.Fprintf(&b, "%s\n", report.Line(w.Note))
	}
	if len(w.Warnings) > 0 {
		b.WriteString("\nTO LOOK AT\n")
		for _, warning := range w.Warnings {
			site := ""
			if warning.Site != "" {
				site = warning.Site + ": "
			}
			fmt.Fprintf(&b, "- %s\n", report.Line(site+warning.Text))
		}
	}
	for _, one := range w.Watches {
		one.write(&b)
	}
	if len(w.Sites) > 0 {
		b.WriteString("\nSITES\n")
	}
	for _, s := range w.Sites {
		fmt.Fprintf(&b, "- %s: %d new, %d changed, %d removed, %d failed, %d waiting; %d requests, %s\n",
			s.Site, s.New, s.Changed, s.Removed, s.Failed, s.Waiting, s.Requests, report.Size(s.Bytes))
	}
	return b.String()
}

func (w Watch) write(b *strings.Builder) {
	fmt.Fprintf(b, "\nWATCH %s (%s)\n", w.Name, report.Line(w.Query))
	left, hidden := shownHits, w.More
	for _, group := range []struct {
		name string
		hits []watch.Hit
	}{{"new", w.New}, {"changed", w.Changed}} {
		for _, h := range group.hits {
			if left == 0 {
				hidden++
				continue
			}
			left--
			what := group.name
			if len(h.Kinds) > 0 {
				what += ": " + strings.ReplaceAll(strings.Join(h.Kinds, ", "), "-", " ")
			}
			if h.Left {
				what += "; it no longer matches"
			}
			fmt.Fprintf(b, "- %s (%s)\n  %s, %s\n  %s\n  communique show %s\n", report.Line(cmp.Or(h.Title, h.URL)), what,
				report.Line(cmp.Or(h.Organization, h.Site)), cmp.Or(h.Published, "no date"), report.Line(h.URL), h.ID)
		}
	}
	if hidden > 0 {
		fmt.Fprintf(b, "- and %d more: communique search %s --sort date\n", hidden, report.Line(w.Query))
	}
	if w.Held > 0 {
		fmt.Fprintf(b, "- %s not named here: taken down by the publisher, or restricted\n", count(w.Held, "release"))
	}
}

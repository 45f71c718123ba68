package main

import (
	"context"
	"fmt"
	"regexp"
	"strings"

	"communique/archive"
	"communique/index"
	"communique/internal/place"
)

func (a *app) printHits(results index.Results, r index.Request) {
	for i, h := range results.Hits {
		a.printHit(h, r.Offset+i+1)
	}
	a.printFacets(results)
	switch shown := len(results.Hits); {
	case r.Limit < 0: // only how many, and facets
	case shown == 0 && results.Total > 0:
		fmt.Fprintf(a.stderr, "There %s: --offset %d is behind the last\n", are(results.Total), r.Offset)
	case uint64(r.Offset+shown) < results.Total:
		fmt.Fprintf(a.stderr, "%d of %d hits; the next with --offset %d\n", shown, results.Total, r.Offset+shown)
	}
}

// printRest prints what comes closest, told apart from what was asked for.
func (a *app) printRest(results index.Results, offset int) {
	if len(results.Rest) == 0 {
		return
	}
	fmt.Fprintf(a.stdout, "%s\n\n", a.style(a.stdout).bold("With some of the words only:"))
	for i, h := range results.Rest {
		a.printHit(h, offset+len(results.Hits)+i+1)
	}
}

func (a *app) printHit(h index.Hit, number int) {
	s := a.style(a.stdout)
	columns := min(width(a.stdout), 100)
	title := s.bold(printable(deref(h.Release.Title, "(no title)")))
	if len(h.Snippets) > 0 && h.Snippets[0].Field == "title" {
		title = highlight(h.Snippets[0], s)
		h.Snippets = h.Snippets[1:]
	}
	a.printHead(number, title, h.Release)
	for _, snip := range h.Snippets {
		fmt.Fprintln(a.stdout, fold(highlight(snip, s), "    ", columns))
		if snip.Speaker != "" {
			fmt.Fprintf(a.stdout, "    %s\n", s.dim("— "+printable(snip.Speaker)))
		}
		if snip.Attachment != "" {
			fmt.Fprintln(a.stdout, s.dim(fold("in attachment "+printable(snip.Attachment), "    ", columns)))
		}
	}
	fmt.Fprintf(a.stdout, "    %s\n\n", s.dim(h.Release.URL))
}

// printHead prints a hit's number and title, and what it is.
func (a *app) printHead(number int, title string, r archive.Release) {
	s := a.style(a.stdout)
	title = fold(title, "    ", min(width(a.stdout), 100))
	fmt.Fprintf(a.stdout, "%s %s\n", s.dim(fmt.Sprintf("%2d.", number)), strings.TrimPrefix(title, "    "))
	fmt.Fprintf(a.stdout, "    %s · %s · %s\n", dayOf(r), printable(deref(r.Organization, r.Site)), s.cyan(r.ID))
}

// dayOf is the day of a release, or what is known of it.
func dayOf(r archive.Release) string {
	return printable(deref(r.PublishedDay, deref(r.Published, "no date")))
}

func (a *app) printFacets(results index.Results) {
	s := a.style(a.stdout)
	columns := min(width(a.stdout), 100)
	for _, name := range index.FacetNames {
		var parts []string
		for _, c := range results.Facets[name] {
			if c.Value != "" || len(results.Facets[name]) > 1 {
				// A value is not broken over two lines.
				parts = append(parts, strings.ReplaceAll(fmt.Sprintf("%s %d", facetValue(c.Value), c.Count), " ", "\u00a0"))
			}
		}
		if len(parts) == 0 {
			continue
		}
		text := fold(strings.Join(parts, " · "), strings.Repeat(" ", 14), columns)
		fmt.Fprintf(a.stdout, "%s%s\n", s.bold(fmt.Sprintf("%-14s", name)), strings.ReplaceAll(strings.TrimLeft(text, " "), "\u00a0", " "))
	}
}

func facetValue(v string) string {
	if v == "" {
		return "unknown"
	}
	return printable(v)
}

// groups prints the best hits of each group, or only how many there are.
func (s *searching) groups(ctx context.Context) error {
	groups, err := s.ix.Groups(ctx, s.request, s.group)
	if err != nil {
		return err
	}
	switch {
	case len(groups) == 0:
		return s.advise(ctx)
	case s.count:
		return s.groupCounts(ctx, groups)
	case s.format == "json":
		return s.groupsJSON(ctx, groups)
	}
	const most = 20 // groups a person reads
	look := s.style(s.stdout)
	for _, g := range groups[:min(len(groups), most)] {
		results, err := s.ix.InGroup(ctx, s.request, s.group, g.Value, s.db.RecordAttached)
		if err != nil {
			return err
		}
		fmt.Fprintf(s.stdout, "%s  %s\n\n", look.bold(s.groupName(g.Value)), look.dim(hits(g.Count)))
		for i, h := range results.Hits {
			s.printHit(h, i+1)
		}
	}
	if len(groups) > most {
		fmt.Fprintf(s.stderr, "%d of %d groups; --count --group %s lists all\n", most, len(groups), s.group)
	}
	return nil
}

// groupName is a group's value as people read it.
func (s *searching) groupName(v string) string {
	if s.group == "country" && v != "" {
		return v + " " + place.Name(v, "en")
	}
	return facetValue(v)
}

func hits(n int) string {
	if n == 1 {
		return "1 hit"
	}
	return fmt.Sprintf("%d hits", n)
}

// advise says why nothing was found, and what is like it in the index.
func (s *searching) advise(ctx context.Context) error {
	advice, err := s.ix.Advise(ctx, s.request, s.db.Record)
	if err != nil {
		return err
	}
	fmt.Fprintln(s.stderr, "Nothing found.")
	if strings.ContainsAny(s.request.Query, ":/") || len(s.request.Query) == 16 { // 2019 may begin an id, and is a year
		if id, err := s.db.Resolve(ctx, s.request.Query, addressesOf(s.request.Query)...); err == nil {
			fmt.Fprintf(s.stderr, "That is the address or id of a release: communique show %s\n", id)
			return nil
		}
	}
	for _, p := range advice.Parts {
		fmt.Fprintf(s.stderr, "  %s\n", printable(ofPart(p)))
	}
	switch {
	case advice.Query != "":
		fmt.Fprintf(s.stderr, "Did you mean: %s (%s)\n", printable(advice.Query), plural(int(advice.Total), "release"))
	case advice.Unfiltered > 0 && s.quotes:
		fmt.Fprintf(s.stderr, "No quotation holds it; without --quotes and filters there %s.\n", are(advice.Unfiltered))
	case advice.Unfiltered > 0:
		fmt.Fprintf(s.stderr, "Without filters there %s.\n", are(advice.Unfiltered))
	case anyWouldDo(advice.Parts):
		fmt.Fprintln(s.stderr, "OR between words finds releases with any of them.")
	}
	return nil
}

// ofPart says what there is of one part of a query.
func ofPart(p index.PartAdvice) string {
	found := func(n uint64) string { return plural(int(n), "release") }
	switch {
	case p.Total > 0 && p.Words:
		return p.Text + " is in " + found(p.Total)
	case p.Total > 0:
		return p.Text + " finds " + found(p.Total)
	}
	said := p.Text + " is in no release"
	if len(p.Named) > 0 {
		said = p.Text + " is in no text"
	}
	if len(p.Like) > 0 {
		said += "; there is " + strings.Join(p.Like, ", ")
	}
	for _, n := range p.Named {
		said += "; " + n.Query + " finds " + found(n.Total)
	}
	return said
}

// anyWouldDo tells whether OR between the words of a query would find any.
func anyWouldDo(parts []index.PartAdvice) bool {
	words, found := 0, false
	for _, p := range parts {
		switch {
		case p.Words:
			words++
			found = found || p.Total > 0
		case p.Total == 0:
			return false
		}
	}
	return words > 1 && found
}

func are(n uint64) string {
	if n == 1 {
		return "is 1 release"
	}
	return fmt.Sprintf("are %d releases", n)
}

// highlight shows the words that matched: coloured on a terminal, else as
// they are.
func highlight(snip index.Snippet, s style) string {
	var out strings.Builder
	at := 0
	for _, m := range snip.Marks {
		out.WriteString(printable(snip.Text[at:m[0]]))
		out.WriteString(s.mark(printable(snip.Text[m[0]:m[1]])))
		at = m[1]
	}
	out.WriteString(printable(snip.Text[at:]))
	return lineBreaks.ReplaceAllString(out.String(), " ")
}

var lineBreaks = regexp.MustCompile(`\n+`)

func deref(p *string, otherwise string) string {
	if p == nil {
		return otherwise
	}
	return *p
}

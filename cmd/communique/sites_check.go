package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"communique/archive"
	"communique/internal/crawl"
	"communique/internal/extract"
	"communique/internal/site"
)

// checkedPage is a live page with what the profile makes of it.
type checkedPage struct {
	url     string
	reading extract.Reading
	probes  []extract.Probe
}

// sitesCheck reads a few live pages and shows what the profile makes of them.
func (a *app) sitesCheck(ctx context.Context, id string, f crawlFlags, sample int) error {
	set, profiles, err := a.choose(ctx, []string{id})
	if err != nil {
		return err
	}
	agent, _, err := a.userAgent(f.contact)
	if err != nil {
		return err
	}
	named := map[string]int{} // by source
	o := crawl.Options{
		Profiles: profiles, UserAgent: agent, Dial: a.dial, AllowPrivate: f.allowPrivate,
		Limit: sample, DryRun: true, Now: a.now,
		Notify: func(e crawl.Event) {
			if e.Step == "source" {
				named[e.URL] = e.Found
				fmt.Fprintf(a.stdout, "%s names %d releases\n", e.URL, e.Found)
			}
		},
	}
	run, pages, err := crawl.Sample(ctx, o)
	if err != nil {
		return err
	}
	for _, problem := range run.Problems {
		fmt.Fprintln(a.stdout, "problem:", printable(problem))
	}
	checked, err := checkPages(extract.New(set, number), pages)
	if err != nil {
		return err
	}
	if err := a.printChecked(checked); err != nil {
		return err
	}
	if err := a.printUnverified(profiles[0], named, checked); err != nil {
		return err
	}
	lost := 0
	for _, c := range checked {
		if !c.asDescribed(profiles[0].Draft) {
			lost++
		}
	}
	switch {
	case len(pages) == 0 && !run.Drift && len(run.Problems) > 0:
		return &exitError{exitPartly, errors.New("the site could not be asked: nothing is known of its selectors")}
	case len(pages) == 0:
		return &exitError{exitDrift, errors.New("no release was found to check: none of the sources led to one")}
	case lost > 0:
		return &exitError{exitDrift, fmt.Errorf("%d of %d pages are no longer as the profile says", lost, len(pages))}
	}
	return nil
}

// asDescribed reports whether a page is a release that its era reads by the
// era's own selectors: a title that the generic reader had to find is drift.
func (c checkedPage) asDescribed(draft bool) bool {
	r := c.reading.Release
	if !c.reading.IsRelease || r.Title == nil || r.Text == nil {
		return false
	}
	return draft || r.Extractor.Era != nil && !c.lacks("title") && !c.lacks("body")
}

// lacks reports whether the era has selectors of a key and none finds anything.
func (c checkedPage) lacks(key string) bool {
	return !c.finds(key) && slices.ContainsFunc(c.probes, func(p extract.Probe) bool { return p.Field == key })
}

// finds reports whether any of the era's selectors of a key finds something.
func (c checkedPage) finds(key string) bool {
	return slices.ContainsFunc(c.probes, func(p extract.Probe) bool { return p.Field == key && p.Count > 0 })
}

func checkPages(reader *extract.Reader, pages []archive.Page) ([]checkedPage, error) {
	var checked []checkedPage
	for _, page := range pages {
		reading, err := reader.Read(page)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", page.URL, err)
		}
		checked = append(checked, checkedPage{page.URL, reading, reader.Probe(page)})
	}
	return checked, nil
}

// printChecked prints two tables with a column a page: the fields of the
// records, and what each selector found.
func (a *app) printChecked(checked []checkedPage) error {
	if len(checked) == 0 {
		return nil
	}
	s := a.style(a.stdout)
	fmt.Fprintln(a.stdout)
	for i, c := range checked {
		fmt.Fprintf(a.stdout, "%s %s\n", s.bold(fmt.Sprintf("[%d]", i+1)), c.url)
		if !c.reading.IsRelease {
			fmt.Fprintf(a.stdout, "    not a release: %s\n", c.reading.Why)
		}
		for _, w := range c.reading.Release.Warnings {
			fmt.Fprintf(a.stdout, "    warning: %s\n", printable(w))
		}
	}
	var pages []string
	for i := range checked {
		pages = append(pages, fmt.Sprintf("[%d]", i+1))
	}
	row := func(name string, cell func(checkedPage) string) []string {
		cells := []string{name}
		for _, c := range checked {
			cells = append(cells, cmp.Or(clip(printable(strings.ReplaceAll(cell(c), "\n", " ")), 30), "—"))
		}
		return cells
	}
	var fields, selectors [][]string
	for _, f := range checkedFields {
		fields = append(fields, row(f.name, func(c checkedPage) string { return f.of(c.reading.Release) }))
	}
	for _, key := range probed(checked) {
		selectors = append(selectors, row(clip(key.Field+": "+key.Selector, 60), func(c checkedPage) string { return c.found(key) }))
	}
	fmt.Fprintln(a.stdout)
	if err := a.columns(append([]string{"field"}, pages...), fields); err != nil {
		return err
	}
	fmt.Fprintln(a.stdout)
	return a.columns(append([]string{"selector"}, pages...), selectors)
}

var checkedFields = []struct {
	name string
	of   func(archive.Release) string
}{
	{"era", func(r archive.Release) string { return deref(r.Extractor.Era, "none: generic reader") }},
	{"title", func(r archive.Release) string { return deref(r.Title, "") }},
	{"organization", func(r archive.Release) string { return deref(r.Organization, "") }},
	{"published", func(r archive.Release) string { return deref(r.Published, "") }},
	{"modified", func(r archive.Release) string { return deref(r.Modified, "") }},
	{"language", func(r archive.Release) string { return deref(r.Language, "") }},
	{"kind", func(r archive.Release) string { return deref(r.Kind, "") }},
	{"lead", func(r archive.Release) string { return deref(r.Lead, "") }},
	{"text", func(r archive.Release) string { return fmt.Sprintf("%d characters", len([]rune(deref(r.Text, "")))) }},
	{"sections", func(r archive.Release) string { return fmt.Sprint(len(r.Sections)) }},
	{"quotes", func(r archive.Release) string { return fmt.Sprint(len(r.Quotes)) }},
	{"countries", func(r archive.Release) string { return strings.Join(r.Countries, " ") }},
	{"topics", func(r archive.Release) string { return strings.Join(r.Topics, ", ") }},
	{"related", func(r archive.Release) string { return fmt.Sprint(len(r.Related)) }},
	{"attachments", func(r archive.Release) string { return fmt.Sprint(len(r.Attachments)) }},
	{"contacts", func(r archive.Release) string { return fmt.Sprint(len(r.Contacts)) }},
}

// probed are the selectors that were tried on any page, each once.
func probed(checked []checkedPage) []extract.Probe {
	var keys []extract.Probe
	for _, c := range checked {
		for _, p := range c.probes {
			key := extract.Probe{Field: p.Field, Selector: p.Selector}
			if !slices.Contains(keys, key) {
				keys = append(keys, key)
			}
		}
	}
	return keys
}

// found says what a selector found on a page; nothing is told from not tried,
// as on the pages of another era.
func (c checkedPage) found(key extract.Probe) string {
	for _, p := range c.probes {
		switch {
		case p.Field != key.Field || p.Selector != key.Selector:
		case p.Count == 0:
			return "nothing"
		case p.Count == 1:
			return cmp.Or(p.Sample, "1 without text")
		default:
			return fmt.Sprintf("%d: %s", p.Count, p.Sample)
		}
	}
	return ""
}

// printUnverified says of each key that the profile marks as unverified
// whether what was seen bears it out.
func (a *app) printUnverified(p *site.Profile, named map[string]int, checked []checkedPage) error {
	var rows [][]string
	line := func(where, key, verdict string) { rows = append(rows, []string{where, key, verdict}) }
	const notTold = "not told by this check"
	for _, key := range p.Unverified {
		line("profile", key, notTold)
	}
	for _, s := range p.Sources {
		for _, key := range s.Unverified {
			verdict := notTold
			switch n, read := named[s.URL]; {
			case key != "url" && key != "items" && key != "include":
			case !read:
				verdict = "not told: it could not be read"
			case n > 0:
				verdict = fmt.Sprintf("confirmed: names %d releases", n)
			default:
				verdict = "not confirmed: names no release"
			}
			line(s.URL, key, verdict)
		}
	}
	for _, e := range p.Eras {
		for _, key := range e.Unverified {
			line("era "+e.Name, key, seenOn(e.Name, key, checked))
		}
	}
	if rows == nil {
		return nil
	}
	fmt.Fprintln(a.stdout, "\nNot verified when the profile was written:")
	return a.columns(nil, rows)
}

// seenOn counts the pages of an era on which a selector of a key found
// something.
func seenOn(era, key string, checked []checkedPage) string {
	pages, seen := 0, 0
	for _, c := range checked {
		if deref(c.reading.Release.Extractor.Era, "") != era {
			continue
		}
		pages++
		if c.finds(key) {
			seen++
		}
	}
	switch {
	case pages == 0:
		return "not told: none of these pages is of that era"
	case key == "match", key == "url":
		return fmt.Sprintf("confirmed: recognises %d pages", pages)
	case seen == 0:
		return fmt.Sprintf("not confirmed: found on none of %d pages", pages)
	}
	return fmt.Sprintf("confirmed on %d of %d pages", seen, pages)
}

package report

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"communique/archive"
	"communique/internal/catalog"
	"communique/internal/drift"
	"communique/internal/ingest"
)

// maxHits is how many releases of a group a report names.
const maxHits = 200

// Material is what a report is put together from.
type Material struct {
	Run      catalog.Run
	Read     ingest.Report
	Findings []drift.Finding
	// Record looks a release up, as catalog.DB.Record does.
	Record func(ctx context.Context, id string) (archive.Release, error)
	// Organization gives the name behind a site's id, or "".
	Organization func(site string) string
}

// Make puts a report together.
func Make(ctx context.Context, m Material) (Night, error) {
	n := Night{Run: m.Run, Read: m.Read, Findings: m.Findings, Warnings: []Warning{}, Sites: []Site{}, Watches: []WatchHits{}}
	if n.Findings == nil {
		n.Findings = []drift.Finding{}
	}
	for _, r := range m.Run.Sites {
		n.Sites = append(n.Sites, fromCrawl(r, m.Findings))
	}
	for _, group := range []struct {
		ids []string
		of  func(*Site) *Group
	}{
		{m.Read.New, func(s *Site) *Group { return &s.New }},
		{m.Read.Changed, func(s *Site) *Group { return &s.Changed }},
		{m.Read.Suspect, func(s *Site) *Group { return &s.Suspect }},
		{m.Read.Removed, func(s *Site) *Group { return &s.Removed }},
		{m.Read.Redirected, func(s *Site) *Group { return &s.Redirected }},
		{m.Read.Held, func(s *Site) *Group { return &s.Held }},
	} {
		for _, id := range group.ids {
			if err := group.of(n.site(id)).add(ctx, id, m.Record); err != nil {
				return n, fmt.Errorf("report: %w", err)
			}
		}
	}
	for i := range n.Sites {
		s := &n.Sites[i]
		if m.Organization != nil {
			s.Organization = m.Organization(s.Site)
		}
		for _, g := range s.groups() {
			if g.Hits == nil {
				g.Hits = []Hit{}
			}
		}
	}
	n.Warnings = n.warn()
	return n, nil
}

func fromCrawl(r catalog.SiteRun, findings []drift.Finding) Site {
	s := Site{
		Site: r.Site, Fetched: r.New, Unchanged: r.Unchanged, Failed: r.Failed, Disallowed: r.Disallowed, Reserved: r.Reserved,
		Views: r.Views, Linked: r.Linked, PDFs: r.PDFs, Requisites: r.Requisites, Waiting: r.Waiting,
		Requests: r.Requests, Bytes: r.Bytes, Seconds: r.Seconds, OutOfTime: r.OutOfTime, Drift: r.Drift, Problems: []string{},
		Revisited: r.Revisited, Notes: notes(r),
	}
	for _, f := range findings {
		s.Drift = s.Drift || f.Site == r.Site
	}
	for _, p := range r.Problems {
		// What the crawl says of a source is said better, and with the page to
		// look at, by a finding about it.
		if !slices.ContainsFunc(findings, func(f drift.Finding) bool {
			return f.Site == r.Site && f.Kind == drift.KindSource && strings.Contains(p, f.What)
		}) {
			s.Problems = append(s.Problems, p)
		}
	}
	return s
}

// notes are what a crawl found out about a site, and what it left out on
// purpose.
func notes(r catalog.SiteRun) []string {
	all := append([]string{}, r.Disagree...)
	if r.LastMod != "" {
		all = append(all, "the sitemap's dates of change: "+r.LastMod)
	}
	if r.Views > 0 {
		all = append(all, fmt.Sprintf("%d addresses were not asked for: they show known releases once more", r.Views))
	}
	if r.Linked > 0 {
		all = append(all, fmt.Sprintf("no source names %d of the new releases: other releases link to them", r.Linked))
	}
	if r.NoPDFs > 0 {
		all = append(all, fmt.Sprintf("%d of %d PDF files of releases were not to be had", r.NoPDFs, r.PDFs))
	}
	return all
}

// site gives the place of a release's site, and makes it for one that was not
// crawled: an old page can be read anew on any night.
func (n *Night) site(id string) *Site {
	name, _, _ := strings.Cut(id, ":")
	for i := range n.Sites {
		if n.Sites[i].Site == name {
			return &n.Sites[i]
		}
	}
	n.Sites = append(n.Sites, Site{Site: name, Problems: []string{}, Notes: []string{}})
	return &n.Sites[len(n.Sites)-1]
}

func (g *Group) add(ctx context.Context, id string, record func(context.Context, string) (archive.Release, error)) error {
	g.Count++
	if len(g.Hits) >= maxHits {
		return nil
	}
	r, err := record(ctx, id)
	if errors.Is(err, catalog.ErrNotFound) {
		r, err = archive.Release{ID: id}, nil
	}
	if err != nil {
		return err
	}
	g.Hits = append(g.Hits, HitOf(r))
	return nil
}

// HitOf is a release as reports name it. The kinds of change are the caller's.
// Reports are mailed about: of a release that is not public they give the id
// alone, since addresses spell titles.
func HitOf(r archive.Release) Hit {
	if !r.Public() {
		return Hit{ID: r.ID, Title: "(" + r.Status + ", not public)", Kinds: []string{}}
	}
	h := Hit{ID: r.ID, URL: r.URL, Kinds: []string{}}
	if r.Title != nil {
		h.Title = *r.Title
	}
	if p := cmp.Or(r.PublishedDay, r.Published); p != nil {
		h.Published = *p
	}
	return h
}

// named are the groups of a site with their names, as they are shown.
type named struct {
	Name string
	*Group
}

func (s *Site) groups() []named {
	return []named{
		{"new", &s.New}, {"changed", &s.Changed}, {"gone", &s.Suspect}, {"removed", &s.Removed},
		{"moved", &s.Redirected}, {"held", &s.Held},
	}
}

// Unanswered reports whether none of the sites of a run gave as much as a byte:
// that is hardly the sites' trouble. One that was not asked, because its
// profile is missing or broken, says nothing either way.
func Unanswered(run catalog.Run) bool {
	silent, asked := 0, 0
	for _, s := range run.Sites {
		if s.Seconds > 0 || s.Requests > 0 || s.NoAnswer {
			asked++
		}
		if s.NoAnswer {
			silent++
		}
	}
	return silent > 0 && silent == asked
}

// finding gives what a warning was made of, if it is one.
func (n *Night) finding(w Warning) *drift.Finding {
	for i, f := range n.Findings {
		if f.Site == w.Site && f.Text == w.Text {
			return &n.Findings[i]
		}
	}
	return nil
}

// warn gathers what a person should look at, the worst first.
func (n *Night) warn() []Warning {
	all := []Warning{}
	if n.Run.Note != "" {
		all = append(all, Warning{Text: "the run ended early: " + n.Run.Note})
	}
	if Unanswered(n.Run) {
		all = append(all, Warning{Text: "no site answered at all: is this machine's network, or its name server, down?"})
	}
	for _, f := range n.Findings {
		all = append(all, Warning{f.Site, f.Text})
	}
	for _, d := range n.Read.Damage {
		all = append(all, Warning{Text: "damaged: " + d})
	}
	for _, s := range n.Sites {
		for _, p := range s.Problems {
			all = append(all, Warning{s.Site, p})
		}
	}
	for _, p := range n.Read.Problems {
		all = append(all, Warning{Text: "not understood: " + p})
	}
	for _, s := range n.Sites {
		if s.Held.Count > 0 {
			all = append(all, Warning{s.Site, fmt.Sprintf("%d releases are gone from the web and shown to nobody until you decide: communique restrict --list", s.Held.Count)})
		}
		switch {
		case s.OutOfTime && s.Waiting > 0:
			all = append(all, Warning{s.Site, fmt.Sprintf("the time for this run was used up: %d addresses wait for the next", s.Waiting)})
		case s.OutOfTime:
			all = append(all, Warning{s.Site, "the time for this run was used up before its sources were read: the next does it"})
		}
	}
	return all
}

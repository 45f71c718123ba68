package report

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"strings"
)

//go:embed report.html
var page string

// shownInHTML is how many releases of a group the HTML file names.
const shownInHTML = 50

// view is a Night as the template sees it.
type view struct {
	Night
	Listed   []listed
	Unlisted int
	Table    [][]string
	Groups   []siteGroups
}

type listed struct {
	Warning
	Since, Page string
}

type siteGroups struct {
	Site, Organization string
	Groups             []shown
}

type shown struct {
	Name  string
	Count int
	Hits  []Hit
	More  int
}

func show(name string, hits []Hit, count int) shown {
	hits = hits[:min(len(hits), shownInHTML)]
	return shown{name, count, hits, count - len(hits)}
}

// HTML writes a report as one page that needs nothing beside itself: no
// script, and nothing fetched from elsewhere. All text in it is escaped by
// html/template.
func HTML(w io.Writer, n Night) error {
	t, err := template.New("report").Funcs(template.FuncMap{
		"moment": Moment, "duration": Duration, "line": Line,
		"group": func(name string, hits []Hit) shown { return show(name, hits, len(hits)) },
		"link":  link,
	}).Parse(page)
	if err != nil {
		return fmt.Errorf("report's template: %w", err)
	}
	v := view{Night: n, Table: n.table()}
	for _, warning := range n.Warnings[:min(len(n.Warnings), shownWarnings)] {
		l := listed{Warning: warning}
		if f := n.finding(warning); f != nil {
			l.Since, l.Page = f.Since, where(f.Page)
		}
		v.Listed = append(v.Listed, l)
	}
	v.Unlisted = len(n.Warnings) - len(v.Listed)
	for i := range n.Sites {
		s := siteGroups{Site: n.Sites[i].Site, Organization: n.Sites[i].Organization}
		for _, g := range n.Sites[i].groups() {
			if g.Count > 0 {
				s.Groups = append(s.Groups, show(g.Name, g.Hits, g.Count))
			}
		}
		if len(s.Groups) > 0 {
			v.Groups = append(v.Groups, s)
		}
	}
	if err := t.Execute(w, v); err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	return nil
}

// link gives an address that may be followed, or "".
func link(address string) string {
	if strings.HasPrefix(address, "https://") || strings.HasPrefix(address, "http://") {
		return address
	}
	return ""
}

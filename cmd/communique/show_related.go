package main

import (
	"context"
	"fmt"
	"strings"

	"communique/archive"
	"communique/internal/catalog"
)

// showRelated prints the releases around one.
func (a *app) showRelated(ctx context.Context, db *catalog.DB, r archive.Release, asJSON bool) error {
	e, err := db.EdgesOf(ctx, r)
	if err != nil {
		return err
	}
	if asJSON {
		return jsonLines(a.stdout).Encode(e)
	}
	s := a.style(a.stdout)
	columns := min(width(a.stdout), 100)
	fmt.Fprintf(a.stdout, "%s\n%s\n", s.bold(fold(printable(deref(r.Title, "(no title)")), "", columns)), s.dim(r.ID))
	for _, part := range []struct {
		name  string
		edges []catalog.Edge
	}{{"The same at another site", e.SameAs}, {"It links to", e.Out}, {"What links to it", e.In}} {
		if len(part.edges) == 0 {
			continue
		}
		fmt.Fprintf(a.stdout, "\n%s\n", s.bold(fmt.Sprintf("%s (%d)", part.name, len(part.edges))))
		for _, edge := range part.edges {
			a.printEdge(edge, s, columns)
		}
	}
	if len(e.SameAs)+len(e.Out)+len(e.In) == 0 {
		fmt.Fprintln(a.stderr, "It links to no page, and no release in the archive links to it.")
	}
	return nil
}

func (a *app) printEdge(e catalog.Edge, s style, columns int) {
	const indent = "  "
	fmt.Fprintf(a.stdout, "\n%s\n", fold(printable(deref(e.Title, e.URL)), indent, columns))
	facts := []string{e.Relation, "no date"}
	if e.Published != nil {
		facts[1] = *e.Published
	}
	if e.ID != nil {
		facts = append(facts, s.cyan(*e.ID))
	} else {
		facts = append(facts, "not in the archive")
	}
	fmt.Fprintf(a.stdout, "%s%s\n", indent, strings.Join(facts, " · "))
	if e.Title != nil {
		fmt.Fprintf(a.stdout, "%s%s\n", indent, s.dim(printable(e.URL)))
	}
}

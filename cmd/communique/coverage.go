package main

import (
	"context"
	"errors"
	"fmt"
	"text/tabwriter"
)

// ageWords name the classes of catalog.Ages for people.
var ageWords = map[string]string{"week": "≤ 7 days", "month": "≤ 30 days", "year": "≤ 1 year", "older": "older"}

// coverage says, per site and age of the releases, how long ago they were
// looked at: a table of ages, or the moments as JSON lines.
func (a *app) coverage(ctx context.Context, asJSON bool) (err error) {
	db, err := a.readCatalog(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	now := a.now()
	all, err := db.Coverage(ctx, now)
	if err != nil {
		return err
	}
	if asJSON {
		enc := jsonLines(a.stdout)
		for _, c := range all {
			if err := enc.Encode(c); err != nil {
				return err
			}
		}
		return nil
	}
	w := tabwriter.NewWriter(a.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "site\tpublished\treleases\toldest look\tmedian look")
	for _, c := range all {
		fmt.Fprintf(w, "%s\t%s\t%d\t%s\t%s\n", c.Site, ageWords[c.Age], c.Releases, ago(now, c.Oldest)+" ago", ago(now, c.Median)+" ago")
	}
	return w.Flush()
}

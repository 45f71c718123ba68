package main

import (
	"context"
	"errors"
	"fmt"
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
	var rows [][]string
	for _, c := range all {
		rows = append(rows, []string{c.Site, ageWords[c.Age], fmt.Sprint(c.Releases), ago(now, c.Oldest) + " ago", ago(now, c.Median) + " ago"})
	}
	return a.columns([]string{"site", "published", "releases", "oldest look", "median look"}, rows)
}

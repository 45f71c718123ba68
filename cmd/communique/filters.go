package main

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/text/language"

	"communique/archive"
	"communique/index"
	"communique/internal/catalog"
	names "communique/internal/fold"
	"communique/internal/place"
)

// filterFlags are the flags that choose releases, of search and of whatever
// else takes a query or writes what is found.
func filterFlags(cmd *cobra.Command, r *index.Request) {
	cmd.Flags().StringSliceVar(&r.Sites, "site", nil, "only these sites")
	cmd.Flags().StringSliceVar(&r.Countries, "country", nil, "only about these countries (ISO codes or names: KZ, Kazakhstan)")
	cmd.Flags().StringVar(&r.Lang, "lang", "", "only in this language (fr, en…)")
	cmd.Flags().StringVar(&r.Speaker, "speaker", "", "only with a quotation of this person (words of the name are enough, in any order)")
	cmd.Flags().StringVar(&r.Since, "since", "", "published on or after (2020, 2020-02 or 2020-02-24)")
	cmd.Flags().StringVar(&r.Until, "until", "", "published on or before")
	cmd.Flags().StringSliceVar(&r.Kinds, "kind", nil, "only these kinds: "+strings.Join(archive.Kinds(), ", "))
}

// checkFilters puts the values of filterFlags into the form the index has. A
// value that nothing can match is a mistake: «nothing found» is a statement
// about the archive, and is cited.
func checkFilters(r *index.Request) error {
	for i, c := range r.Countries {
		code, ok := place.Code(c)
		if !ok {
			return usage("--country %q %s", c, noCountry(c))
		}
		r.Countries[i] = code
	}
	for _, k := range r.Kinds {
		if !slices.Contains(archive.Kinds(), k) {
			return usage("--kind %q is none of %s", k, strings.Join(archive.Kinds(), ", "))
		}
	}
	if r.Lang != "" {
		tag, err := language.Raw.Parse(r.Lang)
		if err != nil {
			return usage("--lang %q is no language: give a code such as fr or en", r.Lang)
		}
		r.Lang = tag.String() // fr, fr-CA
	}
	var err error
	if r.Since, err = firstDay("--since", r.Since); err != nil {
		return err
	}
	r.Until, err = lastDay("--until", r.Until)
	return err
}

// noCountry says of a name that it is none of a country, or which have it.
func noCountry(name string) string {
	var like []string
	typed := names.NewName(name)
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			code := string(a) + string(b)
			if full := place.Name(code, "en"); full != code && typed.In(full) {
				like = append(like, code+" ("+full+")")
			}
		}
	}
	if len(like) == 0 {
		return "is no country: give its ISO code, such as KZ, or its name"
	}
	return "is not the name of one country: give a code, " + strings.Join(like, ", ")
}

// checkRequest puts a request into the form of the index, and then asks the
// index what it thinks of it.
func checkRequest(r *index.Request) error {
	if err := checkFilters(r); err != nil {
		return err
	}
	return searchError(r.Check())
}

// sitesOf gives the sites that a request names, in its query or beside it.
func sitesOf(r index.Request) []string { return append(index.SitesIn(r.Query), r.Sites...) }

// checkSites wants each site to have a profile, or releases in the archive:
// pages without a profile go by their host.
func (a *app) checkSites(ctx context.Context, db *catalog.DB, r index.Request) error {
	sites := sitesOf(r)
	if len(sites) == 0 {
		return nil
	}
	set, err := a.sites(ctx)
	if err != nil {
		return err
	}
	counts, err := db.Counts(ctx)
	if err != nil {
		return err
	}
	for _, id := range sites {
		_, err := set.ByID(id)
		if err != nil && !slices.ContainsFunc(counts, func(c catalog.SiteCounts) bool { return c.Site == id }) {
			return &exitError{exitUsage, err}
		}
	}
	return nil
}

// catalogFilter is the same choice for the catalogue.
func catalogFilter(r index.Request) catalog.Filter {
	f := catalog.Filter{Sites: r.Sites, Countries: r.Countries, Kinds: r.Kinds, Speaker: r.Speaker, Since: r.Since, Until: r.Until, Limit: r.Limit}
	if r.Lang != "" {
		f.Languages = []string{r.Lang}
	}
	return f
}

// firstDay and lastDay make a day of a year, a month or a day.
func firstDay(flag, s string) (string, error) {
	_, day, err := period(flag, s)
	return day, err
}

func lastDay(flag, s string) (string, error) {
	layout, first, err := period(flag, s)
	if err != nil || first == "" {
		return "", err
	}
	t, err := time.Parse(time.DateOnly, first)
	if err != nil {
		return "", err
	}
	switch layout {
	case "2006":
		t = t.AddDate(1, 0, -1)
	case "2006-01":
		t = t.AddDate(0, 1, -1)
	}
	return t.Format(time.DateOnly), nil
}

func period(flag, s string) (layout, first string, err error) {
	if s == "" {
		return "", "", nil
	}
	for _, layout := range []string{"2006", "2006-01", time.DateOnly} {
		if t, err := time.Parse(layout, s); err == nil {
			return layout, t.Format(time.DateOnly), nil
		}
	}
	return "", "", usage("%s %q is not a date: write 2020, 2020-02 or 2020-02-24", flag, s)
}

package index

import (
	"fmt"
	"strings"
	"time"

	"github.com/blevesearch/bleve/v2/search/query"

	"communique/internal/fold"
)

// filters narrow without changing the order: they have no score.
func filters(req Request) ([]query.Query, error) {
	var all []query.Query
	add := func(field string, change func(string) string, values []string) {
		var forms []string
		for _, v := range values {
			forms = append(forms, change(strings.TrimSpace(v)))
		}
		if q := termsQuery(field, 1, forms); q != nil {
			all = append(all, &unscored{q})
		}
	}
	add(fieldSite, strings.ToLower, req.Sites)
	add(fieldCountry, strings.ToUpper, req.Countries)
	add(fieldKind, strings.ToLower, req.Kinds)
	if req.Lang != "" {
		all = append(all, inLanguage(req.Lang))
	}
	if req.Speaker != "" {
		all = append(all, &named{fieldSpeaker, fold.NewName(req.Speaker)})
	}
	days, err := between(req.Since, req.Until)
	if err != nil {
		return nil, err
	}
	if days != nil {
		all = append(all, days)
	}
	return all, nil
}

// valueQuery is what a field of the query language that is no text asks for.
func valueQuery(c *clause) query.Query {
	switch {
	case isNames(c.field):
		return &named{fieldOf(c.field), fold.NewName(c.value)}
	case c.field == "lang":
		return inLanguage(c.value)
	case c.field == "date", c.field == "after", c.field == "before":
		return &unscored{query.NewDisjunctionQuery(spans(c.from, c.until))}
	}
	return &unscored{termsQuery(fieldOf(c.field), 1, []string{c.value})}
}

// fieldOf gives the index's name of a field of the query language that has one
// term a value.
func fieldOf(name string) string {
	if name == "org" {
		return fieldOrg
	}
	return name // speaker, role, topic, country, site, kind, status
}

// inLanguage finds the releases in a language: fr in fr-CA too.
func inLanguage(tag string) query.Query {
	tag = languageTag(tag)
	sub := query.NewPrefixQuery(tag + "-")
	sub.SetField(fieldLanguage)
	return &unscored{query.NewDisjunctionQuery([]query.Query{termsQuery(fieldLanguage, 1, []string{tag}), sub})}
}

func languageTag(s string) string { return strings.ToLower(strings.TrimSpace(s)) }

const dayForm = "2006-01-02"

// between covers the days from since to until, both included, by whole years,
// whole months and single days: a few terms instead of one for each day.
// A release of which only the month or the year is known is in the span if
// all of that is.
func between(since, until string) (query.Query, error) {
	if since == "" && until == "" {
		return nil, nil
	}
	from, to := firstDay, lastDay
	for _, d := range []struct {
		name, text string
		into       *time.Time
	}{{"since", since, &from}, {"until", until, &to}} {
		if d.text == "" {
			continue
		}
		t, err := time.Parse(dayForm, d.text)
		if err != nil || t.Year() < 1 {
			return nil, &RequestError{fmt.Sprintf("%s %q is not a day; write it as 2020-02-24", d.name, d.text)}
		}
		*d.into = t
	}
	if from.After(to) {
		return nil, &RequestError{fmt.Sprintf("since %s is after until %s; exchange them", since, until)}
	}
	return &unscored{query.NewDisjunctionQuery(spans(from, to))}, nil
}

// spans splits [from, to] at the borders of years, then of months, and adds
// the months and the years within.
func spans(from, to time.Time) []query.Query {
	any := whole(from, to)
	add := func(unit, form string, a, b time.Time) {
		if !a.After(b) {
			any = append(any, termRange(unit+a.Format(form), unit+b.Format(form)))
		}
	}
	end := to.AddDate(0, 0, 1) // first day behind the span
	month := firstOf(from, 0, 1)
	lastMonth := time.Date(end.Year(), end.Month(), 1, 0, 0, 0, 0, time.UTC)
	if month.After(lastMonth) { // within one month
		add("d", dayForm, from, to)
		return any
	}
	add("d", dayForm, from, month.AddDate(0, 0, -1))
	add("d", dayForm, lastMonth, to)
	year := firstOf(month, 1, 0)
	lastYear := time.Date(lastMonth.Year(), 1, 1, 0, 0, 0, 0, time.UTC)
	if year.After(lastYear) {
		add("m", "2006-01", month, lastMonth.AddDate(0, -1, 0))
		return any
	}
	add("m", "2006-01", month, year.AddDate(0, -1, 0))
	add("m", "2006-01", lastYear, lastMonth.AddDate(0, -1, 0))
	add("y", "2006", year, lastYear.AddDate(-1, 0, 0))
	return any
}

// whole covers the releases of which no more than the month or the year is
// known.
func whole(from, to time.Time) []query.Query {
	var any []query.Query
	end := to.AddDate(0, 0, 1)
	if a, b := firstOf(from, 0, 1), time.Date(end.Year(), end.Month(), 0, 0, 0, 0, 0, time.UTC); a.Before(b) {
		any = append(any, termRange("M"+a.Format("2006-01"), "M"+b.Format("2006-01")))
	}
	if a, b := firstOf(from, 1, 0), end.Year()-1; a.Year() <= b {
		any = append(any, termRange("Y"+a.Format("2006"), fmt.Sprintf("Y%04d", b)))
	}
	return any
}

// firstOf gives t if it is the first of its year (years 1) or month (months
// 1), else the first of the next.
func firstOf(t time.Time, years, months int) time.Time {
	first := time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, time.UTC)
	if years > 0 {
		first = time.Date(t.Year(), 1, 1, 0, 0, 0, 0, time.UTC)
	}
	if first.Equal(t) {
		return t
	}
	return first.AddDate(years, months, 0)
}

func termRange(min, max string) query.Query {
	yes := true
	q := query.NewTermRangeInclusiveQuery(min, max, &yes, &yes)
	q.SetField(fieldWhen)
	return q
}

package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"communique/archive"
	"communique/index"
)

type searchFlags struct {
	request index.Request
	json    bool
}

func (a *app) searchCmd() *cobra.Command {
	var f searchFlags
	cmd := &cobra.Command{
		Use:   "search QUERY",
		Short: "Find releases: ranked hits with highlights",
		Long: "search finds the releases that hold all the words of QUERY, in any form and with or without\n" +
			"accents: repression finds «répression», manifestants finds «manifestant·e·s».\n\n" +
			"  word other      both words          \"exact words\"   the words side by side\n" +
			"  word -other     without the other   prefix*         words that begin so\n\n" +
			"A query that begins with a dash goes behind --. An empty query (\"\") lists all that\n" +
			"the filters let through.",
		Example: "  communique search 'liberté d’expression' --country KZ\n" +
			"  communique search '\"prisonnier d’opinion\"' --since 2020 --sort date\n" +
			"  communique search repression --json | jq .url",
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			f.request.Query = args[0]
			return a.search(cmd.Context(), f)
		},
	}
	r := &f.request
	cmd.Flags().StringSliceVar(&r.Sites, "site", nil, "only these sites")
	cmd.Flags().StringSliceVar(&r.Countries, "country", nil, "only about these countries (ISO codes: KZ,FR)")
	cmd.Flags().StringVar(&r.Lang, "lang", "", "only in this language (fr, en…)")
	cmd.Flags().StringVar(&r.Speaker, "speaker", "", "only with a quotation of this person (part of the name is enough)")
	cmd.Flags().StringVar(&r.Since, "since", "", "published on or after (2020, 2020-02 or 2020-02-24)")
	cmd.Flags().StringVar(&r.Until, "until", "", "published on or before")
	cmd.Flags().StringSliceVar(&r.Kinds, "kind", nil, "only these kinds: press-release, statement, news, report, urgent-action, other")
	cmd.Flags().StringVar(&r.Sort, "sort", "", "relevance (default) or date, newest first")
	cmd.Flags().IntVar(&r.Limit, "limit", 10, "at most N hits")
	cmd.Flags().IntVar(&r.Offset, "offset", 0, "leave out the first N hits")
	cmd.Flags().BoolVar(&r.Facets, "facets", false, "count hits by country, year, site, language, kind, speaker and topic")
	cmd.Flags().BoolVar(&f.json, "json", false, "one JSON object a line: score, snippets and the whole record")
	return cmd
}

func (f *searchFlags) check() error {
	r := &f.request
	switch {
	case r.Sort == "relevance":
		r.Sort = ""
	case r.Sort != "" && r.Sort != "date":
		return usage("--sort %q is neither relevance nor date", r.Sort)
	}
	if r.Limit < 0 || r.Offset < 0 {
		return usage("--limit and --offset take numbers from 0 up")
	}
	for i, c := range r.Countries {
		r.Countries[i] = strings.ToUpper(c)
	}
	var err error
	if r.Since, err = firstDay("--since", r.Since); err != nil {
		return err
	}
	r.Until, err = lastDay("--until", r.Until)
	return err
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

func (a *app) search(ctx context.Context, f searchFlags) error {
	if err := f.check(); err != nil {
		return err
	}
	db, err := a.readCatalog(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	ix, err := a.openIndex()
	if err != nil {
		return err
	}
	defer ix.Close()
	results, err := ix.Search(ctx, f.request, db.Record)
	var syntax *index.SyntaxError
	var request *index.RequestError
	switch {
	case errors.As(err, &syntax), errors.As(err, &request):
		return &exitError{exitUsage, err}
	case err != nil:
		return err
	}
	if f.json {
		return a.hitsJSON(results)
	}
	a.printHits(results, f.request)
	return nil
}

func (a *app) openIndex() (*index.Index, error) {
	ix, err := index.Open(a.indexDir())
	switch {
	case errors.Is(err, index.ErrNone):
		return nil, fmt.Errorf("no index in %s: run communique rebuild", a.home())
	case errors.Is(err, index.ErrVersion):
		return nil, fmt.Errorf("%w: run communique rebuild", err)
	}
	return ix, err
}

func (a *app) hitsJSON(results index.Results) error {
	enc := json.NewEncoder(a.stdout)
	enc.SetEscapeHTML(false)
	for _, h := range results.Hits {
		line := struct {
			ID       string          `json:"id"`
			URL      string          `json:"url"`
			Score    float64         `json:"score"`
			Snippets []index.Snippet `json:"snippets"`
			Release  archive.Release `json:"release"`
		}{h.ID, h.Release.URL, h.Score, h.Snippets, h.Release}
		if err := enc.Encode(line); err != nil {
			return fmt.Errorf("write hits: %w", err)
		}
	}
	if results.Facets != nil {
		if err := enc.Encode(struct {
			Facets map[string][]index.FacetCount `json:"facets"`
		}{results.Facets}); err != nil {
			return fmt.Errorf("write facets: %w", err)
		}
	}
	return nil
}

func (a *app) printHits(results index.Results, r index.Request) {
	s := a.style(a.stdout)
	columns := min(width(a.stdout), 100)
	for i, h := range results.Hits {
		title := s.bold(printable(deref(h.Release.Title, "(no title)")))
		if len(h.Snippets) > 0 && h.Snippets[0].Field == "title" {
			title = highlight(h.Snippets[0], s)
			h.Snippets = h.Snippets[1:]
		}
		number := s.dim(fmt.Sprintf("%2d.", r.Offset+i+1))
		fmt.Fprintf(a.stdout, "%s %s\n", number, strings.TrimPrefix(fold(title, "    ", columns), "    "))
		fmt.Fprintf(a.stdout, "    %s · %s · %s\n", deref(h.Release.PublishedDay, "no date"), deref(h.Release.Organization, h.Release.Site), s.cyan(h.ID))
		for _, snip := range h.Snippets {
			text := fold(highlight(snip, s), "    ", columns)
			fmt.Fprintln(a.stdout, text)
			if snip.Speaker != "" {
				fmt.Fprintf(a.stdout, "    %s\n", s.dim("— "+printable(snip.Speaker)))
			}
		}
		fmt.Fprintf(a.stdout, "    %s\n\n", s.dim(h.Release.URL))
	}
	a.printFacets(results, s)
	switch shown := len(results.Hits); {
	case results.Total == 0:
		fmt.Fprintln(a.stderr, "Nothing found. Fewer words, or a prefix (repress*), find more.")
	case uint64(r.Offset+shown) < results.Total:
		fmt.Fprintf(a.stderr, "%d of %d hits; the next with --offset %d\n", shown, results.Total, r.Offset+shown)
	}
}

func (a *app) printFacets(results index.Results, s style) {
	for _, name := range []string{"country", "year", "site", "language", "kind", "speaker", "topic"} {
		counts := results.Facets[name]
		if len(counts) == 0 {
			continue
		}
		parts := make([]string, 0, len(counts))
		for _, c := range counts {
			parts = append(parts, fmt.Sprintf("%s %d", printable(c.Value), c.Count))
		}
		fmt.Fprintf(a.stdout, "%s  %s\n", s.bold(name), strings.Join(parts, " · "))
	}
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
	return strings.ReplaceAll(out.String(), "\n", " ")
}

func deref(p *string, otherwise string) string {
	if p == nil {
		return otherwise
	}
	return *p
}

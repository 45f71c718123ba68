package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"communique/index"
)

type searchFlags struct {
	request index.Request
	json    bool
	format  string // of a bibliography
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
			"  communique search repression --json | jq .url\n" +
			"  communique search repression --country KZ --limit 100 --format bibtex > kz.bib",
		Args: one("one QUERY, its words between quotation marks (communique search 'two words')"),
		RunE: func(cmd *cobra.Command, args []string) error {
			f.request.Query = args[0]
			return a.search(cmd.Context(), f)
		},
	}
	r := &f.request
	filterFlags(cmd, r)
	cmd.Flags().StringVar(&r.Sort, "sort", "", "relevance (default) or date, newest first")
	cmd.Flags().IntVar(&r.Limit, "limit", 10, "at most N hits")
	cmd.Flags().IntVar(&r.Offset, "offset", 0, "leave out the first N hits")
	cmd.Flags().BoolVar(&r.Facets, "facets", false, "count hits by country, year, site, language, kind, speaker and topic")
	cmd.Flags().BoolVar(&f.json, "json", false, "one JSON object a line: score, snippets (marks in code points) and the whole record; with --facets one line more")
	citeFlag(cmd, &f.format, "format")
	cmd.MarkFlagsMutuallyExclusive("json", "format")
	cmd.MarkFlagsMutuallyExclusive("facets", "format")
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
	if err := checkCite("--format", f.format); err != nil {
		return err
	}
	return checkFilters(r)
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
	if err := a.checkSites(ctx, db, f.request.Sites); err != nil {
		return err
	}
	results, err := ix.Search(ctx, f.request, db.Record)
	if err != nil {
		return searchError(err)
	}
	if f.format != "" {
		return errors.Join(a.citeHits(f.format, results), a.sayHeld(ctx, db))
	}
	if f.json {
		return errors.Join(a.hitsJSON(results), a.sayHeld(ctx, db))
	}
	a.printHits(results, f.request)
	return a.sayHeld(ctx, db)
}

// searchError tells a mistake in the query from a failure.
func searchError(err error) error {
	var syntax *index.SyntaxError
	var request *index.RequestError
	if errors.As(err, &syntax) || errors.As(err, &request) {
		return &exitError{exitUsage, err}
	}
	return err
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

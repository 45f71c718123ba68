package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"communique/index"
	"communique/internal/catalog"
)

type searchFlags struct {
	request             index.Request
	format, group       string
	count, quotes, json bool
	noSynonyms, all     bool
	batch, out          string
}

const searchHelp = `search finds the releases that hold all the words of QUERY, in any form and with or without
accents: repression finds «répression», manifestants finds «manifestant·e·s».

  prison torture      both words               "some words"    these words side by side
  prison OR détenu    one of them, or both     "a b"~5         at most 5 words between, any order
  prison -Paris       without Paris (or NOT)   repress*        words that begin so
  (a OR b) c          groups                   Kadhafi~        one or two letters may differ

  title:prison  quote:"sans procès"            in the title, in a quotation
  attachment:budget                            in the text of an archived PDF file of the release
  speaker:Valombre  role:ministre  org:amnesty  topic:asile    words of a name, in any order
  country:KZ  site:amnesty-fr  lang:fr  kind:report  status:removed
  date:2020  date:2020-02..2022  after:2020-02 (from then on)  before:2022 (not 2022 itself)
  -country:FR  title:(prison OR procès)        all of these can be combined

Where fewer releases than --limit have all the words, some that have a part of them are listed
below a line that says so, and are not counted; --all leaves them out, as do --json, --count and
all other forms, unless --any is given.

A name finds other names of the same thing (RDC, Congo-Kinshasa, DRC), below those with the
very word; "in quotation marks" and with --no-synonyms it does not. Your own list is synonyms.txt
in the home.

AND, OR and NOT are operators in capitals only; OR binds least. A query that begins with a dash
goes behind --. An empty query ("") lists all that the filters let through.

--batch reads queries from a CSV file with a column query, and if you like id, site, country,
lang, speaker, since, until and kind, and writes all hits of each.`

func (a *app) searchCmd() *cobra.Command {
	var f searchFlags
	cmd := &cobra.Command{
		Use:   "search QUERY",
		Short: "Find releases: ranked hits with highlights",
		Long:  searchHelp,
		Example: "  communique search 'liberté d’expression' --country KZ\n" +
			"  communique search '\"prisonnier d’opinion\" after:2020' --sort date\n" +
			"  communique search --quotes 'speaker:Valombre procès'\n" +
			"  communique search 'torture OR tortura' --count --group year\n" +
			"  communique search repression --country KZ --limit 100 --format bibtex > kz.bib\n" +
			"  communique search --batch queries.csv --out hits.csv",
		Args: func(cmd *cobra.Command, args []string) error {
			if f.batch != "" {
				if len(args) > 0 {
					return fmt.Errorf("--batch reads queries from its file: leave %q out", args[0])
				}
				return nil
			}
			return one("one QUERY, its words between quotation marks (communique search 'two words')")(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				f.request.Query = args[0]
			}
			if f.group != "" && !cmd.Flags().Changed("limit") {
				f.request.Limit = 3
			}
			return a.search(cmd.Context(), f)
		},
	}
	f.flags(cmd)
	return cmd
}

func (f *searchFlags) flags(cmd *cobra.Command) {
	r, set := &f.request, cmd.Flags()
	filterFlags(cmd, r)
	set.StringVar(&r.Sort, "sort", "", "relevance (default) or date, newest first")
	set.IntVar(&r.Limit, "limit", 10, "at most N hits (with --group: in each, 3)")
	set.IntVar(&r.Offset, "offset", 0, "leave out the first N hits")
	set.BoolVar(&f.quotes, "quotes", false, "find quotations: who said it, when, where")
	set.BoolVar(&f.count, "count", false, "only how many hits there are")
	set.StringVar(&f.group, "group", "", "put hits together by "+strings.Join(index.Groupings, ", "))
	set.BoolVar(&r.Facets, "facets", false, "count hits by country, year, site, organization, language, kind, speaker and topic")
	set.StringVar(&f.format, "format", "text", strings.Join(searchFormats(), ", "))
	completeWith(cmd, "format", searchFormats())
	set.BoolVar(&f.json, "json", false, "one JSON object a line: score, snippets (marks in code points) and the whole record; with --facets one line more")
	set.BoolVar(&r.Any, "any", false, "find releases with only some of the words too, below those with all, and count them")
	set.BoolVar(&f.all, "all", false, "list no releases with only some of the words, also where few have all")
	set.BoolVar(&f.noSynonyms, "no-synonyms", false, "find what was typed only, and no other names of it")
	set.StringVar(&f.batch, "batch", "", "run the queries of this CSV file (- for standard input), and write all hits as CSV")
	set.StringVar(&f.out, "out", "", "with --batch: write to this file, which appears when it is whole")
	completeWith(cmd, "group", index.Groupings)
	cmd.MarkFlagsMutuallyExclusive("json", "format")
	cmd.MarkFlagsMutuallyExclusive("any", "all")
	cmd.MarkFlagsMutuallyExclusive("quotes", "group")
	for _, other := range []string{"group", "count", "quotes"} {
		cmd.MarkFlagsMutuallyExclusive("facets", other)
	}
	for _, other := range []string{"quotes", "count", "group", "facets", "limit", "offset", "json"} {
		cmd.MarkFlagsMutuallyExclusive("batch", other)
	}
}

func (f *searchFlags) check() error {
	r := &f.request
	if f.json {
		f.format = "json"
	}
	switch {
	case !slices.Contains(searchFormats(), f.format):
		return usage("--format %q is none of %s", f.format, strings.Join(searchFormats(), ", "))
	case f.batch != "" && f.format != "text" && f.format != "csv":
		return usage("--batch writes CSV; leave --format %s out", f.format)
	case isCitation(f.format) && (f.quotes || f.count || f.group != "" || r.Facets):
		return usage("--format %s is of releases: leave --quotes, --count, --group and --facets out", f.format)
	case f.out != "" && f.batch == "":
		return usage("--out goes with --batch; send the hits of one query to a file with > FILE")
	case f.group != "" && !slices.Contains(index.Groupings, f.group):
		return usage("--group %q is none of %s", f.group, strings.Join(index.Groupings, ", "))
	case f.group != "" && !f.count && f.format == "csv":
		return usage("--group in CSV has counts only; add --count")
	case f.format == "csv" && r.Facets:
		return usage("--facets has no CSV; use --json, or --count --group")
	case r.Limit < 0 || r.Offset < 0:
		return usage("--limit and --offset take numbers from 0 up")
	case f.group != "" && r.Offset > 0:
		return usage("--offset does not go with --group")
	case r.Sort == "relevance":
		r.Sort = ""
	case r.Sort != "" && r.Sort != "date":
		return usage("--sort %q is neither relevance nor date", r.Sort)
	}
	if r.Limit == 0 {
		r.Limit = -1 // to the index, 0 is its own choice
	}
	return checkFilters(r)
}

// searching is one command that asks the index.
type searching struct {
	*app
	db *catalog.DB
	ix *index.Index
	searchFlags
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
	if err := a.checkSites(ctx, db, f.request); err != nil {
		return err
	}
	if !f.noSynonyms {
		if f.request.Synonyms, err = index.ReadSynonyms(a.synonymsFile()); err != nil {
			return err
		}
	}
	s := &searching{a, db, ix, f}
	run := s.hits
	switch {
	case f.batch != "":
		run = s.runBatch
	case f.quotes:
		run = s.findQuotes
	case f.group != "":
		run = s.groups
	case f.count:
		run = s.countHits
	}
	err = run(ctx)
	switch {
	case err == nil:
		return a.sayHeld(ctx, db)
	case f.batch != "": // it has told the line
		return searchError(err)
	}
	return a.queryError(f.request.Query, err)
}

// hits prints releases.
func (s *searching) hits(ctx context.Context) error {
	// A person wants what comes closest where little fits. A program, and who
	// cites or counts, wants what was asked for.
	s.request.Rest = s.format == "text" && !s.all
	results, err := s.ix.Search(ctx, s.request, s.db.RecordAttached)
	if err != nil {
		return err
	}
	switch {
	case isCitation(s.format):
		err = s.citeHits(s.format, results)
	case s.format == "json":
		err = s.hitsJSON(results)
	case s.format == "csv":
		err = s.hitsCSV(ctx, results)
	default:
		s.printHits(results, s.request)
	}
	if err == nil && results.Total == 0 {
		err = s.advise(ctx)
	}
	s.printRest(results, s.request.Offset)
	return err
}

func (s *searching) countHits(ctx context.Context) error {
	s.request.Limit = -1
	results, err := s.ix.Search(ctx, s.request, s.db.RecordAttached)
	if err != nil {
		return err
	}
	if err := s.printCount(results.Total); err != nil || results.Total > 0 {
		return err
	}
	return s.advise(ctx)
}

func (s *searching) printCount(n uint64) error {
	switch s.format {
	case "json":
		return jsonLines(s.stdout).Encode(map[string]uint64{"count": n})
	case "csv":
		_, err := fmt.Fprintf(s.stdout, "count\n%d\n", n)
		return err
	}
	_, err := fmt.Fprintln(s.stdout, n)
	return err
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

// queryError does so too, and shows where in the query the mistake is.
func (a *app) queryError(query string, err error) error {
	var syntax *index.SyntaxError
	if errors.As(err, &syntax) {
		for line := range strings.Lines(syntax.Point(query)) {
			fmt.Fprintf(a.stderr, "  %s\n", strings.TrimSuffix(line, "\n"))
		}
	}
	return searchError(err)
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

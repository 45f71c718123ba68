package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"communique/archive"
	"communique/index"
	"communique/internal/catalog"
	"communique/internal/export"
	"communique/internal/place"
)

// suggest gives the values that can stand somewhere, each with what it is
// behind a tab.
type suggest func(cmd *cobra.Command, toComplete string) []string

// complete teaches the shell what can stand where: the sites and releases of
// the home that the line names, and the values of flags. Where nothing is
// named, the shell offers files.
func (a *app) complete(root *cobra.Command) {
	sites, releases := suggest(a.suggestSites), suggest(a.suggestReleases)
	arguments := map[string]suggest{
		"crawl": sites, "backfill": sites, "sites show": sites, "sites check": sites, "sites enable": sites, "sites disable": sites,
		"show": releases, "proof": releases, "similar": releases, "restrict": releases, "lift": releases,
		"search": nothing, "export": nothing, "verify": nothing, "rebuild": nothing, "demo": nothing, "nightly": nothing, "status": nothing,
	}
	flags := map[string]suggest{
		"site": sites, "kind": oneOf(archive.Kinds()...), "log-level": oneOf("debug", "info", "warn", "error"),
		"of": oneOf(append(export.Kinds(), "speakers")...), "format": oneOf(append(export.Formats(), export.Documents()...)...), "sort": oneOf("relevance", "date"),
		"text": oneOf(export.Texts()...), "split": oneOf(splits...),
		"country": a.suggestValues("country", func(c index.FacetCount) string { return place.Name(c.Value, "en") }),
		"lang":    a.suggestValues("language", func(c index.FacetCount) string { return plural(c.Count, "release") }),
	}
	var visit func(*cobra.Command)
	visit = func(cmd *cobra.Command) {
		name := strings.TrimPrefix(cmd.CommandPath(), root.Name()+" ")
		if s, ok := arguments[name]; ok && cmd.ValidArgsFunction == nil {
			several := strings.Contains(cmd.Use, "…")
			cmd.ValidArgsFunction = func(cmd *cobra.Command, args []string, toComplete string) ([]string, cobra.ShellCompDirective) {
				if len(args) > 0 && !several {
					return nil, cobra.ShellCompDirectiveNoFileComp
				}
				return s.values(cmd, args, toComplete)
			}
		}
		cmd.LocalFlags().VisitAll(func(f *pflag.Flag) {
			if s, ok := flags[f.Name]; ok {
				// It fails where the command has registered its own values.
				_ = cmd.RegisterFlagCompletionFunc(f.Name, s.values)
			}
		})
		for _, c := range cmd.Commands() {
			visit(c)
		}
	}
	visit(root)
}

// values are the suggestions without those that the line has already.
func (s suggest) values(cmd *cobra.Command, args []string, toComplete string) ([]string, cobra.ShellCompDirective) {
	all := slices.DeleteFunc(s(cmd, toComplete), func(v string) bool {
		v, _, _ = strings.Cut(v, "\t")
		return slices.Contains(args, v) || !strings.HasPrefix(v, toComplete)
	})
	return all, cobra.ShellCompDirectiveNoFileComp
}

func oneOf(values ...string) suggest {
	return func(*cobra.Command, string) []string { return slices.Clone(values) }
}

func nothing(*cobra.Command, string) []string { return nil }

// A home that cannot be read suggests nothing: the line is not finished, and
// its mistakes are told when it is.
func (a *app) suggestSites(cmd *cobra.Command, _ string) []string {
	set, err := a.sites(cmd.Context())
	if err != nil {
		return nil
	}
	var all []string
	for _, p := range set.All() {
		all = append(all, p.ID+"\t"+p.Organization)
	}
	return all
}

// maxSuggested is how many releases are suggested: the rest is for search.
const maxSuggested = 40

func (a *app) suggestReleases(cmd *cobra.Command, toComplete string) []string {
	db, err := catalog.OpenRead(cmd.Context(), a.catalogPath())
	if err != nil {
		return nil
	}
	defer db.Close()
	var all []string
	for r, err := range db.Titles(cmd.Context(), toComplete, maxSuggested) {
		if err != nil {
			return nil
		}
		id := r.ID
		if _, hex, ok := strings.Cut(id, ":"); ok && !strings.HasPrefix(id, toComplete) {
			id = hex
		}
		title := "not public"
		if r.Title != "" {
			title = clip(printable(r.Title), 60)
		}
		all = append(all, id+"\t"+title)
	}
	return all
}

// suggestValues gives the values that the releases have in a facet.
func (a *app) suggestValues(facet string, about func(index.FacetCount) string) suggest {
	return func(cmd *cobra.Command, _ string) (all []string) {
		ix, err := index.Open(a.indexDir())
		if err != nil {
			return nil
		}
		defer ix.Close()
		found, err := ix.Search(cmd.Context(), index.Request{Limit: -1, Facets: true}, nil)
		if err != nil {
			return nil
		}
		for _, c := range found.Facets[facet] {
			if c.Value != "" {
				all = append(all, c.Value+"\t"+about(c))
			}
		}
		return all
	}
}

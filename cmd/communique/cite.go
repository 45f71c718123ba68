package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"communique/archive"
	"communique/index"
	"communique/internal/cite"
	"communique/internal/proof"
)

// searchFormats are those of search.
func searchFormats() []string { return append([]string{"text", "json", "csv"}, cite.Formats()...) }

func isCitation(format string) bool { return slices.Contains(cite.Formats(), format) }

// citeFlag is --cite of show.
func citeFlag(cmd *cobra.Command, format *string) {
	cmd.Flags().StringVar(format, "cite", "", "as an entry of a bibliography: "+strings.Join(cite.Formats(), ", "))
	completeWith(cmd, "cite", cite.Formats())
}

// completeWith offers the values of a flag to the shell.
func completeWith(cmd *cobra.Command, flag string, values []string) {
	_ = cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp)) // the flag is there
}

func checkCite(format string) error {
	if format != "" && !isCitation(format) {
		return usage("--cite %q is none of %s", format, strings.Join(cite.Formats(), ", "))
	}
	return nil
}

// cite writes entries of a bibliography. With version, it is that version of a
// release that is cited, and not the release as it is now.
func (a *app) cite(format string, version bool, releases ...archive.Release) error {
	keys, err := proof.Keys(a.home())
	if err != nil {
		return err
	}
	log := ""
	for _, k := range keys {
		log, _, _ = strings.Cut(k.Public, "+") // the last is the one that signs
	}
	var sources []cite.Source
	for _, r := range releases {
		sources = append(sources, cite.Source{Release: r, Version: version, Log: log})
	}
	return cite.Write(a.stdout, format, sources)
}

func (a *app) citeHits(format string, results index.Results) error {
	var releases []archive.Release
	for _, h := range results.Hits {
		releases = append(releases, h.Release)
	}
	return a.cite(format, false, releases...)
}

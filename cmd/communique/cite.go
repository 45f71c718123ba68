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

// citeFlag is --cite of show.
func citeFlag(cmd *cobra.Command, format *string, name string) {
	cmd.Flags().StringVar(format, name, "", "as entries of a bibliography: "+strings.Join(cite.Formats(), ", "))
	_ = cmd.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(cite.Formats(), cobra.ShellCompDirectiveNoFileComp)) // the flag is there
}

func checkCite(flag, format string) error {
	if format != "" && !slices.Contains(cite.Formats(), format) {
		return usage("%s %q is none of %s", flag, format, strings.Join(cite.Formats(), ", "))
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

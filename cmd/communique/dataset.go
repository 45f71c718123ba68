package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"

	"github.com/spf13/cobra"

	"communique/internal/dataset"
	"communique/internal/proof"
	"communique/internal/site"
)

func (a *app) datasetCmd() *cobra.Command {
	var o dataset.Options
	cmd := &cobra.Command{
		Use:   "dataset OUT",
		Short: "Make a folder that is ready to publish",
		Long: "dataset writes a folder with the releases, quotations and links as tables, a JSON Schema of each,\n" +
			"descriptions for people (README.md, with Hugging Face's front matter) and for programs\n" +
			"(datapackage.json, croissant.json), what changed since the dataset before (CHANGES.md), and the\n" +
			"SHA-256 of every file with the checkpoint of the transparency log (manifest.json).\n\n" +
			"The same archive gives the same bytes. Of a release that is restricted, or gone from the web and\n" +
			"not looked at since, there is only a tombstone. OUT is new, empty, or an older dataset, which is\n" +
			"replaced when the new one is whole; a folder with anything else in it is not touched.\n\n" +
			"With --since-last, only what is new or differs since that dataset goes in. An increment can be\n" +
			"followed by another: each lists all releases that there are.",
		Example: "  communique dataset releases-2026/\n" +
			"  communique dataset release/ --title 'Press releases on Kazakhstan' --creator 'University of Example' --url https://data.example/kz\n" +
			"  communique dataset more/ --since-last releases-2026/",
		Args: one("one folder to write into"),
		RunE: func(cmd *cobra.Command, args []string) error { return a.dataset(cmd.Context(), args[0], o) },
	}
	cmd.Flags().StringVar(&o.Since, "since-last", "", "the folder of an older dataset: make the increment to it")
	cmd.Flags().StringVar(&o.Title, "title", "", "what the dataset is called (default: after the organisations)")
	cmd.Flags().StringVar(&o.Creator, "creator", "", "who publishes it: a person or an institution")
	cmd.Flags().StringVar(&o.URL, "url", "", "where it will be published")
	return cmd
}

func (a *app) dataset(ctx context.Context, out string, o dataset.Options) error {
	if u, err := url.Parse(o.URL); o.URL != "" && (err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https") {
		return usage("--url %q is no address: write it whole, https://…", o.URL)
	}
	db, err := a.readCatalog(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	if o.Head, err = proof.Newest(a.home(), a.now); err != nil {
		return err
	}
	o.DB, o.Canonical, o.Software = db, site.Canonical, "communique/"+number
	m, err := dataset.Make(ctx, out, o)
	if errors.Is(err, dataset.ErrNotOurs) {
		return &exitError{exitUsage, err}
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(a.stderr, "%s: %s, %s, %s; %d withheld; as of %s\n", out, plural(m.Rows.Releases, "release"), plural(m.Rows.Quotes, "quotation"),
		plural(m.Rows.Links, "link"), m.Rows.Restricted+m.Rows.Held, m.AsOf)
	if m.Log == nil || m.Log.NotCovered > 0 {
		fmt.Fprintln(a.stderr, "communique: the log's checkpoint does not cover all of it: a run that ends in order signs one (communique crawl)")
	}
	return a.sayHeld(ctx, db)
}

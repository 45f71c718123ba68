package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"communique/index"
)

type similarFlags struct {
	request index.Request
	json    bool
}

func (a *app) similarCmd() *cobra.Command {
	var f similarFlags
	cmd := &cobra.Command{
		Use:   "similar ID",
		Short: "Find releases like one",
		Long: "similar finds the releases that share with one the words that tell it from the others, in its\n" +
			"language, and says which those are. The same release at another site is left out. ID is an id\n" +
			"as search prints it, the beginning of its hexadecimal part, or an address.",
		Example: "  communique similar amnesty-fr:9f2c51d07ab3e864\n  communique similar 9f2c --site hrw --since 2020 --json",
		Args:    one("one release: an id, the beginning of its hexadecimal part, or an address"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.similar(cmd.Context(), args[0], f)
		},
	}
	filterFlags(cmd, &f.request)
	cmd.Flags().IntVar(&f.request.Limit, "limit", 10, "at most N releases")
	cmd.Flags().IntVar(&f.request.Offset, "offset", 0, "leave out the first N")
	cmd.Flags().BoolVar(&f.json, "json", false, "one JSON object a line: score, the words shared, and the whole record")
	return cmd
}

func (a *app) similar(ctx context.Context, ref string, f similarFlags) error {
	if f.request.Limit < 0 || f.request.Offset < 0 {
		return usage("--limit and --offset take numbers from 0 up")
	}
	if err := checkFilters(&f.request); err != nil {
		return err
	}
	db, r, err := a.find(ctx, ref)
	if err != nil {
		return err
	}
	defer db.Close()
	if !r.Public() {
		withheld, _, err := db.Withholding(ctx, r)
		if err != nil {
			return err
		}
		return fmt.Errorf("%s", notShown(withheld))
	}
	if err := a.checkSites(ctx, db, f.request); err != nil {
		return err
	}
	ix, err := a.openIndex()
	if err != nil {
		return err
	}
	defer ix.Close()
	if f.request.Limit == 0 {
		f.request.Limit = -1
	}
	like, err := ix.Similar(ctx, r, f.request, db.Record)
	if err != nil {
		return searchError(err)
	}
	if len(like) == 0 {
		fmt.Fprintf(a.stderr, "Nothing like %s found.\n", r.ID)
	}
	if f.json {
		return a.similarJSON(like)
	}
	for i, h := range like {
		s := a.style(a.stdout)
		a.printHead(f.request.Offset+i+1, s.bold(printable(deref(h.Release.Title, "(no title)"))), h.Release)
		words := printable(strings.Join(h.Words[:min(len(h.Words), 12)], ", "))
		fmt.Fprintf(a.stdout, "%s\n    %s\n\n", fold("shares "+words, "    ", min(width(a.stdout), 100)), s.dim(h.Release.URL))
	}
	return nil
}

func (a *app) similarJSON(like []index.SimilarHit) error {
	enc := jsonLines(a.stdout)
	for _, h := range like {
		line := struct {
			hitLine
			Words []string `json:"words"`
		}{newHitLine(h.Hit), h.Words}
		if err := enc.Encode(line); err != nil {
			return fmt.Errorf("write hits: %w", err)
		}
	}
	return nil
}

package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/google/renameio/v2"
	"github.com/spf13/cobra"

	"communique/index"
	"communique/internal/catalog"
	"communique/internal/export"
	"communique/internal/site"
)

type exportFlags struct {
	of, format, out string
	schema          bool
	request         index.Request // its filters; export takes no query
}

func (a *app) exportCmd() *cobra.Command {
	var f exportFlags
	cmd := &cobra.Command{
		Use:   "export",
		Short: "Write records: one JSON object a line, or CSV",
		Long: "export writes all records, or those the filters let through, to standard output or --out.\n" +
			"The same archive gives the same bytes, on any machine." + aboutDocuments,
		Example: "  communique export > releases.jsonl\n" +
			"  communique export --of quotes --country KZ --format csv --out quotes.csv\n" +
			documentExamples +
			"  communique export --schema",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.export(cmd.Context(), f) },
	}
	cmd.Flags().StringVar(&f.of, "of", "releases", strings.Join(export.Kinds(), ", ")+"; of a graph, links or speakers")
	cmd.Flags().StringVar(&f.format, "format", "jsonl", strings.Join(append(export.Formats(), export.Documents()...), ", "))
	cmd.Flags().StringVar(&f.out, "out", "", "write to this file, which appears when it is whole")
	cmd.Flags().BoolVar(&f.schema, "schema", false, "print the JSON Schema (2020-12) of a line")
	filterFlags(cmd, &f.request)
	cmd.Flags().IntVar(&f.request.Limit, "limit", 0, "at most N releases; 0 is all (of atom, the newest 50)")
	return cmd
}

func (f *exportFlags) check() error {
	if f.isDocument() {
		return f.checkDocument()
	}
	if !slices.Contains(export.Kinds(), f.of) {
		return usage("--of %q is none of %s", f.of, strings.Join(export.Kinds(), ", "))
	}
	if !slices.Contains(export.Formats(), f.format) {
		return usage("--format %q is none of %s", f.format, strings.Join(append(export.Formats(), export.Documents()...), ", "))
	}
	if f.request.Limit < 0 {
		return usage("--limit %d: give a number of releases, or leave it out for all", f.request.Limit)
	}
	return checkFilters(&f.request)
}

func (a *app) export(ctx context.Context, f exportFlags) error {
	if err := f.check(); err != nil {
		return err
	}
	if f.schema {
		schema, err := export.Schema(f.of)
		if err != nil {
			return err
		}
		_, err = a.stdout.Write(schema)
		return err
	}
	db, err := a.readCatalog(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	if err := a.checkSites(ctx, db, f.request.Sites); err != nil {
		return err
	}
	if f.isDocument() {
		return errors.Join(a.exportDocument(ctx, db, f, catalogFilter(f.request)), a.sayHeld(ctx, db))
	}
	if f.out == "" {
		w := bufio.NewWriter(a.stdout)
		_, err := export.Write(ctx, w, db, f.of, f.format, catalogFilter(f.request), site.Canonical)
		return errors.Join(err, w.Flush(), a.sayHeld(ctx, db))
	}
	return errors.Join(a.exportFile(ctx, db, f), a.sayHeld(ctx, db))
}

// exportFile writes beside the file and renames: an export that breaks off
// leaves the old one as it was.
func (a *app) exportFile(ctx context.Context, db *catalog.DB, f exportFlags) error {
	t, err := renameio.NewPendingFile(f.out, renameio.WithPermissions(0o644))
	if err != nil {
		return fmt.Errorf("write %s: %w", f.out, err)
	}
	defer func() { _ = t.Cleanup() }() // after the rename there is nothing to clean
	w := bufio.NewWriter(io.Writer(t))
	n, err := export.Write(ctx, w, db, f.of, f.format, catalogFilter(f.request), site.Canonical)
	if err := errors.Join(err, w.Flush()); err != nil {
		return fmt.Errorf("write %s: %w", f.out, err)
	}
	if err := t.CloseAtomicallyReplace(); err != nil {
		return fmt.Errorf("write %s: %w", f.out, err)
	}
	fmt.Fprintf(a.stderr, "%d %s in %s\n", n, f.of, f.out)
	return nil
}

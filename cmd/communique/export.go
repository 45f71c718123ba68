package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"

	"communique/index"
	"communique/internal/catalog"
	"communique/internal/export"
	"communique/internal/site"
)

type exportFlags struct {
	of, format, text, out, split string
	schema, validate             bool
	request                      index.Request
}

var splits = []string{catalog.ByYear, catalog.BySite, catalog.ByCountry}

func (a *app) exportCmd() *cobra.Command {
	var f exportFlags
	cmd := &cobra.Command{
		Use:   "export [QUERY]",
		Short: "Write records: one JSON object a line, CSV or Parquet",
		Long: "export writes all records, or those that QUERY and the filters let through, to standard output\n" +
			"or --out, in the order of site, day and id. The same archive gives the same bytes, on any machine.\n\n" +
			"A name given with --out says by its ending how the file is compressed (.gz, .zst) and, where there\n" +
			"is no --format, what it holds (.jsonl, .csv, .parquet, or a document's: .gexf, .atom…). With --split it is a folder, or a folder and\n" +
			"the names of its files: --out 'years/*.jsonl.gz'. Each release is in one file: by country, that of\n" +
			"the first of its countries; unknown has those of which it is not known.\n\n" +
			"QUERY and the filters choose releases. Of quotations (--of quotes, --format annotations),\n" +
			"--speaker gives that person's alone, as search --quotes does.\n\n" +
			"The texts remain their publishers'. --text excerpt cuts texts, leads, teasers and the words of\n" +
			"quotations after 300 characters, and --text none leaves them out; both leave out sections, which\n" +
			"say the text once more. Titles, dates, speakers and places in the text stay.\n\n" +
			"A record that is not as its schema says is named and left out, and the exit code is 3." + aboutDocuments,
		Example: "  communique export > releases.jsonl\n" +
			"  communique export '\"liberté de réunion\"' --since 2020 --out found.parquet\n" +
			"  communique export --of quotes --country KZ --out quotes.csv\n" +
			"  communique export --split year --text excerpt --out 'years/*.jsonl.gz'\n" +
			documentExamples +
			"  communique export --schema",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return fmt.Errorf("%d arguments given: this takes one QUERY, its words between quotation marks", len(args))
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			f.request.Query = strings.Join(args, "")
			return a.export(cmd.Context(), f)
		},
	}
	cmd.Flags().StringVar(&f.of, "of", "releases", strings.Join(export.Kinds(), ", ")+"; of a graph, links or speakers")
	cmd.Flags().StringVar(&f.format, "format", "", strings.Join(append(export.Formats(), export.Documents()...), ", ")+" (default jsonl, or what --out ends in)")
	cmd.Flags().StringVar(&f.text, "text", export.TextFull, "how much of the texts: "+strings.Join(export.Texts(), ", "))
	cmd.Flags().StringVar(&f.out, "out", "", "write to this file, which appears when it is whole")
	cmd.Flags().StringVar(&f.split, "split", "", "a file each: "+strings.Join(splits, ", ")+" (of publication; of captures, their own)")
	cmd.Flags().BoolVar(&f.schema, "schema", false, "print the JSON Schema (2020-12) of a line")
	cmd.Flags().BoolVar(&f.validate, "validate", false, "hold each line against all of its schema (slower)")
	filterFlags(cmd, &f.request)
	cmd.Flags().IntVar(&f.request.Limit, "limit", 0, "at most N releases; 0 is all (of atom, the newest 50)")
	return cmd
}

func (f *exportFlags) check() error {
	if f.format == "" {
		said, err := export.FormatOf(f.out)
		if err != nil && (f.split == "" || strings.Contains(f.out, "*")) { // a folder may be called anything
			return usage("--out %q: %w", f.out, err)
		}
		f.format = cmp.Or(said, export.FormatJSONL)
	}
	if f.isDocument() {
		return f.checkDocument()
	}
	for _, flag := range []struct {
		name, value string
		known       []string
	}{{"--of", f.of, export.Kinds()}, {"--format", f.format, append(export.Formats(), export.Documents()...)}, {"--text", f.text, export.Texts()}, {"--split", f.split, append(splits, "")}} {
		if !slices.Contains(flag.known, flag.value) {
			return usage("%s %q is none of %s", flag.name, flag.value, strings.TrimSuffix(strings.Join(flag.known, ", "), ", "))
		}
	}
	switch {
	case f.request.Limit < 0:
		return usage("--limit %d: give a number of releases, or leave it out for all", f.request.Limit)
	case f.split != "" && f.out == "":
		return usage("--split makes several files: name their folder with --out")
	case f.split == catalog.ByCountry && f.of == "captures":
		return usage("captures are of no country: --split site or year")
	case f.split == "" && strings.Contains(f.out, "*"):
		return usage("--out %q has a * for the parts of --split, and nothing is split", f.out)
	case f.format == export.FormatParquet && export.Compressed(f.out):
		return usage("--out %q: Parquet is compressed inside: leave the last ending out", f.out)
	}
	return checkRequest(&f.request)
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
	if f.out == "" && f.format == export.FormatParquet && isTerminal(a.stdout) {
		return usage("Parquet is nothing for a screen: name a file with --out")
	}
	db, err := a.readCatalog(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	if err := a.checkSites(ctx, db, f.request); err != nil {
		return err
	}
	filter := catalogFilter(f.request)
	filter.By = f.split
	if f.request.Query != "" {
		ix, err := a.openIndex()
		if err != nil {
			return err
		}
		defer ix.Close()
		filter.Among = func(ctx context.Context, ids []string) ([]string, error) { return ix.Among(ctx, ids, f.request) }
	}
	if f.isDocument() {
		return errors.Join(a.exportDocument(ctx, db, f, filter), a.sayHeld(ctx, db))
	}
	return errors.Join(a.exportChosen(ctx, db, f, filter), a.sayHeld(ctx, db))
}

// exportChosen writes what a filter chooses, and tells of what it leaves out.
func (a *app) exportChosen(ctx context.Context, db *catalog.DB, f exportFlags, filter catalog.Filter) error {
	bar := a.exportBar(f)
	left := 0
	q := export.Request{Of: f.of, Format: f.format, Text: f.text, Filter: filter, Canonical: site.Canonical, Validate: f.validate,
		Step: bar.step, Fault: func(id string, err error) {
			left++
			bar.say(a, fmt.Sprintf("left out %s: %s", id, strings.ReplaceAll(printable(err.Error()), "\n", " ")))
		}}
	said, err := a.exportTo(ctx, db, q, f)
	bar.close()
	if err == nil && said != "" {
		fmt.Fprintln(a.stderr, said)
	}
	if err == nil && left > 0 {
		err = &exitError{exitPartly, fmt.Errorf("%s left out, not as the schema says: communique rebuild makes the records again", plural(left, "record"))}
	}
	return err
}

// exportTo writes to where the flags say, and gives what is to be said of it.
func (a *app) exportTo(ctx context.Context, db *catalog.DB, q export.Request, f exportFlags) (said string, err error) {
	one := strings.TrimSuffix(f.of, "s")
	switch {
	case f.out == "":
		_, err = q.Write(ctx, a.stdout, db)
		return "", err
	case f.split == "":
		n, err := q.WriteFile(ctx, db, f.out)
		return fmt.Sprintf("%s in %s", plural(n, one), f.out), err
	}
	files, n, err := q.WriteFolder(ctx, db, f.out)
	return fmt.Sprintf("%s in %s as %s", plural(n, one), plural(files, "file"), f.out), err
}

// exportBar counts, on a terminal that the records do not go to, what has been
// read.
type exportBar struct {
	bars *mpb.Progress
	bar  *mpb.Bar
}

func (a *app) exportBar(f exportFlags) exportBar {
	if !isTerminal(a.stderr) || f.out == "" && isTerminal(a.stdout) {
		return exportBar{}
	}
	bars := mpb.New(mpb.WithOutput(a.stderr), mpb.WithWidth(24))
	unit := "releases"
	if f.of == "captures" {
		unit = f.of
	}
	return exportBar{bars, bars.New(0, mpb.SpinnerStyle(), mpb.AppendDecorators(decor.CurrentNoUnit("%d "+unit+" read")), mpb.BarRemoveOnComplete())}
}

func (b exportBar) step() {
	if b.bar != nil {
		b.bar.Increment()
	}
}

// say prints a line, above the bar where there is one.
func (b exportBar) say(a *app, what string) {
	if b.bars != nil {
		_, _ = fmt.Fprintln(b.bars, what)
		return
	}
	fmt.Fprintln(a.stderr, what)
}

func (b exportBar) close() {
	if b.bar != nil {
		b.bar.Abort(true)
		b.bars.Wait()
	}
}

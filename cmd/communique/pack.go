package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"communique/archive"
	"communique/index"
	"communique/internal/durable"
	"communique/internal/wacz"
)

type packFlags struct {
	request                 index.Request
	out, title, description string
}

func (a *app) packCmd() *cobra.Command {
	var f packFlags
	cmd := &cobra.Command{
		Use:   "pack [QUERY]",
		Short: "Make a WACZ file of the archive, or of what a query finds",
		Long: "pack writes a WACZ file (a web archive in one zip file), which replayweb.page and other tools\n" +
			"open without any set-up: the archived records as they lie in the archive, an index, a list of\n" +
			"the releases, and a digest of everything, signed with a key made for the occasion.\n\n" +
			"QUERY and the filters are those of search. Of a release that they find, every capture goes in,\n" +
			"with its request, its attachments, and the earlier captures that it repeats. Without any of\n" +
			"them the whole archive goes in. A release that is restricted, or gone from the web\n" +
			"and not looked at since, stays out.",
		Example: "  communique pack -o archive.wacz\n" +
			"  communique pack 'liberté d’expression' --country KZ --since 2020 -o kz.wacz",
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			f.request.Query = strings.Join(args, "")
			return a.pack(cmd.Context(), f)
		},
	}
	cmd.Flags().StringVarP(&f.out, "out", "o", "", "the file to write, ending in .wacz; it appears when it is whole")
	cmd.Flags().StringVar(&f.title, "title", "", "title of the collection")
	cmd.Flags().StringVar(&f.description, "description", "", "what the collection is, in Markdown")
	filterFlags(cmd, &f.request)
	return cmd
}

func (a *app) pack(ctx context.Context, f packFlags) error {
	if !strings.HasSuffix(f.out, ".wacz") {
		return usage("say where to, with -o and a name that ends in .wacz")
	}
	if err := checkFilters(&f.request); err != nil {
		return err
	}
	db, err := a.readCatalog(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	if err := a.checkSites(ctx, db, f.request); err != nil {
		return err
	}
	store, err := archive.Open(a.home(), archive.Options{Now: a.now, Resolve: resolver(db)})
	if err != nil {
		return err
	}
	c := &choice{
		app: a, db: db, store: store, whole: reflect.DeepEqual(f.request, index.Request{}),
		wanted: map[string]map[string]bool{}, barred: map[string]bool{}, looked: map[string]bool{},
	}
	if err := c.choose(ctx, f.request); err != nil {
		return err
	}
	sources, err := c.sources()
	if err != nil {
		return err
	}
	if len(sources) == 0 {
		return errors.New("nothing to pack: no capture in the archive is of that sort; see what search finds with the same words and filters")
	}
	report, err := a.packFile(ctx, f, wacz.Options{Sources: sources, Pages: c.pages(ctx)})
	if err != nil {
		return err
	}
	fmt.Fprintf(a.stderr, "%s: records %d, captures to replay %d, pages %d\n", f.out, report.Records, report.Captures, report.Pages)
	return c.complain(report)
}

func (a *app) packFile(ctx context.Context, f packFlags, o wacz.Options) (wacz.Report, error) {
	key, err := wacz.NewKey()
	if err != nil {
		return wacz.Report{}, err
	}
	o.Key, o.Created, o.Software = key, a.now(), "communique/"+number
	o.Title, o.Description, o.Dir = f.title, f.description, filepath.Dir(f.out)
	if o.Title == "" {
		o.Title = strings.TrimSpace("communique " + f.request.Query)
	}
	var report wacz.Report
	err = durable.Replace(f.out, func(file io.Writer) (err error) {
		w := bufio.NewWriterSize(file, 1<<20)
		report, err = wacz.Write(ctx, w, o)
		return errors.Join(err, w.Flush())
	})
	return report, err
}

// complain says what is not in the WACZ though it should be.
func (c *choice) complain(report wacz.Report) error {
	for _, file := range c.wanted {
		for id := range file {
			c.lost = append(c.lost, "the record "+id+" is not where the catalogue has it: run communique verify")
		}
	}
	slices.Sort(c.lost)
	for _, err := range report.Damage {
		fmt.Fprintln(c.stderr, "left out:", err)
	}
	for _, what := range c.lost {
		fmt.Fprintln(c.stderr, "left out:", what)
	}
	if len(report.Damage)+len(c.lost) > 0 {
		return &exitError{code: exitPartly}
	}
	return nil
}

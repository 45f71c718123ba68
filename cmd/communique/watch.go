package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"communique/index"
	"communique/internal/catalog"
	"communique/internal/watch"
)

func (a *app) watchCmd() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "watch",
		Short: "Saved searches that tell of new hits: add, list, remove",
		Long: "A watch is a saved search. After every run, its hits among the releases that are new or have\n" +
			"changed stand in the report and in an Atom feed, feeds/NAME.atom in the home, and go out by\n" +
			"webhook and e-mail where config.yaml says so. A hit is told once.",
		Example: "  communique watch add 'Kazakhstan journaliste' --country KZ\n  communique watch list",
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usage("watch needs a word more: add, list or remove (communique watch --help)")
			}
			return usage("watch has no command %q: there are add, list and remove", args[0])
		},
	}
	var asJSON bool
	list := &cobra.Command{
		Use: "list", Short: "The watches, and where their feeds are",
		Example: "  communique watch list --json", Args: none,
		RunE: func(*cobra.Command, []string) error { return a.watchList(asJSON) },
	}
	list.Flags().BoolVar(&asJSON, "json", false, "one JSON object a line")
	cmd.AddCommand(a.watchAddCmd(), list, &cobra.Command{
		Use: "remove NAME", Short: "Forget a watch, and remove its feed",
		Example: "  communique watch remove kazakhstan-journaliste-kz", Args: one("the NAME of a watch"),
		RunE: func(_ *cobra.Command, args []string) error { return a.watchRemove(args[0]) },
	})
	return cmd
}

func (a *app) watchAddCmd() *cobra.Command {
	var name string
	var r index.Request
	cmd := &cobra.Command{
		Use:   "add QUERY",
		Short: "Save a search that tells of new and changed releases",
		Long: "add saves a search; QUERY and the filters are those of communique search. It tells from the\n" +
			"next run on, of releases that were not in the archive when it was added, and of changes to\n" +
			"those that were. Of a release that was changed it tells too when only its version before is\n" +
			"found: that a name has gone from a text is news. The name is printed.",
		Example: "  communique watch add 'Kazakhstan journaliste' --country KZ\n" +
			"  communique watch add '\"prisonnier d’opinion\"' --lang fr --name prisonniers",
		Args: one("one QUERY, its words between quotation marks (communique watch add 'two words')"),
		RunE: func(cmd *cobra.Command, args []string) error {
			r.Query = args[0]
			return a.watchAdd(cmd.Context(), name, r)
		},
	}
	filterFlags(cmd, &r)
	cmd.Flags().StringVar(&name, "name", "", "what to call it, and its feed (lower-case letters, digits, - and _; default: made of the query)")
	return cmd
}

func (a *app) watchAdd(ctx context.Context, name string, r index.Request) error {
	if err := checkFilters(&r); err != nil {
		return err
	}
	if err := r.Check(); err != nil {
		return a.queryError(r.Query, err)
	}
	db, err := catalog.OpenRead(ctx, a.catalogPath())
	switch {
	case errors.Is(err, catalog.ErrNone):
		db = nil // a watch may come before the first crawl
		err = a.checkProfiles(ctx, sitesOf(r))
	case errors.Is(err, catalog.ErrOlder):
		err = fmt.Errorf("%w: run communique rebuild", err)
	case err == nil:
		defer db.Close()
		err = a.checkSites(ctx, db, r)
	}
	if err != nil {
		return err
	}
	after, err := a.knownUntil(ctx, db)
	if err != nil {
		return err
	}
	w := watch.New(name, r, a.now(), after)
	if w.Name, err = watch.Add(a.stateDir(), w); err != nil {
		return watchError(err)
	}
	if db != nil {
		if err := watch.WriteFeeds(ctx, a.stateDir(), a.feedsDir(), db); err != nil {
			return err
		}
	}
	fmt.Fprintln(a.stdout, w.Name)
	fmt.Fprintf(a.stderr, "communique: %s is watched from the next run on; its feed is %s\n", w, a.feed(w.Name))
	return nil
}

func (a *app) feed(name string) string { return filepath.Join(a.feedsDir(), watch.FeedName(name)) }

// checkProfiles wants each site to have a profile: there is no archive yet.
func (a *app) checkProfiles(ctx context.Context, sites []string) error {
	set, err := a.sites(ctx)
	if err != nil {
		return err
	}
	for _, id := range sites {
		if _, err := set.ByID(id); err != nil {
			return &exitError{exitUsage, err}
		}
	}
	return nil
}

// knownUntil is the newest capture that a new watch counts as known. While a
// run is at work its captures come into the catalogue before its releases do:
// then it is what was there when the run began.
func (a *app) knownUntil(ctx context.Context, db *catalog.DB) (time.Time, error) {
	if db == nil {
		return time.Time{}, nil
	}
	until := a.now()
	unlock, err := a.lock()
	var held *exitError
	switch {
	case err == nil:
		defer unlock()
	case errors.As(err, &held) && held.code == exitLocked:
		if until, err = a.lastBegan(); err != nil {
			return time.Time{}, err
		}
	default:
		return time.Time{}, err
	}
	return db.NewestCapture(ctx, until)
}

// lastBegan is when the last run began, by the folder it has made.
func (a *app) lastBegan() (time.Time, error) {
	entries, err := os.ReadDir(filepath.Join(a.home(), "runs"))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return time.Time{}, fmt.Errorf("read runs: %w", err)
	}
	for i := len(entries) - 1; i >= 0; i-- {
		if at, err := time.Parse(runForm, entries[i].Name()); err == nil {
			return at, nil
		}
	}
	return time.Time{}, nil
}

// watchError tells a mistake in the call from a failure.
func watchError(err error) error {
	for _, mistake := range []error{watch.ErrName, watch.ErrTaken, watch.ErrUnknown} {
		if errors.Is(err, mistake) {
			return &exitError{exitUsage, err}
		}
	}
	return err
}

func (a *app) watchList(asJSON bool) error {
	all, err := watch.Load(a.stateDir())
	if err != nil {
		return err
	}
	if asJSON {
		enc := jsonLines(a.stdout)
		for _, w := range all {
			line := struct {
				watch.Watch
				Search string `json:"search"`
				Feed   string `json:"feed"`
			}{w, w.String(), a.feed(w.Name)}
			if err := enc.Encode(line); err != nil {
				return fmt.Errorf("write watches: %w", err)
			}
		}
		return nil
	}
	if len(all) == 0 {
		fmt.Fprintln(a.stderr, "No watch yet: communique watch add QUERY saves a search.")
	}
	var rows [][]string
	for _, w := range all {
		rows = append(rows, []string{w.Name, printable(w.String()), "since " + w.Added.Format(time.DateOnly)})
	}
	return a.columns(nil, rows)
}

func (a *app) watchRemove(name string) error {
	if err := watch.Remove(a.stateDir(), name); err != nil {
		return watchError(err)
	}
	return watch.RemoveFeed(a.feedsDir(), name)
}

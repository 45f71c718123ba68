package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/user"
	"strings"

	"github.com/spf13/cobra"

	"communique/archive"
	"communique/internal/catalog"
	"communique/internal/ingest"
	"communique/internal/restrict"
	"communique/internal/watch"
)

type restrictFlags struct {
	why        string
	list, json bool
}

func (a *app) restrictCmd() *cobra.Command {
	var f restrictFlags
	cmd := &cobra.Command{
		Use:   "restrict [ID]",
		Short: "Take a release out of search, exports and datasets; its bytes stay",
		Long: "restrict takes a release out of search, export, pack and show, from the same moment on and in\n" +
			"every process. An export has a tombstone in its place: its id, its site, and that it is\n" +
			"restricted. Nothing is deleted: its bytes stay in the archive, and proofs of them hold. Who took\n" +
			"it out, when and why is kept in state/restrictions.jsonl, which a rebuild never forgets.\n\n" +
			"A release that is gone from the web is held in the same way until somebody has looked at it:\n" +
			"restrict it, or say with lift that its copy may stay public.",
		Example: "  communique restrict amnesty-fr:9f2c51d07ab3e864 --why 'asked for by the family of a witness'\n" +
			"  communique restrict --list\n  communique lift amnesty-fr:9f2c51d07ab3e864 --why 'published again by themselves'",
		Args: func(cmd *cobra.Command, args []string) error {
			if f.list && len(args) > 0 {
				return fmt.Errorf("--list takes no release")
			}
			if f.list {
				return nil
			}
			return one("one release (an id, the beginning of its hexadecimal part, or an address), or --list")(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case f.list:
				return a.listWithheld(cmd.Context(), f.json)
			case f.json:
				return usage("--json goes with --list")
			}
			return a.decide(cmd.Context(), args[0], restrict.Restrict, f.why)
		},
	}
	cmd.Flags().StringVar(&f.why, "why", "", "the reason, in a sentence that somebody can understand in ten years")
	cmd.Flags().BoolVar(&f.list, "list", false, "list what is not shown: held releases, which wait for a decision, then restricted ones")
	cmd.Flags().BoolVar(&f.json, "json", false, "with --list: one JSON object a line")
	return cmd
}

func (a *app) liftCmd() *cobra.Command {
	var why string
	cmd := &cobra.Command{
		Use:   "lift ID",
		Short: "Show a restricted release again, or one that is held",
		Long: "lift undoes restrict. Of a release that is gone from the web, and therefore held, it says that\n" +
			"somebody has looked at it and that its archived copy may stay public.",
		Example: "  communique lift amnesty-fr:9f2c51d07ab3e864 --why 'looked at: no names, the site was rebuilt'",
		Args:    one("one release: an id, the beginning of its hexadecimal part, or an address"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.decide(cmd.Context(), args[0], restrict.Lift, why)
		},
	}
	cmd.Flags().StringVar(&why, "why", "", "the reason, in a sentence that somebody can understand in ten years")
	return cmd
}

// decide writes a decision. It needs no lock: a crawl may run for hours, and a
// restriction cannot wait for it.
func (a *app) decide(ctx context.Context, ref, action, why string) error {
	if why = strings.Join(strings.Fields(why), " "); why == "" { // one line, as it is listed
		return usage("say why, with --why: it is kept with the decision")
	}
	db, r, err := a.find(ctx, ref)
	if err != nil {
		return err
	}
	defer db.Close()
	if err := undecided(ctx, db, r, action); err != nil {
		return err
	}
	if err := db.Decide(ctx, r, restrict.Decision{Time: a.now(), Action: action, Why: why, By: who()}); err != nil {
		return err
	}
	switch {
	case action == restrict.Restrict:
		fmt.Fprintf(a.stderr, "restricted %s: no search, export, pack or show gives it any more. Its bytes stay in the archive.\nTo undo: communique lift %s --why …\n", r.ID, r.ID)
	case r.Status == archive.StatusRestricted:
		fmt.Fprintf(a.stderr, "lifted: %s is shown again\n", r.ID)
	default:
		fmt.Fprintf(a.stderr, "looked at: %s is gone from the web, and its archived copy is public again\n", r.ID)
	}
	// A feed is read by others at any hour: it does not wait for the next run.
	return errors.Join(watch.WriteFeeds(ctx, a.stateDir(), a.feedsDir(), db), a.indexDecision(ctx))
}

// undecided refuses a decision that would change nothing.
func undecided(ctx context.Context, db *catalog.DB, r archive.Release, action string) error {
	w, withheld, err := db.Withholding(ctx, r)
	switch {
	case err != nil:
		return err
	case action == restrict.Lift && !withheld:
		return fmt.Errorf("%s is neither restricted nor held: there is nothing to lift", r.ID)
	case action == restrict.Restrict && r.Status == archive.StatusRestricted:
		return fmt.Errorf("%s is restricted already, since %s by %s: %s", r.ID, archive.Timestamp(w.Since), deref(w.By, "?"), deref(w.Why, ""))
	}
	return nil
}

// indexDecision brings the search index up to date, unless a run is at it: that
// run does so when it ends, and until then a search passes over the hit.
func (a *app) indexDecision(ctx context.Context) error {
	unlock, err := a.lock()
	var held *exitError
	if errors.As(err, &held) && held.code == exitLocked {
		fmt.Fprintln(a.stderr, "another run holds the archive: the decision counts from now on, and that run or the next brings the search index up to date")
		return nil
	}
	if err != nil {
		return err
	}
	defer unlock()
	db, err := catalog.Open(ctx, a.catalogPath(), a.now)
	if err != nil {
		return err
	}
	p := ingest.Pipeline{Catalog: db, IndexDir: a.indexDir(), Now: a.now}
	return errors.Join(p.UpdateIndex(ctx), db.Close())
}

// who is the user who decides, by the system's name for them.
func who() string {
	if u, err := user.Current(); err == nil && u.Username != "" {
		return u.Username
	}
	return fmt.Sprintf("user %d", os.Getuid())
}

func (a *app) listWithheld(ctx context.Context, asJSON bool) error {
	db, err := a.readCatalog(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	all, err := db.Withheld(ctx)
	if err != nil {
		return err
	}
	enc, s := jsonLines(a.stdout), a.style(a.stdout)
	for _, w := range all {
		switch {
		case asJSON:
			if err := enc.Encode(w); err != nil {
				return err
			}
		case w.Why == nil:
			fmt.Fprintf(a.stdout, "%s  %s  gone from the web, last seen %s: waits for a decision\n    %s\n", s.bold("held      "), s.cyan(w.ID), archive.Timestamp(w.Since), printable(w.URL))
		default:
			fmt.Fprintf(a.stdout, "%s  %s  since %s by %s: %s\n    %s\n", s.bold("restricted"), s.cyan(w.ID), archive.Timestamp(w.Since), printable(*w.By), printable(*w.Why), printable(w.URL))
		}
	}
	if len(all) == 0 {
		fmt.Fprintln(a.stderr, "Everything is shown: no release is restricted, and none is held.")
	}
	return nil
}

// sayHeld tells that releases are missing from what was asked for, and what to
// do.
func (a *app) sayHeld(ctx context.Context, db *catalog.DB) error {
	n, err := db.Held(ctx)
	if err != nil || n == 0 {
		return err
	}
	verb := "are"
	if n == 1 {
		verb = "is"
	}
	fmt.Fprintf(a.stderr, "%s gone from the web %s held, and not shown until a person decides: communique restrict --list names them; then restrict ID --why …, or lift ID --why …\n", plural(n, "release"), verb)
	return nil
}

package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"communique/internal/demosite"
	"communique/internal/site"
)

// demoBase is where the demo's publisher says it is. The demo's dialer leads
// every name to loopback, so nothing leaves the machine; ".example" is nobody's
// (RFC 2606), so that no invented sentence stands under a real address.
const demoBase = "http://www.amnesty.example"

func (a *app) demoCmd() *cobra.Command {
	var keep bool
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "See the whole story, offline, in a throw-away home",
		Long: "demo serves a small publisher's site on loopback, with releases invented for the purpose, and\n" +
			"lives two nights with it: crawl, look at a record, search, export; then a second night on\n" +
			"which one release is new, one was edited and one is gone.\n\n" +
			"The home is a throw-away one, whatever $COMMUNIQUE_HOME says. --keep leaves it, and --home DIR\n" +
			"makes it there: a new folder, or an empty one.",
		Example: "  communique demo\n  communique demo --keep\n  communique demo --home try",
		Args:    none,
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.demo(cmd.Context(), keep) },
	}
	cmd.Flags().BoolVar(&keep, "keep", false, "keep the home, to look around in afterwards")
	return cmd
}

func (a *app) demo(ctx context.Context, keep bool) error {
	home, err := a.demoHome()
	if err != nil {
		return err
	}
	if keep = keep || a.homeFlag != ""; !keep {
		defer os.RemoveAll(home)
	}
	publisher, stop, err := a.publish()
	if err != nil {
		return err
	}
	defer stop()
	d := &demo{app: a, home: home, s: a.style(a.stdout), start: a.now()}
	if err := d.writeProfile(); err != nil {
		return err
	}
	if err := d.tell(ctx, publisher); err != nil {
		return d.broken(ctx, err, keep)
	}
	fmt.Fprintf(a.stdout, "\nThe end, after %.1f seconds.\n", a.now().Sub(d.start).Seconds())
	if keep {
		fmt.Fprintln(a.stdout, "The publisher is gone, so crawling cannot be repeated; all else can, in the home that is kept:")
		fmt.Fprintf(a.stdout, "export COMMUNIQUE_HOME=%s\n", home)
	} else {
		fmt.Fprintln(a.stdout, "The home is gone; communique demo --keep leaves it for you to look around in.")
	}
	return nil
}

// demoHome makes the home. One that is named is not to have anything in it: the
// demo's releases are invented.
func (a *app) demoHome() (string, error) {
	if a.homeFlag == "" {
		home, err := os.MkdirTemp("", "communique-demo-")
		if err != nil {
			return "", fmt.Errorf("make a throw-away home: %w", err)
		}
		return home, nil
	}
	entries, err := os.ReadDir(a.homeFlag)
	if len(entries) > 0 {
		return "", usage("--home %s is not empty, and the demo's releases are invented: name a new folder", a.homeFlag)
	}
	if errors.Is(err, fs.ErrNotExist) {
		err = os.MkdirAll(a.homeFlag, 0o755)
	}
	if err != nil {
		return "", fmt.Errorf("make the demo's home: %w", err)
	}
	home, err := filepath.Abs(a.homeFlag)
	if err != nil {
		return "", fmt.Errorf("make the demo's home: %w", err)
	}
	return home, nil
}

// broken says of a story that was interrupted what is left of it.
func (d *demo) broken(ctx context.Context, err error, keep bool) error {
	switch {
	case ctx.Err() == nil:
		return err
	case keep:
		return &exitError{exitInterrupted, fmt.Errorf("interrupted; what was done is kept in %s", d.home)}
	}
	return &exitError{exitInterrupted, errors.New("interrupted; the throw-away home is gone")}
}

// publish serves the demo's site and leads the crawler to it.
func (a *app) publish() (*demosite.Site, func(), error) {
	publisher, err := demosite.New(demoBase, 1)
	if err != nil {
		return nil, nil, err
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, nil, fmt.Errorf("serve the demo's site: %w", err)
	}
	server := &http.Server{Handler: publisher, ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = server.Serve(l) }() // ends with Close, below
	a.dial = func(ctx context.Context, network, _ string) (net.Conn, error) {
		var d net.Dialer
		return d.DialContext(ctx, network, l.Addr().String())
	}
	return publisher, func() { _ = server.Close() }, nil
}

// demo is the story while it is told.
type demo struct {
	*app
	home  string
	s     style
	start time.Time
	step  int
}

// writeProfile makes a user's profile of the built-in one of amnesty.fr, whose
// structure the demo's site has.
func (d *demo) writeProfile() error {
	set, err := site.Load("", nil)
	if err != nil {
		return err
	}
	p, err := set.ByID("amnesty-fr")
	if err != nil {
		return err
	}
	yaml := strings.NewReplacer(
		"id: amnesty-fr", "id: demo",
		"tried: "+p.Tried, "tried: on the demo's site, which is served on loopback",
		"https://www.amnesty.fr", demoBase,
		"www.amnesty.fr", "www.amnesty.example",
		"amnesty.fr", "amnesty.example",
	).Replace(string(p.YAML))
	dir := filepath.Join(d.home, "sites")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("write the demo's profile: %w", err)
	}
	if err := os.WriteFile(filepath.Join(dir, "demo.yaml"), []byte(yaml), 0o644); err != nil {
		return fmt.Errorf("write the demo's profile: %w", err)
	}
	return nil
}

func (d *demo) tell(ctx context.Context, publisher *demosite.Site) error {
	crawl := []string{"crawl", "demo", "--contact", "you@university.example", "--allow-private"}
	d.say("A publisher is on loopback. One night: ask politely, keep the bytes, read, index.")
	if err := d.command(ctx, crawl...); err != nil {
		return err
	}
	d.say("Search, without accents: repression finds «répression».")
	if err := d.command(ctx, "search", "repression", "--limit", "3"); err != nil {
		return err
	}
	d.say("One record: its text, who is quoted, and where its bytes are.")
	edited := demoBase + demosite.EditedPath
	if err := d.command(ctx, "show", edited); err != nil {
		return err
	}
	d.say("Everything as data, a JSON object a line; here the quotations of one person.")
	if err := d.command(ctx, "export", "--of", "quotes", "--speaker", "Valombre", "--limit", "1"); err != nil {
		return err
	}
	d.say("The second night: one release is new, one was edited, one is gone.")
	if err := publisher.SetNight(2); err != nil {
		return err
	}
	if err := d.command(ctx, crawl...); err != nil {
		return err
	}
	d.say("Both versions of the edited release are kept.")
	if err := d.command(ctx, "show", edited, "--versions"); err != nil {
		return err
	}
	d.say("Every byte is read again: digests, catalogue, index, and the signed log of both nights.")
	if err := d.command(ctx, "verify"); err != nil {
		return err
	}
	d.say("Catalogue and index are made of the WARC files alone, and can be made again.")
	return d.command(ctx, "rebuild", "--check")
}

// say begins the next step.
func (d *demo) say(format string, args ...any) {
	d.step++
	fmt.Fprintf(d.stdout, "\n%s %s\n", d.s.green(fmt.Sprintf("%d.", d.step)), d.s.bold(fmt.Sprintf(format, args...)))
}

// command prints what a user would type, and does it. Messages go where the
// data goes, so that the story reads in order.
func (d *demo) command(ctx context.Context, args ...string) error {
	var shown []string
	for _, arg := range args {
		if arg != "--allow-private" {
			shown = append(shown, arg)
		}
	}
	fmt.Fprintf(d.stdout, "%s\n\n", d.s.cyan("   $ communique "+strings.Join(shown, " ")))
	inner := &app{stdin: d.stdin, stdout: d.stdout, stderr: d.stdout, now: d.now, dial: d.dial}
	err := inner.run(ctx, append(args, "--home", d.home))
	var exit *exitError
	if errors.As(err, &exit) && exit.err == nil {
		return nil // a partly failed crawl has said so itself
	}
	return err
}

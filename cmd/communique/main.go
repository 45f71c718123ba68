// Command communique keeps an archive of what human-rights organisations
// publish, and makes it searchable, quotable and citable.
//
// This file has the list of commands and the exit codes; each command is a
// file of its own. Data goes to standard output, messages to standard error.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"communique/archive/warc"
)

// Exit codes. Where several apply, the order is 130, 1, 75, 4, 3.
const (
	exitFailed      = 1
	exitUsage       = 2
	exitPartly      = 3   // some pages or sites failed
	exitDrift       = 4   // a site stopped yielding
	exitLocked      = 75  // another run holds the lock
	exitInterrupted = 130 // SIGINT or SIGTERM
)

// exitError carries an exit code. A nil err means that all has been said.
type exitError struct {
	code int
	err  error
}

func (e *exitError) Error() string {
	if e.err == nil {
		return fmt.Sprintf("exit %d", e.code)
	}
	return e.err.Error()
}

func (e *exitError) Unwrap() error { return e.err }

// app is what the commands share: the streams, the clock and the global flags.
type app struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	now            func() time.Time
	// dial replaces the crawler's dialer; only demo and the tests set it.
	dial func(ctx context.Context, network, addr string) (net.Conn, error)
	// limits bound each answer in time and size; only tests set them.
	limits warc.TransportOptions
	// pause takes the place of firstPause; only the tests set it.
	pause time.Duration

	homeFlag string
	logLevel string
	started  bool   // a command's own code ran: errors are no longer those of usage
	command  string // as it was called, "communique search"
}

func main() {
	a := &app{stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, now: time.Now}
	os.Exit(a.main(os.Args[1:]))
}

// main runs one command line to its exit code.
func (a *app) main(args []string) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	// «| head» closes the pipe when it has read all it wants: an error to end
	// with, in order, and not a signal to die of.
	signal.Ignore(syscall.SIGPIPE)
	out := &output{Writer: a.stdout}
	a.stdout = out
	err := a.run(ctx, args)
	if err == nil {
		err = out.err
	}
	var own *exitError
	if ctx.Err() != nil && err != nil && !(errors.As(err, &own) && own.code == exitInterrupted) {
		fmt.Fprintln(a.stderr, "communique: interrupted; what was done is kept, and the next run goes on from there")
		return exitInterrupted
	}
	return a.report(err)
}

func (a *app) run(ctx context.Context, args []string) error {
	a.started = false
	root := a.root()
	root.SetArgs(args)
	called, err := root.ExecuteContextC(ctx)
	a.command = called.CommandPath()
	return err
}

// report says what went wrong, once, and gives the exit code.
func (a *app) report(err error) int {
	if err == nil || errors.Is(err, syscall.EPIPE) {
		return 0 // «| head» has read all it wants
	}
	var exit *exitError
	if errors.As(err, &exit) {
		if exit.err != nil {
			fmt.Fprintln(a.stderr, "communique:", exit.err)
		}
		return exit.code
	}
	fmt.Fprintln(a.stderr, "communique:", err)
	if !a.started {
		fmt.Fprintf(a.stderr, "Try: %s --help\n", a.command)
		return exitUsage
	}
	return exitFailed
}

func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "communique",
		Short: "Keep, search and cite what human-rights organisations publish",
		Long: "communique archives the press releases of human-rights organisations every night, as the\n" +
			"exact bytes their servers sent, reads structured records out of them, and makes those\n" +
			"searchable, quotable and citable.",
		Example:           "  communique demo\n  communique crawl amnesty-fr --contact you@university.example\n  communique search 'liberté d’expression'",
		Version:           version(),
		SilenceErrors:     true,
		SilenceUsage:      true,
		PersistentPreRunE: func(*cobra.Command, []string) error { return a.checkGlobals() },
	}
	root.SetVersionTemplate("communique {{.Version}}\n")
	root.SetIn(a.stdin)
	root.SetOut(a.stdout)
	root.SetErr(a.stderr)
	root.PersistentFlags().StringVar(&a.homeFlag, "home", "", "folder of the archive (default $COMMUNIQUE_HOME, else $XDG_DATA_HOME/communique)")
	root.PersistentFlags().StringVar(&a.logLevel, "log-level", "warn", "what to say on standard error: debug, info, warn, error")
	root.AddCommand(a.demoCmd(), a.crawlCmd(), a.nightlyCmd(), a.statusCmd(), a.searchCmd(), a.similarCmd(), a.showCmd(), a.exportCmd(), a.extractCmd(),
		a.importCmd(), a.backfillCmd(), a.packCmd(), a.rebuildCmd(), a.verifyCmd(), a.proofCmd(), a.keysCmd(), a.sitesCmd(),
		a.restrictCmd(), a.liftCmd(), a.watchCmd(), a.datasetCmd(), a.manCmd())
	root.SetFlagErrorFunc(flagError)
	strictHelp(root)
	a.complete(root)
	a.markStart(root)
	return root
}

// markStart notes when a command's own code begins: what cobra refuses before
// is a mistake in the call.
func (a *app) markStart(cmd *cobra.Command) {
	for _, c := range cmd.Commands() {
		a.markStart(c)
		if own := c.RunE; own != nil {
			c.RunE = func(cmd *cobra.Command, args []string) error {
				a.started = true
				return own(cmd, args)
			}
		}
	}
}

// usage marks a mistake in how a command was called.
func usage(format string, args ...any) error {
	return &exitError{exitUsage, fmt.Errorf(format, args...)}
}

// checkGlobals looks at the flags that every command takes.
func (a *app) checkGlobals() error {
	if _, err := a.level(); err != nil {
		return err
	}
	if a.homeFlag == "" && os.Getenv("COMMUNIQUE_HOME") == "" && os.Getenv("XDG_DATA_HOME") == "" && os.Getenv("HOME") == "" {
		return usage("nothing says where the archive is: give --home DIR or set $COMMUNIQUE_HOME")
	}
	if info, err := os.Stat(a.home()); err == nil && !info.IsDir() {
		return usage("the home %s is a file: give a folder with --home", a.home())
	}
	return nil
}

// level reads --log-level.
func (a *app) level() (slog.Level, error) {
	var l slog.Level
	if err := l.UnmarshalText([]byte(a.logLevel)); err != nil {
		return 0, usage("--log-level %q is none of debug, info, warn, error", a.logLevel)
	}
	return l, nil
}

package main

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/adrg/xdg"
	"github.com/spf13/cobra"

	"communique/internal/systemd"
)

// installFlags are those with which nightly does not run, but sees to it that
// it will be run.
type installFlags struct {
	systemd, system, print, crontab, force bool
	at                                     string
}

func (f *installFlags) register(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&f.systemd, "install-systemd", false, "do not run: install a systemd service and timer of yours that run it every night")
	cmd.Flags().BoolVar(&f.system, "system", false, "with --install-systemd: the system's, which run as a user of their own; its group can read the archive")
	cmd.Flags().BoolVar(&f.print, "print", false, "with --install-systemd: print the files, and write none")
	cmd.Flags().BoolVar(&f.force, "force", false, "with --install-systemd: replace files that are there with another content")
	cmd.Flags().BoolVar(&f.crontab, "print-crontab", false, "do not run: print a crontab line that runs it every night")
	cmd.Flags().StringVar(&f.at, "at", "03:15", "with --install-systemd and --print-crontab: the time of day")
}

// asked: the flags say not to run.
func (f *installFlags) asked() bool { return f.systemd || f.crontab }

func (f *installFlags) check() error {
	switch {
	case f.systemd && f.crontab:
		return usage("--install-systemd or --print-crontab: one of them runs it every night, both would twice")
	case !f.systemd && (f.system || f.print || f.force):
		return usage("--system, --print and --force go with --install-systemd")
	}
	if _, err := time.Parse("15:04", f.at); err != nil {
		return usage("--at %q is no time of day such as 03:15", f.at)
	}
	return nil
}

// installSystemd writes the units, or prints them or the crontab line. contact
// is that of --contact, and maxTime the time a run may take.
func (a *app) installSystemd(f installFlags, contact string, maxTime time.Duration) error {
	if err := f.check(); err != nil {
		return err
	}
	job, err := a.job(f, contact, maxTime)
	if err != nil {
		return err
	}
	if f.crontab {
		line, err := systemd.Crontab(job)
		if err != nil {
			return err
		}
		fmt.Fprintln(a.stdout, line)
		fmt.Fprintln(a.stderr, "Put this line into your crontab: crontab -e")
		return nil
	}
	files, err := systemd.User(job, xdg.ConfigHome)
	if f.system {
		files, err = systemd.System(job)
	}
	if err != nil {
		return &exitError{exitUsage, err}
	}
	if f.print {
		for _, file := range files {
			fmt.Fprintf(a.stdout, "# %s\n%s\n", file.Path, file.Text)
		}
		return nil
	}
	switch err := systemd.Install("/", files, f.force); {
	case errors.Is(err, systemd.ErrChanged):
		return fmt.Errorf("%w: look at --print, and replace it with --force", err)
	case errors.Is(err, os.ErrPermission):
		return fmt.Errorf("%w: run it as root (sudo)", err)
	case err != nil:
		return err
	}
	a.tellInstalled(f, files)
	return nil
}

// job is what the units run. Without a contact nothing would be crawled, and
// the failure would come at night.
func (a *app) job(f installFlags, contact string, maxTime time.Duration) (systemd.Job, error) {
	if _, _, err := a.userAgent(contact); err != nil {
		return systemd.Job{}, err
	}
	c, err := a.config()
	if err != nil {
		return systemd.Job{}, err
	}
	job := systemd.Job{MaxTime: maxTime, At: f.at, Contact: cmp.Or(contact, os.Getenv("COMMUNIQUE_CONTACT"))}
	if f.system { // its home is another, where there is no config.yaml yet
		job.Contact = cmp.Or(job.Contact, c.Contact)
	}
	if job.Program, err = os.Executable(); err == nil {
		job.Program, err = filepath.EvalSymlinks(job.Program)
	}
	if err == nil {
		job.Home, err = filepath.Abs(a.home())
	}
	if err == nil && strings.Contains(job.Program, "/go-build") && strings.Contains(job.Program, "/exe/") {
		err = errors.New("this program was made by go run and is gone tomorrow: go install it first, and run that one")
	}
	if err != nil {
		return job, fmt.Errorf("find out what to run: %w", err)
	}
	return job, nil
}

// tellInstalled says what was written, and what is left to do: starting
// services is the user's decision.
func (a *app) tellInstalled(f installFlags, files []systemd.File) {
	for _, file := range files {
		fmt.Fprintln(a.stdout, file.Path)
	}
	next := []string{
		"systemctl --user daemon-reload",
		"systemctl --user enable --now " + systemd.Name + ".timer",
		"loginctl enable-linger            # to run also when you are not logged in",
	}
	if f.system {
		next = []string{
			"systemd-sysusers",
			"systemctl daemon-reload",
			"systemctl enable --now " + systemd.Name + ".timer",
			"usermod -aG communique YOU        # whoever is to read the archive, in " + systemd.SystemHome,
		}
	}
	fmt.Fprintln(a.stderr, "Nothing runs yet. Next:")
	for _, line := range next {
		fmt.Fprintln(a.stderr, "  "+line)
	}
}

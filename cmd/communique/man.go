package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
)

// manCmd writes the man pages, for packagers: they are made from the commands,
// so that they cannot say anything else.
func (a *app) manCmd() *cobra.Command {
	return &cobra.Command{
		Use:     "man DIR",
		Short:   "Write the man pages, one a command",
		Example: "  communique man ~/.local/share/man/man1",
		Args:    one("the folder for the pages"),
		Hidden:  true,
		RunE:    func(cmd *cobra.Command, args []string) error { return a.writeMan(cmd.Root(), args[0]) },
	}
}

func (a *app) writeMan(root *cobra.Command, dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("man pages: %w", err)
	}
	root.DisableAutoGenTag = true // it is the day of writing
	verbatim(root)
	date := manDate()
	header := &doc.GenManHeader{Section: "1", Date: &date, Source: "communique " + number, Manual: "User Commands"}
	if err := doc.GenManTree(root, header, dir); err != nil {
		return fmt.Errorf("man pages: %w", err)
	}
	if err := appendTo(filepath.Join(dir, "communique.1"), moreInMan); err != nil {
		return err
	}
	pages, err := fs.Glob(os.DirFS(dir), "communique*.1")
	if err != nil {
		return err
	}
	fmt.Fprintf(a.stderr, "%d man pages in %s\n", len(pages), dir)
	return nil
}

// verbatim fences the indented paragraphs of all help texts: cobra's man pages
// are made from Markdown, which would set a table as running text.
func verbatim(cmd *cobra.Command) {
	paragraphs := strings.Split(cmd.Long, "\n\n")
	for i, p := range paragraphs {
		if !slices.ContainsFunc(strings.Split(p, "\n"), func(line string) bool { return !strings.HasPrefix(line, "  ") }) {
			paragraphs[i] = "```\n" + p + "\n```"
		}
	}
	cmd.Long = strings.Join(paragraphs, "\n\n")
	for _, c := range cmd.Commands() {
		verbatim(c)
	}
}

// moreInMan is what the page of the program says beyond its commands.
const moreInMan = `.SH EXIT STATUS
.TP
.B 0
done
.TP
.B 1
failed; of a night also that no site answered at all
.TP
.B 2
wrong usage
.TP
.B 3
partly done: some pages or sites failed, or somebody could not be told of the night
.TP
.B 4
a site stopped yielding
.TP
.B 75
another run holds the lock
.TP
.B 130
interrupted
.PP
Where several apply: 130, 1, 75, 4, 3, in that order.
.SH ENVIRONMENT
.TP
.B COMMUNIQUE_HOME
the folder of the archive, where \-\-home does not name it
.TP
.B COMMUNIQUE_CONTACT
address or e-mail for the administrators of the sites, where \-\-contact does not name it
.TP
.B NO_COLOR
no colours
`

func appendTo(path, text string) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_APPEND, 0)
	if err != nil {
		return fmt.Errorf("man pages: %w", err)
	}
	_, err = f.WriteString(text)
	if err := errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("man pages: %w", err)
	}
	return nil
}

// manDate is that of the revision, so that the same program writes the same
// pages; where it is not known, the beginning of the year of the first one.
func manDate() time.Time {
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if at, err := time.Parse(time.RFC3339, s.Value); s.Key == "vcs.time" && err == nil {
				return at.UTC()
			}
		}
	}
	return time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
}

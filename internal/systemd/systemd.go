// Package systemd writes the units that run communique every night.
//
// There are two sets. The user's run in the user's own manager and keep the
// archive in the user's home. The system's run as a user of their own, whose
// home its group can read: researchers who are in the group communique search
// and export, and cannot change a byte.
package systemd

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/template"
	"time"

	"github.com/google/renameio/v2"
)

// Name is that of the units, without .service and .timer.
const Name = "communique-nightly"

// SystemHome is where the system's units keep the archive.
const SystemHome = "/var/lib/communique"

// ErrChanged says that a file is there already and has another content.
var ErrChanged = errors.New("it is there already, with another content")

//go:embed units/*.tmpl
var templates embed.FS

// Job is what is to be run.
type Job struct {
	Program string        // absolute path
	Home    string        // of the archive, absolute; the system's units have their own
	Contact string        // address or e-mail; "": it stands in the home's config.yaml
	MaxTime time.Duration // after which the run stops by itself
	At      string        // local time of day, "03:15"
}

// File is a file to be installed.
type File struct {
	Path string
	Text string
}

// User gives the files of the user's manager, whose configuration is in dir
// ($XDG_CONFIG_HOME).
func User(j Job, dir string) ([]File, error) {
	at := filepath.Join(dir, "systemd", "user", Name)
	return files(j, map[string]string{at + ".service": "user.service.tmpl", at + ".timer": "timer.tmpl"})
}

// System gives the files of the system's manager: below /etc.
func System(j Job) ([]File, error) {
	for _, home := range []string{"/home/", "/root/", "/run/user/"} {
		if strings.HasPrefix(filepath.Clean(j.Program)+"/", home) {
			return nil, fmt.Errorf("the program is %s, and the unit does not see the homes of users: copy it to /usr/local/bin and run that", j.Program)
		}
	}
	j.Home = SystemHome
	const at = "/etc/systemd/system/" + Name
	return files(j, map[string]string{
		"/etc/sysusers.d/communique.conf": "sysusers.tmpl", at + ".service": "system.service.tmpl", at + ".timer": "timer.tmpl",
	})
}

// slack is how much longer than MaxTime a run may take to end in order, before
// it is killed: it reads what it fetched, and indexes it.
const slack = time.Hour

func files(j Job, from map[string]string) ([]File, error) {
	if err := j.check(); err != nil {
		return nil, err
	}
	t, err := template.New("").Funcs(template.FuncMap{"word": word}).ParseFS(templates, "units/*.tmpl")
	if err != nil {
		return nil, fmt.Errorf("units: %w", err)
	}
	data := struct {
		Job
		Args    string
		Timeout int // seconds
	}{Job: j, Args: strings.Join(j.args(word), " "), Timeout: int((j.MaxTime + slack) / time.Second)}
	var all []File
	for _, path := range slices.Sorted(maps.Keys(from)) {
		var out bytes.Buffer
		if err := t.ExecuteTemplate(&out, from[path], data); err != nil {
			return nil, fmt.Errorf("unit %s: %w", path, err)
		}
		all = append(all, File{path, out.String()})
	}
	return all, nil
}

func (j Job) check() error {
	if !filepath.IsAbs(j.Program) || !filepath.IsAbs(j.Home) {
		return fmt.Errorf("units: %q and %q are no absolute paths", j.Program, j.Home)
	}
	if _, err := time.Parse("15:04", j.At); err != nil {
		return fmt.Errorf("units: %q is no time of day such as 03:15", j.At)
	}
	for _, s := range []string{j.Program, j.Home, j.Contact} {
		if strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r == 0x7f }) {
			return fmt.Errorf("units: %q has a control character in it", s)
		}
	}
	return nil
}

// args is the command line, each word quoted.
func (j Job) args(quote func(string) string) []string {
	return []string{quote(j.Program), "nightly", "--home", quote(j.Home), "--max-time", short(j.MaxTime)}
}

// short is a duration without its noughts.
func short(d time.Duration) string {
	s := d.String()
	if strings.HasSuffix(s, "m0s") {
		s = strings.TrimSuffix(s, "0s")
	}
	if strings.HasSuffix(s, "h0m") {
		s = strings.TrimSuffix(s, "0m")
	}
	return s
}

// word quotes a word of a unit file (systemd.service(5), "COMMAND LINES", and
// systemd.syntax(7)): no specifier, no variable, no blank has a meaning in it.
func word(s string) string {
	s = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "%", "%%", "$", "$$").Replace(s)
	if strings.ContainsAny(s, " \t'\"\\;#") {
		return `"` + s + `"`
	}
	return s
}

// Crontab is the line that does the same from a crontab.
func Crontab(j Job) (string, error) {
	if err := j.check(); err != nil {
		return "", err
	}
	at, _ := time.Parse("15:04", j.At) // check has parsed it
	line := strings.Join(j.args(shell), " ")
	if j.Contact != "" {
		line = "COMMUNIQUE_CONTACT=" + shell(j.Contact) + " " + line
	}
	// cron takes an unescaped % for the end of the line.
	return fmt.Sprintf("%d %d * * *  %s", at.Minute(), at.Hour(), strings.ReplaceAll(line, "%", `\%`)), nil
}

// shell quotes a word for sh.
func shell(s string) string {
	if s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-+@:%") == "" {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

// Install writes the files below root ("/" but in tests). A file that is there
// with another content is ErrChanged, and nothing is written then, unless
// force.
func Install(root string, files []File, force bool) error {
	for _, f := range files {
		path := filepath.Join(root, f.Path)
		have, err := os.ReadFile(path)
		switch {
		case errors.Is(err, fs.ErrNotExist), force && err == nil:
		case err != nil:
			return fmt.Errorf("look at what is there: %w", err)
		case string(have) != f.Text:
			return fmt.Errorf("%s: %w", path, ErrChanged)
		}
	}
	for _, f := range files {
		path := filepath.Join(root, f.Path)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return fmt.Errorf("install: %w", err)
		}
		if err := renameio.WriteFile(path, []byte(f.Text), 0o644); err != nil {
			return fmt.Errorf("install: %w", err)
		}
	}
	return nil
}

// Package watch keeps saved searches and decides what of tonight each has to
// tell.
//
// What is news to a watch follows from the dates of captures: a release first
// seen after the watch's mark is new, one whose present version was captured
// after it is changed. The mark is the newest capture that the watch was asked
// about. Nothing depends on which run read a page: what a night that died had
// archived is told by the next, and a rebuild or another extractor, which
// change records but not captures, tell nothing again. What is imported with
// older dates is no news.
//
// Two files in the home's state/:
//
//	watches.yaml   the saved searches, as people made them (watch.go)
//	told.json      the mark of each, and its last notices (told.go)
package watch

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/gofrs/flock"
	"github.com/google/renameio/v2"
	"go.yaml.in/yaml/v4"

	"communique/index"
)

const (
	listName = "watches.yaml"
	lockName = "watches.lock"
)

var (
	// ErrTaken: there is a watch of that name.
	ErrTaken = errors.New("there is a watch of that name already")
	// ErrUnknown: there is no watch of that name.
	ErrUnknown = errors.New("no such watch")
	// ErrName: the name cannot be that of a file.
	ErrName = errors.New("a name has lower-case letters, digits, - and _, and begins with a letter or digit (64 at most)")
)

// Watch is a saved search: a query and the filters of a search.
type Watch struct {
	Name      string    `yaml:"name" json:"name"`
	Query     string    `yaml:"query" json:"query"`
	Lang      string    `yaml:"lang,omitempty" json:"lang"`
	Sites     []string  `yaml:"sites,omitempty" json:"sites"`
	Countries []string  `yaml:"countries,omitempty" json:"countries"`
	Kinds     []string  `yaml:"kinds,omitempty" json:"kinds"`
	Speaker   string    `yaml:"speaker,omitempty" json:"speaker"`
	Since     string    `yaml:"since,omitempty" json:"since"` // day of publication
	Until     string    `yaml:"until,omitempty" json:"until"`
	Added     time.Time `yaml:"added" json:"added"`
	After     time.Time `yaml:"after" json:"after"` // captures until then are no news to it
}

// New makes a watch of a request. After is the newest capture that the user
// could have searched.
func New(name string, r index.Request, added, after time.Time) Watch {
	return Watch{
		Name: name, Query: r.Query, Lang: r.Lang, Sites: r.Sites, Countries: r.Countries, Kinds: r.Kinds, Speaker: r.Speaker,
		Since: r.Since, Until: r.Until, Added: added.UTC().Truncate(time.Millisecond), After: after.UTC(),
	}
}

// Request is the search that the watch stands for.
func (w Watch) Request() index.Request {
	return index.Request{
		Query: w.Query, Lang: w.Lang, Sites: w.Sites, Countries: w.Countries, Kinds: w.Kinds, Speaker: w.Speaker,
		Since: w.Since, Until: w.Until,
	}
}

// String is the search as one would type it behind communique search.
func (w Watch) String() string {
	parts := []string{quoted(w.Query)}
	flag := func(name string, values ...string) {
		if all := strings.Join(values, ","); all != "" {
			parts = append(parts, "--"+name, quoted(all))
		}
	}
	flag("site", w.Sites...)
	flag("country", w.Countries...)
	flag("kind", w.Kinds...)
	flag("lang", w.Lang)
	flag("speaker", w.Speaker)
	flag("since", w.Since)
	flag("until", w.Until)
	return strings.Join(parts, " ")
}

var plainWord = regexp.MustCompile(`^[\pL\pN][\pL\pN_,.:-]*$`)

// quoted quotes for a shell what is more than a word.
func quoted(s string) string {
	if plainWord.MatchString(s) {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

// list is the form of watches.yaml.
type list struct {
	Watches []Watch `yaml:"watches"`
}

// Load gives the watches of a home's state folder, by name. There need be
// none.
func Load(state string) ([]Watch, error) {
	path := filepath.Join(state, listName)
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read watches: %w", err)
	}
	var l list
	if err := yaml.Load(data, &l, yaml.WithKnownFields()); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	seen := map[string]bool{}
	for _, w := range l.Watches {
		if !validName.MatchString(w.Name) {
			return nil, fmt.Errorf("%s: watch %q: %w", path, w.Name, ErrName)
		}
		if seen[w.Name] {
			return nil, fmt.Errorf("%s: two watches are called %q: rename one", path, w.Name)
		}
		seen[w.Name] = true
	}
	slices.SortFunc(l.Watches, func(a, b Watch) int { return strings.Compare(a.Name, b.Name) })
	return l.Watches, nil
}

// Add saves a watch, under a name made of its query where it has none, and
// gives the name. The error wraps ErrTaken or ErrName where one applies.
func Add(state string, w Watch) (name string, err error) {
	err = edit(state, func(all []Watch) ([]Watch, error) {
		if w.Name == "" {
			w.Name = freeName(w, all)
		}
		if !validName.MatchString(w.Name) {
			return nil, fmt.Errorf("watch %q: %w", w.Name, ErrName)
		}
		if slices.ContainsFunc(all, w.sameName) {
			return nil, fmt.Errorf("watch %q: %w: remove it first, or give another --name", w.Name, ErrTaken)
		}
		return append(all, w), nil
	})
	return w.Name, err
}

// Remove forgets a watch. The error wraps ErrUnknown where there is none.
func Remove(state, name string) error {
	all, err := Load(state) // nothing is made where there is nothing
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(all, Watch{Name: name}.sameName) {
		return fmt.Errorf("watch %q: %w (communique watch list)", name, ErrUnknown)
	}
	return edit(state, func(all []Watch) ([]Watch, error) {
		left := slices.DeleteFunc(slices.Clone(all), Watch{Name: name}.sameName)
		if len(left) == len(all) {
			return nil, fmt.Errorf("watch %q: %w (communique watch list)", name, ErrUnknown)
		}
		return left, nil
	})
}

func (w Watch) sameName(other Watch) bool { return other.Name == w.Name }

// edit reads and writes the list under a lock of its own: a night holds the
// home's for hours.
func edit(state string, f func([]Watch) ([]Watch, error)) (err error) {
	if err := os.MkdirAll(state, 0o755); err != nil {
		return fmt.Errorf("make folder for watches: %w", err)
	}
	lock := flock.New(filepath.Join(state, lockName))
	if err := lock.Lock(); err != nil {
		return fmt.Errorf("lock watches: %w", err)
	}
	defer func() { err = errors.Join(err, lock.Close()) }()
	all, err := Load(state)
	if err != nil {
		return err
	}
	if all, err = f(all); err != nil {
		return err
	}
	data, err := yaml.Dump(list{all})
	if err != nil {
		return fmt.Errorf("write watches: %w", err)
	}
	data = append([]byte("# Saved searches. communique watch add and watch remove write this file.\n"), data...)
	if err := renameio.WriteFile(filepath.Join(state, listName), data, 0o644); err != nil {
		return fmt.Errorf("write watches: %w", err)
	}
	return nil
}

package site

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"
)

//go:embed profiles/*.yaml
var builtin embed.FS

// Set is all the profiles of one home: the built-in ones and the user's, of
// which one with the ID of a built-in one takes its place.
type Set struct {
	profiles []*Profile // by ID, those of broken files as they were when last read
	broken   []Broken   // in the order of their files
	digest   string
}

// Broken is a file of the user's that is no profile, by a mistake in it. What
// is archived of its site is read with what the file said before the mistake
// came into it, so that its records stay as they are; the site is not to be
// visited.
type Broken struct {
	ID   string // of its line "id:", else its file's name
	Path string
	Err  error // names file, line and key
}

// Load reads the built-in profiles and those in dir/*.yaml; a dir that does
// not exist, or "", adds none. A mistake in one of the user's is trouble of its
// site alone: see Broken. last gives what a file of that name said when pages
// were last read with it, nil where they never were; where it cannot tell, the
// mistake is an error, since the pages of that site would be read without it.
func Load(dir string, last func(name string) ([]byte, error)) (Set, error) {
	l := loader{byID: map[string]*Profile{}, sum: sha256.New()}
	entries, err := fs.Glob(builtin, "profiles/*.yaml")
	if err != nil {
		return Set{}, fmt.Errorf("list built-in profiles: %w", err)
	}
	for _, name := range entries {
		data, err := builtin.ReadFile(name)
		if err != nil {
			return Set{}, fmt.Errorf("read built-in profile: %w", err)
		}
		if err := l.add(data, name, ""); err != nil {
			return Set{}, err
		}
	}
	if dir != "" {
		own, err := fs.Glob(os.DirFS(dir), "*.yaml") // not filepath.Glob: dir may have a * or a [ in its name
		if err != nil {
			return Set{}, fmt.Errorf("list profiles: %w", err)
		}
		for _, name := range own {
			if err := l.addOwn(filepath.Join(dir, name), last); err != nil {
				return Set{}, err
			}
		}
	}
	s := newSet(l.byID, hex.EncodeToString(l.sum.Sum(nil))[:12])
	s.broken = l.broken
	return s, nil
}

// loader is a Set while it is read.
type loader struct {
	byID   map[string]*Profile
	sum    hash.Hash
	broken []Broken
}

func (l *loader) add(data []byte, name, path string) error {
	p, err := Parse(data, name)
	if err != nil {
		return err
	}
	if prev := l.byID[p.ID]; prev != nil && (prev.Path == "") == (path == "") {
		return fmt.Errorf("%s: id %q is also in %s: give one of them another id", name, p.ID, cmp.Or(prev.Path, "a built-in profile"))
	}
	p.Path = path
	l.byID[p.ID] = p
	l.sum.Write(data)
	return nil
}

// addOwn adds one of the user's, or, where it has a mistake, what it was.
func (l *loader) addOwn(path string, last func(name string) ([]byte, error)) error {
	data, err := os.ReadFile(path)
	if err == nil {
		err = l.add(data, path, path)
	}
	if err == nil {
		return nil
	}
	was, unknown := last(filepath.Base(path))
	if unknown != nil {
		return errors.Join(err, unknown)
	}
	l.broken = append(l.broken, Broken{ID: idOf(data, path), Path: path, Err: err})
	if was != nil {
		// It was without a mistake; but another file may have its id by now.
		return l.add(was, path+" (as it was)", path)
	}
	return nil
}

var idLine = regexp.MustCompile(`(?m)^id:\s*["']?([a-z0-9-]+)`)

// idOf is the id that a file with a mistake in it seems to be meant for.
func idOf(data []byte, path string) string {
	if m := idLine.FindSubmatch(data); m != nil {
		return string(m[1])
	}
	return strings.TrimSuffix(filepath.Base(path), ".yaml")
}

// Of makes a set of profiles already in hand.
func Of(profiles ...*Profile) Set {
	byID := map[string]*Profile{}
	for _, p := range profiles {
		byID[p.ID] = p
	}
	return newSet(byID, "given")
}

func newSet(byID map[string]*Profile, digest string) Set {
	s := Set{digest: digest}
	for _, p := range byID {
		s.profiles = append(s.profiles, p)
	}
	slices.SortFunc(s.profiles, func(a, b *Profile) int { return cmp.Compare(a.ID, b.ID) })
	return s
}

// All gives the profiles that pages are read with, in the order of their IDs.
func (s Set) All() []*Profile { return s.profiles }

// Broken gives the files that are no profiles.
func (s Set) Broken() []Broken { return s.broken }

// Whole gives the mistakes in the files: for what must not be done with less
// than all profiles.
func (s Set) Whole() error {
	var all []error
	for _, b := range s.broken {
		all = append(all, b.Err)
	}
	return errors.Join(all...)
}

func (s Set) brokenID(id string) error {
	for _, b := range s.broken {
		if b.ID == id {
			return b.Err
		}
	}
	return nil
}

// Own gives the user's profiles by the names of their files, as pages are read
// with them: what Load asks for when one of the files is broken.
func (s Set) Own() map[string]string {
	own := map[string]string{}
	for _, p := range s.profiles {
		if p.Path != "" {
			own[filepath.Base(p.Path)] = string(p.YAML)
		}
	}
	return own
}

// Digest changes whenever a profile does: what was read with other profiles
// has to be read again.
func (s Set) Digest() string { return s.digest }

// ByID gives the profile of that ID for visiting its site, or an error that
// lists the known ones; of a broken file the error is its mistake.
func (s Set) ByID(id string) (*Profile, error) {
	if err := s.brokenID(id); err != nil {
		return nil, err
	}
	var known []string
	for _, p := range s.profiles {
		if p.ID == id {
			return p, nil
		}
		known = append(known, p.ID)
	}
	return nil, fmt.Errorf("no site %q: known are %s (communique sites list)", id, strings.Join(known, ", "))
}

// ForURL gives the profile that speaks for an address' host, or nil; of
// several the one of which the address is a release, and of those the user's
// own: nobody writes one to have the built-in one used.
func (s Set) ForURL(u *url.URL) *Profile {
	var best *Profile
	most := 0
	for _, p := range s.profiles {
		if !p.HasHost(u.Hostname()) {
			continue
		}
		claim := 1
		if p.IsRelease(u) {
			claim += 2
		}
		if p.Path != "" {
			claim++
		}
		if claim > most {
			best, most = p, claim
		}
	}
	return best
}

// Parse reads one profile; name stands in its errors.
func Parse(data []byte, name string) (*Profile, error) {
	var p Profile
	if err := yaml.Load(data, &p, yaml.WithKnownFields()); err != nil {
		return nil, located(err, data, name)
	}
	p.YAML = data
	if key, why := p.check(); why != "" {
		return nil, fmt.Errorf("%s:%d: %s: %s", name, lineOf(data, key), key, why)
	}
	return &p, nil
}

// located puts file, line and key before each mistake the YAML reader found.
func located(err error, data []byte, name string) error {
	var all *yaml.LoadErrors
	var one *yaml.LoadError
	var list []*yaml.LoadError
	switch {
	case errors.As(err, &all):
		list = all.Errors
	case errors.As(err, &one):
		list = []*yaml.LoadError{one}
	default:
		return fmt.Errorf("%s: %w", name, err)
	}
	var out []error
	for _, e := range list {
		out = append(out, fmt.Errorf("%s:%d: %s%s", name, e.Mark.Line, keyAt(data, e.Mark.Line), e.Message))
	}
	return errors.Join(out...)
}

// keyAt names the key on a line, or, on a line of a list, the key above it.
func keyAt(data []byte, line int) string {
	lines := bytes.Split(data, []byte("\n"))
	for i := min(line, len(lines)) - 1; i >= 0; i-- {
		text := strings.TrimLeft(string(lines[i]), " -{")
		if key, _, ok := strings.Cut(text, ":"); ok && key != "" && !strings.ContainsAny(key, " \"'[.#") {
			return key + ": "
		}
	}
	return ""
}

// lineOf is the line on which a top-level key stands; 1 when it is missing.
func lineOf(data []byte, key string) int {
	for i, line := range bytes.Split(data, []byte("\n")) {
		if bytes.HasPrefix(line, []byte(key+":")) {
			return i + 1
		}
	}
	return 1
}

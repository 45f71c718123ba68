package site

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"
)

//go:embed profiles/*.yaml
var builtin embed.FS

// Set is all the profiles of one home: the built-in ones and the user's, of
// which one with the ID of a built-in one takes its place.
type Set struct {
	profiles []*Profile // by ID
	digest   string
}

// Load reads the built-in profiles and those in dir/*.yaml; a dir that does
// not exist, or "", adds none. One malformed profile is an error that names
// file, line and key: a site that silently drops out of the nightly run is
// what this project is there to prevent.
func Load(dir string) (Set, error) {
	byID := map[string]*Profile{}
	sum := sha256.New()
	add := func(data []byte, name, path string) error {
		p, err := Parse(data, name)
		if err != nil {
			return err
		}
		if prev := byID[p.ID]; prev != nil && (prev.Path == "") == (path == "") {
			return fmt.Errorf("%s: id %q is also in %s: give one of them another id", name, p.ID, cmp.Or(prev.Path, "a built-in profile"))
		}
		p.Path = path
		byID[p.ID] = p
		sum.Write(data)
		return nil
	}
	entries, err := fs.Glob(builtin, "profiles/*.yaml")
	if err != nil {
		return Set{}, fmt.Errorf("list built-in profiles: %w", err)
	}
	for _, name := range entries {
		data, err := builtin.ReadFile(name)
		if err != nil {
			return Set{}, fmt.Errorf("read built-in profile: %w", err)
		}
		if err := add(data, name, ""); err != nil {
			return Set{}, err
		}
	}
	if dir != "" {
		own, err := filepath.Glob(filepath.Join(dir, "*.yaml"))
		if err != nil {
			return Set{}, fmt.Errorf("list profiles: %w", err)
		}
		for _, path := range own {
			data, err := os.ReadFile(path)
			if err != nil {
				return Set{}, fmt.Errorf("read profile: %w", err)
			}
			if err := add(data, path, path); err != nil {
				return Set{}, err
			}
		}
	}
	return newSet(byID, hex.EncodeToString(sum.Sum(nil))[:12]), nil
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

// All gives the profiles in the order of their IDs.
func (s Set) All() []*Profile { return s.profiles }

// Digest changes whenever a profile does: what was read with other profiles
// has to be read again.
func (s Set) Digest() string { return s.digest }

// ByID gives the profile of that ID, or an error that lists the known ones.
func (s Set) ByID(id string) (*Profile, error) {
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
// several the one of which the address is a release.
func (s Set) ForURL(u *url.URL) *Profile {
	var first *Profile
	for _, p := range s.profiles {
		switch {
		case p.IsRelease(u):
			return p
		case first == nil && p.HasHost(u.Hostname()):
			first = p
		}
	}
	return first
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

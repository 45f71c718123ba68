package site

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/gofrs/flock"
	"github.com/google/renameio/v2"
	"go.yaml.in/yaml/v4"
)

// Enabled are the IDs of the sites that are visited every night, in order of
// ID, as a person has decided. They are in one file:
//
//	# Sites that communique nightly visits.
//	sites:
//	  - amnesty-fr
//
// An empty list says that none is to be visited.
type Enabled struct {
	IDs     []string `yaml:"sites"`
	Decided bool     `yaml:"-"` // there is a file: somebody has enabled or disabled something
}

// ReadEnabled reads the file.
func ReadEnabled(path string) (Enabled, error) {
	var e Enabled
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return e, nil
	}
	if err != nil {
		return e, fmt.Errorf("read enabled sites: %w", err)
	}
	if err := yaml.Load(data, &e, yaml.WithKnownFields()); err != nil {
		return e, fmt.Errorf("%s: %w: mend it, or remove it and enable the sites again", path, err)
	}
	slices.Sort(e.IDs)
	e.IDs, e.Decided = slices.Compact(e.IDs), true
	return e, nil
}

// Enable adds an ID to the file, or takes it out, and gives what is in it
// then. Two at once wait for each other; the file is whole at any time.
func Enable(path, id string, on bool) (e Enabled, err error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return e, fmt.Errorf("enable site: %w", err)
	}
	lock := flock.New(path + ".lock")
	if err := lock.Lock(); err != nil {
		return e, fmt.Errorf("enable site: %w", err)
	}
	defer func() { err = errors.Join(err, lock.Unlock()) }()
	if e, err = ReadEnabled(path); err != nil {
		return e, err
	}
	e.IDs = slices.DeleteFunc(e.IDs, func(have string) bool { return have == id })
	if on {
		e.IDs = append(e.IDs, id)
		slices.Sort(e.IDs)
	}
	data, err := yaml.Dump(e)
	if err == nil {
		data = append([]byte("# Sites that communique nightly visits: communique sites enable and disable.\n"), data...)
		err = renameio.WriteFile(path, data, 0o644)
	}
	if err != nil {
		return e, fmt.Errorf("enable site: %w", err)
	}
	e.Decided = true
	return e, nil
}

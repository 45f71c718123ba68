package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/adrg/xdg"
	"github.com/gofrs/flock"
	"go.yaml.in/yaml/v4"
	"golang.org/x/sys/unix"

	"communique/archive"
	"communique/internal/catalog"
	"communique/internal/notify"
	"communique/internal/site"
)

// home is the folder of the archive: --home, $COMMUNIQUE_HOME, or the user's
// data folder.
func (a *app) home() string {
	return cmp.Or(a.homeFlag, os.Getenv("COMMUNIQUE_HOME"), filepath.Join(xdg.DataHome, "communique"))
}

func (a *app) catalogPath() string { return filepath.Join(a.home(), "catalog.sqlite") }
func (a *app) indexDir() string    { return filepath.Join(a.home(), "index") }
func (a *app) stateDir() string    { return filepath.Join(a.home(), "state") }
func (a *app) feedsDir() string    { return filepath.Join(a.home(), "feeds") }

// synonymsFile is the user's own list, which need not be there.
func (a *app) synonymsFile() string { return filepath.Join(a.home(), "synonyms.txt") }

// sites gives the built-in profiles and those of the home. A mistake in one of
// them is an error of the set's Whole, and of what is done with that site.
func (a *app) sites(ctx context.Context) (site.Set, error) {
	return site.Load(filepath.Join(a.home(), "sites"), func(name string) ([]byte, error) { return a.lastProfile(ctx, name) })
}

// wholeSites is sites for what cannot be done right with less than all of them.
func (a *app) wholeSites(ctx context.Context) (site.Set, error) {
	set, err := a.sites(ctx)
	if err == nil {
		err = set.Whole()
	}
	return set, err
}

// lastProfile is what a profile of the home said when pages were last read with
// it; nil where none ever was.
func (a *app) lastProfile(ctx context.Context, name string) ([]byte, error) {
	db, err := catalog.OpenRead(ctx, a.catalogPath())
	if errors.Is(err, catalog.ErrNone) && !a.hasArchive() {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer db.Close()
	all, ok, err := db.Profiles(ctx)
	if err == nil && !ok {
		err = errors.New("with what its pages were read is not noted: mend the file")
	}
	if text, ok := all[name]; ok {
		return []byte(text), err
	}
	return nil, err
}

// readCatalog opens the catalogue of an existing home for reading.
func (a *app) readCatalog(ctx context.Context) (*catalog.DB, error) {
	db, err := catalog.OpenRead(ctx, a.catalogPath())
	switch {
	case errors.Is(err, catalog.ErrNone) && a.hasArchive():
		return nil, fmt.Errorf("the catalogue of %s is missing: communique rebuild makes it again from warc/", a.home())
	case errors.Is(err, catalog.ErrNone):
		return nil, fmt.Errorf("no archive in %s: make one with communique crawl, or name another with --home", a.home())
	}
	return db, err
}

// find gives the release that a user means, with the catalogue it is in, which
// the caller closes.
func (a *app) find(ctx context.Context, ref string) (*catalog.DB, archive.Release, error) {
	db, err := a.readCatalog(ctx)
	if err != nil {
		return nil, archive.Release{}, err
	}
	var r archive.Release
	id, err := db.Resolve(ctx, ref, addressesOf(ref)...)
	if err == nil {
		r, err = db.Record(ctx, id)
	}
	if err != nil {
		return nil, r, errors.Join(err, db.Close())
	}
	return db, r, nil
}

// addressesOf gives the canonical addresses that one means who pastes an
// address, with what a newsletter hung behind it, over http or https or without
// either.
func addressesOf(ref string) []string {
	rest := strings.TrimSpace(ref)
	scheme, after, ok := strings.Cut(rest, "://")
	if ok {
		rest = after
	}
	other := "http"
	if strings.EqualFold(scheme, other) {
		other = "https"
	}
	if !ok {
		scheme = "https"
	}
	return []string{site.Canonical(scheme + "://" + rest), site.Canonical(other + "://" + rest)}
}

// anyCatalog opens the catalogue for reading where there is one that can be
// read: what keeps nothing needs no home, and with one it knows more. db is nil
// where there is none; done closes it.
func (a *app) anyCatalog(ctx context.Context) (db *catalog.DB, done func(), err error) {
	db, err = catalog.OpenRead(ctx, a.catalogPath())
	switch {
	case err == nil:
		return db, func() { _ = db.Close() }, nil // it was read only
	case errors.Is(err, catalog.ErrNone), errors.Is(err, catalog.ErrOlder):
		err = nil
	}
	return nil, func() {}, err
}

// hasArchive reports whether the home has WARC files.
func (a *app) hasArchive() bool {
	files, err := fs.Glob(os.DirFS(a.home()), "warc/*.warc*")
	return err == nil && len(files) > 0
}

// lock keeps two writers off one home. The file stays: removing it would let
// two runs lock two different files of that name.
func (a *app) lock() (unlock func(), err error) {
	if err := os.MkdirAll(a.home(), 0o755); err != nil {
		return nil, fmt.Errorf("make home: %w", err)
	}
	if err := unix.Access(a.home(), unix.W_OK); err != nil {
		return nil, fmt.Errorf("the home %s cannot be written: %w", a.home(), err)
	}
	l := flock.New(filepath.Join(a.home(), "lock"))
	got, err := l.TryLock()
	if err != nil {
		return nil, fmt.Errorf("lock %s: %w", a.home(), err)
	}
	if !got {
		return nil, &exitError{exitLocked, fmt.Errorf("another run holds %s: wait for it to end", l.Path())}
	}
	return func() { _ = l.Unlock() }, nil // the process ends, and the lock with it
}

// config is config.yaml in the home. All of it is optional.
type config struct {
	Contact string        `yaml:"contact"`
	TSA     string        `yaml:"tsa"` // address of an RFC 3161 timestamp authority
	Notify  notify.Config `yaml:"notify"`
}

func (a *app) config() (config, error) {
	path := filepath.Join(a.home(), "config.yaml")
	data, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return config{}, nil
	}
	if err != nil {
		return config{}, fmt.Errorf("read configuration: %w", err)
	}
	var c config
	if err := yaml.Load(data, &c, yaml.WithKnownFields()); err != nil {
		return config{}, fmt.Errorf("%s: %w (the README lists its keys)", path, err)
	}
	if err := c.Notify.Check(); err != nil {
		return config{}, fmt.Errorf("%s: %w", path, err)
	}
	return c, nil
}

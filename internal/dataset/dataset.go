// Package dataset makes a folder that is ready to publish: the releases of an
// archive with their quotations and links as tables, what tells people and
// programs what is in them, and what lets a reader check that they are whole.
//
//	data/releases.jsonl      the records (package export); quotes and links beside it, and each in every other form that tables have
//	schema/*.schema.json     the JSON Schema of a line of each
//	releases.digests.jsonl   one line (Mark) a release of the archive, in the order of releases.jsonl
//	README.md                the card, with the front matter that Hugging Face reads
//	CHANGES.md               what differs from the dataset before
//	datapackage.json         Data Package 2.0
//	croissant.json           Croissant 1.1
//	manifest.json            Manifest: the SHA-256 of all of these, and the log's checkpoint
//
// There is no clock in it: the same archive gives the same bytes.
package dataset

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"communique/internal/catalog"
	"communique/internal/proof"
)

// ErrNotOurs: the folder holds something that this package did not write, or
// that was changed since. Nothing in it is touched.
var ErrNotOurs = errors.New("the folder holds what is no dataset of communique's")

// Options are what a dataset is made of and how it is called.
type Options struct {
	DB        *catalog.DB
	Head      proof.Head                  // of the archive's log
	Canonical func(address string) string // the one form of an address (site.Canonical)
	Software  string                      // name and version, "communique/0.1.0"
	Title     string                      // "" is made of the names of the organisations
	Creator   string                      // who publishes the dataset; "" says nothing of them
	URL       string                      // where it will be published; "" when that is not known
	Since     string                      // an older dataset: only what is new or differs since goes in
}

// Make writes the dataset into the folder out, which appears when it is whole.
// An empty folder is filled; an older dataset is replaced, and CHANGES.md says
// what differs from it. Errors wrap ErrNotOurs where out, or Since, holds
// something else.
func Make(ctx context.Context, out string, o Options) (Manifest, error) {
	out, err := filepath.Abs(out)
	if err != nil {
		return Manifest{}, fmt.Errorf("make dataset: %w", err)
	}
	if err := finish(out); err != nil {
		return Manifest{}, fmt.Errorf("make dataset: %w", err)
	}
	b := &builder{Options: o}
	if b.last, err = readLast(out); err != nil {
		return Manifest{}, fmt.Errorf("make dataset in %s: %w", out, err)
	}
	if o.Since != "" {
		if b.last, err = since(out, o.Since); err != nil {
			return Manifest{}, fmt.Errorf("read the last dataset: %w", err)
		}
	}
	var release func()
	if b.dir, release, err = workplace(out); err != nil {
		return Manifest{}, fmt.Errorf("make dataset: %w", err)
	}
	defer release()
	m, err := b.build(ctx)
	if err == nil {
		err = put(b.dir, out)
	}
	if err != nil {
		return Manifest{}, fmt.Errorf("make dataset in %s: %w", out, err)
	}
	return m, nil
}

// since reads the dataset that an increment follows. An increment in its place
// would destroy what it is to be added to.
func since(out, folder string) (*last, error) {
	folder, err := filepath.Abs(folder)
	if err != nil {
		return nil, err
	}
	there, err := os.Stat(folder)
	if err != nil {
		return nil, err
	}
	if here, err := os.Stat(out); err == nil && os.SameFile(here, there) {
		return nil, fmt.Errorf("%s is also where the increment is to go: name another folder for it", folder)
	}
	l, err := readLast(folder)
	if err == nil && l == nil {
		err = fmt.Errorf("%s is empty", folder)
	}
	return l, err
}

// builder makes one dataset in a folder of its own. Each of its steps adds to
// files.
type builder struct {
	Options
	dir  string
	last *last // nil: there is none before

	asOf    string // when the newest capture was made
	tables  []table
	counts  counts
	gaps    gaps
	changes changes
	files   []File
}

func (b *builder) build(ctx context.Context) (Manifest, error) {
	for _, dir := range []string{"", "data", "schema"} {
		path := filepath.Join(b.dir, dir)
		if err := os.MkdirAll(path, 0o755); err != nil {
			return Manifest{}, err
		}
		if err := os.Chmod(path, 0o755); err != nil { // the temporary one is its owner's alone
			return Manifest{}, err
		}
	}
	for _, step := range []func(context.Context) error{b.survey, b.releases, b.rows, b.describe} {
		if err := step(ctx); err != nil {
			return Manifest{}, err
		}
	}
	return b.manifest()
}

// describe writes what is not data.
func (b *builder) describe(context.Context) error {
	for _, f := range []struct {
		name string
		make func() ([]byte, error)
	}{{"datapackage.json", b.dataPackage}, {"croissant.json", b.croissant}, {changesName, b.changesText}, {"README.md", b.card}} {
		data, err := f.make()
		if err == nil {
			err = b.write(f.name, data)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", f.name, err)
		}
	}
	return nil
}

package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"communique/archive"
	"communique/archive/warc"
	"communique/index"
	"communique/internal/catalog"
	"communique/internal/site"
	"communique/internal/wacz"
)

// choice is what goes into a WACZ.
type choice struct {
	*app
	db     *catalog.DB
	whole  bool
	ids    []string                   // of releases, in the order of their pages
	wanted map[string]map[string]bool // per file, record IDs that were not met yet
	barred map[string]bool            // record IDs of releases that are not public, and of their files
	lost   []string                   // revisits whose original is not in the archive
	store  *archive.Store
	looked map[string]bool // record IDs of pages whose requisites are chosen
}

func (c *choice) choose(ctx context.Context, r index.Request) error {
	if err := c.bar(ctx); err != nil {
		return err
	}
	if c.whole {
		return c.all(ctx)
	}
	found, err := c.search(ctx, r)
	if err != nil {
		return err
	}
	for _, rel := range found {
		if err := c.add(ctx, rel); err != nil {
			return err
		}
	}
	return nil
}

func (c *choice) all(ctx context.Context) error {
	for rel, err := range c.db.Records(ctx, catalog.Filter{}) {
		if err != nil {
			return err
		}
		if rel.Public() {
			c.ids = append(c.ids, rel.ID)
		}
	}
	return nil
}

// bar leaves out what releases that are not public have in the archive.
func (c *choice) bar(ctx context.Context) error {
	addresses, err := c.db.Barred(ctx)
	if err != nil {
		return err
	}
	for url := range addresses {
		rows, err := c.db.CapturesAt(ctx, url)
		if err != nil {
			return err
		}
		for _, row := range rows {
			c.barred[row.Capture.RecordID] = true
		}
	}
	return nil
}

// search gives every release that a request finds, best first.
func (c *choice) search(ctx context.Context, r index.Request) ([]archive.Release, error) {
	ix, err := c.openIndex()
	if err != nil {
		return nil, err
	}
	defer ix.Close()
	var all []archive.Release
	for h, err := range ix.All(ctx, r, c.db.Record) {
		if err != nil {
			return nil, c.queryError(r.Query, err)
		}
		// Of the record no more is needed; thousands with their text would fill the memory.
		all = append(all, archive.Release{ID: h.ID, Attachments: h.Release.Attachments})
	}
	return all, nil
}

// add chooses the captures of a release and of its attachments.
func (c *choice) add(ctx context.Context, r archive.Release) error {
	c.ids = append(c.ids, r.ID)
	for row, err := range c.db.Captures(ctx, catalog.Filter{IDs: []string{r.ID}}) {
		if err != nil {
			return err
		}
		if err := errors.Join(c.want(ctx, row), c.addRequisites(ctx, row)); err != nil {
			return err
		}
	}
	for _, file := range r.Attachments {
		rows, err := c.db.CapturesAt(ctx, site.Canonical(file.URL))
		if err != nil {
			return err
		}
		for _, row := range rows {
			if err := c.want(ctx, row); err != nil {
				return err
			}
		}
	}
	return nil
}

// want chooses a capture, and the one it repeats.
func (c *choice) want(ctx context.Context, row catalog.CaptureRow) error {
	file, id := row.Capture.File, row.Capture.RecordID
	if c.barred[id] || c.wanted[file][id] {
		return nil
	}
	if c.wanted[file] == nil {
		c.wanted[file] = map[string]bool{}
	}
	c.wanted[file][id] = true
	if row.Kind != catalog.CaptureRevisit || row.NotModified {
		return nil
	}
	original, ok, err := c.db.OriginalOf(ctx, row)
	if err != nil {
		return err
	}
	if !ok || c.barred[original.Capture.RecordID] {
		c.lost = append(c.lost, fmt.Sprintf("%s of %s repeats a capture that is not in the archive", row.URL, archive.Timestamp(row.Capture.Fetched)))
		return nil
	}
	return c.want(ctx, original)
}

// sources gives the WARC files of the choice.
func (c *choice) sources() ([]wacz.Source, error) {
	files, err := c.store.Files()
	if err != nil {
		return nil, err
	}
	for file := range c.wanted {
		files = append(files, file) // a run that is under way may still be writing it
	}
	slices.Sort(files)
	var sources []wacz.Source
	for i, file := range slices.Compact(files) {
		if !c.whole && len(c.wanted[file]) == 0 {
			continue
		}
		sources = append(sources, wacz.Source{
			Name: sourceName(file, i),
			Keep: c.keep(file),
			Open: func() (wacz.SourceFile, error) {
				return openFinished(filepath.Join(c.home(), filepath.FromSlash(file)))
			},
		})
	}
	return sources, nil
}

func openFinished(path string) (*os.File, error) {
	f, err := os.Open(path)
	if _, open := os.Stat(path + ".open"); errors.Is(err, fs.ErrNotExist) && open == nil {
		return nil, errors.New("another run is writing this file: wait for it to end, and pack then")
	}
	return f, err
}

// sourceName is a file's own name, unless it has letters that a WACZ had
// better not have.
func sourceName(file string, i int) string {
	name := path.Base(file)
	stem := strings.TrimSuffix(strings.TrimSuffix(name, ".gz"), ".warc")
	plain := strings.Map(func(r rune) rune {
		if r < 0x80 && (r == '-' || r == '_' || r == '.' || r >= '0' && r <= '9' || r|0x20 >= 'a' && r|0x20 <= 'z') {
			return r
		}
		return '_'
	}, stem)
	if plain+".warc.gz" != name || name[0] == '.' {
		plain = fmt.Sprintf("file%d-%s", i+1, plain)
	}
	return plain + ".warc.gz"
}

// keep chooses the records of one file; nil is all.
func (c *choice) keep(file string) func(warc.Fields) bool {
	if c.whole {
		if len(c.barred) == 0 {
			return nil
		}
		return func(h warc.Fields) bool {
			return !c.barred[h.ID()] && !slices.ContainsFunc(h.All("WARC-Concurrent-To"), func(id string) bool { return c.barred[id] })
		}
	}
	wanted := c.wanted[file]
	return func(h warc.Fields) bool {
		if !wanted[h.ID()] {
			return false
		}
		delete(wanted, h.ID())
		return true
	}
}

// pages gives a page for each version of each release.
func (c *choice) pages(ctx context.Context) iter.Seq2[wacz.Page, error] {
	return func(yield func(wacz.Page, error) bool) {
		for _, id := range c.ids {
			versions, err := c.db.Versions(ctx, id)
			if err != nil {
				yield(wacz.Page{}, err)
				return
			}
			for _, v := range versions {
				row, ok, err := c.db.CaptureByRecord(ctx, v.Capture.RecordID)
				if err == nil && !ok {
					err = fmt.Errorf("the catalogue has no capture %s of %s: run communique rebuild", v.Capture.RecordID, id)
				}
				page := wacz.Page{ID: fmt.Sprintf("%s/%d", id, v.Ordinal), URL: row.URL, Title: deref(v.Record.Title, ""), Time: v.Capture.Fetched}
				if !yield(page, err) || err != nil {
					return
				}
			}
		}
	}
}

// Package ingest turns what is archived into what is known: it reads new
// records of the WARC files, extracts their pages, settles the releases they
// concern and brings the search index up to date.
//
// Its only input is the archive. What it writes does not depend on the order
// in which records are read: each release follows from all the captures of its
// addresses, in the order of their dates.
//
// A run can be interrupted anywhere. The steps, each of which leaves a mark
// that the next run finds:
//
//  1. Captures, readings, sightings and how far the file was read are written
//     in one transaction a batch, with the addresses they concern marked as
//     unsettled.
//  2. When all files are read, releases are settled, some hundred groups of
//     addresses in a transaction, which takes those marks away and marks the
//     changed releases as unindexed and uncompared.
//  3. Those are compared with the releases of other sites, some hundred in a
//     transaction, which takes their marks away: same_as comes into the records.
//  4. PDF files that are new are read for the index, and their releases marked
//     as unindexed.
//  5. The index is written as one new generation and committed; only then are
//     the last marks taken away. An interruption between the two means that
//     the same releases are put in the index again.
package ingest

import (
	"context"
	"errors"
	"fmt"
	"time"

	"communique/archive"
	"communique/index"
	"communique/internal/catalog"
	"communique/internal/extract"
	"communique/internal/site"
)

// Pipeline is all that ingest works with. One may run at a time in a home.
type Pipeline struct {
	Store    *archive.Store
	Catalog  *catalog.DB
	IndexDir string // "": no index is written
	Reader   *extract.Reader
	Profiles site.Set
	// Extractor names the code and the profiles that read pages. When it is
	// not the one the catalogue was made with, every page is read again.
	Extractor string
	Now       func() time.Time
	// PDFText reads the text of a PDF file (package pdftext); nil where the
	// program for it is not installed.
	PDFText func(ctx context.Context, file []byte) (text, outcome string, err error)
	// Progress is told how many WARC files of how many are read; may be nil.
	Progress func(done, total int)

	late []string // damage met while settling
}

// Report is what a run of the pipeline found. New to Redirected are ids.
type Report struct {
	Files       int      `json:"files"`        // in which there was something new
	Captures    int      `json:"captures"`     // new records: answers, revisits, failures
	Pages       int      `json:"pages"`        // pages given to the extractor
	NotReleases int      `json:"not_releases"` // of them, pages that are no release
	Warnings    int      `json:"warnings"`     // that the extractor gave
	Releases    int      `json:"releases"`     // whose record has changed, the new ones included
	New         []string `json:"new"`
	Changed     []string `json:"changed"` // that have a new version
	Suspect     []string `json:"suspect"`
	Removed     []string `json:"removed"`
	Held        []string `json:"held"` // of them, those that are shown to nobody until a person decides
	Redirected  []string `json:"redirected"`
	Dropped     []string `json:"dropped"`  // that are no release any more, or part of another
	Damage      []string `json:"damage"`   // stretches of WARC files that could not be read
	Problems    []string `json:"problems"` // documents that could not be understood
	Attached    Attached `json:"attached"` // files of releases
	// Lost are sites of which fewer releases are recognised than were before the
	// code or the profiles changed.
	Lost []catalog.EraLoss `json:"lost"`
}

// Run reads what is new in the archive and brings catalogue and index up to
// date. Damage in a WARC file is no error: it is in the report, and the rest is
// read.
func (p *Pipeline) Run(ctx context.Context) (Report, error) {
	var rep Report
	// The profiles are noted before anything is read with them.
	was, err := p.Catalog.Extractor(ctx)
	if err == nil {
		err = p.Catalog.SetProfiles(ctx, p.Profiles.Own())
	}
	if err == nil && was != p.Extractor {
		err = p.Catalog.SetExtractor(ctx, p.Extractor)
	}
	if err != nil {
		return rep, fmt.Errorf("ingest: %w", err)
	}
	for _, step := range []func(context.Context, *Report) error{p.readFiles, p.settleAll, p.compareAll, p.readAttached, p.updateIndex} {
		if err := step(ctx, &rep); err != nil {
			return rep, fmt.Errorf("ingest: %w", err)
		}
	}
	if rep.Lost, err = p.Catalog.EraLosses(ctx); err != nil {
		return rep, fmt.Errorf("ingest: %w", err)
	}
	return rep, nil
}

// UpdateIndex takes what a decision concerns out of the index, or back into it,
// without reading the archive. The pipeline needs a Catalog and an IndexDir.
func (p *Pipeline) UpdateIndex(ctx context.Context) error {
	if err := p.updateIndex(ctx, nil); err != nil {
		return fmt.Errorf("update the search index: %w", err)
	}
	return nil
}

// updateIndex puts the releases that have changed in a new generation of the
// index. An index that is gone, or of another form, is made from nothing: it
// is a cache.
func (p *Pipeline) updateIndex(ctx context.Context, _ *Report) (err error) {
	if p.IndexDir == "" {
		return nil
	}
	if err := p.checkIndex(ctx); err != nil {
		return err
	}
	decided, err := p.Catalog.UnindexDecided(ctx)
	if err != nil {
		return err
	}
	ids, err := p.Catalog.Unindexed(ctx)
	if err != nil {
		return err
	}
	if len(ids) == 0 {
		if err := touchIndex(p.IndexDir); err != nil {
			return err
		}
		return p.Catalog.Indexed(ctx, nil, nil, decided)
	}
	w, err := openIndex(p.IndexDir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.Abort()) }()
	withheld := map[string]bool{}
	for _, id := range ids {
		if err := ctx.Err(); err != nil {
			return err
		}
		r, err := p.Catalog.Record(ctx, id)
		switch {
		case errors.Is(err, catalog.ErrNotFound):
			err = w.Delete(id)
		case err == nil:
			withheld[id] = !r.Public()
			if r, err = p.Catalog.Attached(ctx, r); err == nil {
				err = w.Put(r)
			}
		}
		if err != nil {
			return err
		}
	}
	if err := w.Commit(); err != nil {
		return err
	}
	return p.Catalog.Indexed(ctx, ids, withheld, decided)
}

// checkIndex finds out whether there is an index to go on with. One of another
// version stays until there is a new one.
func (p *Pipeline) checkIndex(ctx context.Context) error {
	ix, err := index.Open(p.IndexDir)
	if err == nil {
		return ix.Close()
	}
	if !errors.Is(err, index.ErrVersion) && !errors.Is(err, index.ErrNone) {
		return err
	}
	return p.Catalog.UnindexAll(ctx)
}

// openIndex begins to write: what is there goes on, unless another version of
// the program made it.
func openIndex(dir string) (*index.Writer, error) {
	w, err := index.Update(dir)
	if errors.Is(err, index.ErrVersion) {
		return index.Replace(dir)
	}
	return w, err
}

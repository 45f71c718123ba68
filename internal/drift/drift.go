// Package drift says where a site stopped yielding: a source that names
// nothing where it used to, an era that no longer matches, a field that was
// always there and is missing now, a silence longer than the site's own.
//
// It looks at the catalogue alone, asks nobody and writes nothing. What it
// finds names an archived page to look at, so that whoever is told in the
// morning can see the thing itself and not only a number. It would rather say
// nothing of a small or young collection than cry wolf.
package drift

import (
	"context"
	"fmt"
	"time"

	"communique/archive"
	"communique/internal/catalog"
	"communique/internal/site"
)

// Kinds of Finding.
const (
	KindSource = "source" // a source names nothing, or does not answer any more
	KindEra    = "era"    // pages that no era of the profile recognises
	KindField  = "field"  // a field that most new pages lack
	KindRhythm = "rhythm" // unusually few releases
)

// Finding is one thing that a person should look at.
type Finding struct {
	Site  string `json:"site"`
	Kind  string `json:"kind"`
	What  string `json:"what"`  // the source's address, the field, the era or "releases"
	Text  string `json:"text"`  // for a person, and what to do
	Since string `json:"since"` // day, "2026-01-31"
	Page  Page   `json:"page"`
}

// Page is an archived page that shows what a finding says. ID is "" where it
// is no release. File and Offset are its capture's.
type Page struct {
	ID     string `json:"id"`
	URL    string `json:"url"`
	File   string `json:"file"`
	Offset int64  `json:"offset"`
}

func pageOf(r archive.Release) Page {
	return Page{ID: r.ID, URL: r.URL, File: r.Capture.File, Offset: r.Capture.Offset}
}

// Look is a night whose sites are looked at.
type Look struct {
	Catalog *catalog.DB
	Earlier []catalog.Run // the runs before tonight's, the latest first
	Lost    []catalog.EraLoss
	Now     time.Time
}

// Site is one site in it.
type Site struct {
	ID      string
	Profile *site.Profile // nil: there is none any more
	Tonight catalog.SiteRun
	Read    []string // ids of the releases that are new or have changed
}

// Site says what has drifted at one site, after its pages have been read.
func (l Look) Site(ctx context.Context, s Site) ([]Finding, error) {
	found, err := l.sources(ctx, s)
	if err != nil {
		return nil, fmt.Errorf("look for drift at %s: %w", s.ID, err)
	}
	newest, err := sample(ctx, l.Catalog, s.ID)
	if err != nil {
		return nil, fmt.Errorf("look for drift at %s: %w", s.ID, err)
	}
	eras, err := l.era(ctx, s, newest)
	if err != nil {
		return nil, fmt.Errorf("look for drift at %s: %w", s.ID, err)
	}
	rhythm, err := l.rhythm(ctx, s)
	if err != nil {
		return nil, fmt.Errorf("look for drift at %s: %w", s.ID, err)
	}
	found = append(found, eras...)
	found = append(found, missing(s.ID, newest)...)
	return append(found, rhythm...), nil
}

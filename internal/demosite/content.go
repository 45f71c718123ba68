package demosite

import (
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"
)

const (
	eraWordPress = "wordpress"
	eraPrismic   = "prismic"
)

// release is one file of content/: the keys of its YAML head, which stands
// between two lines "---", and its body.
type release struct {
	Path      string    `yaml:"path"`
	Era       string    `yaml:"era"` // which template
	Trap      string    `yaml:"trap"`
	Night     int       `yaml:"night"` // the only night on which the file holds; 0: every night
	Title     string    `yaml:"title"`
	Lead      string    `yaml:"lead"`     // wordpress: the chapô
	Language  string    `yaml:"language"` // wordpress: lang of the article element
	Published time.Time `yaml:"published"`
	Modified  time.Time `yaml:"modified"` // zero: never
	Undated   bool      `yaml:"undated"`  // prismic: the page does not show its date
	Hidden    bool      `yaml:"hidden"`   // in the listing, not in feed and sitemap
	Places    []string  `yaml:"places"`
	Topics    []string  `yaml:"topics"`
	Teaser    string    `yaml:"teaser"` // on cards and in the feed
	Before    []string  `yaml:"before"` // paths of the releases whose cards stand before the article
	Cards     []string  `yaml:"cards"`  // and of those whose cards stand after it
	MovedFrom string    `yaml:"moved_from"`

	body string
}

// Chips are the labels below the title: places, then topics.
func (r release) Chips() []string { return slices.Concat(r.Places, r.Topics) }

// changed is when the page last changed, as the server sees it.
func (r release) changed() time.Time {
	switch {
	case r.Era == eraPrismic:
		return migrated
	case !r.Modified.IsZero():
		return r.Modified
	default:
		return r.Published
	}
}

// migrated is when the old pages were last touched: what their Last-Modified
// and lastmod say, years after they were published.
var migrated = time.Date(2025, time.November, 20, 5, 0, 0, 0, time.UTC)

// readContent gives all releases, newest first.
func readContent() ([]release, error) {
	files, err := fs.Glob(embedded, "content/*.html")
	if err != nil {
		return nil, err
	}
	var all []release
	for _, name := range files {
		raw, err := embedded.ReadFile(name)
		if err != nil {
			return nil, err
		}
		r, err := parseRelease(raw)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", path.Base(name), err)
		}
		all = append(all, r)
	}
	slices.SortStableFunc(all, func(a, b release) int { return b.Published.Compare(a.Published) })
	return all, nil
}

func parseRelease(raw []byte) (release, error) {
	var r release
	rest, ok := bytes.CutPrefix(raw, []byte("---\n"))
	head, body, ok2 := bytes.Cut(rest, []byte("\n---\n"))
	if !ok || !ok2 {
		return r, fmt.Errorf("no YAML head between two lines of ---")
	}
	dec := yaml.NewDecoder(bytes.NewReader(head))
	dec.KnownFields(true)
	if err := dec.Decode(&r); err != nil {
		return r, err
	}
	r.body = strings.TrimRight(string(body), "\n")
	if r.Path == "" || r.Title == "" || r.Published.IsZero() || (r.Era != eraWordPress && r.Era != eraPrismic) {
		return r, fmt.Errorf("path, title, published and era (wordpress or prismic) must be given")
	}
	return r, nil
}

func onNight(all []release, night int) []release {
	var held []release
	for _, r := range all {
		if r.Night == 0 || r.Night == night {
			held = append(held, r)
		}
	}
	return held
}

// releaseAt finds the release of a path.
func releaseAt(all []release, path string) (release, error) {
	for _, r := range all {
		if r.Path == path {
			return r, nil
		}
	}
	return release{}, fmt.Errorf("no release at %s", path)
}

func releasesAt(all []release, paths []string) ([]release, error) {
	var found []release
	for _, p := range paths {
		r, err := releaseAt(all, p)
		if err != nil {
			return nil, err
		}
		found = append(found, r)
	}
	return found, nil
}

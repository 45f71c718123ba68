package dataset

import (
	"context"
	"errors"
	"slices"
	"strings"

	"communique/archive"
	"communique/internal/catalog"
	"communique/internal/proof"
)

// counts are of the records in the dataset.
type counts struct {
	Rows
	names      map[string]string // of the sites' organisations, those without a release in an increment included
	sites      map[string]*siteCounts
	languages  map[string]int // primary subtags
	kinds      map[string]int
	reserved   map[string]int // by what the publisher reserves
	status     map[string]int
	noDay      int // no date, or none to the day
	dateBeside int // the date is from another page or the address
	noText     int
	warned     int
	contacts   int // releases with telephone numbers or e-mail addresses
	speakers   int // quotations with a name
	resolved   int // of these, by way of a pronoun or short name
	notCovered int // by the log's checkpoint
}

type siteCounts struct {
	ID                  string
	Releases, Withheld  int
	FirstDay, LastDay   string // of publication
	FirstSeen, LastSeen string // by the crawler
}

func (c *counts) site(id string) *siteCounts {
	if c.sites == nil {
		c.sites, c.languages, c.kinds = map[string]*siteCounts{}, map[string]int{}, map[string]int{}
		c.reserved, c.status = map[string]int{}, map[string]int{}
	}
	s := c.sites[id]
	if s == nil {
		s = &siteCounts{ID: id}
		c.sites[id] = s
	}
	return s
}

func (c *counts) add(r *archive.Release, head proof.Head) {
	s := c.site(r.Site)
	switch {
	case r.Status == archive.StatusRestricted:
		s.Withheld++
		c.Restricted++
		return
	case !r.Public():
		s.Withheld++
		c.Held++
		return
	}
	c.Releases++
	s.Releases++
	span(&s.FirstDay, &s.LastDay, value(r.PublishedDay))
	span(&s.FirstSeen, &s.LastSeen, r.FirstSeen)
	span(&s.FirstSeen, &s.LastSeen, r.LastSeen)
	language, _, _ := strings.Cut(value(r.Language), "-")
	c.languages[language]++
	c.kinds[value(r.Kind)]++
	c.status[r.Status]++
	for _, what := range r.Reservations {
		c.reserved[what]++
	}
	beside := []string{archive.SourceFeed, archive.SourceSitemap, archive.SourceListing, archive.SourceRelated, archive.SourceURL}
	count(&c.noDay, r.PublishedDay == nil)
	count(&c.dateBeside, slices.Contains(beside, value(r.PublishedSource)))
	count(&c.noText, r.Text == nil)
	count(&c.warned, len(r.Warnings) > 0)
	count(&c.contacts, slices.ContainsFunc(r.Contacts, func(c archive.Contact) bool { return len(c.Phones)+len(c.Emails) > 0 }))
	count(&c.notCovered, !head.Covers(r.Capture.File))
	for _, q := range r.Quotes {
		count(&c.speakers, q.Speaker != nil)
		count(&c.resolved, q.Attribution == archive.AttributionResolved)
	}
}

func count(n *int, yes bool) {
	if yes {
		*n++
	}
}

// span widens what lies between two days, or two times of one form.
func span(first, last *string, at string) {
	if at == "" {
		return
	}
	if *first == "" || at < *first {
		*first = at
	}
	*last = max(*last, at)
}

// name notes what a site's organisation is called.
func (c *counts) name(r *archive.Release) {
	if c.names == nil {
		c.names = map[string]string{}
	}
	if r.Organization != nil {
		c.names[r.Site] = *r.Organization
	} else if c.names[r.Site] == "" {
		c.names[r.Site] = r.Site
	}
}

func value(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// gaps are what the archive knows that it lacks, as far as its WARC files say.
type gaps struct {
	unfetched int // addresses announced by a feed, sitemap or listing, of which there is nothing
	failed    int // addresses that never gave a page, nor said that it is gone
	imported  int // addresses whose last capture is from an archive that others made
	damages   int // stretches of WARC files that cannot be read
}

// survey looks at the archive as a whole.
func (b *builder) survey(ctx context.Context) error {
	counts, err := b.DB.Counts(ctx)
	if err != nil {
		return err
	}
	for _, c := range counts {
		if !c.LastCapture.IsZero() {
			b.asOf = max(b.asOf, archive.Timestamp(c.LastCapture))
		}
	}
	if b.asOf == "" {
		return errors.New("the archive has no capture: fill it with communique crawl or communique import")
	}
	unfetched, err := b.DB.Unfetched(ctx)
	if err != nil {
		return err
	}
	damages, err := b.DB.Damages(ctx)
	if err != nil {
		return err
	}
	b.gaps.unfetched, b.gaps.damages = len(unfetched), len(damages)
	for c, err := range b.DB.LastCaptures(ctx) {
		if err != nil {
			return err
		}
		count(&b.gaps.imported, c.Imported)
		status := c.Capture.HTTPStatus
		count(&b.gaps.failed, c.Kind == catalog.CaptureFailure || status >= 400 && status != 404 && status != 410)
	}
	return nil
}

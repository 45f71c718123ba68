package ingest

import (
	"cmp"
	"fmt"
	"net/url"
	"time"

	"communique/archive"
	"communique/internal/catalog"
	"communique/internal/date"
	"communique/internal/discover"
	"communique/internal/extract"
	"communique/internal/site"
)

// announced gives what a feed, a sitemap or a listing says of other addresses.
// Links without a date are kept too: a rebuild queues those that were never
// fetched. What was read before a break in the document is kept with the
// problem.
func (p *Pipeline) announced(e archive.Entry, row catalog.CaptureRow) (seen []catalog.Sighting, problem string) {
	u, err := url.Parse(row.URL)
	if err != nil || !isDelivered(row) || row.Kind == catalog.CaptureRevisit || len(e.Page.Body) == 0 {
		return nil, ""
	}
	profile := p.Profiles.ForURL(u)
	var links []discover.Link
	lang, zone := habits(profile)
	switch source := (*site.Source)(nil); row.Role {
	case catalog.RoleFeed:
		links, err = discover.Feed(e.Page.Body, u)
	case catalog.RoleSitemap:
		links, _, err = discover.Sitemap(e.Page.Body, u)
	case catalog.RoleListing:
		if source = listingOf(profile, u); source != nil {
			links, _, err = discover.Listing(e.Page.Body, u, *source)
			lang = cmp.Or(source.Language, lang)
		}
	}
	if err != nil {
		problem = fmt.Sprintf("%s at %d: %v", row.Capture.File, row.Capture.Offset, err)
	}
	for _, l := range links {
		s := catalog.Sighting{
			URL: site.Canonical(l.URL), Source: row.Role, SeenOn: row.Canonical, Title: l.Title, Address: l.URL,
			Fetched: row.Capture.Fetched, RecordID: row.Capture.RecordID,
		}
		if row.Role == catalog.RoleSitemap {
			s.LastMod = l.LastMod
		}
		if iso, ok := date.Parse(l.Date, lang, zone); ok {
			s.Published, s.Raw = iso, l.Date
		}
		if s.URL != "" {
			seen = append(seen, s)
		}
	}
	return seen, problem
}

// habits are a site's language and zone, for reading its dates.
func habits(profile *site.Profile) (lang string, zone *time.Location) {
	if profile == nil {
		return "", nil
	}
	return profile.Language, profile.Location()
}

// related gives the dates that a page's cards say of other addresses.
func (p *Pipeline) related(cards []extract.Sighting, row catalog.CaptureRow) []catalog.Sighting {
	var seen []catalog.Sighting
	for _, s := range cards {
		if s.Published == "" || s.URL == row.Canonical {
			continue
		}
		seen = append(seen, catalog.Sighting{
			URL: s.URL, Source: s.Source, Published: s.Published, Raw: s.Raw, SeenOn: row.Canonical, Title: s.Title, Address: s.URL,
			Fetched: row.Capture.Fetched, RecordID: row.Capture.RecordID,
		})
	}
	return seen
}

package ingest

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
	"time"

	"communique/archive"
	"communique/internal/catalog"
	"communique/internal/date"
)

// precedence of the sources of a date, best first (CONTRACT.md).
var precedence = []string{
	archive.SourceJSONLD, archive.SourceMeta, archive.SourceVisible,
	archive.SourceFeed, archive.SourceSitemap, archive.SourceListing, archive.SourceRelated, archive.SourceURL,
}

// own is the rank from which on a source is not the release's own page.
const own = 3

// rank places a source; an unknown one comes last. What the page itself says is
// in the order that the extractor has chosen.
func rank(source string) int {
	if i := slices.Index(precedence, source); i >= 0 {
		return max(i, own-1)
	}
	return len(precedence)
}

// mergeDate gives a release the date that other pages say, where its own gives
// none or only its address does, and warns where what they say contradicts the
// date kept: one warning a source. seen is in order of precedence.
func (p *Pipeline) mergeDate(r *archive.Release, seen []catalog.Sighting) {
	if len(seen) == 0 {
		return
	}
	best, here := seen[0], "the page"
	if r.Published == nil || r.PublishedSource == nil || rank(*r.PublishedSource) > rank(best.Source) {
		if r.Published != nil {
			p.warnDate(r, best, "the address")
		}
		r.Published, r.PublishedRaw, r.PublishedSource = &best.Published, &best.Raw, &best.Source
		r.PublishedDay = nil
		if day := date.Day(best.Published, p.zone(r.URL)); day != "" {
			r.PublishedDay = &day
		}
		r.Evidence = maps.Clone(r.Evidence)
		if r.Evidence == nil {
			r.Evidence = map[string]string{}
		}
		// The page that says so, and its record: "feed:https://… <urn:uuid:…>".
		r.Evidence["published"] = best.Source + ":" + best.SeenOn + " " + best.RecordID
		here = "the " + label(best.Source) + " " + best.SeenOn
	}
	for i, s := range seen {
		if source := r.PublishedSource; s.Source != *source && (i == 0 || seen[i-1].Source != s.Source) {
			p.warnDate(r, s, here)
		}
	}
}

// warnDate notes that what is said elsewhere is not the record's date. A day
// more or less is the writing of another zone, and no contradiction.
func (p *Pipeline) warnDate(r *archive.Release, other catalog.Sighting, here string) {
	own, said := *r.Published, other.Published
	if r.PublishedDay != nil {
		own = *r.PublishedDay
	}
	if day := date.Day(said, p.zone(r.URL)); day != "" {
		said = day
	}
	a, errA := time.Parse(time.DateOnly, own)
	b, errB := time.Parse(time.DateOnly, said)
	if known := min(len(own), len(said)); errA == nil && errB == nil && a.Sub(b).Abs() <= 24*time.Hour || own[:known] == said[:known] {
		return
	}
	r.Warnings = append(r.Warnings, fmt.Sprintf("published: %s says %s, the %s %s says %s", here, own, label(other.Source), other.SeenOn, said))
}

func label(source string) string {
	if source == archive.SourceRelated {
		return "card on"
	}
	return source
}

// zone is the publisher's; nil when no profile tells it.
func (p *Pipeline) zone(address string) *time.Location {
	u, err := url.Parse(address)
	if err != nil {
		return nil
	}
	_, zone := habits(p.Profiles.ForURL(u))
	return zone
}

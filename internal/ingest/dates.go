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
// none or only its address does, and warns where the two contradict each other
// by more than a day. seen is in order of precedence.
func (p *Pipeline) mergeDate(r *archive.Release, seen []catalog.Sighting) {
	if len(seen) == 0 {
		return
	}
	best := seen[0]
	day := date.Day(best.Published, p.zone(r.URL))
	if r.Published == nil || r.PublishedSource == nil || rank(*r.PublishedSource) > rank(best.Source) {
		if r.Published != nil {
			warnDate(r, day, best, "the address")
		}
		r.Published, r.PublishedRaw, r.PublishedSource = &best.Published, &best.Raw, &best.Source
		r.PublishedDay = nil
		if day != "" {
			r.PublishedDay = &day
		}
		r.Evidence = maps.Clone(r.Evidence)
		if r.Evidence == nil {
			r.Evidence = map[string]string{}
		}
		r.Evidence["published"] = best.Source + ":" + best.SeenOn
		return
	}
	warnDate(r, day, best, "the page")
}

// warnDate notes that a day said elsewhere is more than one off the record's.
func warnDate(r *archive.Release, day string, other catalog.Sighting, here string) {
	if r.PublishedDay == nil {
		return
	}
	a, errA := time.Parse(time.DateOnly, *r.PublishedDay)
	b, errB := time.Parse(time.DateOnly, day)
	if errA != nil || errB != nil || a.Sub(b).Abs() <= 24*time.Hour {
		return
	}
	r.Warnings = append(r.Warnings, fmt.Sprintf("published: %s says %s, the %s %s says %s", here, *r.PublishedDay, label(other.Source), other.SeenOn, day))
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

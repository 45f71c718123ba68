package drift

import (
	"context"
	"fmt"
	"slices"
	"time"

	"communique/archive"
	"communique/internal/catalog"
)

const (
	// lately is how many of a site's releases, those published last, are
	// compared with each other.
	lately = 500
	// A field is missing when most of the newest pages lack it that nearly all
	// of the pages before had, when chance would do that once in 100,000 times,
	// and when it goes beyond what any pages before lacked in a row. Fewer pages
	// than these say nothing.
	minBefore = 20
	always    = 0.9
	unlikely  = 1e-5
	beyond    = 3
	// history is how long before it became known a release may have been
	// published and still show how the site looks today.
	history = 30
)

// windows are the numbers of newest pages that are compared with the earlier.
var windows = []int{5, 10, 20}

// fields are what is looked for. What a release may well lack comes in
// series (a week of statements has no quotations), and is judged by no fewer
// newest pages than least, more than most of which must lack it.
var fields = []struct {
	name  string
	least int
	most  float64
	has   func(archive.Release) bool
}{
	{"title", 5, 0.5, func(r archive.Release) bool { return r.Title != nil }},
	{"published", 5, 0.5, func(r archive.Release) bool { return r.PublishedSource != nil && onThePage(*r.PublishedSource) }},
	{"text", 5, 0.5, func(r archive.Release) bool { return r.Text != nil }},
	{"lead", 5, 0.5, func(r archive.Release) bool { return r.Lead != nil }},
	{"quotes", 10, 0.8, func(r archive.Release) bool { return len(r.Quotes) > 0 }},
	{"countries", 10, 0.8, func(r archive.Release) bool { return len(r.Countries) > 0 }},
	{"topics", 10, 0.8, func(r archive.Release) bool { return len(r.Topics) > 0 }},
	{"contacts", 10, 0.8, func(r archive.Release) bool { return len(r.Contacts) > 0 }},
	{"related", 10, 0.8, func(r archive.Release) bool { return len(r.Related) > 0 }},
	{"attachments", 10, 0.8, func(r archive.Release) bool { return len(r.Attachments) > 0 }},
}

// onThePage: a date that a feed still knows hides that the page's own is lost.
func onThePage(source string) bool {
	return source == archive.SourceJSONLD || source == archive.SourceMeta || source == archive.SourceVisible
}

// sample reads the latest releases of a site, those that became known last
// first.
func sample(ctx context.Context, db *catalog.DB, site string) ([]archive.Release, error) {
	var all []archive.Release
	for r, err := range db.Latest(ctx, site, lately) {
		if err != nil {
			return nil, err
		}
		r.Sections = nil // the text is enough, and there are many
		all = append(all, r)
	}
	return all, nil
}

// missing finds the fields that the newest pages of the era in use lack.
func missing(site string, newest []archive.Release) []Finding {
	var found []Finding
	fresh, old := current(sameEra(newest))
	for _, f := range fields {
		lack := func(r archive.Release) bool { return !f.has(r) }
		for _, n := range windows {
			if n < f.least || n > len(fresh) {
				continue
			}
			pages, earlier := fresh[:n], slices.Concat(fresh[n:], old)
			others := len(earlier)
			now, before := count(pages, lack), count(earlier, lack)
			usual := float64(before+1) / float64(others+2)
			if others < minBefore || float64(now) <= f.most*float64(n) || float64(before) > (1-always)*float64(others) || binomialTail(now, n, usual) > unlikely ||
				now < worst(earlier, n, lack)+beyond {
				continue
			}
			pages = slices.DeleteFunc(slices.Clone(pages), f.has)
			found = append(found, Finding{
				Site: site, Kind: KindField, What: f.name, Since: knownSince(pages[len(pages)-1]), Page: pageOf(pages[0]),
				Text: fmt.Sprintf("%d of the last %d releases lack %q, which %d of the %d before had: does the profile still find it? (communique sites check %s)",
					now, n, f.name, others-before, others, site),
			})
			break
		}
	}
	return found
}

// current tells what shows how the site looks today from the history that a
// first crawl or a backfill brings: pages published long before they became
// known, and pages without a date that became known on the same day as such.
func current(newest []archive.Release) (fresh, old []archive.Release) {
	brought := map[string]bool{}
	for _, r := range newest {
		if isOld(r) {
			brought[knownSince(r)] = true
		}
	}
	for _, r := range newest {
		if isOld(r) || r.PublishedDay == nil && brought[knownSince(r)] {
			old = append(old, r)
		} else {
			fresh = append(fresh, r)
		}
	}
	return fresh, old
}

func isOld(r archive.Release) bool {
	if r.PublishedDay == nil {
		return false
	}
	published, err := time.Parse(time.DateOnly, *r.PublishedDay)
	known, err2 := time.Parse(time.DateOnly, knownSince(r))
	return err == nil && err2 == nil && daysBetween(published, known) > history
}

// knownSince is the day on which a release became known.
func knownSince(r archive.Release) string {
	return r.FirstSeen[:min(len(r.FirstSeen), len(time.DateOnly))]
}

// sameEra keeps the pages that were read by the era of the newest that any era
// recognised; those of none are a finding of their own.
func sameEra(pages []archive.Release) []archive.Release {
	var era string
	var same []archive.Release
	for _, r := range pages {
		if r.Extractor.Era == nil {
			continue
		}
		if era == "" {
			era = *r.Extractor.Era
		}
		if *r.Extractor.Era == era {
			same = append(same, r)
		}
	}
	return same
}

// worst is the most that n pages in a row have lacked.
func worst(pages []archive.Release, n int, lack func(archive.Release) bool) (most int) {
	in := 0
	for i := range pages {
		if lack(pages[i]) {
			in++
		}
		if i >= n && lack(pages[i-n]) {
			in--
		}
		most = max(most, in)
	}
	return most
}

func count(pages []archive.Release, is func(archive.Release) bool) (n int) {
	for _, r := range pages {
		if is(r) {
			n++
		}
	}
	return n
}

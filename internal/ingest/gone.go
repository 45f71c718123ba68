package ingest

import (
	"context"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"communique/archive"
	"communique/internal/catalog"
	"communique/internal/extract"
	"communique/internal/site"
)

// removedAfter is how long an address must answer that its release is gone
// before this counts as removed.
const removedAfter = 14 * 24 * time.Hour

// A release is gone where its address answers, at the time of a capture, one of
//
//   - 404 or 410;
//   - a redirect to the site's home page, a listing, or the section above it,
//     which answers, and is no release;
//   - a redirect to a page that is itself missing;
//   - a page under a status of success that says it does not exist (see
//     extract.WhyMissing);
//   - a page that is no release, and has the bytes or the title of what
//     several other addresses of the site answer, on a day on which the site
//     gives other releases as ever.
//
// Each is more than one sign. Timeouts, server errors, refusals, and pages that
// stand before all others for a while say nothing.

// judge decides the status from what happened at the current address since the
// release was last seen there.
func (w web) judge(h *history, after []sight) {
	var goneFrom, goneTo time.Time
	var last string
	gone := func(at time.Time) {
		if goneFrom.IsZero() {
			goneFrom = at
		}
		goneTo, last = at, archive.StatusSuspect
	}
	note := func(s sight, says, why string) {
		h.warnings = append(h.warnings, fmt.Sprintf("status: the page fetched on %s %s: %s", archive.Timestamp(s.Capture.Fetched), says, why))
	}
	for _, s := range after {
		if s.Canonical != h.current {
			continue
		}
		switch at := s.Capture.Fetched; {
		case s.isGone():
			gone(at)
		case s.Location != "":
			end, missing := w.follow(s, h)
			if end == archive.StatusRedirected {
				last = end
			}
			for _, at := range missing {
				gone(at)
			}
		case s.why == extract.WhyMissing:
			gone(at)
			note(s, "counts as gone", s.why)
		case s.same != "":
			gone(at)
			note(s, "counts as gone", s.same)
		case s.why != "":
			note(s, "is not the release", s.why)
		}
	}
	switch {
	case last == archive.StatusSuspect && goneTo.Sub(goneFrom) >= removedAfter:
		h.status = archive.StatusRemoved
	case last != "":
		h.status = last
	}
}

func (s sight) isGone() bool { return s.Capture.HTTPStatus == 404 || s.Capture.HTTPStatus == 410 }

// follow says where a redirect of the release's address ends: at the release
// itself or somewhere unknown (""), at another page (redirected), or where
// nothing is any more, with the times at which that was seen.
func (w web) follow(s sight, h *history) (status string, missing []time.Time) {
	from := s
	for range 10 {
		to := w[s.Location]
		switch {
		case to == nil || slices.Contains(h.nodes, to) && to.isRelease:
			return "", nil
		case to.isPage && (to.isAbove(from.Canonical) || to.isMissing()):
			return "", []time.Time{from.Capture.Fetched}
		case to.isRelease || to.isPage:
			return archive.StatusRedirected, nil
		}
		next := -1
		for i, t := range to.sights {
			if t.Location != "" {
				next = i
			}
			if t.isGone() && !t.Capture.Fetched.Before(s.Capture.Fetched) {
				missing = append(missing, t.Capture.Fetched)
			}
		}
		if next < 0 || len(missing) > 0 {
			return "", missing
		}
		s = to.sights[next]
	}
	return "", nil
}

// homePath is the path of a home page: of the site, or of one of its languages.
var homePath = regexp.MustCompile(`^/?([a-z]{2}(-[a-zA-Z]{2})?)?/?$`)

// isAbove: a home page, a listing, or the section that an address is in.
func (n *node) isAbove(address string) bool {
	u, err := url.Parse(n.url)
	return err == nil && homePath.MatchString(u.Path) || strings.HasPrefix(address, n.url+"/") ||
		slices.ContainsFunc(n.sights, func(s sight) bool { return s.Role == catalog.RoleListing })
}

// isMissing: all it ever answered is that it does not exist.
func (n *node) isMissing() bool {
	return !slices.ContainsFunc(n.sights, func(s sight) bool { return isDelivered(s.CaptureRow) && s.why != extract.WhyMissing })
}

// several is how many other addresses must answer the same for it to be what
// the site answers instead of a page.
const several = 2

// compareElsewhere looks, for the pages that came instead of a release since it
// was last seen, whether other addresses of the site answer the same. That
// depends on captures of those, which may be read later: it reports whether
// there was such a page, so that the release is settled again.
func (p *Pipeline) compareElsewhere(ctx context.Context, n *node) (doubtful bool, err error) {
	from := len(n.sights)
	for from > 0 && n.sights[from-1].release == nil && !n.sights[from-1].NotModified {
		from--
	}
	for i := from; i < len(n.sights) && n.isRelease; i++ {
		s := &n.sights[i]
		if s.release != nil || s.why == "" || s.why == extract.WhyMissing || s.why == extract.WhyRefused || s.Truncated != "" {
			continue
		}
		doubtful = true
		others, err := p.answeredElsewhere(ctx, s)
		if err == nil && others >= several {
			var alive bool
			if alive, err = p.Catalog.GaveReleases(ctx, s.CaptureRow, 24*time.Hour); alive {
				s.same = fmt.Sprintf("%s, and several other addresses answer the same", s.why)
			}
		}
		if err != nil {
			return true, err
		}
	}
	return doubtful, nil
}

// answeredElsewhere counts the other addresses that answer the same.
func (p *Pipeline) answeredElsewhere(ctx context.Context, s *sight) (int, error) {
	u, err := url.Parse(s.Canonical)
	if err != nil {
		return 0, nil // an address that is none has no site
	}
	like, err := p.Catalog.PagesLike(ctx, u.Host, s.Capture.PayloadDigest, s.title)
	others := map[string]bool{}
	for _, address := range like {
		if canonical := site.Canonical(address); canonical != s.Canonical {
			others[canonical] = true
		}
	}
	return len(others), err
}

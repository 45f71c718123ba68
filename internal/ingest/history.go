package ingest

import (
	"fmt"
	"slices"
	"time"

	"communique/archive"
)

// removedAfter is how long an address must answer 404 or 410 before its
// release counts as removed.
const removedAfter = 14 * 24 * time.Hour

// history is what the captures of a release's addresses tell, in the order of
// their dates (and of record IDs where the dates are equal).
type history struct {
	nodes    []*node // its addresses
	first    sight   // the capture with which it became known
	current  string  // the address at which it was seen last
	versions []version
	status   string
	warnings []string
}

// version is a stretch of captures with the same content. from is the first of
// them, which names it.
type version struct {
	from     sight
	digest   string
	lastSeen time.Time
	reserved []string // when it was last seen whole
}

// history reads the captures of one group of addresses.
func (w web) history(group []*node) history {
	h := history{nodes: group, status: archive.StatusLive}
	var all []sight
	for _, n := range group {
		all = append(all, n.sights...)
	}
	slices.SortFunc(all, bySightOrder)
	whole := slices.ContainsFunc(all, func(s sight) bool { return s.release != nil && s.Truncated == "" })
	titled := slices.ContainsFunc(all, func(s sight) bool { return s.release != nil && s.release.Title != nil })
	var after []sight // the captures since the release was last seen
	for _, s := range all {
		if s.release != nil && s.release.Title == nil && titled {
			s.release, s.why = nil, "it has no title, and the release has one"
		}
		if s.release != nil && h.first.release == nil {
			h.first = s
		}
		switch {
		case s.release != nil && (s.Truncated == "" || !whole):
			h.see(s)
		case (s.release != nil || s.NotModified) && len(h.versions) > 0:
			// Unchanged, or cut off on its way: it is there, and says nothing new.
			h.versions[len(h.versions)-1].lastSeen = s.Capture.Fetched
			h.current = s.Canonical
		default:
			after = append(after, s)
			continue
		}
		after = after[:0]
	}
	w.judge(&h, after)
	return h
}

// see counts a capture that shows the release.
func (h *history) see(s sight) {
	h.current = s.Canonical
	if n := len(h.versions); n == 0 || h.versions[n-1].digest != s.digest {
		h.versions = append(h.versions, version{from: s, digest: s.digest})
	}
	last := &h.versions[len(h.versions)-1]
	last.lastSeen, last.reserved = s.Capture.Fetched, s.release.Reservations
}

func (h *history) aliases() []string {
	aliases := []string{}
	for _, n := range h.nodes {
		if n.url != h.current {
			aliases = append(aliases, n.url)
		}
	}
	return aliases
}

// judge decides the status from what happened at the current address since the
// release was last seen there. Timeouts, server errors and refusals say
// nothing about the release.
func (w web) judge(h *history, after []sight) {
	var goneFrom, goneTo time.Time
	var last string
	gone := func(at time.Time) {
		if goneFrom.IsZero() {
			goneFrom = at
		}
		goneTo, last = at, archive.StatusSuspect
	}
	for _, s := range after {
		if s.Canonical != h.current {
			continue
		}
		switch {
		case s.isGone():
			gone(s.Capture.Fetched)
		case s.Location != "":
			end, missing := w.follow(s, h)
			if end == archive.StatusRedirected {
				last = end
			}
			for _, at := range missing {
				gone(at)
			}
		case s.why != "":
			h.warnings = append(h.warnings, fmt.Sprintf("status: the page fetched on %s is not the release: %s", archive.Timestamp(s.Capture.Fetched), s.why))
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
// itself or somewhere unknown (""), at another page (redirected), or at an
// address that is missing, with the times at which it was.
func (w web) follow(s sight, h *history) (status string, missing []time.Time) {
	for range 10 {
		to := w[s.Location]
		switch {
		case to == nil || slices.Contains(h.nodes, to) && to.isRelease:
			return "", nil
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

package ingest

import (
	"fmt"
	"slices"
	"time"

	"communique/archive"
)

// history is what the captures of a release's addresses tell, in the order of
// their dates (and of record IDs where the dates are equal).
type history struct {
	nodes    []*node // its addresses
	first    sight   // the capture with which it became known
	current  string  // the address at which it was seen last
	versions []version
	others   bool // that was in a capture which others made
	status   string
	warnings []string
	doubtful bool // captures of other addresses can change the status
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
		h.doubtful = h.doubtful || n.doubtful
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
			h.current, h.others = s.Canonical, s.Imported
		default:
			after = append(after, s)
			continue
		}
		after = after[:0]
	}
	w.judge(&h, after)
	if n := len(h.versions); n > 0 && h.others && len(after) == 0 {
		h.warnings = append(h.warnings, fmt.Sprintf("status: it was last seen in a capture that others made, on %s; the site itself has not been asked since", archive.Timestamp(h.versions[n-1].lastSeen)))
	}
	return h
}

// see counts a capture that shows the release.
func (h *history) see(s sight) {
	h.current, h.others = s.Canonical, s.Imported
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

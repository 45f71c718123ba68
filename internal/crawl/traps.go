package crawl

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"communique/internal/discover"
	"communique/internal/site"
)

// maxIdle is how many pages of a listing in a row may name no release that the
// walk has not met before: more than the stretches without one in a listing of
// all sorts of things, and fewer than a calendar has months.
const maxIdle = 100

// trail is the way one walk of a listing has taken. It knows a page again under
// another session id, and notices when the way leads on for ever.
type trail struct {
	p     *site.Profile
	pages map[string]bool // canonical
	met   map[string]bool // releases, canonical
	idle  int
}

func newTrail(p *site.Profile) *trail {
	return &trail{p: p, pages: map[string]bool{}, met: map[string]bool{}}
}

// step goes to a page, unless the walk has been there.
func (t *trail) step(address string) error {
	canonical := site.Canonical(address)
	if t.pages[canonical] {
		return fmt.Errorf("the listing leads in a circle at %s", address)
	}
	t.pages[canonical] = true
	return nil
}

// endless takes the links of the page and tells whether it is time to stop.
func (t *trail) endless(links []discover.Link) bool {
	t.idle++
	for _, l := range links {
		u, err := url.Parse(l.URL)
		if err != nil || !t.p.IsRelease(u) {
			continue
		}
		if canonical := site.Canonical(l.URL); !t.met[canonical] {
			t.met[canonical] = true
			t.idle = 0
		}
	}
	return t.idle >= maxIdle
}

// withoutViews leaves out the addresses that are another view of a release
// (sorted, for printing, as found by a filter): the address of a release that
// is named beside it or known, with a query behind it. Where the address
// without its query is no release, the query is what names it.
func (w *worker) withoutViews(ctx context.Context, links []discover.Link) ([]discover.Link, error) {
	if !slices.ContainsFunc(links, func(l discover.Link) bool { return strings.Contains(l.URL, "?") }) {
		return links, nil
	}
	named := make(map[string]bool, len(links))
	for _, l := range links {
		named[site.Canonical(l.URL)] = true
	}
	var kept []discover.Link
	for _, l := range links {
		view, err := w.isView(ctx, l.URL, named)
		if err != nil {
			return nil, err
		}
		if view {
			w.run.Views++
			continue
		}
		kept = append(kept, l)
	}
	return kept, nil
}

func (w *worker) isView(ctx context.Context, address string, named map[string]bool) (bool, error) {
	bare, ok := site.Bare(site.Canonical(address))
	if !ok {
		return false, nil
	}
	u, err := url.Parse(bare)
	if err != nil || !w.p.IsRelease(u) {
		return false, nil
	}
	if named[bare] || w.Catalog == nil {
		return named[bare], nil
	}
	_, known, err := w.Catalog.IsKnown(ctx, bare)
	return known, err
}

package ingest

import (
	"context"
	"iter"
	"net/url"
	"time"

	"communique/internal/catalog"
)

// restoreFrontier makes the crawler's frontier out of what the archive shows:
// what was fetched is done, with its validators; what failed last is due, with
// the number of its attempts, so that what had been given up is tried once
// more; what was announced and never fetched is due.
func (p *Pipeline) restoreFrontier(ctx context.Context) error {
	if err := p.Catalog.RestoreValidators(ctx); err != nil {
		return err
	}
	lastmods, err := p.Catalog.LastMods(ctx)
	if err != nil {
		return err
	}
	if err := p.Catalog.Restore(ctx, p.fetched(ctx, lastmods)); err != nil {
		return err
	}
	seen, err := p.Catalog.Unfetched(ctx)
	if err != nil {
		return err
	}
	var tasks []catalog.Task
	for _, s := range seen {
		if site, role := p.wanted(s.URL, catalog.RolePage); role != "" {
			tasks = append(tasks, catalog.Task{URL: s.Address, Canonical: s.URL, Site: site, Role: role, FoundBy: s.Source, LastMod: s.LastMod})
		}
	}
	_, err = p.Catalog.Enqueue(ctx, tasks)
	return err
}

// wanted says whether the crawler keeps an address in its frontier, and as
// what; role is "" when it does not.
func (p *Pipeline) wanted(address, captureRole string) (site, role string) {
	u, err := url.Parse(address)
	if err != nil {
		return "", ""
	}
	profile := p.Profiles.ForURL(u)
	switch {
	case profile == nil:
		return "", ""
	case captureRole == catalog.RoleAttachment:
		return profile.ID, "attachment"
	case profile.IsRelease(u):
		return profile.ID, "release"
	}
	return "", ""
}

func (p *Pipeline) fetched(ctx context.Context, lastmods map[string]string) iter.Seq2[catalog.Restored, error] {
	now := p.Now()
	return func(yield func(catalog.Restored, error) bool) {
		for c, err := range p.Catalog.LastCaptures(ctx) {
			if err != nil {
				yield(catalog.Restored{}, err)
				return
			}
			site, role := p.wanted(c.URL, c.Role)
			if role == "" {
				continue
			}
			if !yield(restored(c, site, role, lastmods[c.Canonical], now), nil) {
				return
			}
		}
	}
}

func restored(c catalog.CaptureRow, site, role, lastmod string, now time.Time) catalog.Restored {
	r := catalog.Restored{
		Task: catalog.Task{URL: c.URL, Canonical: c.Canonical, Site: site, Role: role, FoundBy: "archive", LastMod: lastmod},
		Fetched: catalog.Fetched{
			At: c.Capture.Fetched, Status: c.Capture.HTTPStatus, ETag: c.ETag, LastModified: c.LastModified,
			Digest: c.Capture.PayloadDigest, Error: c.Error,
		},
	}
	answered := isDelivered(c) || c.NotModified || isRedirect(c.Capture.HTTPStatus) || c.Capture.HTTPStatus == 404 || c.Capture.HTTPStatus == 410
	if !answered {
		r.Task.Due = now
		r.Task.Attempts = max(c.Attempt, 1)
	}
	return r
}

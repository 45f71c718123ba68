package crawl

import (
	"context"
	"net/http"
	"net/url"
	"time"

	"communique/internal/catalog"
	"communique/internal/discover"
	"communique/internal/site"
)

// confirmGone is how long after a 404 the address is asked for again, a week
// less the half day by which nights differ: three answers span the fourteen
// days after which a release counts as removed.
const confirmGone = 7*24*time.Hour - 12*time.Hour

func isGone(status int) bool { return status == http.StatusNotFound || status == http.StatusGone }

// lookForGone asks again for known releases that no sitemap names any more,
// and, now and then, for those that were gone already. It looks only when all
// sitemaps of the site were read; those that have not changed are read again
// for it, when others have. A night on which most releases are missing says
// more about the sitemaps than about the releases, and is left alone.
func (w *worker) lookForGone(ctx context.Context) error {
	if w.partial || len(w.named) == 0 || w.Limit > 0 || w.Since != "" || w.DryRun {
		return nil
	}
	for _, address := range w.unchanged {
		if whole, err := w.readAgain(ctx, address); err != nil || !whole {
			return err
		}
	}
	var missing []catalog.Task
	named, lost := 0, 0
	for known, err := range w.Catalog.KnownURLs(ctx, w.p.ID) {
		if err != nil {
			return err
		}
		live := known.Fetched.Status == http.StatusOK || known.Fetched.Status == http.StatusNotModified
		switch {
		case w.named[known.Canonical]:
			named++
			continue
		case known.LastMod == "": // no sitemap has named it before
			continue
		case live:
			lost++
		case !isGone(known.Fetched.Status) || w.Now().Sub(known.Fetched.At) < confirmGone:
			continue
		}
		missing = append(missing, catalog.Task{
			URL: known.URL, Canonical: known.Canonical, Site: w.p.ID, Role: "release",
			FoundBy: "revisit", LastMod: known.LastMod, Due: w.Now(),
		})
	}
	if lost > named {
		w.problem("the sitemaps of %s no longer name %d of %d known releases: not taken for deletions", w.p.ID, lost, lost+named)
		return nil
	}
	_, err := w.Catalog.Enqueue(ctx, missing)
	return err
}

// readAgain reads a sitemap that has not changed, for the releases it names.
func (w *worker) readAgain(ctx context.Context, address string) (whole bool, err error) {
	if w.outOfTime() {
		return false, errOutOfTime
	}
	got, err := w.getFresh(ctx, address)
	if err == nil && got.Status == http.StatusOK {
		var links []discover.Link
		if links, _, err = discover.Sitemap(got.Body, got.URL); err == nil {
			for _, l := range links {
				if u, err := url.Parse(l.URL); err == nil && w.p.IsRelease(u) {
					w.named[site.Canonical(l.URL)] = true
				}
			}
			return true, nil
		}
	}
	if err != nil && fatal(ctx, err) {
		return false, err
	}
	w.problem("sitemap %s cannot be read again (%v): deletions are not looked for tonight", address, err)
	return false, nil
}

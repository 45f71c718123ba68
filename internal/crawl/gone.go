package crawl

import (
	"context"
	"net/http"
)

func isGone(status int) bool { return status == http.StatusNotFound || status == http.StatusGone }

// lookForGone asks for known releases that no sitemap names any more; what
// they answer decides. It looks only when all sitemaps of the site were read.
// When most releases are missing, that says more about the sitemaps than about
// the releases: they are looked at when their time comes.
func (w *worker) lookForGone(ctx context.Context) error {
	if w.partial {
		return nil
	}
	missing, named, err := w.Catalog.Unnamed(ctx, w.p.ID)
	if err != nil || len(missing) == 0 {
		return err
	}
	if len(missing) > named {
		w.problem("the sitemaps of %s no longer name %d of %d known releases: not taken for deletions", w.p.ID, len(missing), len(missing)+named)
		return w.Catalog.SeenToUnnamed(ctx, w.p.ID)
	}
	for i := range missing {
		missing[i].Due = w.Now()
	}
	if _, err := w.Catalog.Enqueue(ctx, missing); err != nil {
		return err
	}
	return w.Catalog.SeenToUnnamed(ctx, w.p.ID)
}

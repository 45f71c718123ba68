package crawl

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"communique/internal/site"
)

// maxExamples is how many addresses a sentence of the report names.
const maxExamples = 3

// compareSources notes which releases stand in one source and not in another:
// where one of them is read wrongly, or lags behind, it shows here first. Of
// those that only a sitemap names the recent ones count, and on the first night
// none: listings end, and old releases often stand in none.
func (w *worker) compareSources(ctx context.Context) error {
	if w.partial || !w.differ {
		return nil
	}
	month := w.Now().AddDate(0, 0, -30).UTC().Format(time.DateOnly)
	for _, c := range []struct{ kind, other, since, says string }{
		{site.KindListing, site.KindSitemap, "", "in the listing and in no sitemap: %d, such as %s"},
		{site.KindSitemap, site.KindListing, month, "of the last thirty days, in a sitemap and not in the listing: %d, such as %s"},
	} {
		if !w.has(c.kind) || !w.has(c.other) {
			continue
		}
		examples, n, err := w.Catalog.OnlyIn(ctx, w.p.ID, c.kind, c.other, c.since, w.settled, maxExamples)
		if err != nil {
			return err
		}
		if n > 0 {
			w.run.Disagree = append(w.run.Disagree, fmt.Sprintf(c.says, n, strings.Join(examples, ", ")))
		}
	}
	return nil
}

// has reports whether the profile has a source of a kind.
func (w *worker) has(kind string) bool {
	return slices.ContainsFunc(w.p.Sources, func(s site.Source) bool { return s.Kind == kind })
}

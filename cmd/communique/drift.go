package main

import (
	"context"
	"fmt"
	"slices"

	"communique/internal/catalog"
	"communique/internal/ingest"
)

// noteDrift looks at what a night brought: pages that no era of their site's
// profile recognised were read by the generic reader, and mean that the site
// has a new look. Silence about it is how such collections rot.
func (n *night) noteDrift(ctx context.Context, runs []catalog.SiteRun, report ingest.Report) error {
	read, lost := map[string]int{}, map[string]int{}
	for _, id := range slices.Concat(report.New, report.Changed) {
		r, err := n.catalog.Record(ctx, id)
		if err != nil {
			return err
		}
		p, err := n.set.ByID(r.Site)
		if err != nil || len(p.Eras) == 0 {
			continue // no profile, or one that leaves all to the generic reader
		}
		read[r.Site]++
		if r.Extractor.Era == nil {
			lost[r.Site]++
		}
	}
	for i := range runs {
		if l := lost[runs[i].Site]; l > 0 {
			runs[i].Drift = true
			runs[i].Problems = append(runs[i].Problems, fmt.Sprintf(
				"no era of the profile recognises %d of %d new pages: they were read by the generic reader; has the site changed its look? (communique sites check %s)",
				l, read[runs[i].Site], runs[i].Site))
		}
	}
	return nil
}

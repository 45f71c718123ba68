package drift

import (
	"context"
	"fmt"

	"communique/archive"
)

// rare is how improbable so many pages without an era must be at a site that
// has had some before.
const rare = 1e-3

// era looks at the pages read tonight that no era of the profile recognised:
// the generic reader has read them, and they mean that the site has a new
// look. Where the site always had some, only unusually many are a finding.
func (l Look) era(ctx context.Context, s Site, newest []archive.Release) ([]Finding, error) {
	if s.Profile == nil || len(s.Profile.Eras) == 0 {
		return nil, nil // no profile, or one that leaves all to the generic reader
	}
	lost := 0
	var page archive.Release
	tonight := map[string]bool{}
	for _, id := range s.Read {
		r, err := l.Catalog.Record(ctx, id)
		if err != nil {
			return nil, err
		}
		tonight[id] = true
		if r.Extractor.Era == nil {
			lost++
			page = r
		}
	}
	before, of := 0, 0
	for _, r := range newest {
		if !tonight[r.ID] {
			of++
			if r.Extractor.Era == nil {
				before++
			}
		}
	}
	usual := float64(before+1) / float64(of+2)
	if lost == 0 || before > 0 && of >= minBefore && binomialTail(lost, len(s.Read), usual) > rare {
		return nil, nil
	}
	return []Finding{{
		Site: s.ID, Kind: KindEra, What: "eras", Since: l.Now.UTC().Format("2006-01-02"), Page: pageOf(page),
		Text: fmt.Sprintf("no era of the profile recognises %d of %d new pages: they were read by the generic reader; has the site changed its look? (communique sites check %s)",
			lost, len(s.Read), s.ID),
	}}, nil
}

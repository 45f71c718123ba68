package drift

import (
	"context"
	"fmt"
	"slices"
	"time"

	"communique/archive"
	"communique/internal/catalog"
)

// rare is how improbable so many pages without an era must be at a site that
// has had some before.
const rare = 1e-3

// LostEras says where the eras of a profile recognise fewer releases than those
// of the profile before it did, at whatever site: its pages are read again on
// any night, and not only when it is visited.
func (l Look) LostEras(ctx context.Context) ([]Finding, error) {
	var found []Finding
	for _, lost := range l.Lost {
		f := Finding{
			Site: lost.Site, Kind: KindEra, What: "eras", Since: lost.Since,
			Text: fmt.Sprintf("the profile (or the program) has changed, and its eras recognise %d releases where they recognised %d: the others were read again by the generic reader; if that is meant, it is told until a profile changes again (communique sites check %s)",
				lost.Now, lost.Before, lost.Site),
		}
		for r, err := range l.Catalog.Latest(ctx, lost.Site, lately) {
			if err != nil {
				return nil, fmt.Errorf("look for drift at %s: %w", lost.Site, err)
			}
			if r.Extractor.Era == nil {
				f.Page = pageOf(r)
				break
			}
		}
		found = append(found, f)
	}
	return found, nil
}

// isLost: LostEras has said it.
func (l Look) isLost(id string) bool {
	return slices.ContainsFunc(l.Lost, func(lost catalog.EraLoss) bool { return lost.Site == id })
}

// era looks at the pages read tonight that no era of the profile recognised:
// the generic reader has read them, and they mean that the site has a new
// look. Where the site always had some, only unusually many are a finding; but
// a profile that has eras promises that they are of use, and where they
// recognise nothing at all, no past excuses it: a mistake in the profile has
// changed the past too, since all pages were read again with it.
func (l Look) era(ctx context.Context, s Site, newest []archive.Release) ([]Finding, error) {
	if s.Profile == nil || len(s.Profile.Eras) == 0 || l.isLost(s.ID) {
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
	f := Finding{Site: s.ID, Kind: KindEra, What: "eras", Since: l.Now.UTC().Format(time.DateOnly), Page: pageOf(page)}
	usual := float64(before+1) / float64(of+2)
	switch none := before == of && lost == len(s.Read); {
	case lost == 0 && none && of > 0:
		f.Page = pageOf(newest[0])
		f.Text = fmt.Sprintf("no era of the profile recognises any of the last %d releases: they were read by the generic reader; is there a mistake under eras, or has the site changed its look? (communique sites check %s)",
			of, s.ID)
	case lost == 0, !none && before > 0 && of >= minBefore && binomialTail(lost, len(s.Read), usual) > rare:
		return nil, nil
	default:
		f.Text = fmt.Sprintf("no era of the profile recognises %d of %d new pages: they were read by the generic reader; has the site changed its look? (communique sites check %s)",
			lost, len(s.Read), s.ID)
	}
	return []Finding{f}, nil
}

package export

import (
	"context"
	"iter"

	"communique/internal/catalog"
)

// captures gives the records of the filter's sites and days or, where it
// chooses among releases, all the records of those. Those of releases that are
// not public stay out: an address often spells the title.
func (s *source) captures(ctx context.Context) iter.Seq2[catalog.CaptureRow, error] {
	f := s.q.Filter
	return func(yield func(catalog.CaptureRow, error) bool) {
		rows := catalog.Filter{Sites: f.Sites, Since: f.Since, Until: f.Until, By: f.By}
		keep, err := s.notBarred(ctx)
		if err == nil && (len(f.Countries)+len(f.Kinds)+len(f.Languages)+len(f.IDs) > 0 || f.Speaker != "" || f.Among != nil) {
			rows.Since, rows.Until = "", ""
			keep, err = s.ofReleases(ctx)
		}
		if err != nil {
			yield(catalog.CaptureRow{}, err)
			return
		}
		n := 0
		for c, err := range s.db.Captures(ctx, rows) {
			if err == nil {
				var kept bool
				if kept, err = keep(c); err == nil && !kept {
					continue
				}
				s.step(c.Capture.RecordID, map[string]string{catalog.BySite: c.Site, catalog.ByYear: c.Capture.Fetched.UTC().Format("2006")}[f.By])
			}
			n++
			if !yield(c, err) || err != nil || f.Limit > 0 && n >= f.Limit {
				return
			}
		}
	}
}

func (s *source) notBarred(ctx context.Context) (func(catalog.CaptureRow) (bool, error), error) {
	barred, err := s.db.Barred(ctx)
	return func(c catalog.CaptureRow) (bool, error) { return !barred[c.Canonical], nil }, err
}

// ofReleases keeps the captures of the releases that the filter chooses.
func (s *source) ofReleases(ctx context.Context) (func(catalog.CaptureRow) (bool, error), error) {
	f := s.q.Filter
	f.Limit, f.By = 0, ""
	chosen := map[string]bool{}
	for row, err := range s.db.Rows(ctx, f) {
		if err != nil {
			return nil, err
		}
		if row.Public() {
			chosen[row.ID] = true
		}
	}
	return func(c catalog.CaptureRow) (bool, error) {
		id, err := s.db.IDOf(ctx, c.Canonical)
		return chosen[id], err
	}, nil
}

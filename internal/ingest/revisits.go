package ingest

import (
	"context"
	"errors"
	"net/url"
	"strings"

	"communique/archive"
	"communique/archive/warc"
	"communique/internal/catalog"
	"communique/internal/extract"
)

// revisited gives a revisit as the page it stands for: its own address, time
// and headers, with the bytes of the capture it refers to. While that capture
// is not known it says nothing.
func (p *Pipeline) revisited(ctx context.Context, row catalog.CaptureRow) (sight, error) {
	silent := sight{CaptureRow: row}
	original, ok, err := p.Catalog.OriginalOf(ctx, row)
	if err != nil || !ok || row.Role == catalog.RoleRobots {
		return silent, err
	}
	if original.Canonical == row.Canonical && original.Role != catalog.RolePage {
		return silent, nil // what it announces was read then
	}
	if row.Truncated == "" {
		row.Truncated = original.Truncated
	}
	key := catalog.ReadingKey{URL: row.URL, Digest: original.Capture.PayloadDigest, Variant: original.Variant}
	if row.Capture.HTTPStatus != 0 { // it kept its own headers
		key.Variant = row.Variant[:strings.LastIndexByte(row.Variant, '\n')+1] + row.Truncated
	}
	r, ok, err := p.Catalog.Reading(ctx, key)
	if err == nil && !ok {
		r, err = p.readRevisit(ctx, key, original, row)
	}
	if err != nil {
		return silent, err
	}
	s, err := sightOf(r)
	s.CaptureRow = row
	return s, err
}

// readRevisit reads the page of a revisit that repeats the bytes of another
// address, or comes with other headers. A feed, a sitemap or a listing leaves
// an empty reading, so that it is read once.
func (p *Pipeline) readRevisit(ctx context.Context, key catalog.ReadingKey, original, row catalog.CaptureRow) (catalog.Reading, error) {
	page, err := p.Store.Revisited(ctx, row.Capture, original.Capture)
	var damage *warc.DamageError
	if errors.As(err, &damage) || errors.Is(err, archive.ErrRevisit) {
		p.late = append(p.late, err.Error())
		return catalog.Reading{Why: "the record it repeats cannot be read"}, nil
	}
	if err != nil {
		return catalog.Reading{}, err
	}
	as := row
	as.Kind = catalog.CaptureResponse
	u, err := url.Parse(row.URL)
	if err != nil {
		u = &url.URL{}
	}
	as.Role = role(p.Profiles.ForURL(u), u, as, page.Body)
	var read extract.Reading
	var seen []catalog.Sighting
	if as.Role == catalog.RolePage {
		if read, err = p.Reader.Read(page); err != nil {
			return catalog.Reading{}, err
		}
		seen = p.related(read.Sightings, row)
	} else {
		// What cannot be understood in it was said of the original.
		seen, _ = p.announced(archive.Entry{Page: &page}, as)
	}
	r, err := pack(key, read)
	if err != nil {
		return catalog.Reading{}, err
	}
	return *r, p.Catalog.PutReading(ctx, *r, seen)
}

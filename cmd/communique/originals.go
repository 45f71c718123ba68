package main

import (
	"cmp"
	"context"

	"communique/archive"
	"communique/internal/catalog"
	"communique/internal/site"
)

// resolver finds, for reading, the response whose payload a revisit repeats.
func resolver(db *catalog.DB) func(context.Context, archive.Capture) (archive.Capture, bool, error) {
	return func(ctx context.Context, revisit archive.Capture) (archive.Capture, bool, error) {
		row, ok, err := db.CaptureByRecord(ctx, revisit.RecordID)
		if err != nil || !ok {
			return archive.Capture{}, false, err
		}
		original, ok, err := db.OriginalOf(ctx, row)
		return original.Capture, ok, err
	}
}

// original and last are the catalogue's part in deduplication: what earlier
// nights have archived. The catalogue is open before the first answer comes.
func (n *night) original(ctx context.Context, url, payloadDigest string, status int) (archive.Original, bool, error) {
	row, ok, err := n.catalog.OriginalWith(ctx, url, payloadDigest, status)
	return archive.Original{URL: row.URL, Capture: row.Capture}, ok, err
}

// resolve is resolver for a run, whose catalogue is opened behind its archive.
func (n *night) resolve(ctx context.Context, revisit archive.Capture) (archive.Capture, bool, error) {
	return resolver(n.catalog)(ctx, revisit)
}

func (n *night) last(ctx context.Context, url string) (archive.Original, bool, error) {
	row, ok, err := n.catalog.LastOriginal(ctx, url, cmp.Or(site.Canonical(url), url))
	return archive.Original{URL: row.URL, Capture: row.Capture}, ok, err
}

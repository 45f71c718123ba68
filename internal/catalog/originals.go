package catalog

import (
	"cmp"
	"context"
	"strings"
)

// OriginalWith finds a response that this program recorded whole, with a
// payload and a status: of exactly the address given if there is one, else the
// earliest of any.
func (db *DB) OriginalWith(ctx context.Context, url, payloadDigest string, status int) (CaptureRow, bool, error) {
	return one(ctx, db, scanCapture, `SELECT `+captureColumns+` FROM capture INDEXED BY capture_original
		WHERE digest = ? AND status = ? AND kind = 'response' AND truncated = '' AND imported = 0 AND length > 0
		ORDER BY url <> ?, fetched, record_id LIMIT 1`, payloadDigest, status, url)
}

// LastOriginal finds the response with the payload of the last 200 that this
// program got from exactly one address, whose canonical form the caller gives
// too.
func (db *DB) LastOriginal(ctx context.Context, url, canonical string) (CaptureRow, bool, error) {
	c, ok, err := one(ctx, db, scanCapture, `SELECT `+captureColumns+` FROM capture
		WHERE canonical = ? AND url = ? AND status = 200 AND truncated = '' AND imported = 0 AND kind IN ('response', 'revisit')
		ORDER BY fetched DESC, record_id DESC LIMIT 1`, canonical, url)
	if err != nil || !ok || c.Kind == CaptureResponse {
		return c, ok, err
	}
	return db.OriginalOf(ctx, c)
}

// OriginalOf finds the capture whose payload a revisit repeats: by the record
// ID it names; or, where it names none that is known, a capture with the same
// payload at the address it names, or at its own.
func (db *DB) OriginalOf(ctx context.Context, revisit CaptureRow) (CaptureRow, bool, error) {
	c, ok, err := db.CaptureByRecord(ctx, revisit.RefersTo)
	if err != nil || ok {
		return c, ok && c.hasPayload(), err
	}
	at := revisit.Canonical
	if strings.Contains(revisit.RefersTo, "://") {
		at = revisit.RefersTo
	}
	rows, err := db.CapturesAt(ctx, at)
	for _, c := range rows {
		status := cmp.Or(revisit.Capture.HTTPStatus, 200)
		if c.hasPayload() && c.Capture.PayloadDigest == revisit.Capture.PayloadDigest && (c.Capture.HTTPStatus == status || c.Capture.HTTPStatus == 0) {
			return c, true, err
		}
	}
	return CaptureRow{}, false, err
}

// hasPayload: what is no answer, or only refers to one, has none.
func (c CaptureRow) hasPayload() bool {
	return (c.Kind == CaptureResponse || c.Kind == CaptureResource) && !c.NotModified
}

package verify

import (
	"context"
	"fmt"
	"os"
	"strings"

	"communique/archive"
	"communique/archive/warc"
	"communique/internal/catalog"
)

// revisit follows a revisit to what it refers to: a response record, in this
// archive, with the same payload. A 304 that names no record needs an earlier
// answer of its address that it confirms.
func (p *passage) revisit(ctx context.Context, rec *warc.Record, row catalog.CaptureRow) error {
	h := rec.Header
	original, ok, err := p.original(ctx, h, row)
	if err != nil {
		return err
	}
	if !ok {
		if !p.about.own {
			p.mu.Lock()
			p.sum.Unresolved++
			p.mu.Unlock()
			return nil
		}
		what := "refers to " + h.Get("WARC-Refers-To") + ", which is not in the archive"
		switch {
		case h.Get("WARC-Refers-To") == "" && row.NotModified:
			what = "says that the server answered 304, and the archive has no earlier answer of that address"
		case h.Get("WARC-Refers-To") == "":
			what = "does not say which record it repeats"
		}
		p.at(rec, InRevisit, "the revisit %s", what)
		return nil
	}
	for _, what := range contradictions(h, original) {
		p.at(rec, InRevisit, "the revisit refers to %s at %d, %s", original.Capture.File, original.Capture.Offset, what)
	}
	there, err := p.headerAt(ctx, original.Capture.File, original.Capture.Offset)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	// In a file compressed as a whole no record can be looked up by its place.
	if original.Capture.Length > 0 && (err != nil || there.ID() != original.Capture.RecordID) {
		p.at(rec, InRevisit, "the revisit refers to %s at %d, and the record %s is not there", original.Capture.File, original.Capture.Offset, original.Capture.RecordID)
	}
	return nil
}

// original finds the capture that a revisit repeats.
func (p *passage) original(ctx context.Context, h warc.Fields, row catalog.CaptureRow) (catalog.CaptureRow, bool, error) {
	if id := h.Get("WARC-Refers-To"); id != "" {
		return p.db.CaptureByRecord(ctx, id)
	}
	canonical, digest := row.Canonical, ""
	if !row.NotModified {
		canonical, digest = row.RefersTo, row.Capture.PayloadDigest
	}
	if canonical == "" || strings.HasPrefix(canonical, "<") {
		return catalog.CaptureRow{}, false, nil
	}
	all, err := p.db.CapturesAt(ctx, canonical)
	if err != nil {
		return catalog.CaptureRow{}, false, err
	}
	for _, c := range all {
		switch {
		case c.Capture.Fetched.After(row.Capture.Fetched) || c.Capture.RecordID == row.Capture.RecordID:
		case digest != "" && c.Kind == catalog.CaptureResponse && c.Capture.PayloadDigest == digest:
			return c, true, nil
		case row.NotModified && !c.NotModified && c.Kind != catalog.CaptureFailure && c.Capture.HTTPStatus == 200:
			return c, true, nil
		}
	}
	return catalog.CaptureRow{}, false, nil
}

// contradictions names what the record referred to is not, although the
// revisit says so.
func contradictions(h warc.Fields, original catalog.CaptureRow) (wrong []string) {
	if h.Get("WARC-Refers-To") == "" {
		return nil // found by address and digest
	}
	if original.Kind != catalog.CaptureResponse && original.Kind != catalog.CaptureResource {
		wrong = append(wrong, "which is a "+original.Kind+" and no response")
	}
	if want := h.PayloadDigest(); warc.IsDigest(want) && want != original.Capture.PayloadDigest {
		wrong = append(wrong, fmt.Sprintf("which has the payload %s, and not %s", original.Capture.PayloadDigest, want))
	}
	uri := warc.Fields{{Name: "WARC-Target-URI", Value: h.Get("WARC-Refers-To-Target-URI")}}.TargetURI()
	if uri != "" && uri != original.URL {
		wrong = append(wrong, fmt.Sprintf("which is of %s, and not of %s", original.URL, uri))
	}
	at, err := warc.Fields{{Name: "WARC-Date", Value: h.Get("WARC-Refers-To-Date")}}.Date()
	if h.Get("WARC-Refers-To-Date") != "" && (err != nil || archive.Timestamp(at) != archive.Timestamp(original.Capture.Fetched)) {
		wrong = append(wrong, fmt.Sprintf("which is of %s, and not of %s", archive.Timestamp(original.Capture.Fetched), h.Get("WARC-Refers-To-Date")))
	}
	return wrong
}

// headerAt reads the header of the record that begins at a place.
func (r *run) headerAt(ctx context.Context, file string, offset int64) (warc.Fields, error) {
	f, ok := r.byName[file]
	if !ok {
		return nil, fmt.Errorf("%s: %w", file, os.ErrNotExist)
	}
	disk, err := os.Open(f.path)
	if err != nil {
		return nil, err
	}
	defer disk.Close()
	rec, err := warc.NewReader(&counted{ctx: ctx, file: disk}, file, offset).Next()
	if err != nil {
		return nil, err
	}
	if rec.Offset != offset {
		return nil, &warc.DamageError{File: file, Offset: offset, Reason: "no record begins there"}
	}
	return rec.Header, nil
}

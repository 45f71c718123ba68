package verify

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"time"

	"communique/archive"
	"communique/archive/warc"
	"communique/internal/catalog"
)

// row compares the catalogue's row of a record with the record.
func (p *passage) row(ctx context.Context, s *seen) error {
	kind := s.captureKind()
	if p.db == nil || kind == "" {
		return nil
	}
	h := s.rec.Header
	id := cmp.Or(h.ID(), archive.PlaceID(p.file.name, s.rec.Offset))
	row, ok, err := p.db.CaptureByRecord(ctx, id)
	if err != nil {
		return err
	}
	to := p.marks[p.file.name]
	switch {
	case !ok && to >= 0 && to <= s.rec.Offset:
		p.unread++
		return nil
	case !ok:
		p.at(s.rec, InCatalogue, "the catalogue has no row for this %s: run communique rebuild", kind)
		return nil
	case row.Capture.File < p.file.name:
		p.copies++
		return nil // a copy of the file; the row is that of the first
	case row.Capture.File != p.file.name || row.Capture.Offset != s.rec.Offset:
		p.at(s.rec, InCatalogue, "the catalogue has this record at %s, byte %d", row.Capture.File, row.Capture.Offset)
		return nil
	}
	p.rows++
	for _, d := range p.differences(s, row, kind) {
		p.at(s.rec, InCatalogue, "the catalogue says %s: run communique rebuild", d)
	}
	if kind == catalog.CaptureRevisit {
		return p.revisit(ctx, s.rec, row)
	}
	return nil
}

// differences names the fields of a row that are not what the record says.
func (p *passage) differences(s *seen, row catalog.CaptureRow, kind string) (wrong []string) {
	h := s.rec.Header
	digest, status, contentType := s.payload, s.status, s.header.Get("Content-Type")
	switch kind {
	case catalog.CaptureRevisit:
		digest = h.PayloadDigest()
		if status == 0 && h.NotModified() {
			status = 304
		}
	case catalog.CaptureFailure:
		digest = ""
	default:
		if !h.IsHTTP() {
			contentType = h.ContentType()
		}
	}
	var failure string
	var attempt int
	if s.failure != nil {
		failure, attempt = s.failure.Kind+": "+s.failure.Message, s.failure.Attempt
	}
	length := s.rec.Length
	for _, x := range []struct {
		field      string
		have, want any
	}{
		{"kind", row.Kind, kind}, {"address", row.URL, h.TargetURI()},
		{"date", warc.FormatDate(row.Capture.Fetched), warc.FormatDate(s.date.Truncate(time.Millisecond))},
		{"length", row.Capture.Length, length}, {"status", row.Capture.HTTPStatus, status},
		{"payload digest", row.Capture.PayloadDigest, digest}, {"content type", row.ContentType, contentType},
		{"ETag", row.ETag, s.header.Get("ETag")}, {"Last-Modified", row.LastModified, s.header.Get("Last-Modified")},
		{"run", row.Run, p.about.run}, {"error", row.Error, failure}, {"attempt", row.Attempt, attempt},
	} {
		if x.have != x.want {
			wrong = append(wrong, fmt.Sprintf("%s %.200q, and the record %.200q", x.field, fmt.Sprint(x.have), fmt.Sprint(x.want)))
		}
	}
	return wrong
}

// rows looks for rows whose record is not there. The number of a file's rows
// tells whether there are any; only then are they looked at one by one.
func (r *run) rows(ctx context.Context) error {
	if r.db == nil {
		return nil
	}
	count := map[string]int{}
	for row, err := range r.db.Captures(ctx, catalog.Filter{}) {
		if err != nil {
			return err
		}
		count[row.Capture.File]++
	}
	suspects := false
	for file, n := range count {
		switch _, marked := r.marks[file]; {
		case !r.has(file) && !marked:
			r.fault(Fault{File: file, Offset: -1, In: InFile, What: fmt.Sprintf("is missing: the catalogue has %d captures of it; put it back", n)})
		case r.has(file) && n != r.matched[file]:
			suspects = true
		}
	}
	if !suspects {
		return nil
	}
	for row, err := range r.db.Captures(ctx, catalog.Filter{}) {
		if err != nil {
			return err
		}
		c := row.Capture
		if !r.has(c.File) || count[c.File] == r.matched[c.File] || r.damaged[c.File][c.Offset] {
			continue
		}
		if h, err := r.headerAt(ctx, c.File, c.Offset); err != nil && ctx.Err() != nil {
			return ctx.Err()
		} else if err != nil || c.RecordID != cmp.Or(h.ID(), archive.PlaceID(c.File, c.Offset)) && !r.inMember(ctx, row) {
			r.fault(Fault{File: c.File, Offset: c.Offset, In: InCatalogue, Record: c.RecordID, URL: row.URL,
				What: fmt.Sprintf("the catalogue has the %s %s here, and the file has not", row.Kind, c.RecordID)})
		}
	}
	return nil
}

// inMember looks for the record of a row among those that share a gzip member,
// whose row cannot say where exactly it is.
func (r *run) inMember(ctx context.Context, row catalog.CaptureRow) bool {
	if row.Capture.Length > 0 {
		return false
	}
	disk, err := os.Open(r.byName[row.Capture.File].path)
	if err != nil {
		return false
	}
	defer disk.Close()
	reader := warc.NewReader(&counted{ctx: ctx, file: disk}, row.Capture.File, row.Capture.Offset)
	for {
		rec, err := reader.Next()
		if err != nil {
			return false
		}
		if rec.Header.ID() == row.Capture.RecordID {
			return true
		}
	}
}

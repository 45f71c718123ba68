package wayback

import (
	"bytes"
	"cmp"
	"mime"

	"communique/archive"
	"communique/archive/warc"
	"communique/internal/site"
)

// make writes the capture of the original address.
func (r *run) make(l line, m capture) error {
	contentType := cmp.Or(m.header.Get("X-Archive-Orig-Content-Type"), m.header.Get("Content-Type"), "application/octet-stream")
	digest, err := warc.BlockDigest(bytes.NewReader(m.body))
	if err != nil {
		return err
	}
	h := warc.NewFields(warc.TypeResource, m.captured)
	h.Add("WARC-Target-URI", m.original)
	h.Add("WARC-Block-Digest", digest)
	h.Add("WARC-Payload-Digest", digest)
	h.Add("Content-Type", contentType)
	h.Add(archive.FieldArchivedBy, By)
	h.Add(archive.FieldSource, m.url.String())
	h.Add(archive.FieldRetrieved, archive.Timestamp(m.capture.Fetched))
	h.Add(archive.FieldSourceDigest, l.stated)
	h.Add(archive.FieldSourceRecord, m.capture.RecordID)
	media, _, err := mime.ParseMediaType(contentType)
	if err != nil {
		media = "" // the index can do without
	}
	if err := r.importer().Write(h, bytes.NewReader(m.body), int64(len(m.body)), 0, media); err != nil {
		return err
	}
	r.made[madeKey{site.Canonical(m.original), m.captured}] = true
	r.report.Made++
	r.o.Notify(Event{Step: "capture", URL: m.original, Captured: m.captured, Memento: m.url.String(), Lines: r.report.Lines, Done: r.report.Made})
	return nil
}

// importer returns where captures go.
func (r *run) importer() *archive.Importer {
	if r.to == nil {
		var about warc.Fields
		about.Add(archive.ImportFrom, r.o.API)
		about.Add("communique-imported-format", "mementos (RFC 7089)")
		about.Add(archive.ImportAt, archive.Timestamp(r.o.Now()))
		about.Add("communique-imported-by", r.o.Contact)
		r.to = r.o.Store.Importer(about)
	}
	return r.to
}

// finish makes the captures safe on the disk.
func (r *run) finish() error {
	if r.to == nil {
		return nil
	}
	_, err := r.to.Finish()
	return err
}

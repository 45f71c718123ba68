package wayback

import (
	"bytes"
	"cmp"
	"context"
	"mime"

	"communique/archive"
	"communique/archive/warc"
	"communique/internal/site"
)

// make writes the capture of the original address.
func (r *run) make(l line, m capture) (made, error) {
	contentType := cmp.Or(m.header.Get("X-Archive-Orig-Content-Type"), m.header.Get("Content-Type"), "application/octet-stream")
	digest, err := warc.BlockDigest(bytes.NewReader(m.body))
	if err != nil {
		return made{}, err
	}
	h := warc.NewFields(warc.TypeResource, m.captured)
	h.Add("WARC-Target-URI", m.original)
	h.Add("WARC-Payload-Digest", digest)
	h.Add("Content-Type", contentType)
	h = provenance(h, l, m.url.String(), m.capture)
	media, _, err := mime.ParseMediaType(contentType)
	if err != nil {
		media = "" // the index can do without
	}
	if err := r.write(h, digest, m.body, media); err != nil {
		return made{}, err
	}
	done := made{m.original, h.ID(), digest, m.captured, 0}
	r.made[madeKey{site.Canonical(m.original), m.captured}] = done
	r.report.Made++
	r.o.Notify(Event{Step: "capture", URL: m.original, Captured: m.captured, Memento: m.url.String(), Lines: r.report.Lines, Done: r.report.Made})
	return done, nil
}

// repeat notes that the archive captured the same bytes again.
func (r *run) repeat(ctx context.Context, l line, first made) error {
	r.report.Repeated++
	if r.o.Store == nil || first.recordID == "" || !l.captured.After(first.captured) {
		return nil
	}
	if _, there, err := r.isHere(ctx, l.original, l.captured); err != nil || there {
		return err
	}
	h := warc.NewFields(warc.TypeRevisit, l.captured)
	h.Add("WARC-Target-URI", l.original)
	h.Add("WARC-Profile", warc.ProfileIdenticalPayload)
	h.Add("WARC-Refers-To", first.recordID)
	h.Add("WARC-Refers-To-Target-URI", first.url)
	h.Add("WARC-Refers-To-Date", warc.FormatDate(first.captured))
	h.Add("WARC-Payload-Digest", first.digest)
	h = provenance(h, l, r.index.url.String(), r.index.capture)
	digest, err := warc.BlockDigest(bytes.NewReader(nil))
	if err != nil {
		return err
	}
	if err := r.write(h, digest, nil, ""); err != nil {
		return err
	}
	r.made[madeKey{site.Canonical(l.original), l.captured}] = first
	r.report.Revisits++
	return nil
}

// provenance adds where a record comes from: an address, and the exchange in
// which it answered.
func provenance(h warc.Fields, l line, source string, exchange archive.Capture) warc.Fields {
	h.Add(archive.FieldArchivedBy, By)
	h.Add(archive.FieldSource, source)
	h.Add(archive.FieldRetrieved, archive.Timestamp(exchange.Fetched))
	h.Add(archive.FieldSourceDigest, l.stated)
	h.Add(archive.FieldSourceRecord, exchange.RecordID)
	return h
}

func (r *run) write(h warc.Fields, digest string, block []byte, media string) error {
	h.Add("WARC-Block-Digest", digest)
	return r.importer().Write(h, bytes.NewReader(block), int64(len(block)), 0, media)
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

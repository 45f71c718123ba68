package archive

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"

	"communique/archive/warc"
)

// Entry is one record that readers care for: every type but requests and
// conversions.
type Entry struct {
	Kind        string // "response", "revisit", "metadata", "resource", "warcinfo"
	URL         string // the record's target
	ContentType string // of the record's block
	Capture     Capture

	// Page is there for a response, for a resource (a file archived without
	// HTTP: its only header is Content-Type, its status 0) and for a revisit
	// (without a body).
	Page *Page

	// Metadata is the block of a metadata or warcinfo record.
	Metadata []byte

	// Of a revisit: what it says it is the same as. RefersTo is a record id,
	// RefersToURL an address, RefersToDate a WARC-Date; each "" when not said.
	RefersTo, RefersToURL, RefersToDate string
	// NotModified: the revisit says that the server answered 304.
	NotModified bool

	// Run is the run id of the file's warcinfo. A file without one was made by
	// others: Imported.
	Run      string
	Imported bool
}

// Entries yields the whole records of a file in their order, from the byte
// from on: 0, or the offset or end of a record. Of the file being written it
// yields what had been written when it was called.
//
// A record that cannot be read is yielded as a *warc.DamageError, with what is
// known of it in the entry, and reading goes on with the next one that can be
// found. That is so for damage, for a block that is not what its digest says,
// for a content-coding that cannot be removed, and for a whole file that
// cannot be opened. Any other error ends the sequence.
//
// In a file that was compressed as a whole, a capture's Length is 0, and Page
// finds it by its record id.
func (s *Store) Entries(ctx context.Context, file string, from int64) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		f, err := s.open(ctx, file)
		if err != nil {
			yield(Entry{}, err)
			return
		}
		defer f.Close()
		w := &walk{store: s, file: file, reader: warc.NewReader(f, file, from)}
		if err := w.readInfo(f); err != nil {
			yield(Entry{}, err)
			return
		}
		for {
			entry, err := w.next()
			if err == io.EOF {
				return
			}
			if !yield(entry, err) {
				return
			}
			if err != nil && !isDamage(err) {
				return
			}
		}
	}
}

// comesFrom sets the provenance of an entry and its page.
func (e *Entry) comesFrom(p Provenance) {
	e.Capture.Provenance = p
	if e.Page != nil {
		e.Page.Capture.Provenance = p
	}
}

func isDamage(err error) bool {
	var damage *warc.DamageError
	return errors.As(err, &damage)
}

// walk is one passage through a file.
type walk struct {
	store    *Store
	file     string
	reader   *warc.Reader
	infoID   string // of the warcinfo at the file's beginning
	info     warc.Fields
	run      string
	imported bool
	damaged  bool
}

// readInfo learns from a file's first record whose work it is. Damage there
// is left to the reading proper.
func (w *walk) readInfo(f io.ReaderAt) error {
	w.imported = true
	rec, err := warc.NewReader(f, w.file, 0).Next()
	if err == nil && rec.Header.Type() == warc.TypeWarcinfo {
		var block []byte
		if block, err = io.ReadAll(io.LimitReader(rec.Block, 1<<20)); err == nil {
			w.infoID = rec.Header.ID()
			w.info = warc.ParseFields(block)
			w.run = w.info.Get("communique-run")
			w.imported = w.run == ""
		}
	}
	if err != nil && err != io.EOF && !isDamage(err) {
		return err
	}
	return nil
}

// next returns the next entry that readers care for.
func (w *walk) next() (Entry, error) {
	for {
		rec, err := w.reader.Next()
		if err != nil {
			w.damaged = w.damaged || isDamage(err)
			return Entry{}, err
		}
		if w.damaged && !w.imported && rec.Header.Get("WARC-Warcinfo-ID") != w.infoID {
			continue // not a record of this file: part of the content of a damaged one
		}
		switch kind := rec.Header.Type(); kind {
		case warc.TypeResponse, warc.TypeRevisit, warc.TypeMetadata, warc.TypeResource, warc.TypeWarcinfo:
			entry, err := w.store.entry(rec, w.file)
			entry.Run, entry.Imported = w.run, w.imported
			if w.imported {
				entry.comesFrom(provenance(w.file, w.info, rec.Header))
			}
			w.damaged = w.damaged || isDamage(err)
			return entry, err
		case "continuation":
			return Entry{Kind: kind, URL: rec.Header.TargetURI()}, damage(rec, w.file, "it is the continuation of a record that was split over several files, and such are not put together", nil)
		}
	}
}

// entry reads one record to its end.
func (s *Store) entry(rec *warc.Record, file string) (Entry, error) {
	h := rec.Header
	e := Entry{Kind: h.Type(), URL: h.TargetURI(), ContentType: h.ContentType()}
	date, dateErr := h.Date()
	e.Capture = Capture{Fetched: captureTime(date), File: file, Offset: rec.Offset, RecordID: h.ID()}
	block := warc.NewDigester()
	err := s.readBlock(&e, h, io.TeeReader(rec.Block, block))
	if _, drain := io.Copy(block, rec.Block); drain != nil {
		return e, drain
	}
	e.Capture.Length = rec.Length
	if e.Page != nil {
		e.Page.Capture = e.Capture
	}
	switch want := h.BlockDigest(); {
	case err != nil && !isDamage(err):
		return e, damage(rec, file, err.Error(), err)
	case err != nil:
		return e, err
	case dateErr != nil:
		return e, damage(rec, file, dateErr.Error(), dateErr)
	case warc.IsDigest(want) && want != block.String():
		return e, damage(rec, file, "its block is not what its digest says: the bytes were changed after they were archived", nil)
	}
	return e, nil
}

func damage(rec *warc.Record, file, reason string, cause error) error {
	return &warc.DamageError{File: file, Offset: rec.Offset, Reason: reason, Err: cause}
}

// readBlock fills in what the record's block says.
func (s *Store) readBlock(e *Entry, h warc.Fields, block io.Reader) error {
	switch e.Kind {
	case warc.TypeMetadata, warc.TypeWarcinfo:
		data, err := io.ReadAll(io.LimitReader(block, s.o.MaxBody+1))
		if err == nil && int64(len(data)) > s.o.MaxBody {
			err = fmt.Errorf("its block is longer than the limit of %d bytes", s.o.MaxBody)
		}
		e.Metadata = data
		return err
	case warc.TypeRevisit:
		e.RefersTo, e.RefersToURL, e.RefersToDate = h.Get("WARC-Refers-To"), refersToURL(h), h.Get("WARC-Refers-To-Date")
		e.NotModified = h.NotModified()
		e.Capture.PayloadDigest = h.PayloadDigest()
		return s.readRevisit(e, h, block)
	}
	return s.readPage(e, h, block)
}

func refersToURL(h warc.Fields) string {
	return warc.Fields{{Name: "WARC-Target-URI", Value: h.Get("WARC-Refers-To-Target-URI")}}.TargetURI()
}

// readRevisit takes the head that a revisit's block can have.
func (s *Store) readRevisit(e *Entry, h warc.Fields, block io.Reader) error {
	e.Page = &Page{URL: e.URL, Header: http.Header{}, Truncated: h.Truncated()}
	if h.IsHTTP() {
		resp, err := warc.SplitResponse(block)
		if err != nil {
			return err
		}
		e.Page.Header, e.Capture.HTTPStatus = resp.Header, resp.Status
	}
	if e.Capture.HTTPStatus == 0 && e.NotModified {
		e.Capture.HTTPStatus = http.StatusNotModified
	}
	return nil
}

// readPage reads a response or a resource, and computes its payload digest.
func (s *Store) readPage(e *Entry, h warc.Fields, block io.Reader) error {
	page := &Page{URL: e.URL, Truncated: h.Truncated()}
	e.Page = page
	resp := &warc.Response{Header: http.Header{"Content-Type": {h.ContentType()}}, Body: block}
	if h.IsHTTP() {
		var err error
		if resp, err = warc.SplitResponse(block); err != nil {
			return err
		}
	}
	page.Header, e.Capture.HTTPStatus = resp.Header, resp.Status
	payload := warc.NewDigester()
	raw := io.TeeReader(resp.Body, payload)
	body, cut, err := decode(raw, resp.Header["Content-Encoding"], s.o.MaxBody)
	if _, drain := io.Copy(io.Discard, raw); drain != nil {
		return drain
	}
	e.Capture.PayloadDigest = payload.String()
	if err != nil {
		return err
	}
	if cut == "" && resp.Short() {
		cut = "unspecified"
	}
	page.Body = body
	if page.Truncated == "" {
		page.Truncated = cut
	}
	return nil
}

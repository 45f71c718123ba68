package archive

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"communique/archive/warc"
)

// ErrRevisit: the capture is a revisit, and the record with its payload is not
// known.
var ErrRevisit = errors.New("this capture repeats the payload of another record, and that record is not known")

// Page reads the page of a capture again, and makes sure that it is the record
// and the payload that the capture names. Of a revisit of an identical payload
// the body is that of its original, as for Original. A 304 has no body.
func (s *Store) Page(ctx context.Context, c Capture) (Page, error) {
	e, err := s.read(ctx, c)
	if err != nil || !e.repeats() {
		return pageOf(e, err)
	}
	original, err := s.resolve(ctx, e)
	if err != nil {
		return Page{}, err
	}
	return s.revisited(ctx, e, original)
}

// Original gives the capture with a capture's payload: itself, or, for a
// revisit of an identical payload, the one which Options.Resolve finds. Where
// that finds none the error wraps ErrRevisit.
func (s *Store) Original(ctx context.Context, c Capture) (Capture, error) {
	e, err := s.read(ctx, c)
	if err != nil || !e.repeats() {
		return c, err
	}
	return s.resolve(ctx, e)
}

// repeats: the payload is in another record.
func (e Entry) repeats() bool { return e.Kind == warc.TypeRevisit && !e.NotModified }

func (s *Store) resolve(ctx context.Context, revisit Entry) (Capture, error) {
	c := revisit.Capture
	if s.o.Resolve != nil {
		original, ok, err := s.o.Resolve(ctx, c)
		if err != nil || ok {
			return original, err
		}
	}
	return Capture{}, fmt.Errorf("%s at byte %d: %w: it should be %s of %s; communique verify looks for it", c.File, c.Offset, ErrRevisit, revisit.RefersTo, revisit.RefersToURL)
}

// Revisited reads the page that a revisit stands for, when the caller knows
// the record with its payload: the address and the headers of the one, the
// body of the other. Of a revisit that kept no headers they are the other's.
func (s *Store) Revisited(ctx context.Context, revisit, original Capture) (Page, error) {
	e, err := s.read(ctx, revisit)
	if err != nil {
		return Page{}, err
	}
	return s.revisited(ctx, e, original)
}

func (s *Store) revisited(ctx context.Context, revisit Entry, original Capture) (Page, error) {
	o, err := s.read(ctx, original)
	page, err := pageOf(o, err)
	if err != nil {
		return Page{}, err
	}
	want, have := revisit.Capture.PayloadDigest, o.Capture.PayloadDigest
	if o.Kind == warc.TypeRevisit || warc.IsDigest(want) && want != have {
		return Page{}, fmt.Errorf("%s at byte %d: %w: %s is a %s with the payload %s", revisit.Capture.File, revisit.Capture.Offset,
			ErrRevisit, original.RecordID, o.Kind, have)
	}
	page.URL, page.Capture = revisit.Page.URL, revisit.Capture
	if revisit.Capture.HTTPStatus != 0 {
		page.Header = revisit.Page.Header
	}
	return page, nil
}

func pageOf(e Entry, err error) (Page, error) {
	switch {
	case err != nil:
		return Page{}, err
	case e.Page == nil:
		return Page{}, fmt.Errorf("the record %s in %s is a %s and no page", e.Capture.RecordID, e.Capture.File, e.Kind)
	}
	return *e.Page, nil
}

// read reads the entry of a capture, and makes sure of its payload.
func (s *Store) read(ctx context.Context, c Capture) (e Entry, err error) {
	err = s.find(ctx, c, func(rec *warc.Record) error {
		if e, err = s.entry(rec, c.File); err != nil {
			return err
		}
		e.comesFrom(c.Provenance)
		return checkPayload(rec, c, e.Capture.PayloadDigest)
	})
	return e, err
}

// holds makes sure that a capture is a response with its payload.
func (s *Store) holds(ctx context.Context, c Capture) error {
	return s.find(ctx, c, func(rec *warc.Record) error {
		if kind := rec.Header.Type(); kind != warc.TypeResponse {
			return damage(rec, c.File, "it is a "+kind+" and not the response it was", nil)
		}
		digest, err := warc.PayloadDigest(rec.Block)
		if err != nil {
			return err
		}
		return checkPayload(rec, c, digest)
	})
}

// Beside gives the places of the records that were written together with a
// capture's: those directly behind it that name it in WARC-Concurrent-To, its
// request first. In files made by others they may stand elsewhere, and are not
// found.
func (s *Store) Beside(ctx context.Context, c Capture) ([]Capture, error) {
	f, err := s.open(ctx, c.File)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if c.Length <= 0 {
		return nil, nil // its member holds others too
	}
	var beside []Capture
	r := warc.NewReader(f, c.File, c.Offset+c.Length)
	for {
		rec, err := r.Next()
		if err == io.EOF || err == nil && !slices.Contains(rec.Header.All("WARC-Concurrent-To"), c.RecordID) {
			return beside, nil
		}
		if err == nil {
			_, err = io.Copy(io.Discard, rec.Block) // its length is known at its end
		}
		if err != nil {
			return nil, err
		}
		beside = append(beside, Capture{File: c.File, Offset: rec.Offset, Length: rec.Length, RecordID: rec.Header.ID()})
	}
}

func checkPayload(rec *warc.Record, c Capture, digest string) error {
	if c.PayloadDigest != "" && c.PayloadDigest != digest {
		return damage(rec, c.File, "its payload has the digest "+digest+" and not "+c.PayloadDigest, nil)
	}
	return nil
}

// find gives the record of a capture to use.
func (s *Store) find(ctx context.Context, c Capture, use func(*warc.Record) error) error {
	f, err := s.open(ctx, c.File)
	if err != nil {
		return err
	}
	defer f.Close()
	if c.Length > 0 {
		f.limit = min(f.limit, c.Offset+c.Length)
	}
	r := warc.NewReader(f, c.File, c.Offset)
	for {
		rec, err := r.Next()
		switch {
		case err == io.EOF:
			return &warc.DamageError{File: c.File, Offset: c.Offset, Reason: "the record " + c.RecordID + " is not there"}
		case err != nil:
			return err
		case c.RecordID == "" || cmp.Or(rec.Header.ID(), PlaceID(c.File, rec.Offset)) == c.RecordID:
			return use(rec)
		}
	}
}

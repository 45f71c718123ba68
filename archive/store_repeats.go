package archive

import (
	"context"
	"net/http"

	"communique/archive/warc"
)

// Original is a response record with a whole payload, of which later answers
// with the same payload are written as revisits. URL is its WARC-Target-URI.
type Original struct {
	URL     string
	Capture Capture
}

func (o Original) reference() warc.Reference {
	return warc.Reference{RecordID: o.Capture.RecordID, TargetURI: o.URL, Date: o.Capture.Fetched}
}

// payload is what must be the same for an answer to be a repetition. The
// status is part of it so that nobody has to look into the revisit to know
// whether the page was there.
type payload struct {
	digest string
	status int
}

// repeats knows the originals that a Store has written. What has been written
// is known only once it is on the disk: a revisit must not outlive, in a power
// cut, the record it refers to.
type repeats struct {
	originals map[payload]*Original
	last      map[string]*Original // by address: what its last 200 gave
	waiting   []written            // not yet on the disk, in order
}

type written struct {
	serial   int64 // value of Store.appended
	url      string
	payload  payload
	original *Original
}

// written notes an exchange that is in the file. original is what it refers
// to, nil when it was written whole.
func (r *repeats) written(serial int64, url string, recs warc.Records, c Capture, original *Original) {
	digest, ok := recs.Repeatable()
	if !ok {
		return
	}
	if original == nil {
		original = &Original{URL: url, Capture: c}
	}
	r.waiting = append(r.waiting, written{serial, url, payload{digest, c.HTTPStatus}, original})
}

// safe takes in what was written up to serial: it is on the disk.
func (r *repeats) safe(serial int64) {
	n := 0
	for _, w := range r.waiting {
		if w.serial > serial {
			break
		}
		n++
		if r.originals == nil {
			r.originals, r.last = map[payload]*Original{}, map[string]*Original{}
		}
		if r.originals[w.payload] == nil {
			r.originals[w.payload] = w.original
		}
		if w.payload.status == http.StatusOK {
			r.last[w.url] = w.original
		}
	}
	r.waiting = append(r.waiting[:0], r.waiting[n:]...)
}

// refer makes the response of an exchange a revisit where its payload is in
// the archive already, and returns the record that has it. In a 304 it names
// the record that holds, to our knowledge, what has not changed.
func (s *Store) refer(ctx context.Context, url string, recs *warc.Records) (*Original, error) {
	if recs.Status == http.StatusNotModified {
		last, err := s.last(ctx, url)
		if err == nil && last != nil {
			recs.RefersTo(last.reference())
		}
		return nil, err
	}
	digest, ok := recs.Repeatable()
	if !ok {
		return nil, nil
	}
	original, err := s.original(ctx, url, payload{digest, recs.Status})
	if err != nil || original == nil {
		return nil, err
	}
	// The bytes at hand are about to be let go: look at those that stay. If
	// they cannot be read any more, these are kept, and verify tells of those.
	if err := s.holds(ctx, original.Capture); err != nil {
		if isDamage(err) {
			return nil, nil
		}
		return nil, err
	}
	recs.Repeat(original.reference())
	return original, nil
}

// original prefers a record of the same address.
func (s *Store) original(ctx context.Context, url string, p payload) (*Original, error) {
	s.mu.Lock()
	own := s.repeats.originals[p]
	s.mu.Unlock()
	if own != nil && own.URL == url || s.o.Original == nil {
		return own, nil
	}
	earlier, ok, err := s.o.Original(ctx, url, p.digest, p.status)
	if err != nil {
		return nil, err
	}
	if ok && (own == nil || earlier.URL == url) {
		return &earlier, nil
	}
	return own, nil
}

func (s *Store) last(ctx context.Context, url string) (*Original, error) {
	s.mu.Lock()
	own := s.repeats.last[url]
	s.mu.Unlock()
	if own != nil || s.o.Last == nil {
		return own, nil
	}
	earlier, ok, err := s.o.Last(ctx, url)
	if err != nil || !ok {
		return nil, err
	}
	return &earlier, nil
}

package wayback

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	"communique/archive"
	"communique/archive/warc"
	"communique/internal/catalog"
	"communique/internal/site"
)

const (
	// always: a capture does not change.
	always = 100 * 365 * 24 * time.Hour
	// missingAge is how long it is believed that a capture is not to be had.
	missingAge = 7 * 24 * time.Hour
	// maxTries is how many captures with the same bytes are asked for, where the
	// first is not to be had.
	maxTries = 3
	// maxHops is how many redirects from one time to another are followed.
	maxHops = 5
)

// line takes one line of the index: is it of a release, is it new, is it here?
func (r *run) line(ctx context.Context, l line) error {
	u, err := url.Parse(l.original)
	if err != nil || l.status != "200" || !r.o.Profile.IsRelease(u) {
		return nil // parseLine has looked at the address
	}
	r.report.Captures++
	key := site.Canonical(l.original) + " " + l.stated
	before := r.seen[key]
	if before.recordID != "" || before.tries == maxTries || before.tries > 0 && r.o.Store == nil {
		return r.repeat(ctx, l, before)
	}
	first, there, err := r.isHere(ctx, l.original, l.captured)
	switch {
	case err != nil:
		return err
	case there:
		r.report.Known++
	case r.o.Store == nil:
		err = r.plan(l)
	default:
		first, err = r.take(ctx, l)
	}
	first.tries = before.tries + 1
	r.seen[key] = first
	return err
}

// isHere finds the capture of an address at a time, if it has been made; of a
// revisit, the one that it repeats.
func (r *run) isHere(ctx context.Context, original string, captured time.Time) (made, bool, error) {
	if m, ok := r.made[madeKey{site.Canonical(original), captured}]; ok {
		return m, true, nil
	}
	if r.o.Catalog == nil {
		return made{}, false, nil
	}
	rows, err := r.o.Catalog.CapturesAt(ctx, cmp.Or(site.Canonical(original), original))
	for _, row := range rows {
		if row.Kind == catalog.CaptureFailure || row.Capture.Provenance.RecordID == "" || !row.Capture.Fetched.Equal(captured) {
			continue
		}
		if row.Kind == catalog.CaptureRevisit {
			var ok bool
			if row, ok, err = r.o.Catalog.OriginalOf(ctx, row); err != nil || !ok {
				return made{}, true, err
			}
		}
		return made{row.URL, row.Capture.RecordID, row.Capture.PayloadDigest, row.Capture.Fetched, 0}, true, err
	}
	return made{}, false, err
}

// plan is what a dry run does.
func (r *run) plan(l line) error {
	if r.o.Limit > 0 && r.report.Made >= r.o.Limit {
		return errLimit
	}
	r.report.Made++
	r.o.Notify(Event{Step: "plan", URL: l.original, Captured: l.captured, Memento: r.memento(l.timestamp, l.original)})
	return nil
}

// memento is the address at which the archive gives a capture as it was.
func (r *run) memento(timestamp, original string) string {
	return r.o.API + "/web/" + timestamp + "id_/" + original
}

// take gets a capture and keeps it. What it returns is empty where there is
// nothing to keep.
func (r *run) take(ctx context.Context, l line) (made, error) {
	before := r.ask.requests
	if r.o.Limit > 0 && r.asked >= r.o.Limit {
		return made{}, errLimit
	}
	m, err := r.fetch(ctx, l)
	if r.ask.requests > before {
		r.asked++
	}
	var failed *noAnswer
	var why unusable
	switch {
	case errors.As(err, &failed):
		r.unused(l, failed.Error())
		if r.silent++; failed.status == http.StatusTooManyRequests || r.silent >= maxSilent {
			return made{}, &stop{fmt.Errorf("the archive does not answer any more: run again later, and what is here is not asked for again (%w)", failed)}
		}
		return made{}, nil
	case errors.As(err, &why):
		r.silent = 0
		r.unused(l, string(why))
		return made{}, nil
	case err != nil:
		return made{}, err
	}
	r.silent = 0
	if !m.captured.Equal(l.captured) || m.original != l.original {
		there, ok, err := r.isHere(ctx, m.original, m.captured)
		if err != nil {
			return made{}, err
		}
		if ok {
			r.report.Known++
			return there, nil
		}
	}
	return r.make(l, m)
}

func (r *run) unused(l line, why string) {
	u := Unused{URL: l.original, Captured: l.captured, Memento: r.memento(l.timestamp, l.original), Why: why}
	r.report.Unused = append(r.report.Unused, u)
	r.o.Notify(Event{Step: "unused", URL: u.URL, Captured: u.Captured, Memento: u.Memento, Why: why})
}

// unusable says why an answer makes no capture.
type unusable string

func (u unusable) Error() string { return string(u) }

// capture is what an answer of the archive shows.
type capture struct {
	reply
	original string // the address that was captured
	captured time.Time
}

// fetch gets a capture. The archive may lead from the time in the index to
// that of the capture which has the bytes.
func (r *run) fetch(ctx context.Context, l line) (capture, error) {
	address := r.memento(l.timestamp, l.original)
	for range maxHops {
		got, err := r.ask.get(ctx, address, mementoAge, func(reply) error { return nil })
		if err != nil {
			return capture{}, err
		}
		if got.status < 300 || got.status > 399 {
			return r.judge(ctx, l, got)
		}
		next, err := got.url.Parse(got.header.Get("Location"))
		if err != nil || next.Host != got.url.Host {
			return capture{}, unusable(fmt.Sprintf("the archive answers %d and leads to %q, which is no capture of its own", got.status, got.header.Get("Location")))
		}
		timestamp, original, ok := r.parts(next)
		if !ok || !sameAddress(original, l.original) {
			return capture{}, unusable(fmt.Sprintf("the archive answers %d and leads to %s, which is no capture of this address", got.status, next))
		}
		address = r.memento(timestamp, original)
	}
	return capture{}, unusable(fmt.Sprintf("the archive leads from one time to the next, more than %d times", maxHops))
}

func mementoAge(status int) time.Duration {
	switch {
	case status < 400, status >= 500: // of these only mementos are believed, see tooMuch
		return always
	case status == http.StatusTooManyRequests:
		return 0
	}
	return missingAge
}

var mementoPath = regexp.MustCompile(`^/web/(\d{14})(?:[a-z]{2}_)?/(https?):/+(.+)$`)

// parts takes the address of a capture apart.
func (r *run) parts(u *url.URL) (timestamp, original string, ok bool) {
	base, err := url.Parse(r.o.API)
	if err != nil {
		return "", "", false
	}
	m := mementoPath.FindStringSubmatch(strings.TrimPrefix(u.RequestURI(), base.EscapedPath()))
	if m == nil {
		return "", "", false
	}
	return m[1], m[2] + "://" + m[3], true
}

// sameAddress: one capture stands for all forms of an address that the index
// does not tell apart.
func sameAddress(a, b string) bool { return warc.SURT(a) == warc.SURT(b) }

// judge decides whether an answer is the capture that the index names.
func (r *run) judge(ctx context.Context, l line, got reply) (capture, error) {
	stated := got.header.Get("Memento-Datetime")
	if got.status != http.StatusOK {
		who := "the archive"
		if stated != "" {
			who = "the capture"
		}
		return capture{}, unusable(fmt.Sprintf("%s answers %d", who, got.status))
	}
	m := capture{reply: got}
	timestamp, original, ok := r.parts(got.url)
	if !ok {
		return m, unusable("its address is that of no capture")
	}
	// The captured address can differ from the one asked for by its scheme or
	// www.; the archive says which it was.
	m.original = cmp.Or(linkOriginal(got.header), original)
	if !sameAddress(m.original, l.original) {
		return m, unusable("it is a capture of " + m.original)
	}
	at, err := http.ParseTime(stated)
	switch {
	case stated == "":
		return m, unusable("the archive does not say that it is a capture (there is no Memento-Datetime)")
	case err != nil:
		return m, unusable(fmt.Sprintf("the archive gives it the date %.40q", stated))
	case at.UTC().Format(timestampLayout) != timestamp:
		return m, unusable(fmt.Sprintf("the archive gives it two dates: %s and %s", timestamp, archive.Timestamp(at)))
	}
	m.captured = at.UTC()
	return m, r.check(ctx, l, got)
}

// check compares the bytes with the digest in the index.
func (r *run) check(ctx context.Context, l line, got reply) error {
	coded, err := r.ask.payload(ctx, got.capture)
	if err != nil {
		return err
	}
	for _, body := range [][]byte{coded, got.body} {
		sum := l.digest.New()
		sum.Write(body)
		if l.digest.Matches(sum.Sum(nil)) {
			return nil
		}
	}
	return unusable(fmt.Sprintf("its bytes do not have the digest %s that the index states: they are kept, in %s at byte %d, and not used", l.stated, got.capture.File, got.capture.Offset))
}

var linkPattern = regexp.MustCompile(`<([^>]+)>\s*;\s*rel="?original"?`)

// linkOriginal is the address that was captured, as the archive links to it
// (RFC 7089, 2.2.1).
func linkOriginal(h http.Header) string {
	for _, value := range h["Link"] {
		if m := linkPattern.FindStringSubmatch(value); m != nil {
			return m[1]
		}
	}
	return ""
}

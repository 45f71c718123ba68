// Package wayback asks the Internet Archive what it holds of a site, and
// fetches it as it was.
//
// It asks the CDX server for the captures of a site's releases, and the replay
// for each of them in its raw form (/web/<timestamp>id_/<address>). What comes
// of it is kept as two things, because it is two facts:
//
//   - The exchange with the archive, as the connection carried it, like every
//     exchange of ours: a response and a request with the archive's address and
//     the time of asking. That is what was seen. Answers of the CDX server are
//     kept likewise.
//   - A capture of the original address at its original date, as a resource
//     record in a file of imported records. It is a reconstruction, and its form
//     says so. It is no response: the exchange of that day was with the Internet
//     Archive's crawler, and nobody gave us its bytes. It is no revisit: nothing
//     was visited again. It is no conversion, which would have the archive's
//     address and time. A resource is "the result of a networked retrieval where
//     the protocol information has been discarded" (WARC 1.1, 6.4). Its block is
//     the body with its content-coding removed.
//
// The header of the resource has, in fields of ours (WARC-Refers-To may not
// stand in a resource), who archived it, the address it was got from, when, the
// digest that the index states, and the ID of the exchange's record:
// archive.Provenance reads them. The WARC-Date is the Memento-Datetime of the
// answer (RFC 7089), which has to be that of its address.
//
// A capture which the index says has the bytes of an earlier one of its address
// is not fetched. It becomes a revisit of that one, of the identical-payload
// profile (WARC 1.1, 6.7.2), in whose header the answer of the index is named:
// by these a release has its last date, and a version that came back is seen.
//
// A capture is made only of bytes whose SHA-1 is the digest in the index, as
// they came or with their content-coding removed. The Internet Archive computed
// its digests over what its crawlers wrote, in some years with the
// transfer-coding of the day, so a digest that does not match can have an
// innocent cause; but nobody can tell. The exchange stays, is reported each
// time, and is not used.
//
// What is done is known from the archive alone, by the catalogue: an exchange
// that is there is not asked for again, and a capture that an interrupted run
// did not get to make is made from it. So a run that was killed repeats the one
// request that was under way.
package wayback

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"
	"time"

	"communique/archive"
	"communique/internal/catalog"
	"communique/internal/site"
)

const (
	// API is the Internet Archive's.
	API = "https://web.archive.org"
	// By is who made the captures there, as far as anybody says.
	By = "Internet Archive"

	// LeastDelay and Delay stand between two requests. The CDX server is said to
	// take 24 requests a minute (2026), and who asks faster is locked out for an
	// hour, then two.
	LeastDelay = time.Second
	Delay      = 4 * time.Second

	// pageSize is how many lines of the index are asked for at once.
	pageSize = 5000
	// backoff is waited for after an answer that says too much or nothing; then
	// twice that. Who goes on asking within the minute is locked out.
	backoff = time.Minute
	// maxSilent captures in a row without an answer end the run.
	maxSilent = 3
)

// Options is what a run needs.
type Options struct {
	Profile *site.Profile
	Store   *archive.Store // nil: a dry run: the index is read, and nothing kept
	Catalog *catalog.DB    // nil in a dry run without a home
	API     string         // "": API

	UserAgent string
	Contact   string // who runs this
	Dial      func(ctx context.Context, network, addr string) (net.Conn, error)
	// AllowPrivate lets the run reach loopback addresses, and ask without a
	// second between (tests).
	AllowPrivate bool

	From, To string        // timestamps of one to 14 digits, both included; "": no bound
	Limit    int           // at most so many captures are asked for; 0: all
	Delay    time.Duration // between two requests; 0: Delay
	PageSize int           // lines of the index asked for at once; 0: 5000
	Backoff  time.Duration // 0: a minute

	Now    func() time.Time
	Notify func(Event) // may be nil
}

// Event tells of one step.
type Event struct {
	Step     string // "index" (a page of it was read), "plan" (dry run), "capture" (made), "unused", "problem"
	URL      string // the original address, or that of the index
	Captured time.Time
	Memento  string // the address in the archive
	Lines    int    // of the index, read so far
	Done     int    // captures done so far
	Why      string // of "unused" and "problem"
}

// Report says what a run found.
type Report struct {
	Site      string   `json:"site"`
	API       string   `json:"api"`
	DryRun    bool     `json:"dry_run"`
	Lines     int      `json:"lines"`     // of the index that were read
	Malformed int      `json:"malformed"` // of them, lines that could not be understood
	Captures  int      `json:"captures"`  // of them, captures of releases that the archive answered 200 for
	Repeated  int      `json:"repeated"`  // of these, with the same bytes as one before of the same address
	Revisits  int      `json:"revisits"`  // of these, noted now
	Known     int      `json:"known"`     // were here before
	Made      int      `json:"made"`      // were made now; in a dry run: would be asked for
	Unused    []Unused `json:"unused"`    // are here and not used, or could not be had
	Left      bool     `json:"left"`      // there is more: the limit was reached, or the run ended early
	Problems  []string `json:"problems"`
	Requests  int      `json:"requests"`
	Bytes     int64    `json:"bytes"`
}

// Unused is a capture that could not be used, and why.
type Unused struct {
	URL      string    `json:"url"`
	Captured time.Time `json:"captured"`
	Memento  string    `json:"memento"`
	Why      string    `json:"why"`
}

// stop ends a run in order: what was done is kept, and the next one goes on.
type stop struct{ err error }

func (s *stop) Error() string { return s.err.Error() }
func (s *stop) Unwrap() error { return s.err }

// errLimit ends a run that has asked for as much as it was to.
var errLimit = errors.New("the limit is reached")

// Run fills the history of a site. What is wrong with the archive or its
// answers is in the report; the error is the context's, or one of our own
// archive. The caller holds the home's lock.
func Run(ctx context.Context, o Options) (Report, error) {
	if err := o.complete(); err != nil {
		return Report{}, err
	}
	r := &run{o: o, seen: map[string]made{}, made: map[madeKey]made{}, report: Report{
		Site: o.Profile.ID, API: o.API, DryRun: o.Store == nil, Unused: []Unused{}, Problems: []string{},
	}}
	r.ask = newAsker(&r.o)
	defer r.ask.close()
	err := r.readIndex(ctx)
	r.report.Requests, r.report.Bytes = r.ask.requests, r.ask.bytes
	var end *stop
	switch {
	case errors.Is(err, errLimit):
		r.report.Left, err = true, nil
	case errors.As(err, &end):
		r.report.Left, err = true, nil
		r.problem("%v", end.err)
	}
	return r.report, errors.Join(err, r.finish())
}

func (o *Options) complete() error {
	if o.API == "" {
		o.API = API
	}
	o.API = strings.TrimRight(o.API, "/")
	if u, err := url.Parse(o.API); err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || u.RawQuery != "" {
		return fmt.Errorf("%q is not the address of a web archive, such as %s", o.API, API)
	}
	if o.Delay == 0 {
		o.Delay = Delay
	}
	if o.PageSize == 0 {
		o.PageSize = pageSize
	}
	if o.Backoff == 0 {
		o.Backoff = backoff
	}
	if o.Notify == nil {
		o.Notify = func(Event) {}
	}
	return nil
}

// run is one run. It is for one goroutine: one thing is asked at a time.
type run struct {
	o      Options
	ask    *asker
	report Report
	seen   map[string]made  // what became of captures in the index, by address and digest
	made   map[madeKey]made // by this run
	index  reply            // of the index, whose lines are worked off
	asked  int              // captures asked for
	silent int              // captures in a row that gave no answer
	to     *archive.Importer
}

// madeKey is the canonical address of a capture, and its time.
type madeKey struct {
	canonical string
	captured  time.Time
}

// made is a capture in our archive, a resource; without a record ID, none.
type made struct {
	url      string
	recordID string
	digest   string
	captured time.Time
	tries    int // how many captures with its bytes were looked for
}

func (r *run) problem(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	r.report.Problems = append(r.report.Problems, text)
	r.o.Notify(Event{Step: "problem", Why: text})
}

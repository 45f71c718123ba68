// Package crawl is the network half of communique: it decides which addresses
// of which sites to ask for tonight, asks politely, and sees to it that every
// answer is in the archive before anybody reads it.
//
// It reads listings, feeds and sitemaps for links, and nothing else: what a
// page says is for package ingest, which reads the archive and never the
// network. The order of things on disk is: the exchange is appended to a WARC
// file, the file is synced, and only then is the address marked done in the
// catalogue. A run that dies between two of these repeats a request; it never
// loses a page.
package crawl

import (
	"context"
	"errors"
	"fmt"
	"net"
	"time"

	"golang.org/x/sync/errgroup"

	"communique/archive"
	"communique/archive/warc"
	"communique/internal/catalog"
	"communique/internal/site"
)

// parallelSites is how many sites are visited side by side. Each has one
// request under way at most, so this bounds memory, not politeness.
const parallelSites = 8

// ErrArchive marks failures of the archive itself (a full disk): nothing can
// be fetched that could not be kept, so they end the run.
var ErrArchive = errors.New("archive")

// Options is what one run needs.
type Options struct {
	Profiles []*site.Profile
	Store    *archive.Store
	Catalog  *catalog.DB

	// UserAgent names the program, its version and the user's contact.
	UserAgent string
	// Dial replaces the dialer (tests map host names to loopback with it).
	Dial func(ctx context.Context, network, addr string) (net.Conn, error)
	// AllowPrivate lets the crawl reach private and loopback addresses, and
	// a profile ask for less than a second between requests.
	AllowPrivate bool
	// Limits bound one answer in time and size; zero: the transport's own.
	Limits warc.TransportOptions
	// Delay stands between two requests to a host even where profile and
	// robots.txt ask for less.
	Delay time.Duration

	Limit  int    // at most so many releases a site; 0: all
	Since  string // only releases announced on or after this day, "2006-01-02"
	Full   bool   // walk listings to their end
	DryRun bool   // ask for discovery documents only, keep nothing

	// Revisits is how many known releases are looked at again at each site; 0:
	// as many as its profile says, negative: none.
	Revisits int

	// Requisites fetches what pages need to look like themselves, also where
	// the profile does not ask for it.
	Requisites bool

	// Until is when the time for the run is used up: no address is asked for
	// after it, and what is left waits for the next run. Zero: never.
	Until time.Time

	// MinFree is how many bytes must be free on the archive's disk for a fetch
	// to begin; 0: DefaultMinFree, negative: any number will do. Free asks for
	// them; nil: Store.Free.
	MinFree int64
	Free    func() (int64, error)

	Now    func() time.Time
	Notify func(Event) // called from several goroutines; may be nil
}

// Event tells of one step, for progress and the log.
type Event struct {
	Site    string
	Step    string // "discover", "source" (has been read), "fetch", "plan", "problem"
	URL     string
	Status  int
	Err     error
	Done    int // releases asked for so far
	Waiting int // releases still to ask for
	Found   int // releases a source names
}

// Run visits each site once and returns what was done, in the order of
// Profiles, also when it ends early. The error is the context's when the run
// was interrupted, wraps ErrArchive when nothing more could be kept, and is
// nil when sites or pages failed: that is in their SiteRun. One run at a time
// may visit a home: the caller holds its lock.
func Run(ctx context.Context, o Options) ([]catalog.SiteRun, error) {
	if o.Notify == nil {
		o.Notify = func(Event) {}
	}
	if o.MinFree == 0 {
		o.MinFree = DefaultMinFree
	}
	if o.Free == nil && o.Store != nil {
		o.Free = o.Store.Free
	}
	if !o.DryRun {
		// A killed run could not give back the page it was at.
		if err := o.Catalog.ReleaseAll(ctx); err != nil {
			return nil, err
		}
	}
	st := newStack(o)
	defer st.close()
	runs := make([]catalog.SiteRun, len(o.Profiles))
	g, gctx := errgroup.WithContext(ctx)
	g.SetLimit(parallelSites)
	for i, p := range o.Profiles {
		g.Go(func() error {
			w := newWorker(o, st, p)
			err := w.visitSite(gctx)
			runs[i] = w.run
			return err
		})
	}
	err := g.Wait()
	if ctx.Err() != nil {
		err = ctx.Err()
	}
	return runs, err
}

// worker visits one site. It is used by one goroutine.
type worker struct {
	Options
	p          *site.Profile
	visitor    *visitor
	run        catalog.SiteRun
	fetched    int
	silent     map[string]int  // by host: addresses in a row that gave no answer
	shut       map[string]bool // hosts that are not asked any more tonight
	dead       map[string]bool // hosts of requisites that gave none
	said       map[string]int  // by host and kind of fault: where in run.Problems it stands
	unanswered bool            // an address gave no answer

	rules      string          // of the profile, as documents are remembered with
	partial    bool            // a sitemap could not be read
	differ     bool            // a document names other releases than before
	settled    bool            // an earlier night has walked the listing to its end
	sampling   bool            // the releases whose lastmod has changed are judged by a sample
	revisiting bool            // all that is new has been fetched
	waiting    int             // addresses that are still due, for progress
	planned    map[string]bool // by a dry run, canonical
	plans      []string        // the same as they were named, in that order
}

func newWorker(o Options, st *stack, p *site.Profile) *worker {
	w := &worker{Options: o, p: p, run: catalog.SiteRun{Site: p.ID}, rules: p.Rules(), planned: map[string]bool{},
		silent: map[string]int{}, shut: map[string]bool{}, said: map[string]int{}}
	w.visitor = newVisitor(o.UserAgent, st.top)
	return w
}

// visitSite discovers, then fetches. A source that fails is a problem of the
// report and not the end: the others, and what earlier nights left waiting,
// are still there.
func (w *worker) visitSite(ctx context.Context) error {
	began := w.Now()
	defer func() {
		w.run.Requests, w.run.Bytes, w.run.Seconds = w.visitor.requests, w.visitor.bytes, w.Now().Sub(began).Seconds()
		w.run.NoAnswer = w.unanswered && w.run.Bytes == 0
	}()
	if err := w.discover(ctx); err != nil {
		if errors.Is(err, errOutOfTime) {
			w.run.OutOfTime = true // even where nothing waits: sources were left unread
			return w.leaveRest(ctx)
		}
		return err
	}
	for _, follow := range []func(context.Context) error{w.followLinks, w.followFiles} {
		if err := follow(ctx); err != nil {
			return err
		}
	}
	if w.DryRun {
		return nil
	}
	err := w.fetchReleases(ctx)
	if errors.Is(err, errOutOfTime) {
		return w.leaveRest(ctx)
	}
	return err
}

// problem notes what a person should look at.
func (w *worker) problem(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	w.run.Problems = append(w.run.Problems, text)
	w.Notify(Event{Site: w.p.ID, Step: "problem", Err: errors.New(text)})
}

// fatal tells the errors that end the run, or a site's part in it, from those
// of one address.
func fatal(ctx context.Context, err error) bool {
	return ctx.Err() != nil || errors.Is(err, ErrArchive) || errors.Is(err, errOutOfTime)
}

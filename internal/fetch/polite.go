package fetch

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"net/http/httptrace"
	"sync"
	"sync/atomic"
	"time"
)

const (
	// leastDelay stands between two requests to a host; AllowFast says to which
	// it does not.
	leastDelay = time.Second
	// latencyFactor: a host that takes long to answer is asked less often.
	latencyFactor = 5
	// mostLatencyDelay bounds what latency alone can ask for: one request that
	// timed out must not stop the host for the night.
	mostLatencyDelay = time.Minute
	defaultMaxWait   = 10 * time.Minute
	// longDelay: where more than this has to stand between two requests, the
	// host's pages are spread over several nights.
	longDelay       = time.Minute
	defaultPatience = time.Hour
	// onePatience is how long a single wait may be all the same: robots.txt is
	// asked for anew every day, and a page must follow it for the site to be
	// read at all.
	onePatience = 6 * time.Hour
)

// Polite asks a host one thing at a time, and leaves it in peace in between:
// from the end of a request to the beginning of the next it waits for the
// longest of Floor, CrawlDelay and five times the last latency (at most a
// minute), but no less than a second. So it does before each hop of a redirect,
// and before net/http asks again by itself because a kept connection broke.
//
// After a redirect, 413, 429 or 5xx with Retry-After it waits for as long as
// that says; after a 429, a 503, no answer or half of one, for twice the delay,
// then four times and so on, up to ten minutes, and up to half as long again by
// chance.
//
// A wait that would be longer than MaxWait is not begun: the request fails with
// a *RetryLaterError. So does one to a host whose delay is longer than a minute
// once it has been waited for for longer than Patience in all, or once for up
// to six hours: the rest is for another night, and nothing is asked faster.
type Polite struct {
	Next       http.RoundTripper
	Floor      func(host string) time.Duration // asked for by us; nil: none
	CrawlDelay func(host string) time.Duration // asked for by the host; nil: none
	// AllowFast drops the least delay of a second for hosts at private and
	// loopback addresses. Only for --allow-private: tests and the demonstration,
	// which ask nobody but themselves.
	AllowFast bool
	MaxWait   time.Duration // 0: 10 min
	Patience  time.Duration // 0: 1 h
	// Load and Save keep between runs when a host may be asked next; the zero
	// time where that is not known. nil: it is not kept.
	Load func(ctx context.Context, host string) (time.Time, error)
	Save func(ctx context.Context, host string, next time.Time) error
	// Now and Sleep are the clock, Chance gives numbers in [0, 1); all are used
	// by several goroutines; nil: the machine's.
	Now    func() time.Time
	Sleep  func(ctx context.Context, d time.Duration) error
	Chance func() float64

	mu    sync.Mutex
	hosts map[string]*hostState
}

// hostState belongs to whoever has the turn.
type hostState struct {
	turn      turn
	recalled  bool
	asked     bool
	public    bool          // a connection to a public address was begun
	ended     time.Time     // of the last request
	latency   time.Duration // of the last request, to the first byte of its answer, or to where it broke
	notBefore time.Time     // from Retry-After, a back-off or an earlier run
	troubles  int           // requests in a row that were refused or not answered
	waited    time.Duration // for delays that are longer than longDelay
}

// RetryLaterError says that a host is to be left in peace for longer than a
// request is willing to wait: because it asked for that, or failed so often.
type RetryLaterError struct {
	Host  string
	Until time.Time
}

func (e *RetryLaterError) Error() string {
	return fmt.Sprintf("%s is not to be asked again before %s: run again after that", e.Host, e.Until.UTC().Format(time.RFC3339))
}

// RoundTrip implements http.RoundTripper.
func (p *Polite) RoundTrip(req *http.Request) (*http.Response, error) {
	ctx, host := req.Context(), hostOf(req.URL)
	h := p.host(host)
	if err := h.turn.take(ctx); err != nil {
		return refuse(req, err)
	}
	defer h.turn.give()
	if err := p.recall(ctx, host, h); err != nil {
		return refuse(req, err)
	}
	if err := p.wait(ctx, host, h); err != nil {
		return refuse(req, err)
	}
	resp, err := p.ask(req, host, h)
	if err := p.keep(ctx, host, h); err != nil {
		if resp != nil {
			resp.Body.Close()
		}
		return nil, err
	}
	return resp, err
}

func (p *Polite) host(name string) *hostState {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.hosts == nil {
		p.hosts = map[string]*hostState{}
	}
	h := p.hosts[name]
	if h == nil {
		h = &hostState{turn: newTurn()}
		p.hosts[name] = h
	}
	return h
}

// recall learns, before the first request to a host, what an earlier run knew.
func (p *Polite) recall(ctx context.Context, host string, h *hostState) error {
	if h.recalled || p.Load == nil {
		return nil
	}
	next, err := p.Load(ctx, host)
	if err != nil {
		return fmt.Errorf("look up when %s may be asked: %w", host, err)
	}
	h.recalled, h.notBefore = true, next
	return nil
}

// keep notes for the next run when the host may be asked again. An interrupted
// run keeps it too.
func (p *Polite) keep(ctx context.Context, host string, h *hostState) error {
	next := p.next(host, h)
	if p.Save == nil || !next.After(p.now()) {
		return nil
	}
	if err := p.Save(context.WithoutCancel(ctx), host, next); err != nil {
		return fmt.Errorf("remember when %s may be asked: %w", host, err)
	}
	return nil
}

// next is when a host may be asked, as far as is known; the zero time for now.
func (p *Polite) next(host string, h *hostState) time.Time {
	if !h.asked {
		return h.notBefore
	}
	if after := h.ended.Add(p.delay(host, h)); after.After(h.notBefore) {
		return after
	}
	return h.notBefore
}

func (p *Polite) wait(ctx context.Context, host string, h *hostState) error {
	next := p.next(host, h)
	d := next.Sub(p.now())
	if d <= 0 {
		return nil
	}
	most := cmp.Or(p.MaxWait, defaultMaxWait)
	if delay := p.delay(host, h); delay > longDelay && d <= delay {
		most = cmp.Or(p.Patience, defaultPatience) - h.waited
		if h.waited == 0 {
			most = max(most, onePatience)
		}
		if d <= most {
			h.waited += d
		}
	}
	if d > most {
		return &RetryLaterError{Host: host, Until: next}
	}
	return p.sleep(ctx, d)
}

func (p *Polite) sleep(ctx context.Context, d time.Duration) error {
	if p.Sleep != nil {
		return p.Sleep(ctx, d)
	}
	return Sleep(ctx, d)
}

func (p *Polite) delay(host string, h *hostState) time.Duration {
	d := min(latencyFactor*h.latency, mostLatencyDelay)
	if p.Floor != nil {
		d = max(d, p.Floor(host))
	}
	if p.CrawlDelay != nil {
		d = max(d, p.CrawlDelay(host))
	}
	if !p.AllowFast || h.public {
		d = max(d, leastDelay)
	}
	return d
}

func (p *Polite) ask(req *http.Request, host string, h *hostState) (*http.Response, error) {
	// The trace's hooks run in the transport's goroutines, but for GetConn.
	var mu sync.Mutex
	var sent, answered time.Time
	stamp := func(at *time.Time) {
		mu.Lock()
		defer mu.Unlock()
		*at = p.now()
	}
	// The address is looked at where the connection is, as the dialer does: what
	// a name resolves to is not known before.
	var public atomic.Bool
	tries := 0
	sent = p.now()
	ctx := httptrace.WithClientTrace(req.Context(), &httptrace.ClientTrace{
		ConnectStart: func(_, address string) {
			if checkPublic(address) == nil {
				public.Store(true)
			}
		},
		GotConn: func(got httptrace.GotConnInfo) {
			if checkPublic(got.Conn.RemoteAddr().String()) == nil {
				public.Store(true)
			}
		},
		GetConn: func(string) {
			if tries++; tries > 1 {
				h.public = h.public || public.Load()
				// The server may well have read what it did not answer. When
				// the sleep ends early, so does the request.
				_ = p.sleep(req.Context(), p.delay(host, h))
			}
		},
		WroteRequest:         func(httptrace.WroteRequestInfo) { stamp(&sent) },
		GotFirstResponseByte: func() { stamp(&answered) },
	})
	resp, err := p.Next.RoundTrip(req.WithContext(ctx))
	mu.Lock()
	defer mu.Unlock()
	h.asked, h.ended, h.public = true, p.now(), h.public || public.Load()
	if answered.IsZero() || err == nil && cut(resp.Body) != nil {
		answered = h.ended // half an answer is none
	}
	h.latency = max(0, answered.Sub(sent))
	if req.Context().Err() == nil {
		p.heed(host, h, resp, err)
	}
	if err != nil {
		return nil, err
	}
	resp.Request = req
	return resp, nil
}

func (p *Polite) now() time.Time {
	if p.Now != nil {
		return p.Now()
	}
	return time.Now()
}

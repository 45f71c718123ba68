package fetch

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptrace"
	"sync"
	"time"
)

const (
	// leastDelay stands between two requests to a host, unless AllowFast.
	leastDelay = time.Second
	// latencyFactor: a host that takes long to answer is asked less often.
	latencyFactor = 5
	// mostLatencyDelay bounds what latency alone can ask for: one request that
	// timed out must not stop the host for the night.
	mostLatencyDelay = time.Minute
	defaultMaxWait   = 10 * time.Minute
)

// Polite asks a host one thing at a time, and leaves it in peace in between:
// from the end of a request to the beginning of the next it waits for the
// longest of Floor, CrawlDelay and five times the last latency (at most a
// minute), but no less than a second. After a 429 or 503 with Retry-After it
// waits for as long as that says. A wait that would be longer than MaxWait is
// not begun: the request fails with a *RetryLaterError.
type Polite struct {
	Next       http.RoundTripper
	Floor      func(host string) time.Duration // asked for by us; nil: none
	CrawlDelay func(host string) time.Duration // asked for by the host; nil: none
	// AllowFast drops the least delay of a second. Only for --allow-private:
	// tests and the demonstration, which ask nobody but themselves.
	AllowFast bool
	MaxWait   time.Duration // 0: 10 min
	// Now and Sleep are the clock, used by several goroutines; nil: the
	// machine's.
	Now   func() time.Time
	Sleep func(ctx context.Context, d time.Duration) error

	mu    sync.Mutex
	hosts map[string]*hostState
}

// hostState belongs to whoever has the turn.
type hostState struct {
	turn      turn
	asked     bool
	ended     time.Time     // of the last request
	latency   time.Duration // of the last request, to the first byte of its answer
	notBefore time.Time     // from Retry-After
}

// RetryLaterError says that a host asked to be left in peace for longer than a
// request is willing to wait.
type RetryLaterError struct {
	Host  string
	Until time.Time
}

func (e *RetryLaterError) Error() string {
	return fmt.Sprintf("%s asks not to be asked again before %s: run again after that", e.Host, e.Until.UTC().Format(time.RFC3339))
}

// RoundTrip implements http.RoundTripper.
func (p *Polite) RoundTrip(req *http.Request) (*http.Response, error) {
	ctx, host := req.Context(), hostOf(req.URL)
	h := p.host(host)
	if err := h.turn.take(ctx); err != nil {
		return refuse(req, err)
	}
	defer h.turn.give()
	if err := p.wait(ctx, host, h); err != nil {
		return refuse(req, err)
	}
	return p.ask(req, h)
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

func (p *Polite) wait(ctx context.Context, host string, h *hostState) error {
	next := h.notBefore
	if h.asked {
		if after := h.ended.Add(p.delay(host, h)); after.After(next) {
			next = after
		}
	}
	d := next.Sub(p.now())
	if d <= 0 {
		return nil
	}
	maxWait := p.MaxWait
	if maxWait == 0 {
		maxWait = defaultMaxWait
	}
	if d > maxWait {
		return &RetryLaterError{Host: host, Until: next}
	}
	if p.Sleep != nil {
		return p.Sleep(ctx, d)
	}
	return sleep(ctx, d)
}

func (p *Polite) delay(host string, h *hostState) time.Duration {
	d := min(latencyFactor*h.latency, mostLatencyDelay)
	if p.Floor != nil {
		d = max(d, p.Floor(host))
	}
	if p.CrawlDelay != nil {
		d = max(d, p.CrawlDelay(host))
	}
	if !p.AllowFast {
		d = max(d, leastDelay)
	}
	return d
}

func (p *Polite) ask(req *http.Request, h *hostState) (*http.Response, error) {
	// The trace's hooks run in the transport's goroutines.
	var mu sync.Mutex
	var sent, answered time.Time
	stamp := func(at *time.Time) {
		mu.Lock()
		defer mu.Unlock()
		*at = p.now()
	}
	sent = p.now()
	ctx := httptrace.WithClientTrace(req.Context(), &httptrace.ClientTrace{
		WroteRequest:         func(httptrace.WroteRequestInfo) { stamp(&sent) },
		GotFirstResponseByte: func() { stamp(&answered) },
	})
	resp, err := p.Next.RoundTrip(req.WithContext(ctx))
	mu.Lock()
	defer mu.Unlock()
	h.asked, h.ended = true, p.now()
	if answered.IsZero() {
		answered = h.ended
	}
	h.latency = max(0, answered.Sub(sent))
	if err != nil {
		return nil, err
	}
	resp.Request = req
	if resp.StatusCode == http.StatusTooManyRequests || resp.StatusCode == http.StatusServiceUnavailable {
		if d, ok := retryAfter(resp.Header.Get("Retry-After"), h.ended); ok {
			h.notBefore = h.ended.Add(d)
		}
	}
	return resp, nil
}

func (p *Polite) now() time.Time {
	if p.Now != nil {
		return p.Now()
	}
	return time.Now()
}

// Package fetch knows how to ask politely: http.RoundTrippers that stack, and
// a dialer. From the outside in they are Robots (may this be asked?), Polite
// (when may it be asked?), Conditional (only if it changed), Cap (no more than
// we can hold), then whatever does the asking; each hop of a redirect passes
// through all of them.
//
// The package remembers nothing beyond a run: what must be kept (robots.txt,
// validators, when a host may be asked next) it asks of functions given by the
// caller. The transport at the bottom must return a response only when it is
// there in full, as warc.Transport does; Polite takes that moment for the end of
// the request.
package fetch

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// hostOf is the name under which a host is treated politely: without port, so
// that two ports of one machine are not asked at once.
func hostOf(u *url.URL) string { return strings.ToLower(u.Hostname()) }

// refuse ends a request that is not sent, as the contract of RoundTripper asks.
func refuse(req *http.Request, err error) (*http.Response, error) {
	if req.Body != nil {
		req.Body.Close()
	}
	return nil, err
}

// sleep waits for d, or until the context ends.
func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// turn is a lock that can be waited for with a context.
type turn chan struct{}

func newTurn() turn { return make(turn, 1) }

func (t turn) take(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case t <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (t turn) give() { <-t }

// discard reads the rest of a short body, so that its connection can be used
// again, and closes it.
func discard(resp *http.Response) {
	io.CopyN(io.Discard, resp.Body, 64<<10)
	resp.Body.Close()
}

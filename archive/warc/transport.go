package warc

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"time"
)

// TransportOptions configures a Transport. A zero value stands for the default
// given; a negative duration or rate means none.
type TransportOptions struct {
	// DialContext opens the plain connections, below TLS too. nil: a net.Dialer.
	DialContext func(ctx context.Context, network, addr string) (net.Conn, error)
	TLSConfig   *tls.Config

	// MaxBody bounds a body, in bytes as sent (chunk sizes included): the rest
	// is not read. 0: 32 MiB.
	MaxBody int64

	DialTimeout   time.Duration // 0: 30 s
	TLSTimeout    time.Duration // 0: 30 s
	HeaderTimeout time.Duration // from the request's last byte to the whole response head; 0: 60 s
	BodyTimeout   time.Duration // for a whole body; 0: 10 min
	MinRate       int64         // bytes/s, averaged since the body began; 0: 256
	RateGrace     time.Duration // how long a body may be slower than MinRate; 0: 30 s

	Now func() time.Time // clock of Exchange.Start; nil: time.Now
}

// Transport is an http.RoundTripper that records the exact bytes of each
// exchange: it reads the whole response, hands the Exchange to its record
// function, and only then returns the response, its body served from memory.
//
// It speaks HTTP/1.1 and 1.0 only, so that there is one message on the wire at
// a time, uses no proxy, follows no redirect and asks for gzip when the request
// does not say what it accepts; nothing is decoded. Connections are kept alive.
//
// An exchange is recorded when at least the status line of the final response
// came. Where the rest did not, Exchange.Truncated says why; if the head is
// whole, the caller gets the response, and its body ends with ErrBodyTooLong,
// ErrTooSlow or io.ErrUnexpectedEOF, otherwise RoundTrip fails. When the
// request's context ends first, RoundTrip fails with the context's error and
// nothing is recorded: that says nothing about the server. When recording
// fails, so does RoundTrip.
type Transport struct {
	record func(ctx context.Context, ex *Exchange) error
	limits limits
	now    func() time.Time
	inner  *http.Transport
}

// NewTransport returns a Transport that gives every exchange to record, which
// may be called by several goroutines at once. Its context is the request's,
// but is never cancelled: what came whole is kept.
func NewTransport(record func(ctx context.Context, ex *Exchange) error, o TransportOptions) *Transport {
	t := &Transport{
		record: record,
		limits: limits{
			maxBody:     or(o.MaxBody, 32<<20),
			minRate:     or(o.MinRate, 256),
			rateGrace:   or(o.RateGrace, 30*time.Second),
			bodyTimeout: or(o.BodyTimeout, 10*time.Minute),
		},
		now: o.Now,
	}
	if t.now == nil {
		t.now = time.Now
	}
	d := newDialer(o)
	t.inner = &http.Transport{
		DialContext:            d.plain,
		DialTLSContext:         d.tls,
		DisableCompression:     true,
		MaxIdleConns:           64,
		MaxIdleConnsPerHost:    2,
		IdleConnTimeout:        90 * time.Second,
		ResponseHeaderTimeout:  max(0, or(o.HeaderTimeout, 60*time.Second)),
		MaxResponseHeaderBytes: maxHeader,
		ReadBufferSize:         32 << 10,
		TLSNextProto:           map[string]func(string, *tls.Conn) http.RoundTripper{},
	}
	return t
}

func or[T comparable](v, otherwise T) T {
	var zero T
	if v == zero {
		return otherwise
	}
	return v
}

// CloseIdleConnections closes the connections that no request uses.
func (t *Transport) CloseIdleConnections() { t.inner.CloseIdleConnections() }

// attempt is the last try of net/http at one request: GotConn fires again when
// it retries on another connection, and everything begins anew.
type attempt struct {
	conn *tapConn
	tap  *tap
}

// RoundTrip implements http.RoundTripper.
func (t *Transport) RoundTrip(req *http.Request) (*http.Response, error) {
	ctx := req.Context()
	var last attempt
	trace := &httptrace.ClientTrace{GotConn: func(info httptrace.GotConnInfo) {
		last.conn, _ = info.Conn.(*tapConn)
		last.tap = &tap{framer: framer{method: req.Method}, limits: t.limits, sent: t.now()}
		last.conn.attach(last.tap)
	}}
	out := req.WithContext(httptrace.WithClientTrace(ctx, trace))
	if req.Header.Get("Accept-Encoding") == "" {
		out.Header = req.Header.Clone()
		if out.Header == nil {
			out.Header = http.Header{}
		}
		out.Header.Set("Accept-Encoding", "gzip")
	}
	resp, err := t.inner.RoundTrip(out)
	if err != nil {
		return nil, t.failed(ctx, req, last, err)
	}
	readErr := drain(resp, last)
	last.conn.detach(last.tap)
	whole := last.tap.done()
	if !whole && ctx.Err() != nil {
		return nil, fmt.Errorf("read the response of %s: %w", req.URL.Redacted(), ctx.Err())
	}
	ex := last.exchange(req)
	var cut error
	if !whole {
		ex.Truncated, cut = last.tap.truncation(readErr)
	}
	if err := t.record(context.WithoutCancel(ctx), ex); err != nil {
		return nil, fmt.Errorf("record the response of %s: %w", req.URL.Redacted(), err)
	}
	body, err := SplitResponse(bytes.NewReader(ex.Response))
	if err != nil {
		return nil, fmt.Errorf("read the recorded response of %s: %w", req.URL.Redacted(), err)
	}
	resp.Request = req
	resp.TLS = last.conn.tls
	resp.Body = &recordedBody{body.Body, cut}
	return resp, nil
}

// drain reads the body for the sake of the tap.
func drain(resp *http.Response, a attempt) error {
	defer resp.Body.Close()
	if resp.StatusCode == http.StatusSwitchingProtocols {
		return nil // what follows is not HTTP
	}
	_, err := io.Copy(io.Discard, resp.Body)
	return err
}

// failed handles an attempt that net/http gave no response for. What came is
// recorded if it is a response's beginning.
func (t *Transport) failed(ctx context.Context, req *http.Request, last attempt, err error) error {
	if ctx.Err() != nil {
		return fmt.Errorf("request %s: %w", req.URL.Redacted(), ctx.Err())
	}
	if last.conn == nil {
		return err
	}
	last.conn.detach(last.tap)
	if !last.tap.hasStatusLine() {
		return err
	}
	ex := last.exchange(req)
	ex.Truncated, _ = last.tap.truncation(err)
	if rerr := t.record(context.WithoutCancel(ctx), ex); rerr != nil {
		return errors.Join(err, fmt.Errorf("record the response of %s: %w", req.URL.Redacted(), rerr))
	}
	return err
}

// truncation says why a response is not whole, given net/http's error.
func (t *tap) truncation(err error) (reason string, cut error) {
	var timeout net.Error
	switch {
	case t.cut != nil:
		return t.cut.(*cutError).reason, t.cut
	case errors.As(err, &timeout) && timeout.Timeout():
		return TruncatedTime, ErrTooSlow
	case t.readErr != nil:
		return TruncatedDisconnect, fmt.Errorf("the connection broke: %w", io.ErrUnexpectedEOF)
	}
	return TruncatedUnspecified, fmt.Errorf("the response is malformed (%v): %w", err, io.ErrUnexpectedEOF)
}

func (a attempt) exchange(req *http.Request) *Exchange {
	url := *req.URL
	url.Fragment, url.RawFragment, url.User = "", "", nil
	t := a.tap
	ex := &Exchange{
		URL:      url.String(),
		Start:    t.sent.UTC().Truncate(time.Millisecond),
		Addr:     a.conn.addr(),
		Request:  t.request,
		Response: t.buf[t.start:],
	}
	if t.start > 0 {
		ex.Interim = t.buf[:t.start:t.start]
	}
	return ex
}

// recordedBody serves a body from memory, and then says what cut it, if
// anything did.
type recordedBody struct {
	payload io.Reader
	cut     error
}

func (b *recordedBody) Read(p []byte) (int, error) {
	n, err := b.payload.Read(p)
	if err == io.EOF && b.cut != nil {
		err = b.cut
	}
	return n, err
}

func (b *recordedBody) Close() error { return nil }

// Cut says, before the body is read, which error it will end with; nil when it
// is whole.
func (b *recordedBody) Cut() error { return b.cut }

package warc

import (
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"sync"
	"time"
)

// Reasons for Exchange.Truncated (WARC 1.1, section 5.13).
const (
	TruncatedLength      = "length"      // longer than the limit
	TruncatedTime        = "time"        // slower than the limits
	TruncatedDisconnect  = "disconnect"  // the connection broke
	TruncatedUnspecified = "unspecified" // anything else, such as broken framing
)

// Errors at the end of a body that was cut. What came before is whole and was
// recorded. A connection that broke gives io.ErrUnexpectedEOF instead.
var (
	ErrBodyTooLong error = &cutError{"the response body is longer than the limit", TruncatedLength}
	ErrTooSlow     error = &cutError{"the response came too slowly", TruncatedTime}
)

// cutError says why a transfer was broken off. Its methods let code that does
// not know this package tell the two reasons apart.
type cutError struct{ message, reason string }

func (e *cutError) Error() string  { return e.message }
func (e *cutError) Timeout() bool  { return e.reason == TruncatedTime }
func (e *cutError) TooLarge() bool { return e.reason == TruncatedLength }

// tap collects what passes over a connection during one attempt at one
// request. It is guarded by the mutex of its connection.
type tap struct {
	framer
	limits  limits
	sent    time.Time // when the attempt got its connection, by TransportOptions.Now
	request []byte
	begun   time.Time // when the body began, by the machine's clock
	cut     error     // ErrBodyTooLong or ErrTooSlow, once the transfer was broken off
	readErr error     // how reading from the connection failed, if it did
}

// limits bound one response.
type limits struct {
	maxBody     int64
	minRate     int64 // bytes/s; ≤ 0 for none
	rateGrace   time.Duration
	bodyTimeout time.Duration // ≤ 0 for none
}

// receive takes bytes off the wire and returns how many belong to the
// response.
func (t *tap) receive(p []byte) int {
	used := t.feed(p)
	if t.state == frameHead {
		return used
	}
	if t.begun.IsZero() {
		t.begun = time.Now()
	}
	if over := int64(len(t.buf)-t.body) - t.limits.maxBody; over > 0 {
		t.cut, t.state = ErrBodyTooLong, frameBroken
		t.buf = t.buf[:int64(len(t.buf))-over]
		used = max(0, used-int(over))
	}
	return used
}

// deadline is when the body is too slow if nothing more comes; the zero time
// for never.
func (t *tap) deadline() time.Time {
	if !t.inBody() && t.state != frameBroken || t.begun.IsZero() {
		return time.Time{}
	}
	var at time.Time
	if t.limits.bodyTimeout > 0 {
		at = t.begun.Add(t.limits.bodyTimeout)
	}
	if t.limits.minRate > 0 {
		came := float64(len(t.buf) - t.body)
		paid := time.Duration(came / float64(t.limits.minRate) * float64(time.Second))
		if slow := t.begun.Add(max(t.limits.rateGrace, paid)); at.IsZero() || slow.Before(at) {
			at = slow
		}
	}
	return at
}

// tapConn is a connection whose plain text can be tapped. It hands on the
// response that is awaited and not one byte more: what a server sends unasked
// or after the end of a message closes the connection, so that it can neither
// be recorded with nor taken for the next response.
type tapConn struct {
	net.Conn
	tls *tls.ConnectionState

	mu   sync.Mutex
	tap  *tap  // of the attempt under way; nil between requests
	dead error // what Read returns once nothing more may be read

	deadline time.Time // the one set on Conn; used by Read only
}

// attach begins an attempt on the connection.
func (c *tapConn) attach(t *tap) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.tap = t
}

// detach ends an attempt; the tap belongs to the caller afterwards.
func (c *tapConn) detach(t *tap) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.tap == t {
		c.tap = nil
	}
}

// Write records what it sends before sending it, since the response can be
// read whole before Write returns.
func (c *tapConn) Write(p []byte) (int, error) {
	c.mu.Lock()
	t := c.tap
	if t != nil {
		t.request = append(t.request, p...)
	}
	c.mu.Unlock()
	n, err := c.Conn.Write(p)
	if n < len(p) {
		c.mu.Lock()
		if c.tap == t && t != nil {
			t.request = t.request[:len(t.request)-(len(p)-n)]
		}
		c.mu.Unlock()
	}
	return n, err
}

func (c *tapConn) Read(p []byte) (int, error) {
	c.mu.Lock()
	dead, deadline := c.dead, time.Time{}
	if c.tap != nil {
		deadline = c.tap.deadline()
	}
	c.mu.Unlock()
	if dead != nil {
		return 0, dead
	}
	if !deadline.Equal(c.deadline) {
		if err := c.SetReadDeadline(deadline); err != nil {
			return 0, fmt.Errorf("set the deadline of a read: %w", err)
		}
		c.deadline = deadline
	}
	n, err := c.Conn.Read(p)
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.observe(p[:n], err)
}

// observe decides what of the bytes just read is handed on.
func (c *tapConn) observe(p []byte, err error) (int, error) {
	t := c.tap
	if t == nil || t.done() || len(t.request) == 0 {
		if len(p) > 0 || err != nil {
			c.dead = io.EOF
		}
		if len(p) > 0 {
			return 0, c.dead
		}
		return 0, err
	}
	used := t.receive(p)
	switch {
	case t.cut != nil:
		c.dead = t.cut
		return used, t.cut
	case used < len(p):
		c.dead = io.EOF
		return used, nil
	case err == nil:
		return used, nil
	}
	t.readErr = err
	c.dead = err
	switch {
	case err == io.EOF:
		t.eof()
	case errors.Is(err, os.ErrDeadlineExceeded):
		t.cut, c.dead = ErrTooSlow, ErrTooSlow
	}
	return used, c.dead
}

package warc

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

type cutResponse struct {
	name      string
	o         TransportOptions
	sent      string
	hold      bool   // keep the connection open after sending
	response  string // "" for sent
	body      string
	truncated string // "-" for no record
	err       error
}

func quickLimits() TransportOptions {
	return TransportOptions{MaxBody: 100, MinRate: 1 << 20, RateGrace: 50 * time.Millisecond, HeaderTimeout: 100 * time.Millisecond}
}

func cutResponses() []cutResponse {
	const sized = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n"
	const chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
	long := strings.Repeat("x", 100)
	slow := quickLimits()
	slow.MinRate, slow.BodyTimeout = -1, 50*time.Millisecond
	return []cutResponse{
		{name: "disconnect in a sized body", sent: sized + "half", body: "half", truncated: "disconnect", err: io.ErrUnexpectedEOF},
		{name: "disconnect before the body", sent: sized, truncated: "disconnect", err: io.ErrUnexpectedEOF},
		{name: "disconnect in a chunk", sent: chunked + "8\r\nhalf", body: "half", truncated: "disconnect", err: io.ErrUnexpectedEOF},
		{name: "disconnect between chunks", sent: chunked + "4\r\nhalf\r\n", body: "half", truncated: "disconnect", err: io.ErrUnexpectedEOF},
		{name: "disconnect in a chunk size", sent: chunked + "4\r\nhalf\r\n1", body: "half", truncated: "disconnect", err: io.ErrUnexpectedEOF},
		{name: "disconnect in the trailer", sent: chunked + "4\r\nhalf\r\n0\r\nX: y", body: "half", truncated: "disconnect", err: io.ErrUnexpectedEOF},
		{name: "disconnect in the head", sent: "HTTP/1.1 200 OK\r\nContent-Le", truncated: "disconnect"},
		{name: "disconnect in the status line", sent: "HTTP/1.1 20", truncated: "-"},
		{name: "disconnect after an interim response", sent: early, truncated: "-"},
		{name: "disconnect at once", sent: "", truncated: "-"},
		{name: "too long, sized", sent: "HTTP/1.1 200 OK\r\nContent-Length: 101\r\n\r\n" + long + "x", hold: true,
			response: "HTTP/1.1 200 OK\r\nContent-Length: 101\r\n\r\n" + long, body: long, truncated: "length", err: ErrBodyTooLong},
		{name: "too long, to close", sent: "HTTP/1.0 200 OK\r\n\r\n" + long + long, response: "HTTP/1.0 200 OK\r\n\r\n" + long,
			body: long, truncated: "length", err: ErrBodyTooLong},
		{name: "too long, chunked", sent: chunked + "60\r\n" + strings.Repeat("y", 0x60) + "\r\n1\r\nz\r\n0\r\n\r\n", hold: true,
			response: chunked + "60\r\n" + strings.Repeat("y", 0x60), body: strings.Repeat("y", 0x60), truncated: "length", err: ErrBodyTooLong},
		{name: "just long enough", sent: sized + long, body: long},
		{name: "too slow", sent: sized + "half", hold: true, body: "half", truncated: "time", err: ErrTooSlow},
		{name: "body never comes", sent: sized, hold: true, truncated: "time", err: ErrTooSlow},
		{name: "over the body's time", o: slow, sent: chunked + "4\r\nhalf\r\n", hold: true, body: "half", truncated: "time", err: ErrTooSlow},
		{name: "head never ends", sent: "HTTP/1.1 200 OK\r\nServer: x\r\n", hold: true, truncated: "time"},
		{name: "head never comes", sent: "", hold: true, truncated: "-"},
		{name: "malformed header", sent: "HTTP/1.1 200 OK\r\nno colon here\r\n\r\nbody", truncated: "unspecified"},
		{name: "two lengths", sent: "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", truncated: "unspecified"},
		{name: "no chunk", sent: chunked + "zzz\r\nabc\r\n", hold: true, body: "zzz\r\nabc\r\n", truncated: "unspecified", err: io.ErrUnexpectedEOF},
		{name: "not HTTP", sent: "SSH-2.0-OpenSSH\r\n", truncated: "-"},
	}
}

func TestCutResponses(t *testing.T) {
	for _, tt := range cutResponses() {
		t.Run(tt.name, func(t *testing.T) {
			s := newWireServer(t, func(_ int64, c net.Conn, br *bufio.Reader) {
				if _, err := request(br); err != nil {
					return
				}
				io.WriteString(c, tt.sent)
				if tt.hold {
					br.ReadByte()
				}
			})
			if tt.o.MaxBody == 0 {
				tt.o = quickLimits()
			}
			tr, rec := newTransport(t, tt.o)
			resp, body, err := get(t, tr, "GET", s.url)
			if tt.truncated == "-" {
				if err == nil || len(rec.exchanges()) != 0 {
					t.Fatalf("error %v, %d exchanges; want an error and none", err, len(rec.exchanges()))
				}
				return
			}
			if len(rec.exchanges()) != 1 {
				t.Fatalf("%d exchanges recorded, error %v", len(rec.exchanges()), err)
			}
			ex := rec.exchanges()[0]
			if tt.response == "" {
				tt.response = tt.sent
			}
			if string(ex.Response) != tt.response || ex.Truncated != tt.truncated {
				t.Errorf("recorded %q (%s)\nwant %q (%s)", ex.Response, ex.Truncated, tt.response, tt.truncated)
			}
			headOnly := tt.err == nil && tt.truncated != ""
			if headOnly != (resp == nil) || headOnly && err == nil || !headOnly && !errors.Is(err, tt.err) || body != tt.body {
				t.Errorf("response %v, body %q, error %v; want body %q, error %v", resp, body, err, tt.body, tt.err)
			}
		})
	}
}

// A body that trickles is cut, however regularly its bytes come.
func TestTrickleIsCut(t *testing.T) {
	s := newWireServer(t, func(_ int64, c net.Conn, br *bufio.Reader) {
		if _, err := request(br); err != nil {
			return
		}
		io.WriteString(c, "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
		for {
			if _, err := io.WriteString(c, "."); err != nil {
				return
			}
			time.Sleep(2 * time.Millisecond)
		}
	})
	tr, rec := newTransport(t, TransportOptions{MinRate: 100_000, RateGrace: 50 * time.Millisecond})
	_, body, err := get(t, tr, "GET", s.url)
	if !errors.Is(err, ErrTooSlow) || !strings.HasPrefix(body, "..") {
		t.Errorf("body of %d bytes, error %v", len(body), err)
	}
	if ex := rec.exchanges()[0]; ex.Truncated != "time" {
		t.Errorf("truncated %q", ex.Truncated)
	}
}

// An idle connection lives longer than the time a body is given.
func TestIdleTimeIsNotBodyTime(t *testing.T) {
	s := newWireServer(t, respond("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", false))
	tr, _ := newTransport(t, TransportOptions{MinRate: 1 << 20, RateGrace: 20 * time.Millisecond, BodyTimeout: 20 * time.Millisecond})
	for range 3 {
		if _, body, err := get(t, tr, "GET", s.url); err != nil || body != "hello" {
			t.Fatalf("body %q, error %v", body, err)
		}
		time.Sleep(60 * time.Millisecond)
	}
	if n := s.accepted.Load(); n != 1 {
		t.Errorf("%d connections, want 1", n)
	}
}

func TestCancelledIsNotRecorded(t *testing.T) {
	for name, sent := range map[string]string{
		"before the head": "",
		"in the head":     "HTTP/1.1 200 OK\r\nServer:",
		"in the body":     "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf",
	} {
		t.Run(name, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			s := newWireServer(t, func(_ int64, c net.Conn, br *bufio.Reader) {
				if _, err := request(br); err != nil {
					return
				}
				io.WriteString(c, sent)
				time.AfterFunc(30*time.Millisecond, cancel)
				br.ReadByte()
			})
			tr, rec := newTransport(t, TransportOptions{})
			req, err := http.NewRequestWithContext(ctx, "GET", s.url, nil)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := tr.RoundTrip(req); !errors.Is(err, context.Canceled) {
				t.Errorf("error %v", err)
			}
			if n := len(rec.exchanges()); n != 0 {
				t.Errorf("%d exchanges recorded", n)
			}
		})
	}
}

func TestDialAndHandshakeTimeouts(t *testing.T) {
	stuck := func(ctx context.Context, _, _ string) (net.Conn, error) {
		<-ctx.Done()
		return nil, ctx.Err()
	}
	tr, _ := newTransport(t, TransportOptions{DialContext: stuck, DialTimeout: 20 * time.Millisecond})
	if _, _, err := get(t, tr, "GET", "http://stuck.invalid/"); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("dial: error %v", err)
	}
	silent := newWireServer(t, func(_ int64, c net.Conn, br *bufio.Reader) { io.Copy(io.Discard, br) })
	tr, _ = newTransport(t, TransportOptions{TLSTimeout: 20 * time.Millisecond})
	_, _, err := get(t, tr, "GET", "https"+strings.TrimPrefix(silent.url, "http"))
	var op *net.OpError
	if !errors.Is(err, context.DeadlineExceeded) || !errors.As(err, &op) || op.Op != "tls" {
		t.Errorf("handshake: error %v", err)
	}
}

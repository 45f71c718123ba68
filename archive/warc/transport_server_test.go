package warc

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
)

// wireServer answers on a loopback socket with bytes that the test writes. It
// counts the connections it accepts.
type wireServer struct {
	url      string
	accepted atomic.Int64
}

func newWireServer(t *testing.T, serve func(n int64, c net.Conn, br *bufio.Reader)) *wireServer {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &wireServer{url: "http://" + l.Addr().String()}
	var wg sync.WaitGroup
	var mu sync.Mutex
	var open []net.Conn
	wg.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			mu.Lock()
			open = append(open, c)
			mu.Unlock()
			n := s.accepted.Add(1)
			wg.Go(func() {
				defer c.Close()
				serve(n, c, bufio.NewReader(c))
			})
		}
	})
	t.Cleanup(func() {
		l.Close()
		mu.Lock()
		for _, c := range open {
			c.Close()
		}
		mu.Unlock()
		wg.Wait()
	})
	return s
}

// request reads one request and gives its exact bytes.
func request(br *bufio.Reader) ([]byte, error) {
	var raw bytes.Buffer
	req, err := http.ReadRequest(bufio.NewReader(io.TeeReader(oneByte{br}, &raw)))
	if err != nil {
		return nil, err
	}
	_, err = io.Copy(io.Discard, req.Body)
	return raw.Bytes(), err
}

// oneByte keeps a bufio.Reader above from reading ahead.
type oneByte struct{ r io.Reader }

func (o oneByte) Read(p []byte) (int, error) { return o.r.Read(p[:1]) }

// respond answers every request on a connection with the same bytes.
func respond(raw string, thenClose bool) func(int64, net.Conn, *bufio.Reader) {
	return func(_ int64, c net.Conn, br *bufio.Reader) {
		for {
			if _, err := request(br); err != nil {
				return
			}
			if _, err := io.WriteString(c, raw); err != nil || thenClose {
				return
			}
		}
	}
}

type recorder struct {
	mu  sync.Mutex
	all []*Exchange
}

func (r *recorder) record(_ context.Context, ex *Exchange) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.all = append(r.all, ex)
	return nil
}

func (r *recorder) exchanges() []*Exchange {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.all)
}

func newTransport(t *testing.T, o TransportOptions) (*Transport, *recorder) {
	t.Helper()
	r := &recorder{}
	tr := NewTransport(r.record, o)
	t.Cleanup(tr.CloseIdleConnections)
	return tr, r
}

func get(t *testing.T, tr http.RoundTripper, method, url string) (*http.Response, string, error) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := tr.RoundTrip(req)
	if err != nil {
		return nil, "", err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	return resp, string(body), err
}

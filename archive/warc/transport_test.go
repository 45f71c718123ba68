package warc

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const early = "HTTP/1.1 103 Early Hints\r\nLink: </s.css>; rel=preload\r\n\r\n"
const carryOn = "HTTP/1.1 100 Continue\r\n\r\n"

type wireResponse struct {
	name, method    string
	interim         string
	response, after string
	closes          bool
	body            string
}

func wireResponses() []wireResponse {
	squeezed := gzipped("la répression continue")
	return []wireResponse{
		{name: "content-length", response: "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", body: "hello"},
		{name: "empty body", response: "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"},
		{name: "chunked with extensions and trailers", body: "bonjour le monde",
			response: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n" +
				"7;name=\"a;b\"\r\nbonjour\r\n0009;x= y\r\n le monde\r\n000\r\nX-Sum: 1\r\nx-sum: 2\r\n\r\n"},
		{name: "chunked and content-length", body: "abc",
			response: "HTTP/1.1 200 OK\r\nContent-Length: 99\r\nTransfer-Encoding: CHUNKED\r\n\r\n3\r\nabc\r\n0\r\n\r\n"},
		{name: "odd header", body: "x",
			response: "HTTP/1.1 200   Très bien  \r\nx-ZULU:1\r\nSERVER: a\r\nserver:   b  \r\nX-Fold: one\r\n\t two\r\n   three\r\ncOnTeNt-LeNgTh:1\r\nSet-Cookie: a=1\r\nSet-Cookie: a=1\r\n\r\nx"},
		{name: "bare line feeds", body: "ok", response: "HTTP/1.1 200 OK\nContent-Length: 2\n\nok"},
		{name: "no reason phrase", body: "ok", response: "HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nok"},
		{name: "gzip is not decoded", body: squeezed,
			response: "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n" +
				"a\r\n" + squeezed[:10] + "\r\n" + hexSize(len(squeezed)-10) + "\r\n" + squeezed[10:] + "\r\n0\r\n\r\n"},
		{name: "interim responses", interim: early + carryOn + early, body: "ok",
			response: "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"},
		{name: "http/1.0 to close", closes: true, body: "until the\r\n\r\nend",
			response: "HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\nuntil the\r\n\r\nend"},
		{name: "http/1.1 to close", closes: true, body: "end", response: "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nend"},
		{name: "head", method: "HEAD", response: "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n"},
		{name: "head of a chunked one", method: "HEAD", response: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"},
		{name: "no content", response: "HTTP/1.1 204 No Content\r\n\r\n"},
		{name: "not modified", response: "HTTP/1.1 304 Not Modified\r\nETag: \"a\"\r\nContent-Length: 77\r\n\r\n"},
		{name: "error page", response: "HTTP/1.1 503 Busy\r\nRetry-After: 9\r\nContent-Length: 4\r\n\r\nbusy", body: "busy"},
		{name: "bytes after the message", response: "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
			after: "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil", body: "ok"},
		{name: "bytes after the last chunk", response: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
			after: "junk", body: "ok"},
		{name: "bytes after a head", method: "HEAD", response: "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n", after: "junk"},
	}
}

func TestWireExactCapture(t *testing.T) {
	for _, tt := range wireResponses() {
		t.Run(tt.name, func(t *testing.T) {
			s := newWireServer(t, respond(tt.interim+tt.response+tt.after, tt.closes))
			tr, rec := newTransport(t, TransportOptions{})
			const times = 3
			for range times {
				_, body, err := get(t, tr, tt.method, s.url+"/p?q=1#frag")
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(tt.body, body); diff != "" {
					t.Errorf("body (-want +got):\n%s", diff)
				}
			}
			for _, ex := range rec.exchanges() {
				if diff := cmp.Diff(tt.response, string(ex.Response)); diff != "" {
					t.Errorf("response (-want +got):\n%s", diff)
				}
				if diff := cmp.Diff(tt.interim, string(ex.Interim)); diff != "" {
					t.Errorf("interim (-want +got):\n%s", diff)
				}
				if ex.Truncated != "" || ex.URL != s.url+"/p?q=1" || ex.Addr != "127.0.0.1" {
					t.Errorf("truncated %q, url %q, addr %q", ex.Truncated, ex.URL, ex.Addr)
				}
			}
			want := int64(1)
			if tt.closes || tt.after != "" {
				want = times
			}
			if n := s.accepted.Load(); n != want || len(rec.exchanges()) != times {
				t.Errorf("%d connections, want %d; %d exchanges, want %d", n, want, len(rec.exchanges()), times)
			}
		})
	}
}

func gzipped(s string) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	io.WriteString(z, s)
	z.Close()
	return b.String()
}

func hexSize(n int) string { return strconv.FormatInt(int64(n), 16) }

func TestRequestIsRecordedAsSent(t *testing.T) {
	var mu sync.Mutex
	var sent []string
	s := newWireServer(t, func(_ int64, c net.Conn, br *bufio.Reader) {
		for {
			raw, err := request(br)
			if err != nil {
				return
			}
			mu.Lock()
			sent = append(sent, string(raw))
			mu.Unlock()
			io.WriteString(c, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
		}
	})
	at := time.Date(2026, 3, 4, 5, 6, 7, 891_234_567, time.FixedZone("", 3600))
	tr, rec := newTransport(t, TransportOptions{Now: func() time.Time { return at }})
	for _, body := range []io.Reader{nil, strings.NewReader("nom=valeur"), struct{ io.Reader }{strings.NewReader(strings.Repeat("é", 9000))}} {
		method := "GET"
		if body != nil {
			method = "POST"
		}
		req, err := http.NewRequestWithContext(t.Context(), method, s.url+"/form", body)
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("User-Agent", "essai/1")
		resp, err := tr.RoundTrip(req)
		if err != nil {
			t.Fatal(err)
		}
		if resp.Request != req || req.Header.Get("Accept-Encoding") != "" {
			t.Error("the caller's request was changed, or is not the response's")
		}
	}
	mu.Lock()
	defer mu.Unlock()
	for i, ex := range rec.exchanges() {
		if diff := cmp.Diff(sent[i], string(ex.Request)); diff != "" {
			t.Errorf("request %d (-sent +recorded):\n%s", i, diff)
		}
		if !strings.Contains(sent[i], "\r\nAccept-Encoding: gzip\r\n") {
			t.Errorf("request %d does not ask for gzip", i)
		}
		if got := ex.Start.Format(time.RFC3339Nano); got != "2026-03-04T04:06:07.891Z" {
			t.Errorf("start %s", got)
		}
	}
}

// A server may close an idle connection just as it is used again: net/http
// then tries once more on a new one, and nothing of the first try may remain.
func TestRetryBeginsAnew(t *testing.T) {
	const whole = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n"
	s := newWireServer(t, func(n int64, c net.Conn, br *bufio.Reader) {
		for i := 0; ; i++ {
			if _, err := request(br); err != nil {
				return
			}
			if n == 1 && i == 1 {
				return // the second request on the first connection is left unanswered
			}
			io.WriteString(c, whole+string('0'+byte(n))+string('0'+byte(i)))
		}
	})
	tr, rec := newTransport(t, TransportOptions{})
	for _, want := range []string{"10", "20", "21"} {
		_, body, err := get(t, tr, "GET", s.url+"/page-"+want)
		if err != nil || body != want {
			t.Fatalf("body %q, error %v; want %q", body, err, want)
		}
	}
	for i, want := range []string{"10", "20", "21"} {
		ex := rec.exchanges()[i]
		if string(ex.Response) != whole+want {
			t.Errorf("response %d: %q", i, ex.Response)
		}
		if n := bytes.Count(ex.Request, []byte("GET /page-"+want+" ")); n != 1 || bytes.Count(ex.Request, []byte("GET ")) != 1 {
			t.Errorf("request %d: %q", i, ex.Request)
		}
	}
	if n := s.accepted.Load(); n != 2 {
		t.Errorf("%d connections, want 2", n)
	}
}

func TestRecordFailureFailsTheRequest(t *testing.T) {
	s := newWireServer(t, respond("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", false))
	full := errors.New("disk full")
	tr := NewTransport(func(context.Context, *Exchange) error { return full }, TransportOptions{})
	defer tr.CloseIdleConnections()
	if _, _, err := get(t, tr, "GET", s.url); !errors.Is(err, full) {
		t.Errorf("error %v, want %v", err, full)
	}
}

func TestManyAtOnce(t *testing.T) {
	s := newWireServer(t, func(_ int64, c net.Conn, br *bufio.Reader) {
		for {
			raw, err := request(br)
			if err != nil {
				return
			}
			path := strings.Fields(string(raw))[1]
			io.WriteString(c, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"+hexSize(len(path))+"\r\n"+path+"\r\n0\r\n\r\n")
		}
	})
	tr, rec := newTransport(t, TransportOptions{})
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			for j := range 25 {
				path := "/" + strings.Repeat("x", i+1) + strings.Repeat("y", j)
				if _, body, err := get(t, tr, "GET", s.url+path); err != nil || body != path {
					t.Errorf("%s: body %q, error %v", path, body, err)
				}
			}
		})
	}
	wg.Wait()
	for _, ex := range rec.exchanges() {
		path := strings.TrimPrefix(ex.URL, s.url)
		if !bytes.Contains(ex.Response, []byte("\r\n"+path+"\r\n0\r\n\r\n")) || !bytes.HasPrefix(ex.Request, []byte("GET "+path+" ")) {
			t.Errorf("%s: exchanges are mixed up", path)
		}
	}
}

package warc

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"crypto/tls"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/gocolly/colly/v2"
	"github.com/google/go-cmp/cmp"
)

func TestPlainTextOfTLSIsRecorded(t *testing.T) {
	var protocols []string
	ts := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		protocols = append(protocols, r.Proto)
		io.WriteString(w, "en clair")
	}))
	ts.EnableHTTP2 = true
	ts.Config.ErrorLog = log.New(io.Discard, "", 0)
	ts.StartTLS()
	defer ts.Close()
	config := ts.Client().Transport.(*http.Transport).TLSClientConfig.Clone()
	config.NextProtos = []string{"h2"}
	tr, rec := newTransport(t, TransportOptions{TLSConfig: config})
	for range 2 {
		resp, body, err := get(t, tr, "GET", ts.URL+"/secret")
		if err != nil || body != "en clair" {
			t.Fatalf("body %q, error %v", body, err)
		}
		if resp.TLS == nil || !resp.TLS.HandshakeComplete {
			t.Error("the response does not know its TLS connection")
		}
	}
	if diff := cmp.Diff([]string{"HTTP/1.1", "HTTP/1.1"}, protocols); diff != "" {
		t.Errorf("protocols (-want +got):\n%s", diff)
	}
	for _, ex := range rec.exchanges() {
		if !bytes.HasPrefix(ex.Request, []byte("GET /secret HTTP/1.1\r\n")) || !bytes.HasSuffix(ex.Response, []byte("\r\n\r\nen clair")) {
			t.Errorf("not the plain text: %q, %q", ex.Request, ex.Response)
		}
	}
	strict, _ := newTransport(t, TransportOptions{TLSConfig: &tls.Config{}})
	if _, _, err := get(t, strict, "GET", ts.URL); err == nil || !strings.Contains(err.Error(), "certificate") {
		t.Errorf("unknown certificate: error %v", err)
	}
}

func TestEachHopUnderColly(t *testing.T) {
	ts := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/a":
			http.Redirect(w, r, "/b", http.StatusMovedPermanently)
		case "/b":
			http.Redirect(w, r, "/c", http.StatusFound)
		default:
			w.Header().Set("Content-Encoding", "gzip")
			z := gzip.NewWriter(w)
			io.WriteString(z, "<h1>Arrivée</h1>")
			z.Close()
		}
	}))
	defer ts.Close()
	tr, rec := newTransport(t, TransportOptions{})
	c := colly.NewCollector(colly.StdlibContext(t.Context()), colly.UserAgent("essai/1"))
	c.WithTransport(tr)
	var title string
	c.OnHTML("h1", func(e *colly.HTMLElement) { title = e.Text })
	if err := c.Visit(ts.URL + "/a"); err != nil {
		t.Fatal(err)
	}
	if title != "Arrivée" {
		t.Errorf("title %q", title)
	}
	var hops []string
	for _, ex := range rec.exchanges() {
		status, _, _ := strings.Cut(string(ex.Response), "\r\n")
		hops = append(hops, strings.TrimPrefix(ex.URL, ts.URL)+" "+status)
	}
	want := []string{"/a HTTP/1.1 301 Moved Permanently", "/b HTTP/1.1 302 Found", "/c HTTP/1.1 200 OK"}
	if diff := cmp.Diff(want, hops); diff != "" {
		t.Errorf("hops (-want +got):\n%s", diff)
	}
}

// What a server sends while nobody asks is not the answer to the next request.
func TestUnsolicitedResponseIsNotTheNext(t *testing.T) {
	const right = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nright"
	late := make(chan bool)
	s := newWireServer(t, func(n int64, c net.Conn, br *bufio.Reader) {
		for i := 0; ; i++ {
			if _, err := request(br); err != nil {
				return
			}
			io.WriteString(c, right)
			if n == 1 && i == 0 {
				<-late
				io.WriteString(c, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwrong")
				late <- true
			}
		}
	})
	tr, rec := newTransport(t, TransportOptions{})
	for i := range 3 {
		if _, body, err := get(t, tr, "GET", s.url); err != nil || body != "right" {
			t.Errorf("body %q, error %v", body, err)
		}
		if i == 0 {
			late <- true
			<-late
			// Until the client has read it, nobody could tell it from an answer.
			time.Sleep(100 * time.Millisecond)
		}
	}
	for _, ex := range rec.exchanges() {
		if string(ex.Response) != right || bytes.Count(ex.Request, []byte("GET ")) != 1 {
			t.Errorf("recorded %q after %q", ex.Response, ex.Request)
		}
	}
}

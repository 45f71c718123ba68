package crawl_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gocolly/colly/v2"
	"github.com/google/go-cmp/cmp"

	"communique/archive/warc"
	"communique/internal/fetch"
)

const capped = 4 << 20 // decoded bytes

// tower is the whole stack of transports, and a record of what went over the
// wire.
type tower struct {
	site string
	top  http.RoundTripper

	mu        sync.Mutex
	exchanges []*warc.Exchange
}

func newTower(t *testing.T, o warc.TransportOptions, page http.HandlerFunc) *tower {
	t.Helper()
	ts := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			io.WriteString(w, "user-agent: *\ndisallow: /interdit\n")
			return
		}
		page(w, r)
	}))
	t.Cleanup(ts.Close)
	tw := &tower{site: ts.URL}
	o.DialContext = fetch.PublicDialer(true)
	bottom := warc.NewTransport(tw.record, o)
	t.Cleanup(bottom.CloseIdleConnections)
	known := func(_ context.Context, url string) (string, string, error) {
		if strings.HasSuffix(url, "/connu") {
			return `"v1"`, "", nil
		}
		return "", "", nil
	}
	polite := &fetch.Polite{Next: &fetch.Conditional{Next: &fetch.Cap{Next: bottom, Max: capped}, Validators: known}, AllowFast: true}
	robots := &fetch.Robots{Next: polite, Agent: "communique"}
	polite.CrawlDelay = robots.CrawlDelay
	tw.top = robots
	return tw
}

func (tw *tower) record(_ context.Context, ex *warc.Exchange) error {
	tw.mu.Lock()
	defer tw.mu.Unlock()
	tw.exchanges = append(tw.exchanges, ex)
	return nil
}

// hops lists what was recorded: path, status, reason of truncation.
func (tw *tower) hops() []string {
	tw.mu.Lock()
	defer tw.mu.Unlock()
	var hops []string
	for _, ex := range tw.exchanges {
		status := strings.Fields(string(ex.Response))[1]
		hops = append(hops, strings.TrimSpace(strings.TrimPrefix(ex.URL, tw.site)+" "+status+" "+ex.Truncated))
	}
	return hops
}

// visit fetches a page through a real collector, set up as DESIGN.md says.
func (tw *tower) visit(ctx context.Context, path string) (got *colly.Response, err error) {
	c := colly.NewCollector(colly.StdlibContext(ctx), colly.UserAgent("communique/0 (+mailto:essai@a.example)"))
	c.AllowURLRevisit, c.ParseHTTPErrorResponse, c.IgnoreRobotsTxt, c.MaxBodySize = true, true, true, 0
	c.SetRequestTimeout(0)
	c.DisableCookies()
	c.WithTransport(tw.top)
	c.OnResponse(func(r *colly.Response) { got = r })
	err = c.Visit(tw.site + path)
	return got, err
}

func expectHops(t *testing.T, tw *tower, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, tw.hops()); diff != "" {
		t.Errorf("recorded (-want +got):\n%s", diff)
	}
}

func TestStackPageErrorsAndValidators(t *testing.T) {
	tw := newTower(t, warc.TransportOptions{}, func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.Header.Get("If-None-Match") == `"v1"`:
			w.WriteHeader(http.StatusNotModified)
		case r.URL.Path == "/page":
			w.Header().Set("Content-Encoding", "gzip")
			z := gzip.NewWriter(w)
			io.WriteString(z, "<h1>Répression</h1>")
			z.Close()
		default:
			w.WriteHeader(http.StatusNotFound)
			io.WriteString(w, "rien")
		}
	})
	for _, tt := range []struct {
		path, body string
		status     int
	}{{"/page", "<h1>Répression</h1>", 200}, {"/connu", "", 304}, {"/absent", "rien", 404}} {
		got, err := tw.visit(t.Context(), tt.path)
		if err != nil || got.StatusCode != tt.status || string(got.Body) != tt.body {
			t.Errorf("%s: %+v, error %v", tt.path, got, err)
		}
	}
	expectHops(t, tw, "/robots.txt 200", "/page 200", "/connu 304", "/absent 404")
}

func TestStackStopsAtDisallowedHop(t *testing.T) {
	tw := newTower(t, warc.TransportOptions{}, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/interdit/page", http.StatusFound)
	})
	if _, err := tw.visit(t.Context(), "/a"); fetch.Kind(err) != fetch.KindRobots {
		t.Errorf("error %v", err)
	}
	expectHops(t, tw, "/robots.txt 200", "/a 302")
}

func TestStackGzipBomb(t *testing.T) {
	var bomb bytes.Buffer
	z := gzip.NewWriter(&bomb)
	for zeros := make([]byte, 1<<20); bomb.Len() < 32<<10; {
		z.Write(zeros)
	}
	z.Close()
	tw := newTower(t, warc.TransportOptions{}, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/sitemap.xml.gz" { // which colly unpacks by its name
			w.Header().Set("Content-Encoding", "gzip")
		}
		w.Write(bomb.Bytes())
	})
	for _, path := range []string{"/bombe", "/sitemap.xml.gz"} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		got, err := tw.visit(t.Context(), path)
		runtime.ReadMemStats(&after)
		if got != nil || !errors.Is(err, fetch.ErrTooLarge) || fetch.Kind(err) != fetch.KindTooLarge {
			t.Errorf("%s: error %v", path, err)
		}
		// colly's io.ReadAll grows its buffer to the cap in steps of a quarter.
		if used := after.TotalAlloc - before.TotalAlloc; used > 10*capped {
			t.Errorf("%s: allocated %d MiB", path, used>>20)
		}
	}
	expectHops(t, tw, "/robots.txt 200", "/bombe 200", "/sitemap.xml.gz 200")
	for _, ex := range tw.exchanges[1:] {
		resp, err := warc.SplitResponse(bytes.NewReader(ex.Response))
		if err != nil {
			t.Fatal(err)
		}
		if body, err := io.ReadAll(resp.Body); err != nil || !bytes.Equal(body, bomb.Bytes()) {
			t.Errorf("%s: %d of %d bytes are in the archive, error %v", ex.URL, len(body), bomb.Len(), err)
		}
	}
}

func TestStackRedirectLoop(t *testing.T) {
	tw := newTower(t, warc.TransportOptions{}, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/boucle", http.StatusFound)
	})
	got, err := tw.visit(t.Context(), "/boucle")
	// colly gives up after ten hops and hands back the last redirect.
	if err != nil || got.StatusCode != http.StatusFound || len(tw.hops()) != 11 {
		t.Errorf("%+v, error %v, %d exchanges", got, err, len(tw.hops()))
	}
}

func TestStackSlowServer(t *testing.T) {
	limits := warc.TransportOptions{HeaderTimeout: 100 * time.Millisecond, RateGrace: 100 * time.Millisecond, MinRate: 1 << 20}
	tw := newTower(t, limits, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/corps" {
			w.Header().Set("Content-Length", "1000")
			io.WriteString(w, "lent")
			w.(http.Flusher).Flush()
		}
		<-r.Context().Done()
	})
	for _, path := range []string{"/corps", "/muet"} {
		if _, err := tw.visit(t.Context(), path); fetch.Kind(err) != fetch.KindTimeout {
			t.Errorf("%s: error %v", path, err)
		}
	}
	expectHops(t, tw, "/robots.txt 200", "/corps 200 time")
}

// The time limit here is the requirement: Ctrl-C ends a crawl within a second.
func TestStackCancelInTheBody(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	tw := newTower(t, warc.TransportOptions{}, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", "1000000")
		for end := time.After(time.Minute); ; {
			io.WriteString(w, "goutte ")
			w.(http.Flusher).Flush()
			time.AfterFunc(50*time.Millisecond, cancel)
			select {
			case <-r.Context().Done():
				return
			case <-end:
				return
			case <-time.After(10 * time.Millisecond):
			}
		}
	})
	start := time.Now()
	_, err := tw.visit(ctx, "/longue")
	if took := time.Since(start); took > time.Second || !errors.Is(err, context.Canceled) || fetch.Kind(err) != fetch.KindCancelled {
		t.Errorf("after %s: error %v", took, err)
	}
	expectHops(t, tw, "/robots.txt 200")
}

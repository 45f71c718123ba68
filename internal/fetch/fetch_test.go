package fetch

import (
	"context"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// transport is a RoundTripper made of a function.
type transport func(*http.Request) (*http.Response, error)

func (f transport) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func answer(req *http.Request, status int, body string, header ...string) *http.Response {
	h := http.Header{}
	for i := 0; i < len(header); i += 2 {
		h.Add(header[i], header[i+1])
	}
	return &http.Response{StatusCode: status, Status: http.StatusText(status), Header: h, Body: io.NopCloser(strings.NewReader(body)), Request: req, ContentLength: int64(len(body))}
}

func newRequest(t *testing.T, url string) *http.Request {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	return req
}

func fetchText(t *testing.T, rt http.RoundTripper, url string) (int, string, error) {
	t.Helper()
	resp, err := rt.RoundTrip(newRequest(t, url))
	if err != nil {
		return 0, "", err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	return resp.StatusCode, string(body), err
}

// visits notes when each request began and ended, in the time of a synctest
// bubble, and takes a while to answer.
type visits struct {
	mu           sync.Mutex
	took         time.Duration
	begun, ended []time.Time
	atOnce, most int
	status       int
	header       []string
}

func (v *visits) RoundTrip(req *http.Request) (*http.Response, error) {
	v.mu.Lock()
	v.begun = append(v.begun, time.Now())
	v.atOnce++
	v.most = max(v.most, v.atOnce)
	v.mu.Unlock()
	err := sleep(req.Context(), v.took)
	v.mu.Lock()
	defer v.mu.Unlock()
	v.atOnce--
	v.ended = append(v.ended, time.Now())
	if err != nil {
		return nil, err
	}
	return answer(req, max(v.status, 200), "", v.header...), nil
}

func (v *visits) gaps() []time.Duration {
	var gaps []time.Duration
	for i := 1; i < len(v.begun); i++ {
		gaps = append(gaps, v.begun[i].Sub(v.ended[i-1]))
	}
	return gaps
}

func TestPoliteDelay(t *testing.T) {
	fixed := func(d time.Duration) func(string) time.Duration { return func(string) time.Duration { return d } }
	tests := []struct {
		name string
		took time.Duration
		p    *Polite
		want time.Duration
	}{
		{"the least", 0, &Polite{}, time.Second},
		{"no less than the least", 0, &Polite{Floor: fixed(time.Millisecond)}, time.Second},
		{"less with AllowFast", 0, &Polite{Floor: fixed(5 * time.Millisecond), AllowFast: true}, 5 * time.Millisecond},
		{"floor", 0, &Polite{Floor: fixed(3 * time.Second)}, 3 * time.Second},
		{"crawl-delay", 0, &Polite{Floor: fixed(3 * time.Second), CrawlDelay: fixed(10 * time.Second)}, 10 * time.Second},
		{"latency", 2 * time.Second, &Polite{Floor: fixed(3 * time.Second)}, 10 * time.Second},
		{"latency has a limit", 40 * time.Second, &Polite{}, time.Minute},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				v := &visits{took: tt.took}
				p := tt.p
				p.Next = v
				var wg sync.WaitGroup
				for range 4 {
					wg.Go(func() {
						if _, _, err := fetchText(t, p, "http://example.org:8080/"); err != nil {
							t.Error(err)
						}
					})
				}
				wg.Wait()
				for _, gap := range v.gaps() {
					if gap != tt.want {
						t.Errorf("gap of %s, want %s", gap, tt.want)
					}
				}
				if v.most != 1 || len(v.begun) != 4 {
					t.Errorf("%d requests, %d at once", len(v.begun), v.most)
				}
			})
		})
	}
}

func TestPoliteHostsDoNotWaitForEachOther(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := &visits{took: time.Second}
		p := &Polite{Next: v}
		start := time.Now()
		var wg sync.WaitGroup
		for _, host := range []string{"a.example", "b.example", "c.example"} {
			wg.Go(func() { fetchText(t, p, "http://"+host+"/") })
		}
		wg.Wait()
		if took := time.Since(start); took != time.Second || v.most != 3 {
			t.Errorf("took %s, %d at once", took, v.most)
		}
	})
}

func TestRetryAfterIsObeyed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for _, tt := range []struct {
			name   string
			status int
			value  string
			want   time.Duration // 0: not before Until
			until  time.Duration
			clock  string // Date
		}{
			{"date", 503, time.Now().Add(45 * time.Second).UTC().Format(http.TimeFormat), 45 * time.Second, 0, ""},
			{"seconds", 429, "30", 30 * time.Second, 0, ""},
			{"shorter than the delay", 503, "0", time.Second, 0, ""},
			{"a date gone by", 503, time.Now().Add(-time.Hour).UTC().Format(http.TimeFormat), time.Second, 0, ""},
			{"nonsense, so it is guessed", 503, "soon", 2 * time.Second, 0, ""},
			{"negative, so it is guessed", 429, "-60", 2 * time.Second, 0, ""},
			{"another error of the server", 500, "30", 30 * time.Second, 0, ""},
			{"a redirect", 302, "30", 30 * time.Second, 0, ""},
			{"a page that is not there", 404, "30", time.Second, 0, ""},
			{"absurd", 503, "99999999999999999999999", 0, mostRetryAfter, ""},
			{"an absurd date", 503, "Fri, 31 Dec 9999 23:59:59 GMT", 0, mostRetryAfter, ""},
			{"too long", 503, "3600", 0, time.Hour, ""},
			{"by the server's clock, which is late", 503, "Wed, 04 Mar 2026 05:07:07 GMT", time.Minute, 0, "Wed, 04 Mar 2026 05:06:07 GMT"},
			{"by the server's clock, which is fast", 503, "Wed, 04 Mar 2099 05:07:07 GMT", time.Minute, 0, "Wed, 04 Mar 2099 05:06:07 GMT"},
		} {
			start := time.Now()
			v := &visits{status: tt.status, header: []string{"Retry-After", tt.value, "Date", tt.clock}}
			p := &Polite{Next: v, MaxWait: time.Minute, Chance: func() float64 { return 0 }}
			if status, _, err := fetchText(t, p, "http://a.example/"); err != nil || status != tt.status {
				t.Fatalf("%s: status %d, error %v", tt.name, status, err)
			}
			_, _, err := fetchText(t, p, "http://a.example/")
			if tt.want == 0 {
				if later, ok := err.(*RetryLaterError); !ok || later.Host != "a.example" || !later.Until.Equal(start.Add(tt.until)) || Kind(err) != KindRetryLater {
					t.Errorf("%s: error %v", tt.name, err)
				}
				if len(v.begun) != 1 {
					t.Errorf("%s: asked all the same", tt.name)
				}
			} else if got := time.Since(start); err != nil || got.Round(time.Second) != tt.want {
				t.Errorf("%s: waited %s, want %s; error %v", tt.name, got, tt.want, err)
			}
		}
	})
}

func TestPoliteWaitIsCancelled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := &visits{took: time.Hour}
		p := &Polite{Next: v}
		ctx, cancel := context.WithCancel(t.Context())
		start := time.Now()
		errs := make(chan error)
		for range 3 { // one is under way, two wait for their turn
			go func() {
				_, err := p.RoundTrip(newRequest(t, "http://a.example/").WithContext(ctx))
				errs <- err
			}()
		}
		synctest.Wait()
		cancel()
		for range 3 {
			if err := <-errs; Kind(err) != KindCancelled {
				t.Errorf("error %v", err)
			}
		}
		if took := time.Since(start); took != 0 {
			t.Errorf("took %s", took)
		}
		if len(v.begun) != 1 {
			t.Errorf("%d requests", len(v.begun))
		}
	})
}

func TestConditional(t *testing.T) {
	validators := func(_ context.Context, url string) (string, string, error) {
		switch url {
		case "http://a.example/both?q=1":
			return `W/"x"`, "Wed, 04 Mar 2026 05:06:07 GMT", nil
		case "http://a.example/etag":
			return `"e"`, "", nil
		}
		return "", "", nil
	}
	tests := []struct {
		name, method, url string
		header            []string
		etag, since       string
	}{
		{"both", "GET", "http://a.example/both?q=1#part", nil, `W/"x"`, "Wed, 04 Mar 2026 05:06:07 GMT"},
		{"etag", "GET", "http://a.example/etag", nil, `"e"`, ""},
		{"unknown", "GET", "http://a.example/new", nil, "", ""},
		{"head", "HEAD", "http://a.example/etag", nil, "", ""},
		{"own condition", "GET", "http://a.example/etag", []string{"If-None-Match", `"own"`}, `"own"`, ""},
		{"range", "GET", "http://a.example/etag", []string{"Range", "bytes=0-9"}, "", ""},
		{"no-cache", "GET", "http://a.example/etag", []string{"Cache-Control", "no-cache"}, "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			req := newRequest(t, tt.url)
			req.Method = tt.method
			if tt.header != nil {
				req.Header.Set(tt.header[0], tt.header[1])
			}
			before := len(req.Header)
			c := &Conditional{Validators: validators, Next: transport(func(r *http.Request) (*http.Response, error) {
				if r.Header.Get("If-None-Match") != tt.etag || r.Header.Get("If-Modified-Since") != tt.since {
					t.Errorf("header %v", r.Header)
				}
				return answer(r, 304, ""), nil
			})}
			resp, err := c.RoundTrip(req)
			if err != nil || resp.Request != req || len(req.Header) != before {
				t.Errorf("error %v, or the request was changed", err)
			}
		})
	}
	broken := &Conditional{Validators: func(context.Context, string) (string, string, error) { return "", "", io.ErrClosedPipe }}
	if _, err := broken.RoundTrip(newRequest(t, "http://a.example/")); err == nil || !strings.Contains(err.Error(), "validators") {
		t.Errorf("error %v", err)
	}
}

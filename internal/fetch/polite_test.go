package fetch

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

func fixed(d time.Duration) func(string) time.Duration {
	return func(string) time.Duration { return d }
}

// elsewhere is a connection that says it leads to a public address.
type elsewhere struct{ net.Conn }

func (elsewhere) RemoteAddr() net.Addr {
	return &net.TCPAddr{IP: net.IPv4(93, 184, 215, 14), Port: 80}
}

// TestFastOnlyAtHome: --allow-private is given for the sake of one host, and a
// public one beside it is asked as slowly as ever.
func TestFastOnlyAtHome(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	defer server.Close()
	for _, public := range []bool{false, true} {
		var slept []time.Duration
		inner := &http.Transport{DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
			var d net.Dialer
			c, err := d.DialContext(ctx, network, address)
			if err == nil && public {
				c = elsewhere{c}
			}
			return c, err
		}}
		now := time.Now()
		p := &Polite{Next: inner, AllowFast: true, Now: func() time.Time { return now }, Sleep: func(_ context.Context, d time.Duration) error {
			slept = append(slept, d)
			return nil
		}}
		for range 3 {
			if _, _, err := fetchText(t, p, server.URL); err != nil {
				t.Fatal(err)
			}
		}
		inner.CloseIdleConnections()
		want := 0
		if public {
			want = 2
		}
		if len(slept) != want || public && slept[0] != time.Second {
			t.Errorf("public %t: slept %v, want %d times a second", public, slept, want)
		}
	}
}

// Each hop of a redirect waits as long as any other request.
func TestDelayOverRedirects(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := &visits{}
		hops := transport(func(r *http.Request) (*http.Response, error) {
			resp, err := v.RoundTrip(r)
			if n := len(v.begun); err == nil && n < 5 {
				resp.StatusCode = http.StatusFound
				resp.Header.Set("Location", fmt.Sprintf("http://a.example/%d", n))
			}
			return resp, err
		})
		client := &http.Client{Transport: &Polite{Next: hops, CrawlDelay: fixed(20 * time.Second)}}
		resp, err := client.Do(newRequest(t, "http://a.example/"))
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		want := []time.Duration{20 * time.Second, 20 * time.Second, 20 * time.Second, 20 * time.Second}
		if diff := cmp.Diff(want, v.gaps()); diff != "" {
			t.Errorf("gaps (-want +got):\n%s", diff)
		}
	})
}

// net/http asks once more by itself when a kept connection breaks before an
// answer: the server has had the first request, and the second waits too.
func TestDelayOverRetries(t *testing.T) {
	var mu sync.Mutex
	onConn := map[string]int{}
	asked := 0
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		asked++
		if onConn[r.RemoteAddr]++; onConn[r.RemoteAddr] == 2 {
			panic(http.ErrAbortHandler)
		}
	}))
	defer s.Close()
	inner := &http.Transport{}
	defer inner.CloseIdleConnections()
	var slept []time.Duration
	p := &Polite{
		Next: inner, CrawlDelay: fixed(time.Hour), AllowFast: true, Patience: 24 * time.Hour,
		Sleep: func(_ context.Context, d time.Duration) error {
			slept = append(slept, d.Round(time.Minute))
			return nil
		},
	}
	for range 2 {
		if _, _, err := fetchText(t, p, s.URL); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff([]time.Duration{time.Hour, time.Hour}, slept); diff != "" || asked != 3 {
		t.Errorf("%d requests; waits (-want +got):\n%s", asked, diff)
	}
}

func TestBackOff(t *testing.T) {
	refused := &net.OpError{Op: "dial", Err: errors.New("refused")}
	const minute = time.Minute
	for _, tt := range []struct {
		name   string
		chance float64
		delay  time.Duration
		status []int // 0: no answer
		want   []time.Duration
	}{
		{"doubles, and forgets after an answer", 0, 10 * time.Second, []int{503, 429, 0, 200, 503, 200},
			[]time.Duration{20 * time.Second, 40 * time.Second, 80 * time.Second, 10 * time.Second, 20 * time.Second}},
		{"by chance half as long again", 1, 10 * time.Second, []int{503, 0, 200}, []time.Duration{30 * time.Second, minute}},
		{"has an end", 0, minute, []int{503, 503, 503, 503, 503, 503, 200}, []time.Duration{2 * minute, 4 * minute, 8 * minute, 10 * minute, 10 * minute, 10 * minute}},
		{"never less than the delay", 0, 20 * minute, []int{503, 200}, []time.Duration{20 * minute}},
		{"an error of one page", 0, 10 * time.Second, []int{500, 404, 200}, []time.Duration{10 * time.Second, 10 * time.Second}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				v := &visits{}
				p := &Polite{CrawlDelay: fixed(tt.delay), MaxWait: time.Hour, Chance: func() float64 { return tt.chance }}
				p.Next = transport(func(r *http.Request) (*http.Response, error) {
					v.status = tt.status[len(v.begun)]
					resp, err := v.RoundTrip(r)
					if v.status == 0 {
						return nil, refused
					}
					return resp, err
				})
				for range tt.status {
					fetchText(t, p, "http://a.example/")
				}
				if diff := cmp.Diff(tt.want, v.gaps()); diff != "" {
					t.Errorf("gaps (-want +got):\n%s", diff)
				}
			})
		})
	}
}

// book keeps what a catalogue would.
type book map[string]time.Time

func (b book) load(_ context.Context, host string) (time.Time, error) { return b[host], nil }

func (b book) save(_ context.Context, host string, next time.Time) error {
	b[host] = next
	return nil
}

// What a host asked for holds for the next run too.
func TestNextRunWaitsToo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		kept := book{}
		v := &visits{status: 503, header: []string{"Retry-After", "7200"}}
		run := func() *Polite { return &Polite{Next: v, Load: kept.load, Save: kept.save} }
		fetchText(t, run(), "http://a.example/")
		v.status, v.header = 200, nil
		time.Sleep(time.Hour)
		var later *RetryLaterError
		if _, _, err := fetchText(t, run(), "http://A.example:8080/"); !errors.As(err, &later) || len(v.begun) != 1 {
			t.Errorf("an hour later: %v, %d requests", err, len(v.begun))
		}
		if host, ok := ClosedHost(fmt.Errorf("get: %w", later)); host != "a.example" || !ok {
			t.Errorf("closed host %q", host)
		}
		time.Sleep(55 * time.Minute)
		for range 2 { // waits for the last five minutes, then for its own delay, in another run
			if _, _, err := fetchText(t, run(), "http://a.example/"); err != nil {
				t.Fatal(err)
			}
		}
		if diff := cmp.Diff([]time.Duration{2 * time.Hour, time.Second}, v.gaps()); diff != "" {
			t.Errorf("gaps (-want +got):\n%s", diff)
		}
	})
}

// A long Crawl-delay is kept, and the pages take several nights.
func TestLongDelayIsSpreadOverNights(t *testing.T) {
	for delay, want := range map[time.Duration]int{
		2 * time.Minute:  31, // an hour's worth
		10 * time.Minute: 7,
		2 * time.Hour:    2, // robots.txt, and a page
		7 * time.Hour:    1,
	} {
		synctest.Test(t, func(t *testing.T) {
			kept := book{}
			v := &visits{}
			for night := range 3 {
				p := &Polite{Next: v, CrawlDelay: fixed(delay), Load: kept.load, Save: kept.save}
				before := len(v.begun)
				var err error
				for err == nil && len(v.begun) < 100 {
					_, _, err = fetchText(t, p, "http://a.example/")
				}
				if got := len(v.begun) - before; got != want || Kind(err) != KindRetryLater {
					t.Errorf("%s, night %d: %d requests, then %v; want %d", delay, night, got, err, want)
				}
				time.Sleep(22 * time.Hour)
			}
			for _, gap := range v.gaps() {
				if gap < delay {
					t.Errorf("%s: gap of %s", delay, gap)
				}
			}
		})
	}
}

func TestPoliteSaysWhatCannotBeKept(t *testing.T) {
	broken := errors.New("disk full")
	p := &Polite{Next: &visits{}, AllowFast: true, Floor: fixed(time.Minute), Save: func(context.Context, string, time.Time) error { return broken }}
	if _, _, err := fetchText(t, p, "http://a.example/"); !errors.Is(err, broken) {
		t.Errorf("error %v", err)
	}
	p = &Polite{Next: &visits{}, Load: func(context.Context, string) (time.Time, error) { return time.Time{}, broken }}
	if _, _, err := fetchText(t, p, "http://a.example/"); !errors.Is(err, broken) {
		t.Errorf("error %v", err)
	}
}

func FuzzRetryAfter(f *testing.F) {
	now := time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC)
	for _, seed := range []string{"120", "-1", "1e9", "Wed, 04 Mar 2026 05:06:37 GMT", "Fri, 31 Dec 9999 23:59:59 GMT", "99999999999999999999", " 7 ", "1.5", "", "Wednesday, 04-Mar-26 05:06:07 GMT"} {
		f.Add(seed, "Wed, 04 Mar 2026 05:06:07 GMT")
	}
	f.Fuzz(func(t *testing.T, value, date string) {
		if d, ok := retryAfter(value, serverTime(date, now)); d < 0 || d > mostRetryAfter || !ok && d != 0 {
			t.Errorf("%s, %t", d, ok)
		}
	})
}

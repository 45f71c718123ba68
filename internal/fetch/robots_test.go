package fetch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

type robotsAnswer struct {
	name    string
	handler http.HandlerFunc
	x, y    error // what happens to /x and to /y
}

func robotsAnswers() []robotsAnswer {
	const file = "user-agent: *\ndisallow: /x\ndisallow: /robots.txt\nsitemap: https://a.example/s.xml\nsitemap: https://a.example/s.xml\ncrawl-delay: 3"
	hops := func(n int) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			var i int
			fmt.Sscanf(r.URL.RawQuery, "%d", &i)
			if i == n {
				w.Write([]byte(file))
				return
			}
			http.Redirect(w, r, fmt.Sprintf("/robots.txt?%d", i+1), http.StatusFound)
		}
	}
	status := func(code int) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(code) }
	}
	return []robotsAnswer{
		{"found", hops(0), ErrDisallowed, nil},
		{"five redirects", hops(5), ErrDisallowed, nil},
		{"redirect loop", hops(-1), nil, nil},
		{"absent", status(404), nil, nil},
		{"forbidden", status(403), nil, nil},
		{"server error", status(500), ErrRobotsUnavailable, ErrRobotsUnavailable},
		{"overloaded", status(503), ErrRobotsUnavailable, ErrRobotsUnavailable},
		{"too many requests", status(429), ErrRobotsUnavailable, ErrRobotsUnavailable},
		{"redirect to nowhere", status(302), ErrRobotsUnavailable, ErrRobotsUnavailable},
		{"disconnect", func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, ErrRobotsUnavailable, ErrRobotsUnavailable},
		{"cut body", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Length", "1000")
			w.Write([]byte(file))
		}, ErrRobotsUnavailable, ErrRobotsUnavailable},
		{"late rule", func(w http.ResponseWriter, r *http.Request) {
			w.Write([]byte("#" + strings.Repeat("-", 500<<10) + "\n" + file))
		}, ErrDisallowed, nil},
		{"endless", func(w http.ResponseWriter, r *http.Request) {
			w.Write([]byte(file + "\n"))
			for r.Context().Err() == nil {
				if _, err := w.Write(make([]byte, 64<<10)); err != nil {
					return
				}
			}
		}, ErrDisallowed, nil},
	}
}

func TestRobotsAnswers(t *testing.T) {
	for _, tt := range robotsAnswers() {
		t.Run(tt.name, func(t *testing.T) {
			var asked, pages atomic.Int64
			s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path != "/robots.txt" {
					pages.Add(1)
					return
				}
				if r.URL.RawQuery == "" {
					asked.Add(1)
				}
				tt.handler(w, r)
			}))
			defer s.Close()
			inner := &http.Transport{}
			defer inner.CloseIdleConnections()
			r := &Robots{Next: inner, Agent: "communique"}
			var wg sync.WaitGroup
			for range 4 {
				wg.Go(func() {
					for path, want := range map[string]error{"/x": tt.x, "/y": tt.y} {
						if _, _, err := fetchText(t, r, s.URL+path); !errors.Is(err, want) {
							t.Errorf("%s: error %v, want %v", path, err, want)
						}
					}
				})
			}
			wg.Wait()
			// 1 is the first request: the loop comes by without a query again and again.
			if n := asked.Load(); n != 1 {
				t.Errorf("robots.txt was asked for %d times", n)
			}
			if (tt.y != nil) != (pages.Load() == 0) {
				t.Errorf("%d pages were fetched", pages.Load())
			}
			if resp, err := r.RoundTrip(newRequest(t, s.URL+"/robots.txt")); err == nil {
				resp.Body.Close()
			} else if errors.Is(err, ErrDisallowed) || errors.Is(err, ErrRobotsUnavailable) {
				t.Errorf("robots.txt itself: %v", err)
			}
			u, _ := url.Parse(s.URL + "/y")
			sitemaps, err := r.Sitemaps(t.Context(), u, "")
			if !errors.Is(err, tt.y) {
				t.Errorf("sitemaps: error %v", err)
			}
			if tt.x == ErrDisallowed {
				if diff := cmp.Diff([]string{"https://a.example/s.xml"}, sitemaps); diff != "" || r.CrawlDelay("127.0.0.1") != 3*time.Second {
					t.Errorf("sitemaps (-want +got):\n%s\ndelay %s", diff, r.CrawlDelay("127.0.0.1"))
				}
			}
		})
	}
}

func TestRobotsEachHop(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/robots.txt":
			if got := r.Header.Get("User-Agent"); got != "communique/1 (+mailto:a@a.example)" {
				t.Errorf("robots.txt is asked for by %q", got)
			}
			w.Write([]byte("user-agent: *\ndisallow: /secret"))
		case "/a":
			http.Redirect(w, r, "/secret/b", http.StatusFound)
		default:
			t.Errorf("%s was fetched", r.URL)
		}
	}))
	defer s.Close()
	inner := &http.Transport{}
	defer inner.CloseIdleConnections()
	client := &http.Client{Transport: &Robots{Next: inner, Agent: "communique"}}
	req := newRequest(t, s.URL+"/a")
	req.Header.Set("User-Agent", "communique/1 (+mailto:a@a.example)")
	_, err := client.Do(req)
	if !errors.Is(err, ErrDisallowed) || Kind(err) != KindRobots || !strings.Contains(err.Error(), "/secret/b") {
		t.Errorf("error %v", err)
	}
}

// shelf keeps robots.txt files as the catalogue does.
type shelf struct {
	body    []byte
	status  int
	fetched time.Time
	ok      bool
	saves   int
}

func (s *shelf) load(context.Context, string) ([]byte, int, time.Time, bool, error) {
	return s.body, s.status, s.fetched, s.ok, nil
}

func (s *shelf) save(_ context.Context, _ string, body []byte, status int, fetched time.Time) error {
	s.body, s.status, s.fetched, s.ok = body, status, fetched, true
	s.saves++
	return nil
}

func TestRobotsAreKept(t *testing.T) {
	now := time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC)
	clock := func() time.Time { return now }
	status, asked := 200, 0
	next := transport(func(r *http.Request) (*http.Response, error) {
		if r.URL.Path != "/robots.txt" {
			return answer(r, 200, "page"), nil
		}
		asked++
		return answer(r, status, "user-agent: *\ndisallow: /x"), nil
	})
	kept := &shelf{}
	fresh := func() *Robots {
		return &Robots{Next: next, Agent: "communique", Load: kept.load, Save: kept.save, Now: clock}
	}
	check := func(what string, r *Robots, want error, wantAsked int) {
		t.Helper()
		if _, _, err := fetchText(t, r, "http://a.example/x"); !errors.Is(err, want) || asked != wantAsked {
			t.Errorf("%s: error %v after %d fetches, want %v after %d", what, err, asked, want, wantAsked)
		}
	}
	first := fresh()
	check("first", first, ErrDisallowed, 1)
	check("remembered", first, ErrDisallowed, 1)
	now = now.Add(23 * time.Hour)
	check("next run", fresh(), ErrDisallowed, 1)
	now = now.Add(2 * time.Hour)
	status = 404
	check("after a day, in the same run", first, nil, 2)
	check("after a day, in the next run", fresh(), nil, 2)
	now = now.Add(25 * time.Hour)
	status = 500
	failed := fresh()
	check("unavailable", failed, ErrRobotsUnavailable, 3)
	check("still believed unavailable", failed, ErrRobotsUnavailable, 3)
	now = now.Add(11 * time.Minute)
	status = 200
	check("tried again", failed, ErrDisallowed, 4)
	if kept.saves != 3 {
		t.Errorf("saved %d times, want 3: a failure is not kept", kept.saves)
	}
}

func TestRobotsCancelledIsNoFailure(t *testing.T) {
	block := true
	r := &Robots{Agent: "communique", Next: transport(func(req *http.Request) (*http.Response, error) {
		if block {
			<-req.Context().Done()
			return nil, req.Context().Err()
		}
		return answer(req, 404, ""), nil
	})}
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	if _, err := r.RoundTrip(newRequest(t, "http://a.example/").WithContext(ctx)); err == nil || errors.Is(err, ErrRobotsUnavailable) {
		t.Errorf("error %v", err)
	}
	block = false
	if _, _, err := fetchText(t, r, "http://a.example/"); err != nil {
		t.Errorf("error %v", err)
	}
}

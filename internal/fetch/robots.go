package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"
)

// ErrDisallowed says that a site's robots.txt asks us not to fetch an address.
var ErrDisallowed = errors.New("robots.txt asks us not to fetch this")

// ErrRobotsUnavailable says that a site's robots.txt could not be had, so that
// nothing of the site may be fetched (RFC 9309, section 2.3.1.4).
var ErrRobotsUnavailable = errors.New("robots.txt could not be fetched, so nothing is fetched from this site")

const (
	robotsAge       = 24 * time.Hour   // how long a robots.txt is believed (RFC 9309, section 2.4)
	robotsRetry     = 10 * time.Minute // how long a failure to fetch it is
	robotsRedirects = 10               // RFC 9309, section 2.3.1.2: at least five
	robotsSize      = 1 << 20          // bytes that are read; RFC 9309, section 2.5: at least 500 KiB
)

// Robots lets pass what a site's robots.txt allows (RFC 9309), and refuses the
// rest with ErrDisallowed or ErrRobotsUnavailable. It fetches the file through
// Next, one fetch at a time per origin, with the User-Agent of the request that
// made it necessary, and believes it for 24 hours. Requests for /robots.txt
// itself pass.
//
// A file that is not there (4xx, or more than ten redirects) allows everything.
// 5xx, 429 and no answer forbid everything; after ten minutes it is tried again.
type Robots struct {
	Next  http.RoundTripper
	Agent string // our product token, such as "communique"
	// Load and Save keep the files between runs, by origin
	// ("https://www.example.org"); nil: they are not kept. Status is 2xx, with
	// a body of up to 1 MiB, or 4xx.
	Load func(ctx context.Context, origin string) (body []byte, status int, fetched time.Time, ok bool, err error)
	Save func(ctx context.Context, origin string, body []byte, status int, fetched time.Time) error
	Now  func() time.Time // nil: time.Now

	mu      sync.Mutex
	origins map[string]*robotsEntry
}

// robotsEntry is what is known of one origin. Whoever has the turn may change
// it; rules are read under Robots.mu too.
type robotsEntry struct {
	turn    turn
	host    string
	rules   *robotsRules // nil: not known
	failure error        // why not, if it was tried
	until   time.Time    // when rules or failure are no longer believed
}

// RoundTrip implements http.RoundTripper.
func (r *Robots) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.URL.EscapedPath() == "/robots.txt" {
		return r.Next.RoundTrip(req)
	}
	rules, err := r.rulesFor(req.Context(), req.URL, req.Header.Get("User-Agent"))
	if err != nil {
		return refuse(req, fmt.Errorf("%s: %w", req.URL.Redacted(), err))
	}
	if !rules.allows(req.URL) {
		return refuse(req, fmt.Errorf("%s: %w", req.URL.Redacted(), ErrDisallowed))
	}
	return r.Next.RoundTrip(req)
}

// Sitemaps lists the sitemaps that a site's robots.txt names, fetching it if
// need be.
func (r *Robots) Sitemaps(ctx context.Context, page *url.URL, userAgent string) ([]string, error) {
	rules, err := r.rulesFor(ctx, page, userAgent)
	if err != nil {
		return nil, fmt.Errorf("sitemaps of %s: %w", page.Host, err)
	}
	return rules.sitemaps, nil
}

// CrawlDelay is the longest delay that the robots.txt files of a host (without
// port) ask for, as far as they have been fetched.
func (r *Robots) CrawlDelay(host string) time.Duration {
	r.mu.Lock()
	defer r.mu.Unlock()
	var d time.Duration
	for _, e := range r.origins {
		if e.host == host && e.rules != nil {
			d = max(d, e.rules.delay)
		}
	}
	return d
}

func (r *Robots) now() time.Time {
	if r.Now != nil {
		return r.Now()
	}
	return time.Now()
}

// originOf is the part of an address that a robots.txt speaks for.
func originOf(u *url.URL) string {
	scheme, host := strings.ToLower(u.Scheme), strings.ToLower(u.Host)
	if scheme == "http" {
		host = strings.TrimSuffix(host, ":80")
	} else {
		host = strings.TrimSuffix(host, ":443")
	}
	return scheme + "://" + host
}

func (r *Robots) entry(u *url.URL) *robotsEntry {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.origins == nil {
		r.origins = map[string]*robotsEntry{}
	}
	origin := originOf(u)
	e := r.origins[origin]
	if e == nil {
		e = &robotsEntry{turn: newTurn(), host: hostOf(u)}
		r.origins[origin] = e
	}
	return e
}

func (r *Robots) rulesFor(ctx context.Context, u *url.URL, userAgent string) (*robotsRules, error) {
	e := r.entry(u)
	if err := e.turn.take(ctx); err != nil {
		return nil, err
	}
	defer e.turn.give()
	if r.now().Before(e.until) {
		return e.rules, e.failure
	}
	origin := originOf(u)
	file, err := r.load(ctx, origin)
	if err != nil {
		return nil, err
	}
	if file == nil {
		file, err = r.fetch(ctx, origin, userAgent)
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	var later *RetryLaterError
	switch {
	case errors.As(err, &later):
		return nil, err // the host has spoken, and says when
	case err != nil:
		r.learn(e, nil, &robotsUnavailableError{e.host, err}, r.now().Add(robotsRetry))
		return nil, e.failure
	}
	if err := r.save(ctx, origin, file); err != nil {
		return nil, err
	}
	r.learn(e, file.rules(r.Agent), nil, file.fetched.Add(robotsAge))
	return e.rules, nil
}

func (r *Robots) learn(e *robotsEntry, rules *robotsRules, failure error, until time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	e.rules, e.failure, e.until = rules, failure, until
}

// robotsFile is an answer to a request for robots.txt that can be believed.
type robotsFile struct {
	body    []byte
	status  int
	fetched time.Time
	loaded  bool // from the cache
}

func (f *robotsFile) rules(agent string) *robotsRules {
	if f.status/100 != 2 {
		return &robotsRules{agent: agent}
	}
	return parseRobots(f.body, agent)
}

// load gives the kept file, or nil when there is none or it is too old.
func (r *Robots) load(ctx context.Context, origin string) (*robotsFile, error) {
	if r.Load == nil {
		return nil, nil
	}
	body, status, fetched, ok, err := r.Load(ctx, origin)
	if err != nil {
		return nil, fmt.Errorf("load the robots.txt of %s: %w", origin, err)
	}
	now := r.now()
	if !ok || fetched.After(now) || now.Sub(fetched) >= robotsAge || status/100 != 2 && status/100 != 4 {
		return nil, nil
	}
	return &robotsFile{body, status, fetched, true}, nil
}

func (r *Robots) save(ctx context.Context, origin string, f *robotsFile) error {
	if r.Save == nil || f.loaded {
		return nil
	}
	if err := r.Save(ctx, origin, f.body, f.status, f.fetched); err != nil {
		return fmt.Errorf("keep the robots.txt of %s: %w", origin, err)
	}
	return nil
}

// fetch asks for the file and follows its redirects, to other hosts too: what
// is found there holds for this origin.
func (r *Robots) fetch(ctx context.Context, origin, userAgent string) (*robotsFile, error) {
	address := origin + "/robots.txt"
	for range robotsRedirects + 1 {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
		if err != nil {
			return nil, fmt.Errorf("fetch %s: %w", address, err)
		}
		// A 304 would be no use to us.
		req.Header.Set("Cache-Control", noCache)
		req.Header.Set("Accept", "text/plain, */*;q=0.5")
		if userAgent != "" {
			req.Header.Set("User-Agent", userAgent)
		}
		resp, err := r.Next.RoundTrip(req)
		if err != nil {
			return nil, fmt.Errorf("fetch %s: %w", address, err)
		}
		target, err := resp.Location()
		if resp.StatusCode/100 == 3 && resp.StatusCode != http.StatusNotModified && err == nil {
			discard(resp)
			if target.Scheme != "http" && target.Scheme != "https" {
				return nil, fmt.Errorf("fetch %s: redirected to %s", address, target.Redacted())
			}
			target.Fragment = ""
			address = target.String()
			continue
		}
		return r.read(address, resp)
	}
	return &robotsFile{status: http.StatusNotFound, fetched: r.now()}, nil
}

// read judges the final answer.
func (r *Robots) read(address string, resp *http.Response) (*robotsFile, error) {
	defer discard(resp)
	switch class := resp.StatusCode / 100; {
	case class == 2:
		body, err := io.ReadAll(io.LimitReader(resp.Body, robotsSize))
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", address, err)
		}
		return &robotsFile{body: body, status: resp.StatusCode, fetched: r.now()}, nil
	case class == 4 && resp.StatusCode != http.StatusTooManyRequests:
		return &robotsFile{status: resp.StatusCode, fetched: r.now()}, nil
	}
	return nil, fmt.Errorf("%s answers %s", address, resp.Status)
}

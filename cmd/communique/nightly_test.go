package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"communique/internal/catalog"
	"communique/internal/demosite"
	"communique/internal/report"
)

// several are sites of their own under one server, which counts what it is
// asked. Each request takes step of the time that clock tells.
type several struct {
	t     *testing.T
	home  string
	addr  string
	log   *demosite.Log
	step  time.Duration
	mu    sync.Mutex
	at    time.Time
	hosts []string
}

func newSeveral(t *testing.T, releases int, hosts ...string) *several {
	t.Helper()
	s := &several{t: t, home: t.TempDir(), at: time.Date(2026, 3, 10, 3, 0, 0, 0, time.UTC), hosts: hosts}
	sites := map[string]http.Handler{}
	if err := os.MkdirAll(filepath.Join(s.home, "sites"), 0o755); err != nil {
		t.Fatal(err)
	}
	for i, host := range hosts {
		publisher, err := demosite.Many("http://"+host, releases, uint64(i+1))
		if err != nil {
			t.Fatal(err)
		}
		sites[host] = publisher
		id, _, _ := strings.Cut(host, ".")
		profile := fmt.Sprintf("id: %s\norganization: %s\nhosts: [%s]\nlanguage: fr\nreleases: ['^/communiques/[^/]+/$']\nsources:\n  - {kind: sitemap, url: 'http://%s%s'}\n",
			id, host, host, host, demosite.SitemapPath)
		if err := os.WriteFile(filepath.Join(s.home, "sites", id+".yaml"), []byte(profile), 0o644); err != nil {
			t.Fatal(err)
		}
		if code, said := s.run(t.Context(), "sites", "enable", id); code != 0 {
			t.Fatalf("enable: exit %d\n%s", code, said)
		}
	}
	s.log = demosite.NewLog(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.pass(s.step)
		sites[r.Host].ServeHTTP(w, r)
	}), s.clock)
	server := httptest.NewServer(s.log)
	t.Cleanup(server.Close)
	s.addr = server.Listener.Addr().String()
	return s
}

func (s *several) clock() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.at
}

func (s *several) pass(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.at = s.at.Add(d)
}

func (s *several) run(ctx context.Context, args ...string) (code int, out string) {
	var b bytes.Buffer
	a := &app{stdin: strings.NewReader(""), stdout: &b, stderr: &b, now: s.clock, dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
		var d net.Dialer
		return d.DialContext(ctx, network, s.addr)
	}}
	err := a.run(ctx, append(args, "--home", s.home))
	if ctx.Err() != nil && err != nil {
		return exitInterrupted, b.String()
	}
	return a.report(err), b.String()
}

var nightly = []string{"nightly", "--allow-private", "--contact", "tests@university.example"}

// lastReport is the report of the last run.
func (s *several) lastReport() report.Night {
	s.t.Helper()
	dirs, err := filepath.Glob(filepath.Join(s.home, "runs", "*"))
	if err != nil || len(dirs) == 0 {
		s.t.Fatalf("no runs: %v", err)
	}
	n, err := report.Load(dirs[len(dirs)-1])
	if err != nil {
		s.t.Fatal(err)
	}
	for _, name := range []string{"report.txt", "report.html"} {
		if _, err := os.Stat(filepath.Join(dirs[len(dirs)-1], name)); err != nil {
			s.t.Error(err)
		}
	}
	return n
}

// asked counts the requests for releases.
func (s *several) asked() map[string]int {
	asked := map[string]int{}
	for _, r := range s.log.Requests() {
		if strings.Contains(r.Path, "/essai-") {
			asked[r.Host+r.Path]++
		}
	}
	return asked
}

// TestMaxTime gives a night less time than it takes: it ends well and in time,
// says what waits, and the next goes on without asking for anything again.
func TestMaxTime(t *testing.T) {
	const releases = 10
	s := newSeveral(t, releases, "eins.example", "zwei.example")
	s.step = 10 * time.Millisecond // a host that takes long is left alone for long
	began := s.clock()
	code, said := s.run(t.Context(), append(nightly, "--max-time", "90ms")...)
	if code != 0 {
		t.Fatalf("exit %d, want 0: no time left is no failure\n%s", code, said)
	}
	// The clock is read before a request and moved by it; the other site can
	// move it in between, once.
	for _, r := range s.log.Requests() {
		if r.Time.After(began.Add(10 * s.step)) {
			t.Errorf("%s%s was asked for %v after the beginning", r.Host, r.Path, r.Time.Sub(began))
		}
	}
	first := s.lastReport()
	if n := len(s.asked()); n == 0 || n > 9 {
		t.Errorf("%d releases were asked for in the time for nine requests", n)
	}
	for _, site := range first.Sites {
		// One whose discovery did not come to its end knows of nothing yet.
		if !site.OutOfTime || site.Waiting+site.Fetched != releases && site.Fetched > 0 {
			t.Errorf("%s: out of time %t, %d fetched, %d waiting", site.Site, site.OutOfTime, site.Fetched, site.Waiting)
		}
	}
	if !strings.Contains(said, "eins: the time for this run was used up") || !strings.Contains(said, "all went well") {
		t.Errorf("said\n%s", said)
	}
	s.pass(24 * time.Hour)
	if code, said := s.run(t.Context(), nightly...); code != 0 {
		t.Fatalf("the next night: exit %d\n%s", code, said)
	}
	asked := s.asked()
	for path, n := range asked {
		if n != 1 {
			t.Errorf("%s was asked for %d times", path, n)
		}
	}
	if len(asked) != 2*releases || s.lastReport().Sites[0].OutOfTime {
		t.Errorf("%d releases of %d were asked for", len(asked), 2*releases)
	}
	// A night that has time for hardly anything begins no more.
	before := len(s.log.Requests())
	s.pass(24 * time.Hour)
	if code, said := s.run(t.Context(), append(nightly, "--max-time", "1ns")...); code != 0 {
		t.Errorf("exit %d\n%s", code, said)
	}
	// The clock stands still but for requests: the first document of each
	// site, and the robots.txt that comes before it, fit.
	if n := len(s.log.Requests()) - before; n > 2*len(s.hosts) {
		t.Errorf("%d requests", n)
	}
}

// TestNightlyInterrupted: a night that is told to stop keeps what it has,
// leaves a report that says so, and exits 130.
func TestNightlyInterrupted(t *testing.T) {
	s := newSeveral(t, 20, "eins.example", "zwei.example")
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	go func() {
		for len(s.asked()) < 5 {
			time.Sleep(time.Millisecond)
		}
		stop()
	}()
	code, said := s.run(ctx, append(nightly, "--json")...)
	if code != exitInterrupted {
		t.Fatalf("exit %d\n%s", code, said)
	}
	n := s.lastReport()
	if n.Run.Exit != exitInterrupted || n.Run.Note == "" || len(n.Sites) != 2 || len(n.Warnings) == 0 {
		t.Errorf("report: exit %d, note %q, %d sites", n.Run.Exit, n.Run.Note, len(n.Sites))
	}
	var printed report.Night
	line := said[strings.IndexByte(said, '{'):]
	if err := json.NewDecoder(strings.NewReader(line)).Decode(&printed); err != nil || printed.Run.ID != n.Run.ID {
		t.Errorf("printed %.200q: %v", said, err)
	}
	if code, said := s.run(t.Context(), "status", "--max-age", "1h"); code != exitFailed || !strings.Contains(said, "130 interrupted") {
		t.Errorf("status: exit %d\n%s", code, said)
	}
	s.pass(time.Hour)
	if code, said := s.run(t.Context(), nightly...); code != 0 {
		t.Fatalf("exit %d\n%s", code, said)
	}
	if code, said := s.run(t.Context(), "status", "--max-age", "1h"); code != 0 {
		t.Errorf("status: exit %d\n%s", code, said)
	}
}

// TestNightlyKilled kills nights over two sites with SIGKILL. What was marked
// as done is not asked for again, at either site, and nothing is missing.
func TestNightlyKilled(t *testing.T) {
	const releases = 30
	random := rand.New(rand.NewPCG(*killSeed, 1))
	s := newSeveral(t, releases, "eins.example", "zwei.example")
	night := func(kill time.Duration) {
		cmd := exec.Command("communique", append(nightly, "--home", s.home)...)
		cmd.Env = append(os.Environ(), "TEST_DIAL="+s.addr)
		var out bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, &out
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		if kill > 0 {
			from := len(s.asked())
			for len(s.asked()) < from+4 {
				time.Sleep(time.Millisecond)
			}
			time.Sleep(kill)
			_ = cmd.Process.Kill() // it may have ended
		}
		err := cmd.Wait()
		var exit *exec.ExitError
		if errors.As(err, &exit) && kill > 0 && exit.Sys().(syscall.WaitStatus).Signal() == syscall.SIGKILL {
			return
		}
		if err != nil {
			t.Fatalf("nightly: %v\n%s", err, &out)
		}
	}
	done := map[string]int{} // how often each page had been asked for when it was done
	for range 3 {
		night(1 + time.Duration(random.IntN(40))*time.Millisecond)
		asked := s.asked()
		for _, page := range s.done() {
			if _, before := done[page]; !before {
				done[page] = asked[page]
			}
		}
	}
	marked := len(done)
	night(0)
	asked := s.asked()
	for page, n := range done {
		if asked[page] != n {
			t.Errorf("%s was done, and asked for %d times more", page, asked[page]-n)
		}
	}
	if len(asked) != 2*releases {
		t.Errorf("%d releases were asked for, want %d", len(asked), 2*releases)
	}
	t.Logf("%d of %d pages were done before the last night", marked, 2*releases)
	if code, out := s.run(t.Context(), "export"); code != 0 || strings.Count(out, "\n") != 2*releases {
		t.Errorf("export: exit %d, %d records, want %d", code, strings.Count(out, "\n"), 2*releases)
	}
	if code, out := s.run(t.Context(), "verify"); code != 0 {
		t.Errorf("verify: exit %d\n%s", code, out)
	}
}

// done are the pages that the frontier has as done.
func (s *several) done() (pages []string) {
	s.t.Helper()
	db, err := catalog.OpenRead(s.t.Context(), filepath.Join(s.home, "catalog.sqlite"))
	if err != nil {
		s.t.Fatal(err)
	}
	defer db.Close()
	for _, host := range s.hosts {
		id, _, _ := strings.Cut(host, ".")
		for known, err := range db.KnownURLs(s.t.Context(), id) {
			if err != nil {
				s.t.Fatal(err)
			}
			if known.State == catalog.StateDone {
				pages = append(pages, strings.TrimPrefix(known.URL, "http://"))
			}
		}
	}
	return pages
}

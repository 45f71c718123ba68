package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// stalling is a site of twelve releases that stops in the middle of the
// seventh, until told to go on; stalled tells when it does.
type stalling struct {
	asked   atomic.Int32
	fluent  atomic.Bool
	stalled chan struct{}
}

func (s *stalling) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/" {
		for i := range 12 {
			fmt.Fprintf(w, "<li><a href=/n/%d>%d</a></li>", i, i)
		}
		return
	}
	if !strings.HasPrefix(r.URL.Path, "/n/") {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	fmt.Fprintf(w, "<!doctype html><html lang=en><title>Release %s</title><article><h1>Release %[1]s</h1>", r.URL.Path)
	if s.asked.Add(1) == 7 && !s.fluent.Load() {
		_ = http.NewResponseController(w).Flush()
		close(s.stalled)
		<-r.Context().Done()
		return
	}
	fmt.Fprint(w, "<p>The authorities must release everybody who was detained for taking part in the march.</p></article>")
}

// TestInterrupt stops a crawl in the middle of a page, as Ctrl-C does: it ends
// within a second (measured, not asserted: the deadline here is for a machine
// under load), keeps what it has, and the next run goes on from there.
func TestInterrupt(t *testing.T) {
	site := &stalling{stalled: make(chan struct{})}
	server := httptest.NewServer(site)
	defer server.Close()
	home := t.TempDir()
	if err := os.MkdirAll(filepath.Join(home, "sites"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(home, "sites", "test.yaml"), []byte(faultyProfile), 0o644); err != nil {
		t.Fatal(err)
	}
	program := func(args ...string) (*exec.Cmd, *bytes.Buffer) {
		cmd := exec.Command("communique", append(args, "--home", home)...)
		cmd.Env = append(os.Environ(), "TEST_DIAL="+server.Listener.Addr().String())
		var out bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, &out
		return cmd, &out
	}
	crawl := []string{"crawl", "test", "--allow-private", "--contact", "tests@university.example"}

	cmd, out := program(crawl...)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	select {
	case <-site.stalled:
	case <-time.After(20 * time.Second):
		t.Fatalf("the crawl never came to the seventh release\n%s", out)
	}
	stop(t, cmd, out, syscall.SIGINT, 10*time.Second)
	if open, err := filepath.Glob(filepath.Join(home, "warc", "*.open")); err != nil || len(open) > 0 {
		t.Errorf("left open: %v %v", open, err)
	}

	// What it has fetched and not read is nothing wrong.
	cmd, out = program("verify")
	if err := cmd.Run(); err != nil || !strings.Contains(out.String(), "captures not read yet") {
		t.Errorf("verify after it: %v\n%s", err, out)
	}

	site.fluent.Store(true)
	cmd, out = program(crawl...)
	if err := cmd.Run(); err != nil {
		t.Fatalf("the next run: %v\n%s", err, out)
	}
	if n := site.asked.Load(); n != 13 {
		t.Errorf("%d releases asked for, want 13: each once, and the interrupted one again", n)
	}
	cmd, out = program("export")
	if err := cmd.Run(); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(out.String(), "\n"); n != 12 {
		t.Errorf("%d records, want 12\n%s", n, out)
	}
}

// stop sends a signal, and wants the program to end as one that was interrupted.
func stop(t *testing.T, cmd *exec.Cmd, out *bytes.Buffer, signal os.Signal, most time.Duration) {
	t.Helper()
	began := time.Now()
	if err := cmd.Process.Signal(signal); err != nil {
		t.Fatal(err)
	}
	err := cmd.Wait()
	took := time.Since(began)
	t.Logf("ended %v after the signal", took)
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != exitInterrupted {
		t.Fatalf("exit: %v, want %d\n%s", err, exitInterrupted, out)
	}
	if took > most {
		t.Errorf("ended only %v after the signal", took)
	}
}

// TestTerminate stops a crawl while it waits between two requests, for a minute
// by its profile. What it takes is measured and not asserted, but it must not
// be the wait.
func TestTerminate(t *testing.T) {
	asked := make(chan string, 8)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked <- r.URL.Path
		http.NotFound(w, r)
	}))
	defer server.Close()
	home := t.TempDir()
	if err := os.MkdirAll(filepath.Join(home, "sites"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(home, "sites", "test.yaml"), []byte("delay: 60s\n"+faultyProfile), 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("communique", "crawl", "test", "--allow-private", "--contact", "tests@university.example", "--home", home)
	cmd.Env = append(os.Environ(), "TEST_DIAL="+server.Listener.Addr().String())
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	select {
	case <-asked: // robots.txt; the listing is due in a minute
	case <-time.After(20 * time.Second):
		t.Fatalf("nothing was asked for\n%s", &out)
	}
	time.Sleep(100 * time.Millisecond) // the answer has arrived, and the wait begun
	stop(t, cmd, &out, syscall.SIGTERM, 30*time.Second)
	if len(asked) > 0 {
		t.Errorf("%s was asked for without the wait", <-asked)
	}
}

// TestInterruptDemo stops the demo in its first night: it says of its home what
// is true of it.
func TestInterruptDemo(t *testing.T) {
	for _, keep := range []bool{false, true} {
		temporary := t.TempDir()
		cmd := exec.Command("communique", "demo", fmt.Sprintf("--keep=%t", keep))
		cmd.Env = append(os.Environ(), "TMPDIR="+temporary)
		story, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		var said bytes.Buffer
		cmd.Stderr = &said
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(story)
		for lines.Scan() && !strings.Contains(lines.Text(), "$ communique crawl") {
		}
		stop(t, cmd, &said, os.Interrupt, time.Minute)
		left, err := filepath.Glob(filepath.Join(temporary, "communique-demo-*"))
		if err != nil {
			t.Fatal(err)
		}
		want := "communique: interrupted; the throw-away home is gone\n"
		if keep && len(left) == 1 {
			want = "communique: interrupted; what was done is kept in " + left[0] + "\n"
		}
		if len(left) > 0 != keep || said.String() != want {
			t.Errorf("keep %t: left %v, said %q, want %q", keep, left, said.String(), want)
		}
	}
}

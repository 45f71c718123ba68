package main

import (
	"context"
	"fmt"
	"net"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/gofrs/flock"
	"github.com/rogpeppe/go-internal/testscript"

	"communique/internal/demosite"
	"communique/internal/site"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"communique": testProgram})
}

// testProgram is the program with a clock and a dialer that the released one
// does not have: TEST_NOW is when it starts, and TEST_DIAL, a loopback address,
// is where every connection leads.
func testProgram() {
	a := &app{stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, now: time.Now, pause: time.Millisecond}
	if at := os.Getenv("TEST_NOW"); at != "" {
		start, err := time.Parse(time.RFC3339, at)
		if err != nil {
			fmt.Fprintln(os.Stderr, "TEST_NOW:", err)
			os.Exit(exitUsage)
		}
		began := time.Now()
		a.now = func() time.Time { return start.Add(time.Since(began)) }
	}
	if to := os.Getenv("TEST_DIAL"); to != "" {
		a.dial = func(ctx context.Context, network, _ string) (net.Conn, error) {
			var d net.Dialer
			return d.DialContext(ctx, network, to)
		}
	}
	os.Exit(a.main(os.Args[1:]))
}

// TestScripts runs the program itself, end to end and offline: each script
// under testdata/script has a home of its own, and can publish a site.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "../../testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("COMMUNIQUE_HOME", filepath.Join(env.WorkDir, "home"))
			env.Setenv("COMMUNIQUE_CONTACT", "tests@university.example")
			env.Setenv("TEST_NOW", "2026-03-10T03:00:00Z")
			env.Values[publisherKey{}] = new(*demosite.Site)
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"publish": publish, "night": setNight, "form": setForm, "opened": opened, "lock": lockHome, "serve": serve, "receive": receive, "pdf": writePDF,
		},
	})
}

type publisherKey struct{}

// publish serves the demo's site under the name of amnesty.fr, and gives the
// home a profile of it that asks for plain http.
func publish(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 0 {
		ts.Fatalf("usage: publish")
	}
	const base = "http://www.amnesty.fr"
	publisher, err := demosite.New(base, 1)
	ts.Check(err)
	server := httptest.NewServer(publisher)
	ts.Defer(server.Close)
	ts.Setenv("TEST_DIAL", strings.TrimPrefix(server.URL, "http://"))
	*ts.Value(publisherKey{}).(**demosite.Site) = publisher
	ts.Check(overrideProfile(ts.Getenv("COMMUNIQUE_HOME"), base))
}

// overrideProfile writes the built-in profile of amnesty-fr into a home, with
// plain http addresses.
func overrideProfile(home, base string) error {
	set, err := site.Load("", nil)
	if err != nil {
		return err
	}
	p, err := set.ByID("amnesty-fr")
	if err != nil {
		return err
	}
	dir := filepath.Join(home, "sites")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	yaml := strings.ReplaceAll(string(p.YAML), "https://www.amnesty.fr", base)
	return os.WriteFile(filepath.Join(dir, "amnesty-fr.yaml"), []byte(yaml), 0o644)
}

// setNight N: from now on the site is as on its Nth night.
func setNight(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: night N")
	}
	var n int
	_, err := fmt.Sscan(args[0], &n)
	ts.Check(err)
	ts.Check((*ts.Value(publisherKey{}).(**demosite.Site)).SetNight(n))
}

// setForm N FILE: the catalogue says that it has form N, as that of another
// communique does (the user version is at byte 60 of an SQLite file, big-endian).
func setForm(ts *testscript.TestScript, _ bool, args []string) {
	f, err := os.OpenFile(ts.MkAbs(args[1]), os.O_RDWR, 0)
	ts.Check(err)
	n, err := strconv.ParseUint(args[0], 10, 8)
	ts.Check(err)
	_, err = f.WriteAt([]byte{0, 0, 0, byte(n)}, 60)
	ts.Check(err)
	ts.Check(f.Close())
}

// opened leaves a WARC file as a run that died in the middle of a record.
func opened(ts *testscript.TestScript, _ bool, _ []string) {
	files, err := filepath.Glob(filepath.Join(ts.Getenv("COMMUNIQUE_HOME"), "warc", "*.warc.gz"))
	ts.Check(err)
	data, err := os.ReadFile(files[0])
	ts.Check(err)
	name := filepath.Join(filepath.Dir(files[0]), "communique-19990101T000000.000Z-00001.warc.gz.open")
	ts.Check(os.WriteFile(name, data[:len(data)-100], 0o644))
}

// lockHome holds the lock of the home, as another run does.
func lockHome(ts *testscript.TestScript, _ bool, _ []string) {
	l := flock.New(filepath.Join(ts.Getenv("COMMUNIQUE_HOME"), "lock"))
	got, err := l.TryLock()
	ts.Check(err)
	if !got {
		ts.Fatalf("the lock is held already")
	}
	ts.Defer(func() { ts.Check(l.Unlock()) })
}

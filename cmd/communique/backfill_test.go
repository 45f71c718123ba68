package main

import (
	"bytes"
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"communique/internal/catalog"
	"communique/internal/wayback/machine"
)

const backfillProfile = `id: lantern
organization: Lantern Watch
hosts: [press.example]
language: en
sources: [{kind: feed, url: 'http://press.example/feed/'}]
releases: ['^/news/[^/?]+/?$']
`

// pastRelease is a capture that the web archive holds.
func pastRelease(year int, name, text string) machine.Capture {
	return machine.Capture{Timestamp: fmt.Sprintf("%d0102030405", year), Original: "http://press.example/news/" + name + "/",
		Body: fmt.Sprintf("<!doctype html><html lang=en><head><title>On %s</title></head><body><article><h1>On %s</h1><p>%s The committee asks that those who were detained be released, and that the inquiry be opened to the public without any further delay.</p></article></body></html>", name, name, text)}
}

// backfilled is a home, and the web archive that its program reaches.
type backfilled struct {
	t          *testing.T
	home, addr string
}

func newBackfilled(t *testing.T, m *machine.Machine) *backfilled {
	t.Helper()
	server := httptest.NewServer(m)
	t.Cleanup(server.Close)
	b := &backfilled{t, t.TempDir(), server.Listener.Addr().String()}
	if err := os.MkdirAll(filepath.Join(b.home, "sites"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(b.home, "sites", "lantern.yaml"), []byte(backfillProfile), 0o644); err != nil {
		t.Fatal(err)
	}
	return b
}

// command is the program in a process of its own.
func (b *backfilled) command(args ...string) *exec.Cmd {
	cmd := exec.CommandContext(b.t.Context(), "communique", append(args, "--home", b.home)...)
	cmd.Env = append(os.Environ(), "TEST_DIAL="+b.addr, "TEST_NOW=2026-03-10T03:00:00Z", "COMMUNIQUE_CONTACT=tests@university.example")
	return cmd
}

func (b *backfilled) backfill() *exec.Cmd {
	return b.command("backfill", "lantern", "--wayback", "--api", "http://web.archive.example", "--allow-private", "--delay", "1ns")
}

func (b *backfilled) must(cmd *exec.Cmd) string {
	b.t.Helper()
	var out, told bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &told
	if err := cmd.Run(); err != nil {
		b.t.Fatalf("%q: %v\n%s%s", cmd.Args, err, &out, &told)
	}
	return out.String() + told.String()
}

// A backfill that is killed, at whatever request, repeats that one and no
// other, and in the end has made every capture.
func TestBackfillKilled(t *testing.T) {
	m := &machine.Machine{}
	const captures = 20
	for i := range captures {
		m.Captures = append(m.Captures, pastRelease(2010+i/3, fmt.Sprint("n", i%3), fmt.Sprint("Text ", i, ".")))
	}
	var process atomic.Pointer[os.Process]
	var left atomic.Int64
	m.Told = func(string) {
		if left.Add(-1) == 0 {
			_ = process.Load().Kill() // SIGKILL; it waits for the answer to this request
		}
	}
	b := newBackfilled(t, m)
	const kills = 5
	for i := range kills {
		left.Store(int64(2 + i)) // the first request of all is for the index
		cmd := b.backfill()
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		process.Store(cmd.Process)
		if err := cmd.Wait(); err == nil {
			t.Fatalf("run %d was not killed", i)
		}
	}
	if out := b.must(b.backfill()); !strings.Contains(out, "20 captures of releases") {
		t.Errorf("the last run: %s", out)
	}
	count := map[string]int{}
	repeated := 0
	for _, uri := range m.Asked() {
		if count[uri]++; count[uri] > 1 {
			repeated++
		}
	}
	if repeated > kills || len(count) != captures+1 {
		t.Errorf("%d requests repeated after %d kills, %d different ones: %q", repeated, kills, len(count), m.Asked())
	}
	db, err := catalog.OpenRead(t.Context(), filepath.Join(b.home, "catalog.sqlite"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	made := 0
	for row, err := range db.Captures(t.Context(), catalog.Filter{}) {
		if err != nil {
			t.Fatal(err)
		}
		if row.Kind == catalog.CaptureResource {
			made++
		}
	}
	if made != captures {
		t.Errorf("%d captures made, want %d", made, captures)
	}
	b.must(b.command("verify"))
	b.must(b.command("rebuild", "--check"))
}

// What a user sees of a backfill.
func TestBackfillShown(t *testing.T) {
	m := &machine.Machine{Captures: []machine.Capture{
		pastRelease(2012, "n", "It was so."), pastRelease(2013, "n", "It was so."), pastRelease(2014, "n", "It was otherwise."), pastRelease(2016, "x", "A page that changed on its way."),
	}}
	m.Captures[3].Digest = strings.Repeat("A", 32)
	b := newBackfilled(t, m)
	plan := b.must(b.command("backfill", "lantern", "--wayback", "--api", "http://web.archive.example", "--allow-private", "--delay", "1ns", "--dry-run"))
	if strings.Count(plan, "http://web.archive.example/web/20") != 3 || !strings.Contains(plan, "3 would be fetched") {
		t.Errorf("plan: %s", plan)
	}
	var out bytes.Buffer
	cmd := b.backfill()
	cmd.Args = append(cmd.Args, "--json")
	cmd.Stdout = &out
	if err := cmd.Run(); cmd.ProcessState.ExitCode() != exitPartly {
		t.Errorf("exit %v", err)
	}
	if s := out.String(); !strings.Contains(s, `"revisits":1,`) || !strings.Contains(s, `"made":2,`) || !strings.Contains(s, "do not have the digest sha1:AAAA") || strings.Count(s, "\n") != 1 {
		t.Errorf("report: %s", s)
	}
	const url = "http://press.example/news/n/"
	for args, want := range map[string]string{
		"show " + url:                       "archived by Internet Archive; from",
		"show --json " + url:                `"provenance":{"archived_by":"Internet Archive","source":"http://web.archive.example/web/20140102030405id_/http://press.example/news/n/","retrieved":"2026-03-10T03:00:`,
		"show --versions " + url:            "1  2012-01-02T03:04:05.000Z",
		"export":                            `"first_seen":"2012-01-02T03:04:05.000Z"`,
		"show  " + url:                      "the site itself has not been asked",
		"export --of captures --format csv": ",Internet Archive,http://web.archive.example/web/20120102030405id_/http://press.example/news/n/\n",
		"verify":                            "",
		"rebuild --check":                   "",
	} {
		if got := b.must(b.command(strings.Fields(args)...)); !strings.Contains(got, want) {
			t.Errorf("%s: %s\nwant %s", args, got, want)
		}
	}
	if got := b.must(b.command("export")); strings.Count(got, "\n") != 1 {
		t.Errorf("the page with other bytes is a release: %s", got)
	}
	b.checkProof(url)
	b.checkFrontier()
}

// checkFrontier: what another archive gave was not asked of the site, also for
// a catalogue that is made again.
func (b *backfilled) checkFrontier() {
	b.t.Helper()
	b.must(b.command("rebuild"))
	db, err := catalog.OpenRead(b.t.Context(), filepath.Join(b.home, "catalog.sqlite"))
	if err != nil {
		b.t.Fatal(err)
	}
	defer db.Close()
	for known, err := range db.KnownURLs(b.t.Context(), "lantern") {
		b.t.Errorf("in the frontier: %+v, %v", known, err)
	}
}

// checkProof: a proof names the archive whose word the date is, and holds the
// exchange with it.
func (b *backfilled) checkProof(url string) {
	b.t.Helper()
	file, record := filepath.Join(b.home, "proof.json"), filepath.Join(b.home, "record.warc.gz")
	b.must(b.command("proof", url, "-o", file))
	if err := os.WriteFile(record, []byte(b.must(b.command("show", url, "--warc"))), 0o644); err != nil {
		b.t.Fatal(err)
	}
	got := b.must(b.command("verify", "--proof", file, "--warc", record))
	for _, want := range []string{
		"provenance  archived by Internet Archive; from http://web.archive.example/web/20140102030405id_/",
		"captured    http://press.example/news/n/ at 2014-01-02T03:04:05.000Z (the word of those who archived it)", "which came in",
		"observed    http://web.archive.example/web/20140102030405id_/http://press.example/news/n/ answered 200 at 2026-03-10T03:00:",
	} {
		if !strings.Contains(got, want) {
			b.t.Errorf("proof: %s\nwant %s", got, want)
		}
	}
	if strings.Count(got, "holds this record unchanged") != 2 {
		b.t.Errorf("proof: %s", got)
	}
}

package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"communique/internal/demosite"
	"communique/internal/site"
	"communique/internal/wayback/machine"
)

// readme runs the commands of the README in a folder of its own.
type readme struct {
	t    *testing.T
	dir  string
	home string
	dial string
}

func (r *readme) run(line string) string {
	r.t.Helper()
	cmd := exec.Command("sh", "-c", line)
	cmd.Dir = r.dir
	cmd.Env = append(os.Environ(), "COMMUNIQUE_HOME="+r.home, "TEST_DIAL="+r.dial, "TMPDIR="+r.dir)
	out, err := cmd.CombinedOutput()
	if err != nil {
		r.t.Fatalf("%s: %v\n%s", line, err, out)
	}
	return string(out)
}

// visits finds the commands that ask sites.
var visits = regexp.MustCompile(`^communique (crawl|nightly|backfill|sites check) `)

var keptHome = regexp.MustCompile(`export COMMUNIQUE_HOME=(\S+)`)

// TestREADME runs every command of the README's sh blocks, in order, with the
// demo's site in the place of amnesty.fr, and compares its examples (console
// blocks) with what is printed. The two commands of «Try it» are run by
// .ci/run, on a clean checkout.
func TestREADME(t *testing.T) {
	const base = "http://www.amnesty.fr"
	publisher, err := demosite.New(base, 1)
	if err != nil {
		t.Fatal(err)
	}
	history := &machine.Machine{Captures: []machine.Capture{{
		Timestamp: "20160102030405", Original: base + "/communiques/de-longue-date/",
		Body: "<!doctype html><html lang=fr><title>De longue date</title><article class=article-content><h1 class=article-title>De longue date</h1><p>Le comité demande une enquête.</p></article></html>",
	}}}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		if req.Host == "web.archive.org" {
			history.ServeHTTP(w, req)
			return
		}
		publisher.ServeHTTP(w, req)
	}))
	defer server.Close()
	r := &readme{t: t, dir: t.TempDir(), home: t.TempDir(), dial: strings.TrimPrefix(server.URL, "http://")}
	if err := overrideProfile(r.home, base); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	commands := strings.Split(strings.TrimSpace(strings.Join(blocks(string(text), "sh"), "")), "\n")
	if len(commands) < 18 {
		t.Fatalf("only %d commands found in the README", len(commands))
	}
	for _, line := range commands {
		run := line
		if visits.MatchString(run) {
			run += " --allow-private" // the site is on loopback here
		}
		if strings.Contains(run, "--wayback") {
			run += " --api http://web.archive.org --delay 1ms"
		}
		out := r.run(run)
		// A newcomer who is shown nothing learns nothing.
		if strings.Contains(out, "Nothing found") || strings.HasPrefix(line, "communique export") && strings.Contains(out, ": 0 releases") {
			t.Errorf("%s finds nothing:\n%s", line, out)
		}
		if kept := keptHome.FindStringSubmatch(out); kept != nil {
			r.home = kept[1]
		}
	}
	if _, err := os.Stat(filepath.Join(r.dir, "links.csv")); err != nil {
		t.Error(err)
	}
	for _, example := range blocks(string(text), "console") {
		line, want, _ := strings.Cut(strings.TrimPrefix(example, "$ "), "\n")
		if got := r.run(line); got != want {
			t.Errorf("the README's example %s prints\n%s\nand the README says\n%s", line, got, want)
		}
	}
	for _, config := range blocks(string(text), "yaml config") {
		if err := os.WriteFile(filepath.Join(r.home, "config.yaml"), []byte(config), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := (&app{homeFlag: r.home}).config(); err != nil {
			t.Error(err)
		}
	}
	for _, profile := range blocks(string(text), "yaml") {
		if _, err := site.Parse([]byte(profile), "README.md"); err != nil {
			t.Error(err)
		}
	}
}

// blocks gives the fenced blocks of a language.
func blocks(markdown, language string) (all []string) {
	for _, part := range strings.Split(markdown, "\n```"+language+"\n")[1:] {
		block, _, _ := strings.Cut(part, "```")
		all = append(all, block)
	}
	return all
}

package main

import (
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"communique/internal/demosite"
)

// TestREADME runs every command of the README's sh blocks, in order, with the
// demo's site in the place of amnesty.fr. The two commands of «Try it» are run
// by .ci/run, on a clean checkout.
func TestREADME(t *testing.T) {
	const base = "http://www.amnesty.fr"
	publisher, err := demosite.New(base, 1)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(publisher)
	defer server.Close()
	home := t.TempDir()
	if err := overrideProfile(home, base); err != nil {
		t.Fatal(err)
	}
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	commands := shellLines(string(readme))
	if len(commands) < 15 {
		t.Fatalf("only %d commands found in the README", len(commands))
	}
	for _, line := range commands {
		// The addresses of the site are plain http here, and on loopback.
		run := strings.ReplaceAll(line, "https://www.amnesty.fr", base)
		if strings.Contains(run, "crawl ") || strings.Contains(run, "sites check") {
			run += " --allow-private"
		}
		cmd := exec.Command("sh", "-c", run)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "COMMUNIQUE_HOME="+home, "TEST_DIAL="+server.Listener.Addr().String())
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%s: %v\n%s", line, err, out)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "releases.jsonl")); err != nil {
		t.Error(err)
	}
}

// shellLines gives the commands of the blocks marked sh.
func shellLines(markdown string) (lines []string) {
	in := false
	for line := range strings.Lines(markdown) {
		line = strings.TrimRight(line, "\n")
		switch {
		case line == "```sh":
			in = true
		case strings.HasPrefix(line, "```"):
			in = false
		case in && line != "" && !strings.HasPrefix(line, "#"):
			lines = append(lines, line)
		}
	}
	return lines
}

package main

import (
	"strings"
	"testing"
	"time"

	"communique/internal/demosite"
)

// TestSearchBesideWriter searches, from the first moment to the last, while
// the program crawls in a process of its own, and while it indexes all of it
// anew and is killed at it: every answer is that of a whole index, none fails
// because something is being written, and the next run completes it.
func TestSearchBesideWriter(t *testing.T) {
	publisher, err := demosite.Many("http://faulty.example", killReleases, 1)
	if err != nil {
		t.Fatal(err)
	}
	k := newKilled(t, publisher)
	done := make(chan bool)
	go func() {
		defer close(done)
		k.crawlUntil(0)
	}()
	counts := k.searchUntil(done)
	if counts["60"] == 0 && k.count() != "60" {
		t.Errorf("after the crawl: %s%s", &k.stdout, &k.stderr)
	}
	for n := range counts {
		if n != "0" && n != "60" && n != "" {
			t.Errorf("a search found %s of %d releases while they were indexed", n, killReleases)
		}
	}

	begun := time.Now()
	k.runUntil(0, "rebuild")
	whole := time.Since(begun)
	for i := range 3 {
		done := make(chan bool)
		go func() {
			defer close(done)
			k.runUntil(whole*time.Duration(i+1)/4, "rebuild")
		}()
		for n := range k.searchUntil(done) {
			if n != "60" && n != "" {
				t.Errorf("during rebuild %d a search found %s", i, n)
			}
		}
		if n := k.count(); n != "60" && n != "" {
			t.Errorf("after rebuild %d was killed: %s", i, n)
		}
	}
	k.runUntil(0, "rebuild")
	if n := k.count(); n != "60" {
		t.Errorf("after the last rebuild: %q\n%s", n, &k.stderr)
	}
}

// searchUntil counts the answers of searches: how many releases there are, or
// "" before there is an index and in the moment in which a rebuild exchanges
// catalogue and index, when the program says what to run.
func (k *killed) searchUntil(done <-chan bool) map[string]int {
	k.t.Helper()
	answers := map[string]int{}
	for {
		select {
		case <-done:
			return answers
		default:
			answers[k.count()]++
		}
	}
}

func (k *killed) count() string {
	k.t.Helper()
	code := k.run("search", "", "--count")
	said := k.stderr.String()
	if code != 0 && !strings.Contains(said, "communique rebuild") && !strings.Contains(said, "make one with communique crawl") {
		k.t.Errorf("search: exit %d, %s", code, said)
	}
	return strings.TrimSpace(k.stdout.String())
}

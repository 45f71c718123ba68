package main

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"communique/archive"
)

const flappingProfile = `id: test
organization: Test
hosts: [faulty.example]
releases: ['^/n/']
sources:
  - {kind: sitemap, url: 'http://faulty.example/sitemap.xml'}
`

// TestFlapping visits an address that is there on some nights and answers 404
// on others, for four weeks: it is suspect now and then, and never removed.
func TestFlapping(t *testing.T) {
	night, there := 0, func(night int) bool { return night%7 == 0 || night%5 == 0 }
	site := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/sitemap.xml":
			fmt.Fprintf(w, "<urlset><url><loc>http://faulty.example/n/flap</loc><lastmod>%s</lastmod></url></urlset>", time.Now().AddDate(0, 0, night).Format(time.DateOnly))
		case r.URL.Path == "/n/flap" && there(night):
			fmt.Fprint(w, "<!doctype html><html lang=en><title>Flapping</title><article><h1>Flapping</h1><p>The authorities must release everybody whom they detained on the day of the march.</p></article>")
		default:
			http.NotFound(w, r)
		}
	})
	p := newProgram(t, site, flappingProfile)
	p.now = func() time.Time { return time.Now().AddDate(0, 0, night) }
	seen := map[string]int{}
	for ; night < 28; night++ {
		if code := p.crawl(); code != 0 {
			t.Fatalf("night %d: exit %d\n%s", night, code, &p.stderr)
		}
		r := p.records()["flap"]
		seen[r.Status]++
		if !strings.Contains(deref(r.Text, ""), "release everybody") || r.Version != 1 {
			t.Fatalf("night %d: version %d, text %q", night, r.Version, deref(r.Text, ""))
		}
	}
	if seen[archive.StatusRemoved] > 0 || seen[archive.StatusLive] == 0 || seen[archive.StatusSuspect] == 0 {
		t.Errorf("nights by status: %v", seen)
	}
}

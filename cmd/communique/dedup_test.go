package main

import (
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
)

// forgetful is a site of three releases that sends no validators and changes
// the date of each in its sitemap every night. One of them has another wording
// on the second night only.
type forgetful struct{ night atomic.Int32 }

func (s *forgetful) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("X-Night", fmt.Sprint(s.night.Load()))
	switch name, ok := strings.CutPrefix(r.URL.Path, "/n/"); {
	case r.URL.Path == "/sitemap.xml":
		w.Header().Set("Content-Type", "application/xml")
		fmt.Fprint(w, `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">`)
		for _, name := range []string{"a", "b", "c"} {
			fmt.Fprintf(w, "<url><loc>http://faulty.example/n/%s</loc><lastmod>2026-03-%02d</lastmod></url>", name, s.night.Load())
		}
		fmt.Fprint(w, "</urlset>")
	case ok:
		words := "The authorities must release everybody who was detained."
		if name == "b" && s.night.Load() == 2 {
			words = "The authorities have released some of those who were detained."
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, "<!doctype html><html lang=en><title>Release %s</title><article><h1>Release %[1]s</h1><p>%s</p></article>", name, words)
	default:
		http.NotFound(w, r)
	}
}

// TestDeduplicationAcrossNights: what is the same as on an earlier night is
// kept as a revisit, is seen again, and gives its page back.
func TestDeduplicationAcrossNights(t *testing.T) {
	publisher := &forgetful{}
	p := newProgram(t, publisher, strings.Replace(faultyProfile, "kind: listing, url: 'http://faulty.example/', items: li", "kind: sitemap, url: 'http://faulty.example/sitemap.xml'", 1))
	pages := map[string]string{}
	for night := range 3 {
		publisher.night.Store(int32(night + 1))
		if code := p.crawl(); code != 0 {
			t.Fatalf("night %d: exit %d\n%s", night+1, code, &p.stderr)
		}
		for _, name := range []string{"a", "b"} {
			if code := p.run("show", "http://faulty.example/n/"+name, "--html"); code != 0 {
				t.Fatalf("show --html: exit %d\n%s", code, &p.stderr)
			}
			pages[fmt.Sprint(name, night+1)] = p.stdout.String()
		}
	}
	if pages["a1"] == "" || pages["a1"] != pages["a3"] || pages["b1"] == pages["b2"] || pages["b1"] != pages["b3"] {
		t.Errorf("pages %q", pages)
	}
	records := p.records()
	a, b := records["a"], records["b"]
	if a.Version != 1 || a.LastSeen == a.FirstSeen || b.Version != 3 {
		t.Errorf("a: version %d, seen %s to %s; b: version %d", a.Version, a.FirstSeen, a.LastSeen, b.Version)
	}
	if p.run("export", "--of", "captures"); strings.Count(p.stdout.String(), `"kind":"revisit"`) != 5 {
		t.Errorf("not 5 revisits (a and c twice, b on the third night):\n%s", &p.stdout)
	}
	if p.run("show", "http://faulty.example/n/b", "--warc"); strings.Count(p.stdout.String(), "\x1f\x8b\x08") != 3 {
		t.Error("show --warc does not give the revisit, its request and the record it repeats")
	}
	if code := p.run("rebuild", "--check"); code != 0 {
		t.Errorf("rebuild --check: exit %d\n%s%s", code, &p.stdout, &p.stderr)
	}
	p.run("export")
	before := p.stdout.String()
	p.run("rebuild")
	if p.run("export"); p.stdout.String() != before {
		t.Error("the export after a rebuild is another")
	}
}

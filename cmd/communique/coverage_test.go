package main

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"communique/internal/catalog"
	"communique/internal/demosite"
)

// What status --coverage prints: for people how long ago, for programs when.
func TestCoverage(t *testing.T) {
	publisher, err := demosite.Many("http://faulty.example", 12, 1)
	if err != nil {
		t.Fatal(err)
	}
	p := newProgram(t, publisher, strings.Replace(faultyProfile, "'^/n/'", "'^/communiques/[^/]+/$'", 1)+
		"  - {kind: sitemap, url: 'http://faulty.example"+demosite.SitemapPath+"'}\n")
	p.crawl() // the listing named by the profile is not there
	var out bytes.Buffer
	a := &app{stdout: &out, stderr: &out, homeFlag: p.home, now: func() time.Time { return time.Now().Add(50 * time.Hour) }}
	if err := a.coverage(t.Context(), false); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	if len(lines) != 2 || !strings.HasPrefix(lines[0], "site ") || !strings.Contains(lines[1], "  12  ") || !strings.HasSuffix(lines[1], "2 days ago") {
		t.Errorf("as a table:\n%s", &out)
	}
	out.Reset()
	if err := a.coverage(t.Context(), true); err != nil {
		t.Fatal(err)
	}
	var c catalog.Coverage
	if err := json.Unmarshal(out.Bytes(), &c); err != nil || c.Site != "test" || c.Releases != 12 || c.Oldest.After(c.Median) || time.Since(c.Oldest) > time.Hour {
		t.Errorf("as JSON: %v\n%s", err, &out)
	}
}

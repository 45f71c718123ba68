package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"communique/internal/demosite"
)

// readOnly makes a folder one that nobody may write to, root neither.
func readOnly(t *testing.T, dir string) {
	t.Helper()
	if err := unix.Mount(dir, dir, "", unix.MS_BIND, ""); err != nil {
		t.Skipf("no read-only folder can be made here: %v", err)
	}
	t.Cleanup(func() {
		if err := unix.Unmount(dir, 0); err != nil {
			t.Errorf("unmount: %v", err)
		}
	})
	if err := unix.Mount(dir, dir, "", unix.MS_REMOUNT|unix.MS_BIND|unix.MS_RDONLY, ""); err != nil {
		t.Fatal(err)
	}
}

// TestReadOnly writes where that is not allowed, and reads from a home that
// only another user may change.
func TestReadOnly(t *testing.T) {
	publisher, err := demosite.Many("http://faulty.example", 3, 1)
	if err != nil {
		t.Fatal(err)
	}
	profile := strings.NewReplacer("'^/n/'", "'^/communiques/[^/]+/$', '^/presse/'",
		"kind: listing, url: 'http://faulty.example/', items: li", "kind: sitemap, url: 'http://faulty.example"+demosite.SitemapPath+"'").Replace(faultyProfile)
	p := newProgram(t, publisher, profile)
	if code := p.crawl(); code != 0 {
		t.Fatalf("crawl: exit %d\n%s", code, &p.stderr)
	}
	out := t.TempDir()
	readOnly(t, out)
	for _, args := range [][]string{
		{"export", "--out", filepath.Join(out, "x.jsonl")},
		{"export", "--out", filepath.Join(out, "x.parquet")},
		{"export", "--split", "year", "--out", filepath.Join(out, "years", "*.csv.gz")},
		{"dataset", filepath.Join(out, "set")},
		{"pack", "--out", filepath.Join(out, "x.wacz")},
	} {
		if code := p.run(args...); code != exitFailed || !strings.Contains(p.stderr.String(), out) || !strings.Contains(p.stderr.String(), "read-only") {
			t.Errorf("%q: exit %d\n%s", args, code, &p.stderr)
		}
	}
	readOnly(t, p.home)
	for _, args := range [][]string{{"search", "", "--count"}, {"export"}, {"export", "--format", "parquet"}, {"status"}, {"verify"}, {"rebuild", "--check"}} {
		if code := p.run(args...); code != 0 {
			t.Errorf("%q in a home that cannot be written: exit %d\n%s", args, code, &p.stderr)
		}
	}
	if code := p.crawl(); code != exitFailed || !strings.Contains(p.stderr.String(), "cannot be written") {
		t.Errorf("crawl: exit %d\n%s", code, &p.stderr)
	}
	for _, dir := range []string{out, filepath.Dir(out)} {
		if left, _ := filepath.Glob(filepath.Join(dir, ".*")); len(left) > 0 {
			t.Errorf("left behind: %q", left)
		}
	}
	if left, err := os.ReadDir(out); err != nil || len(left) > 0 {
		t.Errorf("written: %v, %v", left, err)
	}
}

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"communique/internal/demosite"
)

// TestDiskFull crawls into a file system that is too small, and then into the
// same one made larger: the first run says what is wrong and loses nothing,
// the second goes on from there.
func TestDiskFull(t *testing.T) {
	const releases = 120
	publisher, err := demosite.Many("http://faulty.example", releases, 1)
	if err != nil {
		t.Fatal(err)
	}
	profile := strings.NewReplacer("'^/n/'", "'^/communiques/[^/]+/$', '^/presse/'",
		"kind: listing, url: 'http://faulty.example/', items: li", "kind: sitemap, url: 'http://faulty.example"+demosite.SitemapPath+"'").Replace(faultyProfile)
	p := newProgram(t, publisher, profile)
	small := t.TempDir()
	if err := unix.Mount("tmpfs", small, "tmpfs", 0, "size=900k"); err != nil {
		t.Skipf("no small file system can be made here (%v): the full disk is tried in package archive only", err)
	}
	t.Cleanup(func() {
		if err := unix.Unmount(small, 0); err != nil {
			t.Errorf("unmount: %v", err)
		}
	})
	if err := os.CopyFS(filepath.Join(small, "sites"), os.DirFS(filepath.Join(p.home, "sites"))); err != nil {
		t.Fatal(err)
	}
	p.home = small
	// Looking before each fetch, it does not begin; told not to look, it runs
	// into the end of the disk.
	if code := p.crawl(); code != exitFailed || !strings.Contains(p.stderr.String(), "nearly full") {
		t.Errorf("crawl into 900 kB: exit %d\n%s", code, &p.stderr)
	}
	if code := p.crawl("--min-free", "0"); code != exitFailed {
		t.Fatalf("crawl into 900 kB: exit %d, want %d\n%s", code, exitFailed, &p.stderr)
	}
	if said := p.stderr.String(); !strings.Contains(said, "full") && !strings.Contains(said, "no space") {
		t.Errorf("standard error does not say that the disk is full:\n%s", said)
	}
	t.Logf("said: %s", &p.stderr)
	if err := unix.Mount("tmpfs", small, "tmpfs", unix.MS_REMOUNT, "size=256m"); err != nil {
		t.Fatal(err)
	}
	if code := p.crawl(); code != 0 {
		t.Fatalf("crawl with room: exit %d\n%s", code, &p.stderr)
	}
	if n := len(p.records()); n != releases {
		t.Errorf("%d records, want %d", n, releases)
	}
	if code := p.run("rebuild", "--check"); code != 0 {
		t.Errorf("rebuild --check: exit %d\n%s%s", code, &p.stdout, &p.stderr)
	}
}

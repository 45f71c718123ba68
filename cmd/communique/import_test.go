package main

import (
	"bufio"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"communique/archive"
)

var largeImport = flag.Int64("large-import", 16, "megabytes of the WARC file that TestImportMemory imports; 4096 for the real thing")

// response writes a record as an older archiver did.
func response(w io.Writer, n int, date, url, contentType string, body io.Reader, size int64) error {
	head := "HTTP/1.1 200 OK\r\nContent-Type: " + contentType + "\r\n\r\n"
	fmt.Fprintf(w, "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-%012d>\r\nWARC-Target-URI: <%s>\r\nWARC-Date: %s\r\nContent-Type: application/http;msgtype=response\r\nContent-Length: %d\r\n\r\n%s",
		n, url, date, int64(len(head))+size, head)
	if _, err := io.Copy(w, body); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\r\n\r\n")
	return err
}

// TestImportBesideACrawl: an older capture of a page that is crawled becomes
// an earlier version of the same release.
func TestImportBesideACrawl(t *testing.T) {
	p := newProgram(t, faulty(), faultyProfile)
	if code := p.crawl(); code != exitPartly {
		t.Fatalf("crawl: exit %d\n%s", code, &p.stderr)
	}
	before := p.records()["good"]
	old := filepath.Join(t.TempDir(), "old.warc")
	f, err := os.Create(old)
	if err != nil {
		t.Fatal(err)
	}
	page := "<!doctype html><html lang=fr><head><title>Ancienne</title></head><body><article><h1>Ancienne page</h1><p>Les autorités doivent libérer les personnes arrêtées au printemps.</p><p>Elles doivent le faire sans attendre le procès.</p></article></body></html>"
	if err := response(f, 1, "2015-05-01T08:30:00Z", "http://faulty.example/n/good", "text/html; charset=utf-8", strings.NewReader(page), int64(len(page))); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if code := p.run("import", old); code != 0 {
		t.Fatalf("import: exit %d\n%s%s", code, &p.stdout, &p.stderr)
	}
	after := p.records()["good"]
	if after.ID != before.ID || after.Site != "test" || after.Version != 2 || deref(after.Title, "") != "Bonne page" {
		t.Errorf("after: %s of %s, version %d, %q", after.ID, after.Site, after.Version, deref(after.Title, ""))
	}
	if seen := archive.Timestamp(time.Date(2015, 5, 1, 8, 30, 0, 0, time.UTC)); after.FirstSeen != seen {
		t.Errorf("first seen %s, want %s", after.FirstSeen, seen)
	}
	if code := p.run("rebuild", "--check"); code != 0 {
		t.Errorf("rebuild --check: exit %d\n%s%s", code, &p.stdout, &p.stderr)
	}
}

// TestImportMemory imports a file of pages and one long video, through to the
// index.
func TestImportMemory(t *testing.T) {
	p := newProgram(t, faulty(), faultyProfile)
	path := filepath.Join(t.TempDir(), "large.warc")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	w := bufio.NewWriterSize(f, 1<<20)
	size, pages := *largeImport<<20, 0
	for written := int64(0); written < size*3/4; pages++ {
		var page strings.Builder
		fmt.Fprintf(&page, "<!doctype html><html lang=fr><head><title>Page %d</title></head><body><article><h1>Page %d</h1>", pages, pages)
		for i := range 60 {
			fmt.Fprintf(&page, "<p>Au jour %d du mois %d, le comité demande une enquête sur les coups reçus et la libération des avocats.</p>", i, pages)
		}
		page.WriteString("</article>" + strings.Repeat("<!-- the site's furniture -->", 700) + "</body></html>")
		written += int64(page.Len())
		if err := response(w, pages, "2015-05-01T08:30:00Z", fmt.Sprintf("http://faulty.example/n/%d", pages), "text/html; charset=utf-8", strings.NewReader(page.String()), int64(page.Len())); err != nil {
			t.Fatal(err)
		}
	}
	if err := response(w, pages, "2015-05-01T08:30:00Z", "http://faulty.example/film.mp4", "video/mp4", io.LimitReader(endless{}, size/4), size/4); err != nil {
		t.Fatal(err)
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("/proc/self/clear_refs", []byte("5"), 0); err != nil {
		t.Skipf("the peak of resident memory is not to be had here: %v", err)
	}
	start := time.Now()
	if code := p.run("import", path); code != 0 {
		t.Fatalf("import: exit %d\n%s%s", code, &p.stdout, &p.stderr)
	}
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(status)) {
		if strings.HasPrefix(line, "VmHWM:") {
			t.Logf("%d MB, %d pages in %v: %s%s", *largeImport, pages, time.Since(start).Round(time.Second), line, &p.stdout)
		}
	}
}

type endless struct{}

func (endless) Read(p []byte) (int, error) { return len(p), nil }

// A record that has rotted in the archive must not keep its good copy out.
func TestImportMendsADamagedRecord(t *testing.T) {
	p := newProgram(t, faulty(), strings.Replace(faultyProfile, "releases: ['^/n/']", "releases: ['^/n/good$']", 1))
	if code := p.crawl(); code != 0 {
		t.Fatalf("crawl: exit %d\n%s", code, &p.stderr)
	}
	packed := filepath.Join(t.TempDir(), "good.wacz")
	if code := p.run("pack", "-o", packed); code != 0 {
		t.Fatalf("pack: exit %d\n%s", code, &p.stderr)
	}
	capture := p.records()["good"].Capture
	path := filepath.Join(p.home, filepath.FromSlash(capture.File))
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	data[capture.Offset+capture.Length-60] ^= 1 // in the compressed block
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	if code := p.run("rebuild"); code != exitPartly {
		t.Fatalf("rebuild of a damaged archive: exit %d\n%s", code, &p.stderr)
	}
	if len(p.records()) != 0 {
		t.Fatal("the damaged record was read")
	}
	if code := p.run("import", packed); code != 0 {
		t.Fatalf("import: exit %d\n%s%s", code, &p.stdout, &p.stderr)
	}
	if _, ok := p.records()["good"]; !ok {
		t.Error("the good copy was kept out")
	}
}

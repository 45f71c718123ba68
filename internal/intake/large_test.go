package intake

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var large = flag.Int64("large", 64, "megabytes of the WARC file that TestMemoryStaysFlat imports; 4096 for the real thing")

// TestMemoryStaysFlat imports a file of pages of 30 kB, with one record that
// takes up a quarter of it, and wants the memory to be no more for it.
func TestMemoryStaysFlat(t *testing.T) {
	if raceEnabled && *large == 64 {
		*large = 20 // the detector's own memory says nothing, and it is slow
	}
	path := filepath.Join(t.TempDir(), "large.warc")
	pages := writeLarge(t, path, *large<<20)
	resetPeak(t)
	home := t.TempDir()
	o := into(t, home)
	r, err := New(o).Import(context.Background(), path)
	if err != nil || r.Records != pages+1 || r.Damaged > 0 {
		t.Fatalf("%d records of %d, %d damaged, %v", r.Records, pages+1, r.Damaged, err)
	}
	peak := peakRSS(t)
	t.Logf("%d MB, %d records: peak resident memory %d MB", *large, r.Records, peak>>20)
	if peak > 200<<20 && !raceEnabled {
		t.Errorf("peak resident memory %d MB, want less than 200", peak>>20)
	}
	if left, err := filepath.Glob(filepath.Join(home, ".import-*")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
}

// writeLarge writes a WARC file of that many bytes and returns how many pages
// are in it.
func writeLarge(t testing.TB, path string, size int64) (pages int) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	w := bufio.NewWriterSize(f, 1<<20)
	words := strings.Fields("un comité demande la libération de trois avocats et une enquête sur la nuit du procès")
	rnd := rand.New(rand.NewPCG(1, 1))
	put := func(n int, block io.Reader, length int64) {
		fmt.Fprintf(w, "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-%012d>\r\nWARC-Target-URI: http://large.example/%d\r\nWARC-Date: 2015-05-01T08:30:00Z\r\nContent-Type: application/http;msgtype=response\r\nContent-Length: %d\r\n\r\n", n, n, length)
		if _, err := io.Copy(w, block); err != nil {
			t.Fatal(err)
		}
		io.WriteString(w, "\r\n\r\n") // Flush returns the error
	}
	var page strings.Builder
	for written := int64(0); written < size*3/4; pages++ {
		page.Reset()
		page.WriteString("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body><p>")
		for page.Len() < 30_000 {
			page.WriteString(words[rnd.IntN(len(words))])
			page.WriteByte(' ')
		}
		put(pages, strings.NewReader(page.String()), int64(page.Len()))
		written += int64(page.Len())
	}
	head := "HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n\r\n"
	put(pages, io.MultiReader(strings.NewReader(head), io.LimitReader(zeros{}, size/4)), int64(len(head))+size/4)
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	return pages
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

// resetPeak makes the kernel forget the peak up to now.
func resetPeak(t *testing.T) {
	t.Helper()
	if err := os.WriteFile("/proc/self/clear_refs", []byte("5"), 0); err != nil {
		t.Skipf("the peak of resident memory is not to be had here: %v", err)
	}
}

func peakRSS(t *testing.T) int64 {
	t.Helper()
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Skip(err)
	}
	for line := range strings.Lines(string(status)) {
		var kb int64
		if _, err := fmt.Sscanf(line, "VmHWM: %d kB", &kb); err == nil {
			return kb << 10
		}
	}
	t.Skip("no VmHWM in /proc/self/status")
	return 0
}

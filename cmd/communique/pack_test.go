package main

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"slices"
	"testing"

	"communique/archive/warc"
	"communique/internal/wacz"
)

// TestPackRequisites packs one release of two, and wants in the WACZ what its
// page needs to look like itself, and not what only the other's needs.
func TestPackRequisites(t *testing.T) {
	serve := func(kind, text string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", kind)
			fmt.Fprint(w, text)
		}
	}
	page := func(title, image string) http.HandlerFunc {
		return serve("text/html; charset=utf-8", fmt.Sprintf("<!doctype html><html lang=en><link rel=stylesheet href=/main.css><title>%s</title><article><h1>%[1]s</h1><img src=/%s><p>The authorities must release everybody who was detained for taking part in the march.</p></article>", title, image))
	}
	mux := http.NewServeMux()
	mux.Handle("/{$}", serve("text/html", "<li><a href=/n/harbour>x</a></li><li><a href=/n/meadow>x</a></li>"))
	mux.Handle("/n/harbour", page("The harbour is closed", "harbour.jpg"))
	mux.Handle("/n/meadow", page("The meadow is closed", "meadow.jpg"))
	mux.Handle("/main.css", serve("text/css", "@font-face { src: url(letters.woff2) }"))
	mux.Handle("/letters.woff2", serve("font/woff2", "letters"))
	mux.Handle("/harbour.jpg", serve("image/jpeg", "boats"))
	mux.Handle("/meadow.jpg", serve("image/jpeg", "flowers"))
	p := newProgram(t, mux, faultyProfile)
	if code := p.crawl("--requisites"); code != 0 {
		t.Fatalf("crawl: exit %d\n%s", code, &p.stderr)
	}
	out := filepath.Join(t.TempDir(), "harbour.wacz")
	if code := p.run("pack", "harbour", "-o", out); code != 0 {
		t.Fatalf("pack: exit %d\n%s", code, &p.stderr)
	}
	want := []string{"/harbour.jpg", "/letters.woff2", "/main.css", "/n/harbour"}
	if got := responses(t, out); !slices.Equal(got, want) {
		t.Errorf("packed %v, want %v", got, want)
	}
}

func TestSourceName(t *testing.T) {
	for file, want := range map[string]string{
		"warc/communique-1.warc.gz": "communique-1.warc.gz",
		"warc/plain.warc":           "file3-plain.warc.gz",
		"warc/é b.warc.gz":          "file3-__b.warc.gz",
		"warc/.hidden.warc.gz":      "file3-.hidden.warc.gz",
		"warc/.warc.gz":             "file3-.warc.gz",
	} {
		if got := sourceName(file, 2); got != want {
			t.Errorf("%s is called %s, want %s", file, got, want)
		}
	}
}

// responses lists the paths of the responses in a WACZ, sorted.
func responses(t *testing.T, path string) (paths []string) {
	t.Helper()
	f, err := wacz.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, entry := range f.Archives() {
		in, err := entry.Open()
		if err != nil {
			t.Fatal(err)
		}
		defer in.Close()
		file, ok := in.(io.ReaderAt)
		if !ok {
			t.Fatalf("%s is not stored", entry.Name)
		}
		records := warc.NewReader(file, entry.Name, 0)
		for {
			rec, err := records.Next()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			if rec.Header.Type() == "response" {
				paths = append(paths, rec.Header.TargetURI()[len("http://faulty.example"):])
			}
		}
	}
	slices.Sort(paths)
	return paths
}

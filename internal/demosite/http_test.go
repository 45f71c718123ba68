package demosite

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
)

func TestNotModified(t *testing.T) {
	s := newSite(t, 1)
	first := get(t, s, EditedPath)
	etag, modified := first.Header.Get("ETag"), first.Header.Get("Last-Modified")
	zipped := get(t, s, EditedPath, "Accept-Encoding", "gzip").Header.Get("ETag")
	for _, tc := range []struct {
		name    string
		headers []string
		want    int
	}{
		{"same tag", []string{"If-None-Match", etag}, 304},
		{"tag of the gzip form", []string{"If-None-Match", zipped, "Accept-Encoding", "gzip"}, 304},
		{"one of several", []string{"If-None-Match", `"other", ` + etag}, 304},
		{"other tag", []string{"If-None-Match", `"other"`}, 200},
		{"other tag beats the same time", []string{"If-None-Match", `"other"`, "If-Modified-Since", modified}, 200},
		{"same time", []string{"If-Modified-Since", modified}, 304},
		{"earlier time", []string{"If-Modified-Since", "Mon, 01 Jan 2024 00:00:00 GMT"}, 200},
	} {
		t.Run(tc.name, func(t *testing.T) {
			resp := get(t, s, EditedPath, tc.headers...)
			if resp.StatusCode != tc.want {
				t.Fatalf("status %d, want %d", resp.StatusCode, tc.want)
			}
			if got := body(t, resp); tc.want == 304 && (got != "" || resp.Header.Get("ETag") == "") {
				t.Errorf("a 304 with a body of %d bytes and ETag %q", len(got), resp.Header.Get("ETag"))
			}
		})
	}
	if err := s.SetNight(2); err != nil {
		t.Fatal(err)
	}
	if resp := get(t, s, EditedPath, "If-None-Match", etag, "If-Modified-Since", modified); resp.StatusCode != 200 {
		t.Errorf("edited release: status %d, want 200", resp.StatusCode)
	}
}

func TestGzip(t *testing.T) {
	s := newSite(t, 1)
	plain := body(t, get(t, s, ListingPath))
	for accept, want := range map[string]string{"gzip": "gzip", "br, gzip;q=0.5": "gzip", "gzip;q=0": "", "br": "", "": ""} {
		resp := get(t, s, ListingPath, "Accept-Encoding", accept)
		if got := resp.Header.Get("Content-Encoding"); got != want {
			t.Errorf("Accept-Encoding %q: Content-Encoding %q, want %q", accept, got, want)
			continue
		}
		r := io.Reader(resp.Body)
		if want == "gzip" {
			z, err := gzip.NewReader(r)
			if err != nil {
				t.Fatal(err)
			}
			r = z
		}
		if b, err := io.ReadAll(r); err != nil || string(b) != plain {
			t.Errorf("Accept-Encoding %q: other bytes (%v)", accept, err)
		}
	}
	if resp := get(t, s, PDFPath, "Accept-Encoding", "gzip"); resp.Header.Get("Content-Encoding") != "" {
		t.Error("the PDF is compressed again")
	}
}

// TestOnLoopback asks over a real connection, with the client's own gzip.
func TestOnLoopback(t *testing.T) {
	srv := httptest.NewServer(nil)
	defer srv.Close()
	site, err := New(srv.URL, 1)
	if err != nil {
		t.Fatal(err)
	}
	log := NewLog(site, time.Now)
	srv.Config.Handler = log
	resp, err := http.Get(srv.URL + MovedPath)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	page := body(t, resp)
	if resp.Request.URL.String() != srv.URL+MovedToPath || !resp.Uncompressed {
		t.Errorf("ended at %s, compressed on the wire: %v", resp.Request.URL, resp.Uncompressed)
	}
	if !strings.Contains(page, `<link rel="canonical" href="`+srv.URL+MovedToPath+`">`) {
		t.Error("the page does not name its own address")
	}
	if log.Count(MovedPath) != 1 || log.Count(MovedToPath) != 1 || log.Requests()[0].Status != http.StatusMovedPermanently {
		t.Errorf("log: %+v", log.Requests())
	}
}

func TestWithoutTrailingSlash(t *testing.T) {
	resp := get(t, newSite(t, 1), strings.TrimSuffix(EditedPath, "/"))
	if resp.StatusCode != 301 || resp.Header.Get("Location") != base+EditedPath {
		t.Errorf("status %d to %q", resp.StatusCode, resp.Header.Get("Location"))
	}
}

func TestMethods(t *testing.T) {
	w := httptest.NewRecorder()
	newSite(t, 1).ServeHTTP(w, httptest.NewRequest(http.MethodPost, "/", nil))
	if w.Code != http.StatusMethodNotAllowed {
		t.Errorf("POST: status %d", w.Code)
	}
}

// TestPDF reads the file as a reader of PDF does: from its end to the table,
// and from there to each object.
func TestPDF(t *testing.T) {
	resp := get(t, newSite(t, 1), PDFPath)
	pdf := []byte(body(t, resp))
	if resp.Header.Get("Content-Type") != "application/pdf" || !bytes.HasPrefix(pdf, []byte("%PDF-1.4\n")) || !bytes.HasSuffix(pdf, []byte("%%EOF\n")) {
		t.Fatal("no PDF")
	}
	m := regexp.MustCompile(`startxref\n(\d+)\n%%EOF\n$`).FindSubmatch(pdf)
	if m == nil {
		t.Fatal("no startxref")
	}
	at, _ := strconv.Atoi(string(m[1]))
	if !bytes.HasPrefix(pdf[at:], []byte("xref\n0 7\n")) {
		t.Fatalf("no table at %d", at)
	}
	for i, entry := range regexp.MustCompile(`(\d{10}) 00000 n \n`).FindAllSubmatch(pdf[at:], -1) {
		off, _ := strconv.Atoi(string(entry[1]))
		if !bytes.HasPrefix(pdf[off:], []byte(strconv.Itoa(i+1)+" 0 obj\n")) {
			t.Errorf("object %d is not at %d", i+1, off)
		}
	}
	stream := regexp.MustCompile(`(?s)/Length (\d+) >>\nstream\n(.*)\nendstream`).FindSubmatch(pdf)
	if stream == nil || string(stream[1]) != strconv.Itoa(len(stream[2])) {
		t.Error("the stream has another length than it says")
	}
}

func TestLog(t *testing.T) {
	now := time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC)
	l := NewLog(newSite(t, 1), func() time.Time { return now })
	done := make(chan bool)
	for range 4 {
		go func() {
			for range 25 {
				get(t, l, MissingPath)
			}
			done <- true
		}()
	}
	for range 4 {
		<-done
	}
	get(t, l, ListingPath+"?qlocation[]=3")
	seen := l.Requests()
	if l.Count(MissingPath) != 100 || len(seen) != 101 {
		t.Fatalf("%d of %d requests", l.Count(MissingPath), len(seen))
	}
	last := seen[100]
	if last.Path != ListingPath+"?qlocation[]=3" || last.Status != 200 || last.Method != "GET" || !last.Time.Equal(now) || seen[0].Status != 404 {
		t.Errorf("remembered %+v", last)
	}
	l.Reset()
	if len(l.Requests()) != 0 {
		t.Error("Reset kept something")
	}
}

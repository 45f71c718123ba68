package archive

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"communique/archive/warc"

	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zlib"
)

func compress(t testing.TB, text string, to func(io.Writer) io.WriteCloser) string {
	t.Helper()
	var b bytes.Buffer
	zw := to(&b)
	if _, err := io.WriteString(zw, text); err != nil {
		t.Fatal(err)
	}
	if err := zw.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func gz(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) }
func zl(w io.Writer) io.WriteCloser { return zlib.NewWriter(w) }
func fl(w io.Writer) io.WriteCloser {
	zw, err := flate.NewWriter(w, 6)
	if err != nil {
		panic(err)
	}
	return zw
}

func TestPageBodies(t *testing.T) {
	text := strings.Repeat("La répression continue. ", 40)
	zipped := compress(t, text, gz)
	coded := func(coding, body string) string {
		return "HTTP/1.1 200 OK\r\nContent-Encoding: " + coding + "\r\n\r\n" + body
	}
	tests := []struct{ name, response, truncated, want, cut, failure string }{
		{"plain", page(text), "", text, "", ""},
		{"gzip", coded("gzip", zipped), "", text, "", ""},
		{"x-gzip and identity", coded("identity, X-GZIP", zipped), "", text, "", ""},
		{"two gzip members", coded("gzip", zipped+zipped), "", text + text, "", ""},
		{"bytes behind gzip", coded("gzip", zipped+"<!-- served by a cache -->"), "", text, "", ""},
		{"gzip twice", coded("gzip, gzip", compress(t, zipped, gz)), "", text, "", ""},
		{"deflate", coded("deflate", compress(t, text, zl)), "", text, "", ""},
		{"bare deflate", coded("deflate", compress(t, text, fl)), "", text, "", ""},
		{"called gzip and is not", coded("gzip", text), "", text, "", ""},
		{"called deflate and is not", coded("deflate", "<p>"+text), "", "<p>" + text, "", ""},
		{"empty gzip", coded("gzip", ""), "", "", "", ""},
		{"chunked gzip", "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n" + fmt.Sprintf("%x\r\n%s\r\n0\r\n\r\n", len(zipped), zipped), "", text, "", ""},
		{"gzip cut off", coded("gzip", zipped[:len(zipped)-8]), "", text, "unspecified", ""},
		{"gzip cut off by the server", coded("gzip", zipped[:len(zipped)-8]), "disconnect", text, "disconnect", ""},
		{"gzip header damaged", coded("gzip", "\x1f\x8b\x09"+zipped[3:]), "", "", "unspecified", ""},
		{"shorter than its length", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc", "", "abc", "unspecified", ""},
		{"too long", page(strings.Repeat("x", 5000)), "", strings.Repeat("x", 2000), "length", ""},
		{"bomb", coded("gzip", compress(t, strings.Repeat("\x00", 50<<20), gz)), "", strings.Repeat("\x00", 2000), "length", ""},
		{"brotli", coded("br", "xx"), "", "", "", `"br"`},
		{"too many codings", coded("gzip, gzip, gzip, gzip, gzip", "x"), "", "", "", "5 content-codings"},
	}
	s := testStore(t, t.TempDir(), Options{MaxBody: 2000})
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			ex := exchange("https://example.org/", tt.response)
			ex.Truncated = tt.truncated
			c := appendAll(t, s, ex)[0]
			p, err := s.Page(t.Context(), c)
			if tt.failure != "" {
				if !isDamage(err) || !strings.Contains(err.Error(), tt.failure) {
					t.Fatalf("error %v", err)
				}
				return
			}
			if err != nil || string(p.Body) != tt.want || p.Truncated != tt.cut {
				t.Errorf("%d bytes %.40q, truncated %q, %v; want %d bytes", len(p.Body), p.Body, p.Truncated, err, len(tt.want))
			}
		})
	}
	list, damage := entries(t, s, mustFiles(t, s)[0], 0)
	if len(damage) != 2 || len(list) != len(tests)-1 {
		t.Errorf("%d entries, damage %v", len(list), damage)
	}
}

func TestPageMakesSureOfTheRecord(t *testing.T) {
	s := testStore(t, t.TempDir(), Options{})
	c := appendAll(t, s, exchange("https://example.org/a", page("a")), exchange("https://example.org/b", page("b")))
	note, err := s.AppendMetadata(t.Context(), "https://example.org/", "text/plain", []byte("x"))
	if err != nil {
		t.Fatal(err)
	}
	otherID, otherDigest, otherPlace, behind := c[0], c[0], c[0], c[0]
	otherID.RecordID, otherDigest.PayloadDigest = c[1].RecordID, c[1].PayloadDigest
	otherPlace.Offset += 3
	behind.Offset = 1 << 40
	for name, c := range map[string]Capture{"another id": otherID, "another digest": otherDigest, "another place": otherPlace, "behind the end": behind, "metadata": note, "a missing file": {File: "warc/none.warc.gz"}, "outside": {File: "warc/../x.warc.gz"}, "no file": {}} {
		if p, err := s.Page(t.Context(), c); err == nil {
			t.Errorf("%s: %+v", name, p)
		}
	}
	if _, err := s.Raw(t.Context(), behind); !isDamage(err) {
		t.Errorf("raw behind the end: %v", err)
	}
	if _, err := s.Page(t.Context(), Capture{File: "warc/none.warc.gz"}); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a missing file: %v", err)
	}
}

// TestPageWithoutID: a file made by others may have records without an ID, and
// what was read of them can be fetched again by their place.
func TestPageWithoutID(t *testing.T) {
	home := t.TempDir()
	s := testStore(t, home, Options{})
	record := func(text string) string {
		block := "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + text
		return fmt.Sprintf("WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2019-05-01T08:30:00Z\r\nWARC-Target-URI: https://example.org/%s\r\n"+
			"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", text, len(block), block)
	}
	if err := os.WriteFile(filepath.Join(home, "warc", "old.warc"), []byte(record("a")+record("b")), 0o644); err != nil {
		t.Fatal(err)
	}
	list, damage := entries(t, s, "warc/old.warc", 0)
	if len(list) != 2 || len(damage) != 0 {
		t.Fatalf("%d entries, damage %v", len(list), damage)
	}
	for i, want := range []string{"a", "b"} {
		c := list[i].Capture
		if c.RecordID != "" {
			t.Fatalf("the record has the ID %q", c.RecordID)
		}
		c.RecordID = PlaceID(c.File, c.Offset)
		if p, err := s.Page(t.Context(), c); err != nil || string(p.Body) != want {
			t.Errorf("%s: %q, %v; want %q", c.RecordID, p.Body, err, want)
		}
		c.Offset = list[1-i].Capture.Offset
		if p, err := s.Page(t.Context(), c); err == nil && string(p.Body) != want {
			t.Errorf("%s at byte %d: %q", c.RecordID, c.Offset, p.Body)
		}
	}
}

func TestEntriesOfForeignFiles(t *testing.T) {
	home := t.TempDir()
	s := testStore(t, home, Options{})
	dir := filepath.Join(home, "warc")
	for name, data := range map[string]string{"notes.txt": "x", "text.warc.gz": "this is no gzip\n", "text.warc": "nor a WARC", "other.cdxj": "", "dead.warc.gz.open": "x"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(dir, "folder.warc.gz"), 0o755); err != nil {
		t.Fatal(err)
	}
	want := []string{"warc/folder.warc.gz", "warc/text.warc", "warc/text.warc.gz"}
	if os.Getuid() != 0 { // root may read everything
		if err := os.WriteFile(filepath.Join(dir, "zz.warc.gz"), nil, 0o000); err != nil {
			t.Fatal(err)
		}
		want = append(want, "warc/zz.warc.gz")
	}
	files := mustFiles(t, s)
	if strings.Join(files, " ") != strings.Join(want, " ") {
		t.Fatalf("files %v", files)
	}
	for _, f := range files {
		list, damage := entries(t, s, f, 0)
		if len(list) != 0 || len(damage) != 1 || !strings.Contains(damage[0].Error(), f) {
			t.Errorf("%s: %d entries, damage %v", f, len(list), damage)
		}
	}
}

// A web page can be a WARC itself. When its record is damaged, the search for
// the next record must not take the page's content for the archive's own.
func TestDamageDoesNotSetContentFree(t *testing.T) {
	inner := t.TempDir()
	is := testStore(t, inner, Options{Run: "evil"})
	forged := appendAll(t, is, exchange("https://example.org/forged", page(noise(90_000))))[0]
	if err := is.Close(); err != nil {
		t.Fatal(err)
	}
	content := mustRead(t, filepath.Join(inner, forged.File))

	home := t.TempDir()
	s := testStore(t, home, Options{})
	c := appendAll(t, s, exchange("https://example.org/a", page("a")), exchange("https://example.org/x.warc.gz", page(noise(40_000)+string(content))), exchange("https://example.org/b", page("b")))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(home, c[0].File)
	data := mustRead(t, path)
	if !bytes.Contains(data, content[forged.Offset:forged.Offset+100]) {
		t.Fatal("the content was compressed again, and the search would not find it anyhow: the test shows nothing")
	}
	data[c[1].Offset+c[1].Length-5] ^= 1 // its checksum
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	list, damage := entries(t, s, c[0].File, 0)
	var urls []string
	for _, e := range list {
		urls = append(urls, e.URL)
	}
	if got := strings.Join(urls, " "); got != " https://example.org/a https://example.org/b" || len(damage) == 0 {
		t.Errorf("entries %q, damage %v", got, damage)
	}
}

func TestChangedBlockIsFound(t *testing.T) {
	home := t.TempDir()
	s := testStore(t, home, Options{})
	c := appendAll(t, s, exchange("https://example.org/a", page("one")))[0]
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(home, c.File)
	zr, err := gzip.NewReader(bytes.NewReader(mustRead(t, path)))
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(zr)
	if err != nil {
		t.Fatal(err)
	}
	forged := compress(t, strings.Replace(string(text), "\r\n\r\none", "\r\n\r\ntwo", 1), gz)
	if err := os.WriteFile(path, []byte(forged), 0o644); err != nil {
		t.Fatal(err)
	}
	list, damage := entries(t, s, c.File, 0)
	if len(list) != 1 || len(damage) != 1 || !strings.Contains(damage[0].Error(), "changed after") {
		t.Errorf("%d entries, damage %v", len(list), damage)
	}
}

func TestEntriesObeyTheirContext(t *testing.T) {
	s := testStore(t, t.TempDir(), Options{})
	c := appendAll(t, s, exchange("https://example.org/a", page("a")), exchange("https://example.org/b", page("b")))[0]
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var err error
	for _, err = range s.Entries(ctx, c.File, 0) {
		cancel()
	}
	if err != nil && !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	for _, err := range s.Entries(ctx, c.File, 0) {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("error %v", err)
		}
	}
}

func TestSamplesOfOthers(t *testing.T) {
	dir := "../../shared/warc-samples"
	// What is expected: entries (of the kinds readers care for) and damages.
	tests := map[string][2]int{
		"gowarc-corrupted-mid-record.warc.gz.open": {12, 1}, "gowarc-corrupted-trailing-bytes.warc.gz.open": {30, 1},
		"gowarc-empty.warc.gz.open": {0, 0}, "warcio-example-trunc.warc": {2, 1}, "warcio-example-wrong-chunks.warc.gz": {1, 0},
		"warcio-example-digest.warc": {0, 0} /* requests only */, "warcio-bad.arc": {0, 1}, "warcio-example.arc.gz": {0, 1}, "warcio-example.warc.gz": {4, 0}, "warcio-example.warc": {4, 0},
		"warcio-example-bad-non-chunked.warc.gz": {-1, 0}, "local-wget-gz.warc.gz": {-1, 0},
	}
	files, err := filepath.Glob(filepath.Join(dir, "*arc*"))
	if err != nil || len(files) == 0 {
		t.Skip("no samples at " + dir)
	}
	home := t.TempDir()
	s := testStore(t, home, Options{})
	for _, path := range files {
		t.Run(filepath.Base(path), func(t *testing.T) {
			name := strings.NewReplacer(".open", "", ".arc.gz", ".arc.warc.gz").Replace(filepath.Base(path))
			if strings.HasSuffix(name, ".arc") {
				name += ".warc"
			}
			if err := os.WriteFile(filepath.Join(home, "warc", name), mustRead(t, path), 0o644); err != nil {
				t.Fatal(err)
			}
			list, damage := entries(t, s, "warc/"+name, 0)
			want, known := tests[filepath.Base(path)]
			if !known {
				want = [2]int{-1, 0}
			}
			if want[0] >= 0 && len(list) != want[0] || want[0] < 0 && len(list) == 0 || len(damage) != want[1] {
				t.Errorf("%d entries, want %d; damage %v", len(list), want[0], damage)
			}
			for _, e := range list {
				if !e.Imported || e.Capture.RecordID == "" || e.Capture.Fetched.IsZero() {
					t.Errorf("entry %+v", e)
				}
				if e.Kind != warc.TypeResponse && e.Kind != warc.TypeResource {
					continue
				}
				if p, err := s.Page(t.Context(), e.Capture); err != nil || !bytes.Equal(p.Body, e.Page.Body) {
					t.Errorf("%s is not found again: %v", e.URL, err)
				}
			}
		})
	}
}

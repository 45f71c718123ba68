package archive

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"communique/archive/warc"

	"github.com/google/go-cmp/cmp"
)

var testNow = time.Date(2026, 3, 1, 22, 4, 5, 678_900_000, time.FixedZone("", 3600))

func testStore(t testing.TB, home string, o Options) *Store {
	t.Helper()
	if o.Now == nil {
		o.Now = func() time.Time { return testNow }
	}
	if o.Run == "" {
		o.Run = "r1"
	}
	s, err := Open(home, o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func exchange(url, response string) *warc.Exchange {
	return &warc.Exchange{URL: url, Start: testNow, Addr: "192.0.2.7", Request: []byte("GET / HTTP/1.1\r\n\r\n"), Response: []byte(response)}
}

func page(body string) string {
	return "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body
}

func appendAll(t testing.TB, s *Store, exchanges ...*warc.Exchange) []Capture {
	t.Helper()
	var captures []Capture
	for _, ex := range exchanges {
		c, err := s.Append(t.Context(), ex)
		if err != nil {
			t.Fatal(err)
		}
		captures = append(captures, c)
	}
	return captures
}

func entries(t testing.TB, s *Store, file string, from int64) (list []Entry, damage []error) {
	t.Helper()
	for e, err := range s.Entries(t.Context(), file, from) {
		switch {
		case err == nil:
			list = append(list, e)
		case isDamage(err):
			damage = append(damage, err)
		default:
			t.Fatal(err)
		}
	}
	return list, damage
}

func names(t testing.TB, dir string) string {
	t.Helper()
	list, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, e := range list {
		all = append(all, e.Name())
	}
	return strings.Join(all, " ")
}

func TestStoreWritesAndReads(t *testing.T) {
	home := t.TempDir()
	s := testStore(t, home, Options{Software: "communique/test", Contact: "a@example.org"})
	if got := names(t, filepath.Join(home, "warc")); got != "" {
		t.Fatalf("before the first Append: %s", got)
	}
	with103 := exchange("https://example.org/c", page("three"))
	with103.Interim = []byte("HTTP/1.1 103 Early Hints\r\n\r\n")
	captures := appendAll(t, s,
		exchange("https://example.org/a", page("one")),
		exchange("https://example.org/b", "HTTP/1.1 304 Not Modified\r\nETag: \"x\"\r\n\r\n"), with103)
	note, err := s.AppendMetadata(t.Context(), "https://example.org/d", FailureType, []byte(`{"kind":"dns"}`))
	if err != nil {
		t.Fatal(err)
	}
	const name = "communique-r1-00001"
	if got := names(t, filepath.Join(home, "warc")); got != name+".warc.gz.open" {
		t.Errorf("while writing: %s", got)
	}
	check := func(when string) {
		files, err := s.Files()
		if err != nil || len(files) != 1 || files[0] != "warc/"+name+".warc.gz" {
			t.Fatalf("%s: files %v, %v", when, files, err)
		}
		list, damage := entries(t, s, files[0], 0)
		if len(list) != 6 || damage != nil {
			t.Fatalf("%s: %d entries, damage %v", when, len(list), damage)
		}
		var kinds []string
		for _, e := range list {
			kinds = append(kinds, e.Kind)
			if e.Run != "r1" || e.Imported {
				t.Errorf("%s: entry %+v", when, e)
			}
		}
		if got := strings.Join(kinds, " "); got != "warcinfo response revisit response metadata metadata" {
			t.Errorf("%s: %s", when, got)
		}
		for i, want := range map[int]Capture{1: captures[0], 2: captures[1], 3: captures[2], 5: note} {
			if diff := cmp.Diff(want, list[i].Capture); diff != "" {
				t.Errorf("%s: entry %d: %s", when, i, diff)
			}
		}
		if !list[2].NotModified || list[2].RefersToURL != "https://example.org/b" || list[2].Page.Header.Get("Etag") != `"x"` || list[2].Capture.HTTPStatus != 304 {
			t.Errorf("%s: revisit %+v", when, list[2])
		}
		if string(list[5].Metadata) != `{"kind":"dns"}` || list[5].ContentType != FailureType || list[5].URL != "https://example.org/d" {
			t.Errorf("%s: metadata %+v", when, list[5])
		}
		p, err := s.Page(t.Context(), captures[2])
		if err != nil || string(p.Body) != "three" || p.URL != with103.URL || p.Header.Get("Content-Type") != "text/html" || p.Capture != captures[2] {
			t.Errorf("%s: page %+v, %v", when, p, err)
		}
		later, _ := entries(t, s, files[0], captures[2].Offset)
		if len(later) != 3 || later[0].Run != "r1" {
			t.Errorf("%s: from the third exchange: %d entries", when, len(later))
		}
	}
	check("open")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	check("closed")
	if got := names(t, filepath.Join(home, "warc")); got != name+".cdxj "+name+".warc.gz" {
		t.Errorf("at the end: %s", got)
	}
	if _, err := s.Append(t.Context(), with103); err == nil {
		t.Error("a closed store appends")
	}
	checkRaw(t, s, captures[0])
	checkCDXJ(t, filepath.Join(home, "warc", name+".cdxj"), captures)
	checkFile(t, s, home, captures[0].File)
}

func checkFile(t *testing.T, s *Store, home, file string) {
	t.Helper()
	info, _ := entries(t, s, file, 0)
	for _, want := range []string{"software: communique/test", "operator: a@example.org", "communique-run: r1", "conformsTo: "} {
		if !strings.Contains(string(info[0].Metadata), want) {
			t.Errorf("warcinfo lacks %q: %s", want, info[0].Metadata)
		}
	}
	if gz, err := exec.LookPath("gzip"); err == nil {
		if out, err := exec.Command(gz, "-t", filepath.Join(home, file)).CombinedOutput(); err != nil {
			t.Errorf("gzip -t: %v: %s", err, out)
		}
	}
}

func checkRaw(t *testing.T, s *Store, c Capture) {
	t.Helper()
	raw, err := s.Raw(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	defer raw.Close()
	zr, err := gzip.NewReader(raw)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(zr)
	if err != nil || !bytes.HasPrefix(text, []byte("WARC/1.1\r\nWARC-Type: response\r\n")) || !bytes.HasSuffix(text, []byte("\r\n\r\none\r\n\r\n")) {
		t.Errorf("raw record %q, %v", text, err)
	}
}

func checkCDXJ(t *testing.T, path string, captures []Capture) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	i := 0
	for line, err := range warc.ReadCDXJ(f) {
		if err != nil {
			t.Fatal(err)
		}
		c := captures[i]
		if line.Offset != c.Offset || line.Length != c.Length || line.Status != c.HTTPStatus || line.Digest != c.PayloadDigest || "warc/"+line.Filename != c.File {
			t.Errorf("line %v, capture %+v", line, c)
		}
		i++
	}
	if i != len(captures) {
		t.Errorf("%d lines for %d captures", i, len(captures))
	}
}

func TestStoreRotates(t *testing.T) {
	s := testStore(t, t.TempDir(), Options{RotateAt: 1500})
	var captures []Capture
	for i := range 10 {
		captures = append(captures, appendAll(t, s, exchange(fmt.Sprintf("https://example.org/%d", i), page(strings.Repeat("x", i))))...)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	files, err := s.Files()
	if err != nil || len(files) < 3 {
		t.Fatalf("files %v, %v", files, err)
	}
	for i, c := range captures {
		if p, err := s.Page(t.Context(), c); err != nil || len(p.Body) != i {
			t.Errorf("page %d: %d bytes, %v", i, len(p.Body), err)
		}
	}
	for _, f := range files {
		if list, damage := entries(t, s, f, 0); list[0].Kind != "warcinfo" || damage != nil {
			t.Errorf("%s: %v, %v", f, list[0].Kind, damage)
		}
	}
}

func TestStoreNeverTakesAnotherFilesName(t *testing.T) {
	home := t.TempDir()
	a, b := testStore(t, home, Options{}), testStore(t, home, Options{})
	ca := appendAll(t, a, exchange("https://example.org/a", page("a")))[0]
	cb := appendAll(t, b, exchange("https://example.org/b", page("b")))[0]
	if ca.File == cb.File {
		t.Fatalf("both write to %s", ca.File)
	}
	if err := errors.Join(a.Close(), b.Close()); err != nil {
		t.Fatal(err)
	}
	c := testStore(t, home, Options{})
	if cc := appendAll(t, c, exchange("https://example.org/c", page("c")))[0]; cc.File == ca.File || cc.File == cb.File {
		t.Errorf("%s is written again", cc.File)
	}
	c.Close()
}

func TestBadRunID(t *testing.T) {
	for _, run := range []string{"../x", "a b", strings.Repeat("x", 101), "a/b"} {
		if _, err := Open(t.TempDir(), Options{Run: run}); err == nil {
			t.Errorf("%q was taken", run)
		}
	}
}

func TestAppendObeysItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	s := testStore(t, t.TempDir(), Options{})
	if _, err := s.Append(ctx, exchange("https://example.org/", page(""))); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

func TestTimestamp(t *testing.T) {
	if got := Timestamp(testNow); got != "2026-03-01T21:04:05.678Z" {
		t.Error(got)
	}
}

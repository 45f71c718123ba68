package wacz

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"communique/archive/warc"
)

var testTime = time.Date(2026, 3, 10, 3, 0, 0, 123e6, time.UTC)

// exchange is one page of a test archive.
func exchange(url, body string, status int) *warc.Exchange {
	response := fmt.Sprintf("HTTP/1.1 %d X\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n%s", status, len(body), body)
	if status == 304 {
		response = "HTTP/1.1 304 Not Modified\r\nETag: \"a\"\r\n\r\n"
	}
	return &warc.Exchange{URL: url, Start: testTime, Addr: "192.0.2.1", Request: []byte("GET / HTTP/1.1\r\nHost: x\r\n\r\n"), Response: []byte(response)}
}

// makeWARC writes exchanges to a file behind a warcinfo, and returns the ids
// of the responses.
func makeWARC(t testing.TB, path string, exchanges ...*warc.Exchange) (ids []string) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	w := warc.NewWriter(f, 0)
	info, err := warc.Warcinfo(filepath.Base(path), testTime, warc.Fields{{Name: "software", Value: "test"}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(info); err != nil {
		t.Fatal(err)
	}
	for _, ex := range exchanges {
		recs, err := warc.ExchangeRecords(ex, info.Header.ID())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(recs.Drafts...); err != nil {
			t.Fatal(err)
		}
		ids = append(ids, recs.Drafts[0].Header.ID())
	}
	return ids
}

func source(path string, keep func(warc.Fields) bool) Source {
	name := strings.TrimSuffix(strings.TrimSuffix(filepath.Base(path), ".gz"), ".warc") + ".warc.gz"
	return Source{Name: name, Keep: keep, Open: func() (SourceFile, error) { return os.Open(path) }}
}

func pagesOf(pages ...Page) iter.Seq2[Page, error] {
	return func(yield func(Page, error) bool) {
		for _, p := range pages {
			if !yield(p, nil) {
				return
			}
		}
	}
}

// pack writes a WACZ and opens it.
func pack(t testing.TB, o Options) (*File, Report) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "x.wacz")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if o.Pages == nil {
		o.Pages = pagesOf()
	}
	o.Created, o.Software, o.Dir = testTime, "test/1", t.TempDir()
	report, err := Write(context.Background(), f, o)
	if err := errors.Join(err, f.Close()); err != nil {
		t.Fatal(err)
	}
	if left, _ := os.ReadDir(o.Dir); len(left) > 0 {
		t.Errorf("%d temporary files were left", len(left))
	}
	w, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Close() })
	for _, err := range w.Check(context.Background()) {
		t.Error(err)
	}
	return w, report
}

func content(t testing.TB, w *File, name string) []byte {
	t.Helper()
	data, err := w.json(name)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return data
}

// index returns the lines of the index, having looked each block up by its
// entry in index.idx.
func readIndex(t testing.TB, w *File) (lines []warc.CDXJ) {
	t.Helper()
	blocks := content(t, w, indexName)
	for i, line := range strings.Split(strings.TrimSpace(string(content(t, w, idxName))), "\n") {
		key, fields, _ := strings.Cut(line, " {")
		if i == 0 {
			continue
		}
		var entry struct {
			Offset, Length int
			Digest         string
		}
		if err := json.Unmarshal([]byte("{"+fields), &entry); err != nil {
			t.Fatal(err)
		}
		member := blocks[entry.Offset : entry.Offset+entry.Length]
		if digestOf(member) != entry.Digest {
			t.Errorf("block %q: its digest is wrong", key)
		}
		zr, err := gzip.NewReader(bytes.NewReader(member))
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(zr)
		if err != nil || !bytes.HasPrefix(text, []byte(key+" {")) {
			t.Fatalf("block %q begins %.40q: %v", key, text, err)
		}
		for c, err := range warc.ReadCDXJ(bytes.NewReader(text)) {
			if err != nil {
				t.Fatal(err)
			}
			lines = append(lines, c)
		}
	}
	return lines
}

// recordAt reads the record that a line of the index points at.
func recordAt(t testing.TB, w *File, c warc.CDXJ) warc.Fields {
	t.Helper()
	for _, e := range w.Archives() {
		if e.Name != archiveDir+c.Filename {
			continue
		}
		r, err := e.Open()
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		rec, err := warc.NewReader(io.NewSectionReader(r.(io.ReaderAt), c.Offset, c.Length), e.Name, 0).Next()
		if err != nil {
			t.Fatal(err)
		}
		return rec.Header
	}
	t.Fatalf("%s is not there", c.Filename)
	return nil
}

// types lists the records of an archive entry.
func types(t testing.TB, e Entry) (all []string) {
	t.Helper()
	rc, err := e.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer rc.Close()
	r := warc.NewReader(rc.(io.ReaderAt), e.Name, 0)
	for {
		rec, err := r.Next()
		if err == io.EOF {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, strings.TrimSpace(rec.Header.Type()+" "+rec.Header.TargetURI()))
	}
}

func TestWrite(t *testing.T) {
	dir := t.TempDir()
	one, two := filepath.Join(dir, "one.warc.gz"), filepath.Join(dir, "two.warc.gz")
	makeWARC(t, one, exchange("https://www.example.org/a/", "<p>a", 200), exchange("https://example.org/a", "", 304))
	makeWARC(t, two, exchange("https://example.org/b?y=1&x=2", "<p>b", 404))
	key, err := NewKey()
	if err != nil {
		t.Fatal(err)
	}
	w, report := pack(t, Options{
		Title: "T", Description: "*D*", Key: key, Sources: []Source{source(one, nil), source(two, nil)},
		Pages: pagesOf(Page{"id/1", "https://www.example.org/a/", "Titre « a » <b>", testTime}, Page{"id/2", "https://example.org/b", "", testTime}),
	})
	if want := (Report{Records: 8, Captures: 2, Pages: 2}); fmt.Sprint(report) != fmt.Sprint(want) {
		t.Errorf("report %+v, want %+v", report, want)
	}
	for _, path := range []string{one, two} {
		original, _ := os.ReadFile(path)
		if !bytes.Equal(original, content(t, w, archiveDir+filepath.Base(path))) {
			t.Errorf("%s was not copied byte for byte", path)
		}
	}
	lines := readIndex(t, w)
	if len(lines) != 2 || lines[0].Key != "org,example)/a/" || lines[1].Key != "org,example)/b?x=2&y=1" || lines[1].Status != 404 || lines[0].MIME != "text/html" {
		t.Errorf("index %+v", lines)
	}
	for _, line := range lines {
		if h := recordAt(t, w, line); h.TargetURI() != line.URL || h.PayloadDigest() != line.Digest {
			t.Errorf("%s leads to %s", line, h.TargetURI())
		}
	}
	const wantPages = `{"format":"json-pages-1.0","id":"pages","title":"All Pages"}
{"id":"id/1","url":"https://www.example.org/a/","title":"Titre « a » <b>","ts":"2026-03-10T03:00:00.123Z"}
{"id":"id/2","url":"https://example.org/b","ts":"2026-03-10T03:00:00.123Z"}
`
	if got := string(content(t, w, pagesName)); got != wantPages {
		t.Errorf("pages:\n%s", got)
	}
	var p dataPackage
	if err := json.Unmarshal(content(t, w, packageName), &p); err != nil {
		t.Fatal(err)
	}
	if p.Profile != "data-package" || p.Version != "1.1.1" || p.Title != "T" || p.MainPageURL != "https://www.example.org/a/" || len(p.Resources) != 5 {
		t.Errorf("package %+v", p)
	}
	for _, e := range w.entries {
		if e.Method != zip.Store || e.Flags&8 != 0 || len(e.Extra) > 0 || e.Modified.Year() != 2026 {
			t.Errorf("%s: method %d, flags %x, extra %x, %v", e.Name, e.Method, e.Flags, e.Extra, e.Modified)
		}
	}
}

func TestSameBytes(t *testing.T) {
	path := filepath.Join(t.TempDir(), "one.warc.gz")
	makeWARC(t, path, exchange("https://example.org/", "<p>a", 200))
	var first []byte
	for range 2 {
		w, _ := pack(t, Options{Sources: []Source{source(path, nil)}})
		data, err := os.ReadFile(w.path)
		if err != nil {
			t.Fatal(err)
		}
		if first != nil && !bytes.Equal(first, data) {
			t.Error("the same input gave other bytes")
		}
		first = data
	}
}

func keepIDs(ids ...string) func(warc.Fields) bool {
	return func(h warc.Fields) bool { return slices.Contains(ids, h.ID()) }
}

func TestKeep(t *testing.T) {
	dir := t.TempDir()
	one, two := filepath.Join(dir, "one.warc.gz"), filepath.Join(dir, "two.warc.gz")
	ids := makeWARC(t, one, exchange("http://e.org/1", "1", 200), exchange("http://e.org/2", "2", 200), exchange("http://e.org/3", "3", 200))
	makeWARC(t, two, exchange("http://e.org/4", "4", 200))
	w, report := pack(t, Options{Sources: []Source{source(one, keepIDs(ids[1])), source(two, keepIDs())}})
	if report.Records != 3 || report.Captures != 1 {
		t.Errorf("report %+v", report)
	}
	if all := w.Archives(); len(all) != 1 || all[0].Name != "archive/one.warc.gz" {
		t.Fatalf("archives %+v: a file with nothing chosen has no place", all)
	}
	if got := types(t, w.Archives()[0]); strings.Join(got, ", ") != "warcinfo, response http://e.org/2, request http://e.org/2" {
		t.Errorf("records %q", got)
	}
}

// plainWARC is a file that is not compressed, with each request before its
// response, as wget writes them.
func plainWARC(url string) string {
	record := func(header, block string) string {
		return fmt.Sprintf("WARC/1.0\r\n%sContent-Length: %d\r\n\r\n%s\r\n\r\n", header, len(block), block)
	}
	common := "WARC-Target-URI: <" + url + ">\r\nWARC-Date: 2020-02-24T10:00:00Z\r\n"
	return record("WARC-Type: request\r\nWARC-Record-ID: <q:"+url+">\r\nContent-Type: application/http;msgtype=request\r\n"+common, "GET / HTTP/1.1\r\n\r\n") +
		record("WARC-Type: response\r\nWARC-Record-ID: <p:"+url+">\r\nWARC-Concurrent-To: <q:"+url+">\r\nContent-Type: application/http;msgtype=response\r\n"+common, "HTTP/1.1 200 OK\r\n\r\n"+url)
}

func TestOtherForms(t *testing.T) {
	plain := plainWARC("http://e.org/1") + plainWARC("http://e.org/2")
	var whole bytes.Buffer
	zw := gzip.NewWriter(&whole)
	io.WriteString(zw, plain)
	zw.Close()
	for name, data := range map[string]string{"plain.warc": plain, "whole.warc.gz": whole.String()} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), name)
			if err := os.WriteFile(path, []byte(data), 0o644); err != nil {
				t.Fatal(err)
			}
			w, report := pack(t, Options{Sources: []Source{source(path, keepIDs("<p:http://e.org/2>"))}})
			if got := types(t, w.Archives()[0]); strings.Join(got, ", ") != "request http://e.org/2, response http://e.org/2" {
				t.Errorf("records %q", got)
			}
			lines := readIndex(t, w)
			if len(lines) != 1 || report.Captures != 1 || recordAt(t, w, lines[0]).ID() != "<p:http://e.org/2>" {
				t.Errorf("index %+v, report %+v", lines, report)
			}
			_, report = pack(t, Options{Sources: []Source{source(path, nil)}})
			if report.Records != 4 || report.Captures != 2 {
				t.Errorf("the whole file: %+v", report)
			}
		})
	}
}

func TestDamageIsLeftOutAndSaid(t *testing.T) {
	path := filepath.Join(t.TempDir(), "one.warc.gz")
	makeWARC(t, path, exchange("http://e.org/1", "1", 200), exchange("http://e.org/2", "2", 200))
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	data[len(data)/2] ^= 0xff
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	_, report := pack(t, Options{Sources: []Source{source(path, nil)}})
	if len(report.Damage) == 0 || report.Records == 0 || !strings.Contains(report.Damage[0].Error(), "one.warc.gz: the record at byte ") {
		t.Errorf("report %+v", report)
	}
}

func TestParts(t *testing.T) {
	path := filepath.Join(t.TempDir(), "one.warc.gz")
	makeWARC(t, path, exchange("http://e.org/1", "1", 200), exchange("http://e.org/2", "2", 200))
	w, report := pack(t, Options{Sources: []Source{source(path, nil)}, RotateAt: 600})
	if len(w.Archives()) < 2 || report.Records != 5 || report.Captures != 2 {
		t.Errorf("%d archives, report %+v", len(w.Archives()), report)
	}
	for _, line := range readIndex(t, w) {
		if h := recordAt(t, w, line); h.TargetURI() != line.URL {
			t.Errorf("%s leads to %s", line, h.TargetURI())
		}
	}
}

func TestSorterOnDisk(t *testing.T) {
	s := &sorter{dir: t.TempDir()}
	defer s.close()
	pad := strings.Repeat("x", 1000)
	const n = 40_000
	for i := range n {
		if err := s.add(fmt.Sprintf("%05d %s", i*7919%n, pad)); err != nil {
			t.Fatal(err)
		}
	}
	if len(s.runs) < 2 {
		t.Fatalf("%d runs: the lines were not spilled", len(s.runs))
	}
	i := 0
	err := s.each(func(line string) error {
		if !strings.HasPrefix(line, fmt.Sprintf("%05d ", i)) {
			return fmt.Errorf("line %d is %.20q", i, line)
		}
		i++
		return nil
	})
	if err != nil || i != n {
		t.Errorf("%d lines, %v", i, err)
	}
}

func TestBlocks(t *testing.T) {
	s := &sorter{}
	for i := range 7000 {
		line := warc.CDXJ{Key: fmt.Sprintf("org,e)/%04d", i/2), Timestamp: "20260310030000", URL: fmt.Sprint(i)}
		if err := s.add(line.String()); err != nil {
			t.Fatal(err)
		}
	}
	w, _ := pack(t, Options{Sources: nil, Pages: pagesOf()})
	if lines := readIndex(t, w); len(lines) != 0 {
		t.Errorf("an empty index has %d lines", len(lines))
	}
	var idx, out bytes.Buffer
	b := &blocks{out: &out, idx: &idx}
	if err := errors.Join(s.each(b.add), b.flush()); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(idx.String(), "\n"); n != 3 {
		t.Errorf("%d blocks for 7,000 lines", n)
	}
	zr, err := gzip.NewReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(zr)
	if err != nil || strings.Count(string(text), "\n") != 7000 {
		t.Errorf("%d lines, %v", strings.Count(string(text), "\n"), err)
	}
}

func TestReplayKey(t *testing.T) {
	for address, want := range map[string]string{
		"https://www.example.org/News/?b=2&a=1": "org,example)/news/?a=1&b=2",
		"http://example.org":                    "org,example)/",
		"https://WWW.Example.org:443/a/#f":      "org,example)/a/",
		"http://a.example.org:8080/x":           "org,example,a:8080)/x",
		"http://127.0.0.1:80/x":                 "1,0,0,127)/x",
		"https://example.org/café":              "org,example)/caf%c3%a9",
		"urn:x: y":                              "urn:x:%20y",
		"http://[::1":                           "http://[::1",
	} {
		if got := replayKey(address); got != want {
			t.Errorf("%s: %q, want %q", address, got, want)
		}
	}
}

func TestCancelled(t *testing.T) {
	path := filepath.Join(t.TempDir(), "one.warc.gz")
	makeWARC(t, path, exchange("http://e.org/1", "1", 200))
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Write(ctx, io.Discard, Options{Sources: []Source{source(path, nil)}, Pages: pagesOf(), Dir: t.TempDir()}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

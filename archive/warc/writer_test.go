package warc

import (
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

var testStart = time.Date(2026, 3, 1, 22, 4, 5, 678_900_000, time.FixedZone("", 3600))

func testExchange(url, body string) *Exchange {
	return &Exchange{
		URL: url, Start: testStart, Addr: "192.0.2.7",
		Request:  []byte("GET / HTTP/1.1\r\nHost: example.org\r\n\r\n"),
		Response: []byte("HTTP/1.1 200 OK\r\nContent-Type: Text/HTML; charset=utf-8\r\n\r\n" + body),
	}
}

// memory is a File in memory that fails when it would grow beyond room.
type memory struct {
	data        []byte
	room        int // 0: no limit
	writes      int
	truncateErr error
}

var errFull = errors.New("no room")

func (m *memory) WriteAt(p []byte, off int64) (int, error) {
	m.writes++
	end := int(off) + len(p)
	var err error
	if m.room > 0 && end > m.room {
		p, err = p[:max(0, m.room-int(off))], errFull
	}
	m.data = append(m.data[:off], p...)
	return len(p), err
}

func (m *memory) Truncate(size int64) error {
	if m.truncateErr == nil {
		m.data = m.data[:size]
	}
	return m.truncateErr
}

func writeExchange(t testing.TB, w *Writer, ex *Exchange) []Span {
	t.Helper()
	recs, err := ExchangeRecords(ex, "<urn:uuid:info>")
	if err != nil {
		t.Fatal(err)
	}
	spans, err := w.Write(recs.Drafts...)
	if err != nil {
		t.Fatal(err)
	}
	return spans
}

type readRecord struct {
	Record
	Data string
}

// readAll reads every record, and the damage between them.
func readAll(t testing.TB, file io.ReaderAt, from int64) (records []readRecord, damage []*DamageError) {
	t.Helper()
	r := NewReader(file, "test.warc.gz", from)
	for {
		rec, err := r.Next()
		if err == io.EOF {
			return records, damage
		}
		var d *DamageError
		if errors.As(err, &d) {
			damage = append(damage, d)
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(rec.Block)
		if errors.As(err, &d) {
			damage = append(damage, d)
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		records = append(records, readRecord{*rec, string(data)})
	}
}

func TestWriteAndReadAnExchange(t *testing.T) {
	m := &memory{}
	w := NewWriter(m, 0)
	ex := testExchange("https://example.org/a", "hello")
	ex.Interim = []byte("HTTP/1.1 103 Early Hints\r\n\r\n")
	ex.Truncated = "disconnect"
	spans := writeExchange(t, w, ex)
	if m.writes != 1 {
		t.Errorf("%d writes, want 1 for the whole exchange", m.writes)
	}
	records, damage := readAll(t, bytes.NewReader(m.data), 0)
	if len(records) != 3 || damage != nil {
		t.Fatalf("%d records, damage %v", len(records), damage)
	}
	for i, want := range []struct {
		kind, data, contentType string
	}{
		{TypeResponse, string(ex.Response), ContentTypeResponse},
		{TypeRequest, string(ex.Request), ContentTypeRequest},
		{TypeMetadata, string(ex.Interim), ContentTypeResponse},
	} {
		got := records[i]
		h := got.Header
		if h.Type() != want.kind || got.Data != want.data || h.ContentType() != want.contentType {
			t.Errorf("record %d: %s %q %s", i, h.Type(), got.Data, h.ContentType())
		}
		if got.Offset != spans[i].Offset || got.Length != spans[i].Length {
			t.Errorf("record %d at %d+%d, written at %+v", i, got.Offset, got.Length, spans[i])
		}
		if h.Get("warc-date") != "2026-03-01T21:04:05.678Z" || h.Get("WARC-IP-Address") != "192.0.2.7" || h.Get("WARC-Warcinfo-ID") != "<urn:uuid:info>" || h.TargetURI() != ex.URL {
			t.Errorf("record %d: header %v", i, h)
		}
		if d, _ := BlockDigest(strings.NewReader(want.data)); h.BlockDigest() != d || !IsDigest(d) {
			t.Errorf("record %d: block digest %s, want %s", i, h.BlockDigest(), d)
		}
	}
	// SHA-256 of "hello", from another source.
	const hello = "sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"
	response, request, metadata := records[0].Header, records[1].Header, records[2].Header
	if response.PayloadDigest() != hello || response.Truncated() != "disconnect" {
		t.Errorf("response header %v", response)
	}
	if response.Get("WARC-Concurrent-To") != request.ID() || request.Get("WARC-Concurrent-To") != response.ID() || metadata.Get("WARC-Concurrent-To") != response.ID() {
		t.Error("the records do not point at each other")
	}
}

func TestNotModifiedIsARevisit(t *testing.T) {
	ex := testExchange("https://example.org/a", "")
	ex.Response = []byte("HTTP/1.1 304 Not Modified\r\nETag: \"x\"\r\n\r\n")
	recs, err := ExchangeRecords(ex, "")
	if err != nil {
		t.Fatal(err)
	}
	h := recs.Drafts[0].Header
	if !h.NotModified() || h.Get("WARC-Profile") != ProfileNotModified || h.Get("WARC-Refers-To-Target-URI") != ex.URL || h.PayloadDigest() != "" || h.Get("WARC-Refers-To-Date") != "" || recs.Status != 304 {
		t.Errorf("header %v, status %d", h, recs.Status)
	}
}

func TestExchangeWithoutResponseIsRefused(t *testing.T) {
	if _, err := ExchangeRecords(&Exchange{URL: "https://example.org/"}, ""); err == nil {
		t.Error("no error")
	}
}

func TestFieldsThatWouldBreakAHeaderAreRefused(t *testing.T) {
	m := &memory{}
	w := NewWriter(m, 0)
	for _, f := range []Field{{"WARC-Target-URI", "https://a/\r\nWARC-Type: x"}, {"Bad Name", "x"}, {"Bad:Name", "x"}, {"X", "a\x00"}} {
		if _, err := w.Write(&Draft{Header: Fields{{"WARC-Type", TypeMetadata}, f}}); err == nil {
			t.Errorf("%q was written", f)
		}
	}
	if len(m.data) != 0 || w.Offset() != 0 {
		t.Errorf("%d bytes were written", len(m.data))
	}
	if _, err := Warcinfo("x.warc.gz", testStart, Fields{{"operator", "a\nb"}}); err == nil {
		t.Error("a warcinfo with a line break was composed")
	}
}

func TestFailedWriteLeavesWholeRecords(t *testing.T) {
	m := &memory{}
	w := NewWriter(m, 0)
	writeExchange(t, w, testExchange("https://example.org/1", "one"))
	good := len(m.data)
	m.room = good + 20
	recs, _ := ExchangeRecords(testExchange("https://example.org/2", "two"), "")
	if _, err := w.Write(recs.Drafts...); !errors.Is(err, errFull) {
		t.Fatalf("error %v", err)
	}
	if len(m.data) != good || w.Offset() != int64(good) {
		t.Fatalf("%d bytes remain, want %d", len(m.data), good)
	}
	m.room = 0
	writeExchange(t, w, testExchange("https://example.org/3", "three"))
	records, damage := readAll(t, bytes.NewReader(m.data), 0)
	if len(records) != 4 || damage != nil || records[2].Header.TargetURI() != "https://example.org/3" {
		t.Errorf("%d records, damage %v", len(records), damage)
	}
	m.room, m.truncateErr = len(m.data)+5, errors.New("cannot truncate")
	if _, err := w.Write(recs.Drafts...); !errors.Is(err, m.truncateErr) {
		t.Errorf("error %v", err)
	}
	m.room, m.truncateErr = 0, nil
	if _, err := w.Write(recs.Drafts...); err == nil {
		t.Error("a writer whose file could not be cut back went on")
	}
}

func TestGzipAcceptsTheFile(t *testing.T) {
	gzip, err := exec.LookPath("gzip")
	if err != nil {
		t.Skip("gzip is not installed")
	}
	path := filepath.Join(t.TempDir(), "a.warc.gz")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	w := NewWriter(f, 0)
	for _, body := range []string{"", "a", strings.Repeat("text ", 100_000)} {
		writeExchange(t, w, testExchange("https://example.org/", body))
	}
	if out, err := exec.Command(gzip, "-t", path).CombinedOutput(); err != nil {
		t.Errorf("gzip -t: %v: %s", err, out)
	}
}

func TestBigBufferIsGivenBack(t *testing.T) {
	w := NewWriter(&memory{}, 0)
	noise := make([]byte, 6<<20)
	for i, x := 0, uint32(1); i < len(noise); i++ {
		x = x*1664525 + 1013904223
		noise[i] = byte(x >> 24)
	}
	writeExchange(t, w, testExchange("https://example.org/", string(noise)))
	if w.buf.Cap() > 4<<20 {
		t.Errorf("%d bytes are kept", w.buf.Cap())
	}
}

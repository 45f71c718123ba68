package proof

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// home is an archive of WARC files in a temporary folder, with a clock that
// goes on by a second at each look.
type home struct {
	t     *testing.T
	dir   string
	clock time.Time
	files []string
}

func newHome(t *testing.T) *home {
	t.Helper()
	h := &home{t: t, dir: t.TempDir(), clock: time.Date(2026, 3, 10, 3, 0, 0, 0, time.UTC)}
	if err := os.Mkdir(filepath.Join(h.dir, "warc"), 0o755); err != nil {
		t.Fatal(err)
	}
	return h
}

func (h *home) now() time.Time {
	h.clock = h.clock.Add(time.Second)
	return h.clock
}

// record is a response as an archiver writes it.
func record(file string, n int) []byte {
	body := fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<h1>Statement %d of %s</h1>", n, file)
	return fmt.Appendf(nil, "WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:%s-%d>\r\n"+
		"WARC-Date: 2026-03-10T02:00:0%d.000Z\r\nWARC-Target-URI: https://ngo.example/statements/%d\r\n"+
		"WARC-Payload-Digest: sha256:%x\r\nContent-Type: application/http;msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n",
		file, n, n%10, n, sha256.Sum256([]byte(body)), len(body), body)
}

func member(data []byte) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write(data)
	z.Close()
	return b.Bytes()
}

// add puts a WARC file of n records into the archive and returns where each
// begins.
func (h *home) add(name string, n int) []int64 {
	var data []byte
	var offsets []int64
	for i := range n {
		offsets = append(offsets, int64(len(data)))
		data = append(data, member(record(name, i))...)
	}
	h.put("warc/"+name, data)
	return offsets
}

func (h *home) put(name string, data []byte) {
	h.t.Helper()
	if err := os.WriteFile(h.path(name), data, 0o644); err != nil {
		h.t.Fatal(err)
	}
	h.files = append(h.files, name)
}

func (h *home) path(name string) string { return filepath.Join(h.dir, filepath.FromSlash(name)) }

func (h *home) read(name string) []byte {
	h.t.Helper()
	data, err := os.ReadFile(h.path(name))
	if err != nil {
		h.t.Fatal(err)
	}
	return data
}

func (h *home) record(tsa string) Summary {
	h.t.Helper()
	s, err := Record(context.Background(), h.dir, h.files, h.now, tsa)
	if err != nil {
		h.t.Fatal(err)
	}
	return s
}

func (h *home) rotate() Key {
	h.t.Helper()
	k, err := Rotate(context.Background(), h.dir, h.now)
	if err != nil {
		h.t.Fatal(err)
	}
	return k
}

func (h *home) check() []Fault { return Check(context.Background(), h.dir, h.files) }

func (h *home) clean(when string) {
	h.t.Helper()
	for _, f := range h.check() {
		h.t.Errorf("%s: %s", when, f)
	}
}

// subject is record n of a file of h.add.
func subject(name string, n int, offset int64) Subject {
	body := fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<h1>Statement %d of %s</h1>", n, name)
	sum := sha256.Sum256([]byte(body))
	return Subject{
		Release: Release{ID: "ngo:0123456789abcdef", URL: fmt.Sprintf("https://ngo.example/statements/%d", n), Title: "A statement <&>"},
		Captures: []Capture{{
			File: "warc/" + name, Offset: offset, RecordID: fmt.Sprintf("<urn:uuid:%s-%d>", name, n),
			PayloadDigest: "sha256:" + hex.EncodeToString(sum[:]),
		}},
	}
}

func (h *home) prove(name string, n int, offset int64) []byte {
	h.t.Helper()
	data, err := Prove(context.Background(), h.dir, h.now, subject(name, n, offset))
	if err != nil {
		h.t.Fatal(err)
	}
	return data
}

func verify(data []byte, warc []byte, trusted ...string) (Report, error) {
	if warc == nil {
		return Verify(context.Background(), data, nil, trusted...)
	}
	return Verify(context.Background(), data, bytes.NewReader(warc), trusted...)
}

// Every record is provable at every size of the log, and the proof holds
// without the archive.
func TestInclusionAtEverySize(t *testing.T) {
	h := newHome(t)
	for size := 1; size <= 70; size += 2 { // a file's leaf and its record's: two more each time
		name := fmt.Sprintf("f%02d.warc.gz", size)
		h.add(name, 1)
		h.record("")
		for back := size; back > 0; back -= 24 {
			name := fmt.Sprintf("f%02d.warc.gz", back)
			r, err := verify(h.prove(name, 0, 0), h.read("warc/"+name))
			if err != nil {
				t.Fatalf("record %d of %d: %v", back, size+1, err)
			}
			if r.Observed[0].Leaf != int64(back) || r.Observed[0].Found != 0 || r.Leaves[0] != int64(size)+1 {
				t.Fatalf("record %d of %d: %+v", back, size+1, r)
			}
		}
	}
	h.clean("after 35 runs")
}

func TestRecordTwiceAddsNothing(t *testing.T) {
	h := newHome(t)
	if s := h.record(""); s.Leaves != 0 {
		t.Errorf("a log of nothing: %+v", s)
	}
	h.clean("nothing archived")
	h.add("a.warc.gz", 3)
	first := h.record("")
	if first.Files != 1 || first.Records != 3 || first.Leaves != 4 {
		t.Errorf("first: %v", first)
	}
	if again := h.record(""); again.Files != 0 || again.Leaves != 4 {
		t.Errorf("again: %v", again)
	}
	h.clean("after two runs")
}

// A run killed while it replaced a file leaves its draft, which the next run
// takes away.
func TestDraftOfADeadRun(t *testing.T) {
	h := newHome(t)
	h.add("a.warc.gz", 1)
	h.record("")
	drafts := []string{"state/keys/.signing.key123", "state/log/.hashes77", "state/log/checkpoints/.2.note9"}
	for _, name := range drafts {
		if err := os.WriteFile(filepath.Join(h.dir, name), []byte("half"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	h.record("")
	for _, name := range drafts {
		if _, err := os.Stat(filepath.Join(h.dir, name)); err == nil {
			t.Errorf("%s is still there", name)
		}
	}
	h.clean("after a dead run")
}

// Bytes that are in no record are told of, and records after them are proved.
func TestDamageBetweenRecords(t *testing.T) {
	h := newHome(t)
	noise := []byte("\x1f\x8b\x08 not a member")
	data := append(member(record("d.warc.gz", 0)), noise...)
	at := int64(len(data))
	h.put("warc/d.warc.gz", append(data, member(record("d.warc.gz", 1))...))
	h.put("warc/plain.warc", record("plain.warc", 0))
	h.put("warc/empty.warc.gz", nil)
	s := h.record("")
	if s.Records != 2 || len(s.Unread) != 2 || !strings.Contains(s.Unread[0], fmt.Sprintf("%d bytes", len(noise))) {
		t.Errorf("%+v", s)
	}
	if _, err := verify(h.prove("d.warc.gz", 1, at), h.read("warc/d.warc.gz")); err != nil {
		t.Error(err)
	}
	if _, err := Prove(context.Background(), h.dir, h.now, subject("plain.warc", 0, 0)); err == nil || !strings.Contains(err.Error(), "no record of its own") {
		t.Errorf("a record that has no member: %v", err)
	}
	h.clean("with damage that was there from the beginning")
}

func TestCancelled(t *testing.T) {
	h := newHome(t)
	h.add("a.warc.gz", 3)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Record(ctx, h.dir, h.files, h.now, ""); err == nil {
		t.Fatal("a cancelled run says that all was done")
	}
	h.record("")
	h.clean("after the run that followed")
}

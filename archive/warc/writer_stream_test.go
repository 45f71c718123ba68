package warc

import (
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// countingFile counts the writes, and fails from one of them on.
type countingFile struct {
	*os.File
	writes, failFrom int
	cutFails         bool
}

func (f *countingFile) WriteAt(p []byte, off int64) (int, error) {
	if f.writes++; f.failFrom > 0 && f.writes >= f.failFrom {
		n, _ := f.File.WriteAt(p[:len(p)/2], off)
		return n, errFull
	}
	return f.File.WriteAt(p, off)
}

func (f *countingFile) Truncate(size int64) error {
	if f.cutFails {
		return errFull
	}
	return f.File.Truncate(size)
}

func noise(n int) string {
	b := make([]byte, n)
	rnd := rand.NewChaCha8([32]byte{1})
	rnd.Read(b)
	return string(b)
}

func TestWriteStream(t *testing.T) {
	f, err := os.Create(filepath.Join(t.TempDir(), "x.warc.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	file := &countingFile{File: f}
	w := NewWriter(file, 0)
	header := func(id string) Fields {
		return Fields{{"WARC-Type", "resource"}, {"WARC-Record-ID", "<urn:uuid:" + id + ">"}, {"WARC-Date", "2020-01-02T03:04:05Z"}}
	}
	big := noise(5 << 20)
	for _, tt := range []struct {
		name, id  string
		block     io.Reader
		size      int64
		failFrom  int // write
		writes    int // 0: several
		wantError string
	}{
		{"small", "a", strings.NewReader("abc"), 3, 0, 1, ""},
		{"large", "b", strings.NewReader(big), int64(len(big)), 0, 0, ""},
		{"disk full at once", "x", strings.NewReader("abc"), 3, 1, 1, errFull.Error()},
		{"disk full after a while", "x", strings.NewReader(big), int64(len(big)), 3, 0, errFull.Error()},
		{"the block's reader fails", "x", io.MultiReader(strings.NewReader(big), failing{}), 1 << 30, 0, 0, errFull.Error()},
		{"the block is short", "x", strings.NewReader("abc"), 4, 0, 0, "ends after 3 of 4"},
		{"no ID", "", strings.NewReader("abc"), 3, 0, 0, "no WARC-Record-ID"},
		{"a small one behind", "c", strings.NewReader("abc"), 3, 0, 1, ""},
	} {
		file.writes, file.failFrom = 0, tt.failFrom
		h := header(tt.id)
		if tt.id == "" {
			h = h[:1]
		}
		before := w.Offset()
		span, err := w.WriteStream(h, tt.block, tt.size)
		if (err == nil) != (tt.wantError == "") || err != nil && !strings.Contains(err.Error(), tt.wantError) {
			t.Fatalf("%s: %v", tt.name, err)
		}
		if tt.writes > 0 && file.writes != tt.writes {
			t.Errorf("%s: %d writes", tt.name, file.writes)
		}
		info, statErr := f.Stat()
		if statErr != nil || info.Size() != w.Offset() || err == nil && (span.Offset != before || span.Offset+span.Length != w.Offset()) || err != nil && w.Offset() != before {
			t.Errorf("%s: %+v, offset %d, file %v", tt.name, span, w.Offset(), info)
		}
	}
	records, damage := readAll(t, f, 0)
	if ids(records) != "a b c" || damage != nil || records[1].Data != big || records[1].Header.Get("Content-Length") != "5242880" {
		t.Errorf("read %s, %v", ids(records), damage)
	}
	file.failFrom, file.writes, file.cutFails = 1, 0, true
	for range 2 {
		if _, err := w.WriteStream(header("x"), strings.NewReader("abc"), 3); !errors.Is(err, errFull) {
			t.Errorf("when the beginning cannot be removed: %v", err)
		}
	}
	if file.writes != 1 {
		t.Error("a Writer that is broken wrote again")
	}
}

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, errFull }

func TestStatedDigests(t *testing.T) {
	for s, algorithm := range map[string]string{
		"sha1:2fd4e1c67a2d28fced849ee1bb76e7391b93eb12":                           "sha1",
		"SHA-1:2FD4E1C67A2D28FCED849EE1BB76E7391B93EB12":                          "sha1",
		"sha1:F7KODRT2FUUPZ3MET3Q3W5XHHENZH2YS":                                   "sha1",
		"sha1:f7kodrt2fuupz3met3q3w5xhhenzh2ys":                                   "sha1",
		"sha1:L9ThxnotKPzthJ7hu3bnORuT6xI=":                                       "sha1",
		"md5:9e107d9d372bb6826bd81d3542a419d6":                                    "md5",
		"sha256:d7a8fbb307d7809469ca9abcb0082e4f8d5651e46d3cdb762d02d0bf37c9e592": "sha256",
		"sha256:26UPXMYH26AJI2OKTK6LACBOJ6GVMUPENU6NW5RNALIL6N6J4WJA====":         "sha256",
		"sha1:2fd4e1c67a2d28fced849ee1bb76e7391b93eb":                             "",
		"sha1:1112H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ":                                   "",
		"crc:12345678":                                                            "", "sha1": "", "": "", "sha1:": "", ":x": "", "sha256:" + strings.Repeat("é", 32): "",
	} {
		d, ok := ParseDigest(s)
		if ok != (algorithm != "") || ok && d.Algorithm != algorithm {
			t.Errorf("%q: %v, %v", s, d, ok)
			continue
		}
		if ok {
			h := d.New()
			io.WriteString(h, "The quick brown fox jumps over the lazy dog")
			if !d.Matches(h.Sum(nil)) {
				t.Errorf("%q does not match", s)
			}
			h.Write([]byte{0})
			if d.Matches(h.Sum(nil)) {
				t.Errorf("%q matches what it should not", s)
			}
		}
	}
}

package warc

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"
)

// record writes a record as others might, in plain text.
func plainRecord(id, block string) string {
	return fmt.Sprintf("WARC/1.0\r\nWARC-Type: resource\r\nWARC-Record-ID: <urn:uuid:%s>\r\nWARC-Target-URI: <http://example.org/%s>\r\nWARC-Date: 2020-01-02T03:04:05Z\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", id, id, len(block), block)
}

func member(t testing.TB, text string) string {
	t.Helper()
	var b bytes.Buffer
	zw := gzip.NewWriter(&b)
	if _, err := io.WriteString(zw, text); err != nil {
		t.Fatal(err)
	}
	if err := zw.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func ids(records []readRecord) string {
	var list []string
	for _, r := range records {
		list = append(list, strings.TrimSuffix(strings.TrimPrefix(r.Header.ID(), "<urn:uuid:"), ">"))
	}
	return strings.Join(list, " ")
}

func TestReader(t *testing.T) {
	a, b, c := plainRecord("a", "first"), plainRecord("b", ""), plainRecord("c", "third\r\n\r\n")
	za, zb, zc := member(t, a), member(t, b), member(t, c)
	tooLong := strings.Replace(a, "Content-Length: 5", "Content-Length: 9000", 1)
	tooShort := strings.Replace(a, "Content-Length: 5", "Content-Length: 3", 1)
	flipped := []byte(za)
	flipped[len(flipped)-6] ^= 1
	tests := []struct {
		name, file, want string
		damage           string // reasons, each a part
	}{
		{"plain", a + b + c, "a b c", ""},
		{"member per record", za + zb + zc, "a b c", ""},
		{"compressed as a whole", member(t, a+b+c), "a b c", ""},
		{"two records in a member", za + member(t, b+c) + za, "a b c a", ""},
		{"empty file", "", "", ""},
		{"empty member", member(t, ""), "", ""},
		{"bare LF", strings.ReplaceAll(a, "\r\n", "\n") + b, "a b", ""},
		{"no empty lines at the end", strings.TrimRight(a, "\r\n"), "a", ""},
		{"more empty lines than two", a + "\r\n\r\n" + b, "a b", ""},
		{"empty lines first in a member", member(t, "\r\n"+a) + zb, "a b", ""},
		{"folded field", strings.Replace(a, "WARC-Type: ", "WARC-Type:\r\n\t", 1) + b, "a b", ""},
		{"old version", strings.Replace(a, "WARC/1.0", "WARC/0.18", 1) + b, "a b", ""},
		{"no text at all", "this is a text file\n", "", "no record begins here"},
		{"text after a record", a + "and some text\n" + b, "a b", "no record begins here"},
		{"gzip of a text", member(t, "some text\n") + zb, "b", "no record begins here"},
		{"cut within a block", a + b + c[:len(c)-12], "a b", "ends after"},
		{"cut within a header", a + b + c[:60], "a b", "within its header"},
		{"cut within a member", za + zb + zc[:len(zc)-20], "a b", "ends within"},
		{"cut within a checksum", za + zb + zc[:len(zc)-3], "a b", "the file ends within it"},
		{"cut within a gzip header", za + zb + zc[:5], "a b", "gzip header is damaged"},
		{"one byte of a member", za + zc[:1], "a", "ends within it"},
		{"checksum wrong", string(flipped) + zb, "b", "checksum is wrong"},
		{"zeros between", za + strings.Repeat("\x00", 100_000) + zb, "a b", "no record begins here"},
		{"member cut out in the middle", za + zb[:len(zb)/2] + zc, "a c", "compressed data is damaged|gzip header|ends within|checksum|no field"},
		{"length too long, plain", tooLong + b + c, "b c", "ends after"},
		{"length too long, in a member", member(t, tooLong) + zb, "b", "ends after 9 of 9000"},
		{"length too short, plain", tooShort + b, "b", "longer than its Content-Length"},
		{"length too short, in a member", member(t, tooShort) + zb, "b", "longer than its Content-Length"},
		{"no length", strings.Replace(a, "Content-Length", "X", 1) + b, "b", "no Content-Length"},
		{"negative length", strings.Replace(a, "Content-Length: ", "Content-Length: -", 1) + b, "b", "no sensible length"},
		{"absurd length", strings.Replace(a, "Content-Length: ", "Content-Length: 99999999999999", 1) + b, "b", "no sensible length"},
		{"two lengths", strings.Replace(a, "Content-Length: 5", "Content-Length: 5\r\nContent-Length: 6", 1) + b, "b", "two different"},
		{"a line without colon", strings.Replace(a, "WARC-Type", "nonsense\r\nWARC-Type", 1) + b, "b", "no field"},
		{"a header without end", member(t, "WARC/1.1\r\nX: "+strings.Repeat("x", 2<<20)) + zb, "b", "longer than 1 MiB"},
		{"a record over two members", member(t, a[:len(a)-6]) + member(t, a[len(a)-6:]) + member(t, "\r\n"+b) + zc, "a b c", ""},
		{"ARC", "filedesc://a.arc 0.0.0.0 20200101000000 text/plain 0\n\n" + a, "", "ARC file"},
		{"ARC, compressed", member(t, "filedesc://a.arc 0.0.0.0 20200101000000 text/plain 0\n\n") + za, "", "ARC file"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			records, damage := readAll(t, strings.NewReader(tt.file), 0)
			if got := ids(records); got != tt.want {
				t.Errorf("records %q, want %q", got, tt.want)
			}
			if (tt.damage == "") != (len(damage) == 0) {
				t.Fatalf("damage %v", damage)
			}
			for _, d := range damage {
				found := false
				for part := range strings.SplitSeq(tt.damage, "|") {
					found = found || strings.Contains(d.Reason, part)
				}
				if !found || d.File != "test.warc.gz" {
					t.Errorf("damage %v", d)
				}
			}
			if n := countWithoutBlocks(tt.file); n < len(records) {
				t.Errorf("%d records without reading their blocks, %d with", n, len(records))
			}
		})
	}
}

// countWithoutBlocks counts the headers that Next gives.
func countWithoutBlocks(file string) (n int) {
	for r := NewReader(strings.NewReader(file), "x", 0); ; {
		if _, err := r.Next(); err == nil {
			n++
		} else if err == io.EOF {
			return n
		}
	}
}

// What stands at a record's offset and length is that record, whole.
func TestReaderOffsets(t *testing.T) {
	plain := plainRecord("a", "first") + "\r\n" + plainRecord("b", "") + plainRecord("c", "third\r\n\r\n")
	gz := member(t, plainRecord("a", "first")) + member(t, plainRecord("b", "")) + member(t, plainRecord("c", "x"))
	for _, file := range []string{plain, gz} {
		records, _ := readAll(t, strings.NewReader(file), 0)
		if len(records) != 3 {
			t.Fatalf("%d records", len(records))
		}
		for _, want := range records {
			part := file[want.Offset : want.Offset+want.Length]
			got, damage := readAll(t, strings.NewReader(part), 0)
			if len(got) != 1 || damage != nil || got[0].Data != want.Data {
				t.Errorf("%s at %d+%d: %v %v", want.Header.ID(), want.Offset, want.Length, got, damage)
			}
			rest, _ := readAll(t, strings.NewReader(file), want.Offset)
			if rest[0].Header.ID() != want.Header.ID() || rest[0].Offset != want.Offset {
				t.Errorf("from %d on: %v", want.Offset, rest[0].Header)
			}
			if want.Header.TargetURI() != "http://example.org/"+ids([]readRecord{want}) || want.Shared || want.Found {
				t.Errorf("record %+v", want)
			}
		}
	}
	whole, _ := readAll(t, strings.NewReader(member(t, plain)), 0)
	for _, r := range whole {
		if !r.Shared && r.Data != "first" || r.Length != 0 && r.Shared && r.Data != "third\r\n\r\n" {
			t.Errorf("in a member with others: %+v", r)
		}
	}
}

func TestReaderDoesNotTakeAFailingDiskForDamage(t *testing.T) {
	file := member(t, plainRecord("a", "x")) + member(t, plainRecord("b", strings.Repeat("x", 1000)))
	for _, at := range []int64{0, 5, int64(len(file)) - 5} {
		r := NewReader(failingFile{strings.NewReader(file), at}, "x", 0)
		var err error
		for err == nil {
			_, err = r.Next()
		}
		var damage *DamageError
		if !errors.Is(err, errFull) || errors.As(err, &damage) {
			t.Errorf("failing at %d: %v", at, err)
		}
	}
}

type failingFile struct {
	*strings.Reader
	at int64
}

func (f failingFile) ReadAt(p []byte, off int64) (int, error) {
	if off+int64(len(p)) > f.at {
		n, _ := f.Reader.ReadAt(p[:max(0, f.at-off)], off)
		return n, errFull
	}
	return f.Reader.ReadAt(p, off)
}

func TestBlockOfAnEarlierRecordCannotBeRead(t *testing.T) {
	r := NewReader(strings.NewReader(plainRecord("a", "x")+plainRecord("b", "y")), "x", 0)
	a, err := r.Next()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.Next(); err != nil {
		t.Fatal(err)
	}
	if data, err := io.ReadAll(a.Block); err == nil || len(data) != 0 {
		t.Errorf("%q, %v", data, err)
	}
}

func TestDates(t *testing.T) {
	for raw, want := range map[string]string{
		"2020-01-02T03:04:05Z": "2020-01-02T03:04:05.000Z", "2020-01-02T03:04:05.123456789Z": "2020-01-02T03:04:05.123Z",
		"2020-01-02T03:04Z": "2020-01-02T03:04:00.000Z", "2020-01-02T05:04:05+02:00": "2020-01-02T03:04:05.000Z",
		"2020-01-02": "2020-01-02T00:00:00.000Z", "2020": "2020-01-01T00:00:00.000Z", "20200102030405": "2020-01-02T03:04:05.000Z", "": "", "soon": "",
	} {
		date, err := Fields{{"WARC-Date", raw}}.Date()
		if (err != nil) != (want == "") || err == nil && FormatDate(date) != want {
			t.Errorf("%q: %v, %v", raw, date, err)
		}
	}
}

// samples are files that other tools wrote, some of them damaged.
func TestReaderReadsSamples(t *testing.T) {
	dir := "../../../shared/warc-samples"
	files, err := filepath.Glob(filepath.Join(dir, "*arc*"))
	if err != nil || len(files) == 0 {
		t.Skip("no samples at " + dir)
	}
	for _, path := range files {
		t.Run(filepath.Base(path), func(t *testing.T) {
			f, err := os.Open(path)
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			records, damage := readAll(t, f, 0)
			t.Logf("%d records, damage %v", len(records), damage)
		})
	}
}

func FuzzReader(f *testing.F) {
	a := plainRecord("a", "first")
	f.Add([]byte(a + plainRecord("b", "")))
	f.Add([]byte(member(f, a) + member(f, a)[:30] + member(f, a+a)))
	f.Add([]byte(strings.ReplaceAll(a, "\r", "")))
	f.Fuzz(func(t *testing.T, file []byte) {
		records, damage := readAll(t, bytes.NewReader(file), 0)
		if len(records)+len(damage) > len(file)+1 {
			t.Fatalf("%d records and %d damages in %d bytes", len(records), len(damage), len(file))
		}
		last := int64(-1)
		for _, r := range records {
			if r.Offset < last || r.Offset+r.Length > int64(len(file)) || int64(len(r.Data)) != r.Size {
				t.Fatalf("record %+v in a file of %d bytes", r, len(file))
			}
			last = r.Offset
		}
	})
}

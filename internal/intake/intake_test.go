package intake

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"

	"communique/archive"
	"communique/archive/warc"
)

const page = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Un comité demande une enquête.</p>"

// rec writes a record; fields replace or follow those it has anyway.
func rec(id, block string, fields ...string) string {
	h := []string{"WARC-Type: response", "WARC-Record-ID: <urn:uuid:" + id + ">", "WARC-Date: 2015-05-01T08:30:00Z",
		"WARC-Target-URI: http://comite.example/" + id, "Content-Type: application/http;msgtype=response", fmt.Sprintf("Content-Length: %d", len(block))}
	for _, f := range fields {
		name, _, _ := strings.Cut(f, ":")
		i := slices.IndexFunc(h, func(x string) bool { return strings.HasPrefix(x, name+":") })
		switch {
		case i < 0:
			h = append(h, f)
		case strings.HasSuffix(f, ": -"):
			h = slices.Delete(h, i, i+1)
		default:
			h[i] = f
		}
	}
	return "WARC/1.0\r\n" + strings.Join(h, "\r\n") + "\r\n\r\n" + block + "\r\n\r\n"
}

// zipMember makes a gzip member, with an extra field as some archivers write it.
func zipMember(t testing.TB, text string) string {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Extra = []byte("sl\x08\x00\x01\x02\x03\x04\x05\x06\x07\x08")
	if _, err := io.WriteString(w, text); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func file(t testing.TB, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// kept is a record of the archive.
type kept struct {
	warc.Fields
	block string
}

// written reads back what the import wrote, without the warcinfos and reports
// of our own.
func written(t testing.TB, home string) []kept {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(home, "warc", "*.warc.gz"))
	if err != nil {
		t.Fatal(err)
	}
	var all []kept
	for _, path := range files {
		checkIndex(t, path)
		err := eachRecord(context.Background(), path, func(r *warc.Record) (bool, error) {
			block, err := io.ReadAll(r.Block)
			if err != nil || r.Shared || r.Version != "WARC/1.1" {
				t.Fatalf("%s at %d: %v, shared %v, %s", path, r.Offset, err, r.Shared, r.Version)
			}
			ours := r.Offset == 0 || r.Header.ContentType() == archive.ImportType
			if !ours {
				all = append(all, kept{r.Header, string(block)})
			}
			return true, nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return all
}

// checkIndex compares the CDXJ beside a file with the file.
func checkIndex(t testing.TB, path string) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines, err := warc.IndexFile(f, filepath.Base(path))
	if err != nil {
		t.Fatal(err)
	}
	var want bytes.Buffer
	if err := warc.WriteCDXJ(&want, lines); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(strings.TrimSuffix(path, ".warc.gz") + ".cdxj")
	if err != nil || string(got) != want.String() {
		t.Errorf("index %q, want %q, %v", got, &want, err)
	}
}

func take(t testing.TB, path string, o Options) Report {
	t.Helper()
	r, err := New(o).Import(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func names(records []kept) string {
	var list []string
	for _, r := range records {
		list = append(list, strings.TrimSuffix(strings.TrimPrefix(r.ID(), "<urn:uuid:"), ">"))
	}
	return strings.Join(list, " ")
}

const arcVersion = "filedesc://a.arc 0.0.0.0 20140216050221 text/plain 75\n1 0 LiveWeb Capture\nURL IP-address Archive-date Content-type Archive-length\n\n"

func TestForms(t *testing.T) {
	a, b, c := rec("a", page), rec("b", page+"b"), rec("c", page+"c")
	info := rec("i", "software: x\r\n", "WARC-Type: warcinfo", "WARC-Target-URI: -")
	tests := []struct {
		name, file, content string
		want                string // IDs kept
		damaged             int
		reason              string // of the first damage
	}{
		{"plain", "x.warc", a + b + c, "a b c", 0, ""},
		{"a member a record, FEXTRA", "x.warc.gz", zipMember(t, a) + zipMember(t, b) + zipMember(t, c), "a b c", 0, ""},
		{"compressed as a whole", "x.warc.gz", zipMember(t, a+b+c), "a b c", 0, ""},
		{"without a useful name", "x", zipMember(t, a+b+c), "a b c", 0, ""},
		{"cut off", "x.warc.gz", zipMember(t, a) + zipMember(t, b) + zipMember(t, c)[:100], "a b", 1, "ends within"},
		{"Content-Length too long", "x.warc", rec("a", page, "Content-Length: 300") + b + c, "b c", 1, "longer than its Content-Length"},
		{"Content-Length too short", "x.warc", a + rec("b", page, "Content-Length: 7") + c, "a c", 1, "longer than its Content-Length"},
		{"Content-Length too long, as a whole", "x.warc.gz", zipMember(t, a+rec("b", page, "Content-Length: 500")+c+rec("d", page)), "a c d", 1, "longer than its Content-Length"},
		{"Content-Length beyond the end, as a whole", "x.warc.gz", zipMember(t, rec("a", page, "Content-Length: 5000")+b+c), "b c", 1, "ends after"},
		{"negative length, as a whole", "x.warc.gz", zipMember(t, a+rec("b", page, "Content-Length: -1")+c), "a c", 1, "no sensible length"},
		{"huge length", "x.warc", a + rec("b", page, "Content-Length: 99999999999999999999") + c, "a c", 1, "no sensible length"},
		{"a terabyte that is not there", "x.warc", a + rec("b", page, "Content-Length: 1099511627776") + c, "a c", 1, "ends after"},
		{"no version line", "x.warc", a + strings.TrimPrefix(b, "WARC/1.0\r\n") + c, "a c", 1, "no record begins here"},
		{"no version line, as a whole", "x.warc.gz", zipMember(t, a+strings.TrimPrefix(b, "WARC/1.0\r\n")+c), "a c", 1, "no record begins here"},
		{"a header of 1 MB", "x.warc", a + rec("b", page, "X-Long: "+strings.Repeat("x", 1<<20)) + c, "a c", 1, "longer than 1 MiB"},
		{"a header of nearly 1 MB", "x.warc", a + rec("b", page, "X-Long: "+strings.Repeat("x", 1<<20-1000)) + c, "a b c", 0, ""},
		{"a header that grows beyond", "x.warc", a + rec("b", page, "X-Long: "+strings.Repeat("x", 1<<20-400)) + c, "a c", 1, "longer than 1 MiB"},
		{"no type", "x.warc", rec("a", page, "WARC-Type: -") + b, "b", 1, "no WARC-Type"},
		{"no date", "x.warc", rec("a", page, "WARC-Date: soon") + b, "b", 1, "is not a date"},
		{"no address", "x.warc", rec("a", page, "WARC-Target-URI: -") + b, "b", 1, "no WARC-Target-URI"},
		{"flipped byte in a member", "x.warc.gz", zipMember(t, a) + flip(zipMember(t, b)) + zipMember(t, c), "a c", 1, ""},
		{"text", "x.txt", "some text", "", 1, "no record begins here"},
		{"gzip of a text", "x.gz", zipMember(t, "some text"), "", 1, "no record begins here"},
		{"a record in the content of a damaged one", "x.warc", info + rec("a", page+"\n"+rec("b", page, "WARC-Warcinfo-ID: <urn:uuid:z>"), "Content-Length: 9000") + c, "i c", 2, "longer than|ends after"},
		{"the same record twice", "x.warc", a + b + a, "a b", 0, ""},
		{"no ID", "x.warc", rec("a", page, "WARC-Record-ID: -"), "", 0, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			home := t.TempDir()
			r := take(t, file(t, tt.file, tt.content), into(t, home))
			records := written(t, home)
			if got := names(records); got != tt.want && tt.name != "no ID" {
				t.Errorf("kept %q, want %q", got, tt.want)
			}
			if r.Damaged != tt.damaged {
				t.Fatalf("damage %v", r.Damage)
			}
			if tt.damaged > 0 && (!containsOne(r.Damage[0].Reason, tt.reason) || r.Damage[0].End <= r.Damage[0].Offset && r.Damage[0].Inner == 0) {
				t.Errorf("damage %+v, want %q", r.Damage[0], tt.reason)
			}
			if left, _ := os.ReadDir(filepath.Join(home, "warc")); (len(left) == 0) != (r.Refused != "") || (r.Refused != "") != (r.Records == 0) {
				t.Errorf("refused %q, %d records, left %v", r.Refused, r.Records, left)
			}
			for _, k := range records {
				if k.Type() == warc.TypeResponse && k.block != page && k.block != page+"b" && k.block != page+"c" {
					t.Errorf("block %q", k.block)
				}
			}
		})
	}
}

func containsOne(s, parts string) bool {
	return slices.ContainsFunc(strings.Split(parts, "|"), func(part string) bool { return strings.Contains(s, part) })
}

func flip(s string) string {
	b := []byte(s)
	b[len(b)-20] ^= 8
	return string(b)
}

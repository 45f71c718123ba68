package archive

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// TestReindex: each file gets its index, and only where there is none that says
// the same. A file that others made need not be compressed.
func TestReindex(t *testing.T) {
	home := t.TempDir()
	s := testStore(t, home, Options{})
	dir := filepath.Join(home, "warc")
	const record = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:x:1>\r\nWARC-Date: 2014-01-02T03:04:05Z\r\n" +
		"WARC-Target-URI: http://old.example/1\r\nContent-Type: application/http\r\nContent-Length: 24\r\n\r\nHTTP/1.0 200 OK\r\n\r\nhello\r\n\r\n"
	for name, data := range map[string]string{"plain.warc": record, "notes.txt": "x", "none.warc": "no WARC"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, want := range [][]string{{"warc/plain.cdxj"}, nil} {
		written, err := s.Reindex(t.Context())
		if err != nil || !slices.Equal(written, want) {
			t.Errorf("wrote %q, %v; want %q", written, err, want)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "plain.cdxj")); err != nil {
		t.Error(err)
	}
}

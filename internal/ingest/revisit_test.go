package ingest

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"communique/archive"
)

// record writes one record of an uncompressed WARC file, as other programs do.
func record(kind, id, url string, day int, more, block string) string {
	return fmt.Sprintf("WARC/1.1\r\nWARC-Type: %s\r\nWARC-Record-ID: <urn:uuid:%s>\r\nWARC-Date: %s\r\nWARC-Target-URI: %s\r\n%sContent-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n",
		kind, id, archive.Timestamp(at(day)), url, more, len(block), block)
}

// Other people's archives keep a page that has not changed as a revisit of the
// first capture, which may be at another address and in a file read later.
func TestRevisit(t *testing.T) {
	body := page("Lamps on the quay", "2 March 2026", "First words.")
	head := "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
	sum := sha256.Sum256([]byte(body))
	digest := "WARC-Payload-Digest: sha256:" + hex.EncodeToString(sum[:]) + "\r\n"
	profile := "WARC-Profile: http://netpreserve.org/warc/1.1/revisit/identical-payload-digest\r\n" + digest
	byID := profile + "WARC-Refers-To: <urn:uuid:00000000-0000-4000-8000-000000000001>\r\n"
	byAddress := profile + "WARC-Refers-To-Target-URI: " + quay + "\r\nWARC-Refers-To-Date: " + archive.Timestamp(at(0)) + "\r\n"
	original := record("response", "00000000-0000-4000-8000-000000000001", quay, 0, digest, head+body)

	tests := []struct{ name, first, second, url string }{
		{"same address, by id", original, record("revisit", "00000000-0000-4000-8000-000000000002", quay, 3, byID, head), quay},
		{"same address, without a head", original, record("revisit", "00000000-0000-4000-8000-000000000002", quay, 3, byAddress, ""), quay},
		{"other address, by id", original, record("revisit", "00000000-0000-4000-8000-000000000002", quay2, 3, byID, head), quay2},
		{"other address, by address", original, record("revisit", "00000000-0000-4000-8000-000000000002", quay2, 3, byAddress, head), quay2},
		{"revisit read first", record("revisit", "00000000-0000-4000-8000-000000000002", quay2, 3, byAddress, head), original, quay2},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			l := newLab(t)
			l.bare = true
			dir := filepath.Join(l.home, "warc")
			l.must(os.MkdirAll(dir, 0o755))
			for i, records := range []string{test.first, test.second} {
				l.must(os.WriteFile(filepath.Join(dir, fmt.Sprintf("other%d.warc", i)), []byte(records), 0o644))
				if rep := l.ingest(); len(rep.Damage)+len(rep.Problems) > 0 {
					t.Errorf("report %s", asJSON(t, rep))
				}
			}
			r := l.releases()[test.url]
			if r.LastSeen != archive.Timestamp(at(3)) || text(r.Title) != "Lamps on the quay" || r.Version != 1 {
				t.Errorf("record %s", asJSON(t, r))
			}
			if rep := l.ingest(); rep.Captures != 0 {
				t.Errorf("read again: %s", asJSON(t, rep))
			}
		})
	}
}

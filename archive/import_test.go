package archive

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"communique/archive/warc"
)

func importAll(t *testing.T, im *Importer, ids ...string) error {
	t.Helper()
	for _, id := range ids {
		h := warc.Fields{{Name: "WARC-Type", Value: "response"}, {Name: "WARC-Record-ID", Value: "<urn:uuid:" + id + ">"},
			{Name: "WARC-Date", Value: "2015-05-01T08:30:00Z"}, {Name: "WARC-Target-URI", Value: "http://example.org/" + id},
			{Name: "Content-Type", Value: warc.ContentTypeResponse}}
		block := "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>" + id
		if err := im.Write(h, strings.NewReader(block), int64(len(block)), 200, "text/html"); err != nil {
			return err
		}
	}
	return nil
}

func importedIDs(t *testing.T, s *Store) (ids []string) {
	t.Helper()
	files, err := s.Files()
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		for e, err := range s.Entries(context.Background(), file, 0) {
			if err != nil || !e.Imported {
				t.Fatalf("%+v, %v", e, err)
			}
			if e.Page != nil {
				ids = append(ids, strings.TrimPrefix(e.URL, "http://example.org/"))
			}
		}
	}
	return ids
}

func TestImporter(t *testing.T) {
	home := t.TempDir()
	j := &journal{}
	s := testStore(t, home, Options{Run: "r", RotateAt: 1})
	s.disk = j.disk()
	im := s.Importer(warc.Fields{{Name: "communique-imported-from", Value: "x.warc"}})
	if files, err := im.Finish(); err != nil || len(files) > 0 {
		t.Fatalf("nothing written: %v, %v", files, err)
	}
	if err := importAll(t, im, "a", "b"); err != nil {
		t.Fatal(err)
	}
	files, err := im.Finish()
	if want := []string{"warc/import-r-00001.warc.gz", "warc/import-r-00002.warc.gz"}; err != nil || !slices.Equal(files, want) {
		t.Fatalf("%v, %v", files, err)
	}
	if got := importedIDs(t, s); !slices.Equal(got, []string{"a", "b"}) {
		t.Errorf("read %v", got)
	}
	if got, want := strings.Join(j.log[:7], " "), "create write fsync dir write fsync cdxj rename"; got != want {
		t.Errorf("on the disk: %s, want %s", got, want)
	}
	for _, f := range files {
		index, err := os.ReadFile(filepath.Join(home, strings.TrimSuffix(f, ".warc.gz")+".cdxj"))
		if err != nil || strings.Count(string(index), "\n") != 1 {
			t.Errorf("index of %s: %q, %v", f, index, err)
		}
	}
}

// A full disk leaves the whole records, which the next Recover finishes.
func TestImporterOnAFullDisk(t *testing.T) {
	home := t.TempDir()
	s := testStore(t, home, Options{Run: "r"})
	j := &journal{room: 1500}
	s.disk = j.disk()
	im := s.Importer(nil)
	err := importAll(t, im, "a", "b", "c", "d", "e", "f", "g", "h")
	if !errors.Is(err, syscall.ENOSPC) || !strings.Contains(err.Error(), "free space") {
		t.Fatalf("%v", err)
	}
	s = testStore(t, home, Options{})
	done, err := s.Recover(context.Background())
	if err != nil || len(done.Files) != 1 || done.Files[0].SetAside != "" {
		t.Fatalf("%+v, %v", done, err)
	}
	if got := importedIDs(t, s); len(got) < 1 || len(got) != done.Files[0].Records-1 || got[0] != "a" {
		t.Errorf("kept %v of %+v", got, done)
	}
}

package intake

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"communique/archive"
)

// A second import finds what the first one wrote: the file by its digest, and
// its records by their IDs where they come in another file.
func TestImportTwice(t *testing.T) {
	home := t.TempDir()
	request := rec("q", "GET / HTTP/1.1\r\n\r\n", "WARC-Type: request", "WARC-Concurrent-To: <urn:uuid:a>")
	info := rec("i", "software: x\r\n", "WARC-Type: warcinfo", "WARC-Target-URI: -", "Content-Type: application/warc-fields")
	first := file(t, "a.warc", info+request+rec("a", page))
	o := into(t, home)
	if r := take(t, first, o); r.Records != 3 || r.Captures != 1 {
		t.Fatalf("first: %+v", r)
	}
	o = into(t, home)
	o.Known = knownIn(t, home)
	if r := take(t, file(t, "renamed.warc", info+request+rec("a", page)), o); r.Before == "" || r.Records != 0 || r.Refused != "" {
		t.Errorf("the same bytes: %+v", r)
	}
	o.Again = true
	if r := take(t, first, o); r.Before != "" || r.Records != 0 || r.Known != 3 || r.Refused != "" {
		t.Errorf("the same bytes, again: %+v", r)
	}
	o.Again = false
	if r := take(t, file(t, "b.warc.gz", zipMember(t, info+request+rec("a", page)+rec("b", page))), o); r.Records != 1 || r.Known != 3 {
		t.Errorf("the same records and one more: %+v", r)
	}
	// Another record under an ID that is taken.
	r := take(t, file(t, "c.warc", rec("a", page+"other")), o)
	all := written(t, home)
	last := all[len(all)-1]
	if r.Records != 1 || r.Remarks != 1 || last.ID() == "<urn:uuid:a>" || last.Get("Communique-Original-Record-ID") != "<urn:uuid:a>" || last.block != page+"other" {
		t.Errorf("an ID that is taken: %+v, %v", r, last)
	}
}

// Files of one run know of each other, and records that are no captures go
// with the captures around them.
func TestImportOverlapping(t *testing.T) {
	home := t.TempDir()
	info := rec("i", "software: x\r\n", "WARC-Type: warcinfo", "WARC-Target-URI: -")
	requests := func(n string) string { // as wget writes them: the response points at the request
		return rec("q"+n, "GET /"+n+" HTTP/1.1\r\n\r\n", "WARC-Type: request") + rec("a"+n, page+n, "WARC-Concurrent-To: <urn:uuid:q"+n+">")
	}
	in := New(into(t, home))
	for i, want := range []string{"5 0 0", "2 0 5", "0 0 5"} {
		content := []string{info + requests("1") + requests("2"), info + requests("1") + requests("2") + requests("3"), info + requests("2") + requests("3") + "\r\n"}[i]
		r, err := in.Import(context.Background(), file(t, "x.warc", content))
		if got := fmt.Sprint(r.Records, r.Known, r.Repeated); err != nil || got != want || r.Refused != "" {
			t.Errorf("file %d: %s, want %s; %+v, %v", i, got, want, r, err)
		}
	}
	o := into(t, home)
	o.Known = knownIn(t, home)
	r := take(t, file(t, "y.warc", "\r\n"+info+requests("1")+requests("2")), o)
	if r.Records != 0 || r.Known != 5 {
		t.Errorf("in a later run: %+v", r)
	}
}

// knownIn stands for the catalogue: the captures that are in the archive.
func knownIn(t testing.TB, home string) func(context.Context, string) (string, bool, error) {
	store, err := archive.Open(home, archive.Options{})
	if err != nil {
		t.Fatal(err)
	}
	files, err := store.Files()
	if err != nil {
		t.Fatal(err)
	}
	where := map[string]string{}
	for _, f := range files {
		for e, err := range store.Entries(context.Background(), f, 0) {
			if err != nil || !e.Imported {
				t.Fatalf("%v, imported %v", err, e.Imported)
			}
			if e.Page != nil {
				where[e.Capture.RecordID] = f
			}
		}
	}
	return func(_ context.Context, id string) (string, bool, error) {
		f, ok := where[id]
		return f, ok, nil
	}
}

// An import that was interrupted keeps what it had, and a second one goes on
// from there.
func TestInterrupted(t *testing.T) {
	var content strings.Builder
	const records = 400
	for i := range records {
		content.WriteString(rec(fmt.Sprintf("r%d", i), page+strings.Repeat(fmt.Sprint(i), 2000)))
	}
	path, home := file(t, "x.warc", content.String()), t.TempDir()
	ctx, cancel := context.WithCancel(context.Background())
	o := into(t, home)
	passes := 0
	o.Progress = func(read, size int64) {
		if passes += int(read / size); passes > 0 && read > size/2 && read < size { // the first pass is for the digest
			cancel()
		}
	}
	r, err := New(o).Import(ctx, path)
	if !errors.Is(err, context.Canceled) || r.Records == 0 || r.Records == records {
		t.Fatalf("%d records, %v", r.Records, err)
	}
	had := len(written(t, home))
	o = into(t, home)
	o.Known = knownIn(t, home)
	again := take(t, path, o)
	if had != r.Records || again.Before != "" || again.Known != had || again.Records != records-had {
		t.Errorf("%d and then %+v", had, again)
	}
	if n := len(written(t, home)); n != records {
		t.Errorf("%d records in the end", n)
	}
	if last := take(t, path, o); last.Before == "" {
		t.Errorf("a third time: %+v", last)
	}
}

func TestRefused(t *testing.T) {
	for name, tt := range map[string]struct{ path, want string }{
		"missing":    {filepath.Join(t.TempDir(), "no"), "no such file"},
		"folder":     {t.TempDir(), "a folder"},
		"empty":      {file(t, "x", ""), "empty"},
		"zstd":       {file(t, "x.warc.zst", "\x28\xb5\x2f\xfdxxxx"), "zstd"},
		"zip":        {file(t, "x.wacz", "PK\x03\x04xxxx"), "no record in it"},
		"empty gzip": {file(t, "x.warc.gz", zipMember(t, "")), "no record in it"},
	} {
		home := t.TempDir()
		r := take(t, tt.path, into(t, home))
		left, _ := os.ReadDir(filepath.Join(home, "warc"))
		if !strings.Contains(r.Refused, tt.want) || len(left) > 0 {
			t.Errorf("%s: refused %q, left %v", name, r.Refused, left)
		}
	}
}

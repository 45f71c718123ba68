package dataset

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"communique/archive"
	"communique/internal/catalog"
)

func p(s string) *string { return &s }

var fetched = time.Date(2026, 3, 1, 3, 0, 0, 120e6, time.UTC)

// release is the n-th of a small publisher.
func release(n int) archive.Release {
	at := archive.Timestamp(fetched)
	r := archive.Release{
		ID: fmt.Sprintf("lantern:%016x", n), Site: "lantern", URL: fmt.Sprintf("https://press.example/quays/%d", n), Organization: p("Lantern | Watch"),
		Kind: p("press-release"), Language: p("no"), Title: p(fmt.Sprintf("Quay %d", n)), Published: p("2026-02-20"),
		PublishedDay: p(fmt.Sprintf("2026-02-%02d", n)), PublishedSource: p("visible"), Text: p(fmt.Sprintf("The lamps of quay %d are “out”.", n)),
		Quotes:  []archive.Quote{{Text: "out", Paragraphs: []string{"out"}, Start: 23, End: 26, Parts: [][2]int{{23, 26}}, Attribution: archive.AttributionNone}},
		Related: []archive.Link{{URL: "https://press.example/quays/1", Relation: archive.RelationReadAlso}},
		Status:  archive.StatusLive, Version: 1, FirstSeen: at, LastSeen: at, ContentChanged: at,
		Capture: archive.Capture{Fetched: fetched, File: "warc/x.warc.gz", Offset: int64(n), Length: 20, RecordID: fmt.Sprintf("<urn:uuid:%d>", n),
			PayloadDigest: "sha256:" + strings.Repeat("a", 64), HTTPStatus: 200},
		Extractor: archive.Extractor{Version: "1"},
	}
	r.Normalize()
	return r
}

// archived is a catalogue with some releases.
func archived(t testing.TB, releases ...archive.Release) *catalog.DB {
	t.Helper()
	db, err := catalog.Open(t.Context(), filepath.Join(t.TempDir(), "catalog.sqlite"), time.Now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	settle(t, db, releases...)
	return db
}

func settle(t testing.TB, db *catalog.DB, releases ...archive.Release) {
	t.Helper()
	for _, r := range releases {
		row := catalog.CaptureRow{Kind: "response", URL: r.URL, Canonical: r.URL, Site: "lantern", Role: "page", Capture: r.Capture}
		if err := db.Apply(t.Context(), catalog.Batch{File: "warc/x.warc.gz", Captures: []catalog.CaptureRow{row}}); err != nil {
			t.Fatal(err)
		}
		group := catalog.Settled{URLs: []string{r.URL}, Releases: []catalog.SettledRelease{{
			Record: r, Addresses: []catalog.Address{{URL: r.URL, OwnID: r.ID}},
			Versions: []catalog.Version{{Ordinal: 1, Capture: r.Capture, Digest: "sha256:" + strings.Repeat("b", 64), Record: r}},
		}}}
		if _, err := db.Settle(t.Context(), []catalog.Settled{group}); err != nil {
			t.Fatal(err)
		}
	}
}

func forget(t *testing.T, db *catalog.DB, r archive.Release) {
	t.Helper()
	if _, err := db.Settle(t.Context(), []catalog.Settled{{URLs: []string{r.URL}}}); err != nil {
		t.Fatal(err)
	}
}

func options(db *catalog.DB) Options {
	return Options{DB: db, Canonical: func(s string) string { return s }, Software: "communique/test"}
}

func mustMake(t *testing.T, out string, o Options) Manifest {
	t.Helper()
	m, err := Make(t.Context(), out, o)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// tree is a folder's files by path, those that begin with a dot included.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		files[strings.TrimPrefix(path, dir+"/")] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func sameTree(t *testing.T, what string, got, want map[string]string) {
	t.Helper()
	for name := range want {
		if got[name] != want[name] {
			t.Errorf("%s: %s is\n%s\nwant\n%s", what, name, got[name], want[name])
		}
	}
	if len(got) != len(want) {
		t.Errorf("%s: %d files, want %d", what, len(got), len(want))
	}
}

// alone reports what stands beside the dataset.
func alone(t *testing.T, out string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(out))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".") {
			t.Errorf("%s is left beside the dataset", e.Name())
		}
	}
}

func TestTwice(t *testing.T) {
	db := archived(t, release(1), release(2))
	dir := t.TempDir()
	a, b := filepath.Join(dir, "a"), filepath.Join(dir, "b")
	m := mustMake(t, a, options(db))
	if m.Rows != (Rows{Releases: 2, Quotes: 2, Links: 2}) || m.AsOf != "2026-03-01T03:00:00.120Z" || m.Log != nil || m.Previous != nil {
		t.Errorf("manifest %+v", m)
	}
	if err := os.Mkdir(b, 0o755); err != nil { // an empty folder is filled
		t.Fatal(err)
	}
	mustMake(t, b, options(db))
	first := tree(t, a)
	sameTree(t, "another folder", tree(t, b), first)
	mustMake(t, a, options(db))
	sameTree(t, "in its place", tree(t, a), first)

	settle(t, db, release(3))
	mustMake(t, a, options(db))
	second := tree(t, a)
	if !strings.Contains(second["CHANGES.md"], "## Added: 1\n\nReleases that are new.\n\n- `lantern:0000000000000003`") {
		t.Errorf("changes:\n%s", second["CHANGES.md"])
	}
	mustMake(t, a, options(db))
	sameTree(t, "in its place, with changes", tree(t, a), second)
	alone(t, a)
}

// Nothing of a release that is withheld is in any file, but that there is one.
func TestWithheld(t *testing.T) {
	restricted, removed := release(2), release(3)
	restricted.Status, removed.Status = archive.StatusRestricted, archive.StatusRemoved
	out := filepath.Join(t.TempDir(), "out")
	m := mustMake(t, out, options(archived(t, release(1), restricted, removed)))
	if m.Rows != (Rows{Releases: 1, Restricted: 1, Held: 1, Quotes: 1, Links: 1}) {
		t.Errorf("rows %+v", m.Rows)
	}
	for name, text := range tree(t, out) {
		for _, word := range []string{"uay 2", "uay 3", "quays/2", "quays/3", "urn:uuid:2", "urn:uuid:3"} {
			if strings.Contains(text, word) {
				t.Errorf("%s says %q", name, word)
			}
		}
	}
	if n := strings.Count(tree(t, out)["data/releases.jsonl"], `"url":null`); n != 2 {
		t.Errorf("%d tombstones", n)
	}
}

func TestNotOurs(t *testing.T) {
	db := archived(t, release(1))
	tests := map[string]func(out string) error{ // by what the error says
		"manifest.json: no such file": func(out string) error {
			return errors.Join(os.RemoveAll(out), os.Mkdir(out, 0o755), os.WriteFile(out+"/thesis.tex", nil, 0o644))
		},
		"notes.txt is not the dataset's": func(out string) error { return os.WriteFile(out+"/notes.txt", nil, 0o644) },
		".git is not the dataset's":      func(out string) error { return os.Mkdir(out+"/.git", 0o755) },
		"README.md was changed":          func(out string) error { return os.WriteFile(out+"/README.md", []byte("mine"), 0o644) },
		"links.jsonl is missing":         func(out string) error { return os.Remove(out + "/data/links.jsonl") },
		"communique/dataset/9": func(out string) error {
			return os.WriteFile(out+"/manifest.json", []byte(`{"schema":"communique/dataset/9"}`), 0o644)
		},
	}
	for want, spoil := range tests {
		out := filepath.Join(t.TempDir(), "out")
		mustMake(t, out, options(db))
		if err := spoil(out); err != nil {
			t.Fatal(err)
		}
		before := tree(t, out)
		_, err := Make(t.Context(), out, options(db))
		if !errors.Is(err, ErrNotOurs) || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q", err, want)
		}
		sameTree(t, want, tree(t, out), before)
		alone(t, out)
	}
}

// A dataset that fails leaves what was there; one that died between the two
// renames is put back.
func TestFailures(t *testing.T) {
	db := archived(t, release(1))
	out := filepath.Join(t.TempDir(), "out")
	mustMake(t, out, options(db))
	before := tree(t, out)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Make(ctx, out, options(db)); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want that of the context", err)
	}
	sameTree(t, "interrupted", tree(t, out), before)
	alone(t, out)

	if err := os.Rename(out, aside(out)); err != nil {
		t.Fatal(err)
	}
	mustMake(t, out, options(db))
	sameTree(t, "died between the renames", tree(t, out), before)
	alone(t, out)
	if _, err := Make(t.Context(), filepath.Join(t.TempDir(), "out"), options(archived(t))); err == nil || !strings.Contains(err.Error(), "communique crawl") {
		t.Errorf("error %v, want one that says how to fill the archive", err)
	}
}

// What a program that was killed has left goes with the next dataset; what
// another is working in stays.
func TestWorkplace(t *testing.T) {
	out := filepath.Join(t.TempDir(), "a[b]*")
	theirs, leave, err := workplace(out)
	if err != nil {
		t.Fatal(err)
	}
	defer leave()
	stale := filepath.Join(filepath.Dir(out), ".a[b]*.new-1")
	if err := errors.Join(os.Mkdir(stale, 0o755), os.WriteFile(stale+"/x", nil, 0o644)); err != nil {
		t.Fatal(err)
	}
	mustMake(t, out, options(archived(t, release(1))))
	if _, err := os.Stat(theirs); err != nil {
		t.Errorf("the folder of another: %v", err)
	}
	if _, err := os.Stat(stale); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the folder of one that died: %v", err)
	}
	if _, err := os.Stat(out + "/manifest.json"); err != nil {
		t.Error(err)
	}
}

// BenchmarkMake writes 2,000 releases of some 4 KB; bytes are those of
// releases.jsonl.
func BenchmarkMake(b *testing.B) {
	db := archived(b)
	var all []archive.Release
	for n := range 2000 {
		r := release(n + 1)
		r.PublishedDay, r.Text = p("2026-02-20"), p(strings.Repeat("The lamps of the quay are “out”. ", 90))
		all = append(all, r)
	}
	settle(b, db, all...)
	out := filepath.Join(b.TempDir(), "out")
	for b.Loop() {
		m, err := Make(b.Context(), out, options(db))
		if err != nil {
			b.Fatal(err)
		}
		for _, f := range m.Files {
			if f.Path == releasesName {
				b.SetBytes(f.Bytes)
			}
		}
	}
}

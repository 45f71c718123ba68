package index

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"communique/archive"
)

func TestMain(m *testing.M) {
	if dir := os.Getenv("INDEX_TEST_WRITE_FOREVER"); dir != "" {
		writeForever(dir)
	}
	os.Exit(m.Run())
}

// writeForever is another process that writes and is never done.
func writeForever(dir string) {
	w, err := Update(dir)
	for i := 0; err == nil; i++ {
		r := corpus[0]
		r.ID = fmt.Sprintf("killed:%06d", i)
		err = w.Put(r)
		if i == 2*batchSize+10 {
			fmt.Println("writing")
		}
	}
	fmt.Println(err)
	os.Exit(1)
}

func listing(t testing.TB, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func total(t testing.TB, dir string) uint64 {
	t.Helper()
	ix, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	n, err := ix.Count()
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestOpenErrors(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "index")
	if _, err := Open(dir); !errors.Is(err, ErrNone) {
		t.Errorf("no folder: %v", err)
	}
	write(t, dir, corpus...)
	name := filepath.Join(dir, currentName)
	good, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, content string }{
		{"damaged", "{"},
		{"a path", `{"mapping_version":1,"generation":"../g0000000001"}`},
		{"a missing generation", `{"mapping_version":1,"generation":"g0000000009"}`},
	} {
		if err := os.WriteFile(name, []byte(c.content), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(dir); err == nil || !strings.Contains(err.Error(), "communique rebuild") {
			t.Errorf("%s: %v", c.name, err)
		}
		if w, err := Update(dir); err == nil {
			t.Errorf("%s: no error from Update", c.name)
			w.Abort()
		}
	}
	if err := os.WriteFile(name, []byte(`{"mapping_version":0,"generation":"g0000000001"}`), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(dir); !errors.Is(err, ErrVersion) {
		t.Errorf("another version: %v", err)
	}
	if _, err := Update(dir); !errors.Is(err, ErrVersion) {
		t.Errorf("update of another version: %v", err)
	}
	if err := os.WriteFile(name, good, 0o644); err != nil {
		t.Fatal(err)
	}
	if n := total(t, dir); n != 7 {
		t.Errorf("%d releases", n)
	}
}

func TestWriter(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "index")
	w, err := Update(dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Open(dir); !errors.Is(err, ErrNone) {
		t.Errorf("before the first commit: %v", err)
	}
	if _, err := Update(dir); !errors.Is(err, ErrBusy) {
		t.Errorf("second writer: %v", err)
	}
	if err := w.Commit(); err != nil { // empty, but an index
		t.Fatal(err)
	}
	if n := total(t, dir); n != 0 {
		t.Errorf("%d releases in an empty index", n)
	}

	write(t, dir, corpus...)
	old := open(t, dir)
	changed := corpus[0]
	changed.Title = ptr("Un tout autre titre")
	restricted := corpus[1]
	restricted.Status = archive.StatusRestricted
	w, err = Update(dir)
	if err != nil {
		t.Fatal(err)
	}
	err = errors.Join(w.Put(changed), w.Put(restricted), w.Delete(corpus[2].ID), w.Delete("not:there"), w.Commit(), w.Abort())
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Commit(); err == nil {
		t.Error("a second commit is no error")
	}
	if n := total(t, dir); n != 5 {
		t.Errorf("%d releases, want 5", n)
	}
	if got := numbers(ask(t, open(t, dir), Request{Query: "titre"})); got != "01" {
		t.Errorf("changed title: %q", got)
	}
	if got := numbers(ask(t, old, Request{Query: "etudiant"})); got != "03" {
		t.Errorf("the old generation has changed: %q", got)
	}
	if w, err = Update(dir); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(w.Put(changed), w.Commit()); err != nil {
		t.Fatal(err)
	}
	want := []string{currentName, "g0000000002", "g0000000003", "g0000000004", lockName}
	if got := listing(t, dir); !slices.Equal(got, want) {
		t.Errorf("folder has %v, want %v", got, want)
	}
}

// Each night writes a segment; those of many nights become one.
func TestNightsDoNotAddUp(t *testing.T) {
	dir := t.TempDir()
	for night := range 12 {
		r := corpus[0]
		r.ID = fmt.Sprintf("night:%d", night)
		write(t, dir, r)
	}
	segments, err := filepath.Glob(filepath.Join(dir, "g0000000012", "store", "*.zap"))
	if err != nil {
		t.Fatal(err)
	}
	if len(segments) == 0 || len(segments) > 2 {
		t.Errorf("%d segments after twelve nights, want one or two", len(segments))
	}
	if n := total(t, dir); n != 12 {
		t.Errorf("%d releases, want 12", n)
	}
}

func TestAbortAndEmptyCommitLeaveNothing(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "index")
	write(t, dir, corpus...)
	before := listing(t, dir)
	for _, end := range []func(*Writer) error{(*Writer).Abort, (*Writer).Commit} {
		w, err := Update(dir)
		if err != nil {
			t.Fatal(err)
		}
		if err := end(w); err != nil {
			t.Fatal(err)
		}
		if got := listing(t, dir); !slices.Equal(got, before) {
			t.Errorf("folder has %v, had %v", got, before)
		}
	}
	w, err := Update(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(w.Delete(corpus[0].ID), w.Abort()); err != nil {
		t.Fatal(err)
	}
	if n := total(t, dir); n != 7 {
		t.Errorf("%d releases after Abort", n)
	}
}

func TestKilledWriter(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "index")
	write(t, dir, corpus...)
	reader := open(t, dir)
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "INDEX_TEST_WRITE_FOREVER="+dir)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if line != "writing\n" {
		t.Errorf("other process: %q %v", line, err)
	}
	if _, err := Update(dir); !errors.Is(err, ErrBusy) {
		t.Errorf("update while another process writes: %v", err)
	}
	if n := total(t, dir); n != 7 {
		t.Errorf("%d releases while it writes", n)
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // killed: always an error
	if !slices.Contains(listing(t, dir), "g0000000002"+newSuffix) {
		t.Errorf("the killed writer left nothing: %v", listing(t, dir))
	}
	if n := total(t, dir); n != 7 {
		t.Errorf("%d releases after the kill", n)
	}
	write(t, dir, corpus[0])
	if got := listing(t, dir); !slices.Equal(got, []string{currentName, "g0000000001", "g0000000002", lockName}) {
		t.Errorf("folder has %v", got)
	}
	if n := total(t, dir); n != 7 {
		t.Errorf("%d releases after the next update", n)
	}
	if got := numbers(ask(t, reader, Request{Query: "haki"})); got != "06" {
		t.Errorf("the reader of all that time finds %q", got)
	}
}

// A segment that is gone must not be a search with fewer hits.
func TestMissingSegment(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "index")
	write(t, dir, corpus[:3]...)
	write(t, dir, corpus[3:]...)
	segments, err := filepath.Glob(filepath.Join(dir, "g0000000002", "store", "*.zap"))
	if err != nil || len(segments) == 0 {
		t.Fatal(segments, err)
	}
	if err := os.Remove(segments[len(segments)-1]); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(dir); err == nil || !strings.Contains(err.Error(), "communique rebuild") {
		t.Errorf("error %v", err)
	}
}

// Readers that open and search without pause see whole generations only: all
// releases of a generation carry its number.
func TestReadersBesideWriter(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "index")
	put := func(n int) {
		var all []archive.Release
		for _, r := range corpus {
			r.Title = ptr(fmt.Sprintf("generation %d", n))
			r.Language = ptr("en")
			all = append(all, r)
		}
		write(t, dir, all...)
	}
	put(0)
	done := make(chan struct{})
	var readers sync.WaitGroup
	for range 3 {
		readers.Go(func() {
			last := -1
			for {
				select {
				case <-done:
					return
				default:
				}
				n, err := whichGeneration(dir)
				if err != nil || n < last {
					t.Errorf("generation %d after %d: %v", n, last, err)
					return
				}
				last = n
			}
		})
	}
	for n := 1; n <= 25; n++ {
		put(n)
	}
	close(done)
	readers.Wait()
	if n, err := whichGeneration(dir); n != 25 || err != nil {
		t.Errorf("last generation %d, %v", n, err)
	}
}

func whichGeneration(dir string) (int, error) {
	ix, err := Open(dir)
	if err != nil {
		return 0, err
	}
	defer ix.Close()
	for n := range 26 {
		res, err := ix.Search(context.Background(), Request{Query: fmt.Sprintf(`"generation %d"`, n)}, loader(corpus))
		if err != nil {
			return 0, err
		}
		switch res.Total {
		case 0:
		case uint64(len(corpus)):
			return n, nil
		default:
			return 0, fmt.Errorf("%d of %d releases are of generation %d", res.Total, len(corpus), n)
		}
	}
	return 0, errors.New("no generation at all")
}

func TestPutWithoutID(t *testing.T) {
	w, err := Update(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer w.Abort()
	if err := w.Put(archive.Release{}); err == nil {
		t.Error("no error")
	}
}

// An index of another version stays whole until the new one is, and then is
// replaced.
func TestReplaceAnotherVersion(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "index")
	write(t, dir, corpus...)
	name := filepath.Join(dir, currentName)
	old := []byte(`{"mapping_version":0,"generation":"g0000000001"}`)
	if err := os.WriteFile(name, old, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, abort := range []bool{true, false} {
		w, err := Replace(dir)
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Put(corpus[0]); err != nil {
			t.Fatal(err)
		}
		if b, err := os.ReadFile(name); err != nil || string(b) != string(old) {
			t.Errorf("while writing, current is %s, %v", b, err)
		}
		if _, err := os.Stat(filepath.Join(dir, "g0000000001", "store")); err != nil {
			t.Errorf("the old generation: %v", err)
		}
		if !abort {
			err = w.Commit()
		}
		if err := errors.Join(err, w.Abort()); err != nil {
			t.Fatal(err)
		}
	}
	if n := total(t, dir); n != 1 {
		t.Errorf("%d releases in the new index, want 1", n)
	}
}

package archive

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// deadRun writes n exchanges and leaves the file as a killed process would.
func deadRun(t testing.TB, home string, n int) (path string, captures []Capture) {
	t.Helper()
	s := testStore(t, home, Options{})
	for i := range n {
		captures = append(captures, appendAll(t, s, exchange(fmt.Sprintf("https://example.org/%d", i), page(strings.Repeat("word ", i*10))))...)
	}
	if err := s.Sync(); err != nil {
		t.Fatal(err)
	}
	if err := s.out.disk.Close(); err != nil {
		t.Fatal(err)
	}
	return s.out.path, captures
}

// Wherever a file is cut: the whole records are kept where they were, every
// byte behind them is set aside, and a second recovery finds nothing to do.
func TestRecoverAfterACutAnywhere(t *testing.T) {
	path, captures := deadRun(t, t.TempDir(), 3)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for cut := 0; cut <= len(whole); cut += 7 {
		recoverCut(t, whole[:cut], filepath.Base(path), captures)
	}
	recoverCut(t, whole, filepath.Base(path), captures)
}

func recoverCut(t *testing.T, data []byte, base string, captures []Capture) {
	t.Helper()
	home := t.TempDir()
	s := testStore(t, home, Options{})
	if err := os.WriteFile(filepath.Join(home, "warc", base), data, 0o644); err != nil {
		t.Fatal(err)
	}
	done, err := s.Recover(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(data) == 0 {
		if done.Empty != 1 || done.Files != nil || names(t, filepath.Join(home, "warc")) != "" {
			t.Fatalf("empty file: %+v", done)
		}
		return
	}
	if len(done.Files) != 1 {
		t.Fatalf("cut at %d: %+v", len(data), done)
	}
	f := done.Files[0]
	var kept, aside []byte
	name := strings.TrimSuffix(base, ".open")
	if f.File != "" {
		kept = mustRead(t, filepath.Join(home, f.File))
		if got := names(t, filepath.Join(home, "warc")); got != strings.TrimSuffix(name, ".warc.gz")+".cdxj "+name {
			t.Fatalf("cut at %d: warc/ has %s", len(data), got)
		}
	}
	if f.SetAside != "" {
		aside = mustRead(t, filepath.Join(home, f.SetAside))
		if !strings.Contains(f.SetAside, name) || f.Reason == "" {
			t.Errorf("cut at %d: %+v", len(data), f)
		}
	}
	if !bytes.Equal(append(kept, aside...), data) || int64(len(kept)) != f.Kept || int64(len(aside)) != f.Bytes {
		t.Fatalf("cut at %d: %d bytes kept, %d set aside: %+v", len(data), len(kept), len(aside), f)
	}
	for _, c := range captures {
		_, err := s.Page(t.Context(), c)
		if whole := c.Offset+c.Length <= int64(len(data)); whole != (err == nil) {
			t.Fatalf("cut at %d: %+v: %v", len(data), c, err)
		}
	}
	if again, err := s.Recover(t.Context()); err != nil || again.Files != nil || again.Empty != 0 {
		t.Errorf("a second recovery: %+v, %v", again, err)
	}
}

func mustRead(t testing.TB, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestRecoverCarriesOnWhereARecoveryWasCutShort(t *testing.T) {
	home := t.TempDir()
	path, _ := deadRun(t, home, 2)
	data := mustRead(t, path)
	final := strings.TrimSuffix(path, ".open")
	if err := os.WriteFile(path, append(data[:len(data):len(data)], "rest"...), 0o644); err != nil {
		t.Fatal(err)
	}
	// The copy had its name, the old file was not yet removed.
	if err := os.WriteFile(final, data, 0o644); err != nil {
		t.Fatal(err)
	}
	s := testStore(t, home, Options{})
	if done, err := s.Recover(t.Context()); err != nil || len(done.Files) != 1 || done.Files[0].Bytes != 4 {
		t.Fatalf("%+v, %v", done, err)
	}
	if !bytes.Equal(mustRead(t, final), data) {
		t.Error("the file is another one")
	}
}

func TestRecoverNeverReplacesAnotherFile(t *testing.T) {
	home := t.TempDir()
	path, _ := deadRun(t, home, 2)
	final := strings.TrimSuffix(path, ".open")
	if err := os.WriteFile(final, []byte("something else"), 0o644); err != nil {
		t.Fatal(err)
	}
	// Another file beside it is recovered all the same.
	empty := filepath.Join(home, "warc", "z.warc.gz.open")
	if err := os.WriteFile(empty, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	s := testStore(t, home, Options{})
	done, err := s.Recover(t.Context())
	if err == nil || !strings.Contains(err.Error(), "move one of the two away") || done.Empty != 1 {
		t.Errorf("%+v, %v", done, err)
	}
	if string(mustRead(t, final)) != "something else" || len(mustRead(t, path)) == 0 {
		t.Error("a file was changed")
	}
}

func TestRecoverLeavesTheFileBeingWritten(t *testing.T) {
	s := testStore(t, t.TempDir(), Options{})
	appendAll(t, s, exchange("https://example.org/", page("x")))
	if done, err := s.Recover(t.Context()); err != nil || done.Files != nil {
		t.Errorf("%+v, %v", done, err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

func TestRecoverRemovesADraftOfAnIndex(t *testing.T) {
	home := t.TempDir()
	s := testStore(t, home, Options{})
	draft := filepath.Join(home, "warc", ".communique-r1-00001.cdxj123")
	if err := os.WriteFile(draft, []byte("half"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Recover(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(draft); err == nil {
		t.Error("the half-written index is still there")
	}
}

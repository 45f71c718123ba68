package durable

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

func text(s string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, s)
		return err
	}
}

func TestReplace(t *testing.T) {
	path := filepath.Join(t.TempDir(), "out.csv")
	for _, want := range []string{"one", "two"} {
		if err := Replace(path, text(want)); err != nil {
			t.Fatal(err)
		}
		if got, err := os.ReadFile(path); err != nil || string(got) != want {
			t.Errorf("the file has %q (%v), want %q", got, err, want)
		}
	}
	broke := errors.New("broke off")
	err := Replace(path, func(w io.Writer) error { return errors.Join(text("th")(w), broke) })
	if !errors.Is(err, broke) || !strings.Contains(err.Error(), path) {
		t.Errorf("a write that breaks off gives %v", err)
	}
	if got, _ := os.ReadFile(path); string(got) != "two" {
		t.Errorf("a write that broke off left %q", got)
	}
	if entries, _ := os.ReadDir(filepath.Dir(path)); len(entries) != 1 {
		t.Errorf("beside the file there is more: %v", entries)
	}
}

// TestReplacePipe: what is no file stays what it is, and gets what is written.
func TestReplacePipe(t *testing.T) {
	path := filepath.Join(t.TempDir(), "pipe")
	if err := unix.Mkfifo(path, 0o600); err != nil {
		t.Skip("no pipes here:", err)
	}
	got := make(chan string, 1)
	go func() {
		data, _ := os.ReadFile(path)
		got <- string(data)
	}()
	if err := Replace(path, text("rows")); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().IsRegular() {
		t.Fatalf("in the place of the pipe there is a file (%v)", err)
	}
	if s := <-got; s != "rows" {
		t.Errorf("the pipe gave %q", s)
	}
}

func TestReplaceRefused(t *testing.T) {
	dir := t.TempDir()
	for path, want := range map[string]string{
		dir:                             "it is a folder: name a file",
		filepath.Join(dir, "no", "out"): filepath.Join(dir, "no") + " does not exist: make it first",
	} {
		if err := Replace(path, text("x")); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", path, err, want)
		}
	}
}

package site

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

func TestEnable(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state", "enabled.yaml")
	if e, err := ReadEnabled(path); err != nil || len(e.IDs) > 0 || e.Decided {
		t.Fatalf("no file: %v %v", e, err)
	}
	var all sync.WaitGroup
	for i := range 20 {
		all.Go(func() {
			if _, err := Enable(path, fmt.Sprintf("site-%02d", i), true); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	for i := range 18 {
		if _, err := Enable(path, fmt.Sprintf("site-%02d", i), false); err != nil {
			t.Error(err)
		}
	}
	if _, err := Enable(path, "site-19", true); err != nil { // twice is once
		t.Error(err)
	}
	if e, err := ReadEnabled(path); err != nil || !slices.Equal(e.IDs, []string{"site-18", "site-19"}) {
		t.Errorf("enabled are %v, %v", e.IDs, err)
	}
	for _, id := range []string{"site-18", "site-19"} {
		if e, err := Enable(path, id, false); err != nil || !e.Decided {
			t.Errorf("%v %v", e, err)
		}
	}
	if e, err := ReadEnabled(path); err != nil || len(e.IDs) > 0 || !e.Decided {
		t.Errorf("that none is enabled is no decision: %v, %v", e, err)
	}
	if err := os.WriteFile(path, []byte("site: [a]\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := ReadEnabled(path); err == nil || !strings.Contains(err.Error(), path) {
		t.Errorf("a mistake in the file: %v", err)
	}
	if _, err := Enable(path, "b", true); err == nil {
		t.Error("a file with a mistake in it was written over")
	}
}

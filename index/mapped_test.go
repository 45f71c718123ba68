package index

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// resident sums up, in KB, how much of the segments below dir is in this
// process.
func resident(t *testing.T, dir string) (kb int) {
	t.Helper()
	maps, err := os.ReadFile("/proc/self/smaps")
	if err != nil {
		t.Skipf("what is mapped is not told here: %v", err)
	}
	segment := false
	for line := range strings.Lines(string(maps)) {
		if first, _, _ := strings.Cut(line, " "); !strings.HasSuffix(first, ":") {
			segment = strings.Contains(line, dir) && strings.Contains(line, ".zap")
			continue
		}
		var n int
		if _, err := fmt.Sscanf(line, "Rss: %d kB", &n); err == nil && segment {
			kb += n
		}
	}
	return kb
}

// What was read of an index's files does not stay with the process, and can be
// read again.
func TestPagesAreGivenBack(t *testing.T) {
	dir := t.TempDir()
	all := invented(50)
	write(t, dir, all...)
	ix := open(t, dir)
	hits := func() uint64 {
		n, err := ix.total(t.Context(), Request{Query: "pression*"}, loader(all))
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	found := hits()
	if n := resident(t, dir); n == 0 || found == 0 {
		t.Fatalf("%d KB after a search with %d hits: nothing is measured", n, found)
	}
	if err := unmapPages(ix.bleve); err != nil {
		t.Fatal(err)
	}
	if n := resident(t, dir); n > 0 {
		t.Errorf("%d KB stay in the process", n)
	}
	if again := hits(); again != found {
		t.Errorf("%d hits, and %d before", again, found)
	}
}

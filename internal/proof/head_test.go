package proof

import "testing"

// The newest checkpoint covers what was in the archive when it was signed, and
// nothing that came later.
func TestNewest(t *testing.T) {
	h := newHome(t)
	none, err := Newest(h.dir, h.now)
	if err != nil || none.Leaves != 0 || none.Note != "" || none.Covers("warc/a.warc.gz") {
		t.Errorf("before there is a log: %+v, %v", none, err)
	}
	h.add("a.warc.gz", 2)
	h.record("")
	first, err := Newest(h.dir, h.now)
	if err != nil || first.Leaves == 0 || !first.Covers("warc/a.warc.gz") || first.Covers("warc/b.warc.gz") || len(first.Keys) != 1 {
		t.Errorf("after a run: %+v, %v", first, err)
	}
	h.add("b.warc.gz", 1)
	if again, err := Newest(h.dir, h.now); err != nil || again.Note != first.Note || again.Covers("warc/b.warc.gz") {
		t.Errorf("before the next: %+v, %v", again, err)
	}
	h.record("")
	h.rotate()
	if second, err := Newest(h.dir, h.now); err != nil || second.Leaves <= first.Leaves || !second.Covers("warc/b.warc.gz") || len(second.Keys) != 2 {
		t.Errorf("after the next, and another key: %+v, %v", second, err)
	}
}

package dataset

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"communique/archive"
)

// Whatever happens between two datasets, the older one and the increment make
// the newer one; and so over several increments.
func TestIncrements(t *testing.T) {
	db := archived(t, release(1), release(2), release(3), release(4), release(9))
	dir := t.TempDir()
	base := filepath.Join(dir, "0")
	mustMake(t, base, options(db))
	have := linesOf(t, base)

	edited, seen, restricted := release(2), release(3), release(4)
	edited.Text, edited.Version = p("The lamps are lit."), 2
	seen.LastSeen = "2026-03-02T03:00:00.000Z"
	restricted.Status = archive.StatusRestricted
	steps := []struct {
		what string
		do   func()
		rows Rows
		want []string // in CHANGES.md
	}{
		{"nothing", func() {}, Rows{}, []string{"Added: 0", "of 0 more", "5 are the same"}},
		{"all sorts", func() { settle(t, db, edited, seen, restricted, release(5)); forget(t, db, release(9)) },
			Rows{Releases: 3, Restricted: 1, Quotes: 3, Links: 3},
			[]string{"Added: 1\n", "0005`", "Changed: 1\n", "0002`", "Withheld: 1\n", "0004`", "Removed: 1\n", "0009`", "of 1 more"}},
		{"given again", func() { settle(t, db, release(4)) }, Rows{Releases: 1, Quotes: 1, Links: 1}, []string{"Given again: 1\n"}},
	}
	last := base
	for i, step := range steps {
		step.do()
		o := options(db)
		whole := filepath.Join(dir, fmt.Sprintf("whole%d", i))
		mustMake(t, whole, o)
		o.Since = last
		increment := filepath.Join(dir, fmt.Sprintf("increment%d", i))
		m := mustMake(t, increment, o)
		if m.Rows != step.rows || !m.Increment || m.Previous == nil {
			t.Errorf("%s: manifest %+v", step.what, m)
		}
		text := tree(t, increment)["CHANGES.md"]
		for _, want := range step.want {
			if !strings.Contains(strings.ToLower(text), strings.ToLower(want)) {
				t.Errorf("%s: no %q in\n%s", step.what, want, text)
			}
		}
		for id, line := range linesOf(t, increment) {
			have[id] = line
		}
		var laid string
		for mark := range strings.Lines(tree(t, increment)[digestsName]) {
			var m Mark
			if err := json.Unmarshal([]byte(mark), &m); err != nil {
				t.Fatal(err)
			}
			laid += have[m.ID]
		}
		if want := tree(t, whole)["data/releases.jsonl"]; laid != want {
			t.Errorf("%s: laid over each other, they are\n%s\nwant\n%s", step.what, laid, want)
		}
		last = increment
	}
	o := options(db)
	o.Since = base
	if _, err := Make(t.Context(), base, o); err == nil || !strings.Contains(err.Error(), "another folder") {
		t.Errorf("an increment in the place of its base: %v", err)
	}
}

func linesOf(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	for line := range strings.Lines(tree(t, dir)["data/releases.jsonl"]) {
		var r struct{ ID string }
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			t.Fatal(err)
		}
		all[r.ID] = line
	}
	return all
}

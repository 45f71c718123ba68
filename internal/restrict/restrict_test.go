package restrict

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

func decision(hours int, action, id string, addresses ...string) Decision {
	return Decision{Time: noon.Add(time.Duration(hours) * time.Hour), ID: id, Addresses: addresses, Action: action, Why: "because", By: "odile"}
}

func decisions(all ...Decision) *Decisions {
	d := &Decisions{}
	for _, n := range all {
		d.add(n)
	}
	return d
}

func TestRestriction(t *testing.T) {
	tests := []struct {
		name string
		d    *Decisions
		want bool // of the release a, at /a and, since it moved, at /b
	}{
		{"none", decisions(), false},
		{"restricted", decisions(decision(0, Restrict, "s:a")), true},
		{"by an address it has", decisions(decision(0, Restrict, "s:before", "/b")), true},
		{"another", decisions(decision(0, Restrict, "s:c", "/c")), false},
		{"lifted", decisions(decision(0, Restrict, "s:a", "/a"), decision(1, Lift, "s:a", "/a")), false},
		{"lifted by an address", decisions(decision(0, Restrict, "s:a", "/a"), decision(1, Lift, "s:x", "/a", "/z")), false},
		{"and restricted again", decisions(decision(0, Restrict, "s:a"), decision(1, Lift, "s:a"), decision(2, Restrict, "s:a")), true},
		{"lifted before", decisions(decision(0, Lift, "s:a"), decision(1, Restrict, "s:a")), true},
		{"the clock went back", decisions(decision(5, Restrict, "s:a"), decision(1, Lift, "s:a")), false},
		// Two releases turn out to be one. The lift was of the other.
		{"the other was lifted", decisions(decision(0, Restrict, "s:a", "/a"), decision(1, Lift, "s:b", "/b")), true},
		{"the other is restricted", decisions(decision(0, Restrict, "s:b", "/b"), decision(1, Restrict, "s:a", "/a"), decision(2, Lift, "s:a", "/a")), true},
	}
	for _, test := range tests {
		if _, got := test.d.Restriction("s:a", []string{"/a", "/b"}); got != test.want {
			t.Errorf("%s: restricted %v, want %v", test.name, got, test.want)
		}
	}
}

func TestCleared(t *testing.T) {
	d := decisions(decision(2, Lift, "s:a", "/a"))
	for _, test := range []struct {
		id   string
		seen int
		want bool
	}{{"s:a", 1, true}, {"s:a", 2, true}, {"s:a", 3, false}, {"s:b", 1, false}} {
		if got := d.Cleared(test.id, nil, noon.Add(time.Duration(test.seen)*time.Hour)); got != test.want {
			t.Errorf("%s, last seen at hour %d: cleared %v, want %v", test.id, test.seen, got, test.want)
		}
	}
}

func TestAppend(t *testing.T) {
	home := t.TempDir()
	reader := Open(home)
	if d, seal, err := reader.Decisions(); len(d.All) != 0 || seal != (Seal{}) || err != nil {
		t.Fatalf("without a file: %v, %v, %v", d, seal, err)
	}
	var wait sync.WaitGroup
	for i := range 8 {
		wait.Add(1)
		go func() {
			defer wait.Done()
			if err := Open(home).Append(decision(i, Restrict, fmt.Sprintf("s:%d", i), "/"+strings.Repeat("x", 5000))); err != nil {
				t.Error(err)
			}
		}()
	}
	wait.Wait()
	d, seal, err := reader.Decisions()
	if len(d.All) != 8 || err != nil {
		t.Fatalf("%d decisions, error %v", len(d.All), err)
	}
	for _, bad := range []Decision{decision(0, "hide", "s:a"), decision(0, Restrict, ""), {Time: noon, ID: "s:a", Action: Lift, Why: "  "}} {
		if err := reader.Append(bad); err == nil {
			t.Errorf("taken: %+v", bad)
		}
	}
	if err := reader.Append(decision(9, Lift, "s:0")); err != nil {
		t.Fatal(err)
	}
	if d, _, err = reader.Decisions(); len(d.All) != 9 || d.All[8].Action != Lift || err != nil {
		t.Errorf("%d decisions, error %v", len(d.All), err)
	}
	if err := reader.Check(seal); err != nil {
		t.Errorf("a file that has grown: %v", err)
	}
}

// Whatever is wrong with the file, nobody is told that there are no decisions.
func TestDamage(t *testing.T) {
	home := t.TempDir()
	b := Open(home)
	for i := range 3 {
		if err := b.Append(decision(i, Restrict, fmt.Sprintf("s:%d", i), "/a")); err != nil {
			t.Fatal(err)
		}
	}
	whole, err := os.ReadFile(Path(home))
	if err != nil {
		t.Fatal(err)
	}
	_, seal, err := b.Decisions()
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(whole), "\n")
	tests := []struct{ name, text, want string }{
		{"cut off", string(whole[:len(whole)-1]), "line 3: the line is cut off"},
		{"cut off in a word", string(whole[:len(whole)-20]), "line 3: the line is cut off"},
		{"an empty line", lines[0] + "\n" + lines[1], "line 2: unexpected end of JSON input"},
		{"no JSON", lines[0] + "oh\n", "line 2: invalid character"},
		{"unknown action", strings.Replace(string(whole), `"restrict"`, `"restrain"`, 1), `line 1: action "restrain"`},
		{"no reason", strings.Replace(string(whole), `"because"`, `""`, 1), "line 1: time, id or why is missing"},
		{"no id", strings.Replace(string(whole), `"s:0"`, `""`, 1), "line 1: time, id or why is missing"},
	}
	for i, test := range tests {
		if err := os.WriteFile(Path(home), []byte(test.text), 0o644); err != nil {
			t.Fatal(err)
		}
		// The program may have read the file before, within the same tick.
		if err := os.Chtimes(Path(home), noon, noon.Add(time.Duration(i)*time.Second)); err != nil {
			t.Fatal(err)
		}
		d, _, err := b.Decisions()
		if err == nil || !strings.Contains(err.Error(), test.want) || !strings.Contains(err.Error(), Path(home)) || len(d.All) > 0 {
			t.Errorf("%s: %d decisions, error %v, want %q", test.name, len(d.All), err, test.want)
		}
		if err := b.Append(decision(9, Restrict, "s:9")); err == nil {
			t.Errorf("%s: written to all the same", test.name)
		}
	}
	for name, text := range map[string]string{"taken away": lines[0], "changed": strings.Replace(string(whole), "s:0", "s:7", 1)} {
		if err := os.WriteFile(Path(home), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := b.Check(seal); err == nil || !strings.Contains(err.Error(), "is not what it was") {
			t.Errorf("%s: error %v", name, err)
		}
	}
	if err := os.Remove(Path(home)); err != nil {
		t.Fatal(err)
	}
	if err := b.Check(seal); err == nil {
		t.Error("a file that is gone is taken for an empty one")
	}
	if err := os.Mkdir(Path(home), 0o755); err != nil {
		t.Fatal(err)
	}
	if _, _, err := b.Decisions(); err == nil {
		t.Errorf("%s is a folder", filepath.Base(Path(home)))
	}
}

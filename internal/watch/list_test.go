package watch

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"communique/index"
)

func TestListKeepsWatches(t *testing.T) {
	state := filepath.Join(t.TempDir(), "state")
	w := New("kz", index.Request{Query: `«presse libre» l'an "x: y"`, Lang: "fr", Sites: []string{"a", "b"}, Countries: []string{"KZ"},
		Kinds: []string{"news"}, Speaker: "Odile Varga", Since: "2020-01-01", Until: "2020-12-31"}, night(2), night(1))
	if _, err := Add(state, w); err != nil {
		t.Fatal(err)
	}
	all, err := Load(state)
	if err != nil || len(all) != 1 {
		t.Fatalf("%v, error %v", all, err)
	}
	if diff := cmp.Diff(w, all[0]); diff != "" {
		t.Errorf("read back (-written +read):\n%s", diff)
	}
	if got, want := w.String(), `'«presse libre» l'\''an "x: y"' --site a,b --country KZ --kind news --lang fr --speaker 'Odile Varga' --since 2020-01-01 --until 2020-12-31`; got != want {
		t.Errorf("as typed: %s, want %s", got, want)
	}
}

func TestNames(t *testing.T) {
	state := t.TempDir()
	for _, c := range []struct{ name, query, want string }{
		{"", "Kazakhstan journaliste", "kazakhstan-journaliste"},
		{"", "Kazakhstan journaliste", "kazakhstan-journaliste-2"},
		{"", "détention «à l’isolement»", "detention-a-l-isolement"},
		{"", "журналисты", "watch"},
		{"", "صحفي", "watch-2"},
		{"", "../../etc/passwd", "etc-passwd"},
		{"", strings.Repeat("longueur ", 30), "longueur-longueur-longueur-longueur-long"},
		{"own_name-1", "x", "own_name-1"},
	} {
		got, err := Add(state, New(c.name, index.Request{Query: c.query}, night(1), night(1)))
		if err != nil || got != c.want {
			t.Errorf("%q: name %q, error %v, want %q", c.query, got, err, c.want)
		}
	}
	for _, bad := range []string{"../x", "A", "a b", ".hidden", "é", strings.Repeat("x", 65), "-x"} {
		if _, err := Add(state, New(bad, index.Request{}, night(1), night(1))); !errors.Is(err, ErrName) {
			t.Errorf("name %q: %v", bad, err)
		}
	}
	if _, err := Add(state, New("watch", index.Request{}, night(1), night(1))); !errors.Is(err, ErrTaken) {
		t.Errorf("a name twice: %v", err)
	}
	if err := Remove(state, "nobody"); !errors.Is(err, ErrUnknown) {
		t.Errorf("remove what is not there: %v", err)
	}
}

func TestBadLists(t *testing.T) {
	for name, c := range map[string]struct{ yaml, want string }{
		"no YAML":     {"watches: [", "watches.yaml"},
		"unknown key": {"watches:\n  - {name: a, query: x, color: red}\n", "color"},
		"bad name":    {"watches:\n  - {name: ../a, query: x}\n", `"../a"`},
		"name twice":  {"watches:\n  - {name: a, query: x}\n  - {name: a, query: y}\n", `"a"`},
	} {
		state := t.TempDir()
		if err := os.WriteFile(filepath.Join(state, listName), []byte(c.yaml), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := Load(state); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want it to name %s", name, err, c.want)
		}
		if err := Remove(state, "a"); err == nil {
			t.Errorf("%s: removed from a list that cannot be read", name)
		}
	}
}

// Two people who add at the same time both get their watch.
func TestAddTogether(t *testing.T) {
	state := t.TempDir()
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if _, err := Add(state, New("", index.Request{Query: "same"}, night(1), night(1))); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if all, err := Load(state); err != nil || len(all) != 8 {
		t.Errorf("%d watches, error %v", len(all), err)
	}
}

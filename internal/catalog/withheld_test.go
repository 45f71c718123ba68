package catalog

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"communique/archive"
	"communique/internal/restrict"
)

// filed settles releases under /a, /b …, each with an alias and a file of its
// own and one that all offer.
func filed(t *testing.T, db *DB, status ...string) []archive.Release {
	t.Helper()
	var all []archive.Release
	speaker := "Odile Varga"
	for i, s := range status {
		name := string(rune('a' + i))
		r := archive.Release{
			ID: "lantern:000" + name, Site: "lantern", URL: "https://press.example/" + name, Aliases: []string{"https://press.example/old/" + name},
			Status: s, Version: 1, LastSeen: archive.Timestamp(start), Countries: []string{"KZ"},
			Quotes: []archive.Quote{{Text: "An empty sheet", Speaker: &speaker, Attribution: archive.AttributionExplicit}},
		}
		r.Normalize()
		g := Settled{URLs: append([]string{r.URL}, r.Aliases...), Releases: []SettledRelease{{
			Record: r, Versions: []Version{{Ordinal: 1, Record: r}},
			Addresses:   []Address{{r.URL, r.ID}, {r.Aliases[0], "lantern:00f" + name}},
			Attachments: []string{"https://press.example/all.pdf", "https://press.example/" + name + ".pdf"},
		}}}
		changes, err := db.Settle(t.Context(), []Settled{g})
		if err != nil || len(changes) != 1 || changes[0].After.Held != (s == archive.StatusRemoved) {
			t.Fatalf("changes %+v, error %v", changes, err)
		}
		all = append(all, r)
	}
	return all
}

func decide(t *testing.T, db *DB, r archive.Release, action string, after time.Duration) {
	t.Helper()
	if err := db.Decide(t.Context(), r, restrict.Decision{Time: start.Add(after), Action: action, Why: "because", By: "odile"}); err != nil {
		t.Fatal(err)
	}
}

// public gives the last letters of the ids that a filter finds and that are
// public, and of those that are not.
func public(t *testing.T, db *DB, f Filter) (shown, withheld string) {
	t.Helper()
	for r, err := range db.Records(t.Context(), f) {
		if err != nil {
			t.Fatal(err)
		}
		one, err := db.Record(t.Context(), r.ID)
		if err != nil || one.Public() != r.Public() || one.Status != r.Status {
			t.Errorf("%s: %s, %v alone; %s, %v among others; error %v", r.ID, one.Status, one.Public(), r.Status, r.Public(), err)
		}
		versions, err := db.Versions(t.Context(), r.ID)
		if err != nil || versions[0].Record.Public() != r.Public() {
			t.Errorf("%s: its version is public: %v, error %v", r.ID, versions[0].Record.Public(), err)
		}
		if last := r.ID[len(r.ID)-1:]; r.Public() {
			shown += last
		} else {
			withheld += last
		}
	}
	return shown, withheld
}

func TestWithheld(t *testing.T) {
	db, _ := openTemp(t)
	all := filed(t, db, archive.StatusLive, archive.StatusLive, archive.StatusRemoved, archive.StatusRemoved, archive.StatusSuspect)
	expect := func(when, shown, withheld string) {
		t.Helper()
		if s, w := public(t, db, Filter{Sites: []string{"lantern"}}); s != shown || w != withheld {
			t.Errorf("%s: shown %q, withheld %q; want %q, %q", when, s, w, shown, withheld)
		}
		for _, f := range []Filter{{Countries: []string{"KZ"}}, {Speaker: "varga"}} {
			if s, w := public(t, db, f); s != shown || w != "" {
				t.Errorf("%s, by what they say: shown %q, withheld %q", when, s, w)
			}
		}
		var listed string
		list, err := db.Withheld(t.Context())
		for _, w := range list {
			listed += w.ID[len(w.ID)-1:]
		}
		held, more := db.Held(t.Context())
		for _, w := range list {
			if w.Why == nil {
				held--
			}
		}
		if held != 0 || more != nil {
			t.Errorf("%s: counted %d more than listed, error %v", when, held, more)
		}
		if err != nil || strings.Join(slices.Sorted(slices.Values(strings.Split(listed, ""))), "") != withheld {
			t.Errorf("%s: listed %q, error %v", when, listed, err)
		}
	}
	expect("at first", "abe", "cd")
	decide(t, db, all[0], restrict.Restrict, 0)
	expect("restricted", "be", "acd")
	decide(t, db, all[2], restrict.Lift, -time.Hour)
	expect("lifted before it was last seen", "be", "acd")
	decide(t, db, all[2], restrict.Lift, time.Hour)
	expect("one is looked at", "bce", "ad")
	decide(t, db, all[3], restrict.Restrict, time.Hour)
	if n, err := db.Held(t.Context()); n != 0 || err != nil {
		t.Errorf("%d held, error %v", n, err)
	}
	barred, err := db.Barred(t.Context())
	want := map[string]bool{}
	for _, name := range []string{"a", "old/a", "a.pdf", "d", "old/d", "d.pdf"} {
		want["https://press.example/"+name] = true
	}
	if fmt.Sprint(barred) != fmt.Sprint(want) || err != nil {
		t.Errorf("barred %v, error %v", barred, err)
	}
	decide(t, db, all[0], restrict.Lift, 2*time.Hour)
	expect("lifted", "abce", "d")
}

// The views for sqlite3 follow the search index.
func TestWithheldViews(t *testing.T) {
	db, _ := openTemp(t)
	all := filed(t, db, archive.StatusLive, archive.StatusRemoved)
	index := func() {
		t.Helper()
		seal, err := db.UnindexDecided(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		ids, err := db.Unindexed(t.Context())
		if err == nil {
			withheld := map[string]bool{}
			for _, id := range ids {
				r, err := db.Record(t.Context(), id)
				if err != nil {
					t.Fatal(err)
				}
				withheld[id] = !r.Public()
			}
			err = db.Indexed(t.Context(), ids, withheld, seal)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	check := func(want string) {
		t.Helper()
		for _, view := range []string{"id FROM releases", "release_id FROM quotes", "release_id FROM release_countries"} {
			got, err := list(t.Context(), db, scanText, `SELECT `+view+` ORDER BY 1`)
			if strings.Join(got, " ") != want || err != nil {
				t.Errorf("%s: %v, error %v; want %q", view, got, err, want)
			}
		}
	}
	index()
	check("lantern:000a")
	decide(t, db, all[0], restrict.Restrict, 0)
	index()
	check("")
	decide(t, db, all[0], restrict.Lift, time.Hour)
	decide(t, db, all[1], restrict.Lift, time.Hour)
	index()
	check("lantern:000a lantern:000b")
	seal, err := db.UnindexDecided(t.Context())
	if ids, more := db.Unindexed(t.Context()); len(ids) > 0 || err != nil || more != nil || seal.Size == 0 {
		t.Errorf("unindexed again: %v, %v, %v, seal %+v", ids, err, more, seal)
	}
}

// A file that has lost decisions is noticed by an open catalogue, and by one
// that is opened then.
func TestLostDecisions(t *testing.T) {
	db, _ := openTemp(t)
	all := filed(t, db, archive.StatusLive)
	decide(t, db, all[0], restrict.Restrict, 0)
	seal, err := db.UnindexDecided(t.Context())
	if err == nil {
		err = db.Indexed(t.Context(), nil, nil, seal)
	}
	if err == nil {
		err = os.Remove(restrict.Path(filepath.Dir(db.path)))
	}
	if err != nil {
		t.Fatal(err)
	}
	const want = "is not what it was"
	if _, err := db.Record(t.Context(), all[0].ID); err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("record: %v", err)
	}
	for _, err := range db.Records(t.Context(), Filter{}) {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("records: %v", err)
		}
	}
	if _, err := db.Versions(t.Context(), all[0].ID); err == nil {
		t.Error("versions are given")
	}
	if _, err := db.Barred(t.Context()); err == nil {
		t.Error("nothing is barred")
	}
	if _, err := OpenRead(t.Context(), db.path); err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("open: %v", err)
	}
}

// The shell is told the ids of what is not public, which one lifts, and no
// titles: also where a decision names another address of the release.
func TestTitlesOfThePublicOnly(t *testing.T) {
	db, _ := openTemp(t)
	all := filed(t, db, archive.StatusLive, archive.StatusLive, archive.StatusRemoved, archive.StatusLive)
	other := all[3]
	other.ID = "lantern:other"
	decide(t, db, all[1], restrict.Restrict, 0)
	decide(t, db, other, restrict.Restrict, 0)
	for _, prefix := range []string{"", "lantern:", "000"} {
		var got []string
		for title, err := range db.Titles(t.Context(), prefix, 10) {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, title.ID+"="+title.Title)
		}
		const want = "lantern:000a=https://press.example/a lantern:000b= lantern:000c= lantern:000d="
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%q: %s, want %s", prefix, s, want)
		}
	}
}

// What may stand for two releases is neither.
func TestResolveMeant(t *testing.T) {
	db, _ := openTemp(t)
	filed(t, db, archive.StatusLive, archive.StatusLive)
	const a, b = "https://press.example/a", "https://press.example/b"
	if id, err := db.Resolve(t.Context(), "Press.example/a#top", a, "http://press.example/a", "https://press.example/old/a"); id != "lantern:000a" || err != nil {
		t.Errorf("%q, %v", id, err)
	}
	if id, err := db.Resolve(t.Context(), b, a); id != "lantern:000b" || err != nil {
		t.Errorf("what was typed does not count first: %q, %v", id, err)
	}
	_, err := db.Resolve(t.Context(), "press.example", a, b)
	if err == nil || !strings.Contains(err.Error(), "can be lantern:000a, lantern:000b: give its id") {
		t.Errorf("two: %v", err)
	}
}

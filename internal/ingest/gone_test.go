package ingest

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"communique/archive"
	"communique/internal/catalog"
	"communique/internal/restrict"
)

// pier is the address of one of a few releases.
func pier(name string) string { return "https://press.example/news/pier-" + name }

// A page that is no release, and does not say either that it is missing, counts
// when several addresses answer it while the site gives others as ever.
func TestSameElsewhere(t *testing.T) {
	good := func(name string) string { return page("The pier "+name, "2 March 2026", "First words.") }
	shell := func(token string) string {
		return `<html><head><title>Lantern Watch</title><meta name="token" content="` + token + `"></head><body></body></html>`
	}
	first := []hop{ok(0, pier("a"), good("a")), ok(0, pier("b"), good("b")), ok(0, pier("c"), good("c")), ok(0, pier("d"), good("d"))}
	everywhere := func(day int, tokens bool, names ...string) (hops []hop) {
		for _, name := range names {
			token := ""
			if tokens {
				token = fmt.Sprint(name, day)
			}
			hops = append(hops, ok(day, pier(name), shell(token)))
		}
		return hops
	}
	tests := []struct {
		name string
		hops []hop
		want string // the status of a
	}{
		{"three of four", append(everywhere(2, false, "a", "b", "c"), ok(2, pier("d"), good("d"))), archive.StatusSuspect},
		{"with tokens in them", append(everywhere(2, true, "a", "b", "c"), ok(2, pier("d"), good("d"))), archive.StatusSuspect},
		{"the fourth has not changed", append(everywhere(2, true, "a", "b", "c"), answer(2, pier("d"), 304)), archive.StatusSuspect},
		{"for long", slices.Concat(everywhere(2, true, "a", "b", "c"), everywhere(16, true, "a"), []hop{answer(2, pier("d"), 304), answer(16, pier("d"), 304)}), archive.StatusRemoved},
		{"two of four", append(everywhere(2, false, "a", "b"), ok(2, pier("d"), good("d"))), archive.StatusLive},
		{"all of them", everywhere(2, false, "a", "b", "c", "d"), archive.StatusLive},
		{"the others on another day", append(everywhere(2, false, "a", "b", "c"), ok(5, pier("d"), good("d"))), archive.StatusLive},
		{"and back", append(everywhere(2, false, "a", "b", "c"), ok(2, pier("d"), good("d")), ok(3, pier("a"), good("a"))), archive.StatusLive},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			random := rand.New(rand.NewPCG(7, uint64(len(test.name))))
			for round := range 2 {
				l := newLab(t)
				l.bare = true
				hops := slices.Concat(first, test.hops)
				random.Shuffle(len(hops), func(i, j int) { hops[i], hops[j] = hops[j], hops[i] })
				for part := range slices.Chunk(hops, 3+2*round) { // each in a run of its own
					l.archive(part...)
					l.ingest()
				}
				if r := l.releases()[pier("a")]; r.Status != test.want || r.Version != 1 {
					t.Errorf("round %d: status %s, version %d; want %s, 1; warnings %q", round, r.Status, r.Version, test.want, r.Warnings)
				}
			}
		})
	}
}

// expected says what a row of answers of one address, in order of time, makes
// of its release.
func expected(answers []hop) string {
	var from, to time.Time
	status := ""
	for _, a := range answers {
		switch {
		case a.status == 404 || a.status == 410 || strings.Contains(a.body, "Page not found"):
			if from.IsZero() {
				from = a.at
			}
			to, status = a.at, archive.StatusSuspect
		case a.status == 304 && status != "" || strings.Contains(a.body, "First words"):
			from, to, status = time.Time{}, time.Time{}, archive.StatusLive
		}
	}
	if status == archive.StatusSuspect && to.Sub(from) >= 14*24*time.Hour {
		return archive.StatusRemoved
	}
	return status
}

// The status follows from the captures in order of time, in whatever order and
// in how many runs they are read. What says nothing changes nothing.
func TestStatusFollowsTime(t *testing.T) {
	good := page("Lamps on the quay", "2 March 2026", "First words.")
	missing := "<html><head><title>Page not found</title></head><body><h1>Page not found</h1></body></html>"
	const seed = 5
	random := rand.New(rand.NewPCG(seed, 1))
	seen := map[string]int{}
	for range 14 {
		hops := []hop{ok(0, quay, good)}
		for day := 1; day < 45; day += 1 + random.IntN(6) {
			kind := random.IntN(10)
			if len(hops) > 3 && random.IntN(3) > 0 {
				kind = random.IntN(4) // long rows of 404, or none would be removed
			}
			switch kind {
			case 0, 1:
				hops = append(hops, answer(day, quay, 404))
			case 2:
				hops = append(hops, answer(day, quay, 410))
			case 3:
				hops = append(hops, ok(day, quay, missing))
			case 4:
				hops = append(hops, ok(day, quay, good))
			case 5:
				hops = append(hops, answer(day, quay, 304))
			default:
				hops = append(hops, answer(day, quay, []int{500, 503, 403, 429}[random.IntN(4)]))
			}
		}
		if random.IntN(4) == 0 {
			hops = append(hops, ok(46, quay, good))
		}
		want := expected(hops)
		seen[want]++
		random.Shuffle(len(hops), func(i, j int) { hops[i], hops[j] = hops[j], hops[i] })
		l := newLab(t)
		l.bare = true
		for part := range slices.Chunk(hops, 1+random.IntN(len(hops))) {
			l.archive(part...)
			l.ingest()
		}
		if r := l.one(); r.Status != want || r.Version != 1 || *r.Title != "Lamps on the quay" {
			var row []string
			slices.SortFunc(hops, func(a, b hop) int { return a.at.Compare(b.at) })
			for _, h := range hops {
				row = append(row, fmt.Sprintf("%s %d %d", h.at.Format(time.DateOnly), h.status, len(h.body)))
			}
			t.Fatalf("seed %d: status %s, version %d, want %s, 1\n%s", seed, r.Status, r.Version, want, strings.Join(row, "\n"))
		}
	}
	if seen[archive.StatusLive] == 0 || seen[archive.StatusSuspect] == 0 || seen[archive.StatusRemoved] == 0 {
		t.Errorf("seed %d does not tell enough: %v", seed, seen)
	}
}

// An address that flaps is never removed, however long it does.
func TestFlapping(t *testing.T) {
	good := page("Lamps on the quay", "2 March 2026", "First words.")
	l := newLab(t)
	l.bare = true
	for day := 0; day < 60; day += 6 {
		l.archive(ok(day, quay, good), answer(day+1, quay, 404), answer(day+4, quay, 404))
		l.ingest()
		if r := l.one(); r.Status != archive.StatusSuspect {
			t.Fatalf("day %d: status %s", day, r.Status)
		}
	}
}

// A run names the releases that are withheld from now on; a decision about the
// old copy counts until the release has been seen again.
func TestHeld(t *testing.T) {
	good := page("Lamps on the quay", "2 March 2026", "First words.")
	l := newLab(t)
	l.archive(ok(0, quay, good), answer(1, quay, 404))
	if rep := l.ingest(); len(rep.Held) != 0 || l.one().Withheld {
		t.Fatalf("report %s", asJSON(t, rep))
	}
	l.archive(answer(16, quay, 404))
	rep := l.ingest()
	r := l.one()
	if !slices.Equal(rep.Held, []string{r.ID}) || !slices.Equal(rep.Removed, rep.Held) || r.Public() {
		t.Fatalf("report %s, public %v", asJSON(t, rep), r.Public())
	}
	l.decide(r, restrict.Lift, 17)
	if r = l.one(); !r.Public() || r.Status != archive.StatusRemoved {
		t.Errorf("lifted, and public: %v, status %s", r.Public(), r.Status)
	}
	// An alias turns up: the decision holds for the release under all its names.
	l.archive(moved(17, quay2, quay))
	if rep := l.ingest(); len(rep.Held) != 0 || l.one().Withheld {
		t.Errorf("held again: %s", asJSON(t, rep))
	}
	l.archive(ok(20, quay, good))
	l.ingest()
	l.archive(answer(21, quay, 404), answer(40, quay, 410))
	if rep = l.ingest(); !slices.Equal(rep.Held, []string{r.ID}) || !l.one().Withheld {
		t.Errorf("gone another time: %s", asJSON(t, rep))
	}
	// Restricted, the site moves it, and it has another address: still restricted.
	l.decide(r, restrict.Restrict, 41)
	l.archive(moved(42, quay, quay+"-moved"), ok(42, quay+"-moved", good))
	rep = l.ingest()
	if r := l.one(); r.Public() || r.Status != archive.StatusRestricted || r.URL != quay+"-moved" || len(rep.Held) != 0 {
		t.Errorf("moved: %s at %s, public %v; report %s", r.Status, r.URL, r.Public(), asJSON(t, rep))
	}
}

// decide writes a decision into the home.
func (l *lab) decide(r archive.Release, action string, day int) {
	l.Helper()
	l.must(l.read().Decide(l.Context(), r, restrict.Decision{Time: at(day), Action: action, Why: "because", By: "odile"}))
}

// What several addresses answer is kept once, and the others as revisits of it:
// read in one run, it tells the same as night by night.
func TestSameElsewhereDeduplicated(t *testing.T) {
	shell := `<html><head><title>Lantern Watch</title></head><body></body></html>`
	var hops []hop
	for _, name := range []string{"a", "b", "c", "d"} {
		hops = append(hops, ok(0, pier(name), page("The pier "+name, "2 March 2026", "First words.")))
	}
	hops = append(hops, answer(2, pier("d"), 304), ok(2, pier("a"), shell), ok(2, pier("b"), shell), ok(2, pier("c"), shell))
	l := newLab(t)
	l.bare = true
	l.archiveAs(hops)
	again := newLab(t)
	again.bare = true
	rename(t, copyDir(t, filepath.Join(l.home, "warc")), filepath.Join(again.home, "warc"))
	again.ingest()
	for when, l := range map[string]*lab{"night by night": l, "in one run": again} {
		all := l.releases()
		for _, name := range []string{"a", "b", "c"} {
			if r := all[pier(name)]; r.Status != archive.StatusSuspect {
				t.Errorf("%s: %s is %s", when, name, r.Status)
			}
		}
		if r := all[pier("d")]; r.Status != archive.StatusLive {
			t.Errorf("%s: d is %s", when, r.Status)
		}
	}
	revisits := 0
	for c, err := range again.read().Captures(t.Context(), catalog.Filter{}) {
		again.must(err)
		if c.Kind == catalog.CaptureRevisit && !c.NotModified {
			revisits++
		}
	}
	if revisits != 2 {
		t.Errorf("%d revisits, want two", revisits)
	}
}

package ingest

import (
	"strings"
	"testing"

	"communique/archive"
)

const (
	quay  = "https://press.example/news/quay"
	quay2 = "https://press.example/old/quay"
	front = "https://press.example/"
)

func ok(day int, url, body string) hop { return hop{at: at(day), url: url, status: 200, body: body} }

func answer(day int, url string, status int) hop { return hop{at: at(day), url: url, status: status} }

func moved(day int, from, to string) hop {
	return hop{at: at(day), url: from, status: 301, head: "Location: " + to + "\r\n"}
}

func TestStatus(t *testing.T) {
	good := page("Lamps on the quay", "2 March 2026", "First words.")
	home := page("Welcome", "", "Home.")
	tests := []struct {
		name string
		hops []hop
		want string
		seen int // the day of last_seen
	}{
		{"live", []hop{ok(0, quay, good)}, archive.StatusLive, 0},
		{"unchanged", []hop{ok(0, quay, good), answer(3, quay, 304)}, archive.StatusLive, 3},
		{"fetched again", []hop{ok(0, quay, good), ok(5, quay, good)}, archive.StatusLive, 5},
		{"suspect", []hop{ok(0, quay, good), answer(1, quay, 404)}, archive.StatusSuspect, 0},
		{"suspect for 13 days", []hop{ok(0, quay, good), answer(1, quay, 404), answer(14, quay, 410)}, archive.StatusSuspect, 0},
		{"removed", []hop{ok(0, quay, good), answer(1, quay, 404), answer(15, quay, 410)}, archive.StatusRemoved, 0},
		{"back again", []hop{ok(0, quay, good), answer(1, quay, 404), answer(8, quay, 304), answer(16, quay, 404)}, archive.StatusSuspect, 8},
		{"timeouts do not count", []hop{ok(0, quay, good), answer(1, quay, 503), answer(20, quay, 500), answer(21, quay, 403)}, archive.StatusLive, 0},
		{"to the home page", []hop{ok(0, quay, good), moved(2, quay, front), ok(2, front, home)}, archive.StatusRedirected, 0},
		{"to the home page, never fetched", []hop{ok(0, quay, good), moved(2, quay, front)}, archive.StatusLive, 0},
		{"to a missing page", []hop{ok(0, quay, good), moved(2, quay, quay2), answer(2, quay2, 404)}, archive.StatusSuspect, 0},
		{"to another address of it", []hop{ok(0, quay, good), moved(2, quay, quay2), ok(2, quay2, good)}, archive.StatusLive, 2},
		{"old address gone", []hop{ok(0, quay, good), moved(2, quay, quay2), ok(2, quay2, good), answer(3, quay, 404), answer(30, quay, 404)}, archive.StatusLive, 2},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			l := newLab(t)
			l.bare = true
			l.archive(test.hops...)
			l.ingest()
			r := l.one()
			if r.Status != test.want || r.LastSeen != archive.Timestamp(at(test.seen)) || r.FirstSeen != archive.Timestamp(at(0)) || r.Version != 1 {
				t.Errorf("status %s, version %d, seen %s to %s; want %s, 1, to day %d", r.Status, r.Version, r.FirstSeen, r.LastSeen, test.want, test.seen)
			}
			if *r.Title != "Lamps on the quay" {
				t.Errorf("title %q: the last good version has to stay", *r.Title)
			}
		})
	}
}

func TestVersions(t *testing.T) {
	first := page("Lamps on the quay", "2 March 2026", "First words.")
	cards := page("Lamps on the quay", "2 March 2026", "First words.", card("/news/other", "Other", "1 March 2026"))
	second := page("Lamps on the quay", "2 March 2026", "Second words.")
	l := newLab(t)
	l.archive(ok(0, quay, first), ok(1, quay, cards), ok(2, quay, second), answer(3, quay, 304))
	l.archive(ok(4, quay, "<html><body>502</body></html>"), ok(4, quay, "<html><head><title>Page not found</title></head><body><h1>Page not found</h1></body></html>"),
		hop{at: at(5), url: quay, status: 200, body: second[:len(second)/2], cut: "disconnect"})
	rep := l.ingest()
	r := l.one()
	if r.Version != 2 || !strings.HasPrefix(*r.Text, "Second words.") || r.ContentChanged != archive.Timestamp(at(2)) || !r.Capture.Fetched.Equal(at(2)) {
		t.Errorf("version %d, changed %s, capture %v: want 2, day 2", r.Version, r.ContentChanged, r.Capture.Fetched)
	}
	if r.LastSeen != archive.Timestamp(at(5)) {
		t.Errorf("last seen %s, want day 5", r.LastSeen)
	}
	if rep.Pages != 6 || rep.Releases != 1 || len(rep.New) != 1 || rep.NotReleases != 1 {
		t.Errorf("report %s", asJSON(t, rep))
	}
	versions, err := l.read().Versions(t.Context(), r.ID)
	l.must(err)
	if len(versions) != 2 || !strings.HasPrefix(*versions[0].Record.Text, "First words.") || versions[0].Record.LastSeen != archive.Timestamp(at(1)) || versions[0].Digest == versions[1].Digest {
		t.Errorf("versions %s", asJSON(t, versions))
	}
	// One more night: what changes is said.
	l.archive(ok(6, quay, first))
	if rep := l.ingest(); len(rep.Changed) != 1 || rep.Changed[0] != r.ID || len(rep.New) != 0 || l.one().Version != 3 {
		t.Errorf("report %s", asJSON(t, rep))
	}
}

func TestIdentity(t *testing.T) {
	good := page("Lamps on the quay", "2 March 2026", "First words.")
	other := page("Nets over the harbour", "2 March 2026", "Other words.")
	id := idOf("lantern", quay)
	tests := []struct {
		name    string
		hops    []hop
		id, url string
		aliases []string
	}{
		{"alone, with a slash", []hop{ok(0, quay+"/", good)}, id, quay, nil},
		{"moved", []hop{ok(0, quay, good), moved(3, quay, quay2+"/"), ok(3, quay2+"/", good)}, id, quay2, []string{quay}},
		{"moved and edited", []hop{ok(0, quay, good), moved(3, quay, quay2), ok(3, quay2, other)}, id, quay2, []string{quay}},
		{"first found over a redirect", []hop{moved(0, quay2, quay), ok(0, quay, good)}, id, quay, []string{quay2}},
		{"over two hops", []hop{ok(0, quay, good), moved(1, quay, quay+"-a"), moved(1, quay+"-a", quay+"-b"), ok(1, quay+"-b", good)},
			id, quay + "-b", []string{quay, quay + "-a"}},
		{"moved and back", []hop{ok(0, quay, good), moved(1, quay, quay2), ok(1, quay2, good), moved(2, quay2, quay), ok(2, quay, good)}, id, quay, []string{quay2}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			l := newLab(t)
			l.bare = true
			l.archive(test.hops...)
			l.ingest()
			r := l.one()
			if r.ID != test.id || r.URL != test.url || strings.Join(r.Aliases, " ") != strings.Join(test.aliases, " ") {
				t.Errorf("id %s, url %s, aliases %v; want %s, %s, %v", r.ID, r.URL, r.Aliases, test.id, test.url, test.aliases)
			}
			db := l.read()
			for _, ref := range append(test.aliases, r.ID, r.URL, r.ID[len("lantern:"):][:5], "lantern:"+r.ID[len("lantern:"):][:4]) {
				if got, err := db.Resolve(t.Context(), ref); got != r.ID || err != nil {
					t.Errorf("resolve %q: %q, %v", ref, got, err)
				}
			}
		})
	}
}

// Two releases that live side by side stay two, also when one of them is later
// given up in favour of the other, or an address leads to each in turn.
func TestNotOneRelease(t *testing.T) {
	l := newLab(t)
	other := "https://press.example/news/nets"
	latest := "https://press.example/news/latest"
	l.archive(
		moved(0, latest, quay), ok(0, quay, page("Lamps on the quay", "2 March 2026", "First words.")),
		moved(1, latest, other), ok(1, other, page("Nets over the harbour", "3 March 2026", "Other words.")),
		ok(2, quay, page("Lamps on the quay", "2 March 2026", "First words.")),
		moved(3, quay, other), ok(3, other, page("Nets over the harbour", "3 March 2026", "Other words.")),
	)
	l.ingest()
	all := l.releases()
	if len(all) != 2 || all[quay].Status != archive.StatusRedirected || all[other].Status != archive.StatusLive {
		t.Fatalf("releases %s", asJSON(t, all))
	}
	if a := all[other].Aliases; len(a) != 1 || a[0] != latest {
		t.Errorf("aliases %v, want the address that leads there now", a)
	}
}

// An id that was given out stays good when its release turns out to be part of
// another.
func TestMergedID(t *testing.T) {
	l := newLab(t)
	good := page("Lamps on the quay", "2 March 2026", "First words.")
	l.archive(ok(0, quay, good), ok(1, quay2, good))
	l.ingest()
	if n := len(l.releases()); n != 2 {
		t.Fatalf("%d releases, want two", n)
	}
	l.archive(moved(2, quay2, quay))
	rep := l.ingest()
	r := l.one()
	if got, err := l.read().Resolve(t.Context(), idOf("lantern", quay2)); got != r.ID || err != nil {
		t.Errorf("resolve: %q, %v", got, err)
	}
	if len(rep.Dropped) != 1 {
		t.Errorf("report %s", asJSON(t, rep))
	}
}

// What a page reserves is that of its last capture, and no new version.
func TestReservations(t *testing.T) {
	text := page("Lamps on the quay", "2 March 2026", "First words.")
	tag := func(day int, head, body string) hop {
		h := ok(day, quay, body)
		h.head = head
		return h
	}
	meta := strings.Replace(text, "<head>", `<head><meta name="tdm-reservation" content="1">`, 1)
	if meta == text {
		t.Fatal("the page has no head")
	}
	for _, tt := range []struct {
		name string
		hops []hop
		want string
	}{
		{"none", []hop{ok(0, quay, text)}, ""},
		{"from the first", []hop{tag(0, "X-Robots-Tag: noarchive\r\n", text)}, "noarchive"},
		{"later, with the same bytes", []hop{ok(0, quay, text), tag(1, "X-Robots-Tag: communique: noarchive\r\n", text)}, "noarchive"},
		{"given up, with the same bytes", []hop{tag(0, "tdm-reservation: 1\r\n", text), ok(1, quay, text)}, ""},
		{"in the page", []hop{ok(0, quay, text), tag(1, "X-Robots-Tag: noarchive\r\n", meta)}, "noarchive tdm"},
		{"a 304 says nothing of it", []hop{tag(0, "X-Robots-Tag: noarchive\r\n", text), answer(1, quay, 304)}, "noarchive"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l := newLab(t)
			l.bare = true
			l.archive(tt.hops...)
			l.ingest()
			if r := l.one(); strings.Join(r.Reservations, " ") != tt.want || r.Version != 1 {
				t.Errorf("reservations %q in version %d, want %q in version 1", r.Reservations, r.Version, tt.want)
			}
		})
	}
}

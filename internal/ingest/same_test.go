package ingest

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"communique/archive"
	"communique/internal/restrict"
	"communique/internal/site"
)

// twoSites is a home with the site of the other tests and one that republishes
// what it says.
func twoSites(t testing.TB) *lab {
	t.Helper()
	l := newLab(t)
	var all []*site.Profile
	for _, yaml := range []string{profileYAML, strings.NewReplacer("id: lantern", "id: beacon", "press.example", "beacon.example", "Lantern Watch", "Beacon").Replace(profileYAML)} {
		p, err := site.Parse([]byte(yaml), "p.yaml")
		l.must(err)
		all = append(all, p)
	}
	l.set, l.bare = site.Of(all...), true
	return l
}

// words are the paragraphs of an invented release, enough to be compared.
func words(subject string) string {
	return strings.ReplaceAll(`The harbour office of SUBJECT has kept the lamps of the long quay dark for nine nights, and the pilots who asked for a reason were sent from one counter to the next.
 Two boats of the village lost the channel in the dark and came back with broken oars; a third is still missing with the brothers who owned it.
 The office says that the oil was paid for and never came. Its own books, which a clerk of SUBJECT showed to the families, say that it came twice.
 The families ask for light on the quay tonight, for a search with the big cutter, and for the names of those who signed for the oil.`, "SUBJECT", subject)
}

func story2() []hop {
	const a, b = "https://press.example/news/lamps", "https://beacon.example/news/the-lamps"
	own := `<p>Beacon stands before the ministry on Friday with nine unlit lamps, and invites everybody to bring one.</p>`
	return []hop{
		ok(0, a, page("Lamps dark on the long quay", "21 February 2026", words("Amel"))),
		ok(1, b, page("Lamps dark on the long quay of Amel", "22 February 2026", words("Amel"), own)),
		ok(2, "https://beacon.example/news/other", page("Lamps dark on the long quay", "22 February 2026", "Another text, of nets and of the men who mend them by the light of one window, all winter long.")),
		// Nearer still, and the same release twice at one site: the best is taken.
		ok(3, "https://beacon.example/news/lamps-again", page("Lamps dark on the long quay", "21 February 2026", words("Amel"))),
		ok(4, "https://press.example/news/year", page("Lamps dark on the long quay", "21 February 2025", words("Amel"))),
		ok(5, "https://press.example/news/links", page("Oars and lamps", "25 February 2026", "Third words of the quay.", card("/news/lamps", "Lamps dark on the long quay", "21 February 2026"))),
	}
}

// same gives the addresses that each release is the same as.
func (l *lab) same() map[string]string {
	l.Helper()
	all, urls := map[string]string{}, map[string]string{}
	records := l.releases()
	for url, r := range records {
		urls[r.ID] = strings.TrimPrefix(url, "https://")
	}
	for _, r := range records {
		for _, id := range r.SameAs {
			all[urls[r.ID]] += urls[id] + " "
		}
	}
	return all
}

func (l *lab) wantSame(want map[string]string) {
	l.Helper()
	if got := l.same(); fmt.Sprint(got) != fmt.Sprint(want) {
		l.Errorf("the same are %v, want %v", got, want)
	}
}

func TestSameAs(t *testing.T) {
	l := twoSites(t)
	hops := story2()
	l.archive(hops[:3]...)
	l.ingest()
	l.wantSame(map[string]string{"press.example/news/lamps": "beacon.example/news/the-lamps ", "beacon.example/news/the-lamps": "press.example/news/lamps "})
	// A better one comes, and the old one is none any more.
	l.archive(hops[3:]...)
	l.ingest()
	best := map[string]string{"press.example/news/lamps": "beacon.example/news/lamps-again ", "beacon.example/news/lamps-again": "press.example/news/lamps "}
	l.wantSame(best)
	// It is edited beyond recognition, and back.
	l.archive(ok(20, "https://beacon.example/news/lamps-again", page("Ropes", "21 February 2026", "Nothing of all that was said before stands here any more, and what does is of ropes.")))
	l.ingest()
	l.wantSame(map[string]string{"press.example/news/lamps": "beacon.example/news/the-lamps ", "beacon.example/news/the-lamps": "press.example/news/lamps "})
	l.archive(ok(21, "https://beacon.example/news/lamps-again", page("Lamps dark on the long quay", "21 February 2026", words("Amel"))))
	l.ingest()
	l.wantSame(best)
	if diffs, _, err := Check(t.Context(), l.home, l.pipeline(l.store("reader"))); err != nil || slices.ContainsFunc(diffs, func(d string) bool { return !strings.Contains(d, "index") }) {
		t.Errorf("a rebuild differs: %q, %v", diffs, err)
	}
}

// What is restricted is named by no other record, nor is what was said of it.
func TestSameAsRestricted(t *testing.T) {
	l := twoSites(t)
	l.archive(story2()...)
	l.ingest()
	id := idOf("lantern", "https://press.example/news/lamps")
	before := l.exports()
	if strings.Count(before, id) < 3 || !strings.Contains(before, `"teaser":null`) {
		t.Fatalf("the story does not tell enough: %s", before)
	}
	book := restrict.Open(l.home)
	l.must(book.Append(restrict.Decision{Time: at(90), ID: id, Addresses: []string{"https://press.example/news/lamps"}, Action: restrict.Restrict, Why: "invented", By: "test"}))
	for url, r := range l.releases() {
		if slices.Contains(r.SameAs, id) {
			t.Errorf("%s is the same as a restricted release", url)
		}
		for _, link := range r.Related {
			if link.URL == "https://press.example/news/lamps" && (link.Title != nil || link.Teaser != nil) {
				t.Errorf("%s tells the title of a restricted release: %v", url, *link.Title)
			}
		}
	}
	// The only line that has its id is the tombstone (captures are not of
	// releases, and have none).
	for line := range strings.Lines(l.exports()) {
		if strings.Contains(line, id) && !strings.Contains(line, `"status":"`+archive.StatusRestricted+`"`) {
			t.Errorf("an export names it: %s", line)
		}
	}
	l.must(book.Append(restrict.Decision{Time: at(91), ID: id, Action: restrict.Lift, Why: "invented", By: "test"}))
	if after := l.exports(); after != before {
		t.Errorf("after the lift the exports are others:\n%s", difference(before, after))
	}
}

// Whatever the order in which files arrive, the same are the same.
func TestSameAsOrder(t *testing.T) {
	l := twoSites(t)
	for _, h := range story2() {
		l.archive(h)
	}
	l.ingest()
	want := l.exports()
	files := l.warcFiles()
	random := rand.New(rand.NewPCG(5, 6))
	for round := range 5 {
		again := twoSites(t)
		dir := filepath.Join(again.home, "warc")
		l.must(os.MkdirAll(dir, 0o755))
		random.Shuffle(len(files), func(i, j int) { files[i], files[j] = files[j], files[i] })
		for i, file := range files {
			l.must(os.Link(file, filepath.Join(dir, filepath.Base(file))))
			if i%(round+1) == 0 {
				again.ingest()
			}
		}
		again.ingest()
		if got := again.exports(); got != want {
			t.Fatalf("round %d:\n%s", round, difference(want, got))
		}
	}
}

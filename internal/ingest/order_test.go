package ingest

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"communique/archive"
	"communique/internal/catalog"
	"communique/internal/restrict"
)

// story is a few weeks of a small site, with all that can make the order of
// reading matter: edits, moves, removals, dates that come from elsewhere, files,
// identical bytes at two addresses, and captures of the same moment.
func story() []hop {
	const nets, ropes = "https://press.example/news/nets", "https://press.example/news/ropes"
	files := `<div class="files"><a href="/files/lamps.doc">The lamps</a></div>`
	lamps := func(words string) string {
		return page("Lamps on the quay", "", words, files, card(nets, "Nets", "3 March 2026"))
	}
	undated := page("Nets over the harbour", "", "Other words.", card(quay, "Lamps", "28 February 2026"))
	return []hop{
		moved(0, "https://press.example/old/lamps", quay), ok(0, quay, lamps("First words.")), ok(0, nets, undated),
		xmlDoc(0, "https://press.example/feed/", feed(ropes, "Ropes", "Wed, 4 Mar 2026 09:00:00 +0100")),
		ok(1, "https://press.example/news/", listing("/news/quay", "27 February 2026")),
		ok(2, quay, lamps("Second words.")), ok(2, quay, lamps("Third words.")),
		xmlDoc(2, "https://press.example/sitemap.xml", sitemap(nets, "2026-03-03", "2026-03-02")),
		ok(3, ropes, page("Ropes and rules", "", "Rope words.")), answer(4, ropes, 304), answer(5, ropes, 503),
		hop{at: at(4), url: "https://press.example/files/lamps.doc", status: 200, head: "Content-Type: application/rtf\r\n", body: "{\\rtf1}"},
		moved(6, nets, quay2), ok(6, quay2, undated), ok(7, quay2, page("Nets over the harbour", "2 March 2026", "Other words.")),
		answer(8, ropes, 404), answer(23, ropes, 404), ok(9, about, page("Welcome", "", "Home.")),
		moved(10, quay, about), hop{at: at(11), url: quay2, status: 200, body: undated[:400], cut: "disconnect"},
	}
}

var place = regexp.MustCompile(`"file":"[^"]*","offset":\d+,"length":\d+,"record_id":"[^"]*"|"run":"[^"]*"|"refers_to":"[^"]*"| <urn:uuid:[^>]*>`)

// clear says that the old copy of the release that the story takes down may
// stay public, or the exports would say nothing of it.
func (l *lab) clear() {
	l.Helper()
	n := restrict.Decision{Time: at(99), ID: idOf("lantern", "https://press.example/news/ropes"), Action: restrict.Lift, Why: "invented", By: "test"}
	l.must(restrict.Open(l.home).Append(n))
}

// Files arrive one by one in any order, with a run of the pipeline after each:
// the exports at the end are the same bytes.
func TestOrderOfReading(t *testing.T) {
	l := newLab(t)
	l.clear()
	for _, h := range story() {
		l.archive(h)
	}
	all := l.warcFiles()
	l.ingest()
	want := l.exports()
	if !strings.Contains(want, `"text":"Rope words.`) || !strings.Contains(want, `"status":"removed","version":1`) || !strings.Contains(want, `"version":3`) || !strings.Contains(want, `"status":"redirected"`) {
		t.Errorf("the story does not tell enough:\n%s", want)
	}
	random := rand.New(rand.NewPCG(1, 2))
	for round := range 6 {
		again := newLab(t)
		again.bare = true
		again.clear()
		dir := filepath.Join(again.home, "warc")
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		for i, file := range all {
			if err := os.Link(file, filepath.Join(dir, filepath.Base(file))); err != nil {
				t.Fatal(err)
			}
			if i%(round+1) == 0 {
				again.ingest()
			}
		}
		again.ingest()
		if got := again.exports(); got != want {
			t.Fatalf("round %d: the order of reading shows:\n%s", round, difference(want, got))
		}
	}
}

// The same captures in other files: all is the same but where they are.
func TestOrderOfWriting(t *testing.T) {
	// Captures of the same moment are ordered by their record IDs, which differ
	// from file to file: each has a moment of its own here.
	hops := story()
	for i := range hops {
		hops[i].at = hops[i].at.Add(time.Duration(i) * time.Minute)
	}
	var want string
	random := rand.New(rand.NewPCG(3, 4))
	for round := range 4 {
		l := newLab(t)
		l.bare = true
		l.clear()
		shuffled := slices.Clone(hops)
		if round > 0 {
			random.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		}
		for part := range slices.Chunk(shuffled, 1+round*5) {
			l.archive(part...)
		}
		l.ingest()
		got := place.ReplaceAllString(l.exports(), "")
		if round == 0 {
			want = got
		} else if got != want {
			t.Fatalf("round %d: the order of writing shows:\n%s", round, difference(want, got))
		}
	}
}

func TestRebuild(t *testing.T) {
	l := newLab(t)
	l.clear()
	hops := story()
	l.archive(hops[:9]...)
	l.ingest()
	s := l.store("keeper")
	run := catalog.Run{ID: "r1", Command: "nightly", Started: at(1), Finished: at(2), Sites: []catalog.SiteRun{{Site: "lantern", Swept: []string{"https://press.example/news/"}}}}
	_, err := s.AppendMetadata(t.Context(), archive.RunURN+"r1", archive.RunType, []byte(asJSON(t, run)))
	l.must(err)
	_, err = s.AppendMetadata(t.Context(), "https://press.example/news/sunk", archive.FailureType, []byte(asJSON(t, archive.Failure{Time: at(1), Site: "lantern", Kind: "timeout", Message: "no answer", Attempt: 2})))
	l.must(err)
	l.must(s.Close())
	l.archive(hops[9:]...)
	rep := l.ingest()
	if len(rep.Problems)+len(rep.Damage) > 0 {
		t.Errorf("report %s", asJSON(t, rep))
	}
	before := l.exports()

	if differences, _, err := Check(t.Context(), l.home, l.pipeline(l.store("reader"))); err != nil || len(differences) > 0 {
		t.Errorf("check: %v, %v", differences, err)
	}
	if _, err := Rebuild(t.Context(), l.home, l.pipeline(l.store("reader"))); err != nil {
		t.Fatal(err)
	}
	if after := l.exports(); after != before {
		t.Fatalf("a rebuild changes the exports:\n%s", difference(before, after))
	}
	left, err := filepath.Glob(filepath.Join(l.home, "*"))
	l.must(err)
	if len(left) != 4 { // catalog.sqlite, index, state, warc
		// A reader that is still open keeps its log.
		for _, name := range left {
			if strings.Contains(name, ".new") || strings.Contains(name, ".old") || strings.Contains(name, ".check") {
				t.Errorf("left behind: %s", name)
			}
		}
	}
	l.checkFrontier()
	if rep := l.ingest(); rep.Releases+rep.Captures != 0 {
		t.Errorf("a run after a rebuild reports %s", asJSON(t, rep))
	}
}

// checkFrontier looks at what a rebuild has restored for the crawler.
func (l *lab) checkFrontier() {
	l.Helper()
	db := l.read()
	runs, err := db.Runs(l.Context(), 0)
	l.must(err)
	if len(runs) != 1 || runs[0].Command != "nightly" {
		l.Errorf("runs %+v", runs)
	}
	if at2, ok, err := db.Swept(l.Context(), "lantern", "https://press.example/news/"); !ok || !at2.Equal(at(2)) || err != nil {
		l.Errorf("swept %v %v %v", at2, ok, err)
	}
	var got []string
	for k, err := range db.KnownURLs(l.Context(), "lantern") {
		l.must(err)
		got = append(got, fmt.Sprintf("%s %s %d %s %s", strings.TrimPrefix(k.Canonical, "https://press.example/"), k.State, k.Fetched.Status, k.LastMod, k.Fetched.Error))
	}
	want := []string{
		"files/lamps.doc done 200  ", "news/nets done 200 2026-03-03 ", "news/quay done 200  ", "news/ropes done 404  ",
		"news/sunk waiting 0  timeout: no answer", "old/lamps done 301  ", "old/quay done 200  ",
	}
	if !slices.Equal(got, want) {
		l.Errorf("frontier\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if edited, _, err := db.Edited(l.Context(), "lantern"); edited != 1 || err != nil {
		l.Errorf("%d releases count as edited since they were fetched, %v, want the nets", edited, err)
	}
}

// A run that ends anywhere leaves what the next one needs.
func TestInterrupted(t *testing.T) {
	l := newLab(t)
	l.archive(story()...)
	l.ingest()
	want := l.exports()
	broken := errors.New("stop here")
	steps := []struct {
		name string
		stop func(*Pipeline, *Report) error
	}{
		{"after reading", func(p *Pipeline, rep *Report) error { return p.readFiles(t.Context(), rep) }},
		{"after settling", func(p *Pipeline, rep *Report) error {
			return errors.Join(p.readFiles(t.Context(), rep), p.settleAll(t.Context(), rep))
		}},
		{"before the index's marks are cleared", func(p *Pipeline, rep *Report) error {
			err := errors.Join(p.readFiles(t.Context(), rep), p.settleAll(t.Context(), rep))
			err = errors.Join(err, p.updateIndex(t.Context(), rep))
			return errors.Join(err, p.Catalog.UnindexAll(t.Context()))
		}},
	}
	for _, step := range steps {
		t.Run(step.name, func(t *testing.T) {
			again := newLab(t)
			rename(t, copyDir(t, filepath.Join(l.home, "warc")), filepath.Join(again.home, "warc"))
			again.ingestWith(func(p *Pipeline) {
				again.must(p.Catalog.SetExtractor(t.Context(), p.Extractor))
				if err := step.stop(p, &Report{}); err != nil {
					t.Fatal(errors.Join(broken, err))
				}
				p.IndexDir = "" // and the run goes on without the rest
			})
			again.ingest()
			if got := again.exports(); got != want {
				t.Fatalf("the interruption shows:\n%s", difference(want, got))
			}
			db := again.read()
			if left, err := db.Unindexed(t.Context()); len(left) > 0 || err != nil {
				t.Errorf("unindexed %v, error %v", left, err)
			}
			if more, err := checkCount(t.Context(), db, filepath.Join(again.home, "index")); len(more) > 0 || err != nil {
				t.Errorf("index: %v, %v", more, err)
			}
		})
	}
}

func copyDir(t *testing.T, from string) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "copy")
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	return to
}

// difference shows the first lines that are not the same.
func difference(want, got string) string {
	a, b := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return "want " + a[i] + "\ngot  " + b[i]
		}
	}
	return fmt.Sprintf("want %d lines, got %d", len(a), len(b))
}

package ingest

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"communique/internal/catalog"
	"communique/internal/extract"
	"communique/internal/site"
)

func TestDamage(t *testing.T) {
	l := newLab(t)
	l.archive(ok(0, quay, page("Lamps on the quay", "2 March 2026", "First words.")), ok(1, quay2, page("Nets over the harbour", "3 March 2026", "Other words.")))
	l.archive(ok(2, "https://press.example/news/ropes", page("Ropes and rules", "4 March 2026", "Rope words.")))
	first := l.warcFiles()[0]
	data, err := os.ReadFile(first)
	l.must(err)
	copy(data[500:], "XXXXXXXXXXXXXXXX") // in the first response
	l.must(os.WriteFile(first, data, 0o644))
	l.must(os.WriteFile(filepath.Join(l.home, "warc", "letter.warc.gz"), []byte("Dear archive, this is a letter."), 0o644))
	l.must(os.Mkdir(filepath.Join(l.home, "warc", "folder.warc.gz"), 0o755))

	rep := l.ingest()
	all := strings.Join(rep.Damage, "\n")
	for _, name := range []string{filepath.Base(first), "letter.warc.gz", "folder.warc.gz"} {
		if !strings.Contains(all, name) {
			t.Errorf("damage %q does not name %s", all, name)
		}
	}
	if n := len(l.releases()); n != 2 {
		t.Errorf("%d releases, want the two that are whole", n)
	}
	damages, err := l.read().Damages(t.Context())
	if err != nil || len(damages) < 3 {
		t.Errorf("damages %+v, error %v", damages, err)
	}
	l.must(os.Remove(filepath.Join(l.home, "warc", filepath.Base(l.warcFiles()[1]))))
	if rep := l.ingest(); len(rep.Damage) == 0 {
		t.Error("a file that is gone is not reported")
	}
}

// What cannot be understood is said, and does not stop the rest.
func TestProblems(t *testing.T) {
	l := newLab(t)
	l.archive(xmlDoc(0, "https://press.example/feed/", "<rss><channel><item>"), ok(0, quay, page("Lamps on the quay", "2 March 2026", "First words.")),
		ok(0, "https://press.example/news/empty", ""), ok(1, "https://nowhere.example/story", page("A story elsewhere", "2 March 2026", "Words.")))
	s := l.store("keeper")
	for _, block := range []string{"{", `{"ID":""}`} {
		_, err := s.AppendMetadata(t.Context(), "urn:communique:run:x", "application/vnd.communique.run+json", []byte(block))
		l.must(err)
	}
	l.must(s.Close())
	rep := l.ingest()
	if len(rep.Problems) != 3 || len(rep.Damage) != 0 {
		t.Errorf("report %s", asJSON(t, rep))
	}
	all := l.releases()
	if len(all) != 2 || all["https://nowhere.example/story"].Site != "nowhere.example" {
		t.Errorf("releases %s", asJSON(t, all))
	}
}

func TestCancelled(t *testing.T) {
	l := newLab(t)
	l.archive(story()...)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	p := l.pipeline(l.store("reader"))
	db, err := catalog.Open(t.Context(), filepath.Join(l.home, "catalog.sqlite"), p.Now)
	l.must(err)
	p.Catalog = db
	if _, err := p.Run(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want context.Canceled", err)
	}
	l.must(db.Close())
	if _, err := Rebuild(ctx, l.home, p); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want context.Canceled", err)
	}
	if _, err := os.Stat(filepath.Join(l.home, "catalog.sqlite")); err != nil {
		t.Errorf("an interrupted rebuild has taken the old catalogue away: %v", err)
	}
	left, err := filepath.Glob(filepath.Join(l.home, "*.new*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
}

// With another extractor, everything is read again, and what is a release no
// more leaves catalogue and index.
func TestOtherExtractor(t *testing.T) {
	l := newLab(t)
	l.archive(ok(0, quay, page("Lamps on the quay", "2 March 2026", "First words.")), ok(0, quay2, page("Nets over the harbour", "2 March 2026", "Other words.")))
	l.ingest()
	p, err := site.Parse([]byte(strings.Replace(profileYAML, ", '^/old/[^/?]+/?$'", "", 1)), "lantern.yaml")
	l.must(err)
	l.set = site.Of(p)
	rep := l.ingestWith(func(p *Pipeline) { p.Extractor, p.Reader = "test/2", extract.New(l.set, "test2") })
	if rep.Pages != 2 || len(rep.Dropped) != 1 || len(rep.New) != 0 || len(rep.Changed) != 0 {
		t.Errorf("report %s", asJSON(t, rep))
	}
	if r := l.one(); r.Version != 1 || r.Extractor.Version != "test2" {
		t.Errorf("record %s", asJSON(t, r))
	}
	if more, err := checkCount(t.Context(), l.read(), filepath.Join(l.home, "index")); len(more) > 0 || err != nil {
		t.Errorf("index: %v, %v", more, err)
	}
	// The index is a cache: without it, the next run makes it.
	l.must(os.RemoveAll(filepath.Join(l.home, "index")))
	l.ingestWith(func(p *Pipeline) { p.Extractor = "test/2" })
	if more, err := checkCount(t.Context(), l.read(), filepath.Join(l.home, "index")); len(more) > 0 || err != nil {
		t.Errorf("index: %v, %v", more, err)
	}
}

func TestCheckFindsDifferences(t *testing.T) {
	l := newLab(t)
	if differences, _, err := Check(t.Context(), l.home, l.pipeline(l.store("reader"))); err != nil || len(differences) != 1 {
		t.Errorf("without a catalogue: %v, %v", differences, err)
	}
	l.archive(ok(0, quay, page("Lamps on the quay", "2 March 2026", "First words.")))
	l.ingest()
	l.archive(ok(1, quay2, page("Nets over the harbour", "2 March 2026", "Other words.")))
	differences, _, err := Check(t.Context(), l.home, l.pipeline(l.store("reader")))
	if all := strings.Join(differences, "\n"); err != nil || !strings.Contains(all, "release lantern:") || !strings.Contains(all, "index: holds 1 releases, warc/ gives 2") {
		t.Errorf("differences %s, error %v", all, err)
	}
	if left, err := filepath.Glob(filepath.Join(l.home, ".check*")); len(left) > 0 || err != nil {
		t.Errorf("left behind: %v %v", left, err)
	}
}

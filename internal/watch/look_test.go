package watch

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"communique/index"
)

// summary is what a look tells, as "name: +new title ~changed title".
func summary(l *Look) string {
	var out []string
	for _, h := range l.Hits {
		line := h.Watch.Name + ":"
		for _, hit := range h.New {
			line += " +" + hit.Title
		}
		for _, hit := range h.Changed {
			line += " ~" + hit.Title
			if hit.Left {
				line += "(left)"
			}
		}
		out = append(out, line)
	}
	return strings.Join(out, "\n")
}

func wantSummary(t *testing.T, l *Look, want string) {
	t.Helper()
	if got := summary(l); got != want {
		t.Errorf("told\n%s\nwant\n%s", got, want)
	}
}

func TestNewsIsToldOnce(t *testing.T) {
	h := newHome(t)
	h.archive(1, page{slug: "old", lang: "en", title: "Old", body: "Journalists were held in Almaty."})
	h.ingest()
	h.add("press", index.Request{Query: "journalists"})
	h.add("all", index.Request{})
	wantSummary(t, h.tell(1), "all:\npress:")

	h.archive(2,
		page{slug: "one", lang: "en", title: "One", body: "A journalist was released."},
		page{slug: "two", lang: "en", title: "Two", body: "Dam workers strike."},
		page{slug: "old", lang: "en", title: "Old", body: "Journalists were freed in Almaty."})
	h.ingest()
	const second = "all: +Two +One ~Old\npress: +One ~Old"
	wantSummary(t, h.ask(2), second)
	wantSummary(t, h.tell(2), second) // what was not kept is told again
	wantSummary(t, h.tell(2), "all:\npress:")

	// The next night sees the same pages again, and one more.
	h.archive(3,
		page{slug: "one", lang: "en", title: "One", body: "A journalist was released."},
		page{slug: "three", lang: "en", title: "Three", body: "Three journalists sued."})
	h.ingest()
	wantSummary(t, h.tell(3), "all: +Three\npress: +Three")
}

// A night that died between reading its pages and telling of them, or before
// reading them, is told by the next.
func TestDeadNightIsTold(t *testing.T) {
	h := newHome(t)
	h.archive(1, page{slug: "old", lang: "en", title: "Old", body: "Journalists were held."})
	h.ingest()
	h.add("press", index.Request{Query: "journalists"})
	h.archive(2, page{slug: "two", lang: "en", title: "Two", body: "Two journalists."})
	h.ingest()                                                                                // and died
	h.archive(3, page{slug: "three", lang: "en", title: "Three", body: "Three journalists."}) // and died
	h.archive(4, page{slug: "four", lang: "en", title: "Four", body: "Four journalists."})
	h.ingest()
	wantSummary(t, h.tell(4), "press: +Four +Three +Two")
}

// A rebuild, a lost catalogue and another extractor change records, and tell
// nothing again; and a night that died before the rebuild is still told.
func TestRebuildTellsNothingAgain(t *testing.T) {
	h := newHome(t)
	h.archive(1, page{slug: "old", lang: "en", title: "Old", body: "Journalists were held."})
	h.ingest()
	h.add("all", index.Request{})
	h.archive(2, page{slug: "two", lang: "en", title: "Two", body: "Two journalists."},
		page{slug: "old", lang: "en", title: "Old", body: "Journalists were freed."})
	h.ingest()
	wantSummary(t, h.tell(2), "all: +Two ~Old")
	before := h.read("all")

	h.rebuild()
	wantSummary(t, h.ask(3), "all:")
	if after := h.read("all"); after != before {
		t.Errorf("the feed after a rebuild:\n%s\nwas:\n%s", after, before)
	}

	h.must(os.Remove(filepath.Join(h.dir, "catalog.sqlite")))
	h.must(os.RemoveAll(h.indexDir()))
	h.extractor = "test/2"
	h.ingest()
	wantSummary(t, h.ask(3), "all:")

	h.archive(4, page{slug: "four", lang: "en", title: "Four", body: "Four journalists."})
	h.ingest() // and died
	h.rebuild()
	wantSummary(t, h.tell(5), "all: +Four")
}

func (h *home) read(name string) string {
	h.Helper()
	data, err := os.ReadFile(filepath.Join(h.feeds(), FeedName(name)))
	h.must(err)
	return string(data)
}

// That a name has gone from a text is news to who watches it.
func TestWordThatWentIsTold(t *testing.T) {
	h := newHome(t)
	h.archive(1, page{slug: "old", lang: "en", title: "Old", body: "General Marsh ordered the arrests. Forty people are held."},
		page{slug: "other", lang: "en", title: "Other", body: "Nothing of the kind."})
	h.ingest()
	h.add("marsh", index.Request{Query: "Marsh"})
	h.archive(2, page{slug: "old", lang: "en", title: "Old", body: "An officer ordered the arrests. Forty people are held."},
		page{slug: "other", lang: "en", title: "Other", body: "Nothing of the sort."})
	h.ingest()
	l := h.tell(2)
	wantSummary(t, l, "marsh: ~Old(left)")
	if hit := l.Hits[0].Changed[0]; hit.Score <= 0 || !slices.Contains(hit.Kinds, "lead") {
		t.Errorf("kinds %v, score %v", hit.Kinds, hit.Score)
	}
	h.archive(3, page{slug: "old", lang: "en", title: "Old", body: "An officer ordered the arrests. Fifty people are held."})
	h.ingest()
	wantSummary(t, h.tell(3), "marsh:")
}

// Each release is found in its own language's analysis, and by filters.
func TestEveryLanguage(t *testing.T) {
	h := newHome(t)
	h.archive(1, page{slug: "old", lang: "en", title: "Old", body: "Something."})
	h.ingest()
	h.add("fr", index.Request{Query: "manifestants"})
	h.add("es", index.Request{Query: "desaparición"})
	h.add("ru", index.Request{Query: "журналисты"})
	h.add("ar", index.Request{Query: "صحفي"})
	h.add("sw", index.Request{Query: "wakimbizi"})
	h.add("phrase", index.Request{Query: `"dans la rue"`, Lang: "fr"})
	h.add("none", index.Request{Query: "manifestants", Lang: "en"})
	h.archive(2,
		page{slug: "f", lang: "fr", title: "F", body: "Des manifestant·e·s ont été arrêtées dans la rue par la police, et leurs familles ne savent pas où elles sont."},
		page{slug: "s", lang: "es", title: "S", body: "Las desapariciones continúan en el país y las familias de las víctimas no saben nada de ellas."},
		page{slug: "r", lang: "ru", title: "R", body: "Суд приговорил журналистов к пяти годам лишения свободы за их работу."},
		page{slug: "a", lang: "ar", title: "A", body: "احتجزت السلطات الصحفيين في العاصمة دون محاكمة منذ عام كامل."},
		page{slug: "w", lang: "sw", title: "W", body: "Wakimbizi wanahitaji ulinzi na haki ya kila mtu."})
	h.ingest()
	wantSummary(t, h.tell(2), "ar: +A\nes: +S\nfr: +F\nnone:\nphrase: +F\nru: +R\nsw: +W")
}

// A watch is not told of what could be found when it was added; one that was
// removed and added again does not go on where the first was.
func TestWatchBeginsWhereItWasAdded(t *testing.T) {
	h := newHome(t)
	h.add("first", index.Request{}) // before there is anything
	h.archive(1, page{slug: "one", lang: "en", title: "One", body: "Journalists."})
	h.ingest()
	wantSummary(t, h.tell(1), "first: +One")
	h.add("second", index.Request{Query: "journalists"})
	wantSummary(t, h.tell(1), "first:\nsecond:")

	h.archive(2, page{slug: "two", lang: "en", title: "Two", body: "Journalists."})
	h.ingest()
	wantSummary(t, h.tell(2), "first: +Two\nsecond: +Two")
	h.must(Remove(h.state(), "second"))
	h.now = h.now.Add(time.Minute)
	h.add("second", index.Request{Query: "two"})
	wantSummary(t, h.tell(2), "first:\nsecond:")
	if feed := h.read("second"); strings.Contains(feed, "<entry>") {
		t.Errorf("a new watch has the entries of another of its name:\n%s", feed)
	}
}

// A clock that was ahead for a night silences nothing afterwards, and what it
// dated is not told each night.
func TestClockThatWasAhead(t *testing.T) {
	h := newHome(t)
	h.archive(1, page{slug: "old", lang: "en", title: "Old", body: "Journalists."})
	h.ingest()
	h.add("all", index.Request{})
	h.archive(400, page{slug: "ahead", lang: "en", title: "Ahead", body: "Journalists."})
	h.ingest()
	wantSummary(t, h.tell(400), "all: +Ahead")
	for n := 2; n <= 3; n++ {
		title := fmt.Sprint("Night ", n)
		h.archive(n, page{slug: fmt.Sprint("n", n), lang: "en", title: title, body: "Journalists."})
		h.ingest()
		wantSummary(t, h.tell(n), "all: +"+title)
	}
}

// A query that somebody broke by hand costs its own watch a night, and no
// other.
func TestBrokenWatch(t *testing.T) {
	h := newHome(t)
	h.archive(1, page{slug: "old", lang: "en", title: "Old", body: "Journalists."})
	h.ingest()
	h.add("broken", index.Request{Query: "journalists"})
	h.add("whole", index.Request{Query: "journalists"})
	path := filepath.Join(h.state(), listName)
	data, err := os.ReadFile(path)
	h.must(err)
	mend := func(from, to string) {
		h.must(os.WriteFile(path, []byte(strings.Replace(string(data), from, to, 1)), 0o644))
	}
	mend("query: journalists", "query: 'journalists AND AND two'")
	h.archive(2, page{slug: "two", lang: "en", title: "Two", body: "Two journalists."})
	h.ingest()
	l := h.tell(2)
	wantSummary(t, l, "broken:\nwhole: +Two")
	if err := l.Hits[0].Err; err == nil || !strings.Contains(err.Error(), "watch broken: query, character 17") {
		t.Errorf("the broken watch: %v", err)
	}
	mend("", "")
	wantSummary(t, h.tell(3), "broken: +Two\nwhole:")
}

func TestNoticesAreBounded(t *testing.T) {
	var fresh []Notice
	for i := range 3 * keptNotices {
		fresh = append(fresh, Notice{ID: fmt.Sprint(i), Version: night(1).Add(time.Duration(i) * time.Second)})
	}
	m := memory{}.with(fresh, night(2))
	if len(m.Notices) != keptNotices || m.Notices[keptNotices-1].ID != fmt.Sprint(3*keptNotices-1) {
		t.Errorf("%d notices kept, the last %v", len(m.Notices), m.Notices[len(m.Notices)-1])
	}
	// Those dated after the mark will be met again, and must be known.
	if m = (memory{}).with(fresh, night(0)); len(m.Notices) != len(fresh) {
		t.Errorf("%d of %d notices after the mark kept", len(m.Notices), len(fresh))
	}
}

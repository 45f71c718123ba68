package watch

import (
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/mmcdole/gofeed"

	"communique/index"
)

// parse reads a feed as a feed reader does, and as strict XML.
func parse(t *testing.T, data string) *gofeed.Feed {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(data))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatalf("no XML: %v\n%s", err, data)
		}
	}
	f, err := gofeed.NewParser().ParseString(data)
	if err != nil {
		t.Fatalf("no feed: %v\n%s", err, data)
	}
	if f.FeedType != "atom" || f.FeedVersion != "1.0" {
		t.Errorf("feed is %s %s", f.FeedType, f.FeedVersion)
	}
	return f
}

func TestFeed(t *testing.T) {
	h := newHome(t)
	h.archive(1, page{slug: "old", lang: "en", title: "Old", body: "Forty journalists were held in Almaty on Monday."})
	h.ingest()
	h.add("press", index.Request{Query: "journalists"})
	if f := parse(t, h.read("press")); len(f.Items) != 0 || f.Title != "communique: journalists" || !f.UpdatedParsed.Equal(h.now) {
		t.Errorf("the feed of a new watch: %d entries, %q, updated %v", len(f.Items), f.Title, f.UpdatedParsed)
	}
	h.archive(2,
		page{slug: "one", lang: "en", title: "Journalists <script>alert(1)</script> & ]]> \x0b", body: `Of <img src=x onerror="alert(1)"> journalists.`},
		page{slug: "old", lang: "en", title: "Old", body: "Fifty journalists were held in Almaty on Monday."})
	h.ingest()
	h.tell(2)
	data := h.read("press")
	f := parse(t, data)
	if len(f.Items) != 2 {
		t.Fatalf("%d entries, want 2:\n%s", len(f.Items), data)
	}
	changed, fresh := f.Items[0], f.Items[1]
	if !strings.HasPrefix(fresh.Title, "Journalists <script>alert(1)</script> & ]]>") || fresh.Link != "https://press.example/news/one" {
		t.Errorf("entry %q, %s", fresh.Title, fresh.Link)
	}
	if !strings.Contains(fresh.Content, `Of &lt;img src=x onerror=&#34;alert(1)&#34;&gt; journalists.`) || strings.Contains(fresh.Content, "<img") {
		t.Errorf("markup of a page is markup in the entry: %s", fresh.Content)
	}
	if want := night(2).Add(time.Second); !fresh.UpdatedParsed.Equal(want) {
		t.Errorf("updated %v, want the capture's %v", fresh.UpdatedParsed, want)
	}
	if changed.Title != "Changed: Old" || !strings.Contains(changed.Content, "<del>Forty</del><ins>Fifty</ins> journalists were held") {
		t.Errorf("changed entry %q: %s", changed.Title, changed.Content)
	}
	if changed.GUID == fresh.GUID || !strings.HasPrefix(changed.GUID, "urn:uuid:") || changed.Authors[0].Name != "Lantern Watch" {
		t.Errorf("ids %s, %s; author %v", changed.GUID, fresh.GUID, changed.Authors)
	}

	// The same again, and one more: entries keep their ids, and a file that
	// would be the same is not touched.
	path := filepath.Join(h.feeds(), FeedName("press"))
	past := night(1)
	h.must(os.Chtimes(path, past, past))
	if h.read("press") != data {
		t.Error("the same state gave another feed")
	}
	if info, err := os.Stat(path); err != nil || !info.ModTime().Equal(past) {
		t.Errorf("an unchanged feed was written again: %v %v", info.ModTime(), err)
	}
	h.archive(3, page{slug: "old", lang: "en", title: "Old", body: "Sixty journalists were held in Almaty on Monday."})
	h.ingest()
	h.tell(3)
	f = parse(t, h.read("press"))
	if len(f.Items) != 3 || f.Items[1].GUID != changed.GUID || f.Items[1].Content != changed.Content || f.Items[2].GUID != fresh.GUID {
		t.Errorf("earlier entries changed: %d entries", len(f.Items))
	}
}

// A release that its publisher has taken down leaves the feeds.
func TestRemovedLeavesTheFeed(t *testing.T) {
	h := newHome(t)
	h.add("all", index.Request{})
	h.archive(1, page{slug: "one", lang: "en", title: "One", body: "A witness is named."}, page{slug: "two", lang: "en", title: "Two", body: "Nobody is."})
	h.ingest()
	h.tell(1)
	if f := parse(t, h.read("all")); len(f.Items) != 2 {
		t.Fatalf("%d entries, want 2", len(f.Items))
	}
	for _, n := range []int{2, 10, 17} {
		h.archive(n, page{slug: "one", status: 404})
	}
	h.ingest()
	f := parse(t, h.read("all"))
	if len(f.Items) != 1 || f.Items[0].Title != "Two" {
		t.Errorf("%d entries, want only Two", len(f.Items))
	}
}

// TestMayLeave: a word that waits to be sent may name what is a release no more.
// If that were trouble the word would wait for ever.
func TestMayLeave(t *testing.T) {
	h := newHome(t)
	h.archive(1, page{slug: "one", lang: "en", title: "One", body: "A witness is named."}, page{slug: "two", lang: "en", title: "Two", body: "Nobody is."})
	h.ingest()
	for _, n := range []int{2, 10, 17} {
		h.archive(n, page{slug: "one", status: 404})
	}
	h.ingest()
	db := h.catalog()
	may := map[string]bool{"https://press.example/news/one": false, "https://press.example/news/two": true}
	for url, want := range may {
		id, err := db.IDOf(t.Context(), url)
		h.must(err)
		if got, err := MayLeave(t.Context(), db, id); err != nil || got != want {
			t.Errorf("%s may leave: %v, %v", url, got, err)
		}
	}
	if got, err := MayLeave(t.Context(), db, "lantern:0123456789abcdef"); err != nil || got {
		t.Errorf("what is no release may leave: %v, %v", got, err)
	}
}

func TestElide(t *testing.T) {
	long := strings.Repeat("né à Almaty ", 30)
	for _, c := range []struct {
		first, last            bool
		prefix, middle, suffix string
	}{
		{true, false, "[…] ", "", "Almaty "}, {false, true, "né à Almaty", "", " […]"}, {false, false, "né à Almaty", " […] ", "Almaty "},
	} {
		got := elide(long, c.first, c.last)
		if !strings.HasPrefix(got, c.prefix) || !strings.HasSuffix(got, c.suffix) || !strings.Contains(got, c.middle) || len([]rune(got)) > 2*surroundings+5 {
			t.Errorf("first %v, last %v: %q", c.first, c.last, got)
		}
		for _, word := range strings.Fields(got) {
			if !strings.Contains(" né à Almaty […] ", " "+word+" ") {
				t.Errorf("a word was cut: %q in %q", word, got)
			}
		}
	}
	if got := elide("Almaty", false, false); got != "Almaty" {
		t.Errorf("a short stretch: %q", got)
	}
}

package report

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"communique/archive"
	"communique/internal/catalog"
	"communique/internal/drift"
	"communique/internal/ingest"
)

const nasty = "<script>alert(\"x\")</script>\x1b[31m\u202eevil\r\nnew      forged:0000  line"

// record knows every id, and gives it a title that means harm.
func record(_ context.Context, id string) (archive.Release, error) {
	title, day := nasty, "2026-03-09"
	r := archive.Release{ID: id, Title: &title, URL: "https://ngo.example/" + id, PublishedDay: &day}
	switch {
	case strings.HasSuffix(id, "js"):
		r.URL = "javascript:alert(1)"
	case strings.HasSuffix(id, "untitled"):
		r.Title = nil
	case strings.HasSuffix(id, "lost"):
		return r, fmt.Errorf("release %s: %w", id, catalog.ErrNotFound)
	case strings.HasSuffix(id, "broken"):
		return r, errors.New("the disk is broken")
	}
	return r, nil
}

func ids(site string, n int) (all []string) {
	for i := range n {
		all = append(all, fmt.Sprintf("%s:%016x", site, i))
	}
	return all
}

func material() Material {
	started := time.Date(2026, 3, 10, 3, 0, 0, 0, time.UTC)
	const list = "https://two.example/list"
	return Material{
		Run: catalog.Run{ID: "20260310T030000.000Z", Command: "nightly", Started: started, Finished: started.Add(134 * time.Second), Exit: 4, Sites: []catalog.SiteRun{
			{Site: "one", New: 3, Requests: 12, Bytes: 1234567, Seconds: 61, Failed: 1, Problems: []string{"https://one.example/n/1: timeout <b>"}},
			{Site: "two", Requests: 2, Bytes: 99, Seconds: 0.25, OutOfTime: true, Waiting: 12, Problems: []string{"listing " + list + " yields no link"}},
		}},
		Read: ingest.Report{
			New: append(ids("one", 300), "one:js", "three:untitled", "one:lost"), Changed: []string{"one:0000000000000001"}, Suspect: []string{"two:5"},
			Removed: []string{"two:6"}, Damage: []string{"warc/a.warc.gz at 12: torn"}, Problems: []string{"warc/b.warc.gz at 3: no XML"},
		},
		Findings: []drift.Finding{
			{Site: "two", Kind: drift.KindSource, What: list, Text: "listing " + list + " names no release", Since: "2026-03-08", Page: drift.Page{URL: list, File: "warc/a.warc.gz", Offset: 77}},
			{Site: "one", Kind: drift.KindField, What: "title", Text: "5 of the last 5 lack a title", Since: "2026-03-07", Page: drift.Page{ID: "one:7", URL: "https://one.example/7", File: "warc/a.warc.gz", Offset: 88}},
		},
		Record:       record,
		Organization: func(site string) string { return "Organisation <" + site + ">" },
	}
}

func night(t *testing.T) Night {
	t.Helper()
	n, err := Make(t.Context(), material())
	if err != nil {
		t.Fatal(err)
	}
	n.Watches = []WatchHits{{Name: "a <i>name", Query: "Kazakhstan \x1b", New: n.Sites[0].New.Hits[:1], Changed: []Hit{{ID: "one:1", Kinds: []string{"headline <u>"}}}}, {Name: "quiet"}}
	return n
}

func TestMake(t *testing.T) {
	n := night(t)
	var said []string
	for _, w := range n.Warnings {
		said = append(said, w.Site+"|"+w.Text)
	}
	want := []string{
		"two|listing https://two.example/list names no release", // and not again what the crawl said of it
		"one|5 of the last 5 lack a title",
		"|damaged: warc/a.warc.gz at 12: torn",
		"one|https://one.example/n/1: timeout <b>",
		"|not understood: warc/b.warc.gz at 3: no XML",
		"two|the time for this run was used up: 12 addresses wait for the next",
	}
	if !slices.Equal(said, want) {
		t.Errorf("warnings\n%s\nwant\n%s", strings.Join(said, "\n"), strings.Join(want, "\n"))
	}
	one, two, three := n.Sites[0], n.Sites[1], n.Sites[2]
	if one.New.Count != 302 || len(one.New.Hits) != maxHits || one.Changed.Count != 1 || two.Suspect.Count != 1 || two.Removed.Count != 1 {
		t.Errorf("counts: %d new, %d named, %d changed, %d suspect, %d removed", one.New.Count, len(one.New.Hits), one.Changed.Count, two.Suspect.Count, two.Removed.Count)
	}
	if three.Site != "three" || three.New.Count != 1 || !two.Drift || !one.Drift || three.Drift {
		t.Errorf("sites: %+v", three)
	}
	m := material()
	m.Read.New = []string{"one:broken"}
	if _, err := Make(t.Context(), m); err == nil {
		t.Error("a catalogue that cannot be read is no error")
	}
}

func TestText(t *testing.T) {
	for _, width := range []int{0, 72} {
		var b strings.Builder
		if err := Text(&b, night(t), Look{Width: width}); err != nil {
			t.Fatal(err)
		}
		text := b.String()
		if strings.ContainsAny(text, "\x1b\r\u202e") || strings.Contains(text, "\nnew      forged") {
			t.Errorf("a title steers the terminal:\n%q", text)
		}
		first, _, _ := strings.Cut(text, "\n")
		if first != "nightly of 2026-03-10 03:00 UTC, 2 min 14 s: a site stopped yielding" {
			t.Errorf("headline %q", first)
		}
		if strings.Index(text, "Look at these first") > strings.Index(text, "\nsite ") {
			t.Error("the warnings do not come first")
		}
		for _, want := range []string{
			"two: listing https://two.example/list names no release", "290 more",
			"since 2026-03-07; look at: communique show one:7", "(warc/a.warc.gz",
			"one    302        1     0        0       1        0      3        12    1.2 MB  1 min 01 s\n",
		} {
			if !strings.Contains(text, want) {
				t.Errorf("width %d: no %q in\n%s", width, want, text)
			}
		}
		for line := range strings.Lines(text) {
			if strings.HasPrefix(line, "new ") && width > 0 && len([]rune(line)) > width+1 {
				t.Errorf("too wide: %q", line)
			}
		}
	}
}

// TestHTML reads the file back and wants no element in it that a title has
// brought, no script, and nothing that would be fetched.
func TestHTML(t *testing.T) {
	var b strings.Builder
	if err := HTML(&b, night(t)); err != nil {
		t.Fatal(err)
	}
	root, err := html.Parse(strings.NewReader(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]bool{}
	for node := range root.Descendants() {
		if node.Type == html.TextNode {
			texts[strings.TrimSpace(node.Data)] = true
		}
		if node.Type != html.ElementNode {
			continue
		}
		if slices.Contains([]string{"script", "link", "img", "iframe", "object", "embed", "form", "b", "i", "u", "base"}, node.Data) {
			t.Errorf("there is a <%s>", node.Data)
		}
		for _, a := range node.Attr {
			if strings.HasPrefix(a.Key, "on") || a.Key == "src" || a.Key == "href" && !strings.HasPrefix(a.Val, "https://ngo.example/") {
				t.Errorf("<%s %s=%q>", node.Data, a.Key, a.Val)
			}
		}
	}
	for _, want := range []string{Line(nasty), "Look at these first", "Organisation <one>", "… and 252 more", "since 2026-03-08", "· headline <u>"} {
		if !texts[want] {
			t.Errorf("%q is nowhere on the page", want)
		}
	}
	if strings.Contains(b.String(), "url(") || strings.Contains(b.String(), "@import") {
		t.Error("the style fetches something")
	}
}

func TestKeepAndLoad(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "runs", "1")
	if _, err := Load(dir); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no report: %v", err)
	}
	n := night(t)
	if err := Keep(dir, n); err != nil {
		t.Fatal(err)
	}
	got, err := Load(dir)
	if err != nil || got.Run.Exit != 4 || len(got.Read.New) != 303 || got.Sites[0].New.Hits[0].Title != nasty || len(got.Findings) != 2 {
		t.Errorf("read back: %v %+v", err, got.Run)
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 3 {
		t.Errorf("%d files, %v", len(entries), err)
	}
	if err := os.WriteFile(filepath.Join(dir, "report.json"), []byte("{"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Load(dir); err == nil || !strings.Contains(err.Error(), "report.json") {
		t.Errorf("half a report: %v", err)
	}
}

func TestWords(t *testing.T) {
	for d, want := range map[time.Duration]string{
		400 * time.Millisecond: "0.4 s", 59 * time.Second: "59 s", 134 * time.Second: "2 min 14 s", 3*time.Hour + 5*time.Minute: "3 h 05 min",
	} {
		if got := Duration(d); got != want {
			t.Errorf("%v: %s, want %s", d, got, want)
		}
	}
	for n, want := range map[int64]string{999: "999 bytes", 1234: "1.2 kB", 1234567: "1.2 MB", 12e9: "12.0 GB"} {
		if got := Size(n); got != want {
			t.Errorf("%d: %s, want %s", n, got, want)
		}
	}
}

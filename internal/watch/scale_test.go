package watch

import (
	"flag"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"communique/archive"
	"communique/index"
	"communique/internal/catalog"
)

var known = flag.Int("known", 2000, "releases in the catalogue of BenchmarkAsk")

// What forty watches cost on a night of 1,000 new and 50 edited releases, over
// a catalogue of many: go test ./internal/watch -bench Ask -benchtime 3x -args -known 200000
func BenchmarkAsk(b *testing.B) {
	h := newHome(b)
	db := h.catalog()
	body := strings.Repeat("The ferry crossing stayed shut for a third week while inspectors counted the lamps along the quay. ", 30)
	words := strings.Fields("crossing ferry lamps quay inspectors week third stayed shut counted")
	release := func(i, version int, first, changed time.Time) catalog.SettledRelease {
		id, url, title := fmt.Sprintf("lantern:%016x", i), fmt.Sprintf("https://press.example/news/%d", i), fmt.Sprintf("Release %d", i)
		text, lang := fmt.Sprintf("%s Edition %d of w%d.", body, version, i%500), "en"
		r := archive.Release{ID: id, Site: "lantern", URL: url, Title: &title, Text: &text, Language: &lang, Status: archive.StatusLive, Version: version,
			FirstSeen: archive.Timestamp(first), LastSeen: archive.Timestamp(changed), ContentChanged: archive.Timestamp(changed), Capture: archive.Capture{Fetched: changed}}
		r.Normalize()
		return catalog.SettledRelease{Record: r, Addresses: []catalog.Address{{URL: url, OwnID: id}},
			Versions: []catalog.Version{{Ordinal: version, Capture: r.Capture, Digest: fmt.Sprint(version), Record: r}}}
	}
	capture := func(r catalog.SettledRelease, id string, at time.Time) catalog.CaptureRow {
		return catalog.CaptureRow{Kind: catalog.CaptureResponse, URL: r.Record.URL, Canonical: r.Record.URL, Site: "lantern", Role: catalog.RolePage,
			Capture: archive.Capture{RecordID: id, Fetched: at}}
	}
	w, err := index.Update(h.indexDir())
	h.must(err)
	var batch []catalog.Settled
	var rows []catalog.CaptureRow
	flush := func() {
		_, err := db.Settle(b.Context(), batch)
		h.must(err)
		h.must(db.Apply(b.Context(), catalog.Batch{File: "f", Captures: rows}))
		batch, rows = nil, nil
	}
	for i := range *known + 1000 {
		at := night(1).Add(time.Duration(i) * time.Millisecond)
		r := release(i, 1, at, at)
		if i >= *known {
			at = night(2).Add(time.Duration(i) * time.Millisecond)
			r = release(i, 1, at, at)
		} else if i < 50 {
			old := r
			r = release(i, 2, at, night(2))
			r.Versions = append(old.Versions, r.Versions...)
			rows = append(rows, capture(r, fmt.Sprint("<again ", i, ">"), night(2)))
		}
		if i < 50 || i >= *known-1000 { // what the others cost is the index's own matter
			h.must(w.Put(r.Record))
		}
		rows = append(rows, capture(r, fmt.Sprint("<", i, ">"), at))
		if batch = append(batch, catalog.Settled{URLs: []string{r.Record.URL}, Releases: []catalog.SettledRelease{r}}); len(batch) == 1000 {
			flush()
		}
	}
	flush()
	h.must(w.Commit())
	for i := range 40 {
		_, err := Add(h.state(), New("", index.Request{Query: words[i%len(words)] + fmt.Sprintf(" w%d", i*7)}, night(1), night(2).Add(-time.Hour)))
		h.must(err)
	}
	var hits int
	for b.Loop() {
		l, err := Ask(b.Context(), h.state(), db, h.indexDir(), nil, night(2), night(3))
		h.must(err)
		hits = 0
		for _, one := range l.Hits {
			hits += len(one.New) + len(one.Changed)
		}
	}
	b.ReportMetric(float64(hits), "hits")
	l, err := Ask(b.Context(), h.state(), db, h.indexDir(), nil, night(2), night(3))
	h.must(err)
	h.must(l.Keep("r"))
	begun := time.Now()
	h.must(WriteFeeds(b.Context(), h.state(), filepath.Join(h.dir, "feeds"), db))
	b.ReportMetric(float64(time.Since(begun).Milliseconds()), "ms/feeds")
}

package catalog

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"communique/archive"
)

func TestChangedSince(t *testing.T) {
	db, _ := openTemp(t)
	at := func(hour int) time.Time { return start.Add(time.Duration(hour) * time.Hour) }
	put := func(site, slug string, first, changed int, captures ...int) {
		t.Helper()
		url := "https://" + site + ".example/" + slug
		r := archive.Release{ID: site + ":" + slug, Site: site, URL: url, Status: archive.StatusLive, FirstSeen: archive.Timestamp(at(first)), ContentChanged: archive.Timestamp(at(changed))}
		r.Normalize()
		if _, err := db.Settle(t.Context(), []Settled{{URLs: []string{url}, Releases: []SettledRelease{{Record: r, Addresses: []Address{{url, r.ID}}}}}}); err != nil {
			t.Fatal(err)
		}
		var rows []CaptureRow
		for _, hour := range captures {
			rows = append(rows, CaptureRow{Kind: CaptureResponse, URL: url, Canonical: url, Site: site, Role: RolePage,
				Capture: archive.Capture{RecordID: fmt.Sprint(url, hour), Fetched: at(hour)}})
		}
		if err := db.Apply(t.Context(), Batch{File: "f", Captures: rows}); err != nil {
			t.Fatal(err)
		}
	}
	if newest, err := db.NewestCapture(t.Context(), at(99)); err != nil || !newest.IsZero() {
		t.Errorf("of an empty catalogue: %v, %v", newest, err)
	}
	put("a", "1", 1, 1, 1)
	put("a", "2", 1, 5, 1, 5)
	put("b", "3", 5, 5, 5)
	put("b", "4", 1, 1, 1, 6) // seen again, the same
	put("c", "5", 2, 9, 2, 9)
	for since, want := range map[int]string{
		0: "a:1 a:2 b:3 b:4 c:5", 1: "a:2 b:3 c:5", 4: "a:2 b:3 c:5", 5: "c:5", 9: "",
	} {
		all, err := db.ChangedSince(t.Context(), at(since))
		var ids []string
		for _, c := range all {
			ids = append(ids, c.ID)
			if !c.ContentChanged.After(at(since)) || c.FirstSeen.After(c.ContentChanged) {
				t.Errorf("since %d: %+v", since, c)
			}
		}
		if got := strings.Join(ids, " "); err != nil || got != want {
			t.Errorf("since %d: %s, error %v, want %s", since, got, err, want)
		}
	}
	for until, want := range map[int]int{1: 1, 4: 2, 8: 6, 99: 9} {
		if newest, err := db.NewestCapture(t.Context(), at(until)); err != nil || !newest.Equal(at(want)) {
			t.Errorf("newest until %d: %v, %v, want %v", until, newest, err, at(want))
		}
	}
}

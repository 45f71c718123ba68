package catalog

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"communique/archive"
)

func TestLately(t *testing.T) {
	db, _ := openTemp(t)
	add := func(site string, n int, day, seen string) {
		r := archive.Release{ID: fmt.Sprintf("%s:%d", site, n), Site: site, URL: fmt.Sprintf("https://%s/%d", site, n), Status: archive.StatusLive, FirstSeen: seen + "T03:00:00.000Z"}
		if day != "" {
			r.PublishedDay = &day
		}
		r.Normalize()
		if _, err := db.Settle(t.Context(), []Settled{{URLs: []string{r.URL}, Releases: []SettledRelease{{Record: r}}}}); err != nil {
			t.Fatal(err)
		}
	}
	add("a", 1, "2026-03-01", "2026-03-05") // a first crawl brings it
	add("a", 2, "2019-01-01", "2026-03-05") // and history
	add("a", 3, "2026-03-06", "2026-03-07")
	add("a", 4, "2018-01-01", "2026-03-08") // history found late
	add("a", 5, "", "2026-03-05")
	add("a", 6, "", "2026-03-08")
	add("a", 7, "2026-03-06", "2026-03-07")
	add("b", 1, "2026-03-09", "2026-03-09")
	var got []string
	for r, err := range db.Latest(t.Context(), "a", 5) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, r.ID)
	}
	if want := []string{"a:6", "a:7", "a:3", "a:5", "a:1"}; !slices.Equal(got, want) {
		t.Errorf("latest are %s, want %s", strings.Join(got, " "), strings.Join(want, " "))
	}
	days, err := db.Days(t.Context(), "a", "2026-01-01", time.Date(2026, 3, 7, 0, 0, 0, 0, time.UTC))
	if want := []DayCount{{"2026-03-01", 1}, {"2026-03-06", 2}, {"2026-03-08", 1}}; err != nil || !slices.Equal(days, want) {
		t.Errorf("days are %v, %v, want %v", days, err, want)
	}
	if err := db.Apply(t.Context(), Batch{File: "f", Captures: []CaptureRow{
		{Kind: CaptureResponse, Site: "a", Imported: true, Capture: archive.Capture{RecordID: "1", Fetched: start.AddDate(-9, 0, 0)}},
		{Kind: CaptureResponse, Site: "a", Capture: archive.Capture{RecordID: "2", Fetched: start}},
		{Kind: CaptureFailure, Site: "a", Capture: archive.Capture{RecordID: "3", Fetched: start.AddDate(0, 0, 2)}},
	}}); err != nil {
		t.Fatal(err)
	}
	if first, last, err := db.Asked(t.Context(), "a"); err != nil || !first.Equal(start) || !last.Equal(start.AddDate(0, 0, 2)) {
		t.Errorf("asked from %v to %v, %v", first, last, err)
	}
	if first, last, err := db.Asked(t.Context(), "c"); err != nil || !first.IsZero() || !last.IsZero() {
		t.Errorf("never asked: %v %v %v", first, last, err)
	}
}

// TestLastCapture: a site of which no byte ever came has no last capture,
// however often it was asked.
func TestLastCapture(t *testing.T) {
	db, _ := openTemp(t)
	if err := db.Apply(t.Context(), Batch{File: "f", Captures: []CaptureRow{
		{Kind: CaptureFailure, Site: "never", Capture: archive.Capture{RecordID: "1", Fetched: start}},
		{Kind: CaptureResponse, Site: "once", Capture: archive.Capture{RecordID: "2", Fetched: start}},
		{Kind: CaptureFailure, Site: "once", Capture: archive.Capture{RecordID: "3", Fetched: start.AddDate(0, 0, 2)}},
	}}); err != nil {
		t.Fatal(err)
	}
	counts, err := db.Counts(t.Context())
	if err != nil || len(counts) != 2 || !counts[0].LastCapture.IsZero() || !counts[1].LastCapture.Equal(start) {
		t.Errorf("counts %+v, %v", counts, err)
	}
}

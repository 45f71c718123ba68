package catalog

import (
	"fmt"
	"testing"

	"communique/archive"
)

// TestEraLosses: what eras recognised before everything was read again is
// remembered until it is recognised again.
func TestEraLosses(t *testing.T) {
	db, _ := openTemp(t)
	settle := func(n int, era *string) {
		t.Helper()
		for i := range n {
			r := archive.Release{ID: fmt.Sprintf("a:%d", i), Site: "a", URL: fmt.Sprintf("https://a/%d", i), Status: archive.StatusLive, Extractor: archive.Extractor{Era: era}}
			r.Normalize()
			settleAll(t, db, Settled{URLs: []string{r.URL}, Releases: []SettledRelease{{Record: r}}})
		}
	}
	losses := func() string {
		t.Helper()
		lost, err := db.EraLosses(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return fmt.Sprint(lost)
	}
	now := "now"
	again := func(extractor string) {
		t.Helper()
		if err := db.SetExtractor(t.Context(), extractor); err != nil {
			t.Fatal(err)
		}
	}
	again("1")
	settle(5, &now)
	if got := losses(); got != "[]" {
		t.Errorf("lost at first: %s", got)
	}
	again("2")
	settle(3, nil)
	for range 2 { // it is told for as long as it lasts
		if got := losses(); got != "[{a 5 2 2026-03-01}]" {
			t.Errorf("lost %s", got)
		}
	}
	settle(5, &now)
	if got := losses(); got != "[]" {
		t.Errorf("lost when all is recognised again: %s", got)
	}
	settle(3, nil)
	if got := losses(); got != "[]" {
		t.Errorf("remembered what had come back: %s", got)
	}
}

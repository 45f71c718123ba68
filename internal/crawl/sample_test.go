package crawl_test

import (
	"slices"
	"testing"
	"time"

	"communique/internal/crawl"
)

// TestSample: of the releases that the sources name, new and old ones are read;
// where only the newest were, a profile's older eras would never be looked at.
func TestSample(t *testing.T) {
	_, log, n := demo(t)
	o := n.options
	o.Limit, o.Now = 4, time.Now
	if _, _, err := crawl.Sample(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	asked := releasesAsked(log)
	n.night(func(o *crawl.Options) { o.DryRun = true })
	planned := n.planned()
	last := len(planned) - 1 // which robots.txt keeps from us
	want := []string{planned[0], planned[last/3], planned[2*last/3]}
	slices.Sort(want)
	if !slices.Equal(asked, want) {
		t.Errorf("of the %d releases %q these are read: %q, want %q", len(planned), planned, asked, want)
	}
}

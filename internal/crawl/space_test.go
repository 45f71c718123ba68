package crawl_test

import (
	"errors"
	"strings"
	"testing"

	"communique/internal/crawl"
)

// A disk that fills up stops the run before the next fetch, with a clear word
// and nothing lost; the next run goes on from there.
func TestStopsBeforeTheDiskIsFull(t *testing.T) {
	_, log, n := demo(t)
	left := int64(100)
	_, err := n.try(t.Context(), func(o *crawl.Options) {
		o.MinFree = 90
		o.Free = func() (int64, error) { left--; return left, nil }
	})
	if !errors.Is(err, crawl.ErrArchive) || !strings.Contains(err.Error(), "nearly full") || !strings.Contains(err.Error(), "free space") {
		t.Errorf("error %v", err)
	}
	asked := len(releasesAsked(log))
	if asked == 0 || left != 89 {
		t.Errorf("%d releases asked for, %d left", asked, left)
	}
	log.Reset()
	if rest := n.night(nil); rest.New+asked < 19 || rest.Failed > 0 {
		t.Errorf("after %d: %+v", asked, rest)
	}
	_, err = n.try(t.Context(), func(o *crawl.Options) {
		o.Free = func() (int64, error) { return 0, errors.New("no such disk") }
	})
	if !errors.Is(err, crawl.ErrArchive) || !strings.Contains(err.Error(), "no such disk") {
		t.Errorf("error %v", err)
	}
	if run := n.night(func(o *crawl.Options) { o.MinFree = -1; o.Free = nil }); len(run.Problems) > 0 {
		t.Errorf("not looked at: %+v", run)
	}
}

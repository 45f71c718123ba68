package ingest

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// BenchmarkIngest measures pages a second from WARC to index, from nothing.
func BenchmarkIngest(b *testing.B) {
	const pages = 1000
	l := newLab(b)
	hops := make([]hop, pages)
	for i := range hops {
		url := fmt.Sprintf("https://press.example/news/lamp-%d", i)
		hops[i] = ok(0, url, page(fmt.Sprintf("Lamp %d on the quay", i), "2 March 2026", fmt.Sprintf("Lamp %d was lit.", i)))
	}
	l.archive(hops...)
	for b.Loop() {
		for _, name := range []string{"catalog.sqlite", "catalog.sqlite-wal", "catalog.sqlite-shm", "index"} {
			l.must(os.RemoveAll(filepath.Join(l.home, name)))
		}
		if rep := l.ingest(); rep.Pages != pages || len(rep.New) != pages {
			b.Fatalf("report %s", asJSON(b, rep))
		}
	}
	b.ReportMetric(float64(pages*b.N)/b.Elapsed().Seconds(), "pages/s")
}

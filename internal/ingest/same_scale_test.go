package ingest

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"communique/archive"
	"communique/internal/catalog"
)

var sameScale = flag.Int("same-scale", 2000, "how many releases TestSameAsScale compares")

// TestSameAsScale settles and compares many invented releases of twenty sites
// over fifteen years, one in fifty of them published again by another site with
// a paragraph of its own, all of a site ending in the same sentences. It prints
// what comparing costs.
func TestSameAsScale(t *testing.T) {
	const sites = 20
	random := rand.New(rand.NewPCG(7, 8))
	vocabulary := make([]string, 8000)
	for i := range vocabulary {
		vocabulary[i] = string([]byte{byte(97 + i%26), byte(97 + i/26%26), byte(97 + i/676)})
	}
	text := func(n int) string {
		all := make([]string, n)
		for i := range all { // as in texts: few words often, many seldom
			all[i] = vocabulary[int(float64(len(vocabulary))*random.Float64()*random.Float64())]
		}
		return strings.Join(all, " ")
	}
	endings := make([]string, sites)
	for i := range endings {
		endings[i] = text(60)
	}
	now := func() time.Time { return night }
	db, err := catalog.Open(t.Context(), filepath.Join(t.TempDir(), "catalog.sqlite"), now)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var batch []catalog.Settled
	var settling time.Duration
	settle := func(site int, day time.Time, title, text string) string {
		url := fmt.Sprintf("https://s%d.example/%d", site, random.Int64())
		published, language := day.Format(time.DateOnly), "fr"
		r := archive.Release{Site: fmt.Sprintf("s%d", site), URL: url, Title: &title, Text: &text, PublishedDay: &published, Language: &language, Status: archive.StatusLive, Version: 1}
		r.ID = idOf(r.Site, url)
		r.Normalize()
		batch = append(batch, catalog.Settled{URLs: []string{url}, Releases: []catalog.SettledRelease{{
			Record: r, Sketch: sketchOf(&r), Addresses: []catalog.Address{{URL: url, OwnID: r.ID}}}}})
		if len(batch) == settleBatch {
			begun := time.Now()
			if _, err := db.Settle(t.Context(), batch); err != nil {
				t.Fatal(err)
			}
			settling += time.Since(begun)
			batch = batch[:0]
		}
		return r.ID
	}
	want := map[string]string{}
	for n := 0; n < *sameScale-*sameScale%settleBatch; n++ {
		site, day := random.IntN(sites), night.AddDate(0, 0, -random.IntN(15*365))
		title, words := text(9), text(300+random.IntN(400))
		id := settle(site, day, title, words+" "+endings[site])
		if random.IntN(50) == 0 && n+1 < *sameScale-*sameScale%settleBatch {
			n++
			other := (site + 1) % sites
			want[id] = settle(other, day.AddDate(0, 0, random.IntN(3)), title, words+" "+text(60)+" "+endings[other])
		}
	}
	p := Pipeline{Catalog: db}
	begun := time.Now()
	if err := p.compareAll(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	compared := time.Since(begun)
	missed, found := 0, 0
	for r, err := range db.Records(t.Context(), catalog.Filter{}) {
		if err != nil {
			t.Fatal(err)
		}
		found += len(r.SameAs)
		if other := want[r.ID]; other != "" && (len(r.SameAs) != 1 || r.SameAs[0] != other) {
			missed++
		}
	}
	t.Logf("%d releases: settled in %v, compared in %v; %d of %d pairs found, %d ids more", *sameScale, settling.Round(time.Millisecond), compared.Round(time.Millisecond),
		len(want)-missed, len(want), found-2*(len(want)-missed))
	if found != 2*(len(want)-missed) || missed*50 > len(want) {
		t.Errorf("%d pairs of %d missed, %d ids in same_as", missed, len(want), found)
	}
}

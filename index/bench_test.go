package index

import (
	"context"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"communique/archive"
)

// invented makes releases of about 4 KB of words with a natural distribution:
// a few frequent, most rare.
func invented(n int) []archive.Release {
	rng := rand.New(rand.NewPCG(1, 2))
	zipf := rand.NewZipf(rng, 1.1, 8, 40_000)
	syllables := strings.Fields("ré pres sion ma ni fes tant mi nis tre po li ce droit hu main li ber té pri son jus ti ce é tat a van ce col lec tif")
	words := make([]string, 40_001)
	for i := range words {
		for n, left := i, 1+rng.IntN(3); left >= 0; left-- {
			words[i] += syllables[(n+rng.IntN(4))%len(syllables)]
			n /= 7
		}
	}
	text := func(n int) string {
		var b strings.Builder
		for i := range n {
			if i > 0 && i%80 == 0 {
				b.WriteString(".\n\n")
			}
			b.WriteString(words[zipf.Uint64()])
			b.WriteByte(' ')
		}
		return b.String()
	}
	langs := []string{"fr", "fr", "fr", "en", "es"}
	var all []archive.Release
	for i := range n {
		day := fmt.Sprintf("20%02d-%02d-%02d", 10+rng.IntN(16), 1+rng.IntN(12), 1+rng.IntN(28))
		all = append(all, release(fmt.Sprintf("site:%06d", i), langs[i%len(langs)], day, text(9), text(30)+"\n\n"+text(560),
			in([]string{"FR", "KZ", "HT", "EG"}[rng.IntN(4)]), said(words[rng.IntN(900)], text(30))))
	}
	return all
}

func BenchmarkPut(b *testing.B) {
	all := invented(2000)
	textBytes := 0
	for _, r := range all {
		textBytes += len(*r.Text)
	}
	var dir string
	docs := 0
	for b.Loop() {
		dir = b.TempDir()
		write(b, dir, all...)
		docs += len(all)
	}
	size := int64(0)
	err := filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			info, err := d.Info()
			if err != nil {
				return err
			}
			size += info.Size()
		}
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(docs)/b.Elapsed().Seconds(), "docs/s")
	b.ReportMetric(float64(size)/float64(textBytes), "index-B/text-B")
}

func BenchmarkSearch(b *testing.B) {
	all := invented(5000)
	dir := b.TempDir()
	write(b, dir, all...)
	ix := open(b, dir)
	load := loader(all)
	rare := strings.Fields(*all[77].Text)[35]
	two := strings.Join(strings.Fields(*all[77].Text)[40:42], " ")
	for _, c := range []struct {
		name string
		req  Request
	}{
		{"term", Request{Query: rare}},
		{"term-no-snippets", Request{Query: rare, Limit: 1}},
		{"two-terms", Request{Query: two}},
		{"phrase", Request{Query: `"` + two + `"`}},
		{"prefix", Request{Query: "man*"}},
		{"dates-facets", Request{Query: rare, Since: "2012-02-03", Until: "2020-05-06", Facets: true}},
		{"everything-by-date", Request{Sort: "date", Facets: true}},
	} {
		b.Run(c.name, func(b *testing.B) {
			var res Results
			var err error
			for b.Loop() {
				if res, err = ix.Search(context.Background(), c.req, load); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(res.Total), "hits")
		})
	}
}

// BenchmarkOpenAndSearch is what one run of a command does.
func BenchmarkOpenAndSearch(b *testing.B) {
	dir := b.TempDir()
	write(b, dir, corpus...)
	load := loader(corpus)
	for b.Loop() {
		ix, err := Open(dir)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := ix.Search(context.Background(), Request{Query: "repression", Facets: true}, load); err != nil {
			b.Fatal(err)
		}
		if err := ix.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkUpdate is a night: a hundred releases put into an index of
// thousands.
func BenchmarkUpdate(b *testing.B) {
	all := invented(3000)
	dir := b.TempDir()
	write(b, dir, all...)
	for b.Loop() {
		write(b, dir, all[100:200]...)
	}
}

func BenchmarkSnippets(b *testing.B) {
	r := invented(1)[0]
	clauses, err := parseQuery(strings.Join(strings.Fields(*r.Text)[40:42], " "))
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		newMarker(clauses.clauses(false)).snippets(r)
	}
}

package export

import (
	"flag"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"communique/archive"
	"communique/internal/catalog"
)

var (
	madeHome = flag.String("home", "", "TestMakeHome makes a home with a catalogue of invented releases in this folder; internal/bench/export/run exports it")
	releases = flag.Int("releases", 200_000, "how many TestMakeHome makes")
)

func TestMakeHome(t *testing.T) {
	if *madeHome == "" {
		t.Skip("only with -args -home DIR")
	}
	synthetic(t, *madeHome, *releases)
}

// synthetic is a catalogue of n invented releases of the length and the parts
// that real ones have: about 9 kB of JSON each, text and sections together.
func synthetic(t testing.TB, dir string, n int) *catalog.DB {
	t.Helper()
	db, err := catalog.Open(t.Context(), filepath.Join(dir, "catalog.sqlite"), time.Now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	var groups []catalog.Settled
	for i := range n {
		r := invented(i)
		groups = append(groups, catalog.Settled{URLs: []string{r.URL}, Releases: []catalog.SettledRelease{{
			Record: r, Addresses: []catalog.Address{{URL: r.URL, OwnID: r.ID}},
		}}})
		if len(groups) == 1000 || i == n-1 {
			if _, err := db.Settle(t.Context(), groups); err != nil {
				t.Fatal(err)
			}
			groups = groups[:0]
		}
	}
	return db
}

// words do not repeat in the same order, so that no compressor has it easy.
var words = strings.Fields("les autorités ont arrêté vingt manifestant·e·s devant le tribunal où « personne » n’était attendu ; l’avocate <dit> & répète que rien ne l’explique depuis février")

func sentence(seed, n int) string {
	var s strings.Builder
	for i := range n {
		seed = seed*1103515245 + 12345
		if i > 0 {
			s.WriteByte(' ')
		}
		s.WriteString(words[(seed>>16&0x7fff)%len(words)])
	}
	return s.String() + "."
}

func invented(i int) archive.Release {
	r := full()
	r.ID, r.Site = fmt.Sprintf("site%d:%016x", i%7, i), fmt.Sprintf("site%d", i%7)
	r.URL = fmt.Sprintf("https://press.example/news/%d", i)
	day := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, i%9000).Format(time.DateOnly)
	r.Title, r.Published, r.PublishedDay = p(sentence(i, 9)), &day, &day
	if i%50 == 0 {
		r.Published, r.PublishedDay = nil, nil
	}
	r.Countries = [][]string{{"KZ", "CD"}, {"FR"}, {}}[i%3]
	r.Sections = nil
	var all []string
	for s := range 3 {
		section := archive.Section{Heading: p(sentence(i+s, 4))}
		for k := range 4 {
			section.Paragraphs = append(section.Paragraphs, sentence(i*31+s*7+k, 40))
		}
		all = append(append(all, *section.Heading), section.Paragraphs...)
		r.Sections = append(r.Sections, section)
	}
	r.Text, r.Lead = p(strings.Join(all, "\n\n")), &r.Sections[0].Paragraphs[0]
	for len(r.Quotes) < 4 {
		r.Quotes = append(r.Quotes, r.Quotes[0])
	}
	return r
}

// BenchmarkReleases is the speed at which releases leave the catalogue, in
// bytes of JSONL, whatever the format.
func BenchmarkReleases(b *testing.B) {
	const n = 3000
	db := synthetic(b, b.TempDir(), n)
	var size counter
	if _, err := (Request{Canonical: same}).Write(b.Context(), &size, db); err != nil {
		b.Fatal(err)
	}
	for _, q := range []Request{{Format: FormatJSONL}, {Format: FormatJSONL, Text: TextExcerpt}, {Format: FormatCSV}, {Format: FormatParquet},
		{Format: FormatJSONL, Of: "quotes"}, {Format: FormatJSONL, Validate: true}} {
		q.Canonical = same
		b.Run(fmt.Sprintf("%s %s %s %v", q.Format, q.Of, q.Text, q.Validate), func(b *testing.B) {
			b.SetBytes(int64(size))
			from, n := cpu(b), 0
			for b.Loop() {
				if _, err := q.Write(b.Context(), new(counter), db); err != nil {
					b.Fatal(err)
				}
				n++
			}
			b.ReportMetric(float64(n)*float64(size)/1e6/(cpu(b)-from).Seconds(), "MB/cpu-s")
		})
	}
}

// cpu is the processor time this process has taken: on a machine with other
// work, the time on the wall says little.
func cpu(b *testing.B) time.Duration {
	var u unix.Rusage
	if err := unix.Getrusage(unix.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// counter counts what is written to it.
type counter int64

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}

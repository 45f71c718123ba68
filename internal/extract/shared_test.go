package extract

import (
	"bufio"
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"communique/archive"

	readability "codeberg.org/readeck/go-readability/v2"
)

const shared = "../../../shared/pages"

type realPage struct {
	file, language string
	page           archive.Page
}

// realPages are saved pages of many publishers that stand beside the project.
func realPages(t testing.TB) []realPage {
	t.Helper()
	index, err := os.Open(filepath.Join(shared, "INDEX.tsv"))
	if err != nil {
		t.Skip("the saved pages of ../shared are not here")
	}
	defer index.Close()
	var pages []realPage
	lines := bufio.NewScanner(index)
	for lines.Scan() {
		cols := strings.Split(lines.Text(), "\t")
		if len(cols) < 4 || cols[0] == "file" {
			continue
		}
		body, err := os.ReadFile(filepath.Join(shared, cols[0]))
		if err != nil {
			t.Fatal(err)
		}
		address := cols[1]
		if !strings.HasPrefix(address, "http") {
			address = "https://" + filepath.ToSlash(filepath.Dir(cols[0])) + "/prototype"
		}
		pages = append(pages, realPage{cols[0], baseLanguage(cols[3]), archive.Page{URL: address, Body: body}})
	}
	return pages
}

func TestRealPages(t *testing.T) {
	r := newReader(t)
	for _, p := range realPages(t) {
		t.Run(filepath.Base(p.file), func(t *testing.T) {
			reading, err := r.Read(p.page)
			if err != nil {
				t.Fatal(err)
			}
			checkReading(t, reading)
			if reading.Release.Title == nil {
				t.Error("no title")
			}
			want := p.language
			if strings.Contains(p.file, "eur44-0541-2019-es") {
				want = "es" // the index has the language of the page around it
			}
			if reading.Release.Language == nil || *reading.Release.Language != want {
				t.Errorf("language %v, want %s", deref(reading.Release.Language), want)
			}
			t.Logf("%s | %q | %s %s (%s) | %d bytes | %d quotes, %d related | %v %q", p.file, deref(reading.Release.Title),
				deref(reading.Release.Published), deref(reading.Release.PublishedSource), deref(reading.Release.PublishedRaw),
				len(deref(reading.Release.Text)), len(reading.Release.Quotes), len(reading.Release.Related), reading.IsRelease, reading.Why)
			t.Logf("  kind %s countries %v org %q lead %.100q evidence %v warnings %q", deref(reading.Release.Kind), reading.Release.Countries, deref(reading.Release.Organization), deref(reading.Release.Lead), reading.Release.Evidence, reading.Release.Warnings)
		})
	}
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// sitePages are the project's own fixtures, read by a profile.
func sitePages(t testing.TB) []archive.Page {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(sites, "*", "*.html"))
	if err != nil || len(files) == 0 {
		t.Skip("no fixtures in testdata/sites")
	}
	var pages []archive.Page
	for _, f := range files {
		body, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		pages = append(pages, htmlPage(fixtureURL(body), body))
	}
	return pages
}

// BenchmarkProfile reads the fixtures; the metric x-parse is its cost in bare
// parses of the same pages in the same run. The fixtures are hardly more than
// their articles; "framed" puts menus around them, as publishers do, up to the
// size of a page of amnesty.org.
func BenchmarkProfile(b *testing.B) {
	pages := sitePages(b)
	menu := []byte("<nav><ul>" + strings.Repeat(`<li class="menu-item"><a class="link" href="/a/"><span>Agir avec nous</span></a></li>`, 1200) + "</ul></nav>")
	var framed []archive.Page
	for _, p := range pages {
		p.Body = bytes.Replace(p.Body, []byte("</body>"), append(menu, "</body>"...), 1)
		framed = append(framed, p)
	}
	r := newReader(b)
	parse := func(p archive.Page) error {
		_, err := html.Parse(bytes.NewReader(p.Body))
		return err
	}
	read := func(p archive.Page) error {
		_, err := r.Read(p)
		return err
	}
	b.Run("bare", func(b *testing.B) { compareCost(b, "x-parse", pages, parse, read) })
	b.Run("framed", func(b *testing.B) { compareCost(b, "x-parse", framed, parse, read) })
}

// BenchmarkGeneric reads the saved pages; x-readeck is its cost in readings by
// readability alone, parsing included.
func BenchmarkGeneric(b *testing.B) {
	var pages []archive.Page
	for _, p := range realPages(b) {
		pages = append(pages, p.page)
	}
	r := newReader(b)
	compareCost(b, "x-readeck", pages, func(p archive.Page) error {
		parser := readability.NewParser()
		_, err := parser.Parse(bytes.NewReader(p.Body), nil)
		return err
	}, func(p archive.Page) error {
		_, err := r.Read(p)
		return err
	})
}

func compareCost(b *testing.B, unit string, pages []archive.Page, base, read func(archive.Page) error) {
	b.Helper()
	var baseTime, readTime time.Duration
	for b.Loop() {
		start := time.Now()
		for _, p := range pages {
			if err := base(p); err != nil {
				b.Fatal(err)
			}
		}
		middle := time.Now()
		for _, p := range pages {
			if err := read(p); err != nil {
				b.Fatal(err)
			}
		}
		baseTime += middle.Sub(start)
		readTime += time.Since(middle)
	}
	b.ReportMetric(float64(readTime)/float64(baseTime), unit)
	b.ReportMetric(float64(len(pages))*float64(b.N)/readTime.Seconds(), "pages/s")
}

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
	if _, err := os.Stat(filepath.Join(shared, "INDEX.tsv")); err != nil {
		t.Skip("the saved pages of ../shared are not here")
	}
	return savedPages(t)
}

// savedPages are the same, or none where they are not.
func savedPages(t testing.TB) []realPage {
	t.Helper()
	index, err := os.Open(filepath.Join(shared, "INDEX.tsv"))
	if err != nil {
		return nil
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

// BenchmarkProfile measures Reader.Read, all of it (decoding, parsing, every
// field, the quotations), on pages that a profile's era reads. x-parse is its
// cost in bare html.Parse of the same bytes: each round parses all pages and
// then reads them all, in the same process, so that both pay the same machine
// and the same collector, and the two sums of time are divided.
//
// "small" are the fixtures as they stand, 3 to 6 KB and hardly anything but
// prose: the worst case, since parsing is cheap there and every word is read.
// "framed" are the same with menus around them, up to the size of a page of
// amnesty.org. "saved" are the pages of ../shared that a profile reads.
// "reconstructed" is the page of the publisher's theme in
// ../shared.
func BenchmarkProfile(b *testing.B) {
	pages := sitePages(b)
	menu := []byte("<nav><ul>" + strings.Repeat(`<li class="menu-item"><a class="link" href="/a/"><span>Agir avec nous</span></a></li>`, 1200) + "</ul></nav>")
	var framed []archive.Page
	for _, p := range pages {
		p.Body = bytes.Replace(p.Body, []byte("</body>"), append(menu, "</body>"...), 1)
		framed = append(framed, p)
	}
	read := readBy(newReader(b))
	b.Run("small", func(b *testing.B) { compareCost(b, "x-parse", pages, bareParse, read) })
	b.Run("framed", func(b *testing.B) { compareCost(b, "x-parse", framed, bareParse, read) })
	b.Run("saved", func(b *testing.B) {
		r := newReader(b)
		var saved []archive.Page
		for _, p := range realPages(b) {
			if reading, err := r.Read(p.page); err == nil && reading.Release.Extractor.Era != nil {
				saved = append(saved, p.page)
			}
		}
		compareCost(b, "x-parse", saved, bareParse, read)
	})
	b.Run("reconstructed", func(b *testing.B) {
		body, err := os.ReadFile(filepath.Join(shared, "reconstructed", "amnesty.fr-communique-wp.html"))
		if err != nil {
			b.Skip("the reconstructed page of ../shared is not here")
		}
		compareCost(b, "x-parse", []archive.Page{htmlPage("https://www.amnesty.fr/communiques/reconstructed/", body)}, bareParse, read)
	})
}

// BenchmarkGeneric measures Reader.Read on the saved pages of ../shared, 4 MB
// of whole pages of many publishers that no profile knows, in the same way:
// x-parse beside a bare html.Parse, x-readeck beside readability alone, its own
// parsing included.
func BenchmarkGeneric(b *testing.B) {
	var pages []archive.Page
	for _, p := range realPages(b) {
		pages = append(pages, p.page)
	}
	read := readBy(newReader(b))
	b.Run("parse", func(b *testing.B) { compareCost(b, "x-parse", pages, bareParse, read) })
	b.Run("readeck", func(b *testing.B) {
		compareCost(b, "x-readeck", pages, func(p archive.Page) error {
			parser := readability.NewParser()
			_, err := parser.Parse(bytes.NewReader(p.Body), nil)
			return err
		}, read)
	})
}

func bareParse(p archive.Page) error {
	_, err := html.Parse(bytes.NewReader(p.Body))
	return err
}

func readBy(r *Reader) func(archive.Page) error {
	return func(p archive.Page) error {
		_, err := r.Read(p)
		return err
	}
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

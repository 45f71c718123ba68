package ingest

import (
	"strings"
	"testing"

	"communique/archive"
)

func feed(url, title, date string) string {
	return `<?xml version="1.0"?><rss version="2.0"><channel><title>News</title><item><title>` + title + `</title><link>` + url + `</link><pubDate>` + date + `</pubDate></item></channel></rss>`
}

func sitemap(url, lastmod, newsDate string) string {
	news := ""
	if newsDate != "" {
		news = `<n:news><n:publication_date>` + newsDate + `</n:publication_date><n:title>T</n:title></n:news>`
	}
	return `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>` +
		url + `</loc><lastmod>` + lastmod + `</lastmod>` + news + `</url></urlset>`
}

func xmlDoc(day int, url, body string) hop {
	return hop{at: at(day), url: url, status: 200, head: "Content-Type: application/xml\r\n", body: body}
}

func listing(url, date string) string {
	return `<!doctype html><html><body><ul><li class="item"><a href="` + url + `">Lamps</a> <span class="date">` + date + `</span></li></ul></body></html>`
}

func TestDatesFromElsewhere(t *testing.T) {
	const (
		feedURL    = "https://press.example/feed/"
		sitemapURL = "https://press.example/sitemap.xml"
		listURL    = "https://press.example/news/"
		other      = "https://press.example/news/nets"
	)
	undated := page("Lamps on the quay", "", "First words.")
	tests := []struct {
		name              string
		hops              []hop
		day, source, raw  string
		warning, evidence string
	}{
		{"none", []hop{ok(0, quay, undated), xmlDoc(0, sitemapURL, sitemap(quay, "2026-02-20", ""))}, "", "", "", "", ""},
		{"feed, local day", []hop{xmlDoc(0, feedURL, feed(quay+"/", "Lamps", "Fri, 20 Feb 2026 23:30:00 +0000")), ok(0, quay, undated)},
			"2026-02-21", archive.SourceFeed, "Fri, 20 Feb 2026 23:30:00 +0000", "", "feed:https://press.example/feed"},
		{"sitemap's news date", []hop{ok(0, quay, undated), xmlDoc(0, sitemapURL, sitemap(quay, "2026-02-25", "2026-02-20"))},
			"2026-02-20", archive.SourceSitemap, "2026-02-20", "", ""},
		{"listing", []hop{ok(0, quay, undated), ok(0, listURL, listing("/news/quay", "20 February 2026"))},
			"2026-02-20", archive.SourceListing, "20 February 2026", "", ""},
		{"listing's further page", []hop{ok(0, quay, undated), ok(0, listURL+"page/2/", listing("/news/quay", "20 February 2026"))},
			"2026-02-20", archive.SourceListing, "20 February 2026", "", ""},
		{"listing in another language", []hop{ok(0, quay, undated), ok(0, "https://press.example/nouvelles/", listing("/news/quay", "20 février 2026"))},
			"2026-02-20", archive.SourceListing, "20 février 2026", "", ""},
		{"epoch on a card", []hop{ok(0, quay, undated), ok(0, listURL, listing("/news/quay", "1970-01-01"))}, "", "", "", "", ""},
		{"related card", []hop{ok(0, quay, undated), ok(0, other, page("Nets", "1 March 2026", "Other.", card("/news/quay", "Lamps", "20 February 2026")))},
			"2026-02-20", archive.SourceRelated, "20 February 2026", "", ""},
		{"feed before card", []hop{ok(0, other, page("Nets", "1 March 2026", "Other.", card("/news/quay", "Lamps", "20 February 2026"))), ok(0, quay, undated),
			xmlDoc(1, feedURL, feed(quay, "Lamps", "Sat, 21 Feb 2026 10:00:00 +0100"))}, "2026-02-21", archive.SourceFeed, "Sat, 21 Feb 2026 10:00:00 +0100", "", ""},
		{"earliest listing", []hop{ok(0, quay, undated), ok(2, listURL, listing("/news/quay", "22 February 2026")), ok(1, listURL, listing("/news/quay", "20 February 2026"))},
			"2026-02-20", archive.SourceListing, "20 February 2026", "", ""},
		{"the page's own", []hop{ok(0, quay, page("Lamps on the quay", "21 February 2026", "First words.")), ok(1, listURL, listing("/news/quay", "20 February 2026"))},
			"2026-02-21", archive.SourceVisible, "21 February 2026", "", ""},
		{"contradiction", []hop{ok(0, quay, page("Lamps on the quay", "21 February 2026", "First words.")), ok(1, listURL, listing("/news/quay", "1 February 2026"))},
			"2026-02-21", archive.SourceVisible, "21 February 2026", "the page says 2026-02-21, the listing https://press.example/news says 2026-02-01", ""},
		{"feed and listing contradict each other", []hop{ok(0, quay, undated), xmlDoc(0, feedURL, feed(quay, "Lamps", "Fri, 20 Feb 2026 10:00:00 +0100")), ok(0, listURL, listing("/news/quay", "2 February 2026"))},
			"2026-02-20", archive.SourceFeed, "Fri, 20 Feb 2026 10:00:00 +0100", "the feed https://press.example/feed says 2026-02-20, the listing https://press.example/news says 2026-02-02", "feed:https://press.example/feed"},
		{"sitemap against a card", []hop{ok(0, quay, undated), xmlDoc(0, sitemapURL, sitemap(quay, "2026-02-25", "2026-02-20")), ok(0, other, page("Nets", "1 March 2026", "Other.", card("/news/quay", "Lamps", "2 February 2026")))},
			"2026-02-20", archive.SourceSitemap, "2026-02-20", "the card on https://press.example/news/nets says 2026-02-02", "sitemap:https://press.example/sitemap.xml"},
		{"the page's own, the feed agrees and the listing does not", []hop{ok(0, quay, page("Lamps on the quay", "20 February 2026", "First words.")), xmlDoc(0, feedURL, feed(quay, "Lamps", "Fri, 20 Feb 2026 10:00:00 +0100")), ok(0, listURL, listing("/news/quay", "2 February 2026"))},
			"2026-02-20", archive.SourceVisible, "20 February 2026", "the page says 2026-02-20, the listing https://press.example/news says 2026-02-02", ""},
		{"a month of its own", []hop{ok(0, quay, page("Lamps on the quay", "February 2026", "First words.")), xmlDoc(0, feedURL, feed(quay, "Lamps", "Fri, 20 Feb 2026 10:00:00 +0100"))},
			"", archive.SourceVisible, "February 2026", "", ""},
		{"another month", []hop{ok(0, quay, page("Lamps on the quay", "January 2026", "First words.")), xmlDoc(0, feedURL, feed(quay, "Lamps", "Fri, 20 Feb 2026 10:00:00 +0100"))},
			"", archive.SourceVisible, "January 2026", "the page says 2026-01, the feed https://press.example/feed says 2026-02-20", ""},
		{"listing's month is all that is known", []hop{ok(0, quay, undated), ok(0, listURL, listing("/news/quay", "February 2026"))},
			"", archive.SourceListing, "February 2026", "", "listing:https://press.example/news"},
		{"lastmod alone, with other elements", []hop{xmlDoc(0, sitemapURL, sitemap(quay, "2026-02-20T10:00:00+01:00", "")), ok(0, listURL, listing("/news/quay", "")), ok(0, quay, undated)}, "", "", "", "", ""},
		{"order of the site's language", []hop{ok(0, quay, undated), ok(0, listURL, listing("/news/quay", "03/02/2026"))},
			"2026-02-03", archive.SourceListing, "03/02/2026", "", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			l := newLab(t)
			l.bare = true
			l.archive(test.hops...)
			if rep := l.ingest(); len(rep.Problems)+len(rep.Damage) > 0 {
				t.Errorf("report %s", asJSON(t, rep))
			}
			r := l.releases()[quay]
			if text(r.PublishedDay) != test.day || text(r.PublishedSource) != test.source || text(r.PublishedRaw) != test.raw {
				t.Errorf("published %s, %s, %q; want %s, %s, %q", text(r.PublishedDay), text(r.PublishedSource), text(r.PublishedRaw), test.day, test.source, test.raw)
			}
			all := strings.Join(r.Warnings, "\n")
			if test.warning != "" && !strings.Contains(all, test.warning) || test.warning == "" && strings.Contains(all, " says ") {
				t.Errorf("warnings %q, want %q", all, test.warning)
			}
			if test.evidence == "" {
				return
			}
			// The record it names is that of the page which says so.
			on, record, _ := strings.Cut(r.Evidence["published"], " ")
			row, ok, err := l.read().CaptureByRecord(t.Context(), record)
			if _, address, _ := strings.Cut(on, ":"); err != nil || !ok || on != test.evidence || row.Canonical != address {
				t.Errorf("evidence %q, want %q with its record (%v, %+v)", r.Evidence["published"], test.evidence, err, row)
			}
		})
	}
}

func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// A date that comes later than its release changes the record, and not the
// version.
func TestDateComesLater(t *testing.T) {
	l := newLab(t)
	l.archive(ok(0, quay, page("Lamps on the quay", "", "First words.")))
	l.ingest()
	l.archive(xmlDoc(5, "https://press.example/feed/", feed(quay, "Lamps", "Fri, 20 Feb 2026 10:00:00 +0100")))
	rep := l.ingest()
	r := l.one()
	if text(r.PublishedDay) != "2026-02-20" || r.Version != 1 || rep.Releases != 1 || len(rep.Changed) != 0 {
		t.Errorf("day %s, version %d, report %s", text(r.PublishedDay), r.Version, asJSON(t, rep))
	}
	if rep := l.ingest(); rep.Releases+rep.Captures+rep.Files != 0 {
		t.Errorf("a run without anything new reports %s", asJSON(t, rep))
	}
}

// The type of a file is known once the file has been fetched, before or after
// the release that offers it.
func TestMediaType(t *testing.T) {
	files := `<div class="files"><a href="/files/lamps.doc">The lamps, a report</a></div>`
	release := ok(0, quay, page("Lamps on the quay", "2 March 2026", "First words.", files))
	file := hop{at: at(1), url: "https://press.example/files/lamps.doc", status: 200, head: "Content-Type: Application/RTF; x=y\r\n", body: "{\\rtf1 invented}"}
	for _, order := range [][]hop{{release, file}, {file, release}} {
		l := newLab(t)
		for _, h := range order {
			l.archive(h)
			l.ingest()
		}
		if a := l.one().Attachments; len(a) != 1 || text(a[0].MediaType) != "application/rtf" {
			t.Errorf("attachments %s", asJSON(t, a))
		}
	}
}

package extract

import (
	"net/http"
	"strings"
	"testing"

	"communique/archive"
	"communique/internal/site"
)

func read(t *testing.T, address, body string) Reading {
	t.Helper()
	reading, err := newReader(t).Read(htmlPage(address, []byte(body)))
	if err != nil {
		t.Fatal(err)
	}
	checkReading(t, reading)
	return reading
}

const prose = "<p>The authorities must release all those who were arrested for taking part in the march, the organisation said on the second day of the trial.</p>" +
	"<p>More than forty people are still being held, and their lawyers have not been told where they are or what they are charged with, nor when they will be heard.</p>" +
	"<p>The court is expected to announce its decision in the case by the end of the month, and it has refused to let families and the press into the room.</p>"

func generic(head, body string) string {
	return "<!doctype html><html lang=en><head>" + head + "</head><body><main><article>" + body + "</article></main></body></html>"
}

func TestTitleAndDates(t *testing.T) {
	tests := []struct {
		name, url, html                  string
		title, published, source, modify string
	}{
		{"site name behind", "https://ngo.example/news/1", generic("<title>A march | The NGO</title><meta property=og:site_name content='The NGO'>", prose), "A march", "", "", ""},
		{"site name before", "https://ngo.example/news/1", generic("<title>The NGO: A march</title><meta property=og:site_name content='The NGO'>", prose), "A march", "", "", ""},
		{"heading agrees", "https://ngo.example/news/1", generic("<title>A march was stopped – News – NGO</title>", "<h1>A march was stopped</h1>"+prose), "A march was stopped", "", "", ""},
		{"json-ld before meta", "https://ngo.example/news/1", generic(`<meta property="article:published_time" content="2021-05-06T10:00:00Z"><script type="application/ld+json">{"@type":"NewsArticle","headline":"A march","datePublished":"2021-05-05T10:00:00Z","dateModified":"2021-05-07T10:00:00Z"}</script>`, "<h1>A march</h1>"+prose), "A march", "2021-05-05T10:00:00Z", "json-ld", "2021-05-07T10:00:00Z"},
		{"day across zones", "https://ngo.example/news/1", generic(`<title>A march</title><script type="application/ld+json">{"@type":"WebPage","datePublished":"2021-05-05T23:30:00Z"}</script>`, "<h1>A march</h1><time>6 May 2021</time>"+prose), "A march", "2021-05-06", "visible", ""},
		{"offset without colon", "https://ngo.example/news/1", generic(`<title>A march</title><meta property="article:published_time" content="2022-08-08T16:00:19-0400">`, prose), "A march", "2022-08-08T16:00:19-04:00", "meta", ""},
		{"label in the text", "https://ngo.example/news/1", generic("<title>A march</title>", "<h1>A march</h1><p>Published: 6 May 2021</p>"+prose), "A march", "2021-05-06", "visible", ""},
		{"card's date", "https://ngo.example/news/1", generic("<title>A march</title>", "<div class=related-stories><a href=/news/2>Another</a><time>7 May 2021</time></div><h1>A march</h1>"+prose), "A march", "", "", ""},
		{"address", "https://ngo.example/2022/03/14/march", generic("<title>A march</title>", prose), "A march", "2022-03-14", "url", ""},
		{"month in the address", "https://ngo.example/2022/03/march", generic("<title>A march</title>", prose), "A march", "2022-03", "url", ""},
		{"a date in prose is none", "https://ngo.example/news/1", generic("<title>A march</title>", "<p>On 6 May 2021 the march was stopped by officers of the police.</p>"+prose), "A march", "", "", ""},
		{"order of the page's region", "https://ngo.example/news/1", "<!doctype html><html lang=en-GB><head><title>A march</title></head><body><main><article><h1>A march</h1><time>03/02/2021</time>" + prose + "</article></main></body></html>", "A march", "2021-02-03", "visible", ""},
		{"order of the American region", "https://ngo.example/news/1", "<!doctype html><html lang=en-US><head><title>A march</title></head><body><main><article><h1>A march</h1><time>03/02/2021</time>" + prose + "</article></main></body></html>", "A march", "2021-03-02", "visible", ""},
		{"order that no region settles", "https://ngo.example/news/1", generic("<title>A march</title>", "<h1>A march</h1><time>03/02/2021</time>"+prose), "A march", "", "", ""},
		{"one order possible", "https://ngo.example/news/1", generic("<title>A march</title>", "<h1>A march</h1><time>13/02/2021</time>"+prose), "A march", "2021-02-13", "visible", ""},
		{"order that the timestamp settles", "https://ngo.example/news/1", `<!doctype html><html lang=en-US><head><title>A march</title><meta property="article:published_time" content="2021-02-03T10:00:00Z"></head><body><main><article><h1>A march</h1><time>03/02/2021</time>` + prose + "</article></main></body></html>", "A march", "2021-02-03T10:00:00Z", "meta", ""},
		{"a day that is none", "https://ngo.example/news/1", generic("<title>A march</title>", "<h1>A march</h1><time>31 February 2021</time>"+prose), "A march", "", "", ""},
		{"a month", "https://ngo.example/news/1", generic("<title>A march</title>", "<h1>A march</h1><time>February 2021</time>"+prose), "A march", "2021-02", "visible", ""},
		{"article of another page", "https://ngo.example/news/1", generic(`<title>A march</title><script type="application/ld+json">{"@graph":[{"@type":"WebPage","url":"https://ngo.example/news/1","datePublished":"2021-05-05"},{"@type":"NewsArticle","url":"https://ngo.example/news/9","datePublished":"2020-01-01"}]}</script>`, prose), "A march", "2021-05-05", "json-ld", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := read(t, tt.url, tt.html).Release
			for _, f := range []struct{ field, got, want string }{
				{"title", deref(r.Title), tt.title}, {"published", deref(r.Published), tt.published},
				{"source", deref(r.PublishedSource), tt.source}, {"modified", deref(r.Modified), tt.modify},
			} {
				if f.got != f.want {
					t.Errorf("%s = %q, want %q", f.field, f.got, f.want)
				}
			}
		})
	}
}

// A labelled line below the title is the date, in each language, and no part of
// the text.
func TestLabelledDates(t *testing.T) {
	for lang, lines := range map[string][]string{
		"fr": {"Publié le : 24 février 2020", "Mis en ligne le lundi 24 février 2020 à 14h30", "Date de publication : 24/02/2020", "Publié le 24.02.20"},
		"en": {"Published on 24 February 2020", "Published: February 24th, 2020", "Posted on Monday, 24 Feb 2020, 2:30 pm", "Release date: 24/02/2020"},
		"es": {"Publicado el 24 de febrero de 2020", "Fecha de publicación: 24/02/2020"},
		"pt": {"Publicado em 24 de fevereiro de 2020", "Data de publicação: 24/02/2020"},
		"de": {"Veröffentlicht am 24. Februar 2020", "Datum: 24.02.2020", "Erschienen am Montag, 24.2.2020, 14:30 Uhr"},
		"it": {"Pubblicato il 24 febbraio 2020", "Data di pubblicazione: 24/02/2020"},
		"ru": {"Опубликовано 24 февраля 2020 г.", "Дата публикации: 24.02.2020"},
		"ar": {"نُشر في 24 شباط/فبراير 2020", "تاريخ النشر: ٢٤ فبراير ٢٠٢٠", "٢٤ شباط ٢٠٢٠"},
		"zh": {"发布时间：2020年2月24日", "发布日期：２０２０年２月２４日 14:30"},
	} {
		for _, line := range lines {
			html := "<!doctype html><html lang=" + lang + "><head><title>A march</title></head><body><main><article><h1>A march</h1><p>" + line + "</p>" + prose + "</article></main></body></html>"
			r := read(t, "https://ngo.example/news/1", html).Release
			if deref(r.PublishedDay) != "2020-02-24" || deref(r.PublishedSource) != archive.SourceVisible || strings.Contains(deref(r.Text), line) {
				t.Errorf("%s: %q gives %s (%s); text %.60q", lang, line, deref(r.PublishedDay), deref(r.PublishedSource), deref(r.Text))
			}
		}
	}
}

func TestNoRelease(t *testing.T) {
	pdf := archive.Page{URL: "https://ngo.example/a.pdf", Header: http.Header{"Content-Type": {"application/pdf"}}, Body: []byte("%PDF-1.7 …")}
	gone := htmlPage("https://ngo.example/news/1", []byte(generic("<title>A march</title>", prose)))
	gone.Capture.HTTPStatus = 404
	tests := []struct {
		name string
		page archive.Page
		why  string
	}{
		{"pdf", pdf, "not a web page: application/pdf"},
		{"404", gone, "the server answered 404"},
		{"home", htmlPage("https://ngo.example/", []byte(generic("<title>The NGO</title>", prose))), "a home page"},
		{"language home", htmlPage("https://ngo.example/fr/", []byte(generic("<title>The NGO</title>", prose))), "a home page"},
		{"not found", htmlPage("https://ngo.example/x", []byte(generic("<title>Page not found | NGO</title>", "<h1>Page not found</h1><p>Sorry.</p>"))), WhyMissing},
		{"refused", htmlPage("https://ngo.example/x", []byte(generic("<title>Just a moment...</title>", "<h1>Just a moment...</h1><p>Checking.</p>"))), WhyRefused},
		{"listing of a profile", htmlPage("https://www.amnesty.fr/communiques/", []byte(generic("<title>Communiqués</title>", prose))), "the address is not a release's"},
		{"script, and no title either", htmlPage("https://ngo.example/x", []byte("<div id=root></div><script src=a.js></script>")), whyEmpty},
		{"nothing", htmlPage("https://ngo.example/x", []byte("<html></html>")), whyEmpty},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			reading, err := newReader(t).Read(tt.page)
			if err != nil {
				t.Fatal(err)
			}
			if reading.IsRelease || reading.Why != tt.why {
				t.Errorf("release %v, why %q; want %q", reading.IsRelease, reading.Why, tt.why)
			}
		})
	}
	if _, err := newReader(t).Read(archive.Page{URL: "nowhere"}); err == nil {
		t.Error("no error for a page without an address")
	}
}

// A page nested beyond what the parser takes keeps its text.
func TestDeepNesting(t *testing.T) {
	for _, depth := range []int{600, 5000} {
		body := "<title>Deep</title><h1>Deep</h1>" + strings.Repeat("<div>", depth) + prose + strings.Repeat("</div>", depth) + "<p>Below the nest there is one more paragraph, and it is no less part of the page than the others.</p>"
		r := read(t, "https://ngo.example/news/deep", body)
		for _, want := range []string{"taking part in the march", "families and the press", "one more paragraph"} {
			if !strings.Contains(deref(r.Release.Text), want) {
				t.Errorf("depth %d: the text lacks %q: %q", depth, want, deref(r.Release.Text))
			}
		}
		if deref(r.Release.Title) != "Deep" {
			t.Errorf("title %q", deref(r.Release.Title))
		}
	}
}

func TestHugeMarkup(t *testing.T) {
	read(t, "https://ngo.example/news/huge", strings.Repeat("<div>", 2<<20))
	read(t, "https://ngo.example/news/huge", strings.Repeat("<b><p>x", 100_000))
	read(t, "https://ngo.example/news/nul", "<title>a\x00b</title><p>"+strings.Repeat("\x00", 5000)+prose)
}

// The same page gives the same record, whichever goroutine and order.
func TestPure(t *testing.T) {
	r := newReader(t)
	for _, p := range realPages(t)[:6] {
		first, err := r.Read(p.page)
		if err != nil {
			t.Fatal(err)
		}
		second, err := r.Read(p.page)
		if err != nil {
			t.Fatal(err)
		}
		if deref(first.Release.Text) != deref(second.Release.Text) || len(first.Sightings) != len(second.Sightings) {
			t.Errorf("%s: two readings differ", p.file)
		}
	}
}

func TestWithoutProfiles(t *testing.T) {
	reading, err := New(site.Set{}, "test").Read(htmlPage("https://ngo.example/news/1", []byte(generic("<title>A march</title>", prose))))
	if err != nil || !reading.IsRelease || reading.Release.Site != "ngo.example" || reading.Release.Extractor.Profile != nil {
		t.Errorf("reading %+v, %v", reading, err)
	}
}

func TestAddress(t *testing.T) {
	for body, want := range map[string]string{
		"<link rel=canonical href='https://NGO.example/a/?utm_source=x'>":                  "https://ngo.example/a",
		"<link rel=canonical href=/a><meta property=og:url content=https://ngo.example/b>": "https://ngo.example/b",
		"<p>nothing": "",
	} {
		if got := Address(archive.Page{Body: []byte(body)}); got != want {
			t.Errorf("Address(%s) = %q, want %q", body, got, want)
		}
	}
}

// A page of more tags than any has is read as far as they go, and says so.
func TestManyTags(t *testing.T) {
	body := "<title>Many</title><h1>Many</h1>" + prose + strings.Repeat("<i>", maxTags) + "<p>This is not read.</p>"
	r := read(t, "https://ngo.example/news/many", body).Release
	if !strings.Contains(deref(r.Text), "taking part in the march") || strings.Contains(deref(r.Text), "not read") {
		t.Errorf("text %.300q", deref(r.Text))
	}
	if !strings.Contains(strings.Join(r.Warnings, "\n"), "tags, what follows them was not read") {
		t.Errorf("warnings %q", r.Warnings)
	}
}

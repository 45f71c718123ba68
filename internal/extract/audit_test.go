package extract

import (
	"strings"
	"testing"
)

// What a second audit of real pages found; the words are our own.

// Dates beside a name or a place, under a title that its head writes with other
// marks, and below the text.
func TestDatesOfLines(t *testing.T) {
	long := strings.Repeat("<p>Menu</p>", 30)
	for _, tt := range []struct{ name, lang, body, published, modified string }{
		{"place", "de", "<h1>A march</h1><p>Hamburg, 2. November 2021</p>" + prose, "2021-11-02", ""},
		{"place with article", "fr", "<h1>A march</h1><p>Paris, le 2 novembre 2021</p>" + prose, "2021-11-02", ""},
		{"author before", "en", "<h1>A march</h1><p>Ana Lisboa — 2 November 2021</p>" + prose, "2021-11-02", ""},
		{"author behind", "de", "<h1>A march</h1><p>02.11.2021 - Ana Lisboa</p>" + prose, "2021-11-02", ""},
		{"two dates", "en", "<h1>A march</h1><p>2 November 2021 – 5 November 2021</p>" + prose, "", ""},
		{"a word of change", "de", "<h1>A march</h1><p>Aktualisiert am – 2. November 2021</p>" + prose, "", "2021-11-02"},
		{"a sentence", "en", "<h1>A march</h1><p>It took place in the capital, 2 November 2021</p>" + prose, "", ""},
		{"below a sentence", "en", "<h1>A march</h1>" + prose + "<p>Geneva, 2 November 2021</p>", "", ""},
		{"title with other marks", "en", long + "<h2>“A march”\u00a0was stopped</h2><p>2 November 2021</p>" + prose, "2021-11-02", ""},
		{"date of a change", "fr", "<h1>A march</h1><p>Article mis à jour le 2 novembre 2021.</p>" + prose, "", "2021-11-02"},
		{"class of both", "en", "<h1>A march</h1><p class='post-date updated'>2 November 2021</p>" + prose, "2021-11-02", ""},
		{"below the text", "en", "<h1>A march</h1>" + prose + strings.Repeat("<p>It was long.</p>", 12) + "<footer><time datetime=2021-11-02>2 November</time></footer>", "2021-11-02", ""},
		{"two below the text", "en", "<h1>A march</h1>" + prose + strings.Repeat("<p>It was long.</p>", 12) + "<div><time>2 November 2021</time></div><div><time>3 November 2021</time></div>", "", ""},
		{"of a reader's comment", "en", "<h1>A march</h1>" + prose + strings.Repeat("<p>It was long.</p>", 12) + "<div class=comments><time>2 November 2021</time></div>", "", ""},
	} {
		html := strings.Replace(generic(`<title>A march</title>`, tt.body), "lang=en", "lang="+tt.lang, 1)
		if strings.Contains(tt.name, "other marks") {
			html = strings.Replace(html, "<title>A march", `<title>"A march" was stopped`, 1)
		}
		r := read(t, "https://ngo.example/news/1", html).Release
		if deref(r.Published) != tt.published || deref(r.Modified) != tt.modified {
			t.Errorf("%s: published %q (%s), modified %q", tt.name, deref(r.Published), r.Evidence["published"], deref(r.Modified))
		}
	}
}

// Of several days on a page, the one that the timestamp says is the page's; the
// other can be the day on which it was looked at.
func TestDayOfLooking(t *testing.T) {
	head := `<title>A march</title><meta property="article:published_time" content="2021-11-02T10:00:00Z">`
	r := read(t, "https://ngo.example/news/1", generic(head, "<div><span class=date>3 November 2021</span></div><h1>A march</h1><time>2 November 2021</time>"+prose)).Release
	if deref(r.PublishedDay) != "2021-11-02" || strings.Contains(strings.Join(r.Warnings, "\n"), "published") {
		t.Errorf("published %q, warnings %q", deref(r.Published), r.Warnings)
	}
	r = read(t, "https://ngo.example/news/1", generic(head, "<h1>A march</h1><p>Published on 3 November 2021</p><p>2 November 2021</p>"+prose)).Release
	if deref(r.PublishedDay) != "2021-11-03" || !strings.Contains(strings.Join(r.Warnings, "\n"), "published") {
		t.Errorf("with a label: published %q, warnings %q", deref(r.Published), r.Warnings)
	}
}

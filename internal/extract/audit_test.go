package extract

import (
	"strings"
	"testing"

	"communique/archive"
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

// A card is the largest element that leads to one other page: its heading, its
// date and its teaser are those inside, in whatever order, and a heading over all
// cards is no card's title.
func TestCardsAreBoxes(t *testing.T) {
	cards := `<div class=related-stories><h2>What else we said</h2>` +
		`<div><span>10 May 2021</span><p>By <a href=/author/lisboa>Ana Lisboa</a></p><h4><a href=/news/2>The second march</a></h4></div>` +
		`<div><h3>The third march</h3><p><a href=#>Background</a></p><p>9 May 2021</p><p>It was longer than the others were.</p><a href=/news/3>Find out more about all of this</a></div>` +
		`<div><a href=/news/4><p>Video</p><h3>The fourth march</h3></a></div>` +
		`<div><a href=/news/5>The fifth march</a><br><time>7 May 2021</time></div></div>` +
		`<div class=related-links><h3>Related links</h3><a href=/topics/marches>Marches and their guards</a></div>` +
		`<div class=teaser-list><p>6 May 2021</p><h3><a href=/news/6>The sixth march</a></h3><p>5 May 2021</p><h3><a href=/news/7>The seventh march</a></h3></div>`
	r := read(t, "https://ngo.example/news/1", generic("<title>A march</title>", "<h1>A march</h1>"+prose+cards)).Release
	var got []string
	for _, l := range r.Related {
		got = append(got, strings.TrimPrefix(l.URL, "https://ngo.example")+" "+deref(l.Title)+" "+deref(l.Published)+" "+deref(l.Teaser))
	}
	want := []string{
		"/news/2 The second march 2021-05-10 ", "/news/3 The third march 2021-05-09 It was longer than the others were. Find out more about all of this", "/news/4 The fourth march  ",
		"/news/5 The fifth march 2021-05-07 ", "/topics/marches Marches and their guards  ", "/news/6 The sixth march 2021-05-06 ", "/news/7 The seventh march 2021-05-05 ",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("related\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// A page's tags are its topics: those of the head, of JSON-LD, of links that say
// so, and of lists with a label; not those of other pages, nor all of a site.
func TestTopicsOfAnyPage(t *testing.T) {
	const title = "<title>A march</title>"
	cloud := "<div class=tags>" + strings.Repeat("<a href=/t/x>Topic</a> ", 60) + "</div>"
	for _, tt := range []struct{ name, head, body, topics, evidence string }{
		{"article:tag", title + "<meta property=article:tag content='Fair trials'><meta property=article:tag content='Police, courts'><meta property=article:tag content=autoplay_video><meta property=article:tag content=HIV/AIDS><meta property=article:tag content=/news/all>", prose, "Fair trials|Police, courts|HIV/AIDS", "meta:article:tag"},
		{"all in one", title + "<meta property=article:tag content='Fair trials, Police &amp;amp; courts'>", prose, "Fair trials|Police & courts", "meta:article:tag"},
		{"json-ld", title + `<script type="application/ld+json">{"@type":"NewsArticle","headline":"A march","keywords":["Fair trials","type:story","Police"]}</script>`, prose, "Fair trials|Police", "json-ld:keywords"},
		{"json-ld in one", title + `<script type="application/ld+json">{"@type":"NewsArticle","headline":"A march","keywords":"Fair trials, Police"}</script>`, prose, "Fair trials|Police", "json-ld:keywords"},
		{"rel", title, "<h1>A march</h1>" + prose + "<p><a rel='category tag' href=/c>News desk</a> <a rel=tag href=/t/1>Fair trials</a></p>", "Fair trials", "a[rel~=tag]"},
		{"class", title, "<h1>A march</h1>" + prose + "<ul class=article-tags><li><a href=/t/1>Fair trials</a><li><a href=/t/2>Police</a></ul>", "Fair trials|Police", "ul.article-tags a"},
		{"label", title, "<h1>A march</h1>" + prose + "<p class=words><b>Keywords:</b> <a href=/t/1>Fair trials</a> | <a href=/t/2>Police</a></p>", "Fair trials|Police", "p.words a"},
		{"label above a list", title, "<h1>A march</h1><div class=related-issues><span>Tags</span><div><ul><li><a href=/t/1>Fair trials</a></li></ul></div></div>" + prose, "Fair trials", "div.related-issues a"},
		{"in the article's foot", title, "<h1>A march</h1>" + prose + "<footer><span class=tags-links><a rel=tag href=/t/1>Fair trials</a></span></footer>", "Fair trials", "a[rel~=tag]"},
		{"of a card", title, "<h1>A march</h1>" + prose + "<div class=related-posts><h3><a href=/2>Another march of the year</a></h3><span class=tags><a rel=tag href=/t/1>Fair trials</a></span></div>", "", ""},
		{"all of a site", title, "<h1>A march</h1>" + prose + cloud, "", ""},
		{"in the foot", title, "<h1>A march</h1>" + prose + "</article></main><footer><div class=tags><a href=/t/1>Fair trials</a></div></footer>", "", ""},
		{"a sentence", title, "<h1>A march</h1>" + prose + "<div class=tags><p>All of them are held in the camp of <a href=/t/1>the city</a>, where nobody can see them.</p></div>", "", ""},
	} {
		r := read(t, "https://ngo.example/news/1", generic(tt.head, tt.body)).Release
		if got := strings.Join(r.Topics, "|"); got != tt.topics || r.Evidence["topics"] != tt.evidence {
			t.Errorf("%s: topics %q (%s), want %q (%s)", tt.name, got, r.Evidence["topics"], tt.topics, tt.evidence)
		}
		if strings.Contains(deref(r.Text), "Fair trials") {
			t.Errorf("%s: the text has its tags: %q", tt.name, deref(r.Text))
		}
	}
}

// A release can be tagged "report", for what it is about.
func TestKindOfTaggedPage(t *testing.T) {
	head := "<title>A march</title><meta property=article:tag content=Report>"
	if r := read(t, "https://ngo.example/press-releases/1", generic(head, prose)).Release; deref(r.Kind) != "press-release" {
		t.Errorf("kind %q", deref(r.Kind))
	}
}

// What stands in the text and is no part of it, and what is and was left out.
func TestTextOfAnyPage(t *testing.T) {
	page := func(body string) archive.Release {
		return read(t, "https://ngo.example/news/1", generic("<title>A march</title>", "<h1>A march</h1>"+body)).Release
	}
	paragraphs := strings.SplitAfter(prose, "</p>")

	r := page(prose + "<h2>Press contact:</h2><p>The Association for the Protection of All Who March, Press Office<br>Tel.: 0228-999582-5777<br>E-Mail: press@ngo.example<br>Internet: <a href=/>ngo.example</a></p><p>Twitter: @marches</p>")
	if strings.Contains(deref(r.Text), "Press Office") || strings.Contains(deref(r.Text), "@marches") || len(r.Contacts) != 1 || len(r.Contacts[0].Emails) != 1 {
		t.Errorf("contact: text %q, contacts %+v", deref(r.Text), r.Contacts)
	}
	r = page(paragraphs[0] + "<p>Mehr lesen: <a href=/2>The second march of the year</a></p>" + paragraphs[1] + paragraphs[2])
	if strings.Contains(deref(r.Text), "Mehr lesen") || len(r.Related) != 1 || r.Related[0].Relation != "read-also" {
		t.Errorf("read also: text %q, related %+v", deref(r.Text), r.Related)
	}
	r = page(prose + "<p>More information:</p><p><a href=/2>The second march of the year, and what came of it</a></p>")
	if strings.Contains(deref(r.Text), "More information") || len(r.Related) != 1 {
		t.Errorf("label without links: text %q, related %+v", deref(r.Text), r.Related)
	}
	r = page("<p>Dear President,</p>" + prose)
	if !strings.HasPrefix(deref(r.Text), "Dear President,") || !strings.HasPrefix(deref(r.Lead), "The authorities") {
		t.Errorf("letter: lead %q, text %.40q", deref(r.Lead), deref(r.Text))
	}
	r = page(paragraphs[0] + "<h5><a href=/poster.pdf>Download</a></h5><h5><a href='https://www.facebook.com/ngo/posts/1'>Share on Facebook</a></h5>" + paragraphs[1] + paragraphs[2])
	if strings.Contains(deref(r.Text), "Download") || strings.Contains(deref(r.Text), "Share on") || len(r.Attachments) != 1 || len(r.Related) != 0 {
		t.Errorf("buttons: text %q, related %+v", deref(r.Text), r.Related)
	}
	r = page(strings.Replace(prose, "the trial", "<a href=/trial.jpg>the trial</a>", 1) + "<p>It was recorded as <a href='/march.mp3?x=1'>a file</a> of sound, which anybody can hear.</p>")
	if len(r.Related) != 0 {
		t.Errorf("pictures are no pages: %+v", r.Related)
	}
	r = page(prose + "<div class=sectionRelated><h2>As a file</h2><ul><li><a href='/a%20march_r%C3%A9sum%C3%A9.pdf?v=2'><img src=a.png></a></li></ul></div>")
	if len(r.Attachments) != 1 || deref(r.Attachments[0].Title) != "a march_résumé.pdf" || strings.Contains(deref(r.Text), "As a file") {
		t.Errorf("file: %+v, text %q", r.Attachments, deref(r.Text))
	}
}

// Elements that a site defines itself are links and teasers as their names and
// attributes say.
func TestComponents(t *testing.T) {
	paragraphs := strings.SplitAfter(prose, "</p>")
	body := paragraphs[0] + strings.Replace(paragraphs[1], "charged with", "<x-link href=/charges>charged with</x-link>", 1) + paragraphs[2] +
		"<x-inline-teaser><x-link href=/questions><h3>Questions on marches</h3></x-link><p>Find answers to your questions on marches.</p></x-inline-teaser>"
	r := read(t, "https://ngo.example/news/1", generic("<title>A march</title>", "<h1>A march</h1>"+body)).Release
	got := strings.Join(relatedTo(r), "; ")
	if strings.Contains(deref(r.Text), "Find answers") || !strings.Contains(got, "https://ngo.example/questions Questions on marches") || !strings.Contains(got, "https://ngo.example/charges charged with") {
		t.Errorf("related %q, text %q", got, deref(r.Text))
	}
}

func TestCardsWithoutYear(t *testing.T) {
	cards := "<section><h2>Read also...</h2><article><a href=/2><h3>The second march</h3><time datetime=2019-07-08T19:00:00Z>Published 8 July</time></a></article>" +
		"<article><a href=/3><h3>The third march</h3><time datetime=2019-09-24T19:00:00Z>Published 5 July</time></a></article>" +
		"<article><a href=/4><h3>The fourth march</h3><p>Article // 3 July 2019</p></a></article></section>"
	html := "<!doctype html><html lang=en><head><title>A march</title></head><body><article><h1>A march</h1>" + prose + "</article>" + strings.Replace(cards, "Read also", "Read more", 1) + "</body></html>"
	r := read(t, "https://ngo.example/news/1", html).Release
	var got []string
	for _, l := range r.Related {
		got = append(got, deref(l.Title)+" "+deref(l.Published))
	}
	if strings.Join(got, "; ") != "The second march 2019-07-08T19:00:00Z; The third march ; The fourth march 2019-07-03" {
		t.Errorf("related %q", got)
	}
}

// A standfirst can be set as a heading; a line of place and date is none,
// whatever its class.
func TestStandfirstsOfAnyPage(t *testing.T) {
	const said = "Forty people are held, and nobody has told their lawyers where they are."
	r := read(t, "https://ngo.example/news/1", generic("<title>A march</title><meta name=description content='"+said+"'>", "<h1>A march</h1><div><h2>"+said+"</h2>"+prose+"</div>")).Release
	if deref(r.Lead) != said || !strings.HasPrefix(deref(r.Text), said) || len(r.Sections) != 1 || r.Sections[0].Heading != nil {
		t.Errorf("lead %q, text %.100q, sections %+v", deref(r.Lead), deref(r.Text), r.Sections)
	}
	r = read(t, "https://ngo.example/news/1", generic("<title>A march</title>", "<h1>A march</h1><header><p class=news-subtitle>Capital City, 2 November 2021</p><p class=subtitle>Forty people are held, and nobody knows where they are</p></header><div>"+prose+"</div>")).Release
	if !strings.HasPrefix(deref(r.Lead), "Forty people") || deref(r.Published) != "2021-11-02" {
		t.Errorf("lead %q, published %q", deref(r.Lead), deref(r.Published))
	}
}

// A title that the head gives as description, a picture's caption and a byline
// are no standfirst and no text.
func TestNoStandfirsts(t *testing.T) {
	for name, above := range map[string]string{
		"title":   "<div><h1>A march of forty people through the capital was stopped</h1></div><p>A march of forty people through the capital was stopped</p>",
		"caption": "<h1>A march of forty people</h1><figure class=lead><p>Image copyright of the Photographers of the Port</p></figure>",
		"byline":  "<h1>A march of forty people</h1><p>By Ana Lisboa , Carl Port on Monday, 18 November 2019 at 11:08 a.m.</p>",
		"card":    "<h1>A march of forty people</h1><div><h4 class=mini-card__subtitle>Lawyer of many who marched in the capital</h4></div>",
	} {
		head := "<title>A march of forty people through the capital was stopped</title><meta name=description content='A march of forty people through the capital was stopped'>"
		r := readGenerically(t, "https://ngo.example/news/1", "<html lang=en><head>"+head+"</head><body>"+above+"<div id=text>"+prose+"</div></body></html>").Release
		if !strings.HasPrefix(deref(r.Lead), "The authorities") || !strings.HasPrefix(deref(r.Text), "The authorities") {
			t.Errorf("%s: lead %q, text %.90q", name, deref(r.Lead), deref(r.Text))
		}
	}
}

// The heading right above the element that readability takes for the text, where
// the page has all of it as a quotation, is of the text.
func TestHeadingAboveTheText(t *testing.T) {
	const heading = "What happened in the night in which the march was stopped at the bridge"
	html := "<!doctype html><html lang=en><head><title>A march</title></head><body><div><h1>A march</h1><p>Published on 6 May 2021</p></div>" +
		"<div><h3>" + heading + "</h3><blockquote>" + prose + strings.ReplaceAll(prose, "march", "walk") + "</blockquote></div></body></html>"
	r := read(t, "https://ngo.example/news/1", html).Release
	if !strings.HasPrefix(deref(r.Text), heading) || len(r.Sections) == 0 || deref(r.Sections[0].Heading) != heading {
		t.Errorf("text %.100q", deref(r.Text))
	}
}

// What is left out of a text, or cannot be read in it, is said.
func TestWarningsOfLosses(t *testing.T) {
	paragraphs := strings.SplitAfter(prose, "</p>")
	for name, tt := range map[string]struct{ lang, body, warning string }{
		"repeat":      {"en", prose + paragraphs[0], "left out of the text: 1"},
		"service":     {"en", paragraphs[0] + "<p><a href='https://www.facebook.com/ngo/posts/1'>WHAT WE SAID OF THE MARCH THAT DAY</a></p>" + paragraphs[1] + paragraphs[2], "a network, a person or the like were left out of the text: 1"},
		"no rules":    {"ka", strings.Repeat("<p>„არ ვიცით, სად არიან ისინი და რაში ადანაშაულებენ“, თქვა მან. სასამართლო გადაწყვეტილებას თვის ბოლოს გამოაცხადებს, ოჯახები კი დარბაზში არ შეუშვეს.</p>", 3), "no rules for the language ka"},
		"none needed": {"en", prose, ""},
	} {
		html := strings.Replace(generic("<title>A march</title>", "<h1>A march</h1>"+tt.body), "lang=en", "lang="+tt.lang, 1)
		got := strings.Join(read(t, "https://ngo.example/news/1", html).Release.Warnings, "\n")
		if !strings.Contains(got, tt.warning) || tt.warning == "" && (strings.Contains(got, "body:") || strings.Contains(got, "quotes:")) {
			t.Errorf("%s: warnings %q", name, got)
		}
	}
}

// A page that only leads to others is no release, though nothing says so; one
// that has as many cards below its text is.
func TestListings(t *testing.T) {
	var cards strings.Builder
	for _, word := range strings.Fields("north south east west upper lower inner outer first last") {
		cards.WriteString("<li><a href=/stories/" + word + "><h3>How the " + word + " quarter of the city lives through the second winter</h3><p>What the families there told us when we came to see them, and what they need now.</p></a></li>")
	}
	html := func(head, text string) string {
		return "<!doctype html><html lang=en><head><title>Families in winter</title>" + head + "</head><body><h1>Families in winter</h1><div>" + text + "</div><ul>" + cards.String() + "</ul></body></html>"
	}
	short := strings.SplitAfter(prose, "</p>")[0]
	for _, tt := range []struct{ name, html, why string }{
		{"hub", html("", short), "a list of pages"},
		{"text", html("", prose), ""},
		{"dated", html("", "<p>Published on 6 May 2021</p>"+short), ""},
		{"article", html("<meta property=og:type content=article>", short), ""},
		{"petition", html("<meta property=og:type content='ngo:petition'>", prose), "a petition"},
	} {
		reading := read(t, "https://ngo.example/winter", tt.html)
		if reading.Why != tt.why || reading.IsRelease != (tt.why == "") {
			t.Errorf("%s: release %v, %q; text %q", tt.name, reading.IsRelease, reading.Why, deref(reading.Release.Text))
		}
	}
}

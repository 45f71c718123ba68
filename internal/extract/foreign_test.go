package extract

import (
	"strings"
	"testing"

	"communique/archive"
)

// What pages of sites that nobody described do, found in an audit of real ones;
// the words are our own.

// relatedTo gives the related pages of a record, address and title.
func relatedTo(r archive.Release) (found []string) {
	for _, l := range r.Related {
		found = append(found, l.URL+" "+deref(l.Title))
	}
	return found
}

// Links in the text are relative to the base that the page names.
func TestBaseOfLinks(t *testing.T) {
	body := strings.Replace(prose, "the trial", "<a href='DE/trial.html'>the trial</a>", 1)
	r := read(t, "https://ngo.example/DE/news/1", generic("<title>A march</title><base href='https://ngo.example/'>", "<h1>A march</h1>"+body)).Release
	if got := strings.Join(relatedTo(r), "; "); got != "https://ngo.example/DE/trial.html the trial" {
		t.Errorf("related %q", got)
	}
}

// Soft hyphens are no part of the words: not of the title, nor of the text.
func TestSoftHyphens(t *testing.T) {
	body := strings.Replace(prose, "organisation", "organi&shy;sation", 1)
	r := read(t, "https://ngo.example/news/1", generic("<title>List of 2022 - Messenger services are watched</title>", "<h1>Messen&shy;ger ser&shy;vices are watched</h1>"+body)).Release
	if deref(r.Title) != "Messenger services are watched" || !strings.Contains(deref(r.Text), "the organisation said") || strings.Contains(deref(r.Text), "\u00ad") {
		t.Errorf("title %q, text %.200q", deref(r.Title), deref(r.Text))
	}
	r = read(t, "https://ngo.example/news/1", generic("<title>Mes&shy;sengers</title>", prose)).Release
	if deref(r.Title) != "Messengers" {
		t.Errorf("title of the head %q", deref(r.Title))
	}
}

// A date that stands in the box of a file, or in a teaser, is not the page's.
func TestDatesOfOthers(t *testing.T) {
	for name, body := range map[string]string{
		"file":   "<h1>A march</h1>" + prose + "<div><div class=Material><h2>An appeal to the government</h2><time datetime=2022-12-08>08.12.2022</time><p>1.2 MB</p><a href=/appeal.pdf>Download</a></div></div>",
		"teaser": "<h1>A march</h1><p>" + strings.Repeat("The march was long. ", 5) + "</p><div><a href=/news/2><div>10 November 2021</div><h3>Another march</h3><p>It was long.</p></a></div>",
		"margin": "<h1>A march</h1><div class='columns marginal'><p>10 November 2021</p></div>" + prose,
		"aside":  "<h1>A march</h1><aside><time datetime=2021-11-10>10 November 2021</time></aside>" + prose,
	} {
		if r := read(t, "https://ngo.example/news/1", generic("<title>A march</title>", body)).Release; r.Published != nil {
			t.Errorf("%s: published %s (%s)", name, *r.Published, r.Evidence["published"])
		}
	}
	for name, body := range map[string]string{
		"subtitle":               "<h1>A march</h1><div><h2>It was long</h2><p>10 November 2021</p></div>" + prose,
		"own link":               "<h1>A march</h1><p><a href=/news/1>10 November 2021</a></p>" + prose,
		"in the title's element": "<aside><h1>A march</h1><p>10 November 2021</p></aside>" + prose,
	} {
		if r := read(t, "https://ngo.example/news/1", generic("<title>A march</title>", body)).Release; deref(r.Published) != "2021-11-10" {
			t.Errorf("%s: published %q", name, deref(r.Published))
		}
	}
}

func TestDatesOfDublinCore(t *testing.T) {
	other := "<div about=/news/2><p><span property='dc:date dc:created' content='2019-04-30T13:12:41+02:00'>another</span></p></div>"
	own := "<div about=/news/1><footer><p><span property='dc:date dc:created' content='2019-05-06T16:22:01+02:00'>By someone</span><i property='dcterms:modified' content='2019-05-07'></i></p></footer></div>"
	r := read(t, "https://ngo.example/news/1", generic("<title>A march</title>", "<h1>A march</h1>"+other+own+prose)).Release
	if deref(r.Published) != "2019-05-06T16:22:01+02:00" || deref(r.Modified) != "2019-05-07" || r.Evidence["published"] != "span@content" {
		t.Errorf("published %q (%s), modified %q", deref(r.Published), r.Evidence["published"], deref(r.Modified))
	}
}

// Where readability chooses the long blocks beside a short article, the article
// around the title is read, and the record says so.
func TestBodyElsewhere(t *testing.T) {
	short := "<p>I have a good one for you, my friend: fraud is to be a protected craft of this country from now on, it seems.</p>" +
		"<p>Instead of forbidding it, we should keep the memory of it alive, and teach our children how it is done by the great.</p>" +
		"<p>Nobody is better at it than our mayor, on the eve of his departure for the sea, and of mine too.</p>"
	books := ""
	for _, word := range []string{"violence", "windows", "silence", "labour", "bees", "dust"} {
		books += "<p>The book on " + word + " asks, over four hundred pages, why some suffer from it and others do not, who gains, and who has never been asked, in the city or in the country.</p>"
	}
	html := "<!doctype html><html lang=en><head><title>The mayor goes on holiday | Columns | NGO</title></head><body>" +
		"<div><article><h1>The mayor goes on holiday <span>Subscribers</span></h1><div>" + short + "</div></article></div><div><div class=texte>" + books + "</div></div></body></html>"
	r := read(t, "https://ngo.example/news/1", html).Release
	if deref(r.Title) != "The mayor goes on holiday" || !strings.HasPrefix(deref(r.Text), "I have a good one") || strings.Contains(deref(r.Text), "The book on") {
		t.Errorf("title %q, text %.100q", deref(r.Title), deref(r.Text))
	}
	if !strings.Contains(strings.Join(r.Warnings, "\n"), "readability chose another part") {
		t.Errorf("warnings %q", r.Warnings)
	}
}

// Cards end with the section of their heading; the page's foot has none.
func TestCardsEndWithSection(t *testing.T) {
	html := "<!doctype html><html lang=en><head><title>A march</title></head><body><div><h1>A march</h1><div>" + prose + "</div>" +
		"<div><h2>Related articles</h2><ul><li><h3><a href=/news/2>The second march of the year</a></h3></li><li><h3><a href=/news/3>The third march of the year</a></h3></li></ul></div></div>" +
		"<div><ul><li><a href=/feeds>All our feeds</a></li><li><a href=/legal>Legal notice of the site</a></li></ul></div></body></html>"
	r := read(t, "https://ngo.example/news/1", html).Release
	if got := strings.Join(relatedTo(r), "; "); got != "https://ngo.example/news/2 The second march of the year; https://ngo.example/news/3 The third march of the year" {
		t.Errorf("related %q", got)
	}
}

// A kicker or a date is no title of a card, and a shop is no related release.
func TestTitlesOfCards(t *testing.T) {
	cards := "<div class=related-stories>" +
		"<a href=/news/2><p>Press release</p><h3>The second march</h3></a>" +
		"<a href=/news/3><div>9 November 2021</div><h3>The third march</h3></a>" +
		"<p><a href=/news/4 title='The fourth march'>Read more</a></p>" +
		"<p><a href=/news/5>5 May 2021</a></p>" +
		"<p><a href='https://www.facebook.com/sharer/sharer.php?u=x'>Share it</a></p><p><a href=/author/somebody>By somebody</a></p><p><a href=https://shop.ngo.example/bag>A bag</a></p></div>"
	r := read(t, "https://ngo.example/news/1", generic("<title>A march</title>", "<h1>A march</h1>"+prose+cards)).Release
	want := "https://ngo.example/news/2 The second march; https://ngo.example/news/3 The third march; https://ngo.example/news/4 The fourth march; https://ngo.example/news/5 "
	if got := strings.Join(relatedTo(r), "; "); got != want {
		t.Errorf("related %q\nwant    %q", got, want)
	}
	if len(r.Related) == 4 && (deref(r.Related[1].Published) != "2021-11-09" || deref(r.Related[3].Published) != "2021-05-05") {
		t.Errorf("dates %q, %q", deref(r.Related[1].Published), deref(r.Related[3].Published))
	}
}

func TestRepeatedParagraphs(t *testing.T) {
	said := "They have been held for four months, and nobody has told their families where they are"
	body := "<p>" + said + ". – Ada Okafor</p><p>The lawyer was clear: “" + said + ",” Ada Okafor told the court.</p>" + prose + prose[:strings.Index(prose, "<p>More")]
	r := read(t, "https://ngo.example/news/1", generic("<title>A march</title>", "<h1>A march</h1>"+body)).Release
	for _, words := range []string{said, "taking part in the march", "families and the press"} {
		if n := strings.Count(deref(r.Text), words); n != 1 {
			t.Errorf("%q stands %d times in %q", words, n, deref(r.Text))
		}
	}
	meals := "<table><tr><td>Breakfast: one shake of the usual sort, a banana, and a cup of coffee without sugar</td></tr><tr><td>Breakfast: one shake of the usual sort, a banana, and a cup of coffee without sugar</td></tr></table>"
	r = read(t, "https://ngo.example/news/1", generic("<title>A march</title>", "<h1>A march</h1>"+prose+meals+prose)).Release
	if n := strings.Count(deref(r.Text), "one shake"); n != 2 {
		t.Errorf("of two equal rows of a table there are %d", n)
	}
	lone := strings.Replace(body, "Ada Okafor told", "he told", 1)
	r = read(t, "https://ngo.example/news/1", generic("<title>A march</title>", "<h1>A march</h1>"+lone)).Release
	if !strings.Contains(deref(r.Text), "Ada Okafor") {
		t.Error("a name that stands nowhere else is lost")
	}
}

func TestNamesAndFirstSentences(t *testing.T) {
	for name, want := range map[string]string{"www.ngo.example": "", "https://ngo.example/": "", "NGO.EXAMPLE": "", "The N.G.O.": "The N.G.O."} {
		r := read(t, "https://www.ngo.example/news/1", generic("<title>A march</title><meta property=og:site_name content='"+name+"'>", "<p>SEVENTY-SEVENTH SESSION, 54TH MEETING (PM)</p>"+prose)).Release
		if deref(r.Organization) != want {
			t.Errorf("%s: organization %q", name, deref(r.Organization))
		}
		if !strings.HasPrefix(deref(r.Lead), "The authorities must") || !strings.HasPrefix(deref(r.Text), "SEVENTY") {
			t.Errorf("lead %.40q, text %.40q", deref(r.Lead), deref(r.Text))
		}
	}
}

// A file is called what its box is headed, where its link says only "Download".
func TestTitlesOfFiles(t *testing.T) {
	body := "<h1>A march</h1>" + prose + "<div><div class=box><h2>An appeal to the government</h2><p>1.2 MB</p><a href=/appeal.pdf>Download PDF</a></div></div>" +
		"<p><a href=/letter.pdf>Embed of The letter</a></p><p><a href=/lone.pdf>Download</a></p>"
	r := read(t, "https://ngo.example/news/1", generic("<title>A march</title>", body)).Release
	var got []string
	for _, a := range r.Attachments {
		got = append(got, deref(a.Title))
	}
	if strings.Join(got, "; ") != "An appeal to the government; The letter; Download" {
		t.Errorf("titles %q", got)
	}
}

// A page without article and main has the files that stand with its text.
func TestFilesBesideTheText(t *testing.T) {
	html := "<!doctype html><html lang=en><head><title>A march</title></head><body><div><a href=/annual-report.pdf>Annual report</a></div><div><h1>A march</h1><div>" + prose +
		"</div><ul><li><a href=/appeal.pdf>The appeal</a></li></ul></div></body></html>"
	r := read(t, "https://ngo.example/news/1", html).Release
	if len(r.Attachments) != 1 || r.Attachments[0].URL != "https://ngo.example/appeal.pdf" {
		t.Errorf("attachments %v", r.Attachments)
	}
}

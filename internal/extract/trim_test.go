package extract

import (
	"strings"
	"testing"

	"communique/internal/site"
)

// readGenerically reads a page with no profile at all.
func readGenerically(t *testing.T, address, body string) Reading {
	t.Helper()
	reading, err := New(site.Set{}, "test").Read(htmlPage(address, []byte(body)))
	if err != nil {
		t.Fatal(err)
	}
	checkReading(t, reading)
	return reading
}

// What stands around a text in its own element is none of it, and what it
// links to is kept among the related pages.
func TestFurnitureIsNoText(t *testing.T) {
	tests := []struct{ name, furniture, word string }{
		{"caption", `<div class="photo-caption">Marchers before the court on Monday.</div>`, "Marchers"},
		{"caption beside a picture", `<div class=articleImage><img src=a.jpg><p>Marchers before the court on Monday, the day on which the trial was opened.</p></div>`, "Marchers"},
		{"credit", "<p>Photo: Ana Lisboa</p>", "Lisboa"},
		{"share", `<ul class="ShareButtons"><li>Copy this link</li></ul>`, "Copy this"},
		{"byline", `<p class="article__byline">Ana Lisboa, in the capital</p>`, "Lisboa"},
		{"newsletter", "<p>Sign up for our newsletter on marches</p>", "newsletter"},
		{"pointer", "<p><a href=/other>ANOTHER MARCH WAS STOPPED</a></p>", "ANOTHER"},
		{"read also without a label's form", "<p>Lea más: <a href=/other>Another march was stopped</a></p>", "Another"},
		{"reading time", "<p>Temps de lecture estimé : 3 minutes</p>", "lecture"},
		{"author", "<p>Von Ana Lisboa</p>", "Lisboa"},
		{"date and time", "<p>martes, 3 de mayo de 2022 · 23:57</p>", "martes"},
		{"call with marks", "<p>¡Suscríbete a nuestro boletín sobre marchas!</p>", "marchas"},
		{"credits", "<p>Crédits photos : Ana Lisboa</p>", "Lisboa"},
		{"permanent link", "<p>Permalien https://ngo.example/p/1</p>", "Permalien"},
		{"address", "<p>https://ngo.example/news/1</p>", "https"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			paragraphs := strings.SplitAfter(prose, "</p>")
			body := "<h1>A march</h1>" + paragraphs[0] + tt.furniture + paragraphs[1] + paragraphs[2]
			r := readGenerically(t, "https://ngo.example/news/1", generic("<title>A march</title>", body)).Release
			text := deref(r.Text)
			if strings.Contains(text, tt.word) {
				t.Errorf("the text has %q:\n%s", tt.word, text)
			}
			for _, want := range []string{"taking part in the march", "forty people", "families and the press"} {
				if !strings.Contains(text, want) {
					t.Errorf("the text lacks %q:\n%s", want, text)
				}
			}
			if strings.Contains(tt.furniture, "/other") && (len(r.Related) != 1 || r.Related[0].URL != "https://ngo.example/other") {
				t.Errorf("related %+v", r.Related)
			}
		})
	}
}

// Names that are furniture elsewhere are not where the text itself stands.
func TestNamesThatMeanNothing(t *testing.T) {
	for name, open := range map[string]string{
		"has":               `<div class="content content--with-image has-ads">`,
		"gallery":           `<div class="gallery"><div class="gallery-text">`,
		"picture":           `<div class="media"><img src=a.jpg>`,
		"post":              `<div class="post-1 type-post tag-share author-ads hentry">`,
		"teaser":            `<div class="teaser--only-body"><a href=/x>x</a>`,
		"most of the words": `<div class="social">`,
	} {
		page := "<html><body><h1>A march</h1>" + open + prose + "</div></div></body></html>"
		if name == "teaser" {
			page = strings.ReplaceAll(page, "</p>", " More than that is not known of them today, and nobody has said when it will be.</p>")
		}
		text := deref(readGenerically(t, "https://ngo.example/news/1", page).Release.Text)
		for _, want := range []string{"taking part in the march", "forty people", "families and the press"} {
			if !strings.Contains(text, want) {
				t.Errorf("%s: the text lacks %q: %q", name, want, text)
			}
		}
	}
}

func TestStandfirst(t *testing.T) {
	const said = "Forty people are held, and nobody has told their lawyers where."
	head := "<title>A march</title>"
	described := head + `<meta name=description content="` + said + `">`
	tests := []struct{ name, head, above, lead, evidence string }{
		{"described", described, "<h2>" + said + "</h2>", said, "meta:description"},
		{"called so", head, `<p class=chapo>` + said + "</p>", said, "p.chapo"},
		{"described but not shown", described, "", "The authorities", "first paragraph"},
		{"not called so", head, `<p class=kicker>` + said[:30] + "</p>", "The authorities", "first paragraph"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			page := "<html lang=en><head>" + tt.head + "</head><body><header><h1>A march</h1>" + tt.above + "</header><div id=text>" + prose + "</div></body></html>"
			r := readGenerically(t, "https://ngo.example/news/1", page).Release
			if !strings.HasPrefix(deref(r.Lead), tt.lead) || !strings.HasPrefix(deref(r.Text), tt.lead) {
				t.Errorf("lead %q, text %q, want %q", deref(r.Lead), deref(r.Text), tt.lead)
			}
			if r.Evidence["lead"] != tt.evidence {
				t.Errorf("evidence %q, want %q", r.Evidence["lead"], tt.evidence)
			}
		})
	}
}

// Below cards in a box of their own the text goes on.
func TestTextResumesBelowCards(t *testing.T) {
	paragraphs := strings.SplitAfter(prose, "</p>")
	body := "<h1>A march</h1>" + paragraphs[0] + paragraphs[1] +
		"<div><h3>Related</h3><ul><li><a href=/2>Another march was stopped</a></li><li><a href=/3>A third one too</a></li></ul></div>" + paragraphs[2]
	r := readGenerically(t, "https://ngo.example/news/1", generic("<title>A march</title>", body)).Release
	if !strings.Contains(deref(r.Text), "families and the press") || strings.Contains(deref(r.Text), "Another") || len(r.Related) != 2 {
		t.Errorf("text %q, related %+v", deref(r.Text), r.Related)
	}
}

// Addresses of sources are of the text, a pointer is not.
func TestListsOfLinksStay(t *testing.T) {
	body := "<h1>A march</h1>" + prose + "<p>Sources:</p><p><a href=/a>Casualties in May, a count</a></p><p><a href=/b>Casualties in June, a count</a></p><p>The counts are those of the mission, which has been in the country since the spring of last year.</p>"
	body = strings.Replace(body, "<p>The counts", "<p>https://un.example/counts/may.html</p><p>The counts", 1)
	text := deref(readGenerically(t, "https://ngo.example/news/1", generic("<title>A march</title>", body)).Release.Text)
	for _, want := range []string{"in May", "in June", "the mission", "https://un.example/counts/may.html"} {
		if !strings.Contains(text, want) {
			t.Errorf("the text lacks %q: %q", want, text)
		}
	}
}

// A list of links at the end leads away from the text, and is not lost.
func TestLinksAtTheEnd(t *testing.T) {
	body := "<h1>A march</h1>" + prose + "<h3>Trending</h3><ul><li><a href=/a>Another march was stopped</a></li><li><a href=/b>A third one too</a></li></ul>"
	r := readGenerically(t, "https://ngo.example/news/1", generic("<title>A march</title>", body)).Release
	if strings.Contains(deref(r.Text), "Trending") || strings.Contains(deref(r.Text), "Another") || len(r.Related) != 2 {
		t.Errorf("text %q, related %+v", deref(r.Text), r.Related)
	}
}

func TestNameWords(t *testing.T) {
	for name, want := range map[string]string{
		"article__photo-caption": "article photo caption", "ArticleBody-inlineImage": "article body inline image", "AD": "ad", "x": "", "": "", "c2-ads": "ads",
	} {
		var got []string
		for w := range nameWords(name) {
			got = append(got, w)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("nameWords(%q) = %q, want %q", name, got, want)
		}
	}
}

package extract

import (
	"encoding/json"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
	"golang.org/x/text/unicode/norm"

	"communique/archive"
	"communique/internal/site"
)

// generalPages are pages without a profile, one for each way in which the
// generic reader finds something.
func generalPages() []archive.Page {
	page := func(s string) archive.Page { return htmlPage("https://ngo.example/news/2021/03/04/quay/", []byte(s)) }
	const prose = `<p>The harbour office of Port Amel refused on Thursday to open its register to the families of three missing dockers.</p>
<p>“We have asked every week since January, and every week the door was shut,” said Ilan Maro, lawyer of the families, in Kenya.</p>
<p>Two of the men were last seen on the quay, where a camera of the port films day and night, and the third at the gate of the yard.</p>`
	return []archive.Page{
		page(`<!DOCTYPE html><html lang="en"><head><title>Quay &amp; register | Harbour Watch</title><meta property="og:site_name" content="Harbour Watch">
<meta property="article:published_time" content="2021-03-04T10:00:00+01:00"></head><body><main><article><h1>Kenya: Quay &amp; register</h1>
<time datetime="2021-03-04">4 March 2021</time>` + prose + `<p>See <a href="/news/2020/other/">the letter of May</a>.</p><a href="/files/letter.pdf">The letter</a></article>
<div class="related-posts"><ul><li><a href="/news/2019/gate/">The gate that stays shut</a></li></ul></div>
<p>Press contact: press@ngo.example, +33 1 53 38 66 00</p></main></body></html>`),
		page(`<html><head><meta property="og:locale" content="en_GB"><script type="application/ld+json">{"@type":"NewsArticle","headline":"The register \u0026 the quay","dateCreated":"2021-03-04",
"publisher":{"@type":"Organization","name":"Harbour Watch"},"dateModified":"2021-03-09"}</script></head><body><div><h2>Elsewhere</h2></div><div id="x">` + prose + `</div></body></html>`),
		page("<html lang=fr><body><h1>E\u0301te\u0301 : l'École fermée</h1><article><p>De\u0301ja\u0300, l’e\u0301cole n’a plus d’e\u0301le\u0300ves.</p>" + prose + "</article></body></html>"),
		page(`<html><body><p>News</p><h1>The register stays shut</h1><p class="post-date">Published on 4 March 2021</p><div lang="en">` + prose + `</div></body></html>`),
	}
}

// Every value of a record that comes from the page has a place on it, and what
// stands there is the value.
func TestExplain(t *testing.T) {
	r := newReader(t)
	for _, p := range slices.Concat(sitePages(t), generalPages()) {
		t.Run(p.URL, func(t *testing.T) {
			want, err := r.Read(p)
			if err != nil {
				t.Fatal(err)
			}
			got, err := r.Explain(p)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got.Reading); diff != "" {
				t.Errorf("explaining reads another record (-read +explained)\n%s", diff)
			}
			checkEvidence(t, want.Release)
			for _, s := range got.Spots {
				checkSpot(t, p.URL, got.Text, s)
			}
			if !got.AsArchived || string(p.Body[got.Skipped:]) != string(got.Text) {
				t.Error("the text explained is not the body of the page")
			}
		})
	}
}

// checkEvidence holds for every record: each field that has a value says where
// it was found, and none that has none.
func checkEvidence(t *testing.T, r archive.Release) {
	t.Helper()
	data, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	var fields map[string]any
	if err := json.Unmarshal(data, &fields); err != nil {
		t.Fatal(err)
	}
	fields["body"] = fields["sections"]
	for _, field := range fieldOrder {
		list, isList := fields[field].([]any)
		has := fields[field] != nil && (!isList || len(list) > 0)
		if has != (r.Evidence[field] != "") {
			t.Errorf("%s is %v, its evidence %q", field, fields[field], r.Evidence[field])
		}
	}
	for field := range r.Evidence {
		if !slices.Contains(fieldOrder, field) {
			t.Errorf("evidence of %q, which is no field of the order", field)
		}
	}
}

// offPage are the forms of evidence that lead to no place on the page.
var offPage = []string{fromProfile, fromEra, fromURL, fromDefault}

func checkSpot(t *testing.T, page string, text []byte, s Spot) {
	t.Helper()
	if slices.Contains(offPage, s.Evidence) {
		if s.Offset != -1 {
			t.Errorf("%s from the %s has a place on the page: %+v", s.Field, s.Evidence, s)
		}
		return
	}
	if s.Offset < 0 || s.Found == "" || string(text[s.Offset:s.Offset+s.Length]) != s.Found {
		t.Errorf("%s %.80q (%s) has no place: %+v", s.Field, s.Value, s.Evidence, s)
		return
	}
	if line := 1 + strings.Count(string(text[:s.Offset]), "\n"); line != s.Line {
		t.Errorf("%s: line %d, it is %d", s.Field, s.Line, line)
	}
	switch s.Field {
	case "published", "modified", "countries", "kind", "language":
		return // said in other words: TestEvidence reads them
	case "related", "attachments":
		base, err := url.Parse(page)
		if err != nil {
			t.Fatal(err)
		}
		if abs, err := base.Parse(html.UnescapeString(s.Found)); err != nil || site.Canonical(abs.String()) != s.Value {
			t.Errorf("%s %q: %q stands there (%v)", s.Field, s.Value, s.Found, err)
		}
		return
	case "contacts", "body":
		if strings.Contains(s.Value, "@") && strings.HasPrefix(s.Found, "<") {
			return // hidden from robots: its element is all there is
		}
	case "title", "organization":
		if strings.HasPrefix(s.Evidence, "json-ld:") {
			var said any
			_, value, _ := strings.Cut(s.Found, ":")
			for !json.Valid([]byte(value)) && strings.Contains(value, ":") { // a key further in
				_, value, _ = strings.Cut(value, ":")
			}
			if err := json.Unmarshal([]byte(value), &said); err != nil || said != s.Value {
				t.Errorf("%s %q: %q stands there (%v)", s.Field, s.Value, s.Found, err)
			}
			return
		}
	}
	if plain := bare(norm.NFC.String(visible(s.Found)), 1<<20); plain == "" || !strings.HasPrefix(bare(s.Value, 1<<20), plain) {
		t.Errorf("%s %.100q: %q stands there", s.Field, s.Value, s.Found)
	}
}

func visible(markup string) string {
	doc, err := html.Parse(strings.NewReader(markup))
	if err != nil {
		return ""
	}
	var out strings.Builder
	for n := range doc.Descendants() {
		if n.Type == html.TextNode {
			out.WriteString(n.Data)
		}
	}
	return out.String()
}

// Explaining a page is safe whatever it holds.
func TestExplainOddPages(t *testing.T) {
	r := newReader(t)
	files, err := filepath.Glob("../../testdata/bad/*.html")
	if err != nil || len(files) == 0 {
		t.Fatal("no pages in testdata/bad", err)
	}
	pages := []string{"", "<", "<p", "<p>x", "<a href='", strings.Repeat("<div>", 700) + "deep words of a page", "<svg><![CDATA[<p>]]></svg><h1>T</h1><p communique-at=\"99999\">text</p>",
		"\xef\xbb\xbf<h1>A title of some length</h1><p>" + strings.Repeat("words and more of them, ", 30) + "</p>", "<h1>caf\xe9</h1><p>" + strings.Repeat("l\xe9gende ", 60) + "</p>"}
	for _, f := range files {
		body, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		pages = append(pages, string(body))
	}
	for _, body := range pages {
		got, err := r.Explain(htmlPage("https://ngo.example/news/x/", []byte(body)))
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range got.Spots {
			if s.Offset >= 0 && string(got.Text[s.Offset:s.Offset+s.Length]) != s.Found {
				t.Errorf("%.40q: %+v", body, s)
			}
		}
	}
}

// On pages of publishers that no profile knows, every field has evidence, and
// nearly every value a place.
func TestExplainRealPages(t *testing.T) {
	r := newReader(t)
	spots, lost := 0, map[string]int{}
	for _, p := range realPages(t) {
		got, err := r.Explain(p.page)
		if err != nil {
			t.Fatal(err)
		}
		checkEvidence(t, got.Release)
		read, err := r.Read(p.page)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(read, got.Reading); diff != "" {
			t.Errorf("%s: explaining reads another record (-read +explained)\n%s", p.file, diff)
		}
		for _, s := range got.Spots {
			if slices.Contains(offPage, s.Evidence) {
				continue
			}
			spots++
			if s.Offset < 0 || strings.HasPrefix(s.Found, "<") {
				lost[s.Field]++
				t.Logf("%s: %s %.60q (%s): %.60q", p.file, s.Field, s.Value, s.Evidence, s.Found)
			}
		}
	}
	all := 0
	for _, n := range lost {
		all += n
	}
	if t.Logf("%d values, without words of their own on the page: %v", spots, lost); all*50 > spots {
		t.Errorf("%d of %d values have no place", all, spots)
	}
}

func FuzzExplain(f *testing.F) {
	for _, p := range generalPages() {
		f.Add(p.Body)
	}
	r := newReader(f)
	f.Fuzz(func(t *testing.T, body []byte) {
		got, err := r.Explain(htmlPage("https://ngo.example/news/x/", body))
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range got.Spots {
			if s.Offset >= 0 && string(got.Text[s.Offset:s.Offset+s.Length]) != s.Found {
				t.Errorf("%+v", s)
			}
		}
	})
}

package extract

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"communique/archive"
	"communique/internal/export"
)

// hostileSize is how large the pages of TestHostile are: go test -args
// -hostile-size 5000000 makes them as large as they may be, BenchmarkHostile
// always does.
var hostileSize = flag.Int("hostile-size", 20_000, "bytes of each hostile page")

const fullSize = 5_000_000

// hostile makes a page of about size bytes on which a careless reader takes
// for ever, or gives up.
type hostile struct {
	name string
	make func(size int) string
}

// fill repeats a piece up to size bytes; %d in it is its number.
func fill(size int, piece string) string {
	var b strings.Builder
	for i := 0; b.Len() < size; i++ {
		b.WriteString(strings.ReplaceAll(piece, "%d", fmt.Sprint(i)))
	}
	return b.String()
}

// piled is a page of one piece over and over, between a title and some prose.
func piled(name, piece string) hostile {
	return hostile{name, func(size int) string {
		return "<title>A march</title><h1>A march</h1>" + prose + fill(size, piece) + prose
	}}
}

// nested is a page whose prose, and much besides, stands depth elements deep.
func nested(name, open string, depth int, piece string) hostile {
	return hostile{name, func(size int) string {
		return "<title>A march</title><h1>A march</h1>" + strings.Repeat(open, depth) + fill(size, piece) + prose
	}}
}

var hostilePages = []hostile{
	piled("one paragraph", "word and word, another word. "),
	piled("paragraphs", "<p>The march number %d was stopped, and nobody knows where those who took part in it are.</p>"),
	piled("unclosed paragraphs", "<p>x"),
	piled("unclosed cells", "<table><tr><td>x"),
	piled("unclosed formatting", "<b><p>x"),
	piled("unclosed anchors", "<a href=/%d>x "),
	piled("anchors", "<a href=/news/%d>Another march, the %dth</a> "),
	piled("anchors in paragraphs", "<p><a href=/news/%d>Another march, the %dth</a></p>"),
	piled("cards", "<article class=related><h3><a href=/news/%d>Another march, the %dth</a></h3><time>7 May 2021</time></article>"),
	piled("cards of many classes", "<article class='related post-%d'><h3><a href=/news/%d>Another march, the %dth</a></h3></article>"),
	piled("cards under headings", "<h2>Related</h2><ul><li><a href=/news/%d>Another march, the %dth</a></li></ul><p>The march number %d was stopped, and nobody knows where they are.</p>"),
	piled("documents in boxes", "<div><h3>Report %d</h3><a href=/%d.pdf>Download</a></div>"),
	piled("dates of many classes", "<p class='date d%d'>7 May 2021</p><p>The march number %d was stopped, and nobody knows where those who took part in it are.</p>"),
	piled("cards of many links", "<div class=related><h3>March %d</h3><p>7 May 2021</p><a href=/news/%d>Another march</a><a href=/by/%d>x</a></div>"),
	piled("cards in no boxes", "<p>7 May 2021</p><h3><a href=/news/%d>Another march, the %dth</a></h3><p>It was long.</p>"),
	piled("labels of tags", "<p>Tags: <a href=/t/%d>march %d</a></p>"),
	piled("lists of tags", "<ul class=tags><li><a rel=tag href=/t/%d>march %d</a></li></ul>"),
	piled("dates below", "<footer><time datetime=2021-05-07>7 May</time></footer>"),
	piled("names and dates", "<p>Ana Lisboa, Carl, Dora – 7 May</p>"),
	piled("components", "<x-teaser><x-link href=/%d>x"),
	piled("documents", "<a href=/%d.pdf>Report %d</a> "),
	piled("headings of cards", "<p>Related</p>"),
	piled("headings of cards in boxes", "<div><h2>Related</h2></div><div>x</div>"),
	piled("contacts", "<p>Contact: a%d@ngo.example</p>"),
	piled("telephone numbers", "<p>Press contact: +33 1 53 38 %d</p>"),
	piled("h1", "<h1>A march, the %dth</h1>"),
	piled("h1 and cards", "<h1>March %d</h1><div class=related><a href=/%d>x</a></div>"),
	piled("block quotes", "<blockquote>The march number %d was not forbidden.</blockquote>"),
	piled("block quotes and text", "<blockquote>The march number %d was not forbidden.</blockquote><p>Nobody knows where the %dth of them is now.</p>"),
	piled("pull quotes of strangers", "<p>The march number %d was not forbidden, and those who took part in it did nothing wrong at all.</p><p>The march number %d was not forbidden, and those who took part in it – Stranger %dth</p>"),
	piled("bodies in one paragraph", "ABC%d said. CD Watch left. “x” its director, Ana Lisboa%d, and our chair, on behalf of EFG, whose lawyer is Bo Brun, said. "),
	piled("names in one paragraph", "Ana B. Lisboa, U.S. envoy, Dr. John Smith%d, Prof. Mary Jones, “x” "),
	piled("opening quotation marks", "« a "),
	piled("quotation marks", "« a » “b” "),
	piled("straight quotation marks", "\" "),
	piled("dashes", "<p>– Where are they? – asked Ana Lisboa –. Nobody knows.</p>"),
	piled("dates", "<time>7 May 2021</time> "),
	piled("dated lines", "<p>Published on 7 May 2021</p>"),
	piled("dates in one line", "7 May 2021 | "),
	piled("ids", "<p id=a class=a>x</p>"),
	piled("entities", "&nbsp;&lt;&#0;&#xffff;&amp;"),
	piled("tags only", "<i>"),
	piled("line breaks", "<br>x"),
	piled("null bytes", "\x00"),
	piled("broken bytes", "\xff\xc3"),
	piled("bidi marks", "\u202eabc\u2066\u200f "),
	piled("combining marks", "\u0301"),
	piled("metas", "<meta property=article:tag content=x%d>"),
	piled("hidden", "<div style='display:none'><p>x</p></div>"),
	piled("captions", "<div class='photo-caption gallery'>Picture %d</div>"),
	piled("noscripts", "<noscript><img src=a></noscript>"),
	piled("comments", "<!-- x -->"),
	piled("forms", "<form><input name=a%d></form>"),
	piled("lists in lists", "<ul><li>x"),
	piled("scripts", "<script>var a = '<p>x</p>';</script>"),
	nested("nested blocks", "<div>", 100_000, "<p>x</p>"),
	nested("nested within reach", "<div>", 480, "<p>x</p>"),
	nested("nested tables", "<table><tr><td>", 160, "<p>x</p>"),
	nested("nested quotes", "<blockquote>", 480, "<p>x</p>"),
	nested("nested sections that are hidden", "<div aria-hidden=true>", 480, "<i>x</i>"),
	nested("nested dates", "<div class=date>", 480, "<i></i>"),
	nested("nested cards", "<div class=related>", 480, "<i>x</i>"),
	nested("nested furniture", "<div class=share><div class=caption><div class=author>", 160, "<i>x</i>"),
	nested("nested tags", "<div class=tags>Tags <a href=/t>x</a>", 160, "<i>x</i>"),
	nested("nested boxes", "<div class=related><a href=/1>x</a>", 160, "<div><a href=/%d>Another march, the %dth</a></div>"),
	nested("nested mixed", "<div class=content><section><span>", 160, "<p>word, word, word and word again</p>"),
	{"attributes", func(size int) string {
		return "<title>A march</title><div" + fill(size, " a%d=b") + ">" + prose + "</div>"
	}},
	{"one attribute", func(size int) string {
		return "<title>A march</title><div class='" + fill(size, "share caption %d ") + "'>" + prose + "</div>"
	}},
	{"json-ld of many nodes", func(size int) string {
		return `<script type="application/ld+json">[` + fill(size, `{"@type":"Article","url":"https://ngo.example/%d","headline":"x"},`) + "{}]</script><h1>A march</h1>" + prose
	}},
	{"json-ld that is broken", func(size int) string {
		return `<script type="application/ld+json">{"a":[` + fill(size, ",\t \n \"\\x\n") + "</script><h1>A march</h1>" + prose
	}},
	{"nested json-ld", func(size int) string {
		return `<script type="application/ld+json">` + fill(size, `{"@graph":[`) + "</script><h1>A march</h1>" + prose
	}},
	{"blocks of json-ld", func(size int) string {
		return fill(size, `<script type="application/ld+json">{"@type":"Article"}</script>`) + "<h1>A march</h1>" + prose
	}},
	{"title", func(size int) string {
		return "<title>" + fill(size, "A march | ") + "</title>" + prose
	}},
	{"base", func(size int) string {
		return "<base href='" + fill(size, "/a") + "'>" + prose + "<a href=x>x</a>"
	}},
	{"only a script", func(size int) string { return "<title>A march</title><script>" + fill(size, "x();") + "</script>" }},
	{"no markup", func(size int) string { return fill(size, "word ") }},
}

var hostileAddresses = []string{"https://ngo.example/news/1", "https://www.amnesty.fr/communiques/a/", "https://www.hrw.org/news/2021/05/07/a-march"}

// Whatever a page holds, the record is valid by our schema and as complete as
// checkReading asks.
func TestHostile(t *testing.T) {
	r, schema := newReader(t), releaseSchema(t)
	for _, h := range hostilePages {
		t.Run(h.name, func(t *testing.T) {
			body := []byte(h.make(*hostileSize))
			for _, address := range hostileAddresses {
				reading, err := r.Read(htmlPage(address, body))
				if err != nil {
					t.Fatal(err)
				}
				checkReading(t, reading)
				checkSchema(t, schema, reading.Release)
			}
		})
	}
}

// BenchmarkHostile prints how long the slowest of the hostile pages takes, at
// full size: none may take two seconds.
func BenchmarkHostile(b *testing.B) {
	r := newReader(b)
	for _, h := range hostilePages {
		body := []byte(h.make(fullSize))
		for i, address := range hostileAddresses[:2] {
			b.Run(fmt.Sprintf("%s/%s", h.name, []string{"generic", "by-profile"}[i]), func(b *testing.B) {
				var slowest time.Duration
				for b.Loop() {
					start := time.Now()
					if _, err := r.Read(htmlPage(address, body)); err != nil {
						b.Fatal(err)
					}
					slowest = max(slowest, time.Since(start))
				}
				b.ReportMetric(slowest.Seconds(), "s-slowest")
			})
		}
	}
}

func releaseSchema(t testing.TB) *jsonschema.Schema {
	t.Helper()
	schema, err := export.Compile("releases")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// checkSchema holds a record against our schema, with what only an archive
// knows filled in.
func checkSchema(t testing.TB, schema *jsonschema.Schema, r archive.Release) {
	t.Helper()
	now := time.Date(2026, 5, 7, 8, 9, 10, 0, time.UTC)
	second := now.Format(time.RFC3339)
	r.ID, r.Status, r.Version = r.Site+":0123456789abcdef", archive.StatusLive, 1
	r.FirstSeen, r.LastSeen, r.ContentChanged = second, second, second
	r.Capture = archive.Capture{Fetched: now, File: "warc/a.warc.gz", Length: 1, RecordID: "<urn:uuid:0>", PayloadDigest: "sha256:" + strings.Repeat("0", 64), HTTPStatus: 200}
	data, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err == nil {
		err = schema.Validate(v)
	}
	if err != nil {
		t.Errorf("not valid: %.1000v", err)
	}
}

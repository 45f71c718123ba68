package export

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"communique/archive"
	"communique/internal/catalog"
)

// quoting is a release in which several speak, each in another way.
func quoting(n int) archive.Release {
	r := full()
	r.ID, r.URL, r.Title, r.Status = fmt.Sprintf("lantern:%016x", n), fmt.Sprintf("https://press.example/news/%d", n), p("A \x01 & <b>"), archive.StatusLive
	r.Text = p("Before. « Ça », dit Odile, « va. » After. “Not me.” “Nor us,” it said.")
	r.PublishedDay = p(fmt.Sprintf("2026-02-%02d", n))
	r.Published = r.PublishedDay
	quote := func(words string, speaker *string) archive.Quote {
		start := len([]rune((*r.Text)[:strings.Index(*r.Text, words)]))
		return archive.Quote{Text: words, Start: start, End: start + len([]rune(words)), Parts: [][2]int{{start, start + len([]rune(words))}}, Speaker: speaker}
	}
	first := quote("Ça", p("Odile Quai"))
	first.Text, first.Role, first.Affiliation = "Ça va.", p("keeper"), p("Lantern Watch")
	first.Parts = append(first.Parts, quote("va.", nil).Parts[0])
	first.End = first.Parts[1][1]
	r.Quotes = []archive.Quote{first, quote("Not me.", p("une survivante de 23 ans")), quote("Nor us,", p("Lantern Watch")), quote("After", nil)}
	r.Related = []archive.Link{
		{URL: "https://press.example/news/1", Relation: archive.RelationInline}, {URL: "https://press.example/news/1", Relation: archive.RelationReadAlso},
		{URL: "https://elsewhere.example/?a=1&b=\"2\"", Relation: archive.RelationOther},
	}
	return r
}

func documentText(t *testing.T, of, format string, releases ...archive.Release) string {
	t.Helper()
	idOf := func(url string) (string, error) {
		if url == "https://press.example/news/1" {
			return quoting(1).ID, nil
		}
		return "", nil
	}
	var out, again bytes.Buffer
	if _, err := (Document{Of: of, Format: format}).of(t.Context(), &out, seq(releases...), idOf); err != nil {
		t.Fatal(err)
	}
	if _, err := (Document{Of: of, Format: format}).of(t.Context(), &again, seq(releases...), idOf); err != nil || out.String() != again.String() {
		t.Errorf("%s: not the same twice: %v", format, err)
	}
	return out.String()
}

// Nothing of a withheld release is in any document, and every document is
// whole without it.
func TestDocumentsWithhold(t *testing.T) {
	hidden := quoting(3)
	hidden.Title, hidden.Quotes[0].Speaker, hidden.Status = p("Secret"), p("Eve Secret"), archive.StatusRestricted
	held := quoting(4)
	held.Title, held.Quotes[0].Speaker, held.Withheld = p("Secret"), p("Eve Secret"), true
	for _, d := range documentForms() {
		for _, of := range d.of {
			with, without := documentText(t, of, d.format, quoting(1), hidden, held, quoting(2)), documentText(t, of, d.format, quoting(1), quoting(2))
			if with != without || !strings.Contains(with, "Odile") && of != ofLinks && d.format != formatAtom {
				t.Errorf("%s of %s:\n%s\nwant\n%s", d.format, of, with, without)
			}
			documentText(t, of, d.format) // of nothing
			if n, err := (Document{Of: of, Format: d.format}).of(t.Context(), &fullDisk{10}, seq(quoting(1)), func(string) (string, error) { return "", nil }); !errors.Is(err, errFull) {
				t.Errorf("%s of %s on a full disk: %d, %v", d.format, of, n, err)
			}
		}
	}
	if err := (Document{Of: "quotes", Format: "gexf"}).Check(); err == nil || !strings.Contains(err.Error(), "links, speakers") {
		t.Errorf("error %v, want one that says what there is", err)
	}
}

// element is any XML element.
type element struct {
	XMLName  xml.Name
	Attrs    []xml.Attr `xml:",any,attr"`
	Children []element  `xml:",any"`
	Text     string     `xml:",chardata"`
}

func (e element) attr(name string) string {
	for _, a := range e.Attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func (e element) all(name string) (found []element) {
	for _, c := range e.Children {
		if c.XMLName.Local == name {
			found = append(found, c)
		}
		found = append(found, c.all(name)...)
	}
	return found
}

func parsed(t *testing.T, text string) element {
	t.Helper()
	var root element
	if err := xml.Unmarshal([]byte(text), &root); err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	return root
}

func TestGraphs(t *testing.T) {
	tests := []struct {
		of           string
		nodes, edges []string // ids; source, target, weight
	}{
		{ofLinks, []string{quoting(1).ID, `https://elsewhere.example/?a=1&b="2"`, quoting(2).ID},
			[]string{"0 0 2", "0 1 1", "2 0 2", "2 1 1"}},
		// One name is one node; somebody described is another in each release.
		{ofSpeakers, []string{quoting(1).ID, "speaker:Odile Quai", quoting(1).ID + ":une survivante de 23 ans", "speaker:Lantern Watch", quoting(2).ID, quoting(2).ID + ":une survivante de 23 ans"},
			[]string{"1 0 1", "2 0 1", "3 0 1", "1 4 1", "5 4 1", "3 4 1"}},
	}
	for _, test := range tests {
		for format, day := range map[string]string{"gexf": "start", "graphml": "day"} {
			root := parsed(t, documentText(t, test.of, format, quoting(1), quoting(2)))
			var nodes, edges []string
			for _, n := range root.all("node") {
				nodes = append(nodes, n.attr("id"))
			}
			for _, e := range root.all("edge") {
				weight, began := e.attr("weight"), e.attr("start")
				for _, d := range e.all("data") {
					switch d.attr("key") {
					case "e_weight":
						weight = d.Text
					case "e_day":
						began = d.Text
					}
				}
				edges = append(edges, fmt.Sprintf("%d %d %s", slices.Index(nodes, e.attr("source")), slices.Index(nodes, e.attr("target")), weight))
				if !strings.HasPrefix(began, "2026-02-0") {
					t.Errorf("%s: an edge has the %s %q", format, day, began)
				}
			}
			if !slices.Equal(nodes, test.nodes) || !slices.Equal(edges, test.edges) {
				t.Errorf("%s of %s: nodes %q, edges %q", format, test.of, nodes, edges)
			}
		}
	}
	text := documentText(t, ofLinks, "gexf", quoting(1))
	if !strings.Contains(text, "inline; read-also") || !strings.Contains(text, "A \uFFFD &amp; &lt;b&gt;") {
		t.Errorf("relations or title in\n%s", text)
	}
}

// exact stands in the text, with prefix and suffix around it, and the parts are
// the quotation.
func TestAnnotations(t *testing.T) {
	r := quoting(1)
	d := json.NewDecoder(strings.NewReader(documentText(t, "quotes", "annotations", r)))
	n := 0
	for ; d.More(); n++ {
		var a annotation
		if err := d.Decode(&a); err != nil {
			t.Fatal(err)
		}
		var words []string
		for _, target := range a.Target {
			s := target.Selector
			if !strings.Contains(*r.Text, s.Prefix+s.Exact+s.Suffix) || s.Exact == "" {
				t.Errorf("%+v is not in the text", s)
			}
			words = append(words, s.Exact)
		}
		if strings.Join(words, " ") != r.Quotes[n].Text || a.ID != fmt.Sprintf("urn:communique:%s:quote:%d", r.ID, n+1) {
			t.Errorf("annotation %+v", a)
		}
		if (a.Body == nil) != (r.Quotes[n].Speaker == nil) {
			t.Errorf("body %+v", a.Body)
		}
	}
	if n != 4 {
		t.Errorf("%d annotations", n)
	}
	if s := selectorAt([]rune("ab"), [2]int{1, 9}); s.Exact != "b" || s.Prefix != "a" || s.Suffix != "" {
		t.Errorf("beyond the text: %+v", s)
	}
}

// Every id that an entity refers to is there, and once.
func TestFTM(t *testing.T) {
	long := quoting(2)
	long.Text = p(strings.Repeat("é", ftmBody+1))
	d := json.NewDecoder(strings.NewReader(documentText(t, "", "ftm", quoting(1), long)))
	entities, schemas := map[string]ftmEntity{}, map[string]int{}
	for {
		var e ftmEntity
		if err := d.Decode(&e); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		if _, twice := entities[e.ID]; twice {
			t.Errorf("%v is there twice", e)
		}
		entities[e.ID] = e
		schemas[e.Schema]++
	}
	if want := map[string]int{"Article": 2, "Mention": 4, "Person": 1, "Organization": 1}; fmt.Sprint(schemas) != fmt.Sprint(want) {
		t.Errorf("%v, want %v", schemas, want)
	}
	for _, e := range entities {
		for _, property := range []string{"document", "resolved"} {
			for _, id := range e.Properties[property] {
				if _, ok := entities[id]; !ok {
					t.Errorf("%s %s: %s is missing", e.Schema, property, id)
				}
			}
		}
		if body := e.Properties["bodyText"]; len(body) == 2 && strings.Join(body, "") != *long.Text {
			t.Error("the long text is not whole")
		}
	}
	a := entities[ftmID("article", quoting(1).ID)].Properties
	if a["language"][0] != "eng" || a["country"][0] != "kz" || a["publishedAt"][0] != "2026-02-01" {
		t.Errorf("article %v", a)
	}
}

func TestJSONLD(t *testing.T) {
	var doc struct {
		Graph []ldArticle `json:"@graph"`
	}
	if err := json.Unmarshal([]byte(documentText(t, "", "jsonld", quoting(1), quoting(2))), &doc); err != nil || len(doc.Graph) != 2 {
		t.Fatalf("%d articles, error %v", len(doc.Graph), err)
	}
	q := doc.Graph[0].Quotations
	if q[0].Creator.Type != "Person" || q[0].Creator.Affiliation.Name != "Lantern Watch" || q[1].Creator.Name != "" || q[1].Creator.Description == "" ||
		q[2].Creator.Type != "Organization" || q[3].Creator != nil {
		t.Errorf("quotations %+v", q)
	}
}

func TestAtom(t *testing.T) {
	undated := quoting(5)
	undated.PublishedDay, undated.Published = nil, p("2020")
	var all []archive.Release
	for _, n := range []int{3, 1, 4, 2} {
		all = append(all, quoting(n))
	}
	var got []string
	found, err := newest(seq(append(all, undated)...), 3)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range found {
		got = append(got, *r.PublishedDay)
	}
	if want := []string{"2026-02-04", "2026-02-03", "2026-02-02"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	db, ids := home(t), map[string]bool{}
	for _, f := range []catalog.Filter{{}, {Countries: []string{"KZ"}}, {Sites: []string{"lantern"}}, {Sites: []string{"nobody"}}} {
		var out bytes.Buffer
		if _, err := (Document{Format: formatAtom, Filter: f, Canonical: same}).Write(t.Context(), &out, db); err != nil {
			t.Fatal(err)
		}
		root := parsed(t, out.String())
		for _, c := range root.Children {
			if c.XMLName.Local == "id" {
				ids[c.Text] = true
			}
		}
		if strings.Contains(out.String(), restricted().ID) || len(root.all("updated")) != 1+len(root.all("entry")) {
			t.Errorf("feed\n%s", out.String())
		}
	}
	if len(ids) != 4 {
		t.Errorf("four choices have the ids %v", ids)
	}
}

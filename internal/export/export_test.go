package export

import (
	"bytes"
	"encoding/json"
	"iter"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"communique/archive"
	"communique/internal/catalog"
)

func p(s string) *string { return &s }

var fetched = time.Date(2026, 3, 1, 3, 0, 0, 120e6, time.UTC)

// full has every field, with what makes trouble in JSON, in CSV and in
// spreadsheets.
func full() archive.Release {
	r := archive.Release{
		ID: "lantern:00000000000000aa", Site: "lantern", URL: "https://press.example/news/quay?a=1&b=<2>",
		Aliases: []string{"https://press.example/old/quay"}, SameAs: []string{"other:00000000000000bb"}, Organization: p("Lantern Watch"),
		Kind: p("press-release"), Language: p("en-GB"), Title: p("=SUM(lamps) & <nets>"), Published: p("2026-02-20T10:00:00+01:00"),
		PublishedDay: p("2026-02-20"), PublishedRaw: p("20 Feb"), PublishedSource: p("visible"), Modified: p("2026-02"),
		Countries: []string{"KZ", "CD"}, Topics: []string{"quays; piers"}, Lead: p("A \u2028 line, a \"quote\"\u00a0»."),
		Sections: []archive.Section{{Paragraphs: []string{"A", "B"}}, {Heading: p("More"), Paragraphs: []string{"C"}}}, Text: p("A\n\nB\n\nMore\n\nC"),
		Quotes: []archive.Quote{{Text: "-1 of us", Paragraphs: []string{"-1 of us"}, Start: 1, End: 9, Parts: [][2]int{{1, 9}}, Speaker: p("@odile"),
			Attribution: archive.AttributionExplicit}},
		Related:     []archive.Link{{URL: "https://press.example/news/nets", Title: p("Nets"), Published: p("2026"), Relation: archive.RelationReadAlso}},
		Attachments: []archive.Attachment{{URL: "https://press.example/a.pdf", MediaType: p("application/pdf")}},
		Contacts:    []archive.Contact{{Kind: "press", Phones: []string{"+44 20 0000 0000"}}},
		Status:      archive.StatusLive, Version: 2, FirstSeen: archive.Timestamp(fetched), LastSeen: archive.Timestamp(fetched), ContentChanged: archive.Timestamp(fetched),
		Capture: archive.Capture{Fetched: fetched, File: "warc/x.warc.gz", Offset: 10, Length: 20, RecordID: "<urn:uuid:1>",
			PayloadDigest: "sha256:" + strings.Repeat("a", 64), HTTPStatus: 200},
		Evidence: map[string]string{"title": "h1"}, Extractor: archive.Extractor{Version: "1", Profile: p("lantern")}, Warnings: []string{"+a warning"},
	}
	r.Normalize()
	return r
}

// bare has only what a record always has.
func bare() archive.Release {
	r := archive.Release{ID: "press.example:00000000000000cc", Site: "press.example", URL: "https://press.example/", Status: archive.StatusSuspect, Version: 1,
		FirstSeen: "2026-03-01T03:00:00.000Z", LastSeen: "2026-03-01T03:00:00.000Z", ContentChanged: "2026-03-01T03:00:00.000Z",
		Capture: full().Capture, Extractor: archive.Extractor{Version: "1"}}
	return r
}

func restricted() archive.Release {
	r := full()
	r.ID, r.Status = "lantern:00000000000000dd", archive.StatusRestricted
	return r
}

func seq(records ...archive.Release) iter.Seq2[archive.Release, error] {
	return func(yield func(archive.Release, error) bool) {
		for _, r := range records {
			if !yield(r, nil) {
				return
			}
		}
	}
}

// keys are those of the contract, in its order, and then what was added.
var keys = strings.Fields(`schema id site url aliases same_as organization kind language title published published_day published_raw
	published_source modified countries topics lead sections text quotes related attachments contacts status version first_seen last_seen
	content_changed capture evidence extractor warnings reservations`)

func TestJSONL(t *testing.T) {
	var out bytes.Buffer
	n, err := JSONL(t.Context(), &out, seq(full(), bare(), restricted()))
	if n != 3 || err != nil {
		t.Fatalf("%d lines, error %v", n, err)
	}
	lines := strings.SplitAfter(out.String(), "\n")
	if len(lines) != 4 || lines[3] != "" {
		t.Fatalf("%d lines in %q", len(lines), out.String())
	}
	for i, line := range lines[:3] {
		if got := topKeys(t, line); !slices.Equal(got, keys) {
			t.Errorf("line %d has the keys %v, want %v", i, got, keys)
		}
		if strings.Contains(line, "\u2028") || strings.Contains(line, `\u003c`) || strings.Contains(line, `\u0026`) {
			t.Errorf("escapes: %s", line)
		}
	}
	if !strings.Contains(lines[0], `"title":"=SUM(lamps) & <nets>"`) || !strings.Contains(lines[1], `"sections":[],"text":null,"quotes":[]`) {
		t.Errorf("lines %s", lines)
	}
	for _, word := range []string{"lamps", "press.example", "Lantern", "odile"} {
		if strings.Contains(lines[2], word) {
			t.Errorf("the tombstone says %q: %s", word, lines[2])
		}
	}
	var back archive.Release
	if err := json.Unmarshal([]byte(lines[0]), &back); err != nil || *back.Lead != *full().Lead {
		t.Errorf("read back: %v, %v", back.Lead, err)
	}
	var again bytes.Buffer
	if _, err := JSONL(t.Context(), &again, seq(full(), bare(), restricted())); err != nil || again.String() != out.String() {
		t.Errorf("not the same bytes twice: %v", err)
	}
}

func topKeys(t *testing.T, line string) (keys []string) {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(line))
	if _, err := d.Token(); err != nil {
		t.Fatal(err)
	}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			t.Fatal(err)
		}
		keys = append(keys, key.(string))
		var skip json.RawMessage
		if err := d.Decode(&skip); err != nil {
			t.Fatal(err)
		}
	}
	return keys
}

// home is a catalogue with the three releases, and a capture.
func home(t testing.TB) *catalog.DB {
	t.Helper()
	db, err := catalog.Open(t.Context(), filepath.Join(t.TempDir(), "catalog.sqlite"), time.Now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	row := catalog.CaptureRow{Kind: "response", URL: full().URL, Canonical: full().URL, Site: "lantern", Role: "page", ETag: "=x", Capture: full().Capture}
	if err := db.Apply(t.Context(), catalog.Batch{File: "warc/x.warc.gz", Captures: []catalog.CaptureRow{row}}); err != nil {
		t.Fatal(err)
	}
	var groups []catalog.Settled
	for _, r := range []archive.Release{full(), bare(), restricted()} {
		r.Normalize()
		url := r.URL
		if r.Status == archive.StatusRestricted {
			url += "#restricted"
		}
		groups = append(groups, catalog.Settled{URLs: []string{url}, Releases: []catalog.SettledRelease{{
			Record: r, Addresses: []catalog.Address{{URL: url, OwnID: r.ID}},
			Versions: []catalog.Version{{Ordinal: 1, Capture: r.Capture, Digest: "sha256:" + strings.Repeat("b", 64), Record: r}},
		}}})
	}
	groups[1].Releases[0].Addresses = append(groups[1].Releases[0].Addresses, catalog.Address{URL: "https://press.example/news/nets", OwnID: "x:1"})
	if _, err := db.Settle(t.Context(), groups); err != nil {
		t.Fatal(err)
	}
	compare(t, db)
	return db
}

// compare has the catalogue find what full says is the same.
func compare(t testing.TB, db *catalog.DB) {
	t.Helper()
	if err := db.Compared(t.Context(), catalog.Compared{full().ID: {{Other: full().SameAs[0], Share: 900}}}); err != nil {
		t.Fatal(err)
	}
}

func same(s string) string { return s }

// Every line of every kind is valid against its schema.
func TestSchemas(t *testing.T) {
	db := home(t)
	want := map[string]int{"releases": 3, "quotes": 1, "links": 1, "versions": 2, "captures": 1}
	for _, of := range Kinds() {
		t.Run(of, func(t *testing.T) {
			schema := compile(t, of)
			var out bytes.Buffer
			n, err := Request{Of: of, Canonical: same}.Write(t.Context(), &out, db)
			if n != want[of] || err != nil {
				t.Fatalf("%d lines, error %v, want %d", n, err, want[of])
			}
			for line := range strings.Lines(out.String()) {
				v, err := jsonschema.UnmarshalJSON(strings.NewReader(line))
				if err == nil {
					err = schema.Validate(v)
				}
				if err != nil {
					t.Errorf("%s: %v", line, err)
				}
			}
		})
	}
	if _, err := Schema("letters"); err == nil {
		t.Error("a schema of letters")
	}
	if _, err := (Request{Of: "letters", Canonical: same}).Write(t.Context(), &bytes.Buffer{}, db); err == nil || !strings.Contains(err.Error(), "quotes") {
		t.Errorf("error %v, want one that lists what there is", err)
	}
}

func compile(t *testing.T, of string) *jsonschema.Schema {
	t.Helper()
	s, err := Compile(of)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestSchemaRefuses(t *testing.T) {
	schema := compile(t, "releases")
	tests := map[string]func(*archive.Release){
		"bad id":        func(r *archive.Release) { r.ID = "lantern:xyz" },
		"bad day":       func(r *archive.Release) { r.PublishedDay = p("2026-13-01") },
		"bad date":      func(r *archive.Release) { r.Published = p("20.02.2026") },
		"bad source":    func(r *archive.Release) { r.PublishedSource = p("guess") },
		"bad kind":      func(r *archive.Release) { r.Kind = p("poem") },
		"bad country":   func(r *archive.Release) { r.Countries = []string{"Kazakhstan"} },
		"bad status":    func(r *archive.Release) { r.Status = "gone" },
		"no version":    func(r *archive.Release) { r.Version = 0 },
		"bad time":      func(r *archive.Release) { r.FirstSeen = "2026-03-01" },
		"empty title":   func(r *archive.Release) { r.Title = p("") },
		"bad relation":  func(r *archive.Release) { r.Related[0].Relation = "friend" },
		"absolute file": func(r *archive.Release) { r.Capture.File = "/home/x.warc.gz" },
	}
	for name, spoil := range tests {
		r := full()
		spoil(&r)
		data, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		if schema.Validate(v) == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

func TestLinksKnowTheirTarget(t *testing.T) {
	var out bytes.Buffer
	if _, err := (Request{Of: "links", Canonical: same}).Write(t.Context(), &out, home(t)); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), `"to_id":"press.example:00000000000000cc"`) {
		t.Errorf("links %s", out.String())
	}
}

func BenchmarkJSONL(b *testing.B) {
	r := full()
	for b.Loop() {
		if _, err := JSONL(b.Context(), &bytes.Buffer{}, seq(r)); err != nil {
			b.Fatal(err)
		}
	}
}

package extract

import (
	"bytes"
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"communique/archive"
	"communique/internal/site"
)

const sites = "../../testdata/sites"

func newReader(t testing.TB) *Reader {
	t.Helper()
	set, err := site.Load("", nil)
	if err != nil {
		t.Fatal(err)
	}
	return New(set, "test")
}

func htmlPage(address string, body []byte) archive.Page {
	return archive.Page{URL: address, Body: body, Header: http.Header{"Content-Type": {"text/html; charset=utf-8"}}}
}

// fixtureURL reads the address in a fixture's first line: <!-- https://… -->
func fixtureURL(body []byte) string {
	line, _, _ := bytes.Cut(body, []byte("\n"))
	for word := range strings.FieldsSeq(string(line)) {
		if strings.HasPrefix(word, "http") {
			return strings.TrimSuffix(word, "-->")
		}
	}
	return ""
}

// TestSites compares every page in testdata/sites/<site>/*.html with the golden
// record beside it. UPDATE_GOLDEN=1 writes the records anew.
func TestSites(t *testing.T) {
	pages, err := filepath.Glob(filepath.Join(sites, "*", "*.html"))
	if err != nil {
		t.Fatal(err)
	}
	if len(pages) == 0 {
		t.Skip("no fixtures in testdata/sites")
	}
	r := newReader(t)
	for _, path := range pages {
		t.Run(filepath.Base(filepath.Dir(path))+"/"+filepath.Base(path), func(t *testing.T) {
			body, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			reading, err := r.Read(htmlPage(fixtureURL(body), body))
			if err != nil {
				t.Fatal(err)
			}
			checkReading(t, reading)
			compareGolden(t, strings.TrimSuffix(path, ".html")+".json", reading.Release)
		})
	}
}

// Of what ReliefWeb publishes, the organization is whoever wrote it: all the
// sources, or none where the page names none, but never ReliefWeb.
func TestOrganizationOfTheSource(t *testing.T) {
	r := newReader(t)
	for file, want := range map[string]string{"two-sources": "Maison de l'Eau; Open Wells", "french-without-source": ""} {
		body, err := os.ReadFile(filepath.Join(sites, "reliefweb", file+".html"))
		if err != nil {
			t.Fatal(err)
		}
		reading, err := r.Read(htmlPage(fixtureURL(body), body))
		if err != nil {
			t.Fatal(err)
		}
		if got := reading.Release.Organization; deref(got) != want || (got == nil) != (want == "") {
			t.Errorf("%s: organization %q, want %q", file, deref(got), want)
		}
		warned := strings.Contains(strings.Join(reading.Release.Warnings, "\n"), "organization: ")
		if warned != (want == "") {
			t.Errorf("%s: warnings %q", file, reading.Release.Warnings)
		}
	}
}

// golden is the part of a record that follows from the page alone.
type golden struct {
	URL             string               `json:"url"`
	Title           *string              `json:"title"`
	Published       *string              `json:"published"`
	PublishedDay    *string              `json:"published_day"`
	PublishedRaw    *string              `json:"published_raw"`
	PublishedSource *string              `json:"published_source"`
	Modified        *string              `json:"modified"`
	Language        *string              `json:"language"`
	Kind            *string              `json:"kind"`
	Countries       []string             `json:"countries"`
	Topics          []string             `json:"topics"`
	Lead            *string              `json:"lead"`
	Sections        []archive.Section    `json:"sections"`
	Text            *string              `json:"text"`
	Quotes          []goldenQuote        `json:"quotes"`
	Related         []archive.Link       `json:"related"`
	Attachments     []archive.Attachment `json:"attachments"`
	Contacts        []archive.Contact    `json:"contacts"`
}

// goldenQuote has no offsets: its words say where it is, and checkReading holds
// the offsets to them.
type goldenQuote struct {
	Text        string   `json:"text"`
	Paragraphs  []string `json:"paragraphs"`
	Speaker     *string  `json:"speaker"`
	Role        *string  `json:"role"`
	Affiliation *string  `json:"affiliation"`
	Cue         *string  `json:"cue"`
	Attribution string   `json:"attribution"`
}

func goldenOf(r archive.Release) golden {
	g := golden{
		URL: r.URL, Title: r.Title, Published: r.Published, PublishedDay: r.PublishedDay, PublishedRaw: r.PublishedRaw,
		PublishedSource: r.PublishedSource, Modified: r.Modified, Language: r.Language, Kind: r.Kind, Countries: r.Countries,
		Topics: r.Topics, Lead: r.Lead, Sections: r.Sections, Text: r.Text, Quotes: []goldenQuote{}, Related: r.Related,
		Attachments: r.Attachments, Contacts: r.Contacts,
	}
	for _, q := range r.Quotes {
		g.Quotes = append(g.Quotes, goldenQuote{q.Text, q.Paragraphs, q.Speaker, q.Role, q.Affiliation, q.Cue, q.Attribution})
	}
	return g
}

func compareGolden(t *testing.T, path string, release archive.Release) {
	t.Helper()
	got := goldenOf(release)
	if os.Getenv("UPDATE_GOLDEN") != "" {
		data, err := json.MarshalIndent(got, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, append(data, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("no golden record: write it by hand, or with UPDATE_GOLDEN=1 and then check it: %v", err)
	}
	var want golden
	if err := json.Unmarshal(data, &want); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-golden +read)\n%s", diff)
	}
}

// TestBad reads pages that something is wrong with.
func TestBad(t *testing.T) {
	const dir = "../../testdata/bad"
	if _, err := os.Stat(dir); err != nil {
		t.Skip("no fixtures in testdata/bad")
	}
	tests := []struct{ file, why, warning string }{
		{"empty.html", whyEmpty, ""},
		{"error-page-200.html", WhyMissing, ""},
		{"needs-browser.html", "", "script: the page shows its text only in a browser"},
		{"windows-1252-labelled-utf-8.html", "", "read as windows-1252"},
		{"utf-8-bom-crlf.html", "", ""},
	}
	r := newReader(t)
	for _, tt := range tests {
		t.Run(tt.file, func(t *testing.T) {
			body, err := os.ReadFile(filepath.Join(dir, tt.file))
			if err != nil {
				t.Fatal(err)
			}
			address := fixtureURL(body)
			if address == "" {
				address = "https://www.amnesty.fr/communiques/vide/"
			}
			reading, err := r.Read(htmlPage(address, body))
			if err != nil {
				t.Fatal(err)
			}
			checkReading(t, reading)
			if reading.Why != tt.why {
				t.Errorf("why %q, want %q", reading.Why, tt.why)
			}
			if tt.warning != "" && !strings.Contains(strings.Join(reading.Release.Warnings, "\n"), tt.warning) {
				t.Errorf("warnings %q lack %q", reading.Release.Warnings, tt.warning)
			}
			if record := filepath.Join(dir, strings.TrimSuffix(tt.file, ".html")+".json"); tt.why == "" && tt.file != "needs-browser.html" {
				compareGolden(t, record, reading.Release)
			}
		})
	}
}

package cite

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"communique/archive"
)

func p(s string) *string { return &s }

// awkward has what makes trouble in each format.
func awkward() archive.Release {
	return archive.Release{
		ID: "lantern:00000000000000aa", Site: "lantern", URL: "https://press.example/a_b?x=1&y={2}#50%", Kind: p("press-release"), Language: p("fr"),
		Organization: p("Doctors, Nurses and Witnesses"), Title: p("«\u00a0L’Élan\u202f» costs 50% & $5_{a}\\b #1 ~^\nER  - x\r\nAU  - Eve"),
		Published: p("2026-02-20T23:30:00+01:00"), PublishedDay: p("2026-02-20"), Version: 2,
		Capture: archive.Capture{Fetched: time.Date(2026, 3, 1, 23, 30, 0, 0, time.FixedZone("", -3*3600)), RecordID: "<urn:uuid:1>", PayloadDigest: "sha256:aa"},
	}
}

func written(t *testing.T, format string, sources ...Source) string {
	t.Helper()
	var out bytes.Buffer
	if err := Write(&out, format, sources); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestBibTeX(t *testing.T) {
	want := `@online{lantern:00000000000000aa,
  author = {{Doctors, Nurses and Witnesses}},
  title = {{«~L’Élan\,» costs 50\% \& \$5\_\{a\}\textbackslash{}b \#1 \textasciitilde{}\textasciicircum{} ER  - x AU  - Eve}},
  date = {2026-02-20},
  year = {2026},
  month = feb,
  type = {Press release},
  language = {fr},
  url = {https://press.example/a_b?x=1&y=%7B2%7D#50%},
  urldate = {2026-03-02},
  note = {Archived 2026-03-02T02:30:00.000Z as WARC record urn:uuid:1, payload sha256:aa; communique release lantern:00000000000000aa, version 2. Proof: transparency log communique/1 (communique proof lantern:00000000000000aa).}
}
`
	if got := written(t, "bibtex", Source{Release: awkward(), Log: "communique/1"}); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestRIS(t *testing.T) {
	want := strings.ReplaceAll(`TY  - ELEC
ID  - lantern:00000000000000aa-v2
AU  - Doctors, Nurses and Witnesses
TI  - «`+"\u00a0L’Élan\u202f"+`» costs 50% & $5_{a}\b #1 ~^ ER  - x AU  - Eve
PY  - 2026
DA  - 2026/02/20
M3  - Press release
LA  - fr
UR  - https://press.example/a_b?x=1&y={2}#50%
Y2  - 2026/03/02
M1  - 2026/03/02
DB  - communique archive
AN  - urn:uuid:1
N1  - Archived 2026-03-02T02:30:00.000Z as WARC record urn:uuid:1, payload sha256:aa; communique release lantern:00000000000000aa, version 2.
ER  - 
`, "\n", "\r\n")
	if got := written(t, "ris", Source{Release: awkward(), Version: true}); got != want {
		t.Errorf("got\n%q\nwant\n%q", got, want)
	}
}

func TestCSL(t *testing.T) {
	report := awkward()
	report.Kind = p("report")
	var items []map[string]any
	if err := json.Unmarshal([]byte(written(t, "csl", Source{Release: awkward()}, Source{Release: report})), &items); err != nil {
		t.Fatal(err)
	}
	first := items[0]
	if len(items) != 2 || first["type"] != "webpage" || items[1]["type"] != "report" || first["genre"] != "Press release" || first["archive_location"] != "urn:uuid:1" {
		t.Errorf("items %v", items)
	}
	if author, _ := json.Marshal(first["author"]); string(author) != `[{"literal":"Doctors, Nurses and Witnesses"}]` {
		t.Errorf("author %s", author)
	}
	if got := written(t, "csl"); got != "[\n]\n" {
		t.Errorf("no release is %q", got)
	}
}

// A date is as precise as it is known, and what is not known is not there.
func TestUnknown(t *testing.T) {
	tests := []struct {
		published *string
		bibtex    string
		ris       string
		csl       string
	}{
		{p("2020"), "date = {2020},\n  year = {2020},\n  urldate", "DA  - 2020//\r\n", `[[2020]]`},
		{p("2020-02"), "date = {2020-02},\n  year = {2020},\n  month = feb,\n", "DA  - 2020/02/\r\n", `[[2020,2]]`},
		{p("2020-02-03"), "date = {2020-02-03},\n", "DA  - 2020/02/03\r\n", `[[2020,2,3]]`},
		{nil, "", "", ""},
	}
	for _, test := range tests {
		r := archive.Release{ID: "x:1", Published: test.published, Capture: awkward().Capture}
		s := Source{Release: r}
		bib, ris := written(t, "bibtex", s), written(t, "ris", s)
		bib = strings.ReplaceAll(bib, "  url = {},\n", "")
		var items []struct {
			Author []name
			Issued *struct {
				Parts json.RawMessage `json:"date-parts"`
			}
		}
		csl := strings.Join(strings.Fields(written(t, "csl", s)), "")
		if err := json.Unmarshal([]byte(csl), &items); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(bib, test.bibtex) || !strings.Contains(ris, test.ris) || test.csl != "" && string(items[0].Issued.Parts) != test.csl {
			t.Errorf("%v: %s%s%s", test.published, bib, ris, csl)
		}
		if test.published == nil && (strings.Contains(bib, " date") || strings.Contains(bib, "year") || strings.Contains(ris, "DA") || strings.Contains(ris, "PY") || items[0].Issued != nil) {
			t.Errorf("a date out of nothing: %s%s%s", bib, ris, csl)
		}
		if strings.Contains(bib, "author") || strings.Contains(ris, "AU") || items[0].Author != nil || !strings.Contains(bib, "title = {{[untitled]}}") {
			t.Errorf("author or title out of nothing: %s%s", bib, ris)
		}
	}
}

// Every entry of a file has a key of its own, which programs can read.
func TestKeys(t *testing.T) {
	seen := map[string]string{}
	for _, id := range []string{"a:1", "a_:1", "a,:1", "a+2c+:1", "a{}:1", "é:1", "press.example:1"} {
		key := bibtexKey(id)
		if other, twice := seen[key]; twice || strings.ContainsAny(key, "{},_\"#%~'= ") {
			t.Errorf("%q has the key %q (%q has it too)", id, key, other)
		}
		seen[key] = id
	}
}

func TestErrors(t *testing.T) {
	if err := Write(&bytes.Buffer{}, "apa", nil); err == nil || !strings.Contains(err.Error(), "bibtex, ris, csl") {
		t.Errorf("error %v, want one that lists the formats", err)
	}
	for _, format := range Formats() {
		if err := Write(full{}, format, []Source{{Release: awkward()}}); !errors.Is(err, errFull) {
			t.Errorf("%s: error %v, want that of the writer", format, err)
		}
	}
}

var errFull = errors.New("full")

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errFull }

package export

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	_ "modernc.org/sqlite" // to spoil a catalogue behind its back

	"communique/archive"
	"communique/internal/catalog"
)

// odd has what a record may hold that makes trouble on its way: escapes that
// look like others, NUL, line separators, other planes, a right-to-left mark.
const odd = "a\\u003c \\\\u003e <b>&amp; \x00 \x7f \u2028 \U0001F54A \u202e é e\u0301 \"q\" \\"

// A record that is handed on as it stands in the catalogue is what encoding it
// anew would give.
func FuzzLines(f *testing.F) {
	f.Add(odd, "lead")
	f.Add("", "\t\n")
	f.Add("\xff\xfe", "\ud7ff")
	record, err := shapeOf("releases")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, title, lead string) {
		r := full()
		r.Title, r.Lead, r.Warnings = p("x"+title), p(lead+"x"), []string{title + "x", lead + "x"}
		r.Evidence[title] = lead
		stored, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		if err := record.check(stored); err != nil {
			t.Fatalf("%s: %v", stored, err)
		}
		var decoded archive.Release
		if err := json.Unmarshal(stored, &decoded); err != nil {
			t.Fatal(err)
		}
		var want bytes.Buffer
		if err := encode(jsonEncoder(&want), &want, decoded); err != nil {
			t.Fatal(err)
		}
		if got := string(unescapeHTML(nil, stored)) + "\n"; got != want.String() {
			t.Errorf("got  %s\nwant %s", got, want.String())
		}
	})
}

// FuzzShape: what the shape lets through is JSON, in its shortest form.
func FuzzShape(f *testing.F) {
	record, err := shapeOf("releases")
	if err != nil {
		f.Fatal(err)
	}
	good, err := json.Marshal(full())
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	f.Add([]byte(strings.Replace(string(good), `"version":2`, `"version":02`, 1)))
	f.Add([]byte(strings.Replace(string(good), "SUM", `\x`, 1)))
	f.Fuzz(func(t *testing.T, data []byte) {
		if record.check(data) != nil {
			return
		}
		var short bytes.Buffer
		if err := json.Compact(&short, data); err != nil || !bytes.Equal(short.Bytes(), data) {
			t.Errorf("let through: %q: %v", data, err)
		}
	})
}

// spoilt is the catalogue of home with the record of a release replaced.
func spoilt(t *testing.T, change func(record string) string) *catalog.DB {
	t.Helper()
	path := filepath.Join(t.TempDir(), "catalog.sqlite")
	db, err := catalog.Open(t.Context(), path, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	for _, r := range []archive.Release{full(), bare()} {
		r.Normalize()
		if _, err := db.Settle(t.Context(), []catalog.Settled{{URLs: []string{r.URL}, Releases: []catalog.SettledRelease{{
			Record: r, Addresses: []catalog.Address{{URL: r.URL, OwnID: r.ID}}}}}}); err != nil {
			t.Fatal(err)
		}
	}
	compare(t, db)
	raw, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer raw.Close()
	var record string
	if err := raw.QueryRow(`SELECT record FROM release WHERE id = ?`, full().ID).Scan(&record); err != nil {
		t.Fatal(err)
	}
	if changed := change(record); changed == record {
		t.Fatal("nothing changed")
	} else if _, err := raw.Exec(`UPDATE release SET record = ? WHERE id = ?`, changed, full().ID); err != nil {
		t.Fatal(err)
	}
	return db
}

// A record that is not as its schema says is named and left out; the others are
// written. One that an earlier program wrote, without a key, is made anew.
func TestFaults(t *testing.T) {
	replace := func(from, to string) func(string) string {
		return func(s string) string { return strings.Replace(s, from, to, 1) }
	}
	tests := map[string]struct {
		change func(string) string
		says   string // "" is no fault
		all    bool   // only the whole schema finds it
	}{
		"no JSON":         {func(s string) string { return s[:100] }, "unexpected end", false},
		"empty":           {func(string) string { return "" }, "unexpected end", false},
		"another type":    {replace(`"version":2`, `"version":"2"`), "version", false},
		"a word":          {replace(`"kind":"press-release"`, `"kind":"poem"`), `"kind": "poem"`, false},
		"inside a list":   {replace(`"attribution":"explicit"`, `"attribution":"rumour"`), `"quotes": [0]: "attribution":`, false},
		"an empty title":  {func(s string) string { return strings.Replace(s, string(mustJSON(full().Title)), `""`, 1) }, `"title": it is empty`, false},
		"a key less":      {replace(`,"reservations":[]`, ``), "", false},
		"null for a list": {replace(`"same_as":["other:00000000000000bb"]`, `"same_as":null`), "", false},
		"a pattern":       {replace(`"countries":["KZ"`, `"countries":["Kz"`), "/countries/0: 'Kz' does not match pattern", true},
	}
	for name, test := range tests {
		for _, format := range Formats() {
			var out bytes.Buffer
			said := map[string]string{}
			q := Request{Format: format, Filter: catalog.Filter{Sites: []string{"lantern", "press.example"}}, Canonical: same, Validate: test.all,
				Fault: func(id string, err error) { said[id] = err.Error() }}
			db := spoilt(t, test.change)
			n, err := q.Write(t.Context(), &out, db)
			want := map[bool]int{true: 2, false: 1}[test.says == ""]
			if n != want || err != nil || len(said) != 2-want {
				t.Errorf("%s, %s: %d lines, said %v, error %v", name, format, n, said, err)
			}
			if test.says != "" && !strings.Contains(said[full().ID], test.says) {
				t.Errorf("%s, %s: said %v, want %q", name, format, said, test.says)
			}
			if test.all {
				continue
			}
			q.Filter.Countries = []string{"KZ"} // what is no JSON goes through to be named
			clear(said)
			if _, err := q.Write(t.Context(), &out, db); err != nil || test.says != "" && len(said) != 1 {
				t.Errorf("%s, %s, by country: said %v, error %v", name, format, said, err)
			}
		}
	}
	q := Request{Filter: catalog.Filter{}, Canonical: same}
	if _, err := q.Write(t.Context(), &bytes.Buffer{}, spoilt(t, func(string) string { return "" })); err == nil || !strings.Contains(err.Error(), full().ID) {
		t.Errorf("error %v, want one that names the record", err)
	}
}

func mustJSON(v any) []byte {
	data, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return data
}

// The parts together are the whole, each release in one of them.
func TestFolder(t *testing.T) {
	const n = 600 // more than the catalogue asks for at once
	db := synthetic(t, t.TempDir(), n)
	var whole bytes.Buffer
	if _, err := (Request{Canonical: same}).Write(t.Context(), &whole, db); err != nil {
		t.Fatal(err)
	}
	for by, has := range map[string]map[string]string{
		catalog.ByCountry: {"KZ": `"countries":["KZ","CD"]`, Unknown: `"countries":[]`},
		catalog.BySite:    {"site3": `"site":"site3"`},
		catalog.ByYear:    {"2001": `"published_day":"2001-`, Unknown: `"published_day":null`},
	} {
		folder := filepath.Join(t.TempDir(), "out")
		q := Request{Filter: catalog.Filter{By: by}, Canonical: same}
		files, rows, err := q.WriteFolder(t.Context(), db, filepath.Join(folder, "*.l"))
		if rows != n || err != nil {
			t.Fatalf("%s: %d rows, error %v", by, rows, err)
		}
		lines := partsOf(t, folder, has)
		if names, err := filepath.Glob(filepath.Join(folder, "*.l")); len(names) != files || files < 3 || err != nil {
			t.Errorf("%s: %d files, %v, error %v", by, files, names, err)
		}
		if got, want := slices.Sorted(maps.Keys(lines)), slices.Sorted(strings.Lines(whole.String())); !slices.Equal(got, want) {
			t.Errorf("%s: the parts are not the whole", by)
		}
		if _, _, err := q.WriteFolder(t.Context(), db, folder); err == nil || !strings.Contains(err.Error(), "not empty") {
			t.Errorf("error %v, want that the folder is not empty", err)
		}
	}
}

// partsOf gives the lines of all files, and holds against the part's name what
// only its lines have.
func partsOf(t *testing.T, folder string, has map[string]string) map[string]bool {
	t.Helper()
	lines := map[string]bool{}
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(folder, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		for l := range strings.Lines(string(data)) {
			lines[l] = true
			for part, words := range has {
				if (e.Name() == part+".l") != strings.Contains(l, words) {
					t.Errorf("%s has %.200s", e.Name(), l)
				}
			}
		}
	}
	return lines
}

// A folder that cannot be finished is not there at all.
func TestFolderBreaksOff(t *testing.T) {
	parent := t.TempDir()
	q := Request{Filter: catalog.Filter{By: catalog.BySite}, Canonical: same}
	db := spoilt(t, func(string) string { return "" })
	if _, _, err := q.WriteFolder(t.Context(), db, filepath.Join(parent, "out")); err == nil {
		t.Error("no error")
	}
	if _, err := q.WriteFile(t.Context(), db, filepath.Join(parent, "out.jsonl.gz")); err == nil {
		t.Error("no error")
	}
	if left, err := os.ReadDir(parent); len(left) != 0 || err != nil {
		t.Errorf("left: %v, %v", left, err)
	}
}

func TestFileName(t *testing.T) {
	names := map[string]string{}
	for _, part := range []string{"", "unknown", "2020", "press.example:8080", "../x", "..", "-rf", "a b", "a%20b", "~", "é"} {
		name := fileName(part)
		if before, ok := names[name]; ok || strings.ContainsAny(name, "/: *~") || strings.HasPrefix(name, ".") || strings.HasPrefix(name, "-") {
			t.Errorf("%q is %q, as %q", part, name, before)
		}
		names[name] = part
	}
}

// Among chooses in the order of the catalogue, and its tombstones stay out.
func TestAmong(t *testing.T) {
	db := home(t)
	var asked []string
	f := catalog.Filter{Among: func(_ context.Context, ids []string) ([]string, error) {
		asked = append(asked, ids...)
		return slices.DeleteFunc(ids, func(id string) bool { return id == bare().ID }), nil
	}}
	for of, want := range map[string]int{"releases": 1, "quotes": 1, "versions": 1, "captures": 1} {
		if n, err := (Request{Of: of, Filter: f, Canonical: same}).Write(t.Context(), &bytes.Buffer{}, db); n != want || err != nil {
			t.Errorf("%s: %d lines, error %v, want %d", of, n, err, want)
		}
	}
	if len(asked) != 12 {
		t.Errorf("asked about %v", asked)
	}
}

func TestTexts(t *testing.T) {
	r := full()
	r.Text = p(strings.Repeat("éà ", 200))
	shorten(&r, TextExcerpt)
	if want := strings.TrimSpace(strings.Repeat("éà ", 100)) + "…"; *r.Text != want || *r.Lead != *full().Lead || len(r.Sections) != 0 || r.Quotes[0].Text == "" {
		t.Errorf("excerpt: %q", *r.Text)
	}
	if got := excerpt(strings.Repeat("字", 400)); got != strings.Repeat("字", 300)+"…" {
		t.Errorf("without words: %q", got)
	}
	db := home(t)
	for _, of := range []string{"releases", "quotes", "versions", "links"} {
		for _, format := range []string{FormatJSONL, FormatCSV} {
			var out bytes.Buffer
			q := Request{Of: of, Format: format, Text: TextNone, Canonical: same, Validate: true}
			if n, err := q.Write(t.Context(), &out, db); n == 0 || err != nil {
				t.Fatalf("%s: %d lines, error %v", of, n, err)
			}
			for _, words := range []string{"of us", "line, a", "\"C\"", "B\n"} {
				if strings.Contains(out.String(), words) {
					t.Errorf("%s, %s: says %q: %s", of, format, words, out.String())
				}
			}
		}
	}
}

package index

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"communique/archive"
)

func synonymsOf(t testing.TB, file string) *Synonyms {
	t.Helper()
	path := filepath.Join(t.TempDir(), "synonyms.txt")
	if file != "" {
		if err := os.WriteFile(path, []byte(file), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	s, err := ReadSynonyms(path)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestSynonyms(t *testing.T) {
	all := []archive.Release{
		release("a:01", "fr", "2020-01-01", "RDC. Les mines de cobalt", "Des familles sont chassées."),
		release("a:02", "fr", "2020-01-02", "Des familles chassées", "Les mines de la République démocratique du Congo s’étendent."),
		release("a:03", "en", "2020-01-03", "DRC: Mines and evictions", "Families are driven out."),
		release("a:04", "fr", "2020-01-04", "République du Congo. Un procès", "Le Congo juge un opposant."),
		release("a:05", "fr", "2020-01-05", "Birmanie : frappes", "Des frappes."),
		release("a:06", "de", "2020-01-06", "Luftangriffe in Myanmar", "In Myanmar."),
		release("a:07", "fr", "2020-01-07", "Un réfugié et l’ONU", "Un réfugié."),
		release("a:08", "en", "2020-01-08", "The UN and migrants", "Migrants."),
		release("a:09", "ru", "2020-01-09", "В Казахстане", "В Казахстане судят журналиста."),
		release("a:10", "fr", "2020-01-10", "Congo : le code minier", "Le code."),
	}
	ix := build(t, all...)
	for _, c := range []struct{ file, query, lang, want string }{
		{"", "RDC", "", "01 03 02"},
		{"", "RDC mines", "", "01 03 02"},
		{"", "rdc familles", "", "01 02"},
		{"", "République démocratique du Congo", "fr", "02 01"},
		{"", `"République démocratique du Congo"`, "", "02"},
		{"", `"RDC"`, "", "01"},
		{"", "title:DRC", "", "03 01"},
		{"", "quote:RDC", "", ""},
		{"", "Congo", "fr", "04 10 02 01"},
		{"", "Birmanie", "", "05 06"},
		{"", "myanmar", "", "06 05"},
		{"", "Birmanie OR RDC", "fr", "05 01 02"},
		{"", "familles -RDC", "", "02"}, // what is refused is refused as typed
		{"", "UN", "", "08 07"},
		{"", "ONU", "", "07 08"},
		{"", "réfugié", "", "07"},
		{"", "migrants", "", "08"},
		{"", "Kazakhstan", "", "09"}, // in another case, too
		{"ONU =>\n", "ONU", "", "07"},
		{"# mine\nréfugié, en:migrants\n", "réfugié", "", "07 08"},
		{"# mine\nréfugié => migrants\n", "migrants", "", "08"},
	} {
		res, err := ix.Search(t.Context(), Request{Query: c.query, Lang: c.lang, Limit: 20, Synonyms: synonymsOf(t, c.file)}, loader(all))
		if err != nil {
			t.Fatalf("%q: %v", c.query, err)
		}
		if got := numbers(res); got != c.want {
			t.Errorf("%q with %q: %s, want %s", c.query, c.file, got, c.want)
		}
	}
}

// A number is found however its digits are grouped.
func TestGroupedNumbers(t *testing.T) {
	all := []archive.Release{
		release("x:1", "fr", "2020", "Un rapport", "Le rapport a 3\u202f000 pages et 12\u00a0500 notes."),
		release("x:2", "en", "2020", "A report", "It has 3,000 pages."),
		release("x:3", "de", "2020", "Ein Bericht", "Er hat 3.000 Seiten."),
		release("x:4", "fr", "2020", "Un autre", "Les 3000 pages."),
		release("x:5", "fr", "2020", "Trois", "Il y en a 3, et 000 ne dit rien."),
	}
	ix := build(t, all...)
	for query, want := range map[string]int{"3000": 4, "12500": 1, "title:3000": 0, "3000 pages": 3, "300": 0, "0300": 0} {
		res, err := ix.Search(t.Context(), Request{Query: query, Synonyms: synonymsOf(t, "")}, loader(all))
		if err != nil || int(res.Total) != want {
			t.Errorf("%s: %d, %v; want %d", query, res.Total, err, want)
		}
		if query == "12500" && (len(res.Hits) != 1 || !strings.Contains(marked(res.Hits[0].Snippets[0]), "[12\u00a0500]")) {
			t.Errorf("%s is not marked: %+v", query, res.Hits)
		}
	}
	if res, err := ix.Search(t.Context(), Request{Query: "3000"}, loader(all)); err != nil || res.Total != 1 {
		t.Errorf("what was typed only: %d, %v", res.Total, err)
	}
}

func TestBuiltinSynonymsAreSound(t *testing.T) {
	s := synonymsOf(t, "")
	for _, l := range []string{"US", "us", "un", "car", "réfugié", "migrant"} {
		if others, _ := s.of([]string{l}); len(others) > 0 {
			t.Errorf("%s finds %v", l, others)
		}
	}
	others, _ := s.of([]string{"RDC"})
	for _, o := range others {
		if o.text == "Congo" {
			t.Error("RDC finds the other Congo")
		}
	}
}

func TestSynonymMistakes(t *testing.T) {
	for _, c := range []struct{ file, want string }{
		{"RDC, Congo\n\n# one\nOTAN\n", "synonyms.txt, line 4: \"OTAN\" stands alone"},
		{"=> Congo", "line 1: there is nothing before =>"},
		{"RDC, , DRC", "line 1: there is no word in \" \""},
		{"RDC, xy:DRC", "line 1: \"xy\" is no language that is analysed; use one of fr, en"},
		{"RDC, \xff", "is not valid UTF-8"},
	} {
		path := filepath.Join(t.TempDir(), "synonyms.txt")
		if err := os.WriteFile(path, []byte(c.file), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := ReadSynonyms(path); err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), path) {
			t.Errorf("%q: %v, want %s", c.file, err, c.want)
		}
	}
}

func BenchmarkReadSynonyms(b *testing.B) {
	for b.Loop() {
		synonymsOf(b, "")
	}
}

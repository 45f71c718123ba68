package index

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/blevesearch/bleve/v2/search/query"
)

func TestParseQuery(t *testing.T) {
	kinds := map[clauseKind]string{wordClause: "word", phraseClause: "phrase", prefixClause: "prefix"}
	for _, c := range []struct{ query, want string }{
		{"", ""},
		{"  droits  humains ", "word(droits) word(humains)"},
		{"droits\x00humains", "word(droits) word(humains)"},
		{`"droits humains"`, "phrase(droits humains)"},
		{"“droits humains”", "phrase(droits humains)"},
		{"„Menschenrechte jetzt“", "phrase(Menschenrechte jetzt)"},
		{"«\u00a0droits humains\u00a0»", "phrase(\u00a0droits humains\u00a0)"},
		{`« il a dit "non" »`, `phrase( il a dit "non" )`},
		{`mot"droits humains"`, "word(mot) phrase(droits humains)"},
		{"-guerre paix", "-word(guerre) word(paix)"},
		{`-"état d’urgence"`, "-phrase(état d’urgence)"},
		{"a - b", "word(a) word(-) word(b)"},
		{"manifestant-e-s l’État", "word(manifestant-e-s) word(l’État)"},
		{"expuls*", "prefix(expuls)"},
		{"-expuls*", "-prefix(expuls)"},
		{"title : x 12:30", "word(title) word(:) word(x) word(12:30)"},
	} {
		clauses, err := parseQuery(c.query)
		var got []string
		for _, c := range clauses {
			minus := map[bool]string{true: "-"}[c.not]
			got = append(got, fmt.Sprintf("%s%s(%s)", minus, kinds[c.kind], c.text))
		}
		if s := strings.Join(got, " "); s != c.want || err != nil {
			t.Errorf("%q: got %s, %v; want %s", c.query, s, err, c.want)
		}
	}
}

func TestParseQueryRefuses(t *testing.T) {
	for _, c := range []struct {
		query string
		at    int
		say   string
	}{
		{`droits "humains`, 8, "never closed"},
		{"droits « humains", 8, "never closed"},
		{"été » x", 5, "not opened"},
		{`""`, 1, "no word between"},
		{`"  "`, 1, "no word between"},
		{"*", 1, "at least 2 letters"},
		{"a*", 2, "at least 2 letters"},
		{"ab*cd", 3, "end of a word"},
		{"ab**", 3, "end of a word"},
		{"a OR b", 3, "OR is not understood"},
		{"a AND b", 3, "AND is not needed"},
		{"speaker:callamard", 1, "speaker: is not understood"},
		{strings.Repeat("mot ", 65), 257, "at most 64 words"},
		{strings.Repeat("mot ", 10000), 1, "at most about"},
		{"a \xff", 1, "UTF-8"},
	} {
		_, err := parseQuery(c.query)
		var syntax *SyntaxError
		if !errors.As(err, &syntax) {
			t.Errorf("%.20q: error %v", c.query, err)
			continue
		}
		if syntax.At != c.at || !strings.Contains(err.Error(), c.say) {
			t.Errorf("%.20q: %v; want character %d, %q", c.query, err, c.at, c.say)
		}
	}
}

// Every day of some years is in a span exactly if it lies between its ends,
// and no span needs more than five ranges.
func TestSpans(t *testing.T) {
	day := func(s string) time.Time {
		d, err := time.Parse(dayForm, s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	for _, c := range []struct{ from, to string }{
		{"2020-02-24", "2020-02-24"}, {"2020-02-01", "2020-02-29"}, {"2020-02-02", "2020-02-29"}, {"2020-02-01", "2020-03-01"},
		{"2020-01-01", "2020-12-31"}, {"2019-12-31", "2021-01-01"}, {"2019-06-15", "2022-03-14"}, {"2020-03-31", "2020-04-01"},
		{"2020-01-01", "2022-06-30"}, {"2019-07-01", "2021-12-31"},
	} {
		spans := spans(day(c.from), day(c.to))
		if len(spans) > 5 {
			t.Errorf("%v: %d ranges", c, len(spans))
		}
		for d := day("2019-01-01"); d.Year() < 2023; d = d.AddDate(0, 0, 1) {
			hits := 0
			s := d.Format(dayForm)
			for _, term := range []string{"y" + s[:4], "m" + s[:7], "d" + s} {
				for _, q := range spans {
					if r := q.(*query.TermRangeQuery); r.Min <= term && term <= r.Max {
						hits++
					}
				}
			}
			want := 0
			if c.from <= s && s <= c.to {
				want = 1
			}
			if hits != want {
				t.Fatalf("%v: %s is in %d ranges, want %d", c, s, hits, want)
			}
		}
	}
}

func FuzzQuery(f *testing.F) {
	for _, s := range []string{
		`droits "humains" -guerre expuls*`, "« a “ b » ”", "-", "--", `-"`, "*", "/.*/", "((((", "a:b", "title:", "\u202eمرحبا\u202c", "👩\u200d👩*", "\x00*",
		"e\u0301\u0301*", "l’*", `"·e·s"`, "-*", "d'\"", "44/0541*", strings.Repeat("é ", 70), "\u0640\u0640*", "Jean-Franç*",
	} {
		f.Add(s)
	}
	ix := build(f, corpus...)
	f.Fuzz(func(t *testing.T, s string) {
		res, err := ix.Search(t.Context(), Request{Query: s}, loader(corpus))
		var syntax *SyntaxError
		if err != nil && !errors.As(err, &syntax) {
			t.Fatalf("%q: %v", s, err)
		}
		if syntax != nil && (syntax.At < 1 || syntax.At > len([]rune(s))+1) {
			t.Fatalf("%q: %v", s, err)
		}
		for _, h := range res.Hits {
			checkSnippets(t, h)
		}
	})
}

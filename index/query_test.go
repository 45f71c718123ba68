package index

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/blevesearch/bleve/v2/search/query"
	"golang.org/x/text/unicode/norm"
)

// show writes a query as it was understood.
func show(n *node) string {
	if n == nil {
		return ""
	}
	if n.op != opClause {
		var parts []string
		for _, p := range n.parts {
			parts = append(parts, show(p))
		}
		return map[operator]string{opAnd: "and", opOr: "or", opNot: "not"}[n.op] + "[" + strings.Join(parts, " ") + "]"
	}
	c := n.clause
	kind := map[clauseKind]string{wordClause: "word", phraseClause: "phrase", prefixClause: "prefix", valueClause: "value",
		fuzzyClause: fmt.Sprintf("fuzzy%d", c.edits), nearClause: fmt.Sprintf("near%d", c.slop)}[c.kind]
	text := c.text
	if c.kind == valueClause {
		text = c.value
		if !c.until.IsZero() {
			text = c.from.Format(dayForm) + ".." + c.until.Format(dayForm)
		}
	}
	return strings.TrimPrefix(c.field+":", ":") + kind + "(" + text + ")"
}

func TestParseQuery(t *testing.T) {
	for _, c := range []struct{ query, want string }{
		{"", ""},
		{"   ", ""},
		{"  droits  humains ", "and[word(droits) word(humains)]"},
		{"droits\x00humains", "and[word(droits) word(humains)]"},
		{`"droits humains"`, "phrase(droits humains)"},
		{"“droits humains”", "phrase(droits humains)"},
		{"„Menschenrechte jetzt“", "phrase(Menschenrechte jetzt)"},
		{"«\u00a0droits humains\u00a0»", "phrase(\u00a0droits humains\u00a0)"},
		{`« il a dit "non" »`, `phrase( il a dit "non" )`},
		{`mot"droits humains"`, "and[word(mot) phrase(droits humains)]"},
		{"-guerre paix", "and[not[word(guerre)] word(paix)]"},
		{`-"état d’urgence"`, "not[phrase(état d’urgence)]"},
		{"a - b", "and[word(a) word(-) word(b)]"},
		{"manifestant-e-s l’État", "and[word(manifestant-e-s) word(l’État)]"},
		{"expuls*", "prefix(expuls)"},
		{"-expuls*", "not[prefix(expuls)]"},

		{"a AND b", "and[word(a) word(b)]"},
		{"a OR b", "or[word(a) word(b)]"},
		{"a OR b c OR d", "or[word(a) and[word(b) word(c)] word(d)]"},
		{"(a OR b) c", "and[or[word(a) word(b)] word(c)]"},
		{"a NOT b", "and[word(a) not[word(b)]]"},
		{"a AND NOT b", "and[word(a) not[word(b)]]"},
		{"a OR NOT b", "or[word(a) not[word(b)]]"},
		{"a -(b c)", "and[word(a) not[and[word(b) word(c)]]]"},
		{"NOT NOT a", "word(a)"},
		{"NOT(a)", "not[word(a)]"},
		{"((a))", "word(a)"},
		{`("a b"OR c)`, "or[phrase(a b) word(c)]"},
		{"(manifestant(e)s OR ami(e)s)", "or[word(manifestant(e)s) word(ami(e)s)]"},

		{`"a b"~5`, "near5(a b)"},
		{"«a b»~0", "near0(a b)"},
		{"Kadhafi~", "fuzzy2(Kadhafi)"},
		{"Assad~", "fuzzy1(Assad)"},
		{"Assad~2", "fuzzy2(Assad)"},

		{"title:droits", "title:word(droits)"},
		{"title:droits humains", "and[title:word(droits) word(humains)]"},
		{`title:"droits humains"`, "title:phrase(droits humains)"},
		{"title:(a OR bb*) c", "and[or[title:word(a) title:prefix(bb)] word(c)]"},
		{"-title:droits", "not[title:word(droits)]"},
		{"quote:Kadhafi~1", "quote:fuzzy1(Kadhafi)"},
		{`quote:"a b"~3`, "quote:near3(a b)"},
		{"speaker:Désir", "speaker:value(desir)"},
		{`speaker:"Agnès Callam*"`, "speaker:value(agnes callam)"},
		{"role:ministre", "role:value(ministre)"},
		{"country:kz", "country:value(KZ)"},
		{"country:Birmanie", "country:value(MM)"},
		{"country:(KZ OR Haïti)", "or[country:value(KZ) country:value(HT)]"},
		{"site:Amnesty-FR", "site:value(amnesty-fr)"},
		{"org:amnesty", "org:value(amnesty)"},
		{"kind:report", "kind:value(report)"},
		{"lang:fr-CA", "lang:value(fr-ca)"},
		{"topic:asile", "topic:value(asile)"},
		{"status:removed", "status:value(removed)"},
		{"date:2020", "date:value(2020-01-01..2020-12-31)"},
		{"date:2020-02", "date:value(2020-02-01..2020-02-29)"},
		{"date:2020-02-24", "date:value(2020-02-24..2020-02-24)"},
		{"date:2020-02..2022", "date:value(2020-02-01..2022-12-31)"},
		{"date:2020..", "date:value(2020-01-01..9999-12-31)"},
		{"date:..2020-02", "date:value(0001-01-01..2020-02-29)"},
		{"after:2020-02", "after:value(2020-02-01..9999-12-31)"},
		{"before:2020-02", "before:value(0001-01-01..2020-01-31)"},

		// No operators.
		{"droits and or not", "and[word(droits) word(and) word(or) word(not)]"},
		{"ANDES ORAN NOTRE", "and[word(ANDES) word(ORAN) word(NOTRE)]"},
		{`"a OR b"`, "phrase(a OR b)"},
		{"title : x 12:30", "and[word(title) word(:) word(x) word(12:30)]"},
		{"C/2020/5", "word(C/2020/5)"},
		{"EUR 44/0541/2019", "and[word(EUR) word(44/0541/2019)]"},
		{"http://www.amnesty.fr/x?y=(z)", "word(http://www.amnesty.fr/x?y=(z))"},
		{"site://x urn:uuid:1 amnesty-fr:9f2c Iran: non", "and[word(site://x) word(urn:uuid:1) word(amnesty-fr:9f2c) word(Iran:) word(non)]"},
		{"/communiques/", "word(/communiques/)"},
		{"~20 a~b ~", "and[word(~20) word(a~b) word(~)]"},
		{"manifestant(e", "word(manifestant(e)"},
		{"حقوق الإنسان", "and[word(حقوق) word(الإنسان)]"},
	} {
		n, err := parseQuery(c.query)
		if got := show(n); got != c.want || err != nil {
			t.Errorf("%q: got %s, %v; want %s", c.query, got, err, c.want)
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
		{`"droits hum* x"`, 12, "not understood within quotation marks"},
		{"/repress.+/", 1, "regular expressions"},
		{"/repress.*/", 1, "regular expressions"},

		{"OR", 1, "needs something before"},
		{"a OR", 3, "nothing behind OR"},
		{"a OR OR b", 6, "needs something before"},
		{"AND a", 1, "needs something before"},
		{"a AND", 3, "nothing behind AND"},
		{"a AND AND b", 7, "needs something before"},
		{"a AND OR b", 3, "nothing behind AND"},
		{"a NOT", 3, "nothing behind NOT"},
		{"a NOT OR b", 3, "nothing behind NOT"},
		{"(a", 1, "never closed"},
		{"a (b (c)", 3, "never closed"},
		{"a)", 2, "not opened"},
		{")", 1, "not opened"},
		{"a ()", 3, "nothing between"},
		{"(a OR)", 4, "nothing behind OR"},
		{strings.Repeat("(", 5000), 21, "more than 20 parentheses"},

		{"titel:x", 1, "unknown field titel:; did you mean title:?"},
		{"a titre:x", 3, "did you mean title:?"},
		{"author:x", 1, "did you mean speaker:?"},
		{"Title:x", 1, "did you mean title:?"},
		{"title: x", 6, "directly behind the colon"},
		{"(title:)", 7, "directly behind the colon"},
		{"title:(a site:b)", 10, "cannot stand within title:"},
		{"country:Atlantis", 9, "is no country"},
		{"country:KZ,KG", 9, "country:(KZ OR KG)"},
		{"kind:reprot", 6, "did you mean kind:report?"},
		{"status:restricted", 8, "live, suspect"},
		{"lang:français", 6, "no language"},
		{"date:gestern", 6, "is no date"},
		{"date:..", 6, "needs a date"},
		{"date:2020-13", 6, "is no date"},
		{"date:2022..2020", 6, "ends before it begins"},
		{"after:2020..2022", 7, "write date:2020..2022"},
		{"country:K*", 9, "not understood in country:"},
		{`speaker:"a b"~2`, 10, "not understood in speaker:"},
		{"speaker:*", 9, "no word behind"},

		{`"a b"~`, 6, "needs a number"},
		{`"a b"~99`, 6, "a number up to 50"},
		{`"mot"~2`, 1, "two or more"},
		{"ab~", 3, "3 to 60 letters"},
		{"Kadhafi~5", 8, "write ~1 or ~2"},
		{"Kadhafi~0.8", 8, "write ~1 or ~2"},

		{strings.Repeat("mot ", 129), 513, "at most 128 words"},
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

func TestPoint(t *testing.T) {
	for _, c := range []struct {
		query string
		at    int
		want  string
	}{
		{"a titel:x", 3, "a titel:x\n  ^"},
		{"", 1, "\n^"},
		{"été\t»", 5, "été »\n    ^"},
		{"e\u0301te\u0301 »", 5, "été »\n    ^"},
		{"人权 »", 4, "人权 »\n     ^"},
		{strings.Repeat("a", 100) + "»", 101, "…" + strings.Repeat("a", 30) + "»\n" + strings.Repeat(" ", 31) + "^"},
	} {
		if got := (&SyntaxError{At: c.at}).Point(c.query); got != c.want {
			t.Errorf("%q: got\n%s\nwant\n%s", c.query, got, c.want)
		}
	}
}

func TestDiffers(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"a", "", 1}, {"title", "titel", 1}, {"titre", "title", 1}, {"kadhafi", "gaddafi", 2}, {"kadhafi", "qaddhaffi", 3}, {"день", "пень", 1}, {"ab", "ba", 1}, {"abcdef", "x", 4}} {
		if got := differs(c.a, c.b, 3); got != c.want {
			t.Errorf("%s, %s: %d, want %d", c.a, c.b, got, c.want)
		}
	}
}

// Every day of some years is in a span exactly if it lies between its ends,
// and no span needs more than seven ranges.
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
		if len(spans) > 7 {
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
		"a AND (b OR -c) NOT title:d", `title:("a b"~3 OR x~2) -quote:y*`, "speaker:x role:y org:z topic:t", "date:2020-02..2022 -after:2021 before:2020-01-01",
		"country:(KZ OR haïti) lang:fr status:live kind:news", "titel:x", "/a.*/", `"kazakhstan almaty"~50`, "manifestant(e)s)", "OR", "((a)", "-(&)",
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
		if syntax != nil {
			if in := []rune(norm.NFC.String(s)); syntax.At < 1 || syntax.At > len(in)+1 {
				t.Fatalf("%q: %v", s, err)
			}
			if lines := strings.Split(syntax.Point(s), "\n"); len(lines) != 2 {
				t.Fatalf("%q: %q", s, lines)
			}
			return
		}
		for _, h := range res.Hits {
			checkSnippets(t, h)
		}
		for _, err := range ix.Quotes(t.Context(), Request{Query: s}, loader(corpus)) {
			if err != nil {
				t.Fatalf("%q in quotations: %v", s, err)
			}
		}
		if _, err := ix.Advise(t.Context(), Request{Query: s}, loader(corpus)); err != nil {
			t.Fatalf("%q: advice: %v", s, err)
		}
	})
}

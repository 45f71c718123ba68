package index

import (
	"bufio"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/search/query"

	"communique/archive"
	"communique/internal/fold"
)

// The quality of search, measured on judged collections: testdata/search, and
// where they are there the question sets of ../shared/search-sets. One row of
// the table is one way to search; the last columns say how far a row's
// nDCG@10 lies from the first row's, with a 95 % interval of the difference
// over the same queries (paired bootstrap). An interval with 0 in it is noise.
//
//	go test ./index -run TestQuality -v                the judged collection, ours and plain bleve's
//	go test ./index -run TestQuality -v -args -quality  each part of the chain switched off in turn, and the question sets

var wholeQuality = flag.Bool("quality", false, "measure search quality on all sets, each part switched off in turn")

// collection is a judged set: what is searched, what is asked, and the grade
// of each answer.
type collection struct {
	name     string
	releases []archive.Release
	queries  []judgedQuery
}

type judgedQuery struct {
	id, text, lang string
	grades         map[string]int
}

// lines decodes a file of JSON lines.
func lines[T any](t testing.TB, path string, each func(T)) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	dec := json.NewDecoder(bufio.NewReader(f))
	for dec.More() {
		var v T
		if err := dec.Decode(&v); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		each(v)
	}
}

// grades reads judgements in TREC form: query, 0, release, grade.
func grades(t testing.TB, path string) map[string]map[string]int {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]map[string]int{}
	for line := range strings.Lines(string(b)) {
		var q, zero, id string
		var grade int
		if _, err := fmt.Sscan(line, &q, &zero, &id, &grade); err != nil {
			t.Fatalf("%s: %q: %v", path, line, err)
		}
		if out[q] == nil {
			out[q] = map[string]int{}
		}
		out[q][id] = grade
	}
	return out
}

// judged reads the project's own collection.
func judged(t testing.TB) collection {
	t.Helper()
	dir := filepath.Join("..", "testdata", "search")
	c := collection{name: "testdata/search"}
	lines(t, filepath.Join(dir, "releases.jsonl"), func(r archive.Release) {
		r.Status, r.PublishedDay = archive.StatusLive, r.Published
		r.Site = "t"
		r.Normalize()
		c.releases = append(c.releases, r)
	})
	all := grades(t, filepath.Join(dir, "qrels.tsv"))
	lines(t, filepath.Join(dir, "queries.jsonl"), func(q struct {
		ID, Query string
		Language  *string
	}) {
		c.queries = append(c.queries, judgedQuery{q.ID, q.Query, value(q.Language), all[q.ID]})
	})
	return c
}

// questions reads one of the shared question sets; strip takes the accents out
// of the questions. It is not ok where the set is not there.
func questions(t testing.TB, set, lang string, strip bool) (c collection, ok bool) {
	t.Helper()
	dir := filepath.Join("..", "..", "shared", "search-sets", filepath.FromSlash(set))
	if _, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) {
		return c, false
	}
	type row struct {
		ID    string `json:"_id"`
		Title string
		Text  string
	}
	c.name = set + ", as typed"
	if strip {
		c.name = set + ", accents stripped"
	}
	lines(t, filepath.Join(dir, "corpus.jsonl"), func(r row) {
		c.releases = append(c.releases, archive.Release{ID: r.ID, Site: "s", Language: &lang, Title: ptr(r.Title), Text: ptr(r.Text), Status: archive.StatusLive})
	})
	all := grades(t, filepath.Join(dir, "qrels.tsv"))
	// Who asked did not know our query language: its signs are no operators.
	operators := strings.NewReplacer(`"`, " ", "“", " ", "”", " ", "«", " ", "»", " ", "(", " ", ")", " ", ":", " ", " -", " ", "*", " ", "~", " ", "/", " ", "[", " ", "]", " ")
	lines(t, filepath.Join(dir, "queries.jsonl"), func(q row) {
		q.Text = operators.Replace(q.Text)
		if strip {
			q.Text = fold.String(q.Text)
		}
		c.queries = append(c.queries, judgedQuery{q.ID, q.Text, lang, all[q.ID]})
	})
	return c, true
}

// system is one way to search a collection: it gives for each query the ids
// found, best first, at most a hundred.
type system struct {
	name string
	run  func(testing.TB, collection) [][]string
}

const depth = 100

// allOfThem is what is counted, exported and told: all the words must be
// there, or what else their names are called.
func allOfThem(t testing.TB, c collection) [][]string {
	return ask100(t, c, Request{Synonyms: synonymsOf(t, "")})
}

func noSynonyms(t testing.TB, c collection) [][]string { return ask100(t, c, Request{}) }

// allThenSome is the order in which a person sees releases: Results.Hits and
// then Results.Rest.
func allThenSome(t testing.TB, c collection) [][]string {
	return ask100(t, c, Request{Any: true, Synonyms: synonymsOf(t, "")})
}

func ask100(t testing.TB, c collection, req Request) [][]string {
	ix := build(t, c.releases...)
	var out [][]string
	for _, q := range c.queries {
		req.Query, req.Lang = q.text, q.lang
		p, err := compile(req)
		if err != nil {
			t.Fatalf("%s: %v", q.id, err)
		}
		out = append(out, first(t, ix.bleve, p.query))
	}
	return out
}

// someOfThem asks the same fields for any of the words, in order to measure
// analysis and scores on questions no text has all the words of.
func someOfThem(t testing.TB, c collection) [][]string {
	ix := build(t, c.releases...)
	var out [][]string
	for _, q := range c.queries {
		langs := languages
		if q.lang != "" {
			langs = []language{languageOf(q.lang)}
		}
		var any []query.Query
		rare := rarities{}
		for _, w := range strings.Fields(q.text) {
			word := &clause{text: w}
			for _, l := range langs {
				if found := wordQuery(l, word, rare); found != nil {
					any = append(any, found)
				}
			}
		}
		asked := anyOf(any)
		if asked == nil {
			asked = query.NewMatchNoneQuery()
		}
		if filter, err := filters(Request{Lang: q.lang}); err != nil {
			t.Fatal(err)
		} else {
			asked = allOf(append(filter, asked))
		}
		out = append(out, first(t, ix.bleve, asked))
	}
	return out
}

func first(t testing.TB, ix bleve.Index, q query.Query) []string {
	t.Helper()
	asked := bleve.NewSearchRequestOptions(q, depth, 0, false)
	order, err := sortOrder("")
	if err != nil {
		t.Fatal(err)
	}
	asked.Sort = order
	res, err := ix.SearchInContext(t.Context(), asked)
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, h := range res.Hits {
		ids = append(ids, h.ID)
	}
	return ids
}

// plainBleve is bleve without anything of ours: two fields and one of its own
// analyzers, its match query, its scores.
func plainBleve(analyzer string, operator query.MatchQueryOperator) func(testing.TB, collection) [][]string {
	return func(t testing.TB, c collection) [][]string {
		m := mapping.NewIndexMapping()
		m.DefaultAnalyzer = analyzer
		ix, err := bleve.New(filepath.Join(t.TempDir(), "plain"), m)
		if err != nil {
			t.Fatal(err)
		}
		defer ix.Close()
		batch := ix.NewBatch()
		for _, r := range c.releases {
			if err := batch.Index(r.ID, map[string]string{"title": value(r.Title), "text": value(r.Text), "lang": value(r.Language)}); err != nil {
				t.Fatal(err)
			}
		}
		if err := ix.Batch(batch); err != nil {
			t.Fatal(err)
		}
		var out [][]string
		for _, q := range c.queries {
			both := query.NewDisjunctionQuery(nil)
			for field, boost := range map[string]float64{"title": titleWeight, "text": textWeight} {
				words := query.NewMatchQuery(q.text)
				words.SetField(field)
				words.SetBoost(boost)
				words.SetOperator(operator)
				both.AddQuery(words)
			}
			asked := query.Query(both)
			if q.lang != "" {
				lang := query.NewTermQuery(q.lang)
				lang.SetField("lang")
				asked = query.NewBooleanQuery([]query.Query{both, lang}, nil, nil)
			}
			out = append(out, first(t, ix, asked))
		}
		return out
	}
}

// without switches parts of the chain off, in all languages, for one run.
func without(off part, run func(testing.TB, collection) [][]string) func(testing.TB, collection) [][]string {
	return func(t testing.TB, c collection) [][]string {
		chains, exact := languages, plain
		defer func() { languages, plain = chains, exact }()
		languages = nil
		for _, l := range chains {
			less := *l.analyzer()
			less.without = off
			languages = append(languages, language{l.code, func() *analyzer { return &less }})
		}
		plain = &analyzer{without: off}
		return run(t, c)
	}
}

var parts = []struct {
	name string
	part part
}{
	{"inclusive writing", inclusivePart}, {"elision", elisionPart}, {"folding", foldPart}, {"stop words", stopPart},
	{"stems", stemPart}, {"possessive", possessivePart}, {"acronyms", acronymPart},
}

func TestQuality(t *testing.T) {
	ours := []system{
		{"search (all words, then some)", allThenSome},
		{"search --all", allOfThem},
		{"search --all --no-synonyms", noSynonyms},
		{"any word", someOfThem},
		{"search --no-synonyms", func(t testing.TB, c collection) [][]string { return ask100(t, c, Request{Any: true}) }},
		{"bleve fr, any word", plainBleve("fr", query.MatchQueryOperatorOr)},
		{"bleve fr, all words", plainBleve("fr", query.MatchQueryOperatorAnd)},
		{"bleve standard, any word", plainBleve("standard", query.MatchQueryOperatorOr)},
	}
	asked := []system{
		{"search (all words, then some)", allThenSome},
		{"any word", someOfThem},
		{"bleve standard, any word", plainBleve("standard", query.MatchQueryOperatorOr)},
	}
	if *wholeQuality {
		for _, p := range parts {
			ours = append(ours, system{"search, no " + p.name, without(p.part, allThenSome)})
			asked = append(asked, system{"search, no " + p.name, without(p.part, allThenSome)})
		}
	}
	rows := measure(t, judged(t), ours)
	floor(t, rows[0], 0.85, 0.8)
	floor(t, rows[1], 0.6, 0.5)
	for _, s := range []struct {
		set, lang string
		strip     bool
		ndcg      float64
	}{{"piaf", "fr", false, 0.65}, {"piaf", "fr", true, 0.65}, {"xquad/en", "en", false, 0.9}, {"xquad/es", "es", false, 0.88}, {"xquad/ar", "ar", false, 0.88}} {
		if !*wholeQuality && s.set != "piaf" {
			continue
		}
		c, ok := questions(t, s.set, s.lang, s.strip)
		if !ok {
			t.Logf("no %s in ../shared/search-sets", s.set)
			continue
		}
		systems := asked
		if !*wholeQuality {
			c.queries = c.queries[:150]
			systems = asked[:1]
		} else if s.lang != "es" {
			systems = append([]system{asked[0], {"bleve " + s.lang + ", any word", plainBleve(s.lang, query.MatchQueryOperatorOr)}}, asked[1:]...)
		}
		floor(t, measure(t, c, systems)[0], s.ndcg, 0.8)
	}
}

package index

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"communique/archive"
)

func org(name string) func(*archive.Release) {
	return func(r *archive.Release) { r.Organization = &name }
}

func role(role string) func(*archive.Release) {
	return func(r *archive.Release) { r.Quotes[len(r.Quotes)-1].Role = &role }
}

// spoken is the corpus with what only fields ask for.
func spoken() []archive.Release {
	all := slices.Clone(corpus)
	all = append(all,
		release("amnesty-fr:10", "fr", "2023-01-09", "Bélarus. Un avocat condamné",
			"L’avocat défendait des prisonniers politiques.\n\nLe procès n’a duré qu’une heure, sans témoins.",
			org("Amnesty International France"), in("BY"), said("Hugh Ashby", "Ce procès est une farce."), role("ancien ministre de la Justice"),
			said("Marie-Ange Désir", "Les prisonniers attendent."), func(r *archive.Release) { r.Topics = []string{"Procès équitables"} }),
		release("hrw:11", "fr-CA", "2023-02", "Myanmar : les juges et les geôliers",
			"Des avocats de prisonniers sont à leur tour détenus.", org("Human Rights Watch"), in("MM"),
			func(r *archive.Release) { r.Status = archive.StatusRemoved }))
	return all
}

func TestQueryLanguage(t *testing.T) {
	all := spoken()
	ix := build(t, all...)
	for _, c := range []struct{ query, want string }{ // in any order
		{"kazakhstan OR haiti", "01 02 04 07"},
		{"(kazakhstan OR haiti) repression", "01 02 04"},
		{"kazakhstan OR haiti repression", "01 02 04 07"},
		{"repression AND NOT kazakhstan", "02"},
		{"repression NOT (kazakhstan OR haiti)", ""},
		{"haki OR NOT (les OR a OR was OR here)", "06"},
		{"NOT NOT haki", "06"},
		{"kazakhstan (les OR the)", "01 04"},
		{"& OR haki", "06"},
		{"haki -(&)", "06"},

		{`"prisonniers avocats"~1`, "11"},
		{`"avocat prisonniers"~1`, ""},
		{`"avocat prisonniers"~2`, "10"},
		{`"prisonniers avocat"~2`, "10"},
		{`"sans procès"~0`, "03"},
		{`"procès sans"~1`, "03"},
		{`"procès sans"~2`, "03 10"},
		{`-"procès sans"~5 procès`, ""},
		{`"manifestantes Almaty"~1`, "01"},

		{"kazakstan~", "01 04 07"},
		{"haity~1", "02"},
		{"callamart~", ""},
		{"avocta~", "10 11"},

		{"title:kazakhstan", "01 04"},
		{"title:avocat", "10"},
		{"-title:kazakhstan kazakhstan", "07"},
		{`title:"un avocat"`, "10"},
		{"title:(avocat OR juge)", "10 11"},
		{"title:geol*", "11"},
		{`title:"juges geôliers"~2`, "11"},
		{"quote:prisonnier", "10"},
		{`quote:"au coeur de la nuit"`, "02"},
		{`quote:"farce les"`, ""}, // two quotations
		{`quote:"farce prisonniers"~9`, ""},
		{"quote:told", "04"},
		{`quote:"sans témoins"`, ""}, // in the text
		{`quote:"est une farce"`, "10"},
		{`quote:"une farce les"`, ""},
		{"quote:farc*", "10"},
		{"quote:avoc*", ""},
		{"quote:farse~ -quote:arrêtés", "10"},
		{`quote:(farce OR "la nuit")`, "02 10"},
		{"quote:les", "01 10"},

		{"speaker:ashby", "04 10"},
		{`speaker:"Marie-Ange D"`, "02 10"},
		{"speaker:(callamard OR désir)", "01 02 10"},
		{"role:ministre", "10"},
		{`role:"ministre de la justice"`, "10"},
		{"org:amnesty", "10"},
		{`org:"rights watch"`, "11"},
		{"topic:equitable", "10"},
		{"country:KZ", "01 04"},
		{"country:(Birmanie OR Bélarus)", "10 11"},
		{"site:hrw kazakhstan", "04 07"},
		{"kind:urgent-action", "03"},
		{"lang:es", "05"},
		{"lang:fr avocat", "10 11"},
		{"lang:fr-ca", "11"},
		{"status:removed", "11"},
		{"status:live -lang:fr", "04 05 06 07"},

		{"date:2021", "02 03"},
		{"date:2020-02-24", "01"},
		{"date:2020..2021-05", "01 02 03"},
		{"date:2022-03..", "04 05 10 11"}, // 11 is of 2023-02, 06 of 2019
		{"date:..2020", "01 06"},
		{"date:2019", "06"},
		{"date:..2019-12-30", ""},
		{"date:2019-01-02..2019", ""},
		{"date:2023-02", "11"},
		{"date:2023-01-31..2023-02-28", "11"},
		{"date:2023-02-02..2023-03", ""},
		{"date:2023-02-01..2023-02-27", ""},
		{"after:2022-03-31", "05 10 11"},
		{"before:2022-03-31", "01 02 03 04 06"},
		{"before:2021 OR after:2023", "01 06 10 11"},
		{"-date:2021 lang:fr", "01 10 11"},

		{"C/2020/5", ""},
		{"http://www.amnesty.fr/x", ""},
		{"حقوق الإنسان", ""},
		{"kazakhstan 👩‍⚖️", "01 04 07"},
	} {
		res, err := ix.Search(t.Context(), Request{Query: c.query, Limit: 50}, loader(all))
		got := strings.Fields(numbers(res))
		slices.Sort(got)
		if s := strings.Join(got, " "); s != c.want || err != nil {
			t.Errorf("%s: got %s, %v; want %s", c.query, s, err, c.want)
		}
		for _, h := range res.Hits {
			checkSnippets(t, h)
		}
	}
}

func TestMarksOfTheQueryLanguage(t *testing.T) {
	all := spoken()
	ix := build(t, all...)
	for _, c := range []struct{ query, want string }{
		{"title:avocat", "title[avocat] text[]"},
		{"quote:prisonniers", "quote[prisonniers] text[prisonniers]"},
		{`"prisonniers avocat"~2`, "text[avocat prisonniers]"},
		{"avocta~", "title[avocat] text[avocat]"},
		{"avocat OR haki", "title[avocat] text[avocat]"},
		{"date:2023-01 -farce OR speaker:Ashby country:BY", "text[]"},
	} {
		res, err := ix.Search(t.Context(), Request{Query: c.query, Sites: []string{"amnesty-fr"}, Since: "2023-01-01"}, loader(all))
		if err != nil || len(res.Hits) != 1 {
			t.Fatalf("%s: %d hits, %v", c.query, len(res.Hits), err)
		}
		var got []string
		for _, s := range res.Hits[0].Snippets {
			var marked []string
			for _, m := range s.Marks {
				marked = append(marked, s.Text[m[0]:m[1]])
			}
			got = append(got, s.Field+"["+strings.Join(marked, " ")+"]")
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: got %s, want %s", c.query, s, c.want)
		}
	}
}

// The largest queries that are let through end, and the others are refused.
func TestQueryBounds(t *testing.T) {
	var all []archive.Release
	for i := range 300 {
		r := corpus[i%len(corpus)]
		r.ID += strings.Repeat("x", i)
		all = append(all, r)
	}
	ix := build(t, all...)
	for _, q := range []string{
		strings.Repeat("manifestant·e·s ", maxQueryClauses),
		strings.Repeat("kazakhstan OR ", maxQueryClauses-1) + "haki",
		strings.Repeat("-(kazakhstan OR ", maxQueryDepth) + "haki" + strings.Repeat(")", maxQueryDepth),
		strings.Repeat("kazakhsta~2 ", maxQueryClauses),
		strings.Repeat("ka* ", maxQueryClauses),
		`"` + strings.Repeat("les ", 2000) + `"`,
		`"` + strings.Repeat("les ", 2000) + `"~50`,
		`"` + strings.Repeat("les ", maxQueryWords) + `"`,
		`"` + strings.Repeat("les ", maxNearWords) + `"~50`,
		strings.Repeat("les-", maxQueryWords-1) + "les",
		strings.Repeat("a-", 4000) + "a",
		strings.Repeat("-les ", maxQueryClauses),
		strings.Repeat("mot ", 10_000),
		strings.Repeat("(", 8000),
		strings.Repeat("-", 8000) + "a",
		strings.Repeat("NOT ", 2000) + "a",
		strings.Repeat(`"a" `, 2000),
		strings.Repeat("title:", 1000) + "a",
		"\u202e\u202eمرحبا\x00\x00",
	} {
		_, err := ix.Search(t.Context(), Request{Query: q, Facets: true}, loader(all))
		var syntax *SyntaxError
		if err != nil && !errors.As(err, &syntax) {
			t.Errorf("%.30q: %v", q, err)
		}
	}
}

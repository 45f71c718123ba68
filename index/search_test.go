package index

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"communique/archive"
)

func ptr(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// release makes a record; body's paragraphs are parted by blank lines.
func release(id, lang, day, title, body string, change ...func(*archive.Release)) archive.Release {
	lead, _, _ := strings.Cut(body, "\n\n")
	site, _, _ := strings.Cut(id, ":")
	r := archive.Release{ID: id, Site: site, Language: ptr(lang), Title: ptr(title), Text: ptr(body), Lead: ptr(lead),
		Kind: ptr(archive.KindPressRelease), Published: ptr(day), Status: archive.StatusLive}
	if len(day) == 10 {
		r.PublishedDay = ptr(day)
	}
	for _, c := range change {
		c(&r)
	}
	r.Normalize()
	return r
}

func in(countries ...string) func(*archive.Release) {
	return func(r *archive.Release) { r.Countries = countries }
}

// said puts a quotation behind the text, if it is not in it.
func said(speaker, text string) func(*archive.Release) {
	return func(r *archive.Release) {
		if !strings.Contains(*r.Text, text) {
			*r.Text += "\n\n« " + text + " »"
		}
		before, _, _ := strings.Cut(*r.Text, text)
		start := utf8.RuneCountInString(before)
		end := start + utf8.RuneCountInString(text)
		r.Quotes = append(r.Quotes, archive.Quote{Text: text, Speaker: ptr(speaker), Start: start, End: end, Parts: [][2]int{{start, end}}})
	}
}

func kind(k string) func(*archive.Release) {
	return func(r *archive.Release) { r.Kind = &k }
}

// corpus is invented.
var corpus = []archive.Release{
	release("amnesty-fr:01", "fr", "2020-02-24", "Kazakhstan : la répression des rassemblements s’aggrave",
		"Les autorités ont arrêté des dizaines de manifestant·e·s à Almaty.\n\nL’État doit libérer toutes les personnes détenues, a rappelé l’O.N.U.",
		in("KZ"), said("Agnès Callamard", "Les manifestant·e·s ont été arrêtés sans raison.")),
	release("amnesty-fr:02", "fr", "2021-05-03", "Haïti. Des familles expulsées au cœur de la nuit",
		"Des policiers ont chassé deux cents habitant(e)s de leur quartier.\n\nUn défenseur·euse·s des droits parle de répression.",
		in("HT"), said("Marie-Ange Désir", "On nous a chassés au cœur de la nuit.")),
	release("amnesty-fr:03", "fr", "2021-05-03", "Égypte : un étudiant détenu sans procès",
		"L’étudiant est détenu depuis un an, sans procès.\n\nSa famille n’a pas pu le voir. L’Égypte doit le libérer (EUR 44/0541/2019).",
		in("EG"), kind(archive.KindUrgentAction)),
	release("hrw:04", "en", "2022-03-01", "Kazakhstan: Protesters held without charge",
		"The authorities arrested dozens of protesters in Almaty.\n\n“Nobody was told why,” said Hugh Ashby. Repression has worsened.",
		in("KZ"), said("Hugh Ashby", "Nobody was told why.")),
	release("hrw:05", "es", "2022-03-31", "Perú: represión de las protestas",
		"La policía detuvo a niños y a manifestantes en Lima.\n\nLas desapariciones continúan.", in("PE")),
	release("hrw:06", "sw", "2019", "Haki za wakimbizi", "Wakimbizi wanahitaji ulinzi.\n\nHaki ni ya wote.", in("KE", "TZ")),
	release("hrw:07", "", "", "Statement", "Kazakhstan is mentioned here once."),
}

func write(t testing.TB, dir string, releases ...archive.Release) {
	t.Helper()
	w, err := Update(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range releases {
		if err := w.Put(r); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Commit(); err != nil {
		t.Fatal(err)
	}
}

func open(t testing.TB, dir string) *Index {
	t.Helper()
	ix, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ix.Close() })
	return ix
}

func build(t testing.TB, releases ...archive.Release) *Index {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "index")
	write(t, dir, releases...)
	return open(t, dir)
}

func loader(releases []archive.Release) Load {
	byID := map[string]archive.Release{}
	for _, r := range releases {
		byID[r.ID] = r
	}
	return func(_ context.Context, id string) (archive.Release, error) {
		r, ok := byID[id]
		if !ok {
			return r, fmt.Errorf("no release %s", id)
		}
		return r, nil
	}
}

func ask(t testing.TB, ix *Index, req Request) Results {
	t.Helper()
	res, err := ix.Search(t.Context(), req, loader(corpus))
	if err != nil {
		t.Fatalf("%+v: %v", req, err)
	}
	return res
}

// numbers gives the hits' short ids: "01 04".
func numbers(res Results) string {
	var ids []string
	for _, h := range res.Hits {
		_, n, _ := strings.Cut(h.ID, ":")
		ids = append(ids, n)
	}
	return strings.Join(ids, " ")
}

func TestSearch(t *testing.T) {
	ix := build(t, corpus...)
	for _, c := range []struct {
		query, want string // in order of relevance
	}{
		{"repression", "01 04 02"},
		{"represion", "05 01 02"},
		{"etat", "01"},
		{"ETAT", "01"},
		{"manifestants", "01"},
		{"manifestante", "01 05"}, // which says it in a quotation too,
		{"manifestant·e·s", "01 05"},
		{"ONU", "01"}, {"O.N.U.", "01"},
		{"coeur", "02"}, {"cœur", "02"},
		{"haiti", "02"},
		{"egypte", "03"}, {"l'egypte", "03"},
		{"habitantes", "02"},
		{"défenseuse", "02"},
		{"Kazakhstan", "01 04 07"},
		{"kazakhstan repression", "01 04"},
		{"kazakhstan -repression", "07"},
		{"-kazakhstan", "05 02 03 06"},
		{"-kazakhstan -manifestantes", "02 03 06"},
		{"almaty -les", "04"}, // a stop word in French, in the French text
		{"almaty -sous-marin -🙂", "04 01"},
		{`"sans procès"`, "03"},
		{`"sans proces"`, "03"},
		{`« détenu sans procès »`, "03"},
		{`“without charge”`, "04"},
		{`"charge without"`, ""},
		{`"les manifestantes"`, "01"},
		{`"de manifestantes à"`, "01"},
		{`"ne pas"`, ""},
		{`"n’a pas pu"`, "03"},
		{`-"sans procès" détenu`, "01"},
		{"kaz*", "04 01 07"},
		{"egy* etudiant", "03"},
		{"Marie-Ang*", ""},
		{"xyzzy*", ""},
		{"xyzzy* kazakhstan", ""},
		{"EUR 44/0541/2019", "03"},
		{"44/0541", "03"},
		{"0541/44", ""},
		{"haki", "06"},
		{"desaparicion", "05"},
		{"les", "01"},
		{"& kazakhstan …", "01 04 07"},
		{"", "05 04 03 02 01 06 07"},
	} {
		got := strings.Fields(numbers(ask(t, ix, Request{Query: c.query})))
		want := strings.Fields(c.want)
		if len(want) > 2 { // only the best place is a matter of judgement
			if len(got) > 0 && got[0] != want[0] {
				t.Errorf("%q: first %v, want %v", c.query, got, want)
			}
			slices.Sort(got)
			slices.Sort(want)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: got %v, want %v", c.query, got, want)
		}
	}
}

func TestFilters(t *testing.T) {
	ix := build(t, corpus...)
	for _, c := range []struct {
		name string
		req  Request
		want string
	}{
		{"site", Request{Sites: []string{"amnesty-fr"}, Sort: "date"}, "02 03 01"},
		{"two sites", Request{Sites: []string{"amnesty-fr", "hrw"}, Query: "almaty", Sort: "date"}, "04 01"},
		{"country", Request{Countries: []string{"kz"}, Sort: "date"}, "04 01"},
		{"second country", Request{Countries: []string{"TZ"}}, "06"},
		{"kind", Request{Kinds: []string{"urgent-action"}}, "03"},
		{"language", Request{Lang: "es"}, "05"},
		{"language and word", Request{Lang: "fr", Query: "kazakhstan"}, "01"},
		{"language without analysis", Request{Lang: "sw", Query: "Wakimbizi"}, "06"},
		{"speaker", Request{Speaker: "callamard"}, "01"},
		{"speaker, accents and case", Request{Speaker: "AGNES  Callam"}, "01"},
		{"speaker, hyphen", Request{Speaker: "Désir"}, "02"},
		{"speaker, middle of a word", Request{Speaker: "lamard"}, ""},
		{"speaker unknown", Request{Speaker: "Nobody", Query: "kazakhstan"}, ""},
		{"one day", Request{Since: "2021-05-03", Until: "2021-05-03"}, "02 03"},
		{"since", Request{Since: "2022-03-01"}, "05 04"},
		{"until", Request{Until: "2020-02-24"}, "01 06"},
		{"whole years", Request{Since: "2020-01-01", Until: "2021-12-31"}, "02 03 01"},
		{"borders", Request{Since: "2020-02-25", Until: "2022-03-30"}, "04 02 03"},
		{"all dates", Request{Since: "0001-01-01", Until: "9999-12-31"}, "05 04 02 03 01 06"},
		{"by date", Request{Query: "kazakhstan", Sort: "date"}, "04 01 07"},
		{"page", Request{Sort: "date", Limit: 2, Offset: 2}, "02 03"},
		{"beyond", Request{Sort: "date", Offset: 10}, ""},
		{"count only", Request{Limit: -1}, ""},
		{"all at once", Request{Query: "repression", Sites: []string{"amnesty-fr"}, Countries: []string{"KZ"}, Lang: "fr", Since: "2020-01-01", Speaker: "agnes"}, "01"},
	} {
		t.Run(c.name, func(t *testing.T) {
			res := ask(t, ix, c.req)
			if got := numbers(res); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
			for _, h := range res.Hits {
				if math.IsNaN(h.Score) || math.IsInf(h.Score, 0) {
					t.Errorf("%s has score %v", h.ID, h.Score)
				}
			}
		})
	}
	if n := ask(t, ix, Request{Limit: -1}).Total; n != 7 {
		t.Errorf("total %d, want 7", n)
	}
}

// Filters narrow; they must not move the hits about.
func TestFiltersLeaveTheOrder(t *testing.T) {
	ix := build(t, corpus...)
	free := ask(t, ix, Request{Query: "kazakhstan"})
	kept := ask(t, ix, Request{Query: "kazakhstan", Countries: []string{"KZ", "FR"}})
	if a, b := numbers(kept), strings.TrimSuffix(numbers(free), " 07"); a != b || a == "" {
		t.Errorf("with a filter %s, without %s", a, b)
	}
}

func TestFacets(t *testing.T) {
	ix := build(t, corpus...)
	res := ask(t, ix, Request{Facets: true, Limit: -1})
	for name, want := range map[string]string{
		"country":  "[{KZ 2} {EG 1} {HT 1} {KE 1} {PE 1} {TZ 1} { 1}]",
		"year":     "[{2021 2} {2022 2} {2019 1} {2020 1} { 1}]",
		"site":     "[{hrw 4} {amnesty-fr 3}]",
		"language": "[{fr 3} {en 1} {es 1} {sw 1} { 1}]",
		"kind":     "[{press-release 6} {urgent-action 1}]",
		"speaker":  "[{Agnès Callamard 1} {Hugh Ashby 1} {Marie-Ange Désir 1} { 4}]",
		"topic":    "[{ 7}]",

		"organization": "[{ 7}]",
	} {
		if got := fmt.Sprint(res.Facets[name]); got != want {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
	}
	if len(res.Facets) != len(FacetNames) {
		t.Errorf("facets %v", res.Facets)
	}
}

func TestSearchRefuses(t *testing.T) {
	ix := build(t, corpus...)
	for _, req := range []Request{
		{Since: "24.02.2020"}, {Until: "2020-02-30"}, {Since: "2021-01-01", Until: "2020-01-01"},
		{Sort: "size"}, {Offset: -1}, {Query: `"open`}, {Query: "🙂"}, {Query: "?!"},
	} {
		_, err := ix.Search(t.Context(), req, loader(corpus))
		var syntax *SyntaxError
		var request *RequestError
		if !errors.As(err, &syntax) && !errors.As(err, &request) {
			t.Errorf("%+v: error %v", req, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := ix.Search(ctx, Request{Query: "kazakhstan"}, loader(corpus)); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled search: %v", err)
	}
	missing := errors.New("gone")
	_, err := ix.Search(t.Context(), Request{}, func(context.Context, string) (archive.Release, error) { return archive.Release{}, missing })
	if !errors.Is(err, missing) {
		t.Errorf("failing load: %v", err)
	}
}

// A release restricted since the index was written must not be shown.
func TestRestrictedIsLeftOut(t *testing.T) {
	restricted := corpus[0]
	restricted.Status = archive.StatusRestricted
	load := func(ctx context.Context, id string) (archive.Release, error) {
		if id == restricted.ID {
			return restricted, nil
		}
		return loader(corpus)(ctx, id)
	}
	res, err := build(t, corpus...).Search(t.Context(), Request{Query: "kazakhstan"}, load)
	if err != nil || numbers(res) != "04 07" || res.Total != 2 {
		t.Errorf("hits %s of %d, %v", numbers(res), res.Total, err)
	}
}

// Of equal releases the newer comes first, then the lower id, whatever the
// order in which they were put, and however often.
func TestOrderOfPutDoesNotMatter(t *testing.T) {
	var all []archive.Release
	for i := range 60 {
		r := corpus[i%len(corpus)]
		r.ID = fmt.Sprintf("site:%02d", i)
		if i%3 == 0 {
			r.Published, r.PublishedDay = ptr("2018-01-01"), ptr("2018-01-01")
		}
		all = append(all, r)
	}
	queries := []string{"", "kazakhstan", "repression", `"sans procès"`, "pro*", "kazakhstan -repression", "haki"}
	var want []string
	for round := range 4 {
		rng := rand.New(rand.NewPCG(1, uint64(round)))
		order := slices.Clone(all)
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		dir := t.TempDir()
		for len(order) > 0 { // several generations, some releases put twice
			n := min(len(order), 5+rng.IntN(40))
			write(t, dir, append(slices.Clone(order[:n]), order[rng.IntN(n)])...)
			order = order[n:]
		}
		ix := open(t, dir)
		var got []string
		for _, q := range queries {
			res, err := ix.Search(t.Context(), Request{Query: q, Limit: 100}, loader(all))
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, q+": "+numbers(res))
			for i := 1; i < len(res.Hits); i++ {
				a, b := res.Hits[i-1], res.Hits[i]
				da, db := value(a.Release.Published), value(b.Release.Published)
				if a.Score == b.Score && (da < db || da == db && a.ID > b.ID) {
					t.Errorf("%q: %s (%s) before %s (%s)", q, a.ID, da, b.ID, db)
				}
			}
		}
		if round == 0 {
			want = got
		} else if !slices.Equal(got, want) {
			t.Fatalf("round %d:\n got %q\nwant %q", round, got, want)
		}
	}
}

// Pages of hits with all the words, and the rest behind them, are the order of
// a search for any, page by page; what is counted is what has all the words.
func TestRest(t *testing.T) {
	ix := build(t, corpus...)
	for _, query := range []string{"kazakhstan almaty", "répression procès", "haki", "kazakhstan -almaty"} {
		any := numbers(ask(t, ix, Request{Query: query, Any: true}))
		all := ask(t, ix, Request{Query: query})
		for _, size := range []int{1, 2, 3, 10} {
			var got []string
			for offset := 0; offset < 10; offset += size {
				res := ask(t, ix, Request{Query: query, Rest: true, Limit: size, Offset: offset, Facets: true})
				if len(res.Hits) == size && len(res.Rest) > 0 || len(res.Hits)+len(res.Rest) > size || res.Total != all.Total {
					t.Errorf("%q, %d at a time from %d: %d and %d of %d", query, size, offset, len(res.Hits), len(res.Rest), res.Total)
				}
				got = append(got, strings.Fields(numbers(res))...)
				got = append(got, strings.Fields(numbers(Results{Hits: res.Rest}))...)
			}
			if strings.Join(got, " ") != any {
				t.Errorf("%q, %d at a time: %q, want %s", query, size, got, any)
			}
		}
	}
	if res := ask(t, ix, Request{Query: "kazakhstan almaty", Rest: true, Sort: "date"}); len(res.Rest) > 0 {
		t.Errorf("by date: %d more", len(res.Rest))
	}
}

func TestAny(t *testing.T) {
	ix := build(t, corpus...)
	for _, c := range []struct{ query, want string }{
		{"kazakhstan almaty", "01 04"}, // 07 has one of them only
		{"répression procès", ""},
		{"haki", "06"},
		{"kazakhstan -almaty", "07"},
	} {
		if got := numbers(ask(t, ix, Request{Query: c.query})); got != c.want {
			t.Errorf("%q: %s, want %s", c.query, got, c.want)
		}
	}
	for _, c := range []struct{ query, want string }{
		{"kazakhstan almaty", "01 04 07"},
		{"répression procès", "03 01 04 02"},
		{"haki", "06"},
		{"kazakhstan -almaty", "07"},
		{`almaty "sans procès"`, ""}, // a phrase is no plain word
	} {
		if got := numbers(ask(t, ix, Request{Query: c.query, Any: true})); got != c.want {
			t.Errorf("%q, any: %s, want %s", c.query, got, c.want)
		}
	}
}
